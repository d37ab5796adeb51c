"""A row of tools that folds, part by part, where it has no room for all of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

Fold = Callable[[bool], None]


class ToolRow(QWidget):
    """Tools side by side. The parts named first are the first to fold."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tool-row")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(8, 4, 8, 4)
        self._folds: Sequence[Fold] = ()

    def fold_by(self, folds: Sequence[Fold]) -> None:
        """Say what to do for want of room, in this order; each is told False when there is some."""
        self._folds = folds
        self.fold()

    def minimumSizeHint(self) -> QSize:
        """The row doesn't keep its surroundings from shrinking."""
        return QSize(0, self.row.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room is gained or lost."""
        super().resizeEvent(event)
        self.fold()

    def changeEvent(self, event: QEvent) -> None:
        """Letters became larger or smaller."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fold()

    def fold(self) -> None:
        """Fold as much as there is no room for; also to be called when a part has changed."""
        for fold in self._folds:
            fold(False)
        for fold in self._folds:
            self.row.invalidate()
            if self.row.sizeHint().width() <= self.width():
                return
            fold(True)


def hidden(*parts: QWidget) -> Fold:
    """Folds by taking parts away."""

    def fold(folded: bool) -> None:  # noqa: FBT001 - told by the row
        for part in parts:
            part.setVisible(not folded)

    return fold


def short(button: QPushButton, text: str) -> Fold:
    """Folds a button to a shorter text; what it said stays its tool tip and accessible name."""
    whole = button.text()
    button.setAccessibleName(whole.removesuffix("…"))

    def fold(folded: bool) -> None:  # noqa: FBT001 - told by the row
        button.setText(text if folded else whole)
        button.setToolTip(whole if folded else "")

    return fold
