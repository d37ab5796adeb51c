"""The lists of a form (indicators, key tasks) in the book: adding, removing, moving rows."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from budgetdesk.book.change import Value
from budgetdesk.book.declared import FOLLOWS, GONE
from budgetdesk.book.errors import LockedField, RowMissing
from budgetdesk.book.step import Step
from budgetdesk.book.store import Row as StoredRow
from budgetdesk.book.store import Values
from budgetdesk.dictionary.declaration import Dictionary, RowList
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.identity import Match, match_rows
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.indicator_tree import NEW_TREE, OLD_TREE, IndicatorTree, bare
from budgetdesk.domain.records import ListRow

FIXED_ROWS = "它的行由目标表带入，请在目标表中增减和移动"


@immutable
class BandRow:
    """A row of a list: its id, its place among the others, and its slot."""

    id: int
    position: int
    level1: str
    level2: str

    def is_in(self, level1: str, level2: str) -> bool:
        """Whether the row belongs to a slot, however its levels are written."""
        return (bare(self.level1), bare(self.level2)) == (bare(level1), bare(level2))


def rows_of(step: Step, band: RowList, owner_id: int) -> list[BandRow]:
    """The rows of one list of one record, in order."""
    levels = "level1, level2" if band.slotted else "'', ''"
    key = band.key_of(owner_id)
    found = step.rows(
        f"SELECT id, position, {levels} FROM {band.table} WHERE {_where(key)} "
        "ORDER BY position, id",
        tuple(key.values()),
    )
    return [BandRow(*row) for row in found]


def _where(key: Mapping[str, Value]) -> str:
    return " AND ".join(f"{column} = ?" for column in key)


def insert_row(
    step: Step,
    band: RowList,
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
        band.key_of(owner_id) | _levels(band, slot) | {"position": position} | dict(texts or {}),
    )


def follows_another(step: Step, band: RowList, row_id: int) -> bool:
    """Whether a row follows one of another list."""
    sql = f"SELECT 1 FROM {band.table} WHERE id = ? AND {FOLLOWS} <> ''"
    return bool(band.follows and step.rows(sql, (row_id,)))


def remove_row(step: Step, table: str, row_id: int) -> None:
    """Remove a row of a list.

    Raises:
        LockedField: it follows a row that is there.
    """
    band, _ = _band_of_row(step, table, row_id)
    if band.follows and step.rows(
        f"SELECT 1 FROM {table} WHERE id = ? AND {FOLLOWS} <> '' AND NOT {GONE}", (row_id,)
    ):
        raise LockedField(band.name, FIXED_ROWS)
    step.delete(table, row_id)


def move_row(step: Step, table: str, row_id: int, offset: int) -> None:
    """Move a row up (negative) or down within its slot; at the slot's edge it stops.

    Raises:
        LockedField: the rows stand as those of another list do.
    """
    band, owner_id = _band_of_row(step, table, row_id)
    if band.follows:
        raise LockedField(band.name, FIXED_ROWS)
    rows = rows_of(step, band, owner_id)
    moved = next(row for row in rows if row.id == row_id)
    slot = [row for row in rows if row.is_in(moved.level1, moved.level2)]
    positions = [row.position for row in slot]
    place = slot.index(moved)
    slot.insert(max(0, min(len(slot) - 1, place + offset)), slot.pop(place))
    for row, position in zip(slot, positions, strict=True):
        step.update(band.table, row.id, {"position": position})


def put_rows(
    step: Step,
    band: RowList,
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
    matches = _found_again(step, band, known, wanted, guess=guess) if known else ()
    same = {match.new: known[match.old] for match in matches}
    kept = {row["id"] for row in same.values()}
    for row in known:
        if row["id"] not in kept:
            step.delete(band.table, _id(row))
    said = [*_said(band, wanted)]
    for position, row in same.items():
        step.update(band.table, _id(row), said[position])
    fresh = [it for it in range(len(wanted)) if it not in same]
    key = band.key_of(owner_id)
    _insert(step, band, [key | said[it] for it in fresh], [wanted[it] for it in fresh])
    return matches


def add_rows(
    step: Step, band: RowList, told: Sequence[tuple[int, Sequence[Mapping[str, Value]]]]
) -> None:
    """The rows of a list of several records that have none yet, by the records' ids."""
    rows = [band.key_of(owner) | said for owner, wanted in told for said in _said(band, wanted)]
    _insert(step, band, rows, [row for _, wanted in told for row in wanted])


