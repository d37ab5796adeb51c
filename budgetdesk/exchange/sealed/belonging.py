"""Whether a package is for a book, and which of the book's units it is of or for."""

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
