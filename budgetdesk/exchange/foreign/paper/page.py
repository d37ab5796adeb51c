"""What stands on a page of PDF: its ruled lines and its characters, as the reader sees them.

Coordinates are points from the lower left corner of the page as it is shown. What lies outside
of the page is left out: a tall cell over a page break is drawn completely on both.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from budgetdesk.exchange.foreign.paper.drawn import (
    Matrix,
    Placed,
    matrix_of,
    objects_of,
    shows_image,
)

_THIN = 1.6  # points: as a line is drawn by a filled rectangle
_SHORT = 3.0  # what is shorter is no line of a table
_BROKEN_HYPHEN, _HYPHEN = 2, ord("-")  # what pdfium makes of one at the end of a line
_WIDER = 0xFEE0  # from a sign of ASCII to its wide form
_PAGES_OWN = 0.8  # of its width: what is wider clips the page and no cell
_BLANK = 32
_VERTICAL = range(0xFE10, 0xFE49)  # signs of columns written down
_FEW = 20  # characters of a page that is an image: its number
_SAMPLE = 100  # characters of a page that tell how it lies


class Window(NamedTuple):
    """The part of a page that a text is shown in; what it has beyond that is clipped."""

    x0: float
    y0: float
    x1: float
    y1: float


class Glyph(NamedTuple):
    """A character: its left and right, its baseline, its height, what it is shown in."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line: at `at`, from `begin` to `end` on the other axis."""

    at: float
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page with its lines across and down, and its characters as they were drawn."""

    number: int
    width: float
    height: float
    across: tuple[Ruling, ...]
    down: tuple[Ruling, ...]
    glyphs: tuple[Glyph, ...]
    scanned: bool = False  # an image with hardly a word


Turn = Callable[[float, float], tuple[float, float]]


def read_page(page: Any, number: int) -> PaperPage:
    """A page of pypdfium2."""
    left, bottom, right, top = page.get_cropbox()
    width, height = right - left, top - bottom
    text = page.get_textpage()
    try:
        rotation = _upright_at(text.raw, page.get_rotation())
        turn = _turning(rotation, left, bottom, width, height)
        if rotation in (90, 270):
            width, height = height, width
        texts, paths = objects_of(page)
        across, down = _rulings(paths, turn)
        drawn = _glyphs(text.raw, texts, turn)
    finally:
        text.close()
    glyphs = tuple(
        it for it in drawn
        if 0 <= it.y <= height and (0 <= (it.x0 + it.x1) / 2 <= width or _is_of_cell(it, width))
    )  # fmt: skip
    scanned = len(glyphs) < _FEW and shows_image(page, width * height / 2)
    return PaperPage(number, width, height, tuple(across), tuple(down), glyphs, scanned)


def _is_of_cell(glyph: Glyph, width: float) -> bool:
    """Whether a part of the page's width clips a character: its cell lies on the page, then."""
    window = glyph.window
    if window is None or window.x1 - window.x0 > _PAGES_OWN * width:
        return False
    return window.x0 >= 0 and window.x1 <= width


def _turning(rotation: int, left: float, bottom: float, width: float, height: float) -> Turn:
    """From the page's own coordinates to those of the page as it is shown."""
    match rotation:
        case 90:
            return lambda x, y: (y - bottom, width - (x - left))
        case 180:
            return lambda x, y: (width - (x - left), height - (y - bottom))
        case 270:
            return lambda x, y: (height - (y - bottom), x - left)
    return lambda x, y: (x - left, y - bottom)


