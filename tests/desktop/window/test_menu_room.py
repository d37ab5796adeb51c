"""No menu is higher than the screen: Qt would go on in a second column, over what lies beside."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from budgetdesk.desktop.menu import Menu, gathered
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.window.steps import desk_of, open_form, projects

# 1366×768 at 100 % and at 125 %, each without and with a desktop's panel.
_ROOMS = (QSize(1366, 768), QSize(1366, 722), QSize(1093, 614), QSize(1093, 577))


@pytest.fixture(params=_ROOMS, ids=lambda it: f"{it.height()}")
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> QSize:
    """What a screen leaves to windows."""
    size: QSize = request.param
    monkeypatch.setattr(QScreen, "availableSize", lambda _: size)
    return size


def fits(menu: QMenu, room: QSize) -> bool:
    """Whether it stands in one column that is no higher than the screen."""
    places = [menu.actionGeometry(it) for it in menu.actions() if it.isVisible()]
    one = len({it.left() for it in places}) <= 1
    return one and menu.sizeHint().height() <= room.height()


def test_menus_of_the_bar_beside_any_page(staged: MainWindow, room: QSize) -> None:
    desk = desk_of(staged)
    openings: list[Callable[[], QWidget]] = [
        lambda: open_form(staged, projects(staged)[0]),
        desk.open_ledger,
        desk.open_tables,
        desk.open_disclosure,
    ]
    for page in (*openings, openings[0]):
        page()
        for menu in staged.menuBar().findChildren(Menu):
            menu.popup(QPoint())
            assert fits(menu, room), menu.title()
            menu.close()


def test_a_line_that_leads_to_others_is_there_again(staged: MainWindow) -> None:
    open_form(staged, projects(staged)[0])
    for _ in range(3):
        for menu in staged.menuBar().findChildren(Menu):
            menu.popup(QPoint())
            menu.close()
    [menu] = [it for it in staged.menuBar().findChildren(Menu) if it.title() == "编辑(&E)"]
    below = [it.menu() for it in menu.actions() if it.menu() is not None]
    assert [it.title() for it in below if isinstance(it, Menu)] == ["往一体化复制", "各阶段的表"]
    assert all(len(it.actions()) > 2 for it in below if isinstance(it, Menu))


def test_the_menu_of_a_form(staged: MainWindow, room: QSize) -> None:
    form = open_form(staged, projects(staged)[0])
    form._open_menu(QPoint())
    opened = [it for it in QApplication.topLevelWidgets() if isinstance(it, QMenu)]
    [menu] = [it for it in opened if it.isVisible()]
    assert fits(menu, room)
    menu.close()


def test_rows_lie_apart_where_there_is_room(
    staged: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in a menu whose rows lay closer on another screen."""
    actions = [staged.commands[name] for name in ("new_book", "open_book", "save", "print")]
    menu = gathered("文件", [*actions, None, staged.commands["quit"]], staged).menu()
    assert isinstance(menu, Menu)
    heights = []
    for height in (768, 60, 768):
        monkeypatch.setattr(QScreen, "availableSize", lambda _, height=height: QSize(600, height))
        menu.fit()
        heights.append(menu.sizeHint().height())
    assert heights[0] == heights[2] > heights[1]
