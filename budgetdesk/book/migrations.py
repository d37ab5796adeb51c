"""How the file of a book gets its tables, and how an older file is brought up to date.

Each migration is named, runs once and in order, in one transaction together with its record and
the file's version number. A new book is an empty file that ran all of them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from budgetdesk.book import schema
from budgetdesk.book.declared import dictionary_in, put_dictionary
from budgetdesk.book.step import new_uuid
from budgetdesk.book.triggers import create_triggers, drop_triggers
from budgetdesk.dictionary.declaration import Dictionary

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

# An explanation named its indicator; it is that row's where the form has just one of that name.
_EXPLAINED_ROWS = tuple(
    f"""UPDATE explanation SET row_uuid = coalesce((
    SELECT min(row.uuid) FROM {table} AS row
    WHERE row.{owner} = explanation.{owner} AND {on_path} AND row.name <> ''
    AND row.level2 = explanation.level2 AND row.name = explanation.indicator
    GROUP BY row.name HAVING count(*) = 1), '') WHERE {owner} IS NOT NULL"""  # noqa: S608
    for table, owner, on_path in (
        ("indicator", "project_id", "explanation.path LIKE 'indicators.' || row.horizon || '.%'"),
        ("overall_indicator", "overall_id", "explanation.path LIKE 'indicators.%'"),
    )
)

# What was explained is done again for the same row.
_EXPLAINED_AGAIN = """UPDATE journal SET new_values = json_set(new_values, '$.row_uuid',
    (SELECT row_uuid FROM explanation WHERE id = row_id))
    WHERE table_name = 'explanation' AND action = 'insert'
    AND row_id IN (SELECT id FROM explanation)"""

Migration = Callable[["Database"], None]


def m001_first_tables(db: "Database") -> None:
    """The tables and indexes of the first version."""
    for name, columns in (schema.JOURNAL_TABLES | schema.FIRST_TABLES).items():
        db.execute(f"CREATE TABLE {name} {columns}")
    for index in schema.INDEXES:
        db.execute(index)
    db.execute("INSERT INTO ongoing (id) VALUES (1)")
    db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")


def m002_departments_explain(db: "Database") -> None:
    """Explanations of a department's findings, 科目 of one's own, the 民生 list."""
    db.execute("ALTER TABLE explanation RENAME TO first_explanation")
    for name, columns in schema.SECOND_TABLES.items():
        db.execute(f"CREATE TABLE {name} {columns}")
    kept = "id, project_id, overall_id, code, path, level2, indicator, text, who, at, ignored"
    db.execute(f"INSERT INTO explanation ({kept}) SELECT {kept} FROM first_explanation")  # noqa: S608
    db.execute("DROP TABLE first_explanation")
    db.execute(f"ALTER TABLE project ADD COLUMN {schema.SECOND_PROJECT_COLUMN}")


def m003_rows_have_uuids(db: "Database") -> None:
    """Every row of a list is itself for life; an explanation knows the row it was given for."""
    db.conn.create_function("new_uuid", 0, new_uuid)
    for table in schema.UUID_TABLES:
        db.execute(f"ALTER TABLE {table} ADD COLUMN {schema.ROW_UUID}")
        db.execute(f"UPDATE {table} SET uuid = new_uuid()")  # noqa: S608 - own names
        db.execute(schema.UUID_INDEX.format(table=table))
        _tell_journal_of_uuids(db, table)
    db.execute(f"ALTER TABLE explanation ADD COLUMN {schema.EXPLAINED_ROW}")
    for statement in _EXPLAINED_ROWS:
        db.execute(statement)
    db.execute(_EXPLAINED_AGAIN)


def _tell_journal_of_uuids(db: "Database", table: str) -> None:
    """Rows that came or went are whole in the journal, so that they come back as themselves."""
    db.execute(
        "CREATE TEMP TABLE known AS SELECT row_id AS id, coalesce("  # noqa: S608 - own names
        f"(SELECT uuid FROM {table} WHERE id = row_id), new_uuid()) AS uuid "
        "FROM (SELECT DISTINCT row_id FROM journal WHERE table_name = ?)",
        [table],
    )
    for values, action in (("old_values", "delete"), ("new_values", "insert")):
        db.execute(
            f"UPDATE journal SET {values} = json_set({values}, '$.uuid', "  # noqa: S608 - own names
            "(SELECT uuid FROM known WHERE known.id = row_id)) "
            "WHERE table_name = ? AND action = ?",
            [table, action],
        )
    db.execute("DROP TABLE known")


def m004_books_carry_their_dictionary(db: "Database") -> None:
    """What the form set declares beyond the base dictionary travels in the book."""
    db.execute(f"CREATE TABLE {schema.DICTIONARY_TABLE}")


def m005_rows_are_followed(db: "Database") -> None:
    """The history of a line that was put anew goes on with that of the line it was."""
    db.execute(f"CREATE TABLE {schema.FORMER_PLACE_TABLE}")


def m006_any_record_explains(db: "Database") -> None:
    """Findings in records of the kinds that form sets declare can be explained."""
    db.execute(f"ALTER TABLE explanation ADD COLUMN {schema.EXPLAINED_RECORD}")


def m007_views_speak_plain_sql(_: "Database") -> None:
    """The views, which are made anew with every migration, are what PostgreSQL takes too."""


# In order; a released one is never changed again. The file's version is how many it has seen.
MIGRATIONS: list[Migration] = [
    m001_first_tables,
    m002_departments_explain,
    m003_rows_have_uuids,
    m004_books_carry_their_dictionary,
    m005_rows_are_followed,
    m006_any_record_explains,
    m007_views_speak_plain_sql,
]


def known_version() -> int:
    """The version of the books that this program writes."""
    return len(MIGRATIONS)


def migrate(connection: "sqlite3.Connection") -> None:
    """Run the migrations that a book has not seen; with an error it stays at the last good one."""
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    # A book that is being made has no good state between: its triggers and views are made once.
    [(seen,)] = connection.execute("PRAGMA user_version").fetchall()
    migrations = Migrations("budgetdesk")
    for version, migration in enumerate(MIGRATIONS, start=1):
        whole = seen > 0 or version == known_version()
        migrations(name=migration.__name__)(_complete(migration, version, whole=whole))
    migrations.apply(Database(connection, execute_plugins=False))


def take_over(connection: "sqlite3.Connection", dictionary: Dictionary) -> int:
    """Let a book have a place for all of another dictionary, in the transaction under way.

    Undo reaches behind it: what a journal of before doesn't know of is blank.

    Returns:
        Under which id the book keeps it.

    Raises:
        DeclaredOtherwise: a field was declared before with another kind of value.
    """
    drop_triggers(connection)
    made = put_dictionary(connection, dictionary)
    create_triggers(connection, dictionary)
    return made


def drop_views(db: "Database") -> None:
    """Take all views off: SQLite changes no table that a view would then misread."""
    for name in db.view_names():
        db.execute(f"DROP VIEW [{name}]")


def create_views(db: "Database") -> None:
    """Put the read-only views on the tables."""
    from budgetdesk.book.views import VIEWS

    for name, query in VIEWS.items():
        db.create_view(name, query)


def _complete(migration: Migration, version: int, *, whole: bool) -> Migration:
    def run(db: "Database") -> None:
        drop_triggers(db.conn)
        drop_views(db)
        migration(db)
        if whole:
            create_views(db)
            create_triggers(db.conn, dictionary_in(db.conn))
        db.execute(f"PRAGMA user_version = {version}")

    return run
