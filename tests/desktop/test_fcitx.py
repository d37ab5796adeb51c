"""Chinese is typed through fcitx where Qt has no plug-in for it, in cells, filters and boxes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.desktop import composing
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.fields import FieldRef
from tests.desktop.conftest import MakeWindow
from tests.desktop.window.steps import desk_of, open_form, projects

if sys.platform != "linux" or shutil.which("dbus-daemon") is None:
    pytest.skip("needs a session bus", allow_module_level=True)
pytest.importorskip("jeepney")

from budgetdesk.desktop.fcitx import FcitxBridge, NoInputMethodError, open_bus
from tests.desktop.fake_fcitx import FakeFcitx, fcitx_on

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_SYMBOLS = {Qt.Key.Key_Escape: 0xFF1B, Qt.Key.Key_Tab: 0xFF09, Qt.Key.Key_Return: 0xFF0D}


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A session bus of the test's own."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    yield address
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def fcitx(bus: str) -> Iterator[FakeFcitx]:
    with fcitx_on(bus) as made:
        yield made


@pytest.fixture
def bridge(bus: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[FcitxBridge]:
    monkeypatch.setattr(composing, "_holders", [])
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    made = FcitxBridge(application, open_bus())
    yield made
    made.close()
    made.deleteLater()


def press(key: str | Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """A key as the window system brings it: an override first, then the press, then up again."""
    target = QApplication.focusWidget()
    assert target is not None
    code = key if isinstance(key, Qt.Key) else Qt.Key(ord(key.upper()))
    symbol = _SYMBOLS[key] if isinstance(key, Qt.Key) else ord(key)
    state = 4 if held == CTRL else 0
    text = "" if isinstance(key, Qt.Key) or held else key
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, code, held, 9, symbol, state, text))


def type_in(widget: QWidget, text: str) -> None:
    widget.window().activateWindow()
    widget.setFocus()
    QApplication.processEvents()
    for letter in text:
        press(letter)


def go_to_name(editor: FormEditor) -> FieldRef:
    """Stand on the project's name."""
    refs = [cell.field for cell in editor.sheet.cells if cell.field is not None]
    name = next(ref for ref in refs if ref.path == "name")
    assert editor.go_to(name)
    return name


def test_in_a_filter(window: MainWindow, fcitx: FakeFcitx, bridge: FcitxBridge) -> None:
    field = desk_of(window).panel.field
    type_in(field, "nihao")
    assert field.text() == ""  # under composition still
    press(" ")
    assert field.text() == "你好"
    press("1")
    assert field.text() == "你好1"


def test_in_a_cell_from_the_first_letter(
    window: MainWindow, fcitx: FakeFcitx, bridge: FcitxBridge
) -> None:
    editor = open_form(window, projects(window)[0])
    ref = go_to_name(editor)
    type_in(editor.text, "ni")
    assert editor.editing.open
    assert editor.text.composing
    press(" ")
    press(Qt.Key.Key_Tab)
    assert editor.cell_of(ref).text == "你好"  # type: ignore[union-attr]
    assert editor.record_id == projects(window)[0].id


def test_what_is_under_composition_is_not_lost(
    window: MainWindow, fcitx: FakeFcitx, bridge: FcitxBridge
) -> None:
    editor = open_form(window, projects(window)[0])
    ref = go_to_name(editor)
    type_in(editor.text, "ni")
    assert window.session is not None
    assert window.session.commit_editors()
    assert editor.cell_of(ref).text == "n i"  # type: ignore[union-attr]
    assert fcitx.calls("Reset")


def test_another_focus_takes_what_is_under_composition(
    window: MainWindow, fcitx: FakeFcitx, bridge: FcitxBridge
) -> None:
    field = desk_of(window).panel.field
    type_in(field, "ni")
    assert field.text() == ""
    desk_of(window).view.setFocus()
    assert field.text() == "n i"
    assert fcitx.calls("Reset")


