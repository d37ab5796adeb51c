"""The line editor over the current cell of a grid of lines."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from budgetdesk.desktop.cells.held_focus import HeldFocus
from budgetdesk.desktop.theme import colours


class CellLine(HeldFocus, QLineEdit):
    """Edits the text of one cell after another."""

    entered = Signal()  # the focus has come
    left = Signal()  # the focus went to another part of the window
    menu_wanted = Signal(QPoint)  # global position

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.rest()

    def text(self) -> str:
        """The text as it stands."""
        return QLineEdit.text(self)

    def rest(self) -> None:
        """Edit nothing, and show nothing."""
        super().rest()
        self.clear()

    def start(self, text: str, *, typed_over: bool, right: bool) -> None:
        """Show a text for editing, the caret at its end; `typed_over` when a key replaces it."""
        self.wake(typed_over=typed_over)
        palette = colours()
        # No padding of the application's: the text stays where the cell had painted it.
        self.setStyleSheet(
            f"QLineEdit {{ background: {palette.paper.name()}; color: {palette.ink.name()};"
            f" border: 2px solid {palette.accent.name()}; border-radius: 0; padding: 0 3px; }}"
        )
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setText(text)
        self.raise_()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing while nothing is edited, not even the caret."""
        if self.editing:
            super().paintEvent(event)
