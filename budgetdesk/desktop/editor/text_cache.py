"""Cell texts laid out by Qt, kept so that only what changed is laid out again."""

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from budgetdesk.desktop.editor.typeface import paper_font
from budgetdesk.forms.sheet import Align, Style

_ALIGNMENT = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}
_LINE_SEPARATOR = "\u2028"
_KEPT = 4000  # texts; a form of 200 indicators has about 1,700


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A text broken into lines at one width; heights in pixels."""

    height: float
    layout: QTextLayout | None  # None: nothing to draw


@cache
def text_option(align: Align) -> QTextOption:
    """How paper and cell editor alike break and align lines; one for all, to be copied."""
    option = QTextOption(_ALIGNMENT[align])
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


class TextCache:
    """Lays texts out at one zoom and remembers them by text, look and width."""

    def __init__(self, zoom: float = 1.0) -> None:
        self.zoom = zoom
        self._blocks: dict[tuple[str, float, bool, Align, int, bool], TextBlock] = {}
        self._line_heights: dict[tuple[float, bool], float] = {}

    def block(self, text: str, style: Style, width: int, *, balanced: bool = False) -> TextBlock:
        """The text of a cell whose inner width is `width` pixels.

        With `balanced` its lines are about as long as each other: 一般公共|预算, not 一般公共预|算.
        """
        if not text:
            return TextBlock(self.line_height(style), None)
        key = (text, style.size, style.bold, style.align, width, balanced)
        found = self._blocks.get(key)
        if found is None:
            if len(self._blocks) >= _KEPT:
                self._blocks.clear()
            lay_out = self._balance if balanced else self._lay_out
            found = self._blocks[key] = lay_out(text, style, width)
        return found

    def line_height(self, style: Style) -> float:
        """The height of one line in pixels."""
        key = (style.size, style.bold)
        if key not in self._line_heights:
            font = paper_font(style.size * self.zoom, bold=style.bold)
            self._line_heights[key] = QFontMetricsF(font).height()
        return self._line_heights[key]

    def _balance(self, text: str, style: Style, width: int) -> TextBlock:
        """The narrowest lines that are no more than the width needs, in its middle."""
        font = paper_font(style.size * self.zoom, bold=style.bold)
        least = _balanced_width(text, font, style.align, width)
        return self._lay_out(text, style, least, indent=(width - least) / 2)

    def _lay_out(self, text: str, style: Style, width: int, indent: float = 0) -> TextBlock:
        font = paper_font(style.size * self.zoom, bold=style.bold)
        layout, height = _broken(text, font, style.align, width, indent)
        return TextBlock(height, layout)


@lru_cache(_KEPT)
def _balanced_width(text: str, font: QFont, align: Align, width: int) -> int:
    """The least width at which a text takes no more room down than at `width`; that for one line.

    Every form prints the same words, so this is remembered beyond one of them. It is a number
    alone: a layout must not outlive the application.
    """
    layout, height = _broken(text, font, align, width)
    if layout.lineCount() < 2:
        return width
    least, most = width // 2, width  # `most` always does
    while most - least > 1:
        middle = (least + most) // 2
        if _broken(text, font, align, middle)[1] > height:
            least = middle
        else:
            most = middle
    return most


def _broken(
    text: str, font: QFont, align: Align, width: int, indent: float = 0
) -> tuple[QTextLayout, float]:
    """A text in lines of a width, and the height of all of them."""
    layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR))
    layout.setFont(font)
    layout.setTextOption(text_option(align))
    layout.setCacheEnabled(True)
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLeadingIncluded(True)
        line.setLineWidth(width)
        line.setPosition(QPointF(indent, height))
        height += line.height()
    layout.endLayout()
    return layout, height
