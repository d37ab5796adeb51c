"""The overall form of a department in the editor: in the book from the first word that is typed."""

from dataclasses import replace

from budgetdesk.book import edit, read
from budgetdesk.book.change import Change, Value
from budgetdesk.book.step import Step
from budgetdesk.desktop.editor.source import RecordSource
from budgetdesk.desktop.session import Session
from budgetdesk.dictionary.standing import is_overall
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import FormRecord, OverallForm, RecordKind


def source_of(session: Session, kind: str, record_id: int) -> RecordSource:
    """Where a record's form comes from; RowMissing where it is gone."""
    if is_overall(kind):
        owner = read.overall(session.book, record_id).department.id
        return OverallSource(session, owner)
    return RecordSource(session, kind, record_id)


class OverallSource(RecordSource):
    """Looking at a form that nobody has filled in makes none: its `record_id` is 0 till then."""

    def __init__(self, session: Session, department_id: int) -> None:
        self.department_id = department_id
        super().__init__(session, RecordKind.OVERALL, 0)
        self.read()

    def read(self) -> FormRecord:
        """See `SheetSource`."""
        form = read.overall_of(self._session.book, self.department_id)
        self.record_id = form.id
        return form

    def settle(self, step: Step, ref: FieldRef) -> FieldRef:
        """See `SheetSource`."""
        if ref.record_id:
            return ref
        sql = "SELECT id FROM overall WHERE department_id = ?"
        found = step.rows(sql, (self.department_id,))
        if found:
            return replace(ref, record_id=found[0][0])
        owner = read.overall_of(self._session.book, self.department_id).department
        return replace(ref, record_id=edit.put_overall(step, OverallForm(owner)))

    def put(self, step: Step, ref: FieldRef, value: Value) -> int:
        """See `SheetSource`."""
        return edit.write_field(step, self.settle(step, ref), value)

    def shown_by(self, change: Change) -> bool:
        """See `SheetSource`."""
        return bool(change.records(self.declaration)) or super().shown_by(change)

    def ended_by(self, change: Change) -> bool:
        """See `SheetSource`; a form taken back is blank again."""
        return change.takes("department", self.department_id)
