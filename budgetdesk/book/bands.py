"""The lists of a form (indicators, key tasks) in the book: adding, removing, moving rows."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from budgetdesk.book.change import Value
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.places import INDICATORS, KEY_TASKS, LEVELS, OVERALL_INDICATORS, Band
from budgetdesk.book.step import Step
from budgetdesk.domain.identity import Match, match_rows
from budgetdesk.domain.indicator_tree import NEW_TREE, OLD_TREE, IndicatorTree, bare
from budgetdesk.domain.records import Horizon, Indicator


@dataclass(frozen=True, slots=True)
class BandRow:
    """A row of a list: its id, its place among the others, and its slot."""

    id: int
    position: int
    level1: str
    level2: str

    def is_in(self, level1: str, level2: str) -> bool:
        """Whether the row belongs to a slot, however its levels are written."""
        return (bare(self.level1), bare(self.level2)) == (bare(level1), bare(level2))


def rows_of(step: Step, band: Band, owner_id: int) -> list[BandRow]:
    """The rows of one list of one record, in order."""
    levels = "level1, level2" if band.slotted else "'', ''"
    horizon = "AND horizon = ?" if band.horizon else ""
    found = step.rows(
        f"SELECT id, position, {levels} FROM {band.table} "
        f"WHERE {band.owner} = ? {horizon} ORDER BY position, id",
        (owner_id, band.horizon.value) if band.horizon else (owner_id,),
    )
    return [BandRow(*row) for row in found]


def insert_row(
    step: Step,
    band: Band,
    owner_id: int,
    slot: tuple[str, str],
    index: int | None = None,
    texts: Mapping[str, Value] | None = None,
) -> int:
    """Add a row to a list.

    Args:
        step: the step under way.
        band: which list.
        owner_id: the record it belongs to.
        slot: level 1 and level 2; two "" for a key task.
        index: the place within the slot, from 0; None for its end.
        texts: what the row says.

    Returns:
        The id of the new row.
    """
    rows = rows_of(step, band, owner_id)
    place = _place(rows, slot, index)
    position = rows[place].position if place < len(rows) else _next_position(rows)
    for row in rows[place:]:
        step.update(band.table, row.id, {"position": row.position + 1})
    return step.insert(
        band.table,
        _key(band, owner_id) | _levels(band, slot) | {"position": position} | dict(texts or {}),
    )


def move_row(step: Step, table: str, row_id: int, offset: int) -> None:
    """Move a row up (negative) or down within its slot; at the slot's edge it stops."""
    band, owner_id = _band_of_row(step, table, row_id)
    rows = rows_of(step, band, owner_id)
    moved = next(row for row in rows if row.id == row_id)
    slot = [row for row in rows if row.is_in(moved.level1, moved.level2)]
    positions = [row.position for row in slot]
    place = slot.index(moved)
    slot.insert(max(0, min(len(slot) - 1, place + offset)), slot.pop(place))
    for row, position in zip(slot, positions, strict=True):
        step.update(table, row.id, {"position": position})


def put_rows(
    step: Step,
    band: Band,
    owner_id: int,
    wanted: Sequence[Mapping[str, Value]],
    *,
    guess: bool = True,
) -> tuple[Match, ...]:
    """Make a list say exactly `wanted`; rows that are found again stay themselves.

    Args:
        step: the step under way.
        band: which list.
        owner_id: the record it belongs to.
        wanted: what the rows are to say, with the uuid they came with, if any.
        guess: whether a row may be found again under another name.

    Returns:
        Which row of the list so far, by its number, each of `wanted` is.
    """
    known = stored_rows(step, band, owner_id)
    matches = match_rows([*map(band.face, known)], [*map(band.face, wanted)], guess=guess)
    same = {match.new: known[match.old] for match in matches}
    kept = {row["id"] for row in same.values()}
    for row in known:
        if row["id"] not in kept:
            step.delete(band.table, _id(row))
    for position, values in enumerate(wanted):
        said = {column: values.get(column, "") for column in band.columns} | {"position": position}
        if position in same:
            step.update(band.table, _id(same[position]), said)
        else:
            own = step.free_uuid(band.table, str(values.get("uuid") or ""))
            step.insert(band.table, _key(band, owner_id) | said | {"uuid": own})
    return matches


