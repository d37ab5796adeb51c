"""Lists whose rows follow those of a list of the record above, by their identity.

A following row is a row of its own table. It names the row it follows and keeps what it carries of
it: slot, name and target as approved adjustments have made them. Both are kept up at the end of
every step, within it, so that undo, journal and history need to know nothing of it. A row that
holds values stays when the one it follows is gone.
"""

# ruff: noqa: S608 - names are this package's own; values are always bound

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from budgetdesk.book.bands import stored_rows
from budgetdesk.book.change import Value
from budgetdesk.book.declared import FOLLOWS, GONE
from budgetdesk.book.effective import Followed, effective_rows
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import KindDeclaration, RowList
from budgetdesk.domain.fields import Field
from budgetdesk.domain.identity import match_rows

Row = dict[str, Value]


def keep_followers(step: Step) -> None:
    """Make what follows agree with what is followed, wherever a step has touched either."""
    kinds = [kind for kind in step.dictionary.own_kinds if kind.following]
    if not any(step.rows(f"SELECT 1 FROM {kind.table} LIMIT 1") for kind in kinds):
        return
    tables = {name for (name,) in step.rows(_TOUCHED, (step.id,))}
    for kind in kinds:
        above = _touched_above(step, kind, tables)
        if above:
            for record_id in _below(step, kind, above):
                for band in kind.following:
                    follow(step, kind, band, record_id)


def follow_all(step: Step) -> None:
    """Make all that follows agree with what is followed, where it may carry more than before."""
    for kind in step.dictionary.own_kinds:
        for (record_id,) in step.rows(f"SELECT id FROM {kind.table}") if kind.following else ():
            for band in kind.following:
                follow(step, kind, band, record_id)


_TOUCHED = "SELECT DISTINCT table_name FROM journal WHERE step_id = ?"


def _touched_above(step: Step, kind: KindDeclaration, tables: set[str]) -> set[int]:
    """The records above, of whose followed lists or adjustments something was touched."""
    above = step.dictionary.kinds[kind.below]
    found: set[int] = set()
    for band in kind.following:
        followed = above.lists[band.follows]
        if followed.table in tables:
            found |= _touched(step, followed.table)
        for one in (*step.dictionary.amending(kind.below, band.follows), kind):
            for table in {one.table, *(it.table for it in one.lists.values() if it.follows)}:
                if table in tables:
                    found |= _owners(step, one, _touched(step, table))
    return found


def _touched(step: Step, table: str) -> set[int]:
    sql = "SELECT DISTINCT record_id FROM journal WHERE step_id = ? AND table_name = ?"
    return {record_id for (record_id,) in step.rows(sql, (step.id, table))}


def _owners(step: Step, kind: KindDeclaration, ids: Iterable[int]) -> set[int]:
    """The records above those of some ids, of deleted ones too."""
    chosen, column = json.dumps(sorted(ids)), f"{kind.below}_id"
    found = step.rows(
        f"SELECT {column} FROM {kind.table} WHERE id IN (SELECT value FROM json_each(?)) "
        "UNION SELECT json_extract(old_values, ?) FROM journal "
        "WHERE step_id = ? AND table_name = ? AND action = 'delete'",
        (chosen, f"$.{column}", step.id, kind.table),
    )
    return {owner for (owner,) in found}


def _below(step: Step, kind: KindDeclaration, above: Iterable[int]) -> Iterator[int]:
    sql = (
        f"SELECT id FROM {kind.table} WHERE {kind.below}_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY position, id"
    )
    yield from (record_id for (record_id,) in step.rows(sql, (json.dumps(sorted(above)),)))


def follow(step: Step, kind: KindDeclaration, band: RowList, record_id: int) -> None:
    """Make one following list of one record agree with what it follows."""
    wanted = {one.uuid: one for one in effective_rows(step, kind, band, record_id)}
    known = stored_rows(step, band, record_id)
    known_by = {row[FOLLOWS]: row for row in known if row[FOLLOWS]}
    position = 0
    for uuid, one in wanted.items():
        row = known_by.get(uuid)
        if one.removed and (row is None or not has_values(band, row)):
            if row is not None:
                step.delete(band.table, _id(row))
            continue
        said = carried_of(band, one) | {GONE: int(one.removed), "position": position}
        position += 1
        if row is not None:
            _update(step, band, row, said)
        else:
            step.insert(band.table, band.key_of(record_id) | said | {FOLLOWS: uuid})
    _settle_others(step, band, [row for row in known if row[FOLLOWS] not in wanted], position)


