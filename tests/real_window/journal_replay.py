"""A book's data, and the same data made again of an earlier copy and the journal since."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

Value = str | int | float | None
Data = dict[tuple[str, int], dict[str, Value]]  # by table and id of the row
_TABLES = """SELECT tbl_name FROM sqlite_master
    WHERE type = 'trigger' AND name LIKE 'journal_of_%_insert'"""
_LATER = """SELECT table_name, row_id, action, old_values, new_values FROM journal
    WHERE step_id > ? ORDER BY id"""


def reading(book: Path) -> sqlite3.Connection:
    """A connection that only reads, also while the program has the book open."""
    return sqlite3.connect(f"{book.as_uri()}?mode=ro", uri=True)


def data_of(book: Path) -> Data:
    """Every row of every table that the journal watches."""
    data: Data = {}
    with closing(reading(book)) as read:
        read.row_factory = sqlite3.Row
        for (table,) in read.execute(_TABLES).fetchall():
            for row in read.execute(f"SELECT * FROM [{table}]"):
                data[table, row["id"]] = dict(row)
    return data


def replayed(earlier: Path, book: Path) -> Data:
    """The data of an earlier copy of a book, with all done that its journal says came later.

    Raises:
        KeyError: the journal changes a row that isn't there.
    """
    data = data_of(earlier)
    with closing(reading(book)) as read:
        for table, row_id, action, _, new in read.execute(_LATER, (last_step(earlier),)):
            if action == "insert":
                data[table, row_id] = json.loads(new)
            elif action == "update":
                data[table, row_id] |= json.loads(new)
            else:
                del data[table, row_id]
    return data


def last_step(book: Path) -> int:
    """The id of the newest step."""
    with closing(reading(book)) as read:
        newest: int = read.execute("SELECT coalesce(max(id), 0) FROM step").fetchone()[0]
    return newest


def count(book: Path, table: str) -> int:
    """How many rows a table has."""
    with closing(reading(book)) as read:
        rows: int = read.execute(f"SELECT count(*) FROM [{table}]").fetchone()[0]
    return rows


def tells(book: Path, words: str) -> bool:
    """Whether words were written into the book at any time."""
    with closing(reading(book)) as read:
        asked = "SELECT 1 FROM journal WHERE instr(new_values, ?) LIMIT 1"
        return read.execute(asked, (words,)).fetchone() is not None


def steps(book: Path) -> list[tuple[Value, ...]]:
    """Every step with what it is called and what its rows say, but not whether it is undone now."""
    asked = """SELECT step.id, at, who, name, kind, journal.id, table_name, row_id, action,
        old_values, new_values FROM step LEFT JOIN journal ON step_id = step.id
        ORDER BY step.id, journal.id"""
    with closing(reading(book)) as read:
        return read.execute(asked).fetchall()
