"""What a form editor edits: where its sheet comes from, and where what is typed goes."""

from typing import Protocol

from budgetdesk.book.change import Change, Value
from budgetdesk.book.edit import write_field
from budgetdesk.book.step import Step
from budgetdesk.desktop.editor.lists import value_in
from budgetdesk.desktop.session import Session
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import FormRecord
from budgetdesk.forms.sheet import Sheet


class SheetSource(Protocol):
    """One record of a book on one sheet."""

    @property
    def kind(self) -> str:
        """What record it is."""

    @property
    def record_id(self) -> int:
        """Which one."""

    def read(self) -> FormRecord:
        """The record as the book holds it now; RowMissing when it is gone."""

    def sheet_of(self, record: FormRecord) -> Sheet:
        """The record on its sheet."""

    def printed_of(self, record: FormRecord) -> Sheet:
        """The record on its sheet as it is printed and exported."""

    def held(self, record: FormRecord, ref: FieldRef) -> Value:
        """The value that a field of the sheet holds."""

    def off_ledger(self, ref: FieldRef) -> bool:
        """Whether the ledger says a computed amount, and what is behind it can be shown."""

    def settle(self, step: Step, ref: FieldRef) -> FieldRef:
        """A field as the book knows it, its record made first where there is none yet."""

    def put(self, step: Step, ref: FieldRef, value: Value) -> int:
        """Write a field; the id of its row, 0 where there is none now."""

    def shown_by(self, change: Change) -> bool:
        """Whether the sheet may show something else after a change."""

    def ended_by(self, change: Change) -> bool:
        """Whether a change took the record away."""


class RecordSource:
    """A record on its official form; `department_id` says whose overall form, 0 for another."""

    department_id = 0

    def __init__(self, session: Session, kind: str, record_id: int) -> None:
        self._session = session
        self.kind = kind
        self.record_id = record_id
        self.form_number = 0  # which of the forms of its kind

    @property
    def form_names(self) -> tuple[str, ...]:
        """The forms that records of the kind are printed on."""
        return tuple(form.name for form in self._session.form_set.forms_of(self.kind))

    @property
    def declaration(self) -> KindDeclaration:
        """What the book says of records of the kind."""
        return self._session.book.dictionary.kinds[self.kind]

    @property
    def _of_ledger(self) -> bool:
        return any(part.of_ledger for part in self.declaration.parts.values())

    @property
    def _above(self) -> set[str]:
        """The tables of what stands above the record."""
        below = self._session.book.dictionary.kinds.get(self.declaration.below)
        return {"unit", "department", *(below.tables if below else ())}

    def read(self) -> FormRecord:
        """See `SheetSource`."""
        return self._session.record(self.kind, self.record_id)

    def sheet_of(self, record: FormRecord) -> Sheet:
        """See `SheetSource`."""
        return self._session.sheet_of(self.kind, record, number=self.form_number)

    def printed_of(self, record: FormRecord) -> Sheet:
        """See `SheetSource`."""
        number = self.form_number
        return self._session.sheet_of(self.kind, record, every_slot=False, number=number)

    def held(self, record: FormRecord, ref: FieldRef) -> Value:
        """See `SheetSource`."""
        return value_in(record, ref)

    def off_ledger(self, ref: FieldRef) -> bool:  # noqa: ARG002 - all of them, or none
        """See `SheetSource`."""
        return self._of_ledger

    def settle(self, step: Step, ref: FieldRef) -> FieldRef:  # noqa: ARG002 - it is there
        """See `SheetSource`."""
        return ref

    def put(self, step: Step, ref: FieldRef, value: Value) -> int:
        """See `SheetSource`."""
        return write_field(step, ref, value)

    def shown_by(self, change: Change) -> bool:
        """See `SheetSource`."""
        ours = change.records(self.declaration)
        above = change.touches(*self._above, "setting")  # what is only proposed
        summed = self._of_ledger and change.touches("ledger_line")
        return self.record_id in ours or above or summed

    def ended_by(self, change: Change) -> bool:
        """See `SheetSource`."""
        return change.takes(self.declaration.table, self.record_id)
