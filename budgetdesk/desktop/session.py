"""The open book as the window sees it: one object that edits go through and news comes from."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.edit import write_field
from budgetdesk.domain.fields import FieldRef, field_of
from budgetdesk.domain.records import FormRecord, RecordKind
from budgetdesk.domain.typed import parse_typed
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Sheet


class Session(QObject):
    """An open book, its form set, and the editors that may hold text not yet written."""

    changed = Signal(object)  # Change

    def __init__(self, book: Book, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.form_set: FormSet = load_form_set(book.info.form_set)
        self._committers: list[Callable[[], bool]] = []
        self._unsubscribe = book.subscribe(self.changed.emit)

    def register_editor(self, commit: Callable[[], bool]) -> Callable[[], None]:
        """Let `commit` be called before data is read; returns what takes it off again.

        `commit` writes an open cell editor's text; False means the text cannot be written as it
        stands (and the editor has said why), so the command must not go on.
        """
        self._committers.append(commit)
        return lambda: self._committers.remove(commit)

    def commit_editors(self) -> bool:
        """Write every open cell editor; False when one of them holds text that is refused."""
        return all(commit() for commit in self._committers)

    def record(self, kind: RecordKind, record_id: int) -> FormRecord:
        """A record as the book holds it now."""
        if kind is RecordKind.PROJECT:
            return read.project(self.book, record_id)
        return read.overall(self.book, record_id)

    def sheet(self, kind: RecordKind, record_id: int) -> Sheet:
        """The official form of a record, laid out with a place to type in every slot."""
        form = self.form_set.form(kind)
        year = self.book.info.fiscal_year
        return lay_out(form, self.record(kind, record_id), year, every_slot=True)

    def write(self, ref: FieldRef, text: str) -> int:
        """Write what was typed into one field as one step; TypedError when it cannot be read."""
        field = field_of(ref)
        value = parse_typed(field.kind, text)
        with self.book.step(f"修改 {field.label}") as step:
            return write_field(step, ref, value)

    def close(self) -> None:
        """Release the book and its lock."""
        self._unsubscribe()
        self.book.close()
