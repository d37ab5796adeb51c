"""The tab of the computed tables in the real window."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.read import ledger, units
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.editor.marks import Mark, MarkColour
from budgetdesk.desktop.ledger.panel import LedgerPanel
from budgetdesk.desktop.tables.panel import TablesPanel
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.catalogue import CatalogueError
from budgetdesk.domain.fields import figure_ref
from budgetdesk.domain.money import wan_text, yuan_text
from budgetdesk.domain.records import Origin, RevenueLine, Source
from budgetdesk.forms.sheet import Cell, Role
from budgetdesk.tables.compute import DepartmentTables
from tests.desktop.conftest import MakeWindow

PROJECTS = "t12_project_expenditure_current"


@pytest.fixture
def panel(window: MainWindow) -> TablesPanel:
    window.commands["open_tables"].trigger()
    assert window.desk is not None
    page = window.desk.tabs.tabs.currentWidget()
    assert isinstance(page, TablesPanel)
    return page


def cell_of(panel: TablesPanel, name: str, column: int) -> Cell:
    """A cell in the row that begins with a name."""
    cells = panel.view.sheet.cells
    row = next(cell.row for cell in cells if cell.text == name and cell.role is Role.LABEL)
    found = panel.view.grid.at(row, column)
    assert found is not None
    return found


def middle(panel: TablesPanel, cell: Cell) -> QPoint:
    return panel.view.cell_rect(cell).center()


def test_all_thirteen_tables_are_listed_and_shown(panel: TablesPanel) -> None:
    assert panel.table.count() == 13
    assert not panel.department.isVisible()
    for number in range(13):
        panel.table.setCurrentIndex(number)
        assert panel.view.isVisible()
        assert panel.view.sheet.name == panel.table.currentText()
    assert panel.table.currentText() == "表十三 2024年项目支出预算表（上年结转）"


def test_the_tab_is_opened_once(window: MainWindow, panel: TablesPanel) -> None:
    assert window.desk is not None
    panel.show_table(PROJECTS)
    assert window.desk.open_tables() is panel
    assert panel.current is not None
    assert panel.current.id == PROJECTS


def test_a_double_click_shows_the_lines_behind_a_figure(
    window: MainWindow, panel: TablesPanel, qtbot: QtBot
) -> None:
    panel.show_table(PROJECTS)
    cell = cell_of(panel, "村级计生员补助", 1)
    panel.view.show_place(GridPlace(cell.row, cell.column))
    qtbot.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(panel, cell))
    assert window.desk is not None
    page = window.desk.tabs.tabs.currentWidget()
    assert isinstance(page, LedgerPanel)
    assert page.front.total.text() == "筛选出 1 行　合计 82,800 元"
    assert page.front.choice.text() == "只显示 表十二 8.28　✕"


def test_enter_does_the_same_and_a_blank_does_nothing(
    window: MainWindow, panel: TablesPanel, qtbot: QtBot
) -> None:
    assert window.desk is not None
    blank = cell_of(panel, "二、外交支出", 3)
    panel.view.move_to(GridPlace(blank.row, blank.column))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert window.desk.tabs.tabs.currentWidget() is panel
    total = cell_of(panel, "八、社会保障和就业支出", 3)
    panel.view.move_to(GridPlace(total.row, total.column))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    page = window.desk.tabs.tabs.currentWidget()
    assert isinstance(page, LedgerPanel)
    assert page.front.total.text().endswith(
        f" 行　合计 {yuan_text(total.number, thousands=True)} 元"
    )


def test_the_keyboard_walks_over_the_figures_and_copies(panel: TablesPanel, qtbot: QtBot) -> None:
    view = panel.view
    panel.show_table("t05_general_public_budget_expenditure")
    first = view.current
    assert first is not None
    assert first.text == "5460.41"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current is not None
    assert view.current.text == "3253.17"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current.text == "474.15"
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    bottom = view.place.row
    assert bottom == len(view.sheet.rows) - 1
    qtbot.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "5460.41\t3253.17\r\n"


def test_a_changed_ledger_is_shown_at_once(window: MainWindow, panel: TablesPanel) -> None:
    assert window.session is not None
    book = window.session.book
    panel.show_table("t03_expenditure")
    before = panel.view.current
    assert before is not None
    with book.step("改") as step:
        step.update("ledger_line", ledger(book)[0].id, {"amount": 15000000 + 100000000})
    QApplication.processEvents()
    after = panel.view.current
    assert after is not None
    assert after.number == (before.number or 0) + 100000000
    book.undo()
    QApplication.processEvents()
    assert panel.view.current == before


def test_what_changes_behind_another_tab_is_computed_when_it_is_seen_again(
    window: MainWindow, panel: TablesPanel
) -> None:
    assert window.session is not None
    assert window.desk is not None
    book = window.session.book
    window.desk.open_ledger()
    with book.step("清空") as step:
        for line in ledger(book):
            edit.delete_ledger_line(step, line.id)
    assert panel.table.count() == 13
    window.desk.open_tables()
    assert panel.table.count() == 0
    assert panel.nothing.isVisible()
    assert "还没有预算明细" in panel.nothing.text()
    book.undo()
    QApplication.processEvents()
    assert panel.table.count() == 13
    assert panel.view.isVisible()


def test_a_closed_tab_hears_no_more(window: MainWindow, panel: TablesPanel) -> None:
    assert window.desk is not None
    assert window.session is not None
    window.desk.tabs.close_current()
    book = window.session.book
    with book.step("改") as step:
        edit.delete_ledger_line(step, ledger(book)[0].id)
    QApplication.processEvents()
    assert window.desk.tabs.page_of(TablesPanel) is None


def test_what_the_catalogues_lack_is_told(
    make_window: MakeWindow, book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(_book: Book) -> tuple[DepartmentTables, ...]:
        raise CatalogueError("没有适用于 2019 年的目录 function，现有年度：2023。")

    monkeypatch.setattr("budgetdesk.desktop.tables.panel.compute_tables", lacking)
    window = make_window()
    assert window.books.open(book_path)
    assert window.desk is not None
    panel = window.desk.open_tables()
    assert "没有适用于 2019 年的目录" in panel.nothing.text()
    assert panel.nothing.isVisible()


def test_the_menu_offers_what_can_be_done(panel: TablesPanel) -> None:
    first = panel.view.grid.first_input()
    panel.view.move_to(first)
    actions = [action for action in panel.menu() if action is not None]
    assert [action.text() for action in actions] == [
        *("查看明细(&L)", "复制(&C)", "全选(&A)"),
        *("上一张表", "下一张表"),
    ]
    assert actions[0].isEnabled()
    actions[2].trigger()
    assert len(panel.view.selected_cells()) > 100


def test_the_keys_and_buttons_step_from_table_to_table(panel: TablesPanel, qtbot: QtBot) -> None:
    assert not panel.tools.previous.isEnabled()
    panel.tools.next.click()
    assert panel.table.currentIndex() == 1
    qtbot.keyClick(panel.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert panel.table.currentIndex() == 2
    qtbot.keyClick(panel.view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert panel.table.currentIndex() == 1
    panel.table.setCurrentIndex(12)
    assert not panel.tools.next.isEnabled()
    panel.step_table(1)
    assert panel.table.currentIndex() == 12


def test_a_figure_is_gone_to_by_its_reference(panel: TablesPanel) -> None:
    department_id = panel._departments[0].department.id
    assert panel.show_figure(department_id, PROJECTS, "total", 3)
    table, cell = panel.current, panel.view.current
    assert table is not None
    assert cell is not None
    assert table.id == PROJECTS
    assert cell.text == wan_text(table.figure(table.rows[3], "total"))
    assert not panel.show_figure(department_id, PROJECTS, "total", 10_000)
    assert not panel.show_figure(department_id, PROJECTS, "neither", 1)
    assert not panel.show_figure(department_id + 1, PROJECTS, "total", 1)
    assert not panel.show_figure(department_id, "t99", "total", 1)


def test_the_heads_stay_in_view_and_hide_no_cell_that_is_gone_to(
    panel: TablesPanel, qtbot: QtBot
) -> None:
    panel.show_table(PROJECTS)
    view = panel.view
    assert not view.head.frozen
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.head.frozen
    covered = view.viewport().rect().topLeft() + QPoint(view.viewport().width() // 2, 5)
    assert view.cell_at(covered) is None
    picture = view.grab().toImage()
    head = next(cell for cell in view.sheet.cells if cell.text == "项目名称")
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Up)
        current = view.current
        assert current is not None
        shown = view.cell_rect(current)
        assert shown.top() >= (view.head.height if view.head.frozen else 0)
    # The top of the view is the same wherever the rows are: the heads.
    again = view.grab().toImage()
    band = [
        (x, y)
        for x in range(view.cell_rect(head).left() + 5, view.cell_rect(head).right(), 3)
        for y in range(3, view.head.height - 4, 3)
    ]
    assert all(picture.pixel(x, y) == again.pixel(x, y) for x, y in band)
    qtbot.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert not view.head.frozen or view.current is not None


def test_marks_stand_on_the_figures_of_the_table_shown(panel: TablesPanel) -> None:
    department_id = panel._departments[0].department.id
    mark = Mark(MarkColour.ERROR, "与表三不等")
    panel.set_marks({figure_ref(department_id, PROJECTS, "total", 2): mark})
    assert panel.view._shown_marks == {}
    panel.show_table(PROJECTS)
    ((place, shown),) = panel.view._shown_marks.items()
    cell = panel.view.grid.at(*place)
    assert shown is mark
    assert cell is not None
    assert cell.field == figure_ref(department_id, PROJECTS, "total", 2)
    assert "与表三不等" in panel.view.tip(cell)


def test_revenue_figures_lead_to_the_revenue_lines(
    window: MainWindow, panel: TablesPanel, qtbot: QtBot
) -> None:
    assert window.session is not None
    assert window.desk is not None
    book = window.session.book
    unit = units(book)[0]
    with book.step("基金") as step:
        line = replace(ledger(book)[0], id=0, unit=unit, source=Source.FUND, amount=50_000_000)
        edit.add_ledger_line(step, replace(line, origin=Origin.CURRENT))
        edit.add_revenue_line(step, RevenueLine(unit, Source.FUND, "1030148", 30_000_000))
    panel.show_table("t07_government_fund_revenue")
    for name, amount in (("103", "30.00"), ("1030148", "30.00")):
        cell = cell_of(panel, name, 2)
        assert cell.text == amount
        panel.view.move_to(GridPlace(cell.row, cell.column))
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
        page = window.desk.tabs.tabs.currentWidget()
        assert isinstance(page, LedgerPanel)
        assert page.front is page.revenue
        assert page.front.choice.text() == f"只显示 表七 {amount}　✕"
        assert "合计 300,000 元" in page.front.total.text()
        window.desk.open_tables()
    total = cell_of(panel, "合计", 2)
    panel.view.move_to(GridPlace(total.row, total.column))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    page = window.desk.tabs.tabs.currentWidget()
    assert isinstance(page, LedgerPanel)
    assert page.front is page.spending
    assert "合计 500,000 元" in page.front.total.text()


def test_a_zero_says_that_nothing_is_behind_it(
    window: MainWindow, panel: TablesPanel, qtbot: QtBot
) -> None:
    assert window.desk is not None
    blank = cell_of(panel, "二、外交支出", 3)
    panel.view.move_to(GridPlace(blank.row, blank.column))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert window.desk.notice.text.text() == "这个数是零，没有对应的明细。"


def test_the_table_is_zoomed_with_the_forms(window: MainWindow, panel: TablesPanel) -> None:
    assert window.desk is not None
    assert window.status.zoom.isVisible()
    window.commands["zoom_in"].trigger()
    assert panel.view.zoom == 1.1
    assert window.status.zoom.text() == "110%"
    panel.view.set_zoom(1.3)
    assert window.desk.tabs.zoom_percent == 130
    window.desk.open_ledger()
    assert not window.status.zoom.isVisible()


def test_a_copied_range_gives_a_spreadsheet_numbers_and_text(
    panel: TablesPanel, qtbot: QtBot
) -> None:
    panel.show_table("t05_general_public_budget_expenditure")
    view = panel.view
    view.select_all()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    rows = [line.split("\t") for line in data.text().split("\r\n") if line]
    assert len({len(row) for row in rows}) == 1
    total = next(row for row in rows if row[0] == "合计")
    assert total[-3:] == ["5460.41", "3253.17", "2207.24"]
    assert [row[0] for row in rows if row[0].isdecimal()][:3] == ["208", "20805", "2080501"]
    assert "<td" in data.html()
    assert "5460.41" in data.html()


def test_the_side_pane_tells_the_exact_amount_and_what_the_table_counts(
    window: MainWindow, panel: TablesPanel
) -> None:
    assert window.desk is not None
    side = window.desk.side
    panel.show_table("t05_general_public_budget_expenditure")
    cell = cell_of(panel, "2080501", 3)
    panel.view.move_to(GridPlace(cell.row, cell.column))
    assert side.field.text() == "表五　基本支出"
    told = side.instruction.toPlainText().split("\n\n")
    assert told[0] == "2080501 行政单位离退休"
    assert told[1].startswith(f"{yuan_text(cell.number, thousands=True)} 元")
    assert told[2] == "表五统计：当年的一般公共预算，不含上年结转。"
    panel.show_table("t01_revenue_expenditure_summary")
    cell = cell_of(panel, "十、卫生健康支出", 3)
    panel.view.move_to(GridPlace(cell.row, cell.column))
    assert side.field.text() == "表一　2024年合计"
    assert side.instruction.toPlainText().startswith("十、卫生健康支出\n\n")
    label = next(cell for cell in panel.view.sheet.cells if cell.text == "上年结转")
    panel.view.move_to(GridPlace(label.row, label.column))
    assert "表一" in side.field.text()


def test_every_table_says_what_it_counts(panel: TablesPanel) -> None:
    (tables,) = panel._departments
    assert all(table.counts.endswith("。") for table in tables.tables)
