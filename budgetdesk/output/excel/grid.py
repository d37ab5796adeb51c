"""The worksheet's grid: column widths, row heights and text size, so that every text shows whole.

Excel and WPS draw with the user's fonts, LibreOffice with whatever stands in for 宋体, and none of
them grows a row of merged cells. So heights are measured with the bundled face, whose letters are
wider than those of 宋体, and lines are taken as high as the tallest stand-in (Noto Sans CJK) sets
them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from budgetdesk.forms.sheet import Cell, Sheet, Style
from budgetdesk.output.excel.texts import cell_text
from budgetdesk.output.typesetting.breaking import break_lines
from budgetdesk.output.typesetting.fonts import bold_face, text_face

# The widths of a worksheet count digits of the workbook's standard font. Those of 宋体 12 are
# 6 points wide at any resolution, in Excel, WPS and LibreOffice alike.
STANDARD_SIZE = 12
DIGIT = 6.0
PIXEL = 0.75
MARGIN_MM = 20
_POINTS_IN_MM = 72 / 25.4
_WIDTHS_MM = {False: 210, True: 297}

BODY = 10.5
_SMALLEST = 8.0
_STEP = 0.5
TALLEST_ROW = 409.5  # Excel's limit
_LINE = 1.45  # line height of Noto Sans CJK, in em; 宋体 needs 1.2
_SIDES = 5.0  # what Excel keeps free left and right of a text, together
_ABOVE_AND_BELOW = 4.0
_PART = 180.0
_SPARE = 0.25  # em: printers set a line a little wider than screens


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a sheet's cells lie in its worksheet; widths and heights in points.

    A row higher than Excel allows becomes several: `first[r]` is the worksheet row (from 0) that
    sheet row `r` begins with; a last entry gives the number of worksheet rows.
    """

    body: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    first: tuple[int, ...]

    def size(self, style: Style) -> float:
        """The text size of a style on this grid, in points."""
        return min(style.size, self.body) if style.size <= BODY else style.size


def page_size(*, landscape: bool) -> tuple[float, float]:
    """Printable width and height of an A4 page, in points."""
    width, height = _WIDTHS_MM[landscape], _WIDTHS_MM[not landscape]
    return (width - 2 * MARGIN_MM) * _POINTS_IN_MM, (height - 2 * MARGIN_MM) * _POINTS_IN_MM


def column_widths(sheet: Sheet) -> tuple[float, ...]:
    """The printable width shared out in the form's proportions, in whole pixels."""
    total = sum(sheet.columns)
    # A pixel is left over for the outer line, which would else make Excel shrink the page.
    pixels = int(page_size(landscape=sheet.landscape)[0] / PIXEL) - 1
    edges = [0.0]
    for share in sheet.columns:
        edges.append(edges[-1] + share)
    places = [round(edge / total * pixels) for edge in edges]
    return tuple((right - left) * PIXEL for left, right in pairwise(places))


@dataclass(frozen=True, slots=True)
class _Text:
    """What a cell asks of its rows."""

    row: int
    rows: int
    text: str
    width: float
    style: Style


def _measured(sheet: Sheet, widths: Sequence[float]) -> list[_Text]:
    """The cells with a text, those over few rows first."""
    texts = [
        _Text(cell.row, cell.rows, cell_text(cell.text), _width(cell, widths), cell.style)
        for cell in sheet.cells
        if cell.text
    ]
    return sorted(texts, key=lambda text: text.rows)


def _width(cell: Cell, widths: Sequence[float]) -> float:
    return sum(widths[cell.column : cell.column + cell.columns])


def _row_heights(sheet: Sheet, texts: Sequence[_Text], body: float) -> list[float]:
    heights = [row.min_height * body / BODY for row in sheet.rows]
    for text in texts:
        needed = _needed(text, body)
        span = slice(text.row, text.row + text.rows)
        lacking = needed - sum(heights[span])
        if lacking > 0:
            heights[span] = [height + lacking / text.rows for height in heights[span]]
    return [_to_pixel(height) for height in heights]


def _needed(text: _Text, body: float) -> float:
    style = text.style
    size = min(style.size, body) if style.size <= BODY else style.size
    lines = 1 if style.numeric else count_lines(text.text, text.width, size, bold=style.bold)
    return lines * size * _LINE + _ABOVE_AND_BELOW


@lru_cache(maxsize=8192)
def count_lines(text: str, width: float, size: float, *, bold: bool) -> int:
    """How many lines a text takes in a cell `width` points wide, generously."""
    room = max(width - _SIDES - _SPARE * size, size)
    return max(1, len(break_lines(text, room, size, bold_face() if bold else text_face())))


def grid_of(sheet: Sheet) -> Grid:
    """Measure a sheet: on as few pages as the smallest text needs, in the largest that still does.

    So a form that fits one page is printed on one, and a longer one is not shrunk for nothing.
    """
    widths = column_widths(sheet)
    texts = _measured(sheet, widths)
    page = page_size(landscape=sheet.landscape)[1]
    body, heights = BODY, _row_heights(sheet, texts, BODY)
    if sum(heights) > page:
        body, heights = _shrunk(sheet, texts, page)
    return _split(body, widths, heights)


def _shrunk(sheet: Sheet, texts: Sequence[_Text], page: float) -> tuple[float, list[float]]:
    smallest = _row_heights(sheet, texts, _SMALLEST)
    room = math.ceil(sum(smallest) / page) * page
    low, best = 0, smallest
    high = round((BODY - _SMALLEST) / _STEP)
    while high - low > 1:
        middle = (low + high) // 2
        heights = _row_heights(sheet, texts, _SMALLEST + middle * _STEP)
        if sum(heights) <= room:
            low, best = middle, heights
        else:
            high = middle
    return _SMALLEST + low * _STEP, best


def _split(body: float, widths: tuple[float, ...], heights: Sequence[float]) -> Grid:
    parts: list[float] = []
    first = []
    for height in heights:
        first.append(len(parts))
        parts.extend([height] if height <= TALLEST_ROW else _parts(height, body))
    return Grid(body, widths, tuple(parts), (*first, len(parts)))


def _parts(height: float, body: float) -> list[float]:
    """A row too high for Excel as several; a page then ends between two lines of its text."""
    part = _to_pixel(round(_PART / (body * _LINE)) * body * _LINE)
    whole = [part] * int((height - _ABOVE_AND_BELOW) / part)
    whole[0] += _ABOVE_AND_BELOW / 2
    rest = height - sum(whole)
    return [*whole, _to_pixel(rest)] if rest > 0 else whole


def _to_pixel(height: float) -> float:
    return math.ceil(height / PIXEL) * PIXEL
