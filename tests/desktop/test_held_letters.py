"""Letters under composition are not lost where the input method hands nothing over.

As text-input-v3 under Wayland; Qt's screen for tests has no input method at all, and hands over
as little.
"""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from budgetdesk.desktop import composing
from budgetdesk.desktop.held_letters import HeldLetters
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.window.steps import desk_of, open_form, projects

LETTERS = "ji xiao"


@pytest.fixture(autouse=True)
def held(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[HeldLetters]:
    monkeypatch.setattr(composing, "_holders", [])
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    made = HeldLetters(application)
    yield made
    made.deleteLater()


@pytest.fixture
def box(qtbot: QtBot) -> Iterator[QDialog]:
    made = QDialog()
    QVBoxLayout(made)
    yield made
    made.close()


def compose(letters: str) -> None:
    """Letters that are not text yet, as the input method brings them to where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QApplication.sendEvent(focused, QInputMethodEvent(letters, []))


def _line() -> tuple[QWidget, Callable[[], str]]:
    edit = QLineEdit()
    return edit, edit.text


def _page() -> tuple[QWidget, Callable[[], str]]:
    edit = QPlainTextEdit()
    return edit, edit.toPlainText


def _list() -> tuple[QWidget, Callable[[], str]]:
    edit = QComboBox()
    edit.setEditable(True)
    return edit, edit.currentText


def _click(_box: QDialog, other: QWidget) -> None:
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)


def _another_focus(_box: QDialog, other: QWidget) -> None:
    other.setFocus(Qt.FocusReason.TabFocusReason)


def _closing(box: QDialog, _other: QWidget) -> None:
    box.close()


def _command(_box: QDialog, _other: QWidget) -> None:
    composing.commit_composed()


@pytest.mark.parametrize("leave", [_click, _another_focus, _closing, _command])
@pytest.mark.parametrize("make", [_line, _page, _list])
def test_what_is_left_in_any_field_is_taken(
    qtbot: QtBot,
    box: QDialog,
    make: Callable[[], tuple[QWidget, Callable[[], str]]],
    leave: Callable[[QDialog, QWidget], None],
) -> None:
    (field, text), other = make(), QLineEdit()
    for widget in (field, other):
        box.layout().addWidget(widget)  # type: ignore[union-attr]
    box.show()
    box.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and field.hasFocus())
    compose(LETTERS)
    assert text() == ""
    leave(box, other)
    assert text() == LETTERS
    assert other.text() == ""


@pytest.mark.parametrize("way", ["another cell", "a command"])
def test_a_cell_begun_with_them_is_not_written_empty(window: MainWindow, way: str) -> None:
    editor = open_form(window, projects(window)[0])
    refs = [cell.field for cell in editor.sheet.cells if cell.field is not None]
    name = next(ref for ref in refs if ref.path == "name")
    assert editor.go_to(name)
    editor.text.setFocus()
    compose(LETTERS)
    assert editor.editing.open
    if way == "another cell":
        assert editor.go_to(refs[-1])
    else:
        assert window.session is not None
        assert window.session.commit_editors()
    assert projects(window)[0].name == LETTERS


def test_what_a_locked_cell_refused_does_not_come_into_another(window: MainWindow) -> None:
    editor = open_form(window, projects(window)[0])
    fields = [(cell.field, cell) for cell in editor.sheet.cells if cell.field is not None]
    name = next(field for field, _cell in fields if field.path == "name")
    locked = next(field for field, cell in fields if not editor.state.can_type(cell))
    before = projects(window)[0].name
    assert editor.go_to(locked)
    editor.text.setFocus()
    compose(LETTERS)
    assert not editor.editing.open
    assert editor.go_to(name)
    desk_of(window).view.setFocus()
    assert projects(window)[0].name == before
    assert not editor.editing.open
