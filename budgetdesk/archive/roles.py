"""Who may do what: an owner of everything, loaders who only add, readers who see what is public.

A loader reads and adds and can neither change nor delete; its role bypasses the rows' policies,
since PostgreSQL refuses COPY under them. A reader sees the public columns through views that ask
for its own rights, and of the rows those of the regions that `reader_region` gives one of its
roles: by membership, which it can't change itself.
"""

from collections.abc import Iterator, Sequence

from budgetdesk.archive.columns import SCHEMA, ArchiveTable, public_of
from budgetdesk.archive.connecting import LOADER, OWNER, READER
from budgetdesk.archive.views import SCHEMAS

EVERYWHERE = "*"
"""Stands for all regions."""

_READER_REGION = f"""CREATE TABLE IF NOT EXISTS {SCHEMA}.reader_region (
    reader name NOT NULL,  -- a role
    region text NOT NULL,  -- '{EVERYWHERE}' for all
    PRIMARY KEY (reader, region)
)"""
_READABLE = f"""(
    SELECT r.region FROM {SCHEMA}.reader_region AS r
    WHERE pg_has_role(to_regrole(quote_ident(r.reader)), 'MEMBER')
)"""  # noqa: S608 - our own names
# What stands the same in every region has nobody's rows.
_COMMON = ("declaration", "declared_kind")
_KEPT_FROM_READERS = ("sealed", "declaration", "declared_kind")


def roles_made() -> Iterator[str]:
    """Statements that make the roles that are missing."""
    for role, attributes in ((OWNER, ""), (LOADER, " BYPASSRLS"), (READER, "")):
        made = f"CREATE ROLE {role} NOLOGIN{attributes}"
        yield f"DO $$ BEGIN {made}; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    yield (
        f"DO $$ BEGIN IF NOT pg_has_role('{OWNER}', 'MEMBER') THEN "
        f"GRANT {OWNER} TO CURRENT_USER; END IF; "
        f"EXECUTE format('GRANT CREATE ON DATABASE %I TO {OWNER}', current_database()); END $$"
    )


def grants(tables: Sequence[ArchiveTable]) -> Iterator[str]:
    """Statements that give each role its rights, and no more, on all tables and views."""
    every = ", ".join((SCHEMA, *SCHEMAS))
    yield _READER_REGION
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {every} FROM PUBLIC, {LOADER}, {READER}"
    yield f"GRANT USAGE ON SCHEMA {every} TO {LOADER}, {READER}"
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA {every} TO {LOADER}"
    yield f"GRANT SELECT ON {SCHEMA}.reader_region TO {READER}"
    for schema in SCHEMAS:
        yield f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {READER}"
    for table in tables:
        yield f"GRANT INSERT ON {SCHEMA}.{table.name} TO {LOADER}"
        yield from _reading(table)


def _reading(table: ArchiveTable) -> Iterator[str]:
    name = f"{SCHEMA}.{table.name}"
    if table.name not in _KEPT_FROM_READERS:
        yield f"GRANT SELECT ({', '.join(public_of(table.columns))}) ON {name} TO {READER}"
    if table.name not in _COMMON:
        yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
        yield f"DROP POLICY IF EXISTS of_region ON {name}"
        yield (
            f"CREATE POLICY of_region ON {name} FOR SELECT TO {READER} "
            f"USING (region IN {_READABLE} OR '{EVERYWHERE}' IN {_READABLE})"
        )
