"""Where the pages of a worksheet end, and labels that stand again after a page's end."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from budgetdesk.forms.sheet import Cell, Role, Sheet

_MOST_HEADINGS = 2  # rows that are taken along to the next page


def page_starts(
    heights: Sequence[float], repeated: int, headings: Container[int], room: float
) -> tuple[int, ...]:
    """The worksheet rows that begin the second and further pages.

    Pages are filled as Excel and LibreOffice fill them by themselves, but don't end with a heading.

    Args:
        heights: of the worksheet rows, in points.
        repeated: how many rows stand again at the top of every page.
        headings: the rows that belong to what follows them.
        room: the printable height of a page, in points.
    """
    starts: list[int] = []
    first, used = repeated, sum(heights[:repeated])
    again = used
    for row in range(repeated, len(heights)):
        if used + heights[row] > room and row > first:
            first = _before_headings(row, first, headings)
            starts.append(first)
            used = again + sum(heights[first:row])
        used += heights[row]
    return tuple(starts)


def _before_headings(row: int, first: int, headings: Container[int]) -> int:
    start = row
    while start - 1 in headings and start - 1 > first and row - start < _MOST_HEADINGS:
        start -= 1
    return start


def heading_rows(sheet: Sheet) -> set[int]:
    """The rows of a sheet in which nothing but labels begins or goes on."""
    filled = {
        row
        for cell in sheet.cells
        if cell.role is not Role.LABEL
        for row in range(cell.row, cell.row + cell.rows)
    }
    return set(range(len(sheet.rows))) - filled


def divided(cell: Cell, starts: Sequence[int]) -> Iterator[Cell]:
    """A label, or a name of rows, as one cell for each page it stands on, any other as it is.

    Only the first of several stands for the field.

    Args:
        cell: a cell of a sheet.
        starts: the rows of the sheet that begin a page.
    """
    if not (cell.role is Role.LABEL or cell.names) or cell.rows == 1:
        yield cell
        return
    end = cell.row + cell.rows
    edges = [cell.row, *(row for row in starts if cell.row < row < end), end]
    for top, bottom in pairwise(edges):
        part = replace(cell, row=top, rows=bottom - top)
        yield part if top == cell.row else replace(part, role=Role.LABEL, field=None)
