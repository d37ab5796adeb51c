"""The official tables of each department, computed from the ledger in exact 分."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import zip_longest

from budgetdesk.book.book import Book
from budgetdesk.book.read import catalogue_entries, departments, revenue_lines, units
from budgetdesk.domain.overall_funding import OverallByDirection, OverallBySource
from budgetdesk.domain.records import Department
from budgetdesk.tables.definition import Column, TableDefinition, TableSet, load_table_set
from budgetdesk.tables.figures import (
    LedgerFigures,
    lines_behind,
    lines_of_column,
    revenue_behind,
)
from budgetdesk.tables.names import Names
from budgetdesk.tables.project_order import project_order
from budgetdesk.tables.rows import Line, Material, body_of, footer_of
from budgetdesk.tables.table import Figure, RowKind, Table, TableRow

_OVERALL = "table_overall"
_BLANK = Line()
_BLANK_FIGURE = Figure()


@dataclass(frozen=True, slots=True)
class DepartmentTables:
    """The tables of one department in their official order, and the funding of its overall form."""

    department: Department
    tables: tuple[Table, ...]
    by_source: OverallBySource
    by_direction: OverallByDirection

    def __getitem__(self, table_id: str) -> Table:
        """The table of that id, or of its number (`t05`); KeyError when there is none."""
        for table in self.tables:
            if table_id in (table.id, table.id.partition("_")[0]):
                return table
        raise KeyError(table_id)


def compute_tables(book: Book, department_id: int | None = None) -> tuple[DepartmentTables, ...]:
    """The tables of the departments that have ledger lines, in tree order, or of one department.

    Raises:
        FormSetError: the form set's tables cannot be used.
        BookError: the book cannot be read.
    """
    table_set = load_table_set(book.info.form_set)
    return tuple(
        tables_of(table_set, material) for material in _materials(book, table_set, department_id)
    )


def count_tables(book: Book) -> int:
    """How many tables `compute_tables` would give, without computing them."""
    ((departments,),) = book.rows(
        "SELECT count(*) FROM (SELECT u.department_id FROM ledger_line AS l "
        "JOIN unit AS u ON u.id = l.unit_id UNION SELECT u.department_id FROM revenue_line AS r "
        "JOIN unit AS u ON u.id = r.unit_id)"
    )
    return int(departments) * len(load_table_set(book.info.form_set).tables) if departments else 0


def ledger_behind(book: Book, table: Table, row: TableRow, key: str) -> tuple[int, ...]:
    """The ids of the ledger lines that a figure of a table sums; () for a text or a blank line.

    Args:
        book: the book the table was computed from.
        table: the table.
        row: one of its rows.
        key: of the column.
    """
    cell = row.cells[table.column(key)]
    return lines_behind(book, table.department.id, cell) if isinstance(cell, Figure) else ()


def revenue_lines_behind(book: Book, table: Table, row: TableRow, key: str) -> tuple[int, ...]:
    """The ids of the revenue lines that a figure of table 7 or 9 sums; () for every other one."""
    cell = row.cells[table.column(key)]
    return revenue_behind(book, table.department.id, cell) if isinstance(cell, Figure) else ()


def overall_lines_behind(book: Book, department_id: int, path: str) -> tuple[int, ...]:
    """The ids of the ledger lines that an amount of the overall form sums.

    Args:
        book: the book.
        department_id: whose form it is.
        path: of the amount (`by_source.general`); one that the ledger doesn't know has no lines.
    """
    return lines_of_column(book, department_id, _OVERALL, path.rpartition(".")[2])


def _materials(book: Book, table_set: TableSet, department_id: int | None) -> tuple[Material, ...]:
    with book.snapshot():
        figures = LedgerFigures(book.rows)
        owned = units(book)
        order = project_order(book.rows)
        given = {line.revenue_code: line.name for line in revenue_lines(book) if line.name}
        names = Names(book.info.fiscal_year, given, catalogue_entries(book))
        known = departments(book)
    return tuple(
        Material(
            department,
            figures,
            names,
            table_set.classes,
            {unit.id: unit for unit in owned if unit.department.id == department.id},
            order,
        )
        for department in known
        if (
            figures.has_lines(department.id)
            if department_id is None
            else department.id == department_id
        )
    )


def tables_of(table_set: TableSet, material: Material) -> DepartmentTables:
    """The tables of the department that a material is of."""
    tables = tuple(_table(table_set, definition, material) for definition in table_set.tables)
    by_source, by_direction = _overall_funding(material)
    return DepartmentTables(material.department, tables, by_source, by_direction)


def _overall_funding(material: Material) -> tuple[OverallBySource, OverallByDirection]:
    """年度预算情况 of the overall form: this year's budget without 上年结转."""
    rows = material.figures.rows(_OVERALL, material.department.id)
    amounts = dict(zip(rows[0].places, rows[0].amounts, strict=True)) if rows else {}
    by_source = {field.name: amounts.get(field.name, 0) for field in fields(OverallBySource)}
    by_direction = {field.name: amounts.get(field.name, 0) for field in fields(OverallByDirection)}
    return OverallBySource(**by_source), OverallByDirection(**by_direction)


