"""The lists of a record, indicators and key tasks, as the editor changes them."""

from dataclasses import replace

from budgetdesk.book import edit
from budgetdesk.book.change import Value
from budgetdesk.book.step import Step
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.records import FormRecord
from budgetdesk.domain.typed import parse_typed, show_value
from budgetdesk.forms.parts import part_text
from budgetdesk.forms.sheet import Cell
from budgetdesk.forms.standing import Standing as Standing
from budgetdesk.forms.standing import in_list as in_list
from budgetdesk.forms.standing import is_blank as is_blank
from budgetdesk.forms.standing import list_path as list_path
from budgetdesk.forms.standing import row_ref as row_ref
from budgetdesk.forms.standing import rows_in as rows_in
from budgetdesk.forms.standing import rows_of
from budgetdesk.forms.standing import standing_of as standing_of


def add_row(step: Step, ref: FieldRef, standing: Standing) -> FieldRef:
    """Add a blank row at a standing; the same field of the new row."""
    slot = replace(ref, level1=standing.slot.level1, level2=standing.slot.level2)
    row_id = edit.add_row(step, slot, standing.index)
    return FieldRef(
        ref.record, ref.record_id, ref.path, row_id, declared=ref.declared, part=ref.part
    )


def text_to_edit(cell: Cell, value: Value) -> str:
    """What the editor of a cell that holds a value shows: as typed, or as painted if that is so.

    An amount keeps its separators so that nothing jumps, unless the painted text is rounded.
    """
    ref = cell.field
    if ref is None:
        return ""
    kind = field_of(ref).kind
    if ref.part:
        return part_text(ref.part, show_value(kind, value))
    if kind.is_money and cell.text:
        return cell.text if parse_typed(kind, cell.text) == value else show_value(kind, value)
    return show_value(kind, value)


def value_in(record: FormRecord, ref: FieldRef) -> Value:
    """The value that a field of a record holds."""
    if not in_list(ref):
        value = value_of(record, ref.path)
    else:
        rows = rows_of(record, list_path(ref))
        row = next((row for row in rows if row.id == ref.row_id and ref.row_id), None)
        value = value_of(row, ref.path.rpartition(".")[2]) if row is not None else None
    return value if isinstance(value, str | int) else None


def stored(ref: FieldRef, row_id: int) -> FieldRef:
    """A blank slot's reference once its row is in the book."""
    return replace(ref, row_id=row_id, level1="", level2="", index=0) if row_id else ref
