"""What the journal tells: the changes of a step, and the history of a row."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from budgetdesk.book.change import (
    Action,
    Change,
    HistoryEntry,
    RowChange,
    StepKind,
    Value,
)
from budgetdesk.book.store import Row, Store

_ACTIONS = {action.value: action for action in Action}  # a look, where there are very many
_NO_COLUMNS: frozenset[str] = frozenset()
_OWN_MARKS = ("id", "uuid")  # never change, so have no history


def last_step(store: Store) -> int:
    """The id of the newest step; 0 when there is none."""
    newest: int = store.rows("SELECT coalesce(max(id), 0) FROM step")[0][0]
    return newest


def changes_after(store: Store, step_id: int) -> Iterator[Change]:
    """The committed steps that are newer than a given one, oldest first."""
    with store.snapshot():
        steps = store.rows("SELECT id, name, kind FROM step WHERE id > ? ORDER BY id", (step_id,))
        changes = [
            Change(number, name, StepKind(kind), _rows_of(store, number))
            for number, name, kind in steps
        ]
    yield from changes


# A row's own journal, and that of the rows it was before.
_HISTORY = """WITH RECURSIVE same (id) AS (
    SELECT ?2 UNION SELECT f.former_id FROM former_place AS f JOIN same ON f.row_id = same.id
    WHERE f.table_name = ?1)
SELECT s.id, s.at, s.who, s.name, s.kind, j.old_values, j.new_values
FROM same JOIN journal AS j ON j.table_name = ?1 AND j.row_id = same.id
JOIN step AS s ON s.id = j.step_id ORDER BY j.id DESC"""


def history(
    store: Store, table: str, row_id: int, column: str | None = None
) -> tuple[HistoryEntry, ...]:
    """What happened to a row, or to one column of it, newest first.

    A blank that a row came or went with is left out, and that it was put anew elsewhere.
    """
    lines = store.rows(_HISTORY, (table, row_id))
    entries: list[HistoryEntry] = []
    for told, old, new in _joined(lines):
        entries += [
            HistoryEntry(*told[1:], key, old.get(key), new.get(key), told.step_id)
            for key in (new or old)
            if column in (None, key)
            and key not in _OWN_MARKS
            and _tells(old.get(key), new.get(key))
        ]
    return tuple(entries)


class _Told(NamedTuple):
    step_id: int
    at: str
    who: str
    name: str
    kind: StepKind


_Changed = tuple[_Told, dict[str, Value], dict[str, Value]]


def _joined(lines: list[Row]) -> list[_Changed]:
    """The lines of a history; a row that went and came again in one step has changed there."""
    joined: list[_Changed] = []
    for step_id, at, who, name, kind, old_json, new_json in lines:
        told = _Told(step_id, at, who, name, StepKind(kind))
        old, new = _values(old_json), _values(new_json)
        if joined and joined[-1][0] == told and not joined[-1][1] and not new:
            joined[-1] = (told, old, joined[-1][2])
        else:
            joined.append((told, old, new))
    return joined


def _tells(old: Value, new: Value) -> bool:
    return (old if old is not None else "") != (new if new is not None else "")


def _values(text: str | None) -> dict[str, Value]:
    values: dict[str, Value] = json.loads(text) if text else {}
    return values


def _rows_of(store: Store, step_id: int) -> tuple[RowChange, ...]:
    """Each row once: one that came and went within the step is not told."""
    lines = store.rows(
        "SELECT table_name, row_id, record_id, action, "
        "CASE action WHEN 'update' THEN new_values END FROM journal WHERE step_id = ? ORDER BY id",
        (step_id,),
    )
    rows: dict[tuple[str, int], RowChange] = {}
    for table, row_id, record_id, action, values in lines:
        columns = frozenset(_values(values)) if values else _NO_COLUMNS
        change = RowChange(table, row_id, _ACTIONS[action], columns, record_id)
        earlier = rows.pop((table, row_id), None)
        merged = change if earlier is None else _merge(earlier, change)
        if merged is not None:
            rows[table, row_id] = merged
    return tuple(rows.values())


def _merge(earlier: RowChange, later: RowChange) -> RowChange | None:
    if earlier.action is Action.INSERT:
        return None if later.action is Action.DELETE else earlier
    if later.action is Action.UPDATE:
        columns = earlier.columns | later.columns
        return RowChange(later.table, later.row_id, Action.UPDATE, columns, later.record_id)
    return later
