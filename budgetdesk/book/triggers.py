"""The triggers that write the journal, made from the tables as they are.

Every inserted or deleted row is written whole, of a changed row only the changed columns. With no
step under way they abort the statement, so nothing can change a book past its history.
"""

# ruff: noqa: S608 - names are this package's own; values are always bound

import sqlite3

from budgetdesk.book.declared import tables_in
from budgetdesk.dictionary.declaration import Dictionary

_AT_ONCE = 60  # columns; two arguments each of 127
_PREFIX = "journal_of_"
_NO_STEP = """
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;"""

_NO_UUID = """
  SELECT RAISE(ABORT, 'a row without uuid') WHERE NEW.uuid IS NULL;"""


def is_ours(name: str) -> bool:
    """Whether a trigger's name is that of a journal's trigger."""
    return name.startswith(_PREFIX) and name.endswith(("_insert", "_update", "_delete"))


def table_of(name: str) -> str:
    """The table of a journal's trigger, by the trigger's name."""
    return name.removeprefix(_PREFIX).rpartition("_")[0]


def drop_triggers(connection: sqlite3.Connection) -> None:
    """Take the journal's triggers off, for a migration."""
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (name,) in connection.execute(names).fetchall():
        if name.startswith(_PREFIX):
            connection.execute(f"DROP TRIGGER [{name}]")


def create_triggers(connection: sqlite3.Connection, dictionary: Dictionary) -> None:
    """Put the journal's triggers on every table of the clerk's data that is there already."""
    for table in tables_in(connection):
        for sql in triggers_of(connection, table, dictionary).values():
            connection.execute(sql)


def triggers_of(
    connection: sqlite3.Connection, table: str, dictionary: Dictionary
) -> dict[str, str]:
    """The SQL of the triggers on a table, by their names."""
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    columns, owner = [name for (name,) in rows], dictionary.owners.get(table, "id")
    made = {"insert": _on_insert, "update": _on_update, "delete": _on_delete}
    return {
        f"{_PREFIX}{table}_{action}": on(table, owner, columns).strip()
        for action, on in made.items()
    }


def _on_insert(table: str, owner: str, columns: list[str]) -> str:
    required = _NO_STEP + (_NO_UUID if "uuid" in columns else "")
    return f"""
CREATE TRIGGER {_PREFIX}{table}_insert AFTER INSERT ON {table} BEGIN{required}
  {_journal(table, owner, "NEW", "insert", "NULL", _whole("NEW", columns))}
END"""


def _on_delete(table: str, owner: str, columns: list[str]) -> str:
    return f"""
CREATE TRIGGER {_PREFIX}{table}_delete AFTER DELETE ON {table} BEGIN{_NO_STEP}
  {_journal(table, owner, "OLD", "delete", _whole("OLD", columns), "NULL")}
END"""


def _on_update(table: str, owner: str, columns: list[str]) -> str:
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    old, new = _changed("OLD", columns), _changed("NEW", columns)
    same = " OR ".join(
        f"OLD.{mark} IS NOT NEW.{mark}" for mark in ("id", "uuid") if mark in columns
    )
    return f"""
CREATE TRIGGER {_PREFIX}{table}_update AFTER UPDATE ON {table} WHEN {changed} BEGIN{_NO_STEP}
  SELECT RAISE(ABORT, 'an id never changes') WHERE {same};
  {_journal(table, owner, "NEW", "update", old, new)}
END"""


def _journal(table: str, owner: str, row: str, action: str, old: str, new: str) -> str:
    return f"""INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), '{table}', {row}.id, {row}.{owner}, '{action}',
    {old},
    {new});"""


def _whole(row: str, columns: list[str]) -> str:
    """A JSON object of all columns, glued of several: SQLite takes so many arguments only."""
    objects = [
        _object(row, columns[start : start + _AT_ONCE])
        for start in range(0, len(columns), _AT_ONCE)
    ]
    if len(objects) == 1:
        return objects[0]
    inner = " || ',' || ".join(f"trim({each}, '{{}}')" for each in objects)
    return f"'{{' || {inner} || '}}'"


def _object(row: str, columns: list[str]) -> str:
    pairs = ", ".join(f"'{column}', {row}.{column}" for column in columns)
    return f"json_object({pairs})"


def _changed(row: str, columns: list[str]) -> str:
    """A JSON object of the columns that differ, each with its value in `row`."""
    parts = "\n    UNION ALL ".join(
        f"SELECT '{column}' AS name, {row}.{column} AS value WHERE OLD.{column} IS NOT NEW.{column}"
        for column in columns
    )
    return f"(SELECT json_group_object(name, value) FROM (\n    {parts}))"
