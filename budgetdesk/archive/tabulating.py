"""The official tables out of an archive, made of its views as a book's are of its own."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from budgetdesk.archive.connecting import act_as_loader
from budgetdesk.archive.faults import told_plainly
from budgetdesk.archive.views import WhichVersions
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.domain.catalogue import CatalogueKind, OwnEntry
from budgetdesk.domain.records import Department, Unit
from budgetdesk.forms.loader import is_known
from budgetdesk.tables.as_json import whole_content
from budgetdesk.tables.compute import DepartmentTables, tables_of
from budgetdesk.tables.definition import load_table_set
from budgetdesk.tables.figures import LedgerFigures
from budgetdesk.tables.listing import whole_lines
from budgetdesk.tables.livelihood import ListRow, LivelihoodList, livelihood_list
from budgetdesk.tables.livelihood_definition import load_livelihood
from budgetdesk.tables.names import Names
from budgetdesk.tables.project_order import project_order
from budgetdesk.tables.rows import Material

if TYPE_CHECKING:
    from psycopg import Connection

_IN_TREE_ORDER = "position NULLS LAST, code, name, id"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tables: of one region or year, of which versions."""

    region: str = ""
    year: int | None = None
    counted: WhichVersions = WhichVersions.NEWEST


@dataclass(frozen=True, slots=True)
class RegionTables:
    """The tables of one region and year, its departments in order."""

    region: str
    fiscal_year: int
    departments: tuple[DepartmentTables, ...]
    livelihood: LivelihoodList | None
    faults: tuple[str, ...] = ()  # departments whose tables can't be made, and why


@dataclass(slots=True)
class _Office:
    """A department with what its tables need beside the figures."""

    department: Department
    form_set: str
    units: dict[int, Unit] = field(default_factory=dict)


def region_tables(
    connection: "Connection[tuple[Any, ...]]", url: str, wanted: Wanted
) -> tuple[RegionTables, ...]:
    """The tables of every region and year in an archive that has lines, in order.

    Raises:
        ArchiveFault: the archive can't be read.
    """
    from psycopg import IsolationLevel

    with told_plainly(url):
        act_as_loader(connection)
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        with connection.transaction():
            return tuple(_Tabulating(connection, wanted).regions())


def archive_tables_json(regions: Sequence[RegionTables]) -> str:
    """As `tables --json` prints a book, where it is one region and year; else by their names."""
    contents = {
        f"{it.region} {it.fiscal_year}": whole_content(it.departments, it.livelihood)
        for it in regions
    }
    content = next(iter(contents.values())) if len(contents) == 1 else contents
    return json.dumps(content, ensure_ascii=False, indent=1)


def archive_tables_lines(regions: Sequence[RegionTables]) -> Iterator[str]:
    """The tables to read on a console, below the name of their region and year."""
    for it in regions:
        yield f"{it.region} {it.fiscal_year}"
        yield from whole_lines(it.departments, it.livelihood)


class _Tabulating:
    """Reads one state of an archive."""

    def __init__(self, connection: "Connection[tuple[Any, ...]]", wanted: Wanted) -> None:
        self._connection, self._wanted = connection, wanted
        connection.execute(f"SET LOCAL search_path TO {wanted.counted}")

    def regions(self) -> Iterator[RegionTables]:
        figures = LedgerFigures(self._rows)
        order = project_order(self._rows)
        entries = self._entries()
        for (region, year), offices in self._offices().items():
            given, own = entries.get((region, year), ({}, ()))
            names = Names(year, given, own)
            made, faults = [], []
            for office in offices:
                if not figures.has_lines(office.department.id):
                    continue
                try:
                    table_set = load_table_set(office.form_set)
                except FormSetError as fault:
                    faults.append(f"{region} {office.department.name}：没有报表，{fault}")
                    continue
                parts = (figures, names, table_set.classes, office.units, order)
                made.append(tables_of(table_set, Material(office.department, *parts)))
            listed = self._livelihood(region, year, offices)
            yield RegionTables(region, year, tuple(made), listed, tuple(faults))

    def _rows(self, sql: str) -> Sequence[tuple[Any, ...]]:
        return self._connection.execute(sql.encode()).fetchall()

    def _only(self, sql: str, *, order: str = "") -> Sequence[tuple[Any, ...]]:
        """The rows of the regions and years that are wanted, region and year first."""
        conditions, values = ["TRUE"], []
        for column, value in (("region", self._wanted.region), ("fiscal_year", self._wanted.year)):
            if value:
                conditions.append(f"{column} = %s")
                values.append(value)
        text = f"SELECT region, fiscal_year, {sql} WHERE {' AND '.join(conditions)} {order}"
        return self._connection.execute(text, values).fetchall()

    def _offices(self) -> Mapping[tuple[str, int], list[_Office]]:
        found: dict[int, _Office] = {}
        regions: dict[tuple[str, int], list[_Office]] = {}
        order = "ORDER BY region, fiscal_year, code, name, id"
        for *of, row_id, code, name, form_set in self._only(
            "id, code, name, form_set FROM department", order=order
        ):
            region = of[0], of[1]
            office = found.get(row_id) or _Office(Department(code, name, id=row_id), form_set)
            if row_id not in found:
                regions.setdefault(region, []).append(office)
            found[row_id] = office
        order = f"ORDER BY region, fiscal_year, department_id, {_IN_TREE_ORDER}"
        listed = "department_id, id, code, name FROM unit"
        for _, _, owner, row_id, code, name in self._only(listed, order=order):
            found[owner].units[row_id] = Unit(name, found[owner].department, code, id=row_id)
        return regions

    def _entries(self) -> Mapping[tuple[str, int], tuple[dict[str, str], tuple[OwnEntry, ...]]]:
        """The names of codes that lines bring along, and those that the offices gave."""
        given: dict[tuple[str, int], dict[str, str]] = {}
        for region, year, code, name in self._only("revenue_code, name FROM revenue_line"):
            if name:
                given.setdefault((region, year), {})[code] = name
        own: dict[tuple[str, int], list[OwnEntry]] = {}
        for region, year, kind, code, name in self._only("kind, code, name FROM catalogue_entry"):
            own.setdefault((region, year), []).append(OwnEntry(CatalogueKind(kind), code, name))
        places = given.keys() | own.keys()
        return {it: (given.get(it, {}), tuple(own.get(it, ()))) for it in places}

    def _livelihood(
        self, region: str, year: int, offices: Sequence[_Office]
    ) -> LivelihoodList | None:
        known = (load_livelihood(it.form_set) for it in offices if is_known(it.form_set))
        definition = next(filter(None, known), None)
        if definition is None:
            return None
        units = {row_id: unit for office in offices for row_id, unit in office.units.items()}
        marked: dict[int, list[ListRow]] = {}
        for unit_id, row_id, name, total in self._connection.execute(
            "SELECT p.unit_id, p.id, p.name, f.total FROM project AS p LEFT JOIN funding AS f "
            "ON f.unit_id = p.unit_id AND f.n = p.n AND f.horizon = 'annual' "
            "WHERE p.livelihood AND p.region = %s AND p.fiscal_year = %s ORDER BY p.position",
            (region, year),
        ):
            unit = units[unit_id]
            row = ListRow(unit.code or "", unit.name, name, total, row_id)
            marked.setdefault(unit_id, []).append(row)
        rows = (row for unit_id in units for row in marked.get(unit_id, ()))
        return livelihood_list(definition, year, rows)
