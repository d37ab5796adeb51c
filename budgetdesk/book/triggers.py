"""The triggers that write the journal, made from the tables as they are.

Every inserted or deleted row is written whole, of a changed row only the changed columns. With no
step under way they abort the statement, so nothing can change a book past its history.
"""

# ruff: noqa: S608 - names are this package's own; values are always bound

from typing import TYPE_CHECKING

from budgetdesk.book.schema import DATA_TABLES, OWNER_COLUMNS

if TYPE_CHECKING:
    from sqlite_utils import Database

_PREFIX = "journal_of_"
_NO_STEP = """
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;"""

_NO_UUID = """
  SELECT RAISE(ABORT, 'a row without uuid') WHERE NEW.uuid IS NULL;"""


def is_ours(name: str) -> bool:
    """Whether a trigger's name is that of a journal's trigger."""
    return name.startswith(_PREFIX) and name.endswith(("_insert", "_update", "_delete"))


def drop_triggers(db: "Database") -> None:
    """Take the journal's triggers off, for a migration."""
    for trigger in db.triggers:
        if trigger.name.startswith(_PREFIX):
            db.execute(f"DROP TRIGGER [{trigger.name}]")


def create_triggers(db: "Database") -> None:
    """Put the journal's triggers on every table of the clerk's data that is there already."""
    for table in (name for name in DATA_TABLES if db.table(name).exists()):
        columns = [column.name for column in db.table(table).columns]
        for sql in (
            _on_insert(table, columns),
            _on_update(table, columns),
            _on_delete(table, columns),
        ):
            db.execute(sql)


def _on_insert(table: str, columns: list[str]) -> str:
    required = _NO_STEP + (_NO_UUID if "uuid" in columns else "")
    return f"""
CREATE TRIGGER {_PREFIX}{table}_insert AFTER INSERT ON {table} BEGIN{required}
  {_journal(table, "NEW", "insert", "NULL", _whole("NEW", columns))}
END"""


def _on_delete(table: str, columns: list[str]) -> str:
    return f"""
CREATE TRIGGER {_PREFIX}{table}_delete AFTER DELETE ON {table} BEGIN{_NO_STEP}
  {_journal(table, "OLD", "delete", _whole("OLD", columns), "NULL")}
END"""


def _on_update(table: str, columns: list[str]) -> str:
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    old, new = _changed("OLD", columns), _changed("NEW", columns)
    same = " OR ".join(
        f"OLD.{mark} IS NOT NEW.{mark}" for mark in ("id", "uuid") if mark in columns
    )
    return f"""
CREATE TRIGGER {_PREFIX}{table}_update AFTER UPDATE ON {table} WHEN {changed} BEGIN{_NO_STEP}
  SELECT RAISE(ABORT, 'an id never changes') WHERE {same};
  {_journal(table, "NEW", "update", old, new)}
END"""


def _journal(table: str, row: str, action: str, old: str, new: str) -> str:
    owner = OWNER_COLUMNS.get(table, "id")
    return f"""INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), '{table}', {row}.id, {row}.{owner}, '{action}',
    {old},
    {new});"""


def _whole(row: str, columns: list[str]) -> str:
    pairs = ", ".join(f"'{column}', {row}.{column}" for column in columns)
    return f"json_object({pairs})"


def _changed(row: str, columns: list[str]) -> str:
    """A JSON object of the columns that differ, each with its value in `row`."""
    parts = "\n    UNION ALL ".join(
        f"SELECT '{column}' AS name, {row}.{column} AS value WHERE OLD.{column} IS NOT NEW.{column}"
        for column in columns
    )
    return f"(SELECT json_group_object(name, value) FROM (\n    {parts}))"
