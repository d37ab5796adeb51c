"""Which lines a cell has: thin inside the form, stronger around it."""

from collections.abc import Sequence
from typing import NamedTuple

from budgetdesk.forms.sheet import Cell, Sheet

NONE, INNER, OUTER = 0, 1, 2


class Edges(NamedTuple):
    """The lines of one worksheet cell: NONE, INNER or OUTER on each side."""

    top: int = NONE
    right: int = NONE
    bottom: int = NONE
    left: int = NONE


Ruled = tuple[bytearray, ...]


def ruled(sheet: Sheet) -> Ruled:
    """Which places of a sheet belong to bordered cells, with an empty rim all around.

    Place (row, column) of the sheet is `ruled[row + 1][column + 1]`.
    """
    width = len(sheet.columns) + 2
    places = tuple(bytearray(width) for _ in range(len(sheet.rows) + 2))
    for cell in sheet.cells:
        if cell.style.border:
            left, right = cell.column + 1, cell.column + 1 + cell.columns
            for row in places[cell.row + 1 : cell.row + 1 + cell.rows]:
                row[left:right] = b"\x01" * cell.columns
    return places


def edges_of(cell: Cell, places: Ruled, first: Sequence[int]) -> list[list[Edges]]:
    """The lines of each worksheet cell that a bordered cell covers.

    Excel draws the lines of merged cells from each of them, not from the merged range.

    Args:
        cell: a bordered cell of the sheet.
        places: what `ruled` gave for the sheet.
        first: the worksheet row of each sheet row, with a last entry (`Grid.first`).
    """
    top, bottom = cell.row, cell.row + cell.rows
    left, right = cell.column, cell.column + cell.columns
    height, width = first[bottom] - first[top], cell.columns
    above = [INNER if place else OUTER for place in places[top][left + 1 : right + 1]]
    below = [INNER if place else OUTER for place in places[bottom + 1][left + 1 : right + 1]]
    rows = [row for row in range(top, bottom) for _ in range(first[row], first[row + 1])]
    return [
        [
            Edges(
                above[column] if index == 0 else NONE,
                _side(places[row + 1][right + 1]) if column == width - 1 else NONE,
                below[column] if index == height - 1 else NONE,
                _side(places[row + 1][left]) if column == 0 else NONE,
            )
            for column in range(width)
        ]
        for index, row in enumerate(rows)
    ]


def _side(neighbour: int) -> int:
    return INNER if neighbour else OUTER
