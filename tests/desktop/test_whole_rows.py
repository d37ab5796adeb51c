"""Lists are cut between rows: in dialogs, in boxes, beside cells."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QListWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.still import StillBox
from budgetdesk.desktop.theme import theme
from budgetdesk.desktop.whole_rows import WholeRowsList
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.side_pane import SidePane
from budgetdesk.domain.records import RecordKind
from tests.desktop.children import children_of
from tests.desktop.window.steps import desk_of, open_form, projects, ref_of


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[QWidget]:
    theme()
    widget = QWidget()
    qtbot.addWidget(widget)
    QVBoxLayout(widget)
    widget.resize(300, 300)
    yield widget
    widget.hide()


def rows_of(view: QAbstractItemView) -> float:
    return view.viewport().height() / view.visualRect(view.model().index(0, 0)).height()


@pytest.mark.parametrize("height", [97, 120, 151, 233, 300])
def test_a_list_of_any_height_shows_whole_rows(pane: QWidget, height: int) -> None:
    shown = WholeRowsList(pane)
    shown.addItems([f"项目 {number}" for number in range(40)])
    pane.layout().addWidget(shown)  # type: ignore[union-attr]  # it has one
    shown.setFixedHeight(height)
    pane.show()
    QApplication.processEvents()
    assert rows_of(shown) == int(rows_of(shown)) >= 2
    assert shown.viewport().height() > height - 2 * shown.sizeHintForRow(0)


@pytest.mark.parametrize("width", range(170, 240, 6))
@pytest.mark.parametrize("counts", [(2, 12), (12, 2), (3, 4, 5, 6)])
def test_rows_that_wrap_are_as_high_as_their_text_with_a_bar_beside_them(
    qtbot: QtBot, width: int, counts: tuple[int, ...]
) -> None:
    side = SidePane()
    qtbot.addWidget(side)
    side.resize(width, 420)
    side.show()
    for count in counts:
        side.history.clear()
        side.history.addItems([_entry(number) for number in range(count)])
        QApplication.processEvents()
        assert_rows_fit(side.history)
    side.resize(width + 31, 420)
    QApplication.processEvents()
    assert_rows_fit(side.history)


def _entry(number: int) -> str:
    return f"03-{number + 1:02} 10:00　经办人　修改 项目概况\n" + "改善" * number + " → 提高水平"


def assert_rows_fit(shown: QListWidget) -> None:
    """Each row begins where the text of the one above it ends."""
    for row in range(1, shown.count()):
        place, above = (shown.visualItemRect(shown.item(at)) for at in (row, row - 1))
        needed = shown.sizeHintForIndex(shown.indexFromItem(shown.item(row - 1)))
        assert place.top() - above.top() == needed.height()


@pytest.mark.parametrize("count", [1, 3, 10, 11, 40])
def test_a_box_opens_whole_rows_the_first_time_too(pane: QWidget, count: int) -> None:
    box = StillBox(pane)
    box.addItems([f"单位 {number}" for number in range(count)])
    pane.layout().addWidget(box)  # type: ignore[union-attr]  # it has one
    pane.show()
    for _ in range(2):
        box.showPopup()
        QApplication.processEvents()
        assert rows_of(box.view()) == min(count, 10)
        box.hidePopup()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (911, 484)])
@pytest.mark.parametrize("row", [0, 4, 200])
def test_what_a_cell_offers_is_seen_whole(
    window: MainWindow, width: int, height: int, row: int
) -> None:
    window.resize(width, height)
    window.commands["check"].trigger()
    table = desk_of(window).open_ledger().table
    QApplication.processEvents()
    table.go_to(row, 1)
    QTest.keyClicks(table.cell, "21")
    shown = table.editing.list
    place = QRect(shown.mapTo(window, shown.rect().topLeft()), shown.size())
    assert window.rect().contains(place)
    assert rows_of(shown) == int(rows_of(shown)) >= 5
    cell = table.visualRect(table.currentIndex())
    cell.moveTopLeft(table.viewport().mapTo(window, cell.topLeft()))
    assert not place.intersects(cell)
    desk_of(window).tabs.step_tab(1)
    desk_of(window).tabs.close_current()
    assert not [it for it in children_of(window, QListView) if it is shown and it.isVisible()]


def test_the_choices_of_a_form_go_with_its_tab(window: MainWindow) -> None:
    desk = desk_of(window)
    first, second = projects(window)[:2]
    form = open_form(window, first)
    form.go_to(ref_of(form, "attribute"))
    form.setFocus()
    QTest.keyClick(form.text, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    shown = form.editing.choices
    assert shown.isVisible()
    assert rows_of(shown) == shown.count()
    desk.tabs.open_form(RecordKind.PROJECT, second.id)
    QApplication.processEvents()
    assert not shown.isVisible()
