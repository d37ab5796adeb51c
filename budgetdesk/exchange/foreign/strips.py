"""Forms that stand side by side on one sheet: each a grid of its own."""

from itertools import pairwise

from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.labels import FormLabels


def beside_each_other(grid: SourceGrid, labels: FormLabels) -> list[SourceGrid]:
    """The forms of a sheet from left to right; the sheet itself where none stand side by side.

    They do where a row names two projects and nothing lies over the border between them.
    """
    for row in range(grid.height):
        names = [it for it in grid.said_in(row) if _names_project(grid, it, labels)]
        if len(names) > 1:
            borders = [_border(grid, left, right) for left, right in pairwise(names)]
            if all(borders):
                return _strips(grid, borders)
    return [grid]


def _names_project(grid: SourceGrid, cell: SourceCell, labels: FormLabels) -> bool:
    """Whether a cell is 项目名称 with a name, and no further label, right of it."""
    meaning = None if cell.loose else labels.meaning(cell.text)
    if meaning is None or meaning.path != "name" or "名" not in cell.text:
        return False
    beside = grid.at(cell.row, cell.end)
    if beside is None or not beside.said:
        return False
    return not (
        labels.meaning(beside.text) or labels.payer(beside.text) or labels.is_side(beside.text)
    )


def _border(grid: SourceGrid, left: SourceCell, right: SourceCell) -> int:
    """The column that a form begins with right of another; 0 where cells lie over every one."""
    columns = range(left.end + 1, right.column + 1)
    crossed = {
        column
        for it in grid.cells
        if it.said and not it.loose
        for column in range(it.column + 1, min(it.end, right.column + 1))
    }
    taken = {column for it in grid.cells if it.said for column in range(it.column, it.end)}
    blank = [it for it in columns if it not in taken]
    free = [it for it in columns if it not in crossed]
    return blank[0] if blank else (free[-1] if free and free[-1] == right.column else 0)


def _strips(grid: SourceGrid, borders: list[int]) -> list[SourceGrid]:
    edges = [0, *borders, max(it.end for it in grid.cells)]
    return [
        SourceGrid(
            grid.name,
            tuple(it for it in grid.cells if first <= it.column and it.end <= last),
        )
        for first, last in pairwise(edges)
    ]