def _upright_at(text: Any, shown: int) -> int:
    """How a page is to be turned for most of its characters to stand upright, in degrees.

    A page may lie on its side as it is shown: scanned in so, or printed across.
    """
    from pypdfium2 import raw

    count = raw.FPDFText_CountChars(text)
    angles = (raw.FPDFText_GetCharAngle(text, it) for it in range(0, count, count // _SAMPLE + 1))
    turns = Counter(round(math.degrees(it) / 90) % 4 for it in angles if it >= 0)
    best = turns.most_common(1)
    return (4 - best[0][0]) % 4 * 90 if best and best[0][1] * 2 > turns.total() else shown


def _glyphs(text: Any, texts: Sequence[Placed], turn: Turn) -> list[Glyph]:
    """The characters in the order they were drawn, also where texts lie over each other."""
    windows = _Windows(turn)
    order = {
        ctypes.addressof(it.drawn.contents): (place, windows.of(it))
        for place, it in enumerate(texts)
    }
    drawn = list(_drawn(text, order, turn))
    drawn.sort(key=itemgetter(0))  # within one text they stand in their order already
    return [glyph for _, glyph in drawn]


def _drawn(
    text: Any, order: Mapping[int, tuple[int, Window | None]], turn: Turn
) -> Iterator[tuple[int, Glyph]]:
    """The characters, each with the place of its text in the order of drawing."""
    from pypdfium2 import raw

    code_at, box_at = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    origin_at, text_at = raw.FPDFText_GetCharOrigin, raw.FPDFText_GetTextObject
    is_generated = raw.FPDFText_IsGenerated
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(raw.FPDFText_CountChars(text)):
        code = code_at(text, index)
        code = _HYPHEN if code == _BROKEN_HYPHEN else code
        made = code == _BLANK and is_generated(text, index) == 1  # pdfium makes blanks alone
        if code < _BLANK or made or not box_at(text, index, box):
            continue
        origin_at(text, index, x, y)
        (x0, low), (x1, high) = turn(box.left, box.bottom), turn(box.right, box.top)
        _, base = turn(x.value, y.value)
        x0, x1 = (x0, x1) if x0 <= x1 else (x1, x0)
        of = text_at(text, index)
        place, window = order.get(ctypes.addressof(of.contents) if of else 0, (-1, None))
        sign = _upright(chr(code)) if code in _VERTICAL else chr(code)
        yield place, Glyph(sign, x0, x1, base, abs(high - low) or 1.0, window)


class _Windows:
    """What the texts of a page are shown in. Most share their clips, which are read once."""

    def __init__(self, turn: Turn) -> None:
        from pypdfium2 import raw

        self._raw, self._turn = raw, turn
        self._clip_of, self._count = raw.FPDFPageObj_GetClipPath, raw.FPDFClipPath_CountPaths
        self._part = raw.FPDFClipPath_GetPathSegment
        self._known: dict[tuple[int, int], Window | None] = {}

    def of(self, placed: Placed) -> Window | None:
        """What all clips of a text leave; None where it has none."""
        clip = self._clip_of(placed.drawn)
        count = self._count(clip) if clip else 0
        if count <= 0:
            return None
        # Clips are only added to those before, and the page holds them: where the first part of
        # the last one stands, no other does.
        last = self._part(clip, count - 1, 0)
        key = (count, ctypes.addressof(last.contents) if last else 0)
        if not last or key not in self._known:
            boxes = (self._box(clip, number, placed.within) for number in range(count))
            self._known[key] = _common([it for it in boxes if it])
        return self._known[key]

    def _box(self, clip: Any, number: int, within: Matrix) -> Window | None:
        """One clip, as the upright rectangle around it; None where nothing is drawn of it."""
        x, y = ctypes.c_float(), ctypes.c_float()
        points = []
        for index in range(self._raw.FPDFClipPath_CountPathSegments(clip, number)):
            segment = self._part(clip, number, index)
            self._raw.FPDFPathSegment_GetPoint(segment, x, y)
            points.append(self._turn(*within.moved(x.value, y.value)))
        if not points:
            return None
        across, down = zip(*points, strict=True)
        return Window(min(across), min(down), max(across), max(down))


def _common(boxes: Sequence[Window]) -> Window | None:
    """What lies in all of them."""
    if not boxes:
        return None
    left, low, right, high = zip(*boxes, strict=True)
    found = Window(max(left), max(low), min(right), min(high))
    return found if found.x0 < found.x1 and found.y0 < found.y1 else None


def _upright(text: str) -> str:
    """A bracket as it is written across, where columns are written down: ︵ is （."""
    across = unicodedata.normalize("NFKC", text)
    return chr(ord(across) + _WIDER) if len(across) == 1 and across.isascii() else across


def _rulings(paths: Iterable[Placed], turn: Turn) -> tuple[list[Ruling], list[Ruling]]:
    across: list[Ruling] = []
    down: list[Ruling] = []
    for placed in paths:
        stroked = _is_stroked(placed.drawn)
        for points in _outlines(placed, turn):
            _take_outline(points, across, down, stroked=stroked)
    return across, down


def _is_stroked(drawn: Any) -> bool:
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
    return bool(stroke.value)


def _outlines(placed: Placed, turn: Turn) -> Iterator[list[tuple[float, float]]]:
    """The connected parts of a path as points on the page."""
    from pypdfium2 import raw

    drawn, x, y = placed.drawn, ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix_of(drawn).within(placed.within)
    points: list[tuple[float, float]] = []
    for index in range(raw.FPDFPath_CountSegments(drawn)):
        segment = raw.FPDFPath_GetPathSegment(drawn, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        across, up = x.value, y.value
        moved = turn(a * across + c * up + e, b * across + d * up + f)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if points:
                yield points
            points = []
        points.append(moved)
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _take_outline(
    points: list[tuple[float, float]],
    across: list[Ruling],
    down: list[Ruling],
    *,
    stroked: bool,
) -> None:
    """A thin shape is one line; of a larger one that is drawn, its edges are lines."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    if right - left > _SHORT and high - low <= _THIN:
        across.append(Ruling((low + high) / 2, left, right))
    elif high - low > _SHORT and right - left <= _THIN:
        down.append(Ruling((left + right) / 2, low, high))
    elif stroked:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y0 - y1) < 0.8 and abs(x0 - x1) > _SHORT:
                across.append(Ruling(y0, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) < 0.8 and abs(y0 - y1) > _SHORT:
                down.append(Ruling(x0, min(y0, y1), max(y0, y1)))
