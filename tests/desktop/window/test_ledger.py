"""The budget ledger in the window: its tab, its commands, undo, closing."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from budgetdesk.book import read
from budgetdesk.desktop.ledger.panel import LedgerPanel
from budgetdesk.desktop.window.main_window import MainWindow
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
        child for child in window.menuBar().findChildren(QMenu) if child.title() == "编辑(&E)"
    )
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()]
    assert {"插入行", "复制行", "删除行", "粘贴为新的行…", "向下填充"} <= set(texts)


def test_undo_of_the_window_takes_back_what_was_typed(window: MainWindow) -> None:
    panel, session = opened(window), window.session
    assert session is not None
    panel.table.go_to(0, 4)
    QTest.keyClicks(panel.table.cell, "77")
    QTest.keyClick(panel.table.cell, Qt.Key.Key_Return)
    assert read.ledger(session.book)[0].amount == 7_700
    window.commands["undo"].trigger()
    assert panel.spending.ledger.index(0, 4).data() == "150,000"


def test_a_refused_cell_keeps_tab_and_book_open(window: MainWindow, answers: Answers) -> None:
    panel, desk = opened(window), window.desk
    assert desk is not None
    panel.table.go_to(0, 4)
    QTest.keyClicks(panel.table.cell, "x")
    assert not desk.tabs.close_current()
    answers.choices.append("留下修改")
    assert not window.close_book()
    assert panel.table.editing.open
    QTest.keyClick(panel.table.cell, Qt.Key.Key_Escape)
    assert desk.tabs.close_current()
    assert desk.tabs.page_of(LedgerPanel) is None
