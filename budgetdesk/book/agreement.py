"""Whether a file's data are what its journal says: shows a file put together from two states.

SQLite's own check knows pages and indexes only. Every change of a row is in the journal, so the
newest entry of each row must say what the row says.
"""

# ruff: noqa: S608 - names come from this package's own list of tables

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from budgetdesk.book.declared import tables_in

_NEWEST = """SELECT row_id, action, new_values FROM journal
WHERE id IN (SELECT max(id) FROM journal WHERE table_name = ? GROUP BY row_id)"""
# A step that changed nothing leaves no trace: each has its entries, unless it was folded away.
_BARE_STEP = """SELECT id FROM step WHERE id > coalesce(
    (SELECT min(step_id) FROM journal), 0)
AND NOT EXISTS (SELECT 1 FROM journal WHERE step_id = step.id) LIMIT 1"""


def require_agreement(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError where pages, references or the journal contradict the data."""
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise sqlite3.DatabaseError("foreign_key_check")
    if connection.execute("SELECT step_id FROM ongoing").fetchall() != [(None,)]:
        raise sqlite3.DatabaseError("a step is half done")
    if connection.execute(_BARE_STEP).fetchone() is not None:
        raise sqlite3.DatabaseError("a step without entries")
    for table in tables_in(connection):
        for row_id in _contradictions(connection, table):
            raise sqlite3.DatabaseError(f"journal: {table} {row_id}")


def _contradictions(connection: sqlite3.Connection, table: str) -> Iterator[int]:
    rows = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in rows.description]
    stored: dict[int, dict[str, Any]] = {
        row[0]: dict(zip(names, row, strict=True)) for row in rows
    }  # every table begins with its id
    for row_id, action, new_values in connection.execute(_NEWEST, (table,)):
        row = stored.get(row_id)
        if (row is None) != (action == "delete"):
            yield row_id
        elif row is not None and new_values is not None:
            told = json.loads(new_values)
            if any(name in row and row[name] != value for name, value in told.items()):
                yield row_id
