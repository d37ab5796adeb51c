"""Keys that screen readers are told of first: what comes after them waits for them.

While anybody listens at AT-SPI, Qt's bridge takes each press and release of a key, tells of it on
the bus, and gives it to its window only when that has answered, a moment later. Shortcuts, clicks
and what an input method composes do not go that way and overtake the keys before them, most of all
where several came while the window was busy: letters typed into a form came to the next one, or to
a menu that was opened after them, and the menu bar took the late release of one Alt for another's.
"""

from collections.abc import Callable
from time import monotonic, sleep

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_PATIENCE = 0.12  # seconds; the bridge itself waits for 0.1 and then gives the key all the same
_PAUSE = 0.001
# Their press was shown to the menu bar as it came; told of it again, it would count twice.
_MENU_BAR = (Qt.Key.Key_Alt, Qt.Key.Key_Meta)
_BUS = "a11y"  # as Qt names its connection
_PLACE, _BRIDGE = "/org/a11y/atspi/accessible", "QSpiApplicationAdaptor"


def bridge_to_readers() -> QObject | None:
    """What holds keys back in Qt for readers; None where there is no AT-SPI, or nobody reads."""
    if not QAccessible.isActive():
        return None
    from PySide6.QtDBus import QDBusConnection  # there is one, so Qt has loaded the library

    adaptor = QDBusConnection(_BUS).objectRegisteredAt(_PLACE)
    parts = adaptor.children() if adaptor is not None else []
    return next((part for part in parts if part.inherits(_BRIDGE)), None)


class KeyOrder(QObject):
    """Watches the window and the widget with the focus, and has later things wait."""

    def __init__(
        self, application: QApplication, find: Callable[[], QObject | None] = bridge_to_readers
    ) -> None:
        """`find` gives the object that holds keys back, None while there is none."""
        super().__init__(application)
        self._find = find
        self._bridge: QObject | None = None
        self._out: dict[int, float] = {}  # keys whose press has not come, since when
        self._down: set[int] = set()  # keys whose release has not come
        self._refused: set[int] = set()  # keys whose window was behind a box by their turn
        self._acting = False  # on a key, until the loop goes on
        self._turns = 0  # how often another window got the focus
        self._window: QWindow | None = None
        self._target: QWidget | None = None
        application.focusWindowChanged.connect(self._on_window)
        application.focusObjectChanged.connect(self._on_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See what keys are on their way, and have what follows them wait."""
        kind = event.type()
        if isinstance(event, QInputMethodEvent):
            return self._composes(watched, event)
        if not isinstance(watched, QWindow):
            return False
        if isinstance(event, QKeyEvent):
            if kind is QEvent.Type.ShortcutOverride:
                return event.spontaneous() and self._goes_out(event)
            return self._has_come(event)
        if kind is QEvent.Type.MouseButtonPress:
            return self._wait()
        if kind is QEvent.Type.Close:
            self._wait()
        return False

    def _goes_out(self, event: QKeyEvent) -> bool:
        """A key is pressed; whether it is refused."""
        code = _code(event)
        refused = self._wait(None if event.isAutoRepeat() else code)
        self._out[code] = monotonic()
        self._down.add(code)
        self._refused.discard(code)
        if refused:
            self._refused.add(code)
            event.accept()  # or it would be taken for a shortcut
        self._act()
        return refused

    def _has_come(self, event: QKeyEvent) -> bool:
        """A press or release comes to its window; whether it is refused."""
        code = _code(event)
        self._out.pop(code, None)
        if event.type() is QEvent.Type.KeyPress:
            self._act()
            return code in self._refused or (not event.spontaneous() and event.key() in _MENU_BAR)
        self._down.discard(code)
        self._refused.discard(code)
        return False

    def _act(self) -> None:
        self._acting = True
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def event(self, event: QEvent) -> bool:
        """The loop goes on."""
        if event.type() is not QEvent.Type.User:
            return super().event(event)
        self._acting = False
        return True

    def _composes(self, watched: QObject, event: QInputMethodEvent) -> bool:
        """Letters under composition belong where the keys before them led.

        What a key or command itself has put into the text comes before the keys behind it.
        """
        if self._acting or watched is not QGuiApplication.focusObject():
            return False
        self._wait()
        focused = QGuiApplication.focusObject()
        if focused is None or focused is watched:
            return False
        QCoreApplication.sendEvent(focused, event)
        return True

    def _wait(self, released: int | None = None) -> bool:
        """Let the keys before come; whether a box came, or went, meanwhile.

        Of a key that is pressed again the release must be on its way too. A press that became a
        shortcut never comes, nor one that a reader keeps for itself: they are waited for no longer
        than the bridge would wait.
        """
        if not (self._out or released in self._down):
            return False
        self._bridge = self._bridge or self._find()
        if self._bridge is None:
            return False
        turns, began = self._turns, monotonic()
        self._take_in()
        while self._is_expected(released, began):
            sleep(_PAUSE)
            self._take_in()
        self._out.clear()
        return turns != self._turns

    def _take_in(self) -> None:
        """Have the bridge give what was answered: nothing else, or later keys would come first."""
        for receiver in (self._bridge, self._window):
            if receiver is not None and isValid(receiver):
                QCoreApplication.sendPostedEvents(receiver)

    def _is_expected(self, released: int | None, began: float) -> bool:
        now = monotonic()
        if released in self._down and now - began < _PATIENCE:
            return True
        return any(now - since < _PATIENCE for since in self._out.values())

    def _on_window(self, window: QWindow | None) -> None:
        self._turns += 1
        self._out.clear()
        self._down.clear()
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def _on_focus(self, focused: QObject | None) -> None:
        if self._target is not None and isValid(self._target):
            self._target.removeEventFilter(self)
        self._target = focused if isinstance(focused, QWidget) else None
        if self._target is not None:
            self._target.installEventFilter(self)


def _code(event: QKeyEvent) -> int:
    """Which key of the keyboard it is, whatever is held with it."""
    return event.nativeScanCode() or -event.key()
