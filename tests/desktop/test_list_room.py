"""Columns of a list: texts that are cut get of the room that is left."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.listing.bars import BarDelegate
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.forms.listing import ColumnKind, LineHeading, ListedColumn


@dataclass(frozen=True)
class Line:
    """A line of three texts and a count."""

    texts: tuple[str, str, str]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.texts


COLUMNS: tuple[ListedColumn[Line], ...] = (
    ListedColumn("单位", 6, lambda it: it.texts[0]),
    ListedColumn("说明", 6, lambda it: it.texts[1]),
    ListedColumn("内容", 6, lambda it: it.texts[2]),
    ListedColumn("数", 4, lambda it: len(it.texts), ColumnKind.COUNT),
)


@pytest.fixture
def table(qtbot: QtBot) -> ListTable:
    made = ListTable(ListModel(COLUMNS), stretches=1)
    qtbot.addWidget(made)
    made.resize(60 * made.fontMetrics().horizontalAdvance("永"), 300)
    made.show()
    QApplication.processEvents()
    return made


def characters(table: ListTable) -> list[int]:
    """How wide each column is, in characters."""
    one = table.fontMetrics().horizontalAdvance("永")
    return [table.columnWidth(at) // one for at in range(len(COLUMNS))]


def test_what_is_cut_gets_room_before_what_is_not(table: ListTable) -> None:
    table.show_lines([Line(("甲" * 12, "短", "丙" * 5))])
    widths = characters(table)
    assert 12 < widths[0] < 15
    assert (widths[2], widths[3]) == (6, 4)
    assert widths[1] > 30  # what is left
    table.show_lines([Line(("甲", "短", "丙"))])
    assert characters(table)[0] == 6


def test_what_lacks_least_comes_first_and_the_longest_gets_the_rest(table: ListTable) -> None:
    table.show_lines([Line(("甲" * 12, "乙" * 10, "丙" * 39))])
    widths = characters(table)
    assert widths[0] > 12
    assert widths[1] > 10
    assert widths[2] > 20
    assert table.horizontalScrollBar().maximum() == 0


def test_a_column_that_was_dragged_stays(table: ListTable) -> None:
    table.setColumnWidth(0, 50)
    table.show_lines([Line(("甲" * 12, "短", "丙"))])
    table.resize(table.width() + 40, table.height())
    assert table.columnWidth(0) == 50


def test_bars_are_shares_of_the_largest_whatever_comes_anew(qtbot: QtBot) -> None:
    columns = (ListedColumn[Line]("数", 6, lambda it: len(it.texts[0]), ColumnKind.COUNT),)
    model = ListModel(columns)
    bars = BarDelegate(model, {0: "accent"}, model)
    table = ListTable(model, bars)
    qtbot.addWidget(table)
    table.show_lines([Line(("甲" * 4, "", "")), Line(("", "", "")), Line(("甲", "", ""))])
    assert [bars.share(row, 0) for row in range(3)] == [1.0, 0.0, 0.25]
    table.show_lines([Line(("甲" * 2, "", "")), Line(("甲", "", ""))])
    assert [bars.share(row, 0) for row in range(2)] == [1.0, 0.5]
    table.show_lines([Line(("", "", ""))])
    assert bars.share(0, 0) == 0.0
    shown = table.grab()
    assert not shown.isNull()


@pytest.mark.parametrize(
    "held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier]
)
def test_the_chosen_line_is_chosen_whatever_keys_are_held(
    table: ListTable, held: Qt.KeyboardModifier
) -> None:
    """A list may open while the keys that asked for it are still down."""
    table.show_lines([Line((text, "", "")) for text in "甲乙丙"])
    QTest.keyPress(table, Qt.Key.Key_F8, held)
    try:
        for row in (0, 2, 2, 1):
            table.selectRow(row)
            assert table.selected_lines() == [table.model_of_lines.lines[row]]
    finally:
        QTest.keyRelease(table, Qt.Key.Key_F8)


@pytest.mark.parametrize("hidden", [{0}, {0, 1}, {2}, {1, 3}])
@pytest.mark.parametrize("meanwhile", [False, True], ids=["before", "meanwhile"])
def test_keys_move_whatever_columns_are_hidden(
    table: ListTable, hidden: set[int], meanwhile: bool
) -> None:
    """A register of one department has no column for it, and a narrow list fewer columns."""

    def hide() -> None:
        for column in hidden:
            table.hideColumn(column)

    if not meanwhile:
        hide()
    lines = [Line((it, it, it)) for it in "甲乙丙丁"]
    table.show_lines(lines)
    table.selectRow(0)
    if meanwhile:
        hide()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.current_line() is lines[1]
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_lines() == lines[1:3]
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.current_line() is lines[3]


def grouped(groups: int, each: int) -> list[object]:
    return [
        line
        for group in range(groups)
        for line in (
            LineHeading(f"{group}", f"单位{group}", each),
            *(Line((f"{group}", f"{at}", "")) for at in range(each)),
        )
    ]


def seen(table: ListTable, row: int) -> bool:
    place = table.visualRect(table.model_of_lines.index(row, 0))
    return table.viewport().rect().contains(place)


def test_a_line_is_gone_to_with_its_heading_where_both_have_room(table: ListTable) -> None:
    lines = grouped(6, 3)
    table.resize(table.width(), 170)
    QApplication.processEvents()
    table.show_lines(lines)
    table.scrollToBottom()
    for row in (21, 13, 1, 7, 3):
        assert table.go_to(lines[row].key)  # type: ignore[attr-defined]
        assert seen(table, row), row
        assert seen(table, row - row % 4), row
    lines = grouped(2, 30)
    table.show_lines(lines)
    assert table.go_to(lines[20].key)  # type: ignore[attr-defined]
    assert seen(table, 20), "whose heading is too far above"


def test_where_the_cursor_was_put_before_it_was_shown_is_seen(qtbot: QtBot) -> None:
    made = ListTable(ListModel(COLUMNS), stretches=1)
    qtbot.addWidget(made)
    lines = grouped(9, 3)
    made.show_lines(lines)
    made.go_to(lines[3].key)  # type: ignore[attr-defined]
    made.resize(600, 300)
    made.show()
    QApplication.processEvents()
    assert seen(made, 3)
    assert seen(made, 0), "its heading"