def indicator_columns(indicators: Sequence[Indicator]) -> list[dict[str, Value]]:
    """What the rows of indicators say, column by column, and which they are."""
    names = (*LEVELS, *OVERALL_INDICATORS.texts, "uuid")
    return [{name: getattr(row, name) for name in names} for row in indicators]


def stored_rows(step: Step, band: Band, owner_id: int) -> list[dict[str, Value]]:
    """The rows of one list of one record in order, with their ids, uuids and all they say."""
    names = ("id", "uuid", *band.columns)
    key = _key(band, owner_id)
    found = step.rows(
        f"SELECT {', '.join(names)} FROM {band.table} "
        f"WHERE {' AND '.join(f'{column} = ?' for column in key)} ORDER BY position, id",
        tuple(key.values()),
    )
    return [dict(zip(names, row, strict=True)) for row in found]


def _id(row: Mapping[str, Value]) -> int:
    row_id = row["id"]
    assert isinstance(row_id, int)  # noqa: S101 - the column says so
    return row_id


def place_for(rows: Sequence[Mapping[str, Value]], slot: tuple[str, str]) -> int:
    """Where among some rows a new one goes: behind those of its slot."""
    levels = ((str(row.get("level1", "")), str(row.get("level2", ""))) for row in rows)
    return _place([BandRow(0, 0, *each) for each in levels], slot, None)


def _place(rows: list[BandRow], slot: tuple[str, str], index: int | None) -> int:
    """Where among all rows a new one of a slot goes."""
    places = [place for place, row in enumerate(rows) if row.is_in(*slot)]
    if places:
        if index is not None and index < len(places):
            return places[index]
        return places[-1] + 1
    tree = next((tree for tree in (NEW_TREE, OLD_TREE) if _fits(tree, rows, slot)), None)
    if tree is None:
        branch = [place for place, row in enumerate(rows) if bare(row.level1) == bare(slot[0])]
        return branch[-1] + 1 if branch else len(rows)
    rank = _rank(tree, *slot)
    later = (place for place, row in enumerate(rows) if _rank(tree, row.level1, row.level2) > rank)
    return next(later, len(rows))


def _fits(tree: IndicatorTree, rows: list[BandRow], slot: tuple[str, str]) -> bool:
    slots = [slot, *((row.level1, row.level2) for row in rows)]
    return all(tree.find(*levels) is not None for levels in slots)


def _rank(tree: IndicatorTree, level1: str, level2: str) -> int:
    return list(tree.slots()).index(tree.find(level1, level2))  # type: ignore[arg-type]


def _next_position(rows: list[BandRow]) -> int:
    return rows[-1].position + 1 if rows else 0


def _key(band: Band, owner_id: int) -> dict[str, Value]:
    key: dict[str, Value] = {band.owner: owner_id}
    return key | {"horizon": band.horizon.value} if band.horizon else key


def _levels(band: Band, slot: tuple[str, str]) -> dict[str, Value]:
    return {"level1": slot[0], "level2": slot[1]} if band.slotted else {}


def _band_of_row(step: Step, table: str, row_id: int) -> tuple[Band, int]:
    horizon = "horizon" if table == "indicator" else "NULL"
    owner = "project_id" if table == "indicator" else "overall_id"
    found = step.rows(
        f"SELECT {owner}, {horizon} FROM {table} WHERE id = ?",
        (row_id,),
    )
    if not found:
        raise RowMissing(table, row_id)
    return _band(table, found[0][1]), found[0][0]


def _band(table: str, horizon: str | None) -> Band:
    if horizon is not None:
        return INDICATORS[Horizon(horizon)]
    return KEY_TASKS if table == "key_task" else OVERALL_INDICATORS
