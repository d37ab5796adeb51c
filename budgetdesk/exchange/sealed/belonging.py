"""Whether a package is for a book, and which of the book's units it is of or for."""

from collections.abc import Iterator
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.domain.records import Unit
from budgetdesk.domain.text import fold, fold_name
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.sealed.receipt import ReceivedChange
from budgetdesk.exchange.sealed.registers import Received


class WrongBook(ImportFault):
    """A package is none for this book now: of another year, set or kind, or of what is locked."""

    def __init__(self, path: Path, reason: str, found: ReceivedChange) -> None:
        super().__init__(path, reason)
        self.found = found


def unit_key_of(header: Header) -> str:
    """The name under which a book remembers whose package it is."""
    whose = (header.region.code, fold(header.department.code), header.department.name)
    return "|".join((*whose, fold(header.unit.code), fold_name(header.unit.name)))


def goes_on(header: Header, received: Received) -> bool:
    """Whether a package is one that was received, or stands on one, or was stood on."""
    return not {header.package_id, *header.chain}.isdisjoint(received.known)


def require_same_unit(path: Path, header: Header, unit: Unit, received: Received) -> None:
    """Refuse what has the code or the name of a unit that sent, and is not of that unit.

    A unit that was renamed, or has another code, goes on from all that it sent. Two that bear one
    code or one name would be put together.

    Args:
        path: the file.
        header: what it says of itself.
        unit: the unit of the book that bears its code or its name.
        received: what was received of that unit.

    Raises:
        WrongBook: it has.
    """
    if not received.known or header.package_id in received.known:
        return
    stands = goes_on(header, received)
    own, told = unit.code or "", header.unit.code
    if fold_name(header.unit.name) != fold_name(unit.name):
        if not stands or not {*received.heads} <= {*header.chain}:
            reason = (
                f"是「{header.unit.name}」的，编码 {told} 在账套中是「{unit.name}」，它已报过，"
                "没有接收。编码填错的，请让对方改正后重报；"
                "是同一个单位改了名称的，请先在账套中改名。"
            )
            raise WrongBook(path, reason, ReceivedChange.SAME_CODE)
    elif own and told and fold(own) != fold(told) and not stands:
        reason = (
            f"是编码 {told} 的「{header.unit.name}」的，账套中的「{unit.name}」编码是 {own}，"
            "它已报过，没有接收。是两个单位的，请让对方改成与它不同的名称后重报；"
            "编码填错的，请让对方改正后重报。"
        )
        raise WrongBook(path, reason, ReceivedChange.SAME_NAME)


def said_otherwise(header: Header, unit: Unit) -> Iterator[str]:
    """What a package says of its unit otherwise than the book, in sentences."""
    if fold_name(header.unit.name) != fold_name(unit.name):
        yield (
            f"文件中的单位是「{header.unit.name}」，收入账套中的「{unit.name}」："
            "单位改了名称的，请在账套中改名；不是同一个单位的，请撤销，让对方改正编码后重报。"
        )
    own, told = unit.code or "", header.unit.code
    if own and told and fold(own) != fold(told):
        yield f"文件中的单位编码是 {told}，账套中是 {own}，没有改动账套中的编码。"


def require_same_set(path: Path, header: Header, book: Book) -> None:
    """Refuse what was made for another form set or year.

    Raises:
        WrongBook: it was.
    """
    info = book.info
    if header.form_set != info.form_set:
        reason = (
            f"按套表「{header.form_set}」填报，本账套是「{info.form_set}」，没有接收，"
            "请打开那个套表的账套再收。"
        )
        raise WrongBook(path, reason, ReceivedChange.WRONG_SET)
    if header.fiscal_year != info.fiscal_year:
        reason = (
            f"是 {header.fiscal_year} 年度的，本账套是 {info.fiscal_year} 年度，没有接收，"
            f"请打开 {header.fiscal_year} 年度的账套再收。"
        )
        raise WrongBook(path, reason, ReceivedChange.WRONG_YEAR)
