"""Writing one field of a form, with all that follows from it."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Iterable

from budgetdesk.book.bands import FIXED_ROWS, follows_another, insert_row
from budgetdesk.book.change import Value
from budgetdesk.book.department_fields import write_department_field
from budgetdesk.book.errors import LockedField
from budgetdesk.book.fitting import require_fit
from budgetdesk.book.ledger import rename_ledger_lines
from budgetdesk.book.overall import has_ledger
from budgetdesk.book.places import Place, place_of
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import FieldGroup, KindDeclaration, RowList
from budgetdesk.dictionary.standing import has_form
from budgetdesk.domain.fields import Field, FieldRef

_CARRIED = dict.fromkeys(("unit", "department"), "它由左侧目录决定，请在目录中修改")
_CARRIED_ELSEWHERE = "它由别的表带入，请在那张表中修改"


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
    kind = step.dictionary.kinds[ref.record]
    field = _typed_field(kind, ref)
    if not field.kind.is_number and value is None:
        value = ""
    if not has_form(kind.kind):
        return write_department_field(step, ref, value)
    require_fit(field, value)
    place = place_of(step.rows, ref, step.dictionary)
    group = kind.group_of(ref.path)
    if isinstance(group, RowList):
        return _write_listed(step, ref, group, place, value)
    if place is None or field.computed or _is_lacking(step, place, field):
        raise LockedField(field.label, "本表没有这一项")
    written: dict[str, Value] = {place.column: value}
    if isinstance(group, FieldGroup):
        written = _with_total(step, place, group, field, value)
    step.update(place.table, place.row_id, written)
    if (place.table, place.column) == ("project", "name"):
        rename_ledger_lines(step, place.row_id, str(value))
    return place.row_id


def _typed_field(kind: KindDeclaration, ref: FieldRef) -> Field:
    """The field of the book that may be typed into; LockedField where it has none."""
    field = kind.level_fields.get(ref.path) or kind.fields.get(ref.path)
    if field is None and ref.declared:
        raise LockedField(ref.declared.label, "套表新加了这一栏，本账套还没有加上，请重新打开账套")
    if field is None:
        raise KeyError(ref.path)
    if field.carried and not field.followed:
        raise LockedField(field.label, _CARRIED.get(field.carried, _CARRIED_ELSEWHERE))
    return field


def _is_lacking(step: Step, place: Place, field: Field) -> bool:
    """Whether this record has no such field: those columns alone hold NULL."""
    if not field.may_lack:
        return False
    sql = f"SELECT {place.column} FROM {place.table} WHERE id = ?"
    return step.rows(sql, (place.row_id,))[0][0] is None


def _with_total(
    step: Step, place: Place, group: FieldGroup, field: Field, value: Value
) -> dict[str, Value]:
    """The columns to write: a part brings its total along, blank parts counting as nothing.

    Raises:
        LockedField: the ledger says the amount, or the parts say the total.
    """
    if group.of_ledger and has_ledger(step.rows, place.row_id):
        raise LockedField(field.label, "它由预算明细算出，请修改预算明细")
    written: dict[str, Value] = {place.column: value}
    if not group.total:
        return written
    parts = {it.last: it.column for it in group.fields if not it.own}
    total = parts.pop(group.total)
    amounts = _amounts(step, place, [*parts.values()])
    if place.column in amounts:
        return written | {total: _sum((amounts | written).values())}
    if place.column == total and not group.total_free:
        _require_blank(amounts, field.label)
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


def _write_listed(
    step: Step, ref: FieldRef, band: RowList, place: Place | None, value: Value
) -> int:
    field = step.dictionary.field(ref)
    column = field.column
    if place is None:
        if value in ("", None):
            return 0
        if band.fixed:
            raise LockedField(band.name, FIXED_ROWS)
        return insert_row(
            step, band, ref.record_id, (ref.level1, ref.level2), texts={column: value}
        )
    follows = follows_another(step, band, place.row_id)
    carried = bool(field.followed) or column in band.levels
    if (carried and follows) or not field.is_open_beside:
        raise LockedField(field.label, _CARRIED_ELSEWHERE)
    step.update(place.table, place.row_id, {column: value})
    if column in band.levels or not _is_blank(step, band, place.row_id):
        return place.row_id
    # Not at once: the next cell of a pasted range may fill the row again.
    step.at_end(lambda: _remove_if_blank(step, band, place.row_id))
    return 0


def _is_blank(step: Step, band: RowList, row_id: int) -> bool:
    sql = f"SELECT {', '.join(band.texts)} FROM {band.table} WHERE id = ?"
    found = step.rows(sql, (row_id,))
    if found and follows_another(step, band, row_id):
        return False
    return bool(found) and all(value in ("", None) for value in found[0])


def _remove_if_blank(step: Step, band: RowList, row_id: int) -> None:
    if _is_blank(step, band, row_id):
        step.delete(band.table, row_id)
