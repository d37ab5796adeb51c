"""A page's cells as PDF operators (ISO 32000-1, 8.5 and 9.4)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from budgetdesk.forms.sheet import Align, VAlign
from budgetdesk.output.embedding import EmbeddedFace
from budgetdesk.output.typesetting.breaking import shown
from budgetdesk.output.typesetting.fonts import Face, bold_face, text_face
from budgetdesk.output.typesetting.measuring import PAD_X, PAD_Y, face_of
from budgetdesk.output.typesetting.page import Page, PlacedCell

_INNER, _OUTER = 0.5, 1.0  # points: line widths
_OPTICAL_CENTRE = 0.37  # of the size: where the middle of 国 stands above the base line
_FOOT_SIZE = 9.0
_TOUCHING = 0.01  # points


class PagePen:
    """Draws pages of one document with the faces embedded in it."""

    def __init__(self) -> None:
        self._embedded = {
            text_face(): EmbeddedFace(text_face(), "F1"),
            bold_face(): EmbeddedFace(bold_face(), "F2"),
        }

    @property
    def faces(self) -> Sequence[EmbeddedFace]:
        """The faces to be written with the document."""
        return tuple(self._embedded.values())

    def stream(self, page: Page) -> str:
        """The operators that draw a page."""
        height = page.format.height
        texts = (piece for cell in page.cells for piece in self._cell_text(cell, height))
        lines = _borders([cell for cell in page.cells if cell.cell.style.border], height)
        return "\n".join((*lines, "BT", *_without_repeats(texts), *self._foot(page), "ET"))

    def _cell_text(self, placed: PlacedCell, height: float) -> Iterator[str]:
        text, face = placed.text, face_of(placed.cell.style)
        top = _text_top(placed)
        for order, line in enumerate(text.lines):
            if visible := shown(line):
                left = _line_left(placed, face.width(visible) * text.size)
                base = height - top - (order + 0.5) * text.leading - _OPTICAL_CENTRE * text.size
                yield from self._line(line, face, text.size, left, base)

    def _line(self, line: str, face: Face, size: float, left: float, base: float) -> Iterator[str]:
        for drawn, run in _runs(line, face):
            font = self._embedded[drawn]
            yield f"/{font.name} {size:g} Tf"
            yield f"1 0 0 1 {left:.2f} {base:.2f} Tm <{font.encode(run)}> Tj"
            left += face.width(run) * size

    def _foot(self, page: Page) -> Iterator[str]:
        line = f"第 {page.number} 页 共 {page.count} 页"
        left = (page.format.width - text_face().width(line) * _FOOT_SIZE) / 2
        return self._line(line, text_face(), _FOOT_SIZE, left, page.format.margin / 2)


def _runs(line: str, face: Face) -> Iterable[tuple[Face, str]]:
    """The line in parts, each with the face that has its characters."""
    if face.fallback is None:
        return [(face, line)]
    drawn = groupby(line, lambda char: face.face_of(char) or face)
    return [(part, "".join(chars)) for part, chars in drawn]


def _without_repeats(operators: Iterable[str]) -> Iterator[str]:
    """Leave out the choice of a font that is chosen already."""
    font = ""
    for operator in operators:
        if operator.endswith("Tf"):
            if operator == font:
                continue
            font = operator
        yield operator


def _text_top(placed: PlacedCell) -> float:
    """Where the first line's room begins, from the page's top."""
    text = placed.text
    if placed.cell.style.valign is VAlign.TOP or _is_cut(placed):
        return placed.top + PAD_Y
    return placed.top + (placed.height - len(text.lines) * text.leading) / 2


def _is_cut(placed: PlacedCell) -> bool:
    """Whether some of a text stands on another page; its lines then follow from the top."""
    return placed.continued and "".join(placed.text.lines) != placed.cell.text


def _line_left(placed: PlacedCell, width: float) -> float:
    room = placed.width - 2 * PAD_X - width
    share = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}[placed.cell.style.align]
    return placed.left + PAD_X + room * share


def _borders(cells: Sequence[PlacedCell], height: float) -> Iterator[str]:
    if not cells:
        return
    yield f"{_INNER} w 0 j"
    yield from (_rectangle(it.left, it.top, it.width, it.height, height) for it in cells)
    yield "S"
    yield f"{_OUTER} w"
    yield from (_rectangle(*frame, height) for frame in _frames(cells))
    yield "S"


def _frames(cells: Sequence[PlacedCell]) -> Iterator[tuple[float, float, float, float]]:
    """The outlines of the blocks of cells that touch each other, from the top down."""
    block: list[PlacedCell] = []
    for cell in sorted(cells, key=lambda it: it.top):
        if block and cell.top > max(it.top + it.height for it in block) + _TOUCHING:
            yield _outline(block)
            block = []
        block.append(cell)
    yield _outline(block)


def _outline(block: Sequence[PlacedCell]) -> tuple[float, float, float, float]:
    left, top = min(it.left for it in block), min(it.top for it in block)
    right = max(it.left + it.width for it in block)
    bottom = max(it.top + it.height for it in block)
    return left, top, right - left, bottom - top


def _rectangle(left: float, top: float, width: float, depth: float, height: float) -> str:
    return f"{left:.2f} {height - top - depth:.2f} {width:.2f} {depth:.2f} re"
