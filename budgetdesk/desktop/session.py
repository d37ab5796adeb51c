"""The open book as the window sees it: one object that edits go through and news comes from."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import SIGNAL, QObject, Signal

from budgetdesk.book.book import Book
from budgetdesk.book.change import Change, Value
from budgetdesk.book.declared import CHOSEN, SETTING
from budgetdesk.book.declared_records import record
from budgetdesk.book.errors import BookError
from budgetdesk.book.proposed import proposals_of
from budgetdesk.book.step import Step
from budgetdesk.dictionary.base import field_of
from budgetdesk.dictionary.standing import as_project
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import FormRecord
from budgetdesk.domain.typed import TypedError, parse_typed

if TYPE_CHECKING:
    from budgetdesk.forms.definition import FormSet
    from budgetdesk.forms.sheet import Sheet
    from budgetdesk.suggestions.asking import Asking

Put = Callable[[Step, FieldRef, Value], int]
Settle = Callable[[Step, FieldRef], FieldRef]
# By its name: PySide6 never lets go of an object whose signal `QMetaMethod.fromSignal` was given.
_CHANGED = SIGNAL("changed(PyObject)")


def _write_field(step: Step, ref: FieldRef, value: Value) -> int:
    from budgetdesk.book.edit import write_field  # which a start does not need

    return write_field(step, ref, value)


class Session(QObject):
    """An open book, its form set, and the editors that may hold text not yet written."""

    changed = Signal(object)  # Change
    set_changed = Signal()  # another version of its form set holds for the book
    stepped = Signal(object)  # Change: a step that was asked to be taken back, or done again
    step_refused = Signal(str, object)  # 撤销 or 重做, and the BookError why it was not done

    def __init__(self, book: Book, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self._committers: list[Callable[[], bool]] = []
        self.edited = False  # since it was opened
        self.unwritable = ""  # why nothing can be written here, where that is so
        self.asking: Asking | None = None  # what suggestions are made from, once it is read
        self.misplaced_told = False  # that the file no longer stands under its name
        self._unsubscribe = book.subscribe(self._tell)

    @cached_property
    def form_set(self) -> "FormSet":
        """The book's form set; the window asks for it once the book is painted.

        Raises:
            FormSetError: its definition cannot be used.
        """
        from budgetdesk.forms.inside import load_forms_of

        return load_forms_of(self.book)

    def register_editor(self, commit: Callable[[], bool]) -> Callable[[], None]:
        """Let `commit` be called before data is read; returns what takes it off again.

        `commit` writes an open cell editor's text; False means the text cannot be written as it
        stands (and the editor has said why), so the command must not go on.
        """
        self._committers.append(commit)
        return lambda: self._committers.remove(commit)

    def commit_editors(self) -> bool:
        """Write every open cell editor; False when one of them holds text that is refused."""
        return all(commit() for commit in tuple(self._committers))

    def record(self, kind: str, record_id: int) -> FormRecord:
        """A record as the book holds it now."""
        return record(self.book, kind, record_id)

    def sheet(self, kind: str, record_id: int) -> "Sheet":
        """The official form of a record, laid out with a place to type in every slot."""
        return self.sheet_of(kind, self.record(kind, record_id))

    def sheet_of(
        self, kind: str, record: FormRecord, *, every_slot: bool = True, number: int = 0
    ) -> "Sheet":
        """A record on its official form, with a place to type in every slot, or as printed.

        `number` says which form, where records of the kind have several.
        """
        from budgetdesk.forms.layout import lay_out
        from budgetdesk.forms.proposing import with_proposals

        form = self.form_set.forms_of(kind)[number]
        sheet = lay_out(form, record, self.book.info.fiscal_year, every_slot=every_slot)
        project = as_project(record) if every_slot else None
        if project is None:
            return sheet
        proposals = proposals_of(self.book, project)
        return with_proposals(sheet, proposals.paths, proposals.rows) if any(proposals) else sheet

    def write(self, ref: FieldRef, text: str, put: Put = _write_field, name: str = "") -> int:
        """Write what was typed into one field as one step; TypedError when it cannot be read."""
        from budgetdesk.forms.refused import in_words_of

        value = parse_typed(field_of(ref).kind, text)
        with (
            in_words_of(self.book),
            self.book.step(name or f"修改 {self.form_set.label_of(ref)}") as step,
        ):
            return put(step, ref, value)

    def write_all(
        self,
        name: str,
        texts: Iterable[tuple[FieldRef, str]],
        put: Put = _write_field,
        settle: Settle = lambda _, ref: ref,
    ) -> None:
        """Write several fields as one step, or none of them.

        What goes into a list is written together, so that its rows stay themselves; references to
        the same blank slot and index go into one new row. TypedError names the field whose text
        cannot be read.
        """
        from budgetdesk.book.edit import write_rows
        from budgetdesk.forms.refused import in_words_of

        with in_words_of(self.book), self.book.step(name) as step:
            listed: list[tuple[FieldRef, Value]] = []
            for ref, text in texts:
                try:
                    value = parse_typed(field_of(ref).kind, text)
                except TypedError as error:
                    raise TypedError(f"{self.form_set.label_of(ref)}：{error}") from error
                if self.book.dictionary.list_of(ref) is None:
                    put(step, ref, value)
                else:
                    listed.append((settle(step, ref), value))
            write_rows(step, listed)

    def undo(self) -> str | None:
        """Take the newest step back, what is being typed included; the step's name.

        None where there is none, or it is refused, which `step_refused` tells.
        """
        return self._stepped("撤销", self.book.undo)

    def undo_to(self, step_id: int) -> None:
        """Take back every step down to this one, and this one too."""

        def to_step() -> Change | None:
            changes = self.book.undo_to(step_id)
            return changes[-1] if changes else None

        self._stepped("撤销", to_step)

    def redo(self) -> str | None:
        """Do the step undone last again; its name, None as for `undo`."""
        return self._stepped("重做", self.book.redo)

    def keep_copy(self) -> None:
        """Keep a dated copy of a book that was edited.

        Raises:
            MisplacedBook: its file is not in its place; what was done is kept as the text says.
            BackupFailed: no copy can be written.
        """
        if self.edited and not self.book.read_only:
            self.book.require_in_place()
            self.book.keep_dated_copy()

    def _stepped(self, word: str, step: Callable[[], Change | None]) -> str | None:
        try:
            change = step() if self.commit_editors() else None
        except BookError as error:
            self.step_refused.emit(word, error)
            return None
        if change is None:
            return None
        self.stepped.emit(change)
        return change.name

    def _tell(self, change: Change) -> None:
        self.edited = True
        another_set = self._is_of_set(change)
        if another_set:
            self.__dict__.pop("form_set", None)
        self.changed.emit(change)
        if another_set:
            self.set_changed.emit()

    def _is_of_set(self, change: Change) -> bool:
        settings = {row.row_id for row in change.of("setting")}
        if not settings:
            return False
        known = self.book.rows("SELECT id FROM setting WHERE key IN (?, ?)", (CHOSEN, SETTING))
        return not settings.isdisjoint(row_id for (row_id,) in known)

    def close(self) -> None:
        """Release the book and its lock; nobody hears of it any more, not even in mid-change."""
        self._unsubscribe()
        if self.receivers(_CHANGED):
            self.changed.disconnect()
        self.book.close()
