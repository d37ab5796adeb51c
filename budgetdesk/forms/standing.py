"""The lists of a record, indicators and key tasks: which row of which slot a field stands in."""

from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.indicator_tree import Slot, bare
from budgetdesk.domain.records import FormRecord, ListRow


@immutable
class Standing:
    """Where a list row stands: its slot and its index among the rows there, from 0."""

    slot: Slot
    index: int


def in_list(ref: FieldRef) -> bool:
    """Whether a field belongs to a row of a list."""
    return field_of(ref).listed


def list_path(ref: FieldRef) -> str:
    """The path of the list that a field's row is in."""
    return ref.path.rpartition(".")[0]


def rows_of(record: FormRecord, path: str) -> tuple[ListRow, ...]:
    """The rows of one list of a record, in order."""
    rows = value_of(record, path)
    return rows if isinstance(rows, tuple) else ()


def slot_of(row: ListRow) -> Slot:
    """The slot a row stands in; two "" in a list without slots."""
    return Slot(row.level1, row.level2)


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
    return row is None or not any(value not in (None, "") for value in row.said)


def row_ref(record: FormRecord, like: FieldRef, path: str, standing: Standing) -> FieldRef:
    """The reference to a field of the row at a standing: the stored row there, or a blank slot."""
    rows = rows_in(record, path.rpartition(".")[0], standing.slot)
    same = like.path == path
    declared, part = (like.declared, like.part) if same else (None, "")
    if standing.index < len(rows):
        row_id = rows[standing.index].id
        return FieldRef(like.record, like.record_id, path, row_id, declared=declared, part=part)
    slot, index = standing.slot, standing.index
    return FieldRef(
        like.record, like.record_id, path, 0, slot.level1, slot.level2, index, declared, part
    )
