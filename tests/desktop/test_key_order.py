"""Keys that Qt's bridge to readers holds back for a moment are not overtaken by what comes later.

The bridge of these tests holds them as Qt's does: it takes each press and release before its
window, and gives it, no longer the system's own, when a reader has answered from another thread.
"""

import time
from collections import deque
from collections.abc import Iterator
from threading import Timer

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.desktop import key_order
from budgetdesk.desktop.key_order import KeyOrder, bridge_to_readers
from budgetdesk.desktop.menu import Menu, MenuBar

Key = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
_ANSWER = 0.03  # seconds that the reader takes
_LONGEST = 20.0  # and that a busy machine may take until all keys have come


class Bridge(QObject):
    """Holds keys back; `kept` are those that the reader keeps for itself."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.kept: set[int] = set()
        self.held: deque[tuple[QWindow, QKeyEvent]] = deque()
        self.readers: list[Timer] = []
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        keys = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        if not isinstance(watched, QWindow) or event.type() not in keys or not event.spontaneous():
            return False
        assert isinstance(event, QKeyEvent)
        copy = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        self.held.append((watched, copy))
        answer = QEvent(QEvent.Type.User)
        self.readers.append(Timer(_ANSWER, QCoreApplication.postEvent, (self, answer)))
        self.readers[-1].start()
        return True

    def end(self) -> None:
        """No reader answers any more."""
        for reader in self.readers:
            reader.cancel()
            reader.join()
        self.deleteLater()

    def event(self, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.User:
            return super().event(event)
        window, key = self.held.popleft()
        if key.key() not in self.kept:
            QCoreApplication.postEvent(window, key)
        return True


class Window(QMainWindow):
    """Two fields, a key that goes to the second one, and a menu with a letter that ends."""

    def __init__(self) -> None:
        super().__init__()
        self.ended = 0
        bar = MenuBar(self)
        self.setMenuBar(bar)
        file = Menu("文件(&F)", bar)
        bar.addMenu(file)
        file.addAction("退出(&X)").triggered.connect(self._end)
        self.first, self.second = QLineEdit(), QLineEdit()
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.addWidget(self.first)
        layout.addWidget(self.second)
        self.setCentralWidget(middle)
        self.addAction("下一张", "Alt+PgDown", lambda: self.second.setFocus())
        for keys in ("Ctrl+PgDown", "F3"):
            self.addAction("下一个", keys, lambda: self.second.setFocus())

    def _end(self) -> None:
        self.ended += 1

    def texts(self) -> tuple[str, str]:
        """What stands in the fields once no key is on its way."""
        bridges = QApplication.instance().findChildren(Bridge)  # type: ignore[union-attr]  # there is one
        end = time.monotonic() + _LONGEST
        on_their_way = True
        while on_their_way and time.monotonic() < end:
            on_their_way = any(bridge.held for bridge in bridges)
            loop = QEventLoop()  # it lets Python's other threads run, which QTest's does not
            QTimer.singleShot(10, loop.quit)
            loop.exec()
        return self.first.text(), self.second.text()


@pytest.fixture
def application(qtbot: QtBot) -> QApplication:
    made = QApplication.instance()
    assert isinstance(made, QApplication)
    return made


@pytest.fixture
def bridge(application: QApplication) -> Iterator[Bridge]:
    made = Bridge(application)
    yield made
    application.removeEventFilter(made)
    made.end()


@pytest.fixture
def order(
    application: QApplication, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> Iterator[KeyOrder]:
    monkeypatch.setattr(key_order, "_PATIENCE", 0.5)  # the reader's thread has its turn by then
    made = KeyOrder(application, lambda: bridge)
    yield made
    made.deleteLater()


@pytest.fixture
def window(order: KeyOrder, qtbot: QtBot) -> Window:
    return shown(qtbot)


def shown(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.first.setFocus()
    qtbot.waitUntil(made.first.hasFocus)
    return made


def press(window: QWidget, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Press and let go of keys as the system tells of them, the held one too."""
    for key in keys:
        QTest.keyClick(window.windowHandle(), key, held)


def test_without_order_a_key_of_the_window_overtakes_letters(bridge: Bridge, qtbot: QtBot) -> None:
    """So that the bridge of these tests is one that the others mean something with."""
    window = shown(qtbot)
    press(window, Key.Key_A, Key.Key_B)
    press(window, Key.Key_PageDown, held=CTRL)
    assert window.texts() == ("", "ab")


def test_letters_come_where_they_were_typed(window: Window) -> None:
    press(window, Key.Key_A, Key.Key_B)
    press(window, Key.Key_PageDown, held=CTRL)
    press(window, Key.Key_C)
    assert window.texts() == ("ab", "c")


def test_letters_before_a_menu_choose_nothing_in_it(window: Window) -> None:
    press(window, Key.Key_X)
    press(window, Key.Key_F, held=ALT)
    assert window.texts() == ("x", "")
    assert window.ended == 0
    assert QApplication.activePopupWidget() is not None
    press(window, Key.Key_X)
    window.texts()
    assert window.ended == 1


