"""What stands on a page of PDF: its ruled lines and its characters, as the reader sees them.

Coordinates are points from the lower left corner of the page as it is shown. What lies outside
of the page is left out: a tall cell over a page break is drawn completely on both.
"""

import ctypes
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

_THIN = 1.6  # points: as a line is drawn by a filled rectangle
_SHORT = 3.0  # what is shorter is no line of a table
_BROKEN_HYPHEN, _HYPHEN = 2, ord("-")  # what pdfium makes of one at the end of a line
_WIDER = 0xFEE0  # from a sign of ASCII to its wide form
_PAGES_OWN = 0.8  # of its width: what is wider clips the page and no cell
_DEEP = 4  # forms within one another that are looked into


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


Turn = Callable[[float, float], tuple[float, float]]


def read_page(page: Any, number: int) -> PaperPage:
    """A page of pypdfium2."""
    left, bottom, right, top = page.get_cropbox()
    width, height = right - left, top - bottom
    turn = _turning(page.get_rotation(), left, bottom, width, height)
    if page.get_rotation() in (90, 270):
        width, height = height, width
    texts, paths = _objects(page)
    across, down = _rulings(paths, turn)
    glyphs = tuple(
        it for it in _glyphs(page, texts, turn)
        if 0 <= it.y <= height and (0 <= (it.x0 + it.x1) / 2 <= width or _is_of_cell(it, width))
    )  # fmt: skip
    return PaperPage(number, width, height, tuple(across), tuple(down), glyphs)


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


def _glyphs(page: Any, texts: Iterable[Any], turn: Turn) -> list[Glyph]:
    """The characters in the order they were drawn, also where texts lie over each other."""
    text = page.get_textpage()
    try:
        order = {_address(it): (place, _window(it, turn)) for place, it in enumerate(texts)}
        drawn = list(_drawn(text.raw, order, turn))
    finally:
        text.close()
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
        if code < 32 or is_generated(text, index) == 1 or not box_at(text, index, box):
            continue
        origin_at(text, index, x, y)
        (x0, low), (x1, high) = turn(box.left, box.bottom), turn(box.right, box.top)
        _, base = turn(x.value, y.value)
        x0, x1 = (x0, x1) if x0 <= x1 else (x1, x0)
        place, window = order.get(_address(text_at(text, index)), (-1, None))
        yield place, Glyph(_upright(chr(code)), x0, x1, base, abs(high - low) or 1.0, window)


def _window(drawn: Any, turn: Turn) -> Window | None:
    """What all clips of a text leave; None where it has none."""
    from pypdfium2 import raw

    clip = raw.FPDFPageObj_GetClipPath(drawn)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    boxes = [box for number in range(count) if (box := _clip(clip, number, turn))]
    if not boxes:
        return None
    (x0, y0), (x1, y1) = (
        [max(values) for values in list(zip(*boxes, strict=True))[:2]],
        [min(values) for values in list(zip(*boxes, strict=True))[2:]],
    )
    return Window(x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def _clip(clip: Any, number: int, turn: Turn) -> Window | None:
    """One clip of a text, as the upright rectangle around it."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for index in range(raw.FPDFClipPath_CountPathSegments(clip, number)):
        segment = raw.FPDFClipPath_GetPathSegment(clip, number, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(turn(x.value, y.value))
    if not points:
        return None
    across, down = [it for it, _ in points], [it for _, it in points]
    return Window(min(across), min(down), max(across), max(down))


def _upright(text: str) -> str:
    """A bracket as it is written across, where columns are written down: ︵ is （."""
    if not "\ufe10" <= text <= "\ufe48":
        return text
    across = unicodedata.normalize("NFKC", text)
    return chr(ord(across) + _WIDER) if len(across) == 1 and across.isascii() else across


def _objects(page: Any) -> tuple[list[Any], list[Any]]:
    """The texts and the paths of a page, also those within forms, as they are drawn."""
    from pypdfium2 import raw

    texts: list[Any] = []
    paths: list[Any] = []
    lists = {raw.FPDF_PAGEOBJ_TEXT: texts, raw.FPDF_PAGEOBJ_PATH: paths}

    def take(count: int, at: Callable[[int], Any], depth: int) -> None:
        for index in range(count):
            drawn = at(index)
            kind = raw.FPDFPageObj_GetType(drawn)
            if (known := lists.get(kind)) is not None:
                known.append(drawn)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
                within = partial(raw.FPDFFormObj_GetObject, drawn)
                take(raw.FPDFFormObj_CountObjects(drawn), within, depth - 1)

    own = page.raw
    take(raw.FPDFPage_CountObjects(own), partial(raw.FPDFPage_GetObject, own), _DEEP)
    return texts, paths


def _address(pointer: Any) -> int:
    return ctypes.addressof(pointer.contents) if pointer else 0


def _rulings(paths: Iterable[Any], turn: Turn) -> tuple[list[Ruling], list[Ruling]]:
    across: list[Ruling] = []
    down: list[Ruling] = []
    for drawn in paths:
        stroked = _is_stroked(drawn)
        for points in _outlines(drawn, turn):
            _take_outline(points, across, down, stroked=stroked)
    return across, down


def _is_stroked(drawn: Any) -> bool:
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
    return bool(stroke.value)


def _outlines(drawn: Any, turn: Turn) -> Iterator[list[tuple[float, float]]]:
    """The connected parts of a path as points on the page."""
    from pypdfium2 import raw

    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(drawn, matrix)
    points: list[tuple[float, float]] = []
    for index in range(raw.FPDFPath_CountSegments(drawn)):
        segment = raw.FPDFPath_GetPathSegment(drawn, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        moved = turn(
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
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
