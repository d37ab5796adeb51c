"""What a department's disclosure is made of, as the book holds it now; each part read when needed.

Knows no widgets. Computing the tables takes the longest, so they are kept until something that
they are made of has changed; what was told is read and put into words anew each time.
"""

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.book.disclosure import disclosure_notes
from budgetdesk.disclosure.document import Document
from budgetdesk.disclosure.drafting import Basis, draft_text, read_basis
from budgetdesk.disclosure.figures import Figures
from budgetdesk.disclosure.template import TemplateError
from budgetdesk.domain.catalogue import CatalogueError
from budgetdesk.domain.disclosure import DisclosureNotes
from budgetdesk.forms.loader import FormSetError
from budgetdesk.tables.compute import compute_tables

_TOLD = frozenset({"disclosure_entry", "disclosure_paragraph"})
# Nothing in the document comes from these.
_BESIDE = frozenset({"explanation", "listed_project", "setting"})
NO_LEDGER = "还没有预算明细。\n录入或导入预算明细后，公开文件的文字在这里自动写出。"


class NotWritten(Exception):  # noqa: N818 - a state that the clerk can mend, told in one sentence
    """There is no text yet; the message says what to do."""


class Reading:
    """One department's disclosure."""

    def __init__(self, book: Book, department_id: int) -> None:
        self._book = book
        self.department_id = department_id
        self._basis: Basis | None = None
        self._document: Document | None = None

    def forget(self, change: Change) -> bool:
        """Read again what a change has touched; False where it touches nothing of this."""
        touched = change.by_table.keys() - _BESIDE
        if not touched:
            return False
        self._document = None
        if touched - _TOLD:
            self._basis = None
        return True

    def notes(self) -> DisclosureNotes:
        """What was told; RowMissing when the department is gone."""
        return disclosure_notes(self._book, self.department_id)

    def figures(self) -> Figures:
        """The figures; NotWritten where there are none."""
        if self._basis is None:
            self._basis = self._read_basis()
        return self._basis.figures(self.notes())

    def document(self) -> Document:
        """The text; NotWritten where there is none."""
        if self._document is None:
            try:
                self._document = draft_text(self.figures(), self.notes())
            except TemplateError as error:
                raise NotWritten(str(error)) from error
        return self._document

    def missing(self) -> tuple[str, ...] | None:
        """The names of the entries that the text waits for; None where there is no text."""
        try:
            return self.document().untold
        except NotWritten:
            return None

    def _read_basis(self) -> Basis:
        book, owner = self._book, self.department_id
        with book.snapshot():
            if not read.has_ledger(book, owner):
                raise NotWritten(NO_LEDGER)
            try:
                (tables,) = compute_tables(book, owner)
            except (CatalogueError, FormSetError) as error:
                raise NotWritten(str(error)) from error
            return read_basis(book, tables)
