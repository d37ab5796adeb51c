"""Revenue by code on the ledger's second sheet: the same grid over other lines."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from budgetdesk.book import edit, read
from budgetdesk.desktop.editor.marks import Mark, MarkColour
from budgetdesk.desktop.ledger.pane import LinesPane
from budgetdesk.domain.ledger_columns import LedgerField, RevenueField
from budgetdesk.domain.records import RevenueLine, Source
from tests.desktop.conftest import Answers
from tests.desktop.ledger.conftest import AMOUNT, LedgerDesk

Key = Qt.Key
R = RevenueField
COLUMNS = list(RevenueField)


@pytest.fixture
def sheet(desk: LedgerDesk) -> LinesPane:
    """The second sheet, with the keyboard on it."""
    desk.press(Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert desk.panel.front is desk.panel.revenue
    return desk.panel.revenue


def type_into(pane: LinesPane, row: int, column: RevenueField, text: str) -> None:
    pane.table.go_to(row, COLUMNS.index(column))
    pane.table.editing.begin(typed_over=True)
    pane.table.cell.setText(text)
    QTest.keyClick(pane.table.cell, Key.Key_Return)


def lines(desk: LedgerDesk) -> tuple[RevenueLine, ...]:
    return read.revenue_lines(desk.book)


def test_the_sheets_are_switched_by_keys_and_by_their_tabs(
    desk: LedgerDesk, sheet: LinesPane
) -> None:
    assert sheet.table.cell.hasFocus()
    assert sheet.isVisible()
    QTest.keyClick(sheet.table.cell, Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert desk.pane.table.cell.hasFocus()
    tabs = desk.panel.sheets
    place = tabs.tabRect(1).center()
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=place)
    assert desk.panel.front is sheet
    assert tabs.isVisible(), "the tabs are at the foot of either sheet"


def test_a_refused_cell_keeps_its_sheet_in_front(desk: LedgerDesk) -> None:
    desk.at(0, LedgerField.AMOUNT)
    desk.enter("八万")
    desk.panel.show_revenue()
    assert desk.panel.front is desk.pane
    assert desk.panel.sheets.currentIndex() == 0
    assert not desk.panel.go_to_revenue(1)
    assert desk.table.editing.open


def test_revenue_is_typed_with_code_search_and_summed(desk: LedgerDesk, sheet: LinesPane) -> None:
    sheet.table.go_to(0, COLUMNS.index(R.REVENUE_CODE))
    QTest.keyClicks(sheet.table.cell, "tdsyq")
    assert sheet.table.editing.list.isVisible()
    QTest.keyClick(sheet.table.cell, Key.Key_Tab)
    QTest.keyClicks(sheet.table.cell, "200")
    QTest.keyClick(sheet.table.cell, Key.Key_Return)
    [line] = lines(desk)
    assert (line.source, line.revenue_code, line.amount) == (Source.FUND, "1030148", 20_000)
    assert sheet.total.text() == "1 行　合计 200 元"
    assert desk.book.undo_name == "修改 金额"
    desk.session.undo()
    desk.session.undo()
    assert lines(desk) == ()


def test_only_these_two_budgets_have_revenue_by_code(desk: LedgerDesk, sheet: LinesPane) -> None:
    type_into(sheet, 0, R.REVENUE_CODE, "1030148")
    sheet.table.go_to(0, COLUMNS.index(R.SOURCE))
    QTest.keyClick(sheet.table.cell, Key.Key_F2)
    model = sheet.table.editing.list.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "政府性基金预算",
        "国有资本经营预算",
    ]
    QTest.keyClick(sheet.table.cell, Key.Key_Escape)
    type_into(sheet, 0, R.SOURCE, "单位资金")
    assert sheet.table.editing.notice.text().startswith("按科目填写的只有政府性基金预算")
    QTest.keyClick(sheet.table.cell, Key.Key_Escape)
    type_into(sheet, 0, R.SOURCE, "国有资本经营")
    tip = sheet.ledger.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "10301 开头的是政府性基金预算收入，请核对资金来源。"


def test_it_is_said_how_much_has_no_code_yet(desk: LedgerDesk, sheet: LinesPane) -> None:
    assert sheet.remark.text().startswith("预算明细中没有政府性基金和国有资本经营预算的当年收入")
    with desk.book.step("基金") as step:
        edit.update_ledger_line(step, replace(desk.lines[0], source=Source.FUND, amount=348310000))
    assert sheet.remark.text() == "政府性基金预算：明细 3,483,100 元，未列收入科目 3,483,100 元。"
    type_into(sheet, 0, R.REVENUE_CODE, "1030148")
    type_into(sheet, 0, R.AMOUNT, "3483000")
    assert sheet.remark.text().endswith("未列收入科目 100 元。")
    type_into(sheet, 0, R.AMOUNT, "3483200")
    assert sheet.remark.text().endswith("收入科目多列 100 元。")
    type_into(sheet, 0, R.AMOUNT, "3483100")
    assert sheet.remark.text().endswith("已全部列入收入科目。")
    desk.session.undo()
    assert sheet.remark.text().endswith("收入科目多列 100 元。")


def test_a_table_of_revenue_is_pasted(desk: LedgerDesk, sheet: LinesPane, answers: Answers) -> None:
    answers.dialogs.append(lambda dialog: True)
    desk.clip(
        "科目编码\t科目名称\t金额（万元）\r\n1030148\t土地\t2\r\n1030177\t彩票公益金收入\t3\r\n"
    )
    sheet.table.commands.paste.trigger()
    assert [(line.revenue_code, line.amount) for line in lines(desk)] == [
        ("1030148", 2_000_000),
        ("1030177", 3_000_000),
    ]
    assert sheet.ledger.index(1, 2).data() == "1030177 彩票公益金收入"
    sheet.table.selectAll()
    assert sheet.selection.text() == "选中 2 行　合计 50,000 元"
    sheet.grouping.setCurrentIndex(3)
    assert sheet.ledger.rowCount() == 5
    sheet.filter.setText("cpgyj")
    QTest.keyClick(sheet.filter, Key.Key_Return)
    assert sheet.total.text() == "筛选出 1 行　合计 30,000 元"
    desk.session.undo()
    assert lines(desk) == ()


def test_findings_lead_to_a_line_and_its_column(desk: LedgerDesk) -> None:
    unit = desk.lines[0].unit
    with desk.book.step("收入") as step:
        ids = [
            edit.add_revenue_line(step, RevenueLine(unit, Source.FUND, code, 100))
            for code in ("1030148", "1030177")
        ]
    assert desk.panel.go_to_revenue(ids[1], "amount")
    sheet = desk.panel.revenue
    assert desk.panel.front is sheet
    assert (sheet.table.currentIndex().row(), sheet.table.currentIndex().column()) == (1, 3)
    assert desk.panel.go_to_revenue(ids[0], "name")
    assert sheet.table.cursor_.column is R.REVENUE_CODE, "the name stands with the code"
    assert not desk.panel.go_to_revenue(10**9)
    assert desk.panel.go_to_line(desk.lines[3].id, LedgerField.SOURCE)
    assert desk.panel.front is desk.pane
    assert desk.place == (3, LedgerField.SOURCE)
    desk.panel.show_only_revenue(ids[:1], "表七")
    assert (desk.panel.front, sheet.ledger.rowCount()) == (sheet, 2)
    desk.panel.show_only([desk.lines[0].id], "表三")
    assert (desk.panel.front, desk.pane.ledger.rowCount()) == (desk.pane, 2)


def test_marks_of_findings_are_told_in_their_cells(desk: LedgerDesk) -> None:
    line = desk.lines[0]
    with desk.book.step("收入") as step:
        made = edit.add_revenue_line(step, RevenueLine(line.unit, Source.FUND, "1030148", 1))
    wrong = Mark(MarkColour.ERROR, "金额不对。")
    desk.panel.set_marks({(line.id, LedgerField.AMOUNT): wrong}, {(made, R.AMOUNT): wrong})
    model = desk.pane.ledger
    assert model.mark(desk.line(0), LedgerField.AMOUNT) == wrong
    assert model.index(0, AMOUNT).data(Qt.ItemDataRole.ToolTipRole) == "金额不对。"
    revenue = desk.panel.revenue.ledger
    assert revenue.mark(lines(desk)[0], R.AMOUNT) == wrong
    assert len(revenue.marks) == 1
    desk.at(0, LedgerField.AMOUNT)
    guide = desk.panel.guide()
    assert guide is not None
    assert guide.text.startswith("金额不对。")
    desk.panel.set_marks({})
    assert model.mark(desk.line(0), LedgerField.AMOUNT) is None
