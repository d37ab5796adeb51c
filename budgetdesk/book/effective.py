"""The rows of a followed list as approved adjustments have made them."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Iterator, Mapping
from dataclasses import replace

from budgetdesk.book.bands import Queried, place_for, stored_rows
from budgetdesk.book.change import Value
from budgetdesk.book.declared import FOLLOWS
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import KindDeclaration, RowList
from budgetdesk.domain.immutable import immutable

DELETED, UNCHANGED = "删除", "不变"


@immutable
class Followed:
    """A row that others follow: identity, slot, values by field, and whether it was taken out."""

    uuid: str
    slot: tuple[str, str]
    values: Mapping[str, Value]
    removed: bool = False


def effective_rows(
    step: Step, kind: KindDeclaration, band: RowList, record_id: int
) -> tuple[Followed, ...]:
    """The rows that a list of a record follows, in order.

    An adjustment follows what the ones before it have made; anything else what all have made.
    """
    sql = f"SELECT {kind.below}_id FROM {kind.table} WHERE id = ?"
    ((above_id,),) = step.rows(sql, (record_id,))
    followed = step.dictionary.kinds[kind.below].lists[band.follows]
    rows = [_row(followed, row) for row in stored_rows(step, followed, above_id)]
    for amending in step.dictionary.amending(kind.below, band.follows):
        for one in _in_order(step, amending, above_id):
            if amending.kind == kind.kind and one == record_id:
                return tuple(rows)
            rows = _amended(step, amending, band.follows, followed, one, rows)
    return tuple(rows)


def rows_in_force(
    book: Queried, above: str, path: str, above_id: int
) -> tuple[Followed, ...] | None:
    """The rows of a list that adjustments may amend, as those in force leave them.

    Args:
        book: where they are.
        above: the kind of the record.
        path: of its list that is followed.
        above_id: the record's id.

    Returns:
        None where no adjustment is in force.
    """
    followed = book.dictionary.kinds[above].lists[path]
    rows = [_row(followed, row) for row in stored_rows(book, followed, above_id)]
    amended = False
    for amending in book.dictionary.amending(above, path):
        for one in _in_order(book, amending, above_id):
            if _is_in_force(book, amending, one):
                rows = _amended(book, amending, path, followed, one, rows)
                amended = True
    return tuple(rows) if amended else None


def _row(band: RowList, row: Mapping[str, Value], uuid: str = "") -> Followed:
    slot = (str(row.get("level1", "")), str(row.get("level2", "")))
    return Followed(uuid or str(row["uuid"]), slot, {it.last: row[it.column] for it in band.fields})


def _in_order(step: Queried, kind: KindDeclaration, above_id: int) -> Iterator[int]:
    """The adjustments of a record by their number, whether in force or not."""
    number = kind.fields[kind.told_apart_by].column if kind.told_apart_by else "position"
    sql = (
        f"SELECT id FROM {kind.table} WHERE {kind.below}_id = ? "
        f"ORDER BY coalesce({number}, '') = '', {number}, position, id"
    )
    yield from (row_id for (row_id,) in step.rows(sql, (above_id,)))


def _is_in_force(step: Queried, kind: KindDeclaration, record_id: int) -> bool:
    column = kind.fields[kind.in_force].column
    found = step.rows(f"SELECT {column} FROM {kind.table} WHERE id = ?", (record_id,))
    return bool(found) and found[0][0] not in (None, "")


def _amended(
    step: Queried,
    kind: KindDeclaration,
    path: str,
    followed: RowList,
    record_id: int,
    rows: list[Followed],
) -> list[Followed]:
    """The rows after one adjustment, where it is in force."""
    if not _is_in_force(step, kind, record_id):
        return rows
    for band in kind.following:
        if band.amends and band.follows == path:
            for row in stored_rows(step, band, record_id):
                rows = _after(band, followed, row, rows)
    return rows


def _after(
    band: RowList, followed: RowList, row: Mapping[str, Value], rows: list[Followed]
) -> list[Followed]:
    """The rows after one row of an adjustment."""
    state = row[band.amends]
    if state == UNCHANGED:
        return rows
    if not row[FOLLOWS]:
        return rows if state == DELETED else _with_added(band, followed, row, rows)
    changes = {
        it.last: row[it.column]
        for it in band.fields
        if it.last in followed.last_names and not it.followed and row[it.column] not in ("", None)
    }
    return [
        replace(one, values={**one.values, **changes}, removed=one.removed or state == DELETED)
        if one.uuid == row[FOLLOWS]
        else one
        for one in rows
    ]


def _with_added(
    band: RowList, followed: RowList, row: Mapping[str, Value], rows: list[Followed]
) -> list[Followed]:
    """The rows with one that an adjustment adds, behind those of its slot."""
    said = {it.last: row[it.column] for it in band.fields if it.last in followed.last_names}
    if not any(value not in ("", None) for value in said.values()):
        return rows
    slot = (str(row.get("level1", "")), str(row.get("level2", "")))
    place = place_for([{"level1": it.slot[0], "level2": it.slot[1]} for it in rows], slot)
    return [*rows[:place], Followed(str(row["uuid"]), slot, said), *rows[place:]]