def test_what_a_locked_cell_refused_does_not_come_into_another(
    window: MainWindow, fcitx: FakeFcitx, bridge: FcitxBridge
) -> None:
    editor = open_form(window, projects(window)[0])
    before = projects(window)[0].name
    fields = [(cell.field, cell) for cell in editor.sheet.cells if cell.field is not None]
    assert editor.go_to(next(ref for ref, cell in fields if not editor.state.can_type(cell)))
    type_in(editor.text, "ni")
    go_to_name(editor)
    desk_of(window).view.setFocus()
    assert projects(window)[0].name == before


def test_escape_and_shortcuts_go_where_they_belong(
    window: MainWindow, fcitx: FakeFcitx, bridge: FcitxBridge
) -> None:
    field = desk_of(window).panel.field
    type_in(field, "ni")
    press(Qt.Key.Key_Escape)  # ends the composition, not the filter
    assert field.text() == ""
    assert field.hasFocus()
    press("a", CTRL)
    keys = [body[0] for body in fcitx.calls("ProcessKeyEvent")]
    assert ord("a") in keys
    assert field.text() == ""


def test_the_candidates_stand_at_the_caret(
    window: MainWindow, fcitx: FakeFcitx, bridge: FcitxBridge
) -> None:
    field = desk_of(window).panel.field
    type_in(field, "n")
    x, y, _, height = cast("tuple[int, ...]", fcitx.calls("SetCursorRect")[-1])
    corner = field.mapToGlobal(field.rect().topLeft())
    assert corner.x() <= x <= corner.x() + field.width()
    assert corner.y() <= y <= corner.y() + field.height()
    assert height > 0


def test_a_password_is_none_of_its_business(
    qtbot: QtBot, fcitx: FakeFcitx, bridge: FcitxBridge
) -> None:
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    qtbot.addWidget(edit)
    edit.show()
    type_in(edit, "abc")
    assert fcitx.calls("ProcessKeyEvent") == []
    assert edit.text() == "abc"


def test_letters_are_typed_while_it_is_mute_and_it_comes_back(
    window: MainWindow, bus: str, bridge: FcitxBridge, qtbot: QtBot
) -> None:
    field = desk_of(window).panel.field
    assert not bridge.connected
    type_in(field, "a")
    assert field.text() == "a"
    with fcitx_on(bus) as fcitx:
        qtbot.waitUntil(lambda: bridge.connected)
        type_in(field, "b ")
        assert field.text() == "a你好"
        fcitx.mute = True
        type_in(field, "c")
        assert field.text() == "a你好c"
    qtbot.waitUntil(lambda: not bridge.connected)
    type_in(field, "d")
    assert field.text() == "a你好cd"
    with fcitx_on(bus):
        qtbot.waitUntil(lambda: bridge.connected)
        type_in(field, "e ")
        assert field.text() == "a你好cd你好"


def test_a_widget_that_goes_while_it_has_the_focus(
    qtbot: QtBot, fcitx: FakeFcitx, bridge: FcitxBridge
) -> None:
    for _ in range(3):
        edit = QLineEdit()
        edit.show()
        type_in(edit, "n")
        edit.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.wait(20)


def test_without_a_bus_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    with pytest.raises(NoInputMethodError):
        open_bus()


def test_the_status_line_says_once_that_none_answers(
    make_window: MakeWindow, bus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from budgetdesk.desktop import app

    monkeypatch.setattr(composing, "_holders", [])
    window, application = make_window(), QApplication.instance()
    assert isinstance(application, QApplication)
    app._bridge_fcitx(application, window)
    assert "输入法" in window.status.currentMessage()
    bridge = application.findChild(FcitxBridge)
    assert bridge is not None
    bridge.close()
    bridge.deleteLater()
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    assert app._lacks_fcitx()
    monkeypatch.setenv("QT_IM_MODULE", "ibus")
    monkeypatch.delenv("XMODIFIERS", raising=False)
    assert not app._lacks_fcitx()
    assert "DBUS_SESSION_BUS_ADDRESS" in os.environ
