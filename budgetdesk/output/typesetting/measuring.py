"""How wide the columns and how high the rows of a sheet are, so that every text fits whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from budgetdesk.forms.sheet import Align, Cell, Role, Row, Sheet, Style
from budgetdesk.output.typesetting.break_rules import Hurt
from budgetdesk.output.typesetting.breaking import break_lines, widest_whole
from budgetdesk.output.typesetting.fonts import Face, bold_face, text_face
from budgetdesk.output.typesetting.page import FittedSheet, FittedText, PageFormat

BODY = 10.5  # points: the size forms are printed in
SMALLEST = 8.0  # points: no form's text is printed smaller
PAD_X = 4.0  # points between a cell's border and its text
PAD_Y = 3.0
_SHORT = 40  # characters: a value, not a paragraph
_SMALLEST_TITLE = 14.0  # points: what a title shrinks to before it takes a second line


@dataclass(frozen=True, slots=True)
class Room:
    """The room that a cell's text is given, in points unless said otherwise."""

    side: float = PAD_X
    above: float = PAD_Y  # and below
    side_bare: float | None = None  # in cells without borders; as `side` where None
    spare: float = 0.0  # of a line, in sizes: what another program's font may need more
    loose: float = 1.4  # leading at BODY, in sizes
    tight: float = 1.28  # leading at SMALLEST

    def leading(self, body: float) -> float:
        """From line to line, in sizes."""
        return self.tight + (self.loose - self.tight) * (body - SMALLEST) / (BODY - SMALLEST)

    def side_of(self, style: Style) -> float:
        """The blank beside a text of this style, in points."""
        return self.side if style.border or self.side_bare is None else self.side_bare

    def line(self, width: float, style: Style, size: float) -> float:
        """The width for a line in a cell `width` points wide."""
        return width - 2 * self.side_of(style) - self.spare * size


PAPER = Room(side_bare=1.0)  # drawn by ourselves with the very fonts that are measured


def face_of(style: Style) -> Face:
    """The face a style is printed in."""
    return bold_face() if style.bold else text_face()


def measure(sheet: Sheet, page: PageFormat, body: float = BODY, room: Room = PAPER) -> FittedSheet:
    """The measures of a sheet whose body text is `body` points high (`BODY` to `SMALLEST`)."""
    widths = _column_widths(sheet, page)
    edges = tuple(accumulate(widths, initial=0.0))
    leading = room.leading(body)
    blank = FittedText.of(("",), body, body * leading)
    texts = tuple(
        _fitted(cell, edges[cell.column + cell.columns] - edges[cell.column], body, leading, room)
        if cell.text
        else blank
        for cell in sheet.cells
    )
    heights = _row_heights(sheet, texts, body, room)
    return FittedSheet(sheet, page, body, widths, heights, texts)


def broken(text: str, style: Style, width: float, size: float, leading: float) -> FittedText:
    """A text on paper, in the lines of a cell that is `width` points wide; `leading` in points."""
    free = PAPER.line(width, style, size)
    centred = style.align is Align.CENTER
    return FittedText.of(
        break_lines(text, free, size, face_of(style), balanced=centred), size, leading
    )


def text_need(text: FittedText, room: Room = PAPER) -> float:
    """The height a cell needs for a text, in points."""
    return text.height + 2 * room.above if text.height else 0.0


def _column_widths(sheet: Sheet, page: PageFormat) -> tuple[float, ...]:
    share = page.inner_width / sum(sheet.columns)
    return tuple(weight * share for weight in sheet.columns)


def _fitted(cell: Cell, width: float, body: float, leading: float, room: Room) -> FittedText:
    style = cell.style
    size = style.size if style.size > BODY else min(style.size, body)
    free = room.line(width, style, size)
    centred = style.align is Align.CENTER
    return _set(cell.text, free, size, leading, style.bold, centred, cell.role is Role.TITLE)


@lru_cache(maxsize=4096)  # the labels of a form are the same on all its sheets
def _set(
    text: str,
    free: float,
    size: float,
    leading: float,
    bold: bool,  # noqa: FBT001 - the cache is quicker without keywords
    centred: bool,  # noqa: FBT001
    title: bool,  # noqa: FBT001
) -> FittedText:
    """A text in lines `free` points wide, `leading` sizes apart."""
    face = bold_face() if bold else text_face()
    if title:
        size = _title_size(text, free, size, face)
    elif len(text) <= _SHORT:
        size = _whole_size(text, free, size, face)
    lines = break_lines(text, free, size, face, balanced=centred)
    return FittedText.of(lines, size, size * leading)


def _title_size(text: str, free: float, size: float, face: Face) -> float:
    """Small enough for one line, within reason."""
    natural = max(map(face.width, text.splitlines()), default=0.0) * size
    one_line = size * free / natural if natural else size
    return min(size, max(one_line * 0.999, _SMALLEST_TITLE))


def _whole_size(text: str, free: float, size: float, face: Face) -> float:
    """Small enough that no quantity is divided, or at least no number, where that is possible."""
    for hurt in (Hurt.NONE, Hurt.JOINT, Hurt.UNIT):
        widest = widest_whole(text, face, hurt)
        if widest * size <= free:
            return size
        if free / widest >= SMALLEST:
            return free / widest
    return size


def _row_heights(
    sheet: Sheet, texts: Sequence[FittedText], body: float, room: Room
) -> tuple[float, ...]:
    titles = {cell.row for cell in sheet.cells if not cell.style.border}
    heights = [
        row.min_height * (1.0 if place in titles else body / BODY)
        for place, row in enumerate(sheet.rows)
    ]
    spanning = []
    for cell, text in zip(sheet.cells, texts, strict=True):
        need = text_need(text, room)
        if cell.rows > 1:
            spanning.append((cell, need))
        elif need > heights[cell.row]:
            heights[cell.row] = need
    for cell, need in sorted(spanning, key=lambda pair: pair[0].rows):
        span = range(cell.row, cell.row + cell.rows)
        missing = need - sum(heights[cell.row : cell.row + cell.rows])
        if missing > 0:
            _share_out(heights, _growing(span, sheet.rows), missing)
    return tuple(heights)


def _growing(span: range, rows: Sequence[Row]) -> list[int]:
    """The rows of a span that may grow: not the heads that stand again on every page."""
    return [row for row in span if not rows[row].repeat] or list(span)


def _share_out(heights: list[float], rows: Iterable[int], missing: float) -> None:
    """Make rows higher by `missing` in all, the lowest first, so that they become alike."""
    rising = sorted(rows, key=heights.__getitem__)
    for count in range(1, len(rising) + 1):
        level = (sum(heights[row] for row in rising[:count]) + missing) / count
        if count == len(rising) or level <= heights[rising[count]]:
            for row in rising[:count]:
                heights[row] = level
            return
