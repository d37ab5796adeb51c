"""Counts drawn as bars within their cells, each as long as its share of the largest."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from budgetdesk.desktop.listing.delegate import GAP, Index, ListDelegate
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.theme import colours
from budgetdesk.forms.listing import LineHeading

_AROUND = 4  # pixels above and below a bar
_PALE = 70  # of 255: the number upon it stays easy to read


class BarDelegate(ListDelegate):
    """Draws lines with bars below the numbers of some columns."""

    def __init__(self, model: ListModel, inks: Mapping[int, str], parent: QObject) -> None:
        """`inks` are colours of the palette by the numbers of columns."""
        super().__init__(parent)
        self._model, self._inks = model, inks
        self._most: dict[int, int] = {}
        for changed in (model.dataChanged, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._most.clear)

    def draw(
        self, painter: QPainter, rect: QRect, item: QStyleOptionViewItem, index: Index, text: str
    ) -> None:
        """The bar, and the number upon it."""
        ink = self._inks.get(index.column())
        if ink is not None:
            share = self.share(index.row(), index.column())
            colour = QColor(getattr(colours(), ink))
            colour.setAlpha(_PALE)
            whole = rect.adjusted(2 - GAP, _AROUND, GAP - 2, -_AROUND)
            whole.setWidth(round(whole.width() * share))
            painter.fillRect(whole, colour)
        super().draw(painter, rect, item, index, text)

    def share(self, row: int, column: int) -> float:
        """How long the bar of a cell is, of 1 for the largest."""
        held = self._held(self._model.lines[row], column)
        if column not in self._most:
            self._most[column] = max(self._held(it, column) for it in self._model.lines)
        return held / self._most[column] if held > 0 else 0.0

    def _held(self, line: object, column: int) -> int:
        if isinstance(line, LineHeading):
            return 0
        held = self._model.columns[column].held(line)
        return held if isinstance(held, int) else 0
