"""What the same form costs in its Excel template, whose labels and merged cells are there.

Counted as kindly as can be: the arrows alone from cell to cell (a merged one is one step), the text
of every cell typed once, also the two sums and what the program knows from the tree (department,
code, unit). Not counted: finding and copying the template, Alt+Enter, figures typed wrong, and
saving, but for one Ctrl+S.
"""

from collections.abc import Sequence
from itertools import pairwise

from budgetdesk.forms.sheet import Cell, Role, Sheet
from tests.desktop.window.hand import keys_of

_SAVE = 2


def template_keys(sheet: Sheet) -> tuple[float, float]:
    """The keys that move about, and those of the text, for a filled sheet."""
    filled = [
        cell for cell in sheet.cells if cell.text and cell.role not in (Role.LABEL, Role.TITLE)
    ]
    order = sorted(filled, key=lambda cell: (cell.row, cell.column))
    moves = sum(_moves(sheet.cells, here, there) for here, there in pairwise(order))
    return moves + _SAVE, sum(keys_of(cell.text) for cell in order)


def _moves(cells: Sequence[Cell], here: Cell, there: Cell) -> int:
    """The arrows from one cell to another: down its own column, then across."""
    column = here.column
    down = sum(1 for it in cells if here.row < it.row <= there.row and _over(it, column))
    between = sorted((column, there.column))
    row = [it for it in cells if it.row <= there.row < it.row + it.rows]
    across = sum(1 for it in row if between[0] < it.column <= between[1])
    return down + across


def _over(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.columns
