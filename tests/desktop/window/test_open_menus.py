"""While a menu is open the keys are its own: they do not work on what lies behind it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from budgetdesk.desktop.menu import Menu
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.window.steps import desk_of, open_form, projects

_SOURCES = Path(__file__).resolve().parents[3] / "budgetdesk"
_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Minus)
_WITH_CTRL = (*_KEYS, Qt.Key.Key_X, Qt.Key.Key_C, Qt.Key.Key_D)


@pytest.fixture
def triggered(window: MainWindow) -> Iterator[list[str]]:
    """What was done since a form is open: commands of the window, the tree and the form."""
    done: list[str] = []
    open_form(window, projects(window)[0])
    window.activateWindow()
    for action in window.findChildren(QAction):
        action.triggered.connect(lambda _=False, it=action: done.append(it.text()))
    yield done
    for top in QApplication.topLevelWidgets():
        if isinstance(top, QMenu):
            top.close()


def press_all(widget: QWidget) -> None:
    widget.setFocus()
    for key in _KEYS:
        QTest.keyClick(widget, key)
    for key in _WITH_CTRL:
        QTest.keyClick(widget, key, Qt.KeyboardModifier.ControlModifier)


def test_a_menu_of_the_bar(window: MainWindow, triggered: list[str]) -> None:
    for menu in window.menuBar().findChildren(Menu):
        menu.popup(QPoint())
        press_all(menu)
        menu.close()
        assert triggered == [], menu.title()


def test_the_bar_itself(window: MainWindow, triggered: list[str]) -> None:
    press_all(window.menuBar())
    assert triggered == []


@pytest.mark.parametrize("of", ["form", "tree"])
def test_a_menu_at_a_place(window: MainWindow, triggered: list[str], of: str) -> None:
    form = desk_of(window).tabs.current_form()
    assert form is not None
    if of == "form":
        form.text.menu_wanted.emit(QPoint(5, 5))
    else:
        desk_of(window).view.customContextMenuRequested.emit(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    press_all(menu)
    assert triggered == []


def test_every_menu_is_one_of_these() -> None:
    for path in _SOURCES.rglob("*.py"):
        if path.name != "menu.py":
            assert not re.search(r"\bQMenu\(|\.addMenu\(\"", path.read_text()), path
