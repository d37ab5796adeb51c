"""The budget ledger in the window: its tab, its commands, undo, closing."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu

from budgetdesk.book import edit, read
from budgetdesk.desktop.dialogs.office import OfficeDialog
from budgetdesk.desktop.ledger.panel import LedgerPanel
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.ledger_columns import LedgerField
from tests.desktop.children import children_of
from tests.desktop.conftest import Answers


def opened(window: MainWindow) -> LedgerPanel:
    window.commands["open_ledger"].trigger()
    desk = window.desk
    assert desk is not None
    panel = desk.tabs.tabs.currentWidget()
    assert isinstance(panel, LedgerPanel)
    return panel


def test_the_ledger_opens_once_with_the_keyboard_on_it(window: MainWindow) -> None:
    panel = opened(window)
    assert opened(window) is panel
    assert window.desk is not None
    assert window.desk.tabs.tabs.tabText(0) == "预算明细"
    assert panel.spending.ledger.rowCount() == 218
    window.activateWindow()
    assert window.focusWidget() is panel.table.cell


def test_the_menu_编辑_has_its_commands(window: MainWindow) -> None:
    opened(window)
    menu = next(
        child for child in children_of(window.menuBar(), QMenu) if child.title() == "编辑(&E)"
    )
    menu.aboutToShow.emit()
    texts = [action.text().partition("\t")[0] for action in menu.actions()]
    assert {"插入行", "复制行", "删除行", "粘贴为新的行…", "向下填充"} <= set(texts)


def test_undo_of_the_window_takes_back_what_was_typed(window: MainWindow) -> None:
    panel, session = opened(window), window.session
    assert session is not None
    panel.table.go_to(0, 4)
    QTest.keyClicks(panel.table.cell, "77")
    QTest.keyClick(panel.table.cell, Qt.Key.Key_Return)
    assert read.ledger(session.book)[0].amount == 7_700
    window.commands["undo"].trigger()
    assert panel.spending.ledger.index(0, 4).data() == "150,000.00"


def test_a_refused_cell_keeps_tab_and_book_open(window: MainWindow, answers: Answers) -> None:
    panel, desk = opened(window), window.desk
    assert desk is not None
    panel.table.go_to(0, 4)
    QTest.keyClicks(panel.table.cell, "x")
    assert not desk.tabs.close_current()
    answers.choices.append("留下修改")
    assert not window.books.close()
    assert panel.table.editing.open
    QTest.keyClick(panel.table.cell, Qt.Key.Key_Escape)
    assert desk.tabs.close_current()
    assert desk.tabs.page_of(LedgerPanel) is None


def test_a_unit_without_kind_is_told_of_and_its_kind_is_set(
    window: MainWindow, answers: Answers
) -> None:
    """The government code waits for the kind of the unit; then the lines are filled at once."""
    panel, desk, session = opened(window), window.desk, window.session
    assert desk is not None
    assert session is not None
    with session.book.step("没有类型") as step:
        for unit in read.units(session.book):
            step.update("unit", unit.id, {"kind": None})
    table, column = panel.table, list(LedgerField).index(LedgerField.DEPARTMENT_ECONOMIC)
    row = next(n for n, it in enumerate(read.ledger(session.book)) if not it.department_economic)
    table.go_to(row, column)
    QTest.keyClicks(table.cell, "30101")
    QTest.keyClick(table.cell, Qt.Key.Key_Tab)
    line = read.ledger(session.book)[row]
    assert line.government_economic is None
    assert "还没有定单位类型" in desk.side.instruction.toPlainText()
    assert "编码与名称…" in desk.side.instruction.toPlainText()

    def choose(dialog: QDialog) -> bool:
        assert isinstance(dialog, OfficeDialog)
        assert dialog.kind.currentText() == "未定"
        dialog.kind.setCurrentText("参公单位")
        return True

    answers.dialogs = [choose]
    desk.view.make_current(Level.UNIT, line.unit.id)
    window.commands["properties"].trigger()
    table.go_to(row, column + 1)
    assert panel.ledger.terms.hint(panel.ledger.line(row), LedgerField.GOVERNMENT_ECONOMIC) == (
        "对应 50101"
    )
    table.commands.correspond.trigger()
    assert read.ledger(session.book)[row].government_economic == "50101"


def test_the_side_pane_helps_with_a_cell_of_the_ledger(window: MainWindow) -> None:
    panel, desk = opened(window), window.desk
    assert desk is not None
    panel.table.go_to(0, 1)
    QTest.keyClicks(panel.table.cell, "2100408")
    QTest.keyClick(panel.table.cell, Qt.Key.Key_Return)
    panel.table.go_to(0, 1)
    assert desk.side.field.text() == "功能科目"
    told = desk.side.instruction.toPlainText()
    assert "210 卫生健康支出\n　21004 公共卫生\n　　2100408 基本公共卫生服务" in told
    assert desk.side.history.count() == 2, "it was imported, and changed"
    assert "→ 2100408 基本公共卫生服务" in desk.side.history.item(0).text()
    panel.table.go_to(0, 2)
    assert "可填：基本支出、项目支出。" in desk.side.instruction.toPlainText()
    assert desk.side.history.item(0).text().endswith("（空） → 项目支出")


def test_ledger_and_tables_are_open_again_at_the_next_start(window: MainWindow) -> None:
    opened(window)
    desk = window.desk
    assert desk is not None
    desk.open_tables()
    desk.remember()
    for _ in range(2):
        desk.tabs.close_current()
    assert desk.tabs.tabs.count() == 0
    desk.restore()
    assert [desk.tabs.tabs.tabText(n) for n in range(2)] == ["预算明细", "报表"]


def test_the_tree_opens_the_lines_of_its_unit_or_department(window: MainWindow) -> None:
    desk, session = window.desk, window.session
    assert desk is not None
    assert session is not None
    unit = read.units(session.book)[1]
    desk.view.make_current(Level.UNIT, unit.id)
    window.commands["own_ledger"].trigger()
    panel = desk.open_ledger()
    own = [line for line in read.ledger(session.book) if line.unit.id == unit.id]
    assert panel.spending.ledger.rowCount() == len(own) + 1
    assert panel.spending.choice.text() == f"只显示 {unit.name}　✕"
    desk.view.make_current(Level.DEPARTMENT, unit.department.id)
    window.commands["own_ledger"].trigger()
    assert panel.spending.ledger.rowCount() == 218
    with session.book.step("没有明细") as step:
        for line in own:
            edit.delete_ledger_line(step, line.id)
    desk.view.make_current(Level.UNIT, unit.id)
    window.commands["own_ledger"].trigger()
    assert panel.spending.ledger.rowCount() == 218 - len(own)
    assert f"「{unit.name}」还没有预算明细" in desk.notice.text.text()
