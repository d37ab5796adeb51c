"""What the views of a book say, read once for all tables, and the lines behind a figure."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.table_views import SUMS, TABLE_VIEWS, UNLISTED
from budgetdesk.tables.table import Figure, Key, ViewRow

_REVENUE = "revenue_sums"

ReadRows = Callable[[str], Sequence[tuple[Any, ...]]]
"""Runs a query that takes no values."""


class LedgerFigures:
    """The sums by view and department, as they were when this was made.

    `rows` runs a query on whatever has the views: a book or an archive.
    """

    def __init__(self, rows: ReadRows) -> None:
        self._rows = {name: _by_department(rows, name) for name in SUMS}

    def has_lines(self, department_id: int) -> bool:
        """Whether the department has ledger or revenue lines."""
        return any(department_id in rows for rows in self._rows.values())

    def rows(self, view: str, department_id: int) -> tuple[ViewRow, ...]:
        """The rows of an official table, 合计 first, each before those below it.

        A row without any amount is left out unless one below it has some.
        """
        table = TABLE_VIEWS[view]
        columns = list(SUMS[table.sums].columns)
        # `itemgetter` gives a tuple only for two columns or more.
        wanted = [columns.index(column) for column in table.columns.values()]
        pick = itemgetter(*wanted) if len(wanted) > 1 else lambda amounts: (amounts[wanted[0]],)
        places = {name: place for place, name in enumerate(table.columns)}
        return _without_empty(
            [
                ViewRow(view, level, keys, pick(amounts), places)
                for level, keys, amounts in self._rows[table.sums].get(department_id, ())
                if level <= table.deepest
            ]
        )


_Sum = tuple[int, tuple[Key, ...], Sequence[int]]


def _by_department(rows: ReadRows, name: str) -> dict[int, list[_Sum]]:
    first = 2 + len(SUMS[name].keys)
    found: dict[int, list[_Sum]] = {}
    for row in rows(f"SELECT * FROM {name}"):  # noqa: S608 - a name of ours
        found.setdefault(row[0], []).append((row[1], row[2:first], row[first:]))
    return found


def _without_empty(rows: Sequence[ViewRow]) -> tuple[ViewRow, ...]:
    kept: list[ViewRow] = []
    deepest = 0  # level of the row kept last, when read from below
    for row in reversed(rows):
        if any(row.amounts) or row.level == 0 or deepest > row.level:
            kept.append(row)
            deepest = row.level
    return tuple(reversed(kept))


def revenue_behind(book: Book, department_id: int, figure: Figure) -> tuple[int, ...]:
    """The ids of the revenue lines that a figure sums, in their order; () for other figures."""
    row = figure.row
    if row is None or TABLE_VIEWS[row.view].sums != _REVENUE or row.code in ("", UNLISTED):
        return ()
    column = TABLE_VIEWS[row.view].columns[figure.column]
    found = book.rows(
        "SELECT r.id FROM revenue_line AS r JOIN unit AS u ON u.id = r.unit_id "
        "WHERE u.department_id = ? AND r.source = ? AND substr(r.revenue_code, 1, ?) = ? "
        "ORDER BY r.id",
        (department_id, column, len(row.code), row.code),
    )
    return tuple(row_id for (row_id,) in found)


def lines_behind(book: Book, department_id: int, figure: Figure) -> tuple[int, ...]:
    """The ids of the ledger lines that a figure sums, in their order.

    Revenue that revenue lines name has no ledger lines of its own.
    """
    if figure.row is None:
        return ()
    table, row = TABLE_VIEWS[figure.row.view], figure.row
    column = table.columns[figure.column]
    if table.sums != _REVENUE:
        return _lines(book, table.sums, row.level, column, (department_id, *row.keys))
    if row.code not in ("", UNLISTED):
        return ()
    return _lines(book, "function_sums", 0, f"{column}_current", (department_id, ""))


def lines_of_column(book: Book, department_id: int, view: str, column: str) -> tuple[int, ...]:
    """The ids of the ledger lines in the 合计 of a view's column; () where it has no such one."""
    table = TABLE_VIEWS[view]
    if column not in table.columns:
        return ()
    blank_keys = ("",) * len(SUMS[table.sums].keys)
    return _lines(book, table.sums, 0, table.columns[column], (department_id, *blank_keys))


def _lines(
    book: Book, sums: str, level: int, column: str, values: tuple[Any, ...]
) -> tuple[int, ...]:
    rows = book.rows(SUMS[sums].lines_sql(level, column), values)
    return tuple(row_id for (row_id,) in rows)
