"""The line editor over the ledger's current cell.

It keeps the keyboard focus all the time, also while nothing is edited: then it is empty and
unseen, and the first pinyin letter finds a living input field. An editor that is made when the
first key arrives would lose that letter to the input method.
"""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from budgetdesk.desktop.cell_keys import CellKeys, leaves_cell, types_text
from budgetdesk.desktop.theme import colours


class CellLine(QLineEdit):
    """Edits the text of one cell after another."""

    left = Signal()  # the focus went to another part of the window
    menu_wanted = Signal(QPoint)  # global position

    def __init__(self, keys: CellKeys, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self.editing = False
        self.typed_over = False
        self._composing = False
        self.setFrame(False)
        self.rest()

    def rest(self) -> None:
        """Edit nothing: stay focused and ready, but unseen and out of the mouse's way."""
        self.editing = self.typed_over = self._composing = False
        self.clear()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def start(self, text: str, *, typed_over: bool, right: bool) -> None:
        """Show a text for editing, the caret at its end; `typed_over` when a key replaces it."""
        self.editing, self.typed_over = True, typed_over
        palette = colours()
        # No padding of the application's: the text stays where the cell had painted it.
        self.setStyleSheet(
            f"QLineEdit {{ background: {palette.paper.name()}; color: {palette.ink.name()};"
            f" border: 2px solid {palette.accent.name()}; border-radius: 0; padding: 0 3px; }}"
        )
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
        self.setText(text)
        self.raise_()

    def finish_composing(self) -> None:
        """Have the input method hand over what it holds."""
        if self._composing:
            QGuiApplication.inputMethod().commit()

    # Qt

    def event(self, event: QEvent) -> bool:
        """Give the table its keys, Tab among them, before a shortcut or the focus takes them."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._override(event)
            if event.type() == QEvent.Type.KeyPress:
                self.keyPressEvent(event)
                return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The table first, then the text; a letter on a resting cell begins to replace it."""
        if self._keys.take_key(event):
            event.accept()
            return
        if not self.editing and not (types_text(event) and self._keys.begin_typing()):
            event.ignore()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """The first letter under composition begins to replace the cell's text."""
        brings = event.preeditString() or event.commitString()
        if not self.editing and brings and not self._keys.begin_typing():
            event.ignore()
            return
        if event.commitString():
            self.typed_over = False
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())
        if self.editing and not brings and self.typed_over and not self.text():
            self._keys.give_up()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the table that the cell is left."""
        super().focusOutEvent(event)
        if leaves_cell(event):
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing while nothing is edited, not even the caret."""
        if self.editing:
            super().paintEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the table: it scrolls, never the cell."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the table's menu while nothing is edited."""
        if self.editing:
            super().contextMenuEvent(event)
        else:
            self.menu_wanted.emit(event.globalPos())

    def _override(self, event: QKeyEvent) -> bool:
        if self._keys.claims_key(event) or (not self.editing and types_text(event)):
            event.accept()
            return True
        if not self.editing:  # 撤销 and its like are the window's
            event.ignore()
            return False
        return super().event(event)
