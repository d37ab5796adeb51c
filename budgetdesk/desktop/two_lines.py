"""Lists whose entries have two lines of different weight."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from budgetdesk.desktop.theme import colours

Index = QModelIndex | QPersistentModelIndex
_DOWN, _GAP = 7, 2
_WRAP = Qt.TextFlag.TextWordWrap


class TwoLines(QStyledItemDelegate):
    """Draws an entry's first line and, below it, the rest; one of the two is faint.

    In a `narrow` list both wrap; in a wide one they are cut in the middle when they do not fit.
    """

    def __init__(self, parent: QListWidget, *, faint_first: bool, narrow: bool) -> None:
        super().__init__(parent)
        self._faint_first = faint_first
        self._narrow = narrow
        self._across = 0 if narrow else 10  # pixels left and right of the text
        self._list = parent

    def displayText(self, _value: object, _locale: object) -> str:
        """Nothing is left to the style to write."""
        return ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the text needs at the list's width."""
        width = self._list.viewport().width()
        _, body = self._places(option.fontMetrics, index, width)  # type: ignore[attr-defined]
        return QSize(width if self._narrow else 1, body.bottom() + _DOWN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One entry."""
        super().paint(painter, option, index)
        rect: QRect = option.rect  # type: ignore[attr-defined]  # not in the stubs
        metrics: QFontMetrics = option.fontMetrics  # type: ignore[attr-defined]
        faint = self._faint_first
        for place, text in zip(
            self._places(metrics, index, rect.width()), _lines(index), strict=True
        ):
            painter.setPen(colours().ink_faint if faint else colours().ink)
            if not self._narrow:
                text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
            painter.drawText(place.translated(rect.topLeft()), _WRAP, text)
            faint = not faint

    def _places(self, metrics: QFontMetrics, index: Index, width: int) -> tuple[QRect, QRect]:
        """Where the two stand within an entry of that width."""
        across = max(1, width - 2 * self._across)
        top = _DOWN
        places = []
        for text in _lines(index):
            room = QRect(self._across, top, across, 10_000)
            height = metrics.height()
            if self._narrow:
                height = metrics.boundingRect(room, _WRAP, text).height()
            places.append(QRect(self._across, top, across, height))
            top += height + _GAP
        return places[0], places[1]


def _lines(index: Index) -> tuple[str, str]:
    first, _, rest = str(index.data() or "").partition("\n")
    return first, rest
