"""Forms that stand side by side on one sheet: each a grid of its own."""

from itertools import islice, pairwise

from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.labels import FormLabels

_FEWEST = 3  # labels in the first column of a form


def beside_each_other(grid: SourceGrid, labels: FormLabels) -> list[SourceGrid]:
    """The forms of a sheet from left to right; the sheet itself where none stand side by side.

    They do where two columns name projects, in whichever rows, and nothing lies over the border
    between them.
    """
    columns: dict[int, SourceCell] = {}
    for row in range(grid.height):
        names = [it for it in grid.said_in(row) if _names_project(grid, it, labels)]
        for it in names:
            if len(names) > 1 or _is_label_column(grid, it.column, labels):
                columns.setdefault(it.column, it)
    found = [columns[it] for it in sorted(columns)]
    between = (_border(grid, left, right) for left, right in pairwise(found))
    borders = [border for border in between if border]
    return _strips(grid, borders) if borders else [grid]


def _is_label_column(grid: SourceGrid, column: int, labels: FormLabels) -> bool:
    """Whether a column has the labels of a form below each other, and not only one."""
    cells = (cell for cell in grid.cells if cell.column == column and cell.said)
    known = (it for it in cells if labels.meaning(it.text) is not None)
    return len(list(islice(known, _FEWEST))) == _FEWEST


def _names_project(grid: SourceGrid, cell: SourceCell, labels: FormLabels) -> bool:
    """Whether a cell is 项目名称 with a name, and no further label, right of it."""
    meaning = None if cell.loose else labels.meaning(cell.text)
    if meaning is None or meaning.path != "name" or "名" not in cell.text:
        return False
    beside = _beside(grid, cell)
    return beside is not None and not (
        labels.meaning(beside.text) or labels.payer(beside.text) or labels.is_side(beside.text)
    )


def _beside(grid: SourceGrid, label: SourceCell) -> SourceCell | None:
    """The first cell right of a label that holds a text."""
    beside = grid.at(label.row, label.end)
    while beside is not None and not beside.said:
        beside = grid.at(label.row, beside.end)
    return beside


def _border(grid: SourceGrid, left: SourceCell, right: SourceCell) -> int:
    """The column that a form begins with right of another; 0 where cells lie over every one."""
    named = _beside(grid, left) or left
    columns = range(named.column + 1, right.column + 1)
    crossed = {
        column
        for it in grid.cells
        if it.said and not it.loose
        for column in range(it.column + 1, min(it.end, right.column + 1))
    }
    taken = {column for it in grid.cells if it.said for column in range(it.column, it.end)}
    blank = [it for it in columns if it not in taken]
    free = [it for it in columns if it not in crossed]
    border = blank[0] if blank else (free[-1] if free and free[-1] == right.column else 0)
    return border if border and _share_rows(grid, border) else 0


def _share_rows(grid: SourceGrid, border: int) -> bool:
    """Whether rows say something on both sides of a border: else forms lie below each other."""
    said = [it for it in grid.cells if it.said and not it.loose]
    left = {it.row for it in said if it.column < border}
    return len(left & {it.row for it in said if it.column >= border}) >= _FEWEST


def _strips(grid: SourceGrid, borders: list[int]) -> list[SourceGrid]:
    edges = [0, *borders, max(it.end for it in grid.cells)]
    return [
        SourceGrid(
            grid.name,
            tuple(it for it in grid.cells if first <= it.column and it.end <= last),
        )
        for first, last in pairwise(edges)
    ]
