"""The sentence below a cell that says why its text is refused."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from budgetdesk.desktop.theme import colours

_MOST_WIDTH = 420
_GAP = 4
_PAD_ACROSS, _PAD_DOWN = 9, 4


class CellNotice(QLabel):
    """A quiet slip of paper beside a cell; it takes neither focus nor clicks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("cellNotice")
        self.setWordWrap(True)
        self.setIndent(0)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_for(self, sentence: str, cell: QRect, colour: QColor) -> None:
        """Show a sentence below a cell of the viewport, above where there is no room."""
        paper = colours().paper.name()
        self.setStyleSheet(
            f"QLabel#cellNotice {{ background: {paper}; color: {colour.name()};"
            f" border: 1px solid {colour.name()}; border-radius: 3px;"
            f" padding: {_PAD_DOWN}px {_PAD_ACROSS}px; }}"
        )
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.ensurePolished()
        room = min(_MOST_WIDTH, self._room.width() - 2 * _PAD_ACROSS)
        text = self.fontMetrics().boundingRect(
            QRect(0, 0, room, 0), Qt.TextFlag.TextWordWrap, sentence
        )
        self.resize(text.width() + 2 * _PAD_ACROSS + 6, text.height() + 2 * _PAD_DOWN + 2)
        self.move_to(cell)
        self.show()
        self.raise_()

    def move_to(self, cell: QRect) -> None:
        """Follow the cell."""
        self.move(beside(cell, self.rect(), self._room.rect()))


def beside(cell: QRect, slip: QRect, room: QRect) -> QPoint:
    """Where a slip lies: below the cell, or above it, and within the room across."""
    left = max(min(cell.left(), room.right() - slip.width()), 0)
    below = cell.bottom() + _GAP
    fits_above = cell.top() - _GAP - slip.height() >= 0
    if below + slip.height() > room.bottom() and fits_above:
        return QPoint(left, cell.top() - _GAP - slip.height())
    return QPoint(left, below)
