"""科目 that the office named itself: kept in the book, laid over the year's catalogues.

The tree and the forms do without catalogues: they are loaded with the first ledger.
"""

from typing import TYPE_CHECKING

from budgetdesk.book.book import Book
from budgetdesk.book.step import Step
from budgetdesk.domain.text import one_line

if TYPE_CHECKING:
    from budgetdesk.domain.catalogue import Catalogue, CatalogueKind, OwnEntry


def catalogue_entries(book: Book) -> "tuple[OwnEntry, ...]":
    """The book's own entries, by catalogue and code."""
    from budgetdesk.domain.catalogue import CatalogueKind, OwnEntry

    rows = book.rows("SELECT kind, code, name FROM catalogue_entry ORDER BY kind, code")
    known = {kind.value for kind in CatalogueKind}
    return tuple(OwnEntry(CatalogueKind(kind), *rest) for kind, *rest in rows if kind in known)


def catalogue(book: Book, kind: "CatalogueKind") -> "Catalogue":
    """The catalogue of the book's year with the book's own entries.

    Raises:
        CatalogueError: there is none for that year, or a file is wrong.
    """
    from budgetdesk.domain.catalogue import load_catalogue

    return load_catalogue(kind, book.info.fiscal_year).with_own(catalogue_entries(book))


def put_catalogue_entry(step: Step, kind: "CatalogueKind", code: str, name: str) -> None:
    """Name a code in the book, or name it otherwise; a blank name takes the entry back."""
    name = one_line(name)
    found = step.rows("SELECT id FROM catalogue_entry WHERE kind = ? AND code = ?", (kind, code))
    if not found:
        if name:
            step.insert("catalogue_entry", {"kind": kind, "code": code, "name": name})
    elif name:
        step.update("catalogue_entry", found[0][0], {"name": name})
    else:
        step.delete("catalogue_entry", found[0][0])