@pytest.mark.parametrize("times", [1, 2, 6])
def test_alt_with_a_key_never_leaves_the_menu_bar_with_the_keyboard(
    window: Window, times: int
) -> None:
    for _ in range(times):
        press(window, Key.Key_PageDown, held=ALT)
    assert window.texts() == ("", "")
    assert not window.menuBar().hasFocus()
    press(window, Key.Key_A)
    assert window.texts() == ("", "a")


def test_alt_alone_gives_the_menu_bar_the_keyboard_and_takes_it_back(window: Window) -> None:
    press(window, Key.Key_A)
    for has in (True, False):
        press(window, Key.Key_Alt)
        window.texts()
        assert window.menuBar().hasFocus() is has


def test_a_click_comes_behind_the_letters_before_it(window: Window) -> None:
    press(window, Key.Key_A, Key.Key_B)
    place = window.second.mapTo(window, QPoint(5, 5))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    press(window, Key.Key_C)
    assert window.texts() == ("ab", "c")


def test_the_window_closes_behind_the_letters_before_it(window: Window) -> None:
    press(window, Key.Key_A, Key.Key_B)
    window.windowHandle().close()
    assert window.first.text() == "ab"


def test_letters_under_composition_go_where_the_keys_before_led(window: Window) -> None:
    press(window, Key.Key_A, Key.Key_Tab)
    QApplication.sendEvent(window.first, committing("你好"))
    assert window.texts() == ("a", "你好")


def test_what_a_command_puts_into_the_text_waits_for_nothing(
    window: Window, bridge: Bridge
) -> None:
    """As every command has the input method hand over what it holds."""
    came: list[int] = []

    def command() -> None:
        held = len(bridge.held)
        QApplication.sendEvent(window.first, committing("你好"))
        came.append(held - len(bridge.held))

    window.addAction("保存", "Ctrl+S", command)
    press(window, Key.Key_A)
    press(window, Key.Key_S, held=CTRL)
    press(window, Key.Key_B)
    assert window.texts() == ("a你好b", "")
    assert came == [0]


def test_a_key_is_not_overtaken_in_the_middle_of_what_it_does(window: Window) -> None:
    def hand_over() -> None:
        QApplication.sendEvent(window.first, committing("你好"))

    window.first.returnPressed.connect(hand_over)
    press(window, Key.Key_A, Key.Key_Return, Key.Key_B)
    assert window.texts() == ("a你好b", "")


def committing(text: str) -> QInputMethodEvent:
    event = QInputMethodEvent()
    event.setCommitString(text)
    return event


def test_what_a_reader_keeps_is_not_waited_for_long(window: Window, bridge: Bridge) -> None:
    bridge.kept = {Key.Key_A}
    press(window, Key.Key_B, Key.Key_A)
    began = time.monotonic()
    press(window, Key.Key_PageDown, held=CTRL)
    assert time.monotonic() - began < 5
    press(window, Key.Key_C)
    assert window.texts() == ("b", "c")


def test_a_key_before_a_box_and_one_behind_it(window: Window) -> None:
    """The one behind it was pressed while the box was not there yet: Qt drops such keys."""
    boxes: list[QDialog] = []

    def ask() -> None:
        box = QDialog(window)
        boxes.append(box)
        QTimer.singleShot(100, box.reject)
        box.exec()

    window.first.returnPressed.connect(ask)
    press(window, Key.Key_A, Key.Key_Return, Key.Key_F3)
    assert len(boxes) == 1
    assert window.texts() == ("a", "")
    assert window.focusWidget() is window.first


def test_a_reader_may_come_at_any_time(application: QApplication, qtbot: QtBot) -> None:
    bridges: list[Bridge] = []
    made = KeyOrder(application, lambda: bridges[0])
    window = shown(qtbot)
    press(window, Key.Key_A)
    bridges.append(Bridge(application))
    press(window, Key.Key_B)
    press(window, Key.Key_PageDown, held=CTRL)
    assert window.texts() == ("ab", "")
    application.removeEventFilter(bridges[0])
    bridges[0].end()
    made.deleteLater()


def test_without_a_reader_nothing_waits(application: QApplication, qtbot: QtBot) -> None:
    def found() -> QObject | None:
        raise AssertionError("a key that comes at once needs no bridge")

    made = KeyOrder(application, found)
    window = shown(qtbot)
    press(window, Key.Key_A, Key.Key_B)
    press(window, Key.Key_PageDown, held=CTRL)
    press(window, Key.Key_C)
    assert (window.first.text(), window.second.text()) == ("ab", "c")
    made.deleteLater()


def test_where_there_is_no_at_spi_there_is_no_bridge(qtbot: QtBot) -> None:
    assert bridge_to_readers() is None
