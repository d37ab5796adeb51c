"""A sound department with a ledger, and how a test spoils one thing of it."""

import atexit
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.checks.case import OverallCase, ProjectCase
from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.office import Office
from budgetdesk.domain.catalogue import OwnEntry
from budgetdesk.domain.disclosure import DisclosureNotes, EntryValue, OwnParagraph
from budgetdesk.domain.records import (
    LedgerLine,
    Nature,
    Origin,
    RecordKind,
    RevenueLine,
    Source,
    Unit,
    UnitKind,
)
from budgetdesk.tables.compute import DepartmentTables, compute_tables
from budgetdesk.tables.table import Figure, Table
from tests.checks.building import DEPARTMENT, form_set

BUREAU = Unit("永和县卫生健康和体育局", DEPARTMENT, kind=UnitKind.ADMINISTRATIVE, id=1)
CENTRE = Unit("永和县疾病预防控制中心", DEPARTMENT, kind=UnitKind.INSTITUTION, id=2)
UNITS = (BUREAU, CENTRE)
PROJECT = "老年村医退养补助"


def booked(
    unit: Unit,
    code: str,
    yuan: int,
    economic: str | None = None,
    government: str | None = None,
    *,
    project: str | None = None,
    source: Source = Source.GENERAL,
    origin: Origin = Origin.CURRENT,
    line_id: int = 0,
) -> LedgerLine:
    """A ledger line in 元; project expenditure where a project is named."""
    nature = Nature.BASIC if project is None else Nature.PROJECT
    return LedgerLine(
        unit, code, nature, source, origin, yuan * 100, project, economic, government, None, line_id
    )


def with_form(line: LedgerLine, project_id: int) -> LedgerLine:
    """The line, its project one of its unit's."""
    return replace(line, project_id=project_id)


SOUND_LINES = (
    booked(BUREAU, "2100101", 600_000, "30101", "50101"),
    booked(BUREAU, "2080505", 96_000, "30108", "50102"),
    booked(BUREAU, "2100101", 30_000, "30201", "50201"),
    booked(BUREAU, "2100101", 18_000, "30231", "50208"),
    booked(CENTRE, "2100401", 400_000, "30101", "50501"),
    booked(CENTRE, "2100401", 20_000, "30201", "50502"),
    with_form(booked(BUREAU, "2100499", 100_800, "30305", "50901", project=PROJECT), 1),
    with_form(booked(CENTRE, "2100408", 54_000, "30218", "50502", project="基本公共卫生服务"), 2),
    booked(BUREAU, "2100499", 7_000, "30201", "50201", project="上年项目", origin=Origin.CARRYOVER),
)
Spoil = Callable[[DepartmentTables], DepartmentTables]


def department(
    lines: Iterable[LedgerLine] = SOUND_LINES,
    *,
    entries: Mapping[str, EntryValue] | None = None,
    paragraphs: Iterable[OwnParagraph] = (),
    revenue: Iterable[RevenueLine] = (),
    projects: Iterable[ProjectCase] = (),
    overall: OverallCase | None = None,
    units: tuple[Unit, ...] = UNITS,
    own: Iterable[OwnEntry] = (),
    spoil: Spoil | None = None,
) -> DepartmentCase:
    """The case of a department with this ledger; `spoil` changes its computed tables."""
    numbered = tuple(replace(line, id=number) for number, line in enumerate(lines, start=1))
    listed = tuple(replace(line, id=number) for number, line in enumerate(revenue, start=1))
    notes = DisclosureNotes(DEPARTMENT, entries or {}, {it.key: it for it in paragraphs})

    def tables() -> DepartmentTables:
        computed = computed_from(numbered, listed, units)
        return spoil(computed) if spoil else computed

    return DepartmentCase(
        office_of(units),
        notes,
        tables,
        lines=numbered,
        revenue=listed,
        projects=tuple(projects),
        overall=overall,
        own=tuple(own),
    )


def office_of(units: tuple[Unit, ...] = UNITS) -> Office:
    """The office around the department."""
    own = form_set()
    paths = own.form(RecordKind.PROJECT).paths
    return Office(own, 2024, (DEPARTMENT,), units, paths)


@lru_cache(maxsize=256)
def computed_from(
    lines: tuple[LedgerLine, ...], revenue: tuple[RevenueLine, ...], units: tuple[Unit, ...]
) -> DepartmentTables:
    """The tables of a ledger, computed in a book as the program does it."""
    book = book_of(units)
    with book.step("明细") as step:
        for table in ("ledger_line", "revenue_line"):
            for (row_id,) in step.rows(f"SELECT id FROM {table}"):
                step.delete(table, row_id)
        for line in lines:
            edit.add_ledger_line(step, replace(line, project_id=None))  # no forms here
        for listed in revenue:
            edit.add_revenue_line(step, listed)
    (tables,) = compute_tables(book, DEPARTMENT.id)
    return tables


@cache
def book_of(units: tuple[Unit, ...]) -> Book:
    """A book of the department with these units; it is closed at exit."""
    folder = Path(mkdtemp())
    atexit.register(rmtree, folder, ignore_errors=True)
    book = Book.create(folder / "表.budget", BookInfo("yonghe-2024", 2024, "表"))
    with book.step("部门") as step:
        assert edit.add_department(step, replace(DEPARTMENT, id=0)) == DEPARTMENT.id
        for unit in units:
            assert edit.add_unit(step, replace(unit, id=0)) == unit.id
    return book


def added(table: str, row: str, column: str, yuan: int, *, last: bool = False) -> Spoil:
    """Add to one figure: of the row with that text in it, or with that code."""

    def spoil(tables: DepartmentTables) -> DepartmentTables:
        own = tables[table]
        places = [n for n, it in enumerate(own.rows) if row in (*it.cells, it.code)]
        changed = with_figure(own, places[-1 if last else 0], column, yuan * 100)
        return replace(tables, tables=tuple(changed if it is own else it for it in tables.tables))

    return spoil


def with_figure(table: Table, row: int, column: str, fen: int) -> Table:
    """The table with something added to a figure."""
    cells = list(table.rows[row].cells)
    cell = cells[table.column(column)]
    assert isinstance(cell, Figure)
    cells[table.column(column)] = cell._replace(amount=cell.amount + fen)
    rows = list(table.rows)
    rows[row] = replace(rows[row], cells=tuple(cells))
    return replace(table, rows=tuple(rows))


def both(*spoils: Spoil) -> Spoil:
    """One after the other."""

    def spoil(tables: DepartmentTables) -> DepartmentTables:
        for one in spoils:
            tables = one(tables)
        return tables

    return spoil
