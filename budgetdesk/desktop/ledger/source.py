"""Reading from the book what the ledger grid shows."""

from collections import defaultdict

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.domain.ledger_terms import LedgerTerms


def terms_of(book: Book) -> LedgerTerms:
    """The units, project names and catalogues that the book's ledger lines may use."""
    names: dict[int, list[str]] = defaultdict(list)
    for unit_id, name in book.rows("SELECT unit_id, name FROM project ORDER BY position, id"):
        names[unit_id].append(name)
    projects = {unit_id: tuple(each) for unit_id, each in names.items()}
    return LedgerTerms(book.info.fiscal_year, read.units(book), projects)


def changes_terms(change: Change) -> bool:
    """Whether the units or the names of the projects are others now."""
    return any(
        row.table in ("department", "unit")
        or (row.table == "project" and (not row.columns or row.columns & {"name", "unit_id"}))
        for row in change.rows
    )
