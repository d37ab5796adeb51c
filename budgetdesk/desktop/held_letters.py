"""Letters under composition that Qt gives up under Wayland.

Told to commit, Qt's plug-in for text-input-v3 hands nothing over, and the letters are lost; a cell
that was begun with them would be written empty. What is left after that is taken as it stands.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from budgetdesk.desktop import composing


class HeldLetters(QObject):
    """Watches the widget with the focus: a click, another focus or a command takes its letters."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._target: QWidget | None = None
        self._letters = ""
        self._shut = False
        application.focusObjectChanged.connect(self._on_focus)
        composing.register(self.take)
        self._on_focus(QGuiApplication.focusObject())

    def take(self) -> None:
        """Put the letters into the text, and have the input method forget them."""
        letters, self._letters = self._letters, ""
        if letters and self._target is not None and isValid(self._target):
            if composing.shows_composed(self._target):
                event = QInputMethodEvent()
                event.setCommitString(letters)
                QApplication.sendEvent(self._target, event)
            QTimer.singleShot(0, self, self._begin_anew)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See what is under composition, and what ends it."""
        kind = event.type()
        if self._shut and isinstance(event, QInputMethodQueryEvent):
            event.setValue(Qt.InputMethodQuery.ImEnabled, False)
            event.accept()
            return True
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._letters = event.preeditString()
        elif self._letters and kind in (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.FocusAboutToChange,
        ):
            QGuiApplication.inputMethod().commit()
            self.take()
        return False

    def _on_focus(self, focused: QObject | None) -> None:
        if self._target is not None and isValid(self._target):
            self._target.removeEventFilter(self)
        self._letters = ""
        self._target = focused if isinstance(focused, QWidget) else None
        if self._target is not None:
            self._target.installEventFilter(self)

    def _begin_anew(self) -> None:
        """Off and on again: the protocol has no other word for giving up a composition."""
        for shut in (True, False):
            self._shut = shut
            QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)