def _settle_others(step: Step, band: RowList, rows: Iterable[Row], position: int) -> None:
    """Rows added by hand stand behind; of those whose row is gone, blank ones go too."""
    for place, row in enumerate(rows, position):
        follows = bool(row[FOLLOWS]) or not band.amends
        if follows and not has_values(band, row):
            step.delete(band.table, _id(row))
        else:
            _update(step, band, row, {"position": place, GONE: int(follows)})


def _update(step: Step, band: RowList, row: Row, said: Mapping[str, Value]) -> None:
    """Most rows stay as they are, and are not written at every step."""
    changed = {name: value for name, value in said.items() if row[name] != value}
    if changed:
        step.update(band.table, _id(row), changed)


def has_values(band: RowList, row: Mapping[str, Value]) -> bool:
    """Whether anything was typed into a following row."""
    return any(row.get(column) not in ("", None) for column in band.typed)


def carried_of(band: RowList, one: Followed) -> Row:
    """What a row carries of the one it follows, with the slot, column by column."""
    levels = dict(zip(band.levels, one.slot, strict=False))
    said: Row = {it.column: _as_carried(it, one) for it in band.fields if it.followed}
    blank = band.blank()
    return {**levels, **{name: blank[name] if it is None else it for name, it in said.items()}}


def _as_carried(field: Field, one: Followed) -> Value:
    """What a field carries of a row; a decimal is held as text, the count it comes from is not."""
    value = one.values.get(field.followed)
    return str(value) if isinstance(value, int) and not field.kind.is_number else value


def put_following(
    step: Step, kind: KindDeclaration, band: RowList, record_id: int, wanted: Sequence[Row]
) -> None:
    """Make a following list say what other rows say, each in the row that follows the same.

    They are found by what they follow, else by slot, name and target. What follows nothing here
    stays, as a row whose target is gone; in a list that amends, it is a row added by hand.
    """
    follows = _followed_here(band, effective_rows(step, kind, band, record_id), wanted)
    known = {row[FOLLOWS] or row["uuid"]: row for row in stored_rows(step, band, record_id)}
    for values, uuid in zip(wanted, follows, strict=True):
        row = known.pop(uuid or values.get("uuid"), None)
        if row is not None:
            step.update(band.table, _id(row), _told(band, row, values))
        else:
            _insert(step, band, record_id, values, uuid)
    for row in known.values():
        _blanked(step, band, row)
    follow(step, kind, band, record_id)


def _followed_here(
    band: RowList, followed: Sequence[Followed], wanted: Sequence[Mapping[str, Value]]
) -> list[str]:
    """What each of some rows follows in this book; as it says itself where that isn't here."""
    follows = [str(row.get(FOLLOWS) or "") for row in wanted]
    here = {one.uuid for one in followed}
    old = [one for one in followed if one.uuid not in follows]
    new = [place for place, uuid in enumerate(follows) if uuid not in here]
    if band.amends:  # a row that follows none is one that was added by hand
        new = [place for place in new if follows[place]]
    faces = [band.face(carried_of(band, one)) for one in old]
    others = [band.face({**wanted[place], "uuid": ""}) for place in new]
    for match in match_rows(faces, others, guess=False):
        follows[new[match.new]] = old[match.old].uuid
    return follows


def _told(band: RowList, row: Row, values: Mapping[str, Value]) -> Row:
    """What is written of others' values: of a row that follows, only what is typed into it."""
    names = band.typed if row[FOLLOWS] else band.columns
    blank = band.blank()
    return {name: values.get(name, blank[name]) for name in names}


def _blanked(step: Step, band: RowList, row: Row) -> None:
    if row[FOLLOWS]:
        blank = band.blank()
        step.update(band.table, _id(row), {name: blank[name] for name in band.typed})
    else:
        step.delete(band.table, _id(row))


def _insert(
    step: Step, band: RowList, record_id: int, values: Mapping[str, Value], follows: str
) -> None:
    """A row as told; what it carries is put right once all stand."""
    said = band.blank() | {name: values[name] for name in band.columns if name in values}
    uuid = step.free_uuid(band.table, str(values.get("uuid") or ""))
    place: Row = {"position": 0, FOLLOWS: follows, "uuid": uuid}
    step.insert(band.table, band.key_of(record_id) | said | place)


def _id(row: Mapping[str, Value]) -> int:
    row_id = row["id"]
    assert isinstance(row_id, int)  # noqa: S101 - the column says so
    return row_id
