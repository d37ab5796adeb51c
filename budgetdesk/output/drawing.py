"""A page's cells as PDF operators (ISO 32000-1, 8.5 and 9.4)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from budgetdesk.forms.sheet import Align, VAlign
from budgetdesk.output.curves import curves, tints
from budgetdesk.output.embedding import EmbeddedFace
from budgetdesk.output.typesetting.breaking import ends_paragraph, shown
from budgetdesk.output.typesetting.fonts import Face, bold_face, text_face
from budgetdesk.output.typesetting.measuring import PAD_Y, PAPER, face_of
from budgetdesk.output.typesetting.page import Page, PlacedCell

_INNER, _OUTER = 0.5, 1.0  # points: line widths
_OPTICAL_CENTRE = 0.37  # of the size: where the middle of 国 stands above the base line
_FOOT_SIZE = 9.0
_TOUCHING = 0.01  # points
_WIDE = 24  # characters: a column that can be set with straight edges
_MOST_SPREAD = 0.12  # of the size
_MOST_SPREAD_OF_PROSE = 0.2  # in text without a frame, where a ragged edge shows
_HALF_BLANK_AFTER = "，。；：！？、）》〉】〕」』”’"  # may hang half over the right edge


@dataclass(frozen=True, slots=True)
class Foot:
    """A page's number: its text, and where its base line begins, from the lower left corner."""

    text: str
    size: float
    left: float
    base: float

    @classmethod
    def within_form(cls, page: Page) -> "Foot":
        """第 1 页 共 2 页 of a form."""
        return cls.centred(page, f"第 {page.number} 页 共 {page.count} 页")

    @classmethod
    def centred(cls, page: Page, text: str) -> "Foot":
        """A text in the middle of a page's foot."""
        left = (page.format.width - text_face().width(text) * _FOOT_SIZE) / 2
        return cls(text, _FOOT_SIZE, left, page.format.margin / 2)


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

    def stream(self, page: Page, foot: Foot | None = None) -> str:
        """The operators that draw a page; without `foot` its number within the form is below."""
        height = page.format.height
        texts = (piece for cell in page.cells for piece in self._cell_text(cell, height))
        lines = _borders([cell for cell in page.cells if cell.cell.style.border], height)
        return "\n".join(
            (
                *tints(page.cells, height),
                *lines,
                *curves(page.cells, height),
                "BT",
                *_without_repeats(texts),
                *self._foot(foot or Foot.within_form(page)),
                "ET",
            )
        )

    def _cell_text(self, placed: PlacedCell, height: float) -> Iterator[str]:
        text, face = placed.text, face_of(placed.cell.style)
        if not text.height:
            return
        top = _text_top(placed)
        for order, line in enumerate(text.lines):
            if visible := shown(line):
                width = face.width(visible) * text.size
                base = height - top - (order + 0.5) * text.leading - _OPTICAL_CENTRE * text.size
                spread = _spread(placed, order, width)
                yield f"{spread:.3f} Tc"
                yield from self._line(line, face, text.size, _line_left(placed, width), base)

    def _line(self, line: str, face: Face, size: float, left: float, base: float) -> Iterator[str]:
        for drawn, run in _runs(line, face):
            font = self._embedded[drawn]
            yield f"/{font.name} {size:g} Tf"
            yield f"1 0 0 1 {left:.2f} {base:.2f} Tm <{font.encode(run)}> Tj"
            left += face.width(run) * size

    def _foot(self, foot: Foot) -> Iterator[str]:
        yield "0.000 Tc"
        yield from self._line(foot.text, text_face(), foot.size, foot.left, foot.base)


def _runs(line: str, face: Face) -> Iterable[tuple[Face, str]]:
    """The line in parts, each with the face that has its characters."""
    if face.fallback is None:
        return [(face, line)]
    drawn = groupby(line, lambda char: face.face_of(char) or face)
    return [(part, "".join(chars)) for part, chars in drawn]


def _without_repeats(operators: Iterable[str]) -> Iterator[str]:
    """Leave out the choice of a font or spacing that is in force already."""
    state = {"Tf": "", "Tc": "0.000 Tc"}
    for operator in operators:
        kind = operator[-2:]
        if state.get(kind) == operator:
            continue
        if kind in state:
            state[kind] = operator
        yield operator


def _spread(placed: PlacedCell, order: int, width: float) -> float:
    """Points between the characters of a paragraph's line that make its right edge straight.

    Only in wide columns, where nobody sees the difference, and not in a paragraph's last line.
    """
    text, style, line = placed.text, placed.cell.style, placed.text.lines[order]
    if (placed.ends and order == len(text.lines) - 1) or ends_paragraph(line):
        return 0.0
    room = PAPER.line(placed.width, style, text.size)
    if style.align is not Align.LEFT or room < _WIDE * text.size:
        return 0.0
    if shown(line)[-1] in _HALF_BLANK_AFTER:
        width -= text.size / 2
    spread = (room - width) / max(len(shown(line)) - 1, 1)
    most = _MOST_SPREAD if style.border else _MOST_SPREAD_OF_PROSE
    return spread if spread <= most * text.size else 0.0


def _text_top(placed: PlacedCell) -> float:
    """Where the first line's room begins, from the page's top."""
    text = placed.text
    if placed.cell.style.valign is VAlign.TOP or placed.cut:
        return placed.top + PAD_Y
    return placed.top + (placed.height - len(text.lines) * text.leading) / 2


def _line_left(placed: PlacedCell, width: float) -> float:
    style = placed.cell.style
    free = PAPER.line(placed.width, style, placed.text.size) - width
    share = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}[style.align]
    return placed.left + PAPER.side_of(style) + free * share


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
    bottom = 0.0
    for cell in sorted(cells, key=lambda it: it.top):
        if block and cell.top > bottom + _TOUCHING:
            yield _outline(block)
            block = []
        block.append(cell)
        bottom = max(bottom, cell.top + cell.height)
    yield _outline(block)


def _outline(block: Sequence[PlacedCell]) -> tuple[float, float, float, float]:
    left, top = min(it.left for it in block), min(it.top for it in block)
    right = max(it.left + it.width for it in block)
    bottom = max(it.top + it.height for it in block)
    return left, top, right - left, bottom - top


def _rectangle(left: float, top: float, width: float, depth: float, height: float) -> str:
    return f"{left:.2f} {height - top - depth:.2f} {width:.2f} {depth:.2f} re"
