"""What is shown: filter, groups, order, and the news of the book."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from budgetdesk.book import edit, read
from budgetdesk.desktop.ledger.rows import GroupHeading
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.money import yuan_text
from tests.desktop.ledger.conftest import AMOUNT, LedgerDesk

F = LedgerField
Key = Qt.Key


def headings(desk: LedgerDesk) -> list[GroupHeading]:
    return [row for row in desk.pane.ledger.shown if isinstance(row, GroupHeading)]


def test_a_filter_leaves_lines_and_their_total(desk: LedgerDesk, qtbot: QtBot) -> None:
    desk.ctrl(Key.Key_F)
    assert desk.pane.filter.hasFocus()
    QTest.keyClicks(desk.pane.filter, "ylfw")
    wanted = [line for line in desk.lines if "医疗服务" in (line.project or "")]
    qtbot.waitUntil(lambda: desk.pane.ledger.rowCount() == len(wanted) + 1)
    total = sum(line.amount for line in wanted)
    assert desk.pane.total.text() == f"筛选出 {len(wanted)} 行　合计 {total // 100:,} 元"
    QTest.keyClick(desk.pane.filter, Key.Key_Return)
    assert desk.table.cell.hasFocus()
    desk.ctrl(Key.Key_F)
    QTest.keyClick(desk.pane.filter, Key.Key_Escape)
    assert desk.pane.ledger.rowCount() == len(desk.lines) + 1
    assert desk.table.cell.hasFocus()


def test_a_line_stays_to_be_seen_while_it_is_edited(desk: LedgerDesk) -> None:
    desk.pane.filter.setText("150,000")
    QTest.keyClick(desk.pane.filter, Key.Key_Return)
    count = desk.pane.ledger.rowCount()
    desk.at(0, F.AMOUNT)
    desk.keys("1")
    desk.press(Key.Key_Return)
    assert desk.pane.ledger.rowCount() == count
    assert desk.line(0).amount == 100


def test_groups_show_subtotals_and_fold(desk: LedgerDesk) -> None:
    desk.pane.grouping.setCurrentIndex(1)
    shown = headings(desk)
    assert [heading.title for heading in shown] == [
        unit.name
        for unit in read.units(desk.book)
        if any(line.unit.id == unit.id for line in desk.lines)
    ]
    assert sum(heading.total for heading in shown) == sum(line.amount for line in desk.lines)
    rows = desk.pane.ledger.rowCount()
    desk.table.go_to(0, 0)
    desk.press(Key.Key_Left)
    assert desk.pane.ledger.rowCount() == rows - shown[0].count
    desk.press(Key.Key_Space)
    assert desk.pane.ledger.rowCount() == rows
    desk.press(Key.Key_Return)
    assert headings(desk)[0].folded
    desk.keys("5")
    assert not desk.table.editing.open, "a heading is not typed into"


def test_a_subtotal_follows_an_edited_line(desk: LedgerDesk) -> None:
    desk.pane.grouping.setCurrentIndex(3)
    before = headings(desk)[0].total
    desk.at(1, F.AMOUNT)
    was = desk.line(1).amount
    desk.keys("1")
    desk.press(Key.Key_Return)
    assert headings(desk)[0].total == before - was + 100
    now = yuan_text(before - was + 100, thousands=True, decimals=True)
    assert desk.pane.ledger.index(0, AMOUNT).data() == now


def test_a_click_on_a_heading_sorts_and_a_third_restores(desk: LedgerDesk) -> None:
    entered = [line.id for line in desk.lines]
    header = desk.table.horizontalHeader()
    place = header.sectionViewportPosition(AMOUNT) + 10

    def click() -> list[int]:
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 5))
        return [desk.line(row).amount for row in range(len(entered))]

    amounts = click()
    assert amounts == sorted(amounts)
    assert click() == sorted(amounts, reverse=True)
    click()
    assert [desk.line(row).id for row in range(len(entered))] == entered


def test_cursor_and_selection_stay_with_their_lines(desk: LedgerDesk) -> None:
    desk.at(10, F.PROJECT)
    desk.reach(12, F.PROJECT)
    chosen = [line.id for line in desk.table.commands.lines()]
    with desk.book.step("别处") as step:
        edit.delete_ledger_line(step, desk.line(2).id)
        edit.delete_ledger_line(step, desk.line(5).id)
    assert [line.id for line in desk.table.commands.lines()] == chosen
    desk.table.horizontalHeader().setSortIndicator(AMOUNT, Qt.SortOrder.AscendingOrder)
    assert sorted(line.id for line in desk.table.commands.lines()) == sorted(chosen)
    every_second = [line.id for line in desk.lines[::2] if line.id not in chosen]
    with desk.book.step("别处") as step:
        for line_id in every_second:
            edit.delete_ledger_line(step, line_id)
    assert sorted(line.id for line in desk.table.commands.lines()) == sorted(chosen)


def test_renamed_projects_and_units_are_shown_at_once(desk: LedgerDesk) -> None:
    line = next(line for line in desk.lines if line.project_id)
    row = desk.pane.ledger.place(line.id)
    with desk.book.step("改名") as step:
        edit.rename(step, "project", line.project_id or 0, "改了名的项目")
    assert desk.line(row).project == "改了名的项目"
    desk.at(row, F.PROJECT)
    desk.enter("改了名")
    assert "改了名的项目" in desk.choices
    desk.press(Key.Key_Escape)
    with desk.book.step("改名") as step:
        edit.rename(step, "unit", line.unit.id, "改了名的单位")
    assert desk.pane.ledger.index(row, 0).data() == "改了名的单位"


def test_only_the_lines_behind_a_figure(desk: LedgerDesk) -> None:
    ids = [line.id for line in desk.lines[5:8]]
    desk.pane.show_only(ids, "表三 2100408")
    assert desk.pane.ledger.rowCount() == 4
    assert desk.pane.choice.text() == "只显示 表三 2100408　✕"
    assert desk.pane.total.text().startswith("筛选出 3 行")
    outside = desk.lines[0].id
    assert desk.pane.go_to_line(outside)
    assert desk.table.current_line() == desk.lines[0]
    assert not desk.pane.choice.isVisible()
    assert not desk.pane.go_to_line(10**9)


def test_a_closed_panel_hears_no_more(desk: LedgerDesk) -> None:
    desk.pane.close_down()
    shown = desk.line(0)
    with desk.book.step("别处") as step:
        edit.delete_ledger_line(step, shown.id)
    assert desk.line(0) == shown
    assert desk.session.commit_editors()
