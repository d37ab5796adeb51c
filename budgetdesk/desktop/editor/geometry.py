"""Where everything lies on the paper, in pixels: columns, rows, cells and their texts."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from PySide6.QtCore import QRect

from budgetdesk.desktop.editor.text_cache import TextBlock, TextCache
from budgetdesk.forms.sheet import Align, Cell, Role, Sheet, VAlign

FULL_WIDTH = 960  # of the paper at 100 %
LANDSCAPE_WIDTH = 1300  # of paper that lies across
LEAST_WIDTH = 640  # below this the paper is scrolled sideways
LEAST_LANDSCAPE = 820
DESK = 20  # of desk left visible around the paper
_NARROW_DESK = 6  # beside the paper where the window has no room to spare
_SIDE, _TOP, _FOOT = 44, 36, 52  # paper around the grid, at 100 %
_PIXELS_PER_POINT = 96 / 72
_PAD, _PAD_LABEL, _PAD_DOWN = (
    6.0,
    3.0,
    4.0,
)  # between a cell's edge and its text; a centred label's, at 100 %


@dataclass(frozen=True, slots=True)
class PaperFrame:
    """The paper's size and place at one zoom and window width."""

    zoom: float
    paper_left: int
    paper_width: int
    full_width: int = FULL_WIDTH  # at 100 %, where there is room

    @property
    def side(self) -> int:
        """The paper left and right of the grid."""
        narrow = self.paper_width < 0.8 * self.full_width * self.zoom
        return round((_SIDE / 2 if narrow else _SIDE) * self.zoom)

    @property
    def top(self) -> int:
        """Where the grid begins, from the top of the desk."""
        return DESK + round(_TOP * self.zoom)

    @property
    def foot(self) -> int:
        """The paper below the grid."""
        return round(_FOOT * self.zoom)

    @property
    def pad_down(self) -> int:
        """Between a cell's upper or lower edge and its text."""
        return round(_PAD_DOWN * self.zoom)


