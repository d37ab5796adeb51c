"""整理账套: what was done before a day becomes one step, and the file as small as its content.

The journal of a step says what a row was before and after. Of folded steps only what each row was
in the end stays, as one entry, so that later steps can still be undone and each row keeps its
beginning.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from budgetdesk.book.store import Row, Store
from budgetdesk.domain.immutable import immutable

_NAME = "整理账套"
_ENTRIES = """SELECT table_name, row_id, record_id, action, old_values, new_values
FROM journal WHERE step_id <= ? ORDER BY id"""


@immutable
class Compacted:
    """What 整理账套 did: where the book before is kept, bytes before and after, steps folded."""

    kept: Path | None  # None where the newest copy held it already
    before: int
    after: int
    steps: int


def fold_history(store: Store, before: date) -> int:
    """Make all steps before a day one step that can't be undone; how many there were.

    Steps count in their order: one that a wrong clock dated early ends what is folded no sooner,
    one dated late ends it there.
    """
    with store.transaction():
        last = _last_before(store, before)
        [(steps,)] = store.rows("SELECT count(*) FROM step WHERE id <= ?", (last,))
        if steps < 2:
            return 0
        entries = _folded(store.rows(_ENTRIES, (last,)))
        store.execute("DELETE FROM journal WHERE step_id <= ?", (last,))
        store.execute("UPDATE step SET target_id = NULL WHERE target_id <= ?", (last,))
        store.execute("DELETE FROM step WHERE id < ?", (last,))
        store.execute(
            "UPDATE step SET name = ?, kind = 'do', state = 'dead' WHERE id = ?", (_NAME, last)
        )
        for number, entry in enumerate(entries, 1):
            store.execute(
                "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _row(number, last, entry)
            )
    return int(steps)


def shrink(store: Store) -> None:
    """Give back the room that nothing uses."""
    with store.main.writing():
        store.execute("VACUUM")


def size_of(path: Path) -> int:
    """Bytes of the file; 0 where there is none."""
    return path.stat().st_size if path.exists() else 0


def _last_before(store: Store, before: date) -> int:
    [(first_kept,)] = store.rows(
        "SELECT min(id) FROM step WHERE substr(at, 1, 10) >= ?", (before.isoformat(),)
    )
    bound = "" if first_kept is None else "WHERE id < ?"
    values = () if first_kept is None else (first_kept,)
    [(last,)] = store.rows(f"SELECT coalesce(max(id), 0) FROM step {bound}", values)  # noqa: S608
    return int(last)


@dataclass(slots=True)
class _Entry:
    """What became of one row in all folded steps."""

    table: str
    row_id: int
    record_id: int
    action: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None


def _folded(rows: list[Row]) -> list[_Entry]:
    """One entry a row, in the order in which rows were last begun; none for those gone again."""
    entries: dict[tuple[str, int], _Entry] = {}
    for table, row_id, record_id, action, old_text, new_text in rows:
        old = json.loads(old_text) if old_text else None
        new = json.loads(new_text) if new_text else None
        earlier = entries.get((table, row_id))
        if earlier is None or action == "insert":
            entries.pop((table, row_id), None)
            entries[table, row_id] = _Entry(table, row_id, record_id, action, old, new)
        elif action == "delete":
            entries.pop((table, row_id))
        else:
            earlier.record_id = record_id
            earlier.new = {**(earlier.new or {}), **(new or {})}
            if earlier.old is not None:
                earlier.old = {**(old or {}), **earlier.old}
    return [entry for entry in entries.values() if entry.action != "delete"]


def _row(number: int, step: int, entry: _Entry) -> tuple[str | int | None, ...]:
    old, new = (
        None if values is None else json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        for values in (entry.old, entry.new)
    )
    return (number, step, entry.table, entry.row_id, entry.record_id, entry.action, old, new)
