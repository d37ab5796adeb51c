"""What every text editor over a cell does: it holds the keyboard focus all the time.

Also while nothing is edited: then it is empty and unseen, and the first pinyin letter finds a
living text field. An editor that is made, or given the focus, when the first key arrives would
lose that letter to the input method.
"""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Qt, SignalInstance
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from budgetdesk.desktop.composing import commit_composed

_STAYS = (  # looking something up elsewhere is not leaving the cell
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)

if TYPE_CHECKING:
    _Editor = QWidget
else:
    _Editor = object  # stands before QTextEdit or QLineEdit, and has no widget of its own


class CellKeys(Protocol):
    """What is around the cell: it sees each key first and decides when editing begins."""

    def claims_key(self, event: QKeyEvent) -> bool:
        """Whether it acts on this key, so that no shortcut of the window takes it."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key; False leaves it to the text."""

    def begin_typing(self) -> bool:
        """Start to replace the cell's text; False where nothing may be typed."""

    def give_up(self) -> None:
        """Close the cell: the input method took its letters back before any text arrived."""

    def end_run(self) -> None:
        """The pointer went to a cell: Enter goes straight down from there."""


class HeldFocus(_Editor):
    """Edits the text of one cell after another, over a Qt text field that comes after it."""

    keys: CellKeys
    entered: SignalInstance  # the focus has come
    left: SignalInstance  # the focus went to another part of the window
    menu_wanted: SignalInstance  # with a global position
    editing = False
    composing = False  # an input method holds letters that are not yet text
    _typed_over = False

    def text(self) -> str:
        """The text as it stands, line breaks as line feeds."""
        raise NotImplementedError

    def rest(self) -> None:
        """Edit nothing: stay focused and ready, but unseen and out of the mouse's way."""
        self.editing = self.composing = self._typed_over = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def wake(self, *, typed_over: bool) -> None:
        """Edit a text; `typed_over` when a key replaces what the cell held."""
        self.editing, self._typed_over = True, typed_over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)

    def finish_composing(self) -> None:
        """Have the input method hand over what it holds."""
        if self.composing:
            commit_composed()

    # Qt

    def event(self, event: QEvent) -> bool:
        """Give the grid its keys, Tab among them, before a shortcut or the focus takes them."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._override(event)
            if event.type() == QEvent.Type.KeyPress:
                self.keyPressEvent(event)
                return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The grid first, then the text; a letter on a resting cell begins to replace it."""
        if self.keys.take_key(event):
            event.accept()
        elif self.editing or (_types_text(event) and self.keys.begin_typing()):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """The first letter under composition begins to replace the cell's text."""
        brings = event.preeditString() or event.commitString()
        if not self.editing and brings and not self.keys.begin_typing():
            event.ignore()
            return
        if event.commitString():
            self._typed_over = False
        super().inputMethodEvent(event)
        self.composing = self.editing and bool(event.preeditString())
        if self.editing and not brings and self._typed_over and not self.text():
            self.keys.give_up()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the cell has the focus."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the cell is left."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what is around: it scrolls, never the cell."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the grid's menu while nothing is edited."""
        if self.editing:
            super().contextMenuEvent(event)
        else:
            self.menu_wanted.emit(event.globalPos())

    def _override(self, event: QKeyEvent) -> bool:
        if self.keys.claims_key(event) or (not self.editing and _types_text(event)):
            event.accept()
            return True
        if not self.editing:  # what no grid acts on is the window's
            event.ignore()
            return False
        return super().event(event)


def _types_text(event: QKeyEvent) -> bool:
    """Whether a key brings letters, and so begins to replace a resting cell's text."""
    held = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    return bool(event.text()) and event.text().isprintable() and not held
