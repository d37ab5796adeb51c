"""The worksheet's grid: column widths, row heights and text sizes, so that every text shows whole.

Excel and WPS draw with the user's fonts, LibreOffice with whatever stands in for 宋体, and none of
them grows a row of merged cells. So heights are measured with the bundled face, whose letters are
wider than those of 宋体, and lines are taken as high as the tallest stand-in (Noto Sans CJK) sets
them.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from budgetdesk.forms.sheet import Cell, Sheet
from budgetdesk.output.excel.page_ends import (
    divided,
    heading_rows,
    page_starts,
    readers_gain,
    repeated_rows,
)
from budgetdesk.output.excel.texts import cell_text
from budgetdesk.output.typesetting.measuring import BODY, SMALLEST, Room, measure, text_need
from budgetdesk.output.typesetting.page import A4_LANDSCAPE, A4_PORTRAIT, FittedText, PageFormat

# The widths of a worksheet count digits of the workbook's standard font. Those of 宋体 12 are
# 6 points wide at any resolution, in Excel, WPS and LibreOffice alike.
STANDARD_SIZE = 12
DIGIT = 6.0
TALLEST_ROW = 409.5  # points; Excel's limit
_PIXEL = 0.75
_TOP = 1.0  # points above the first line, in LibreOffice
_PART = 90.0  # points: about how high the rows are that a taller one is divided into
_LINE = 1.45  # in sizes: Noto Sans CJK; 宋体 needs 1.2
# Excel keeps 5 pixels free beside a text, and printers set a line a little wider than screens.
_ROOM = Room(side=2.5, above=2.0, spare=0.25, loose=_LINE, tight=_LINE)
_STEP = 0.5  # points


@dataclass(frozen=True, slots=True)
class WorksheetGrid:
    """Where a sheet's cells lie in its worksheet; all measures in points.

    A row higher than Excel allows becomes several: `first[r]` is the worksheet row (from 0) that
    sheet row `r` begins with; a last entry gives the number of worksheet rows.
    """

    sheet: Sheet  # as it is written: labels that go on over a page's end are divided there
    texts: tuple[FittedText, ...]  # of `sheet.cells`
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    first: tuple[int, ...]
    starts: tuple[int, ...]  # the worksheet rows that begin the second and further pages
    titles: range  # the sheet's rows that stand again at the top of the pages after them
    joined: frozenset[int] = frozenset()  # columns of cells that go on below the `titles`

    def titles_ref(self) -> str:
        """The worksheet rows that stand again, `1:2`; "" for none."""
        top, end = self.first[self.titles.start], self.first[self.titles.stop]
        return f"{top + 1}:{end}" if self.titles else ""


def grid_of(sheet: Sheet) -> WorksheetGrid:
    """Measure a sheet: on as few pages as the smallest text needs, in the largest that still does.

    So a form that fits one page is printed on one, and a longer one is not shrunk for nothing.
    """
    page = _page(A4_LANDSCAPE if sheet.landscape else A4_PORTRAIT)
    ready = _in_pixels(sheet, page)
    grid = _laid_out(ready, page, BODY)
    return _with_labels_divided(_shrunk(ready, page) if grid.starts else grid)


def _page(paper: PageFormat) -> PageFormat:
    """What is printed on, in whole pixels; one is left for the outer line's width."""
    width = (int(paper.inner_width / _PIXEL) - 1) * _PIXEL
    return PageFormat(width, paper.inner_height, margin=0)


def _in_pixels(sheet: Sheet, page: PageFormat) -> Sheet:
    """The sheet with columns of whole pixels, and its texts as the cells will hold them."""
    total, pixels = sum(sheet.columns), page.inner_width / _PIXEL
    edges = [round(edge / total * pixels) for edge in accumulate(sheet.columns, initial=0.0)]
    return replace(
        sheet,
        columns=tuple((right - left) * _PIXEL for left, right in pairwise(edges)),
        cells=tuple(
            cell if cell.text.isprintable() else replace(cell, text=cell_text(cell.text))
            for cell in sheet.cells
        ),
    )


