"""The fields of a department: what it tells for its 部门预算公开, written one at a time."""

from budgetdesk.book.change import Value
from budgetdesk.book.disclosure import (
    drop_paragraph,
    keep_paragraph,
    put_disclosure_entry,
)
from budgetdesk.book.errors import LockedField, RowMissing
from budgetdesk.book.places import place_of
from budgetdesk.book.step import Step
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.disclosure import OwnParagraph
from budgetdesk.domain.fields import FieldRef

_ELSEWHERE = {
    "ledger": "请在预算明细中修改",
    "revenue": "请在预算明细中修改",
    "sums": "它由填报的各项相加得出",
}
_COMPUTED = "它由预算明细算出，请修改预算明细"


def write_department_field(step: Step, ref: FieldRef, value: Value) -> int:
    """Tell an entry, or put a paragraph in a person's own words; blank takes it back.

    Returns:
        The id of the row that holds it now, 0 where nothing is told.

    Raises:
        LockedField: the field is computed, or changed in the ledger.
        RowMissing: the department is not in the book.
        TypeError: the value is not of the field's kind.
    """
    head, _, key = ref.path.partition(".")
    if not step.rows("SELECT 1 FROM department WHERE id = ?", (ref.record_id,)):
        raise RowMissing("department", ref.record_id)
    if head == "entries":
        put_disclosure_entry(step, ref.record_id, key, value)
    elif ref.path == "paragraphs.text":
        _put_paragraph(step, ref, str(value or ""))
    else:
        raise LockedField(field_of(ref).label, _ELSEWHERE.get(head, _COMPUTED))
    place = place_of(step.rows, ref, step.dictionary)
    return place.row_id if place is not None else 0


def _put_paragraph(step: Step, ref: FieldRef, text: str) -> None:
    """What the program says now is not known here: a new text counts as written without it."""
    if not text:
        drop_paragraph(step, ref.record_id, ref.level1)
        return
    sql = "SELECT drafted FROM disclosure_paragraph WHERE department_id = ? AND key = ?"
    known = step.rows(sql, (ref.record_id, ref.level1))
    drafted = known[0][0] if known else ""
    keep_paragraph(step, ref.record_id, OwnParagraph(ref.level1, text, drafted))
