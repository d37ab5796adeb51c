"""A clerk's hand on the keyboard: what it presses goes to where the focus is, and is counted.

The pace is that of the keystroke-level model (Card, Moran, Newell 1980): 0.28 s a key for an
average typist, 1.35 s of thinking before each thing that is begun. A Chinese character is two and
a half keys of an input method, about 86 characters a minute, as offices ask of a clerk.
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from budgetdesk.desktop.window.main_window import MainWindow

KEY_SECONDS = 0.28
THINKING_SECONDS = 1.35
KEYS_A_CHARACTER = 2.5
CLICK_SECONDS = 1.3
Modifier = Qt.KeyboardModifier
_HELD = (Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier)


class Hand:
    """Types into the window, or into the dialog that is open over it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.dialog: QDialog | None = None
        self.handled = 0.0  # keys that are no text: moves, commands, choices
        self.typed = 0.0  # keys of the text
        self.thoughts = 0
        QApplication.processEvents()

    @property
    def seconds(self) -> float:
        """How long all of it takes at a clerk's pace."""
        return (self.handled + self.typed) * KEY_SECONDS + self.thoughts * THINKING_SECONDS

    @property
    def focus(self) -> QWidget:
        """Where the keys go."""
        found = (self.dialog or self.window).focusWidget()
        assert found is not None
        return found

    def think(self) -> None:
        """Find out what comes next."""
        self.thoughts += 1

    def press(self, key: Qt.Key, held: Modifier = Modifier.NoModifier, times: int = 1) -> None:
        """Press a key, those held with it counted as well."""
        for _ in range(times):
            QTest.keyClick(self.focus, key, held)
            QApplication.processEvents()
        self.handled += times + sum(1 for it in _HELD if held & it)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Point at something and click it; 1.1 s to point, 0.2 s to click, counted as keys."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        QApplication.processEvents()
        self.handled += CLICK_SECONDS / KEY_SECONDS

    def write(self, text: str) -> None:
        """Type text, through an input method where it is Chinese."""
        if text.isascii():
            QTest.keyClicks(self.focus, text)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            QApplication.sendEvent(self.focus, event)
        QApplication.processEvents()
        self.typed += keys_of(text)

    def answer(self, steps: Callable[[], None]) -> Callable[[QDialog], bool]:
        """What is done in a dialog that the next command opens; it must close it by a key."""

        def run(dialog: QDialog) -> bool:
            dialog.show()
            QApplication.processEvents()
            before, self.dialog = self.dialog, dialog
            steps()
            self.dialog = before
            assert not dialog.isVisible(), "a key has closed it"
            (before or self.window).activateWindow()  # which a window manager does
            QApplication.processEvents()
            return dialog.result() == QDialog.DialogCode.Accepted

        return run


def keys_of(text: str) -> float:
    """How many keys a text takes."""
    plain = sum(1 for letter in text if letter.isascii())
    return plain + KEYS_A_CHARACTER * (len(text) - plain)
