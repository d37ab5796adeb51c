"""Whether a package is for a book, and which of the book's units it is of or for."""

from collections.abc import Collection
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.sealed.receipt import ReceivedChange


class WrongBook(ImportFault):
    """A package is none for this book now: of another year, set or kind, or of what is locked."""

    def __init__(self, path: Path, reason: str, found: ReceivedChange) -> None:
        super().__init__(path, reason)
        self.found = found


def unit_key_of(header: Header) -> str:
    """The name under which a book remembers whose package it is."""
    whose = (header.region.code, header.department.code, header.department.name)
    return "|".join((*whose, header.unit.code, fold_name(header.unit.name)))


def require_same_unit(path: Path, header: Header, unit: str, sent: Collection[str]) -> None:
    """Refuse what has the code of a unit that sent under another name, and from another book.

    A unit that was renamed goes on from what it sent. Two that bear one code would be put together.

    Args:
        path: the file.
        header: what it says of itself.
        unit: the name of the unit that bears its code and sent already.
        sent: the packages of that unit that are known.

    Raises:
        WrongBook: it has.
    """
    is_named = fold_name(header.unit.name) == fold_name(unit)
    if is_named or {header.package_id, *header.chain} & {*sent}:
        return
    reason = (
        f"是「{header.unit.name}」的，编码 {header.unit.code} 在账套中是「{unit}」，"
        "它已报过，没有接收。编码填错的，请让对方改正后重报；是同一个单位改了名称的，请先在账套中改名。"
    )
    raise WrongBook(path, reason, ReceivedChange.SAME_CODE)


def require_same_set(path: Path, header: Header, book: Book) -> None:
    """Refuse what was made for another form set or year.

    Raises:
        WrongBook: it was.
    """
    info = book.info
    if header.form_set != info.form_set:
        reason = f"按套表「{header.form_set}」填报，本账套是「{info.form_set}」，没有接收。"
        raise WrongBook(path, reason, ReceivedChange.WRONG_SET)
    if header.fiscal_year != info.fiscal_year:
        reason = f"是 {header.fiscal_year} 年度的，本账套是 {info.fiscal_year} 年度，没有接收。"
        raise WrongBook(path, reason, ReceivedChange.WRONG_YEAR)
