"""The wheel changes no value in the whole program."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QScrollBar,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from budgetdesk.desktop import ask, still
from budgetdesk.desktop.still import StillBox, StillTabBar, StillTabs
from budgetdesk.desktop.theme import theme
from budgetdesk.desktop.window.commands import COMMANDS
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.children import children_of
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import open_form, projects, trigger

_DESKTOP = Path(still.__file__).parent
_FICKLE = {
    *("QComboBox", "QFontComboBox", "QTabBar", "QTabWidget", "QSpinBox", "QDoubleSpinBox"),
    *("QDateEdit", "QTimeEdit", "QDateTimeEdit", "QSlider", "QDial"),
}
_NOT_TRIGGERED = {"quit", "close_book", "open_sample", "delete", "close_tab", "print"}


def turn(widget: QWidget, notches: int) -> bool:
    """Turn the wheel over a widget; whether it took that for itself."""
    point = QPointF(widget.rect().center())
    event = QWheelEvent(
        point,
        widget.mapToGlobal(point),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def said_by(widget: QWidget) -> object:
    """What a widget says."""
    for ask_it in ("currentIndex", "text", "value"):
        if hasattr(widget, ask_it):
            return getattr(widget, ask_it)()
    raise TypeError(widget)


def changes_by_wheel(widget: QWidget) -> bool:
    """Whether Qt has the wheel change what a widget says; a scroll bar only scrolls."""
    kinds = (QComboBox, QAbstractSpinBox, QTabBar, QAbstractSlider)
    return isinstance(widget, kinds) and not isinstance(widget, QScrollBar)


def fickle(top: QWidget) -> list[QWidget]:
    """The widgets that Qt would change."""
    return [widget for widget in children_of(top, QWidget) if changes_by_wheel(widget)]


def changed_by_the_wheel(top: QWidget) -> list[str]:
    """Which widgets change under the wheel."""
    found = []
    for widget in fickle(top):
        before = said_by(widget)
        for notches in (-1, 1, 1):
            turn(widget, notches)
            if said_by(widget) != before:
                found.append(f"{type(widget).__name__} {widget.accessibleName()}")
    return found


def box() -> StillBox:
    made = StillBox()
    made.addItems(["甲", "乙", "丙"])
    made.setCurrentIndex(1)
    return made


def bar() -> StillTabBar:
    made = StillTabBar()
    for text in "甲乙丙":
        made.addTab(text)
    made.setCurrentIndex(1)
    return made


def pages() -> StillTabs:
    made = StillTabs()
    for text in "甲乙丙":
        made.addTab(QWidget(), text)
    made.setCurrentIndex(1)
    return made


@pytest.mark.parametrize("focused", [False, True])
@pytest.mark.parametrize("make", [box, bar, pages])
def test_the_wheel_passes_by(qtbot: QtBot, make: Callable[[], QWidget], focused: bool) -> None:
    theme()
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    widget = make()
    layout.addWidget(widget)
    page.show()
    if focused:
        widget.setFocus()
    assert fickle(page)
    assert changed_by_the_wheel(page) == []
    assert not turn(widget, -1)  # it is left to what lies below


@pytest.mark.parametrize("path", sorted(_DESKTOP.rglob("*.py")), ids=lambda path: path.name)
def test_no_other_box_is_made(path: Path) -> None:
    """Only the program's own boxes and tabs; numbers and dates are typed, nothing slides."""
    made = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert made & _FICKLE == set()


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch, answers: Answers) -> dict[str, list[str]]:
    """The dialogs that came up, each with the widgets that the wheel changed."""
    found: dict[str, list[str]] = {}

    def look_at(dialog: QDialog) -> bool:
        dialog.show()
        found[type(dialog).__name__] = changed_by_the_wheel(dialog)
        dialog.close()
        dialog.deleteLater()
        return False

    monkeypatch.setattr(ask, "run", look_at)
    for name, nothing in (("ask_open", ()), ("ask_one", None), ("ask_save", None)):
        monkeypatch.setattr(ask, name, lambda *_, nothing=nothing: nothing)
    monkeypatch.setattr(ask, "ask_folder", lambda *_: None)
    return found


def test_nothing_in_the_program_changes(window: MainWindow, met: dict[str, list[str]]) -> None:
    """Every command is chosen, so that every page and dialog has been there."""
    open_form(window, projects(window)[0])
    for command in COMMANDS:
        if command.name in _NOT_TRIGGERED or not window.commands[command.name].isEnabled():
            continue
        trigger(window, command.name)
        QApplication.processEvents()
        assert changed_by_the_wheel(window) == [], command.name
    kinds = {type(widget).__name__ for widget in fickle(window)}
    assert {"StillBox", "StillTabBar"} <= kinds
    assert {"NewBookDialog", "ExportDialog", "RulesDialog", "OfficeDialog", "AboutDialog"} <= set(
        met
    )
    assert not any(met.values()), met


def test_nothing_in_the_pasted_lines_changes(window: MainWindow, met: dict[str, list[str]]) -> None:
    trigger(window, "open_ledger")
    QGuiApplication.clipboard().setText("项目名称\t金额（万元）\n甲\t1\n乙\t2\n丙\t3\n")
    actions = children_of(window, QAction)
    next(action for action in actions if action.text().startswith("粘贴为新的行")).trigger()
    assert met == {"PasteDialog": []}
