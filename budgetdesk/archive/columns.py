"""The tables of an archive as data: those of versions, and of records what the dictionary says.

Every table begins with region, year and version: the first is what a distributed PostgreSQL would
spread rows by, the second what one would partition by; no key or reference crosses a region.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from budgetdesk.dictionary.base import base_dictionary
from budgetdesk.dictionary.declaration import FieldGroup, KindDeclaration, RowList
from budgetdesk.domain.fields import Field
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import RecordKind

SCHEMA = "budgetdesk"

# Kinds of values in which no person is named: what may be read in public.
_PUBLIC = frozenset({Kind.CHOICE, Kind.TICK, Kind.MONEY, Kind.MONEY_WAN, Kind.COUNT, Kind.DECIMAL})
_NAMES = frozenset({"name"})  # of a project, as the published tables have it


class ArchiveColumn(NamedTuple):
    """One column; only public ones are shown to readers."""

    name: str
    type: str
    public: bool = True


class ArchiveTable(NamedTuple):
    """One table; `key` tells its rows apart within a version."""

    name: str
    columns: tuple[ArchiveColumn, ...]
    key: tuple[str, ...] = ("n",)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns behind region, year and version."""
        return tuple(column.name for column in self.columns)


OF_VERSION = (
    ArchiveColumn("region", "text NOT NULL"),
    ArchiveColumn("fiscal_year", "smallint NOT NULL"),
    ArchiveColumn("version_id", "bigint NOT NULL"),
)
_N = ArchiveColumn("n", "integer NOT NULL")
_UUID = ArchiveColumn("uuid", "uuid", public=False)
_OWN = ArchiveColumn("own", "jsonb", public=False)  # what the form set declares, by its dictionary
_TEXT, _CODE, _AMOUNT = "text NOT NULL", "text", "bigint NOT NULL"

BESIDE: Mapping[str, tuple[ArchiveColumn, ...]] = {
    RecordKind.PROJECT: (ArchiveColumn("livelihood", "boolean NOT NULL"),)
}
"""What a record says beside the fields of the dictionary: 是否列入民生领域重大事项."""

LINE_TABLES = (
    ArchiveTable(
        "ledger_line",
        (
            _N,
            ArchiveColumn("function_code", _TEXT),
            ArchiveColumn("nature", _TEXT),
            ArchiveColumn("project", _CODE),
            ArchiveColumn("department_economic", _CODE),
            ArchiveColumn("government_economic", _CODE),
            ArchiveColumn("source", _TEXT),
            ArchiveColumn("origin", _TEXT),
            ArchiveColumn("amount", _AMOUNT),
            ArchiveColumn("project_id", "bigint"),
        ),
    ),
    ArchiveTable(
        "revenue_line",
        (
            _N,
            ArchiveColumn("source", _TEXT),
            ArchiveColumn("revenue_code", _TEXT),
            ArchiveColumn("name", _TEXT),
            ArchiveColumn("amount", _AMOUNT),
        ),
    ),
    ArchiveTable(
        "catalogue_entry",
        (
            _N,
            ArchiveColumn("kind", _TEXT),
            ArchiveColumn("code", _TEXT),
            ArchiveColumn("name", _TEXT),
        ),
    ),
)


def record_tables() -> tuple[ArchiveTable, ...]:
    """The tables of the base dictionary's record kinds, their parts and lists."""
    return tuple(table for kind in base_dictionary().kinds.values() for table in _of_kind(kind))


@cache
def tables() -> tuple[ArchiveTable, ...]:
    """Every table that is filled for a version."""
    return (*record_tables(), *LINE_TABLES)


def table_of(kind: KindDeclaration) -> str:
    """The table of a kind's records; what a department tells is not the department."""
    return kind.table if kind.below else "disclosure"


def _of_kind(kind: KindDeclaration) -> Iterator[ArchiveTable]:
    yield ArchiveTable(table_of(kind), tuple(_record_columns(kind)))
    seen: set[str] = set()
    for group in kind.groups:
        if group.table and group.table not in seen:
            seen.add(group.table)
            yield _of_group(group)


def _record_columns(kind: KindDeclaration) -> Iterator[ArchiveColumn]:
    yield _N
    yield ArchiveColumn("id", "bigint NOT NULL")  # the same number in no other version
    yield _UUID
    yield from map(_column, kind.single)
    for part in kind.parts.values():
        if holds_values(part):
            yield from map(_column, part.fields)
    yield from BESIDE.get(kind.kind, ())
    yield _OWN


def _of_group(group: FieldGroup | RowList) -> ArchiveTable:
    horizon = (ArchiveColumn("horizon", _TEXT),) if group.horizon else ()
    key = ("n", "horizon") if group.horizon else ("n",)
    fields = tuple(map(_column, group.fields))
    if isinstance(group, FieldGroup):
        return ArchiveTable(group.table, (_N, *horizon, *fields), key)
    levels = tuple(ArchiveColumn(level, _TEXT) for level in group.levels)
    place = ArchiveColumn("position", "integer NOT NULL")
    columns = (_N, *horizon, place, _UUID, *levels, *fields, _OWN)
    return ArchiveTable(group.table, columns, (*key, "position"))


def holds_values(part: FieldGroup) -> bool:
    """Whether people fill in a part whose fields stand in the record's own row."""
    return not part.table and (part.keyed or bool(part.total))


def _column(field: Field) -> ArchiveColumn:
    kind = "bigint" if field.kind.is_number else "text"
    public = field.kind in _PUBLIC or field.path in _NAMES
    return ArchiveColumn(field.column, kind, public and not field.personal)


def public_of(columns: Iterable[ArchiveColumn]) -> tuple[str, ...]:
    """The names of those that readers may see."""
    return tuple(column.name for column in columns if column.public)
