"""Whether a package is for a book, and which of the book's units it is of or for."""

from collections.abc import Sequence
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.domain.records import Unit
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.sealed.receipt import ReceivedChange
from budgetdesk.exchange.sealed.registers import alias_of


class WrongBook(ImportFault):
    """A package is none for this book now: of another year, set or kind, or of what is locked."""

    def __init__(self, path: Path, reason: str, found: ReceivedChange) -> None:
        super().__init__(path, reason)
        self.found = found


def unit_key_of(header: Header) -> str:
    """The name under which a book remembers whose package it is."""
    whose = (header.region.code, header.department.code, header.department.name)
    return "|".join((*whose, header.unit.code, fold_name(header.unit.name)))


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


def unit_named(book: Book, header: Header, known: Sequence[Unit]) -> Unit | None:
    """The unit that a header names: remembered, else by code, else by name in its department."""
    alias = alias_of(book, unit_key_of(header))
    for unit in known:
        if alias and unit.uuid == alias:
            return unit
    ours = [it for it in known if _is_department(it, header)]
    coded = [it for it in ours if header.unit.code and it.code == header.unit.code]
    named = [it for it in ours if fold_name(it.name) == fold_name(header.unit.name)]
    return next(iter((*coded, *named)), None)


def _is_department(unit: Unit, header: Header) -> bool:
    ours, theirs = unit.department, header.department
    if fold_name(ours.name) != fold_name(theirs.name):
        return bool(ours.code) and ours.code == theirs.code
    return not ours.code or not theirs.code or ours.code == theirs.code
