"""What the text editors over a cell share: what they ask of what is around, when they are left."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

_STAYS = (  # looking something up elsewhere is not leaving the cell
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class CellKeys(Protocol):
    """The form or table around the cell: it sees each key first and decides when editing begins."""

    def claims_key(self, event: QKeyEvent) -> bool:
        """Whether it acts on this key, so that no shortcut of the window takes it."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key; False leaves it to the text."""

    def begin_typing(self) -> bool:
        """Start to replace the cell's text; False where nothing may be typed."""

    def give_up(self) -> None:
        """Close the cell: the input method took its letters back before any text arrived."""


def types_text(event: QKeyEvent) -> bool:
    """Whether a key brings letters, and so begins to replace a resting cell's text."""
    held = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    return bool(event.text()) and event.text().isprintable() and not held


def leaves_cell(event: QFocusEvent) -> bool:
    """Whether the focus goes to another part of the window."""
    return event.reason() not in _STAYS
