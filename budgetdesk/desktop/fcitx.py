"""Typing through fcitx where Qt lacks its plug-in: fcitx 4, and fcitx 5 without its ibus side.

Keys of the widget with the focus go to fcitx over the session bus, and what it says comes back as
Qt's own input method events. Both generations speak this protocol under the portal's name.
"""

from typing import Any

from jeepney import (
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    MessageFlag,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg
from PySide6.QtCore import QEvent, QObject, QPoint, QSocketNotifier, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from budgetdesk.desktop import composing

_NAME = "org.freedesktop.portal.Fcitx"
_IBUS = "org.freedesktop.portal.IBus"  # owned: Qt's plug-in for ibus serves
_CONTEXT = "org.fcitx.Fcitx.InputContext1"
_METHOD = DBusAddress("/org/freedesktop/portal/inputmethod", _NAME, "org.fcitx.Fcitx.InputMethod1")
_BUS = "org.freedesktop.DBus"
_PREEDIT, _FORMATTED = 1 << 1, 1 << 4  # what we can show
_PATIENCE = 0.4  # seconds that a key waits for an answer
_QUEUED = 1000
# Keys that fcitx hands back: those that are no letters, as X numbers them.
_HANDED_BACK = {
    0xFF08: Qt.Key.Key_Backspace,
    0xFF09: Qt.Key.Key_Tab,
    0xFF0D: Qt.Key.Key_Return,
    0xFF1B: Qt.Key.Key_Escape,
    0xFF50: Qt.Key.Key_Home,
    0xFF51: Qt.Key.Key_Left,
    0xFF52: Qt.Key.Key_Up,
    0xFF53: Qt.Key.Key_Right,
    0xFF54: Qt.Key.Key_Down,
    0xFF57: Qt.Key.Key_End,
    0xFFFF: Qt.Key.Key_Delete,
}


class NoInputMethodError(Exception):
    """No session bus, or neither fcitx nor ibus answers on it."""


def is_served_by_ibus(bus: DBusConnection) -> bool:
    """Whether Qt's own plug-in reaches an input method: then there is nothing to bridge."""
    return _has_owner(bus, _IBUS)


def open_bus() -> DBusConnection:
    """The session's bus; NoInputMethodError where there is none."""
    try:
        return open_dbus_connection("SESSION")
    except (OSError, KeyError, ValueError, DBusErrorResponse) as error:
        raise NoInputMethodError from error


def _has_owner(bus: DBusConnection, name: str) -> bool:
    return bool(bus.send_and_get_reply(message_bus.NameHasOwner(name), timeout=2).body[0])


class FcitxBridge(QObject):
    """Stands between the keys of the focused widget and fcitx, for the whole program."""

    def __init__(self, application: QApplication, bus: DBusConnection) -> None:
        super().__init__(application)
        self._bus = bus
        self._context: DBusAddress | None = None  # None while fcitx is not there
        self._target: QWidget | None = None
        self._asked: bool | None = None  # what fcitx said of the key that is just coming
        self._preedit = ""
        self._signals = self._listen(MatchRule(type="signal", interface=_CONTEXT))
        owner = MatchRule(type="signal", sender=_BUS, interface=_BUS, member="NameOwnerChanged")
        owner.add_arg_condition(0, _NAME)
        self._owners = self._listen(owner)
        self._notifier = QSocketNotifier(bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._receive)
        application.focusObjectChanged.connect(self._on_focus)
        composing.register(self.commit)
        if _has_owner(bus, _NAME):
            self._connect()

    @property
    def connected(self) -> bool:
        """Whether fcitx answers."""
        return self._context is not None

    def close(self) -> None:
        """Leave the keys and the bus alone."""
        self._on_focus(None)
        self._notifier.setEnabled(False)
        self._context = None
        self._bus.close()

    def commit(self) -> None:
        """Take the letters under composition as they stand."""
        if self._preedit and self._target is not None:
            text, self._preedit = self._preedit, ""
            if composing.shows_composed(self._target):
                self._send("", commit=text)
            self._call("Reset")

    # Qt

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ask fcitx about each key once, before any shortcut."""
        kind = event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusAboutToChange):
            self.commit()
        if not isinstance(event, QKeyEvent) or self._context is None:
            return False
        if not event.nativeVirtualKey() and kind != QEvent.Type.KeyPress:
            return False  # made by a program, or by Qt for one
        if kind == QEvent.Type.ShortcutOverride:
            self._asked = self._takes(event)
            if self._asked:
                event.accept()
            return self._asked
        if kind == QEvent.Type.KeyPress:
            taken, self._asked = self._asked, None
            if taken is None:
                taken = bool(event.nativeVirtualKey()) and self._takes(event)
            self._deliver()
            return taken
        return kind == QEvent.Type.KeyRelease and self._takes(event)

    def _takes(self, event: QKeyEvent) -> bool:
        release = event.type() == QEvent.Type.KeyRelease
        state = event.nativeModifiers() & 0xFFFF
        key = (event.nativeVirtualKey(), event.nativeScanCode(), state, release)
        answer = self._call("ProcessKeyEvent", "uuubu", (*key, event.timestamp() & 0xFFFFFFFF))
        return bool(answer and answer[0])

    def _on_focus(self, focused: QObject | None) -> None:
        if self._target is not None and isValid(self._target):
            self._target.removeEventFilter(self)
        self._preedit = ""
        self._target = focused if isinstance(focused, QWidget) and _takes_text(focused) else None
        if self._target is None:
            self._call("FocusOut")
            return
        self._target.installEventFilter(self)
        self._call("FocusIn")
        self._tell_caret()

    def _tell_caret(self) -> None:
        """Where the candidates are to be shown, in pixels of the screen."""
        target = self._target
        if target is None or not isValid(target):
            return
        caret = QGuiApplication.inputMethod().cursorRectangle().toRect()
        corner = target.window().mapToGlobal(QPoint(0, 0)) + caret.topLeft()
        scale = target.devicePixelRatioF()
        numbers = (corner.x(), corner.y(), caret.width(), caret.height())
        self._call("SetCursorRect", "iiii", tuple(round(number * scale) for number in numbers))

    # The bus

    def _listen(self, rule: MatchRule) -> Any:
        self._bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=2)
        return self._bus.filter(rule, bufsize=_QUEUED).__enter__()

    def _connect(self) -> None:
        wish = new_method_call(
            _METHOD, "CreateInputContext", "a(ss)", ([("program", "budgetdesk")],)
        )
        try:
            path = unwrap_msg(self._bus.send_and_get_reply(wish, timeout=2))[0]
        except (OSError, DBusErrorResponse):
            self._context = None
            return
        self._context = DBusAddress(path, _NAME, _CONTEXT)
        self._call("SetCapability", "t", (_PREEDIT | _FORMATTED,))
        self._on_focus(QGuiApplication.focusObject())

    def _call(self, method: str, signature: str = "", body: tuple[object, ...] = ()) -> Any:
        """Fcitx's answer; None where it is gone, or too slow: then the key is the program's."""
        if self._context is None:
            return None
        message = new_method_call(self._context, method, signature or None, body)
        message.header.flags |= MessageFlag.no_auto_start  # who ended fcitx wants it ended
        try:
            return unwrap_msg(self._bus.send_and_get_reply(message, timeout=_PATIENCE))
        except TimeoutError:
            return None
        except (OSError, DBusErrorResponse):
            self._context = None
            return None

    def _receive(self) -> None:
        self._notifier.setEnabled(False)
        try:
            while True:
                self._bus.recv_messages(timeout=0)
        except TimeoutError:
            self._notifier.setEnabled(True)
        except (OSError, EOFError):  # the session's bus is gone: not asked again
            self._context = None
        self._deliver()

    def _deliver(self) -> None:
        """Act on what has come, in its order."""
        while self._owners:
            if self._owners.popleft().body[2]:
                self._connect()
            else:
                self._context, self._preedit = None, ""
        while self._signals:
            self._act_on(self._signals.popleft())

    def _act_on(self, message: Message) -> None:
        fields = message.header.fields
        context = self._context
        if context is None or fields.get(HeaderFields.path) != context.object_path:
            return
        what = fields.get(HeaderFields.member)
        if what == "CommitString":
            self._preedit = ""
            self._send("", commit=message.body[0])
        elif what == "UpdateFormattedPreedit":
            self._preedit = "".join(part for part, _look in message.body[0])
            self._send(self._preedit, caret=message.body[1])
        elif what == "ForwardKey":
            self._hand_back(*message.body)
        self._tell_caret()

    def _send(self, preedit: str, *, caret: int = 0, commit: str = "") -> None:
        if self._target is None or not isValid(self._target):
            return
        kinds, under = QInputMethodEvent.AttributeType, QTextCharFormat()
        under.setFontUnderline(True)
        place = len(preedit.encode()[: max(caret, 0)].decode(errors="ignore"))
        make = QInputMethodEvent.Attribute
        looks = [
            make(kinds.TextFormat, 0, len(preedit), under),
            make(kinds.Cursor, place, 1, None),
        ]
        event = QInputMethodEvent(preedit, looks if preedit else [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(self._target, event)

    def _hand_back(self, symbol: int, _state: int, release: bool) -> None:  # noqa: FBT001 - D-Bus
        if self._target is None or not isValid(self._target):
            return
        letter = chr(symbol) if 0x20 <= symbol < 0x7F else ""
        key = _HANDED_BACK.get(symbol, Qt.Key(ord(letter.upper())) if letter else None)
        if key is None:
            return
        kind = QEvent.Type.KeyRelease if release else QEvent.Type.KeyPress
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(self._target, event)


def _takes_text(widget: QWidget) -> bool:
    hidden = bool(widget.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText)
    return widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) and not hidden
