"""Writing one field of a form, with all that follows from it."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Iterable

from budgetdesk.book.bands import insert_row
from budgetdesk.book.change import Value
from budgetdesk.book.department_fields import write_department_field
from budgetdesk.book.errors import LockedField
from budgetdesk.book.ledger import rename_ledger_lines
from budgetdesk.book.overall import has_ledger
from budgetdesk.book.places import Band, Place, band_of, place_of
from budgetdesk.book.shapes import DIRECTIONS, FUNDING_AMOUNTS, SOURCES
from budgetdesk.book.step import Step
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind

# By table, the columns that belong together: a total, then its parts.
_SUMS = (("funding", FUNDING_AMOUNTS), ("overall", SOURCES), ("overall", DIRECTIONS))


def write_field(step: Step, ref: FieldRef, value: Value) -> int:
    """Write one field of a form, or of what a department tells.

    A part of a total recalculates the total; a text typed into a blank slot makes its row, behind
    those of the slot; a row of a list whose texts are both blank at the step's end is removed.

    Args:
        step: the step under way.
        ref: the field.
        value: 分 or a count for an amount, text for a text; None for blank.

    Returns:
        The id of the row that holds the field; 0 for a row of a list that is blank now.

    Raises:
        LockedField: the field is decided elsewhere, or the form doesn't have it.
        RowMissing: the record or the row is not in the book.
        TypeError: the value is not of the field's kind.
    """
    field = field_of(ref)
    if not field.kind.is_number and value is None:
        value = ""
    if ref.record is RecordKind.DEPARTMENT:
        return write_department_field(step, ref, value)
    if ref.path.split(".")[0] in ("unit", "department"):
        raise LockedField(field.label, "它由左侧目录决定，请在目录中修改")
    place = place_of(step.rows, ref)
    band = band_of(ref)
    if band is not None:
        return _write_listed(step, ref, band, place, value)
    if place is None or _is_lacking(step, place):
        raise LockedField(field.label, "本表没有这一项")
    if ref.path.startswith(("by_source.", "by_direction.")) and has_ledger(
        step.rows, ref.record_id
    ):
        raise LockedField(field.label, "它由预算明细算出，请修改预算明细")
    step.update(place.table, place.row_id, _with_total(step, place, field.label, value))
    if (place.table, place.column) == ("project", "name"):
        rename_ledger_lines(step, place.row_id, str(value))
    return place.row_id


def _is_lacking(step: Step, place: Place) -> bool:
    """Whether the form of this record has no such text: those columns alone hold NULL."""
    if place.column not in ("period", "goal_implementation"):
        return False
    sql = f"SELECT {place.column} FROM project WHERE id = ?"
    return step.rows(sql, (place.row_id,))[0][0] is None


def _with_total(step: Step, place: Place, label: str, value: Value) -> dict[str, Value]:
    """The columns to write: a part brings its total along, blank parts counting as nothing."""
    written: dict[str, Value] = {place.column: value}
    for table, (total, *parts) in _SUMS:
        if table != place.table:
            continue
        if place.column in parts:
            amounts = _amounts(step, place, parts) | written
            return written | {total: _sum(amounts.values())}
        if place.column == total and table == "funding":
            _require_blank(_amounts(step, place, parts), label)
    return written


def _sum(amounts: Iterable[Value]) -> int | None:
    known = [amount for amount in amounts if isinstance(amount, int)]
    return sum(known) if known else None


def _require_blank(amounts: dict[str, Value], label: str) -> None:
    """A total is typed only where the form doesn't split it."""
    if any(amount is not None for amount in amounts.values()):
        raise LockedField(label, "它由各项资金合计得出")


def _amounts(step: Step, place: Place, columns: list[str]) -> dict[str, Value]:
    sql = f"SELECT {', '.join(columns)} FROM {place.table} WHERE id = ?"
    return dict(zip(columns, step.rows(sql, (place.row_id,))[0], strict=True))


def _write_listed(step: Step, ref: FieldRef, band: Band, place: Place | None, value: Value) -> int:
    column = ref.path.rpartition(".")[2]
    if place is None:
        if value == "":
            return 0
        return insert_row(
            step, band, ref.record_id, (ref.level1, ref.level2), texts={column: value}
        )
    step.update(place.table, place.row_id, {column: value})
    if not _is_blank(step, band, place.row_id):
        return place.row_id
    # Not at once: the next cell of a pasted range may fill the row again.
    step.at_end(lambda: _remove_if_blank(step, band, place.row_id))
    return 0


def _is_blank(step: Step, band: Band, row_id: int) -> bool:
    sql = f"SELECT {', '.join(band.texts)} FROM {band.table} WHERE id = ?"
    return step.rows(sql, (row_id,)) == [("", "")]


def _remove_if_blank(step: Step, band: Band, row_id: int) -> None:
    if _is_blank(step, band, row_id):
        step.delete(band.table, row_id)
