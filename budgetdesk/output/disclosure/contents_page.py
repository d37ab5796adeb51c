"""The pages of the contents: a line for each heading and table, with the number of its page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetdesk.output.disclosure import paper
from budgetdesk.output.disclosure.flow import Landmark, place_text, set_lines
from budgetdesk.output.typesetting.breaking import shown
from budgetdesk.output.typesetting.fonts import text_face
from budgetdesk.output.typesetting.measuring import face_of
from budgetdesk.output.typesetting.page import PlacedCell

_NUMBER_WIDTH = 36.0  # points
_APART = 6.0  # points from text and number to the dots between them
_PERIOD = 4.0  # points from dot to dot
_DOTS_AT = 0.36  # of the leading, above the line's lower edge

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the contents on its page; `top` from the page's upper edge."""

    mark: Landmark
    number: int
    top: float
    height: float
    text: PlacedCell

    @property
    def end(self) -> float:
        """Where its last line of text ends, from the page's left edge."""
        style = self.text.cell.style
        last = shown(self.text.text.lines[-1])
        return self.text.left + face_of(style).width(last) * style.size


class Contents:
    """The contents, laid out on as many pages as they take."""

    def __init__(self, entries: Sequence[tuple[Landmark, int]]) -> None:
        self.pages = tuple(_pages(entries))

    def cells(self, page: int) -> Iterator[PlacedCell]:
        """What stands on a page, counted from 0."""
        if page == 0:
            kind = paper.HEADINGS[1]
            yield place_text(set_lines("目　录", kind), kind, paper.ABOVE)
        for line in self.pages[page]:
            yield line.text
            yield _number_cell(line)

    def leaders(self, page: int) -> str:
        """The dotted lines of a page, as PDF operators."""
        operators = [f"q 0.4 G 0.9 w 1 J [0 {_PERIOD:g}] 0 d"]
        for line in self.pages[page]:
            number_width = text_face().width(str(line.number)) * paper.CONTENTS_SIZE
            right = paper.WIDTH - paper.RIGHT - number_width - _APART
            # On a grid of the page, so that the dots of all lines stand below each other.
            left = -(-(line.end + _APART) // _PERIOD) * _PERIOD
            base = paper.HEIGHT - line.top - line.height + line.text.text.leading * _DOTS_AT
            if left < right:
                operators.append(f"{left:.2f} {base:.2f} m {right:.2f} {base:.2f} l S")
        return "\n".join([*operators, "Q"])

    def links(self, page: int) -> Iterator[tuple[int, Rectangle]]:
        """Which page each line leads to, and where it may be clicked: left, low, right, high."""
        for line in self.pages[page]:
            upper = paper.HEIGHT - line.top
            right = paper.WIDTH - paper.RIGHT
            yield line.number, (paper.LEFT, upper - line.height, right, upper)


def _pages(entries: Sequence[tuple[Landmark, int]]) -> Iterator[list[_Line]]:
    title = paper.HEADINGS[1]
    lines: list[_Line] = []
    top = paper.ABOVE + title.leading + title.after
    for mark, number in entries:
        kind = paper.CONTENTS[mark.level]
        width = paper.TEXT_WIDTH - _NUMBER_WIDTH - 2 * _APART
        text = set_lines(mark.text, kind, width)
        if top + kind.before + text.height > paper.BOTTOM:
            yield lines
            lines, top = [], paper.ABOVE
        top += kind.before if lines else 0
        placed = place_text(text, kind, top, width=width)
        lines.append(_Line(mark, number, top, text.height, placed))
        top += text.height
    yield lines


def _number_cell(line: _Line) -> PlacedCell:
    kind = paper.CONTENTS_NUMBERS[line.mark.level]
    top = line.top + line.height - kind.leading
    left = paper.WIDTH - paper.RIGHT - _NUMBER_WIDTH
    text = set_lines(str(line.number), kind, _NUMBER_WIDTH)
    return place_text(text, kind, top, left=left, width=_NUMBER_WIDTH)