def _shrunk(sheet: Sheet, page: PageFormat) -> WorksheetGrid:
    best = _laid_out(sheet, page, SMALLEST)
    fewest = len(best.starts)
    low, high = 0, round((BODY - SMALLEST) / _STEP) + 1
    while high - low > 1:
        middle = (low + high) // 2
        grid = _laid_out(sheet, page, SMALLEST + middle * _STEP)
        if len(grid.starts) <= fewest:
            low, best = middle, grid
        else:
            high = middle
    return best


def _laid_out(sheet: Sheet, page: PageFormat, body: float) -> WorksheetGrid:
    fitted = measure(sheet, page, body, _ROOM)
    heights: list[float] = []
    first = []
    for height in fitted.heights:
        first.append(len(heights))
        heights.extend(_rows_for(height, body))
    first.append(len(heights))
    titles, starts = _pages(sheet, heights, first, page.inner_height)
    return WorksheetGrid(
        sheet, fitted.texts, fitted.widths, tuple(heights), tuple(first), starts, titles
    )


def _pages(
    sheet: Sheet, heights: Sequence[float], first: Sequence[int], room: float
) -> tuple[range, tuple[int, ...]]:
    """The rows to stand again, of which Excel takes one block, and the rows that begin a page."""
    headings = {first[row] for row in heading_rows(sheet)}
    groups = [(first[it.row], first[it.row + it.rows]) for it in sheet.cells if it.rows > 1]
    ways = []
    for titles in repeated_rows(sheet):
        again = range(first[titles.start], first[titles.stop])
        starts = page_starts(heights, again, headings, groups, room)
        on_rows = [bisect_right(first, start) - 1 for start in starts]
        ways.append((readers_gain(sheet, titles, on_rows), titles, starts))
    _, titles, starts = max(ways, key=lambda way: way[0])
    return titles, starts


def _rows_for(height: float, body: float) -> Sequence[float]:
    """A row as one, or, too high for Excel, as several; a page then ends between two lines."""
    if height <= TALLEST_ROW - _PIXEL:
        return [_to_pixel(height)]
    part = round(_PART / (body * _LINE)) * body * _LINE
    ends = [_TOP + part * count for count in range(1, int(height / part))]
    edges = [0.0, *(round(end / _PIXEL) * _PIXEL for end in ends), _to_pixel(height)]
    return [below - above for above, below in pairwise(edges)]


def _to_pixel(height: float) -> float:
    return math.ceil(height / _PIXEL) * _PIXEL


def _with_labels_divided(grid: WorksheetGrid) -> WorksheetGrid:
    if not grid.starts:
        return grid
    starts = [row for row, first in enumerate(grid.first) if first in grid.starts]
    pairs = [
        (part, text)
        for cell, text in zip(grid.sheet.cells, grid.texts, strict=True)
        for part in _parts(cell, text_need(text, _ROOM), starts, grid)
    ]
    pairs.sort(key=lambda pair: (pair[0].row, pair[0].column))
    cells, texts = zip(*pairs, strict=True)
    return replace(
        grid,
        sheet=replace(grid.sheet, cells=cells),
        texts=texts,
        joined=frozenset(_columns_going_on(grid)),
    )


def _columns_going_on(grid: WorksheetGrid) -> Iterator[int]:
    for cell in grid.sheet.cells:
        if cell.row in grid.titles and cell.row + cell.rows > grid.titles.stop:
            yield from range(cell.column, cell.column + cell.columns)


def _parts(cell: Cell, need: float, starts: Sequence[int], grid: WorksheetGrid) -> list[Cell]:
    """A label as one cell for each of its pages; where it has no room there, that one is blank.

    What of it stands in the rows that are printed again is a cell of its own, and blank.
    """
    titles = grid.titles
    parts = list(divided(cell, sorted({*starts, titles.stop})))
    if len(parts) == 1:
        return parts
    again = parts[0].row in titles and cell.row + cell.rows > titles.stop
    roomy = [_height(part, grid) >= need and not (again and part.row in titles) for part in parts]
    if not any(roomy):
        return [cell]
    return [
        part if room else replace(part, text="") for part, room in zip(parts, roomy, strict=True)
    ]


def _height(cell: Cell, grid: WorksheetGrid) -> float:
    return sum(grid.heights[grid.first[cell.row] : grid.first[cell.row + cell.rows]])