def _table(table_set: TableSet, definition: TableDefinition, material: Material) -> Table:
    year = str(material.names.year)
    columns = tuple(_dated(column, year) for side in definition.sides for column in side.columns)
    rows = _rows(definition, material)
    shown = [place for place, column in enumerate(columns) if _is_shown(column, place, rows)]
    hidden = {column.key for place, column in enumerate(columns) if place not in shown}
    is_empty = not any(_amounts(row.cells) for row in rows)
    return Table(
        id=definition.id,
        number=definition.number,
        title=definition.title.replace("{year}", year),
        department=material.department,
        unit=table_set.unit,
        columns=tuple(columns[place] for place in shown),
        rows=_of_columns(rows, shown) if hidden else rows,
        keys=tuple(key for key in definition.keys if key not in hidden),
        note=table_set.no_data if is_empty else "",
        landscape=definition.landscape,
        numbered=definition.numbered,
        counts=definition.counts,
        form_id=f"{table_set.form_set}/{definition.id}",
    )


def _of_columns(rows: Sequence[TableRow], shown: Sequence[int]) -> tuple[TableRow, ...]:
    return tuple(replace(row, cells=tuple(row.cells[place] for place in shown)) for row in rows)


def _dated(column: Column, year: str) -> Column:
    heads = tuple(head.replace("{year}", year) for head in column.heads)
    return replace(column, heads=heads, name=column.name.replace("{year}", year))


def _is_shown(column: Column, place: int, rows: Iterable[TableRow]) -> bool:
    return not column.optional or any(_amounts(row.cells[place : place + 1]) for row in rows)


def _amounts(cells: Iterable[str | Figure]) -> list[int]:
    return [cell.amount for cell in cells if isinstance(cell, Figure) and cell.amount]


def _rows(definition: TableDefinition, material: Material) -> tuple[TableRow, ...]:
    bodies = [body_of(side, material) for side in definition.sides]
    footers = [footer_of(side, material) for side in definition.sides]
    beside = [
        *zip_longest(*bodies, fillvalue=_BLANK),
        *zip_longest(*footers, fillvalue=_BLANK),
    ]
    return tuple(_row(definition, lines) for lines in beside)


def _row(definition: TableDefinition, lines: Sequence[Line]) -> TableRow:
    """One row of what stands side by side; the first line that is about something names it."""
    named = next((line for line in lines if line.code or line.attributes), lines[0])
    total = any(line.kind is RowKind.TOTAL for line in lines)
    return TableRow(
        RowKind.TOTAL if total else named.kind,
        tuple(
            _cell(column, line)
            for side, line in zip(definition.sides, lines, strict=True)
            for column in side.columns
        ),
        next((line.code for line in lines if line.code), ""),
        named.unit_id,
        named.project_id,
        named.attributes,
    )


def _cell(column: Column, line: Line) -> str | Figure:
    if column.text:
        return line.texts.get(column.text, "")
    return _BLANK_FIGURE if line.row is None else line.row.figure(line.column or column.amount)
