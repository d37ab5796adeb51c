"""The lists of a record, indicators and key tasks, as the editor sees them: rows in slots."""

from dataclasses import dataclass, replace

from budgetdesk.book import edit
from budgetdesk.book.change import Value
from budgetdesk.book.step import Step
from budgetdesk.domain.fields import FieldRef, Kind, field_of, value_of
from budgetdesk.domain.indicator_tree import Slot, bare
from budgetdesk.domain.records import FormRecord, Horizon, Indicator, KeyTask, RecordKind
from budgetdesk.domain.typed import parse_typed, show_value
from budgetdesk.forms.sheet import Cell

_LISTS = ("indicators", "key_tasks")
ListRow = Indicator | KeyTask


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a list row stands: its slot and its index among the rows there, from 0."""

    slot: Slot
    index: int


def in_list(ref: FieldRef) -> bool:
    """Whether a field belongs to a row of a list."""
    return ref.path.partition(".")[0] in _LISTS


def list_path(ref: FieldRef) -> str:
    """The path of the list that a field's row is in."""
    return ref.path.rpartition(".")[0]


def table_of(ref: FieldRef) -> str:
    """The book's table with the rows of the list that a field is in."""
    if ref.path.startswith("key_tasks"):
        return "key_task"
    return "indicator" if ref.record is RecordKind.PROJECT else "overall_indicator"


def rows_of(record: FormRecord, path: str) -> tuple[ListRow, ...]:
    """The rows of one list of a record, in order."""
    rows = value_of(record, path)
    return rows if isinstance(rows, tuple) else ()


def slot_of(row: ListRow) -> Slot:
    """The slot a row stands in; two "" for a key task."""
    return Slot(row.level1, row.level2) if isinstance(row, Indicator) else Slot("", "")


def same_slot(one: Slot, other: Slot) -> bool:
    """Whether two slots are the same, however their names are written."""
    return bare(one.level1) == bare(other.level1) and bare(one.level2) == bare(other.level2)


def standing_of(record: FormRecord, ref: FieldRef) -> Standing | None:
    """Where the row of a field stands; None for a field outside the lists, or a row gone."""
    if not in_list(ref):
        return None
    rows = rows_of(record, list_path(ref))
    row = next((row for row in rows if row.id == ref.row_id), None) if ref.row_id else None
    if row is None:
        return None if ref.row_id else Standing(Slot(ref.level1, ref.level2), ref.index)
    slot = slot_of(row)
    return Standing(slot, rows_in(record, list_path(ref), slot).index(row))


def rows_in(record: FormRecord, path: str, slot: Slot) -> tuple[ListRow, ...]:
    """The rows of one slot of a list."""
    return tuple(row for row in rows_of(record, path) if same_slot(slot_of(row), slot))


def is_blank(record: FormRecord, ref: FieldRef) -> bool:
    """Whether the row of a field holds no text at all, or is not in the book yet."""
    rows = rows_of(record, list_path(ref))
    row = next((row for row in rows if row.id == ref.row_id and ref.row_id), None)
    if row is None:
        return True
    return not (
        row.name or row.target if isinstance(row, Indicator) else row.core_function or row.task
    )


def row_ref(record: FormRecord, like: FieldRef, path: str, standing: Standing) -> FieldRef:
    """The reference to a field of the row at a standing: the stored row there, or a blank slot."""
    rows = rows_in(record, path.rpartition(".")[0], standing.slot)
    if standing.index < len(rows):
        return FieldRef(like.record, like.record_id, path, rows[standing.index].id)
    level1, level2 = standing.slot.level1, standing.slot.level2
    return FieldRef(like.record, like.record_id, path, 0, level1, level2, standing.index)


def add_row(step: Step, ref: FieldRef, standing: Standing) -> FieldRef:
    """Add a blank row at a standing; the same field of the new row."""
    level1, level2 = standing.slot.level1, standing.slot.level2
    if ref.path.startswith("key_tasks"):
        row_id = edit.add_key_task(step, ref.record_id, standing.index)
    elif ref.record is RecordKind.OVERALL:
        row_id = edit.add_overall_indicator(step, ref.record_id, level1, level2, standing.index)
    else:
        horizon = Horizon(ref.path.split(".")[1])
        row_id = edit.add_indicator(step, ref.record_id, horizon, level1, level2, standing.index)
    return FieldRef(ref.record, ref.record_id, ref.path, row_id)


def text_to_edit(cell: Cell, value: Value) -> str:
    """What the editor of a cell that holds a value shows: as typed, or as painted if that is so.

    An amount keeps its separators so that nothing jumps, unless the painted text is rounded.
    """
    ref = cell.field
    if ref is None:
        return ""
    kind = field_of(ref).kind
    if kind in (Kind.MONEY, Kind.MONEY_WAN) and cell.text:
        return cell.text if parse_typed(kind, cell.text) == value else show_value(kind, value)
    return show_value(kind, value)


def value_in(record: FormRecord, ref: FieldRef) -> Value:
    """The value that a field of a record holds."""
    if not in_list(ref):
        value = value_of(record, ref.path)
    else:
        rows = rows_of(record, list_path(ref))
        row = next((row for row in rows if row.id == ref.row_id and ref.row_id), None)
        value = getattr(row, ref.path.rpartition(".")[2]) if row is not None else None
    return value if isinstance(value, str | int) else None


def stored(ref: FieldRef, row_id: int) -> FieldRef:
    """A blank slot's reference once its row is in the book."""
    return replace(ref, row_id=row_id, level1="", level2="", index=0) if row_id else ref
