"""The line editor over the ledger's current cell.

It keeps the keyboard focus all the time, also while nothing is edited: then it is empty and
unseen, and the first pinyin letter finds a living input field. An editor that is made when the
first key arrives would lose that letter to the input method.
"""

from typing import Protocol

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

from budgetdesk.desktop.theme import colours

_STAYS = (  # looking something up elsewhere is not leaving the cell
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class TableKeys(Protocol):
    """The table around the cell: it sees each key first and decides when editing begins."""

    def claims_key(self, event: QKeyEvent) -> bool:
        """Whether the table acts on this key, so that no shortcut of the window takes it."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key; False leaves it to the text."""

    def begin_typing(self) -> bool:
        """Start to replace the cell's text; False where nothing may be typed."""

    def rest(self) -> None:
        """Editing came to nothing: the input method took its letters back."""


class CellLine(QLineEdit):
    """Edits the text of one cell after another."""

    left = Signal()  # the focus went to another part of the window
    menu_wanted = Signal(QPoint)  # global position

    def __init__(self, keys: TableKeys, parent: QWidget) -> None:
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
        if not self.editing and not (_types(event) and self._keys.begin_typing()):
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
            self._keys.rest()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the table that the cell is left."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
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
        if self._keys.claims_key(event) or (not self.editing and _types(event)):
            event.accept()
            return True
        if not self.editing:  # 撤销 and its like are the window's
            event.ignore()
            return False
        return super().event(event)


def _types(event: QKeyEvent) -> bool:
    held = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    return bool(event.text()) and event.text().isprintable() and not held
