"""The field above a grid of lines in which a filter is typed."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from budgetdesk.desktop.icons import icon
from budgetdesk.desktop.theme import theme

_DONE = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHARACTERS, _FEWEST = 26, 12  # wide, and where there is little room


class FilterField(QLineEdit):
    """Enter and ↓ go back to the lines, Esc takes the filter away first."""

    done = Signal()

    def __init__(self, hint: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * _FEWEST)
        self._magnifier = QAction("筛选", self)
        self._cross = QAction("清除筛选", self)
        self._cross.triggered.connect(self.clear)
        self._cross.setVisible(False)
        self.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda text: self._cross.setVisible(bool(text)))
        theme().changed.connect(self._tint)
        self._tint()

    def sizeHint(self) -> QSize:
        """Wide enough for its pale words."""
        width = self.fontMetrics().horizontalAdvance("永") * _CHARACTERS
        return QSize(width, super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Keep Esc from being taken for a shortcut of the window."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the field on the keys that end a filter."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.done.emit()
        elif event.key() in _DONE:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _tint(self) -> None:
        self._magnifier.setIcon(icon("search"))
        self._cross.setIcon(icon("x"))