def frame_for(room: int, zoom: float, *, landscape: bool = False) -> PaperFrame:
    """The paper centred in a window part `room` pixels wide.

    At 100 % it is at most 960 px wide, or 1300 px where it lies across.
    """
    full = LANDSCAPE_WIDTH if landscape else FULL_WIDTH
    least = round((LEAST_LANDSCAPE if landscape else LEAST_WIDTH) * zoom)
    desk = DESK if room >= least + 2 * DESK else _NARROW_DESK
    width = max(min(round(full * zoom), room - 2 * desk), least)
    return PaperFrame(zoom, max(desk, (room - width) // 2), width, full)


class Geometry:
    """Lays a sheet out on a frame; rows are as high as their text needs."""

    def __init__(self, sheet: Sheet, frame: PaperFrame, texts: TextCache) -> None:
        self.sheet = sheet
        self.frame = frame
        self.texts = texts
        self.lefts = self._column_edges()
        self._needs = {
            (cell.row, cell.column): self.text_height(cell, cell.text) for cell in sheet.cells
        }
        self._singles: dict[int, list[Cell]] = {}
        for cell in sheet.cells:
            if cell.rows == 1:
                self._singles.setdefault(cell.row, []).append(cell)
        self._tall = [cell for cell in sheet.cells if cell.rows > 1]
        self.tops: Sequence[int] = ()
        self._place_rows()

    @property
    def paper(self) -> QRect:
        """The sheet of paper on the desk."""
        height = self.tops[-1] + self.frame.foot - DESK
        return QRect(self.frame.paper_left, DESK, self.frame.paper_width, height)

    @property
    def width(self) -> int:
        """Everything from the desk's left edge to its right one."""
        return self.frame.paper_left + self.frame.paper_width + min(self.frame.paper_left, DESK)

    @property
    def height(self) -> int:
        """Everything from the desk's upper edge to its lower one."""
        return self.paper.bottom() + 1 + DESK

    @property
    def table(self) -> QRect:
        """The rectangle of all cells with lines around them."""
        lined = [cell for cell in self.sheet.cells if cell.style.border]
        top = min((cell.row for cell in lined), default=0)
        bottom = max((cell.row + cell.rows for cell in lined), default=0)
        return QRect(
            self.lefts[0],
            self.tops[top],
            self.lefts[-1] - self.lefts[0],
            self.tops[bottom] - self.tops[top],
        )

    def rect(self, cell: Cell) -> QRect:
        """A cell's rectangle; its right and bottom edges are its neighbours' left and top."""
        left, top = self.lefts[cell.column], self.tops[cell.row]
        right = self.lefts[cell.column + cell.columns]
        bottom = self.tops[cell.row + cell.rows]
        return QRect(left, top, right - left, bottom - top)

    def pad_across(self, cell: Cell) -> int:
        """Between a cell's left or right edge and its text."""
        pad = _PAD_LABEL if cell.role is Role.LABEL and cell.style.align is Align.CENTER else _PAD
        return round(pad * self.frame.zoom)

    def inner_width(self, cell: Cell) -> int:
        """The width that a cell's text has."""
        left, right = self.lefts[cell.column], self.lefts[cell.column + cell.columns]
        return max(right - left - 2 * self.pad_across(cell), 8)

    def text_height(self, cell: Cell, text: str) -> float:
        """How high a text would be in a cell."""
        return self.block(cell, text).height

    def block(self, cell: Cell, text: str) -> TextBlock:
        """A text laid out for a cell; printed words are balanced, as they are on paper.

        What is typed is not: it must not move when editing begins.
        """
        centred = cell.role is Role.LABEL and cell.style.align is Align.CENTER
        return self.texts.block(text, cell.style, self.inner_width(cell), balanced=centred)

    def text_top(self, cell: Cell, height: float) -> int:
        """Where a text of that height begins in its cell."""
        rect = self.rect(cell)
        if cell.style.valign is VAlign.TOP:
            return rect.top() + self.frame.pad_down
        return rect.top() + max(int((rect.height() - height) / 2), self.frame.pad_down)

    def set_need(self, cell: Cell, height: float) -> bool:
        """Give a cell room for a text of that height; whether any row moved."""
        if self._needs[cell.row, cell.column] == height:
            return False
        self._needs[cell.row, cell.column] = height
        before = self.tops
        self._place_rows()
        return before != self.tops

    def row_at(self, y: int) -> int:
        """The row at a height, the nearest one outside the grid."""
        return min(max(bisect_right(self.tops, y) - 1, 0), len(self.tops) - 2)

    def column_at(self, x: int) -> int:
        """The column at a place, the nearest one outside the grid."""
        return min(max(bisect_right(self.lefts, x) - 1, 0), len(self.lefts) - 2)

    def _column_edges(self) -> tuple[int, ...]:
        room = self.frame.paper_width - 2 * self.frame.side
        left = self.frame.paper_left + self.frame.side
        shares = (0.0, *accumulate(self.sheet.columns))
        return tuple(left + round(share / shares[-1] * room) for share in shares)

    def _place_rows(self) -> None:
        heights = [
            self._row_height(number, row.min_height) for number, row in enumerate(self.sheet.rows)
        ]
        for cell in self._tall:
            lacking = self._need(cell) - sum(heights[cell.row : cell.row + cell.rows])
            if lacking > 0:
                each, rest = divmod(lacking, cell.rows)
                for offset in range(cell.rows):
                    heights[cell.row + offset] += each + (1 if offset < rest else 0)
        self.tops = tuple(accumulate(heights, initial=self.frame.top))

    def _row_height(self, number: int, min_height: float) -> int:
        least = round(min_height * _PIXELS_PER_POINT * self.frame.zoom)
        return max([least, *(self._need(cell) for cell in self._singles.get(number, ()))])

    def _need(self, cell: Cell) -> int:
        text = ceil(self._needs[cell.row, cell.column])
        # A title stands alone on its row and needs no room to its edges.
        return text if cell.role is Role.TITLE else text + 2 * self.frame.pad_down
