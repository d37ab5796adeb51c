"""Narrow windows: every tool is in sight, the tree can be read, and dialogs fit the screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from budgetdesk.checks.finding import Severity
from budgetdesk.desktop.findings.filter_bar import FilterBar
from budgetdesk.desktop.findings.wording import PapersOwner
from budgetdesk.desktop.settings import Settings
from budgetdesk.desktop.theme import theme
from budgetdesk.desktop.window.commands import LINE, TOOLS
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.window.steps import desk_of, open_form, projects, trigger

_ONLY_ICON = Qt.ToolButtonStyle.ToolButtonIconOnly


def buttons(window: MainWindow) -> dict[str, QToolButton]:
    tools = window.menus.tools
    return {name: tools.button(name) for name in TOOLS if name != LINE}


@pytest.mark.parametrize("width", [1366, 1024, 911, 800, 720])
@pytest.mark.parametrize("points", [9, 11])
def test_every_tool_is_in_sight(window: MainWindow, width: int, points: int) -> None:
    font = window.font()
    font.setPointSize(points)
    window.menus.tools.setFont(font)
    window.resize(width, 600)
    QApplication.processEvents()
    for name, button in buttons(window).items():
        assert button.isVisible(), name
        assert button.geometry().right() <= window.menus.tools.width(), name
        assert button.toolTip(), "said where the words are gone"
    hidden = [it for it in buttons(window).values() if it.toolButtonStyle() is _ONLY_ICON]
    if width == 1366:
        assert len(hidden) == 2, "撤销 and 重做 alone"


def test_the_right_pane_gives_way_where_the_tree_could_not_be_read(window: MainWindow) -> None:
    desk = desk_of(window)
    open_form(window, projects(window)[0])
    character = desk.fontMetrics().horizontalAdvance("永")
    for width, shown in ((1366, True), (911, False), (1366, True), (1024, True)):
        window.resize(width, 600)
        QApplication.processEvents()
        assert desk.side.isVisible() is shown
        assert window.commands["show_side"].isChecked() is shown
        assert desk.panel.width() >= 13 * character


@pytest.mark.parametrize(("width", "shown"), [(1366, True), (1093, True), (911, False)])
def test_a_start_that_opens_the_last_book_shows_what_has_room(
    qtbot: QtBot, tmp_path: Path, book_path: Path, width: int, shown: bool
) -> None:
    """The window is shown with its book; what has no size of its own until then is not asked."""
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window, before_close_func=lambda it: it.books.abandon())
    window.resize(width, 600)
    assert window.books.open(book_path)
    window.show()
    QApplication.processEvents()
    desk = desk_of(window)
    assert desk.side.isVisible() is shown
    assert desk.panel.width() >= 13 * desk.fontMetrics().horizontalAdvance("永")


def test_the_right_pane_comes_when_it_is_asked_for_and_is_remembered(window: MainWindow) -> None:
    desk = desk_of(window)
    window.resize(911, 512)
    QApplication.processEvents()
    trigger(window, "show_side")
    window.resize(905, 512)
    QApplication.processEvents()
    assert desk.side.isVisible()
    trigger(window, "show_side")
    window.resize(1366, 768)
    QApplication.processEvents()
    assert not desk.side.isVisible(), "it was sent away by hand"


def test_the_line_above_the_findings_fits_a_screen_of_800_pixels(qtbot: QtBot) -> None:
    theme()
    before = QApplication.font()
    larger = QFont(before)
    larger.setPointSize(11)
    QApplication.setFont(larger)
    try:
        bar = FilterBar()
        qtbot.addWidget(bar)
        count = dict.fromkeys(Severity, 88)
        bar.show_counts(count, count)
        bar.show_offices(tuple(PapersOwner("", it) for it in ("永和县卫生健康局", "医院")))
        bar.show_ignored(8)
        bar.show_fixes(88, "")
        bar.resize(780, bar.sizeHint().height())
        bar.show()
        assert bar.width() == 780
        for part in (bar.heading, bar.grouping, bar.office, bar.search, bar.ignored, bar.fix_all):
            assert part.isVisible()
            assert part.width() > 0
    finally:
        QApplication.setFont(before)
