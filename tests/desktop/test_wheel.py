"""The wheel changes no value: of no kind of widget, and of none in the whole program."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QDial,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QSlider,
    QSpinBox,
    QTabBar,
    QTabWidget,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from budgetdesk.desktop import ask
from budgetdesk.desktop.theme import theme
from budgetdesk.desktop.wheel import changes_by_wheel
from budgetdesk.desktop.window.commands import COMMANDS
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import open_form, projects, trigger

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


def fickle(top: QWidget) -> list[QWidget]:
    """The widgets that Qt would change."""
    return [widget for widget in top.findChildren(QWidget) if changes_by_wheel(widget)]


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


def box() -> QComboBox:
    made = QComboBox()
    made.addItems(["甲", "乙", "丙"])
    made.setCurrentIndex(1)
    return made


def bar() -> QTabBar:
    made = QTabBar()
    for text in "甲乙丙":
        made.addTab(text)
    made.setCurrentIndex(1)
    return made


def pages() -> QTabWidget:
    made = QTabWidget()
    for text in "甲乙丙":
        made.addTab(QWidget(), text)
    made.setCurrentIndex(1)
    return made


def number(kind: type[QSpinBox | QDoubleSpinBox | QSlider | QDial]) -> Callable[[], QWidget]:
    def make() -> QWidget:
        made = kind()
        made.setValue(5)
        return made

    return make


KINDS: list[Callable[[], QWidget]] = [
    *(box, bar, pages),
    *(number(kind) for kind in (QSpinBox, QDoubleSpinBox, QSlider, QDial)),
    lambda: QDateEdit(QDate(2024, 5, 1)),
    QTimeEdit,
]


@pytest.mark.parametrize("focused", [False, True])
@pytest.mark.parametrize("make", KINDS)
def test_no_kind_of_widget_changes(
    qtbot: QtBot, make: Callable[[], QWidget], focused: bool
) -> None:
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
    theme()._apply()  # another palette dresses all widgets anew
    assert changed_by_the_wheel(page) == []


def test_the_wheel_is_left_to_what_lies_below(qtbot: QtBot) -> None:
    theme()
    chosen = box()
    qtbot.addWidget(chosen)
    chosen.show()
    assert not turn(chosen, -1)


def test_the_boxes_of_qts_own_file_dialog_stay(qtbot: QtBot) -> None:
    theme()
    dialog = QFileDialog(None, "打开", "/", "账套 (*.budget);;所有文件 (*)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    assert len(fickle(dialog)) >= 2
    assert changed_by_the_wheel(dialog) == []


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
    assert {"QComboBox", "QTabBar"} <= kinds
    assert {"NewBookDialog", "ExportDialog", "RulesDialog", "OfficeDialog", "KeysDialog"} <= set(
        met
    )
    assert not any(met.values()), met


def test_nothing_in_the_pasted_lines_changes(window: MainWindow, met: dict[str, list[str]]) -> None:
    trigger(window, "open_ledger")
    QGuiApplication.clipboard().setText("项目名称\t金额（万元）\n甲\t1\n乙\t2\n丙\t3\n")
    actions = window.findChildren(QAction)
    next(action for action in actions if action.text().startswith("粘贴为新的行")).trigger()
    assert met == {"PasteDialog": []}
