"""The tables of an archive: offices, versions as they were sealed, records, what 审核 found."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from budgetdesk.archive.columns import OF_VERSION, SCHEMA, ArchiveColumn, ArchiveTable, tables
from budgetdesk.archive.connecting import SHAPE, require_no_newer
from budgetdesk.archive.faults import told_plainly
from budgetdesk.archive.roles import grants, roles_made
from budgetdesk.archive.views import views

if TYPE_CHECKING:
    from psycopg import Connection

_REGION, _YEAR, *_ = OF_VERSION
_NEW_ID = ArchiveColumn("id", "bigint NOT NULL GENERATED ALWAYS AS IDENTITY")
_TEXT = "text NOT NULL"

DEPARTMENT = ArchiveTable(
    "department",
    (
        _REGION,
        _YEAR,
        _NEW_ID,
        ArchiveColumn("key", _TEXT),
        ArchiveColumn("code", _TEXT),
        ArchiveColumn("name", _TEXT),
    ),
)
UNIT = ArchiveTable(
    "unit",
    (
        _REGION,
        _YEAR,
        _NEW_ID,
        ArchiveColumn("department_id", "bigint NOT NULL"),
        ArchiveColumn("key", _TEXT),
        ArchiveColumn("code", _TEXT),
        ArchiveColumn("name", _TEXT),
    ),
)
VERSION = ArchiveTable(
    "version",
    (
        _REGION,
        _YEAR,
        _NEW_ID,
        ArchiveColumn("department_id", "bigint NOT NULL"),
        ArchiveColumn("unit_id", "bigint NOT NULL"),
        ArchiveColumn("package_id", _TEXT),
        ArchiveColumn("version", "integer NOT NULL"),
        ArchiveColumn("made_at", "timestamptz NOT NULL"),
        ArchiveColumn("kind", _TEXT),
        ArchiveColumn("stage", _TEXT),
        ArchiveColumn("form_set", _TEXT),
        ArchiveColumn("declaration", _TEXT),
        ArchiveColumn("position", "integer"),  # of the unit in its book; a package doesn't say it
        ArchiveColumn("forms", "integer NOT NULL"),
        ArchiveColumn("previous", _TEXT),
        ArchiveColumn("program", _TEXT),
        ArchiveColumn("loaded_at", "timestamptz NOT NULL DEFAULT now()"),
        ArchiveColumn("loaded_by", "text NOT NULL DEFAULT session_user", public=False),
    ),
)
# What a bureau's book says of a unit and the version in it: state, version and time by stage.
STANDING = ArchiveTable(
    "standing",
    (
        _REGION,
        _YEAR,
        _NEW_ID,
        ArchiveColumn("unit_id", "bigint NOT NULL"),
        ArchiveColumn("version_id", "bigint NOT NULL"),
        ArchiveColumn("told_at", "timestamptz NOT NULL"),  # the last change of that book
        ArchiveColumn("stages", "jsonb NOT NULL"),
    ),
)
SEALED = ArchiveTable(
    "sealed",
    (
        *OF_VERSION,
        ArchiveColumn("header", _TEXT, public=False),
        ArchiveColumn("payload", "bytea NOT NULL", public=False),
    ),
)
RUN = ArchiveTable(
    "check_run",
    (
        _REGION,
        _YEAR,
        _NEW_ID,
        ArchiveColumn("department_id", "bigint NOT NULL"),
        ArchiveColumn("rule_set", _TEXT),
        ArchiveColumn("versions", "bigint[] NOT NULL"),
        ArchiveColumn("checked_at", "timestamptz NOT NULL DEFAULT now()"),
        ArchiveColumn("faults", "integer NOT NULL"),
    ),
)
FINDING = ArchiveTable(
    "finding",
    (
        _REGION,
        _YEAR,
        ArchiveColumn("run_id", "bigint NOT NULL"),
        ArchiveColumn("n", "integer NOT NULL"),
        ArchiveColumn("code", _TEXT),
        ArchiveColumn("severity", _TEXT),
        ArchiveColumn("title", _TEXT),
        ArchiveColumn("unit", _TEXT),
        ArchiveColumn("project", _TEXT),
        ArchiveColumn("explained", "boolean NOT NULL"),
        ArchiveColumn(
            "content", "jsonb NOT NULL", public=False
        ),  # the finding as `check --json` has it
    ),
)
# What a dictionary adds, by its hash: the same in every region, so of none.
DECLARATION = ArchiveTable(
    "declaration",
    (ArchiveColumn("hash", _TEXT), ArchiveColumn("extension", "jsonb NOT NULL", public=False)),
)
DECLARED_KIND = ArchiveTable(
    "declared_kind",
    (
        ArchiveColumn("declaration", _TEXT),
        ArchiveColumn("place", "integer NOT NULL"),
        *(ArchiveColumn(it, _TEXT) for it in ("kind", "name", "stage", "told_apart_by")),
        *(ArchiveColumn(it, _TEXT) for it in ("rows", "value", "score", "planned", "executed")),
        ArchiveColumn("unit", _TEXT),
    ),
)

_KEYS = {
    DEPARTMENT: ("PRIMARY KEY (region, id)", "UNIQUE (region, fiscal_year, key)"),
    UNIT: ("PRIMARY KEY (region, id)", "UNIQUE (region, department_id, key)"),
    VERSION: ("PRIMARY KEY (region, id)", "UNIQUE (region, package_id)"),
    STANDING: (
        "PRIMARY KEY (region, id)",
        "UNIQUE (region, unit_id, told_at, version_id, stages)",
    ),
    SEALED: ("PRIMARY KEY (version_id, region)",),
    RUN: ("PRIMARY KEY (region, id)", "UNIQUE (region, department_id, rule_set, versions)"),
    FINDING: ("PRIMARY KEY (run_id, n, region)",),
    DECLARATION: ("PRIMARY KEY (hash)",),
    DECLARED_KIND: ("PRIMARY KEY (declaration, kind)",),
}
OFFICE_TABLES = tuple(_KEYS)
# The newest version of each unit, and what was said of it last, is the first without sorting.
_BESIDE = {
    VERSION: "CREATE INDEX version_newest ON version "
    "(region, unit_id, version DESC, made_at DESC, id DESC)",
    STANDING: "CREATE INDEX standing_last ON standing (region, unit_id, told_at DESC, id DESC)",
    SEALED: "ALTER TABLE sealed ALTER payload SET STORAGE EXTERNAL",
}


def set_up(connection: "Connection[tuple[Any, ...]]", url: str) -> None:
    """Make what the archive lacks in one transaction: roles, tables, views, rights.

    Tables that are there stay as they are, so an archive that an older version of the program
    made keeps what it has; views and rights are made anew.

    Raises:
        ArchiveFault: who is logged in may not, or a newer program made the archive.
    """
    with told_plainly(url), connection.transaction():
        require_no_newer(connection)
        for statement in roles_made():
            connection.execute(statement)
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA} AUTHORIZATION budgetdesk_owner")
        connection.execute("SET LOCAL ROLE budgetdesk_owner")
        connection.execute(f"SET LOCAL search_path TO {SCHEMA}")
        [(known,)] = connection.execute(
            "SELECT array_agg(tablename::text) FROM pg_tables WHERE schemaname = %s", (SCHEMA,)
        ).fetchall()
        for statement in (*_tables_made(frozenset(known or ())), *views(), *_granted()):
            connection.execute(statement)
        connection.execute(f"COMMENT ON SCHEMA {SCHEMA} IS '{SHAPE}'")


def version_tables() -> tuple[ArchiveTable, ...]:
    """The tables filled for a version, with the columns that each of them begins with."""
    return tuple(it._replace(columns=(*OF_VERSION, *it.columns)) for it in tables())


def _granted() -> Iterator[str]:
    return grants((*OFFICE_TABLES, *version_tables()))


def _tables_made(known: frozenset[str]) -> Iterator[str]:
    """Statements that make the tables which are not known."""
    for table in (it for it in OFFICE_TABLES if it.name not in known):
        yield _made(table, *_KEYS[table])
        if table in _BESIDE:
            yield _BESIDE[table]
    for table in (it for it in version_tables() if it.name not in known):
        # A version is looked for by its id alone, so that stands first.
        key = ", ".join(("version_id", *table.key, "region", "fiscal_year"))
        yield _made(table, f"PRIMARY KEY ({key})")


def _made(table: ArchiveTable, *keys: str) -> str:
    parts = (*(f"{column.name} {column.type}" for column in table.columns), *keys)
    return f"CREATE TABLE {table.name} ({', '.join(parts)})"
