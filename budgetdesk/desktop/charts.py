"""Small charts: money by who pays, how far forms or units are, what is amiss most often."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from budgetdesk.desktop.palette import Palette, blended
from budgetdesk.desktop.theme import colours, theme
from budgetdesk.domain.form_marks import FormMark

_PAD, _GAP = 10, 24
_SHADES = (1.0, 0.72, 0.5, 0.34, 0.2)  # of the accent, from the first part to the last
_FLAT = ("explain", "line", "edge")  # colours that say one thing each, and have no shades
_SIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MARK_WORDS: Mapping[FormMark, str] = {
    FormMark.FILLED: "已填齐",
    FormMark.DRAFT: "填报中",
    FormMark.EMPTY: "未填",
    FormMark.NONE: "没有表",
}
_MARK_COLOURS = {FormMark.DRAFT: "explain", FormMark.EMPTY: "line", FormMark.NONE: "edge"}


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar: its name, what it comes to, that in words, its colour in the palette.

    Without a colour it has a shade of the accent, by its place in the bar.
    """

    name: str
    amount: int
    told: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One chart: its name, and its parts from left to right."""

    name: str
    parts: Sequence[BarPart]

    @property
    def words(self) -> str:
        """The same in words."""
        return f"{self.name}：" + "，".join(f"{it.name} {it.told}" for it in self.parts)


def progress_bar(stage: str, counts: Mapping[FormMark, int]) -> ChartBar:
    """How many forms of a stage are how far, the furthest first."""
    parts = [
        BarPart(f"{mark} {word}", counts[mark], f"{counts[mark]} 张", _MARK_COLOURS.get(mark, ""))
        for mark, word in _MARK_WORDS.items()
        if counts.get(mark)
    ]
    return ChartBar(f"{stage}填报进度", parts)


class ChartStrip(QWidget):
    """The charts side by side, each a bar with its parts named below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: Sequence[ChartBar] = ()
        self._roomy = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def show_bars(self, bars: Sequence[ChartBar]) -> None:
        """Show these charts; those without parts are left out."""
        self.bars = [bar for bar in bars if bar.parts]
        self.fit(roomy=self._roomy)
        self.setAccessibleName("；".join(bar.words for bar in self.bars))
        self.setToolTip("\n".join(bar.words for bar in self.bars))
        self.update()

    def fit(self, *, roomy: bool) -> None:
        """Be shown where there are charts and the page is roomy."""
        self._roomy = roomy
        self.setVisible(roomy and bool(self.bars))

    def sizeHint(self) -> QSize:
        """A name, a bar and its parts, one below the other."""
        return QSize(400, self.fontMetrics().height() * 3 + 2 * _PAD)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the charts."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours().paper)
        room = self.rect().adjusted(_PAD, _PAD, -_PAD, -_PAD)
        count = max(len(self.bars), 1)
        width = (room.width() - _GAP * (count - 1)) // count
        for number, bar in enumerate(self.bars):
            left = room.left() + number * (width + _GAP)
            _draw_bar(painter, QRect(left, room.top(), width, room.height()), bar)
        painter.end()


def _draw_bar(painter: QPainter, room: QRect, bar: ChartBar) -> None:
    line, palette = painter.fontMetrics().height(), colours()
    painter.setPen(palette.ink_faint)
    painter.drawText(QRect(room.left(), room.top(), room.width(), line), _SIDE, bar.name)
    whole = sum(part.amount for part in bar.parts) or 1
    left = float(room.left())
    for number, part in enumerate(bar.parts):
        width = room.width() * part.amount / whole
        place = QRect(round(left), room.top() + line + 2, max(round(width) - 1, 1), line - 6)
        painter.fillRect(place, _colour(palette, part, number))
        left += width
    _draw_names(painter, QRect(room.left(), room.bottom() - line + 1, room.width(), line), bar)


def _draw_names(painter: QPainter, room: QRect, bar: ChartBar) -> None:
    """The parts' names with a patch of their colour, as far as there is room."""
    metrics, palette = painter.fontMetrics(), colours()
    size, left = metrics.ascent() // 2 + 2, room.left()
    for number, part in enumerate(bar.parts):
        text = f"{part.name} {part.told}"
        patch = QRect(left, room.center().y() - size // 2, size, size)
        painter.fillRect(patch, _colour(palette, part, number))
        left = patch.right() + 5
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.right() - left)
        painter.setPen(palette.ink)
        painter.drawText(QRect(left, room.top(), room.right() - left, room.height()), _SIDE, shown)
        left += metrics.horizontalAdvance(text) + 14
        if left >= room.right() - size:
            return


def _colour(palette: Palette, part: BarPart, number: int) -> QColor:
    whole: QColor = getattr(palette, part.colour or "accent")
    if part.colour in _FLAT:
        return whole
    return blended(whole, palette.paper, _SHADES[min(number, len(_SHADES) - 1)])