def _insert(
    step: Step,
    band: RowList,
    rows: Sequence[Mapping[str, Value]],
    wanted: Sequence[Mapping[str, Value]],
) -> None:
    """Add rows, each with the uuid that it came with where that is free."""
    uuids = step.free_uuids(band.table, [str(it.get("uuid") or "") for it in wanted])
    own = [{**row, "uuid": uuid} for row, uuid in zip(rows, uuids, strict=True)]
    step.insert_all(band.table, own)


def _said(band: RowList, wanted: Sequence[Mapping[str, Value]]) -> Iterator[dict[str, Value]]:
    """All columns of the rows of a list, blank ones too, with their places."""
    columns, blank = band.columns, band.blank()
    for position, values in enumerate(wanted):
        told = {name: values.get(name) for name in columns}
        said = {name: value for name, value in told.items() if value is not None}
        yield {**blank, **said, "position": position}


def _found_again(
    step: Step,
    band: RowList,
    known: Sequence[Mapping[str, Value]],
    wanted: Sequence[Mapping[str, Value]],
    *,
    guess: bool,
) -> tuple[Match, ...]:
    """A row on which values of other records hang is never guessed to be another."""
    matches = match_rows([*map(band.face, known)], [*map(band.face, wanted)], guess=guess)
    hung = _hung_on(step, band) if any(it.ground.is_guess for it in matches) else set()
    return tuple(it for it in matches if not (it.ground.is_guess and known[it.old]["uuid"] in hung))


def _hung_on(step: Step, band: RowList) -> set[Value]:
    """The rows of a list, by uuid, that rows of other records follow with something typed."""
    found: set[Value] = set()
    for kind in step.dictionary.own_kinds:
        for other in kind.following:
            if step.dictionary.kinds[kind.below].lists[other.follows] == band:
                typed = " OR ".join(f"coalesce({column}, '') <> ''" for column in other.typed)
                sql = f"SELECT {FOLLOWS} FROM {other.table} WHERE {typed or 0}"
                found |= {uuid for (uuid,) in step.rows(sql)}
    return found


def said_by(band: RowList, row: ListRow) -> dict[str, Value]:
    """What a row of a list says, column by column, and which it is."""
    said = {field.column: value_of(row, field.last) for field in band.fields}
    levels = zip(band.levels, (row.level1, row.level2), strict=False)
    follows = {FOLLOWS: row.follows} if band.follows else {}
    return as_values({**dict(levels), **said, **follows, "uuid": row.uuid})


def as_values(said: Mapping[str, object]) -> dict[str, Value]:
    """Columns with what they hold; a blank text is "" or None as the record has it."""
    return {
        column: value if isinstance(value, str | int) else None for column, value in said.items()
    }


class Queried(Protocol):
    """What rows are read from: a book, or a step under way as it has left them so far."""

    @property
    def dictionary(self) -> Dictionary:
        """The dictionary of the book."""

    def rows(self, sql: str, values: Values = ()) -> list[StoredRow]:
        """All rows of a query."""


def stored_rows(step: Queried, band: RowList, owner_id: int) -> list[dict[str, Value]]:
    """The rows of a list with all they say, their ids and uuids, in order."""
    following = (FOLLOWS, GONE, "position") if band.follows else ()
    names = ("id", "uuid", *band.columns, *following)
    key = band.key_of(owner_id)
    found = step.rows(
        f"SELECT {', '.join(names)} FROM {band.table} WHERE {_where(key)} ORDER BY position, id",
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


def _levels(band: RowList, slot: tuple[str, str]) -> dict[str, Value]:
    return dict(zip(band.levels, slot, strict=False))


def _band_of_row(step: Step, table: str, row_id: int) -> tuple[RowList, int]:
    """The list that a row of a table stands in, and the record it belongs to."""
    lists = [
        it
        for kind in step.dictionary.kinds.values()
        for it in kind.lists.values()
        if it.table == table
    ]
    found = step.rows(f"SELECT {', '.join(lists[0].key)} FROM {table} WHERE id = ?", (row_id,))
    if not found:
        raise RowMissing(table, row_id)
    owner_id, *horizon = found[0]
    return next(it for it in lists if [it.horizon] == (horizon or [""])), owner_id
