"""A notice lies over an edge of the page, and never over the current cell."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.bars import NoticeBar
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.window.steps import desk_of, open_form, projects


def on_screen(widget: QWidget, rect: QRect | None = None) -> QRect:
    rect = widget.rect() if rect is None else rect
    return rect.translated(widget.mapToGlobal(QPoint(0, 0)))


def cell_of(form: FormEditor) -> QRect:
    assert form.current is not None
    return on_screen(form.viewport(), form.cell_rect(form.current))


def test_it_is_clear_of_the_current_cell_of_a_form_wherever_that_goes(window: MainWindow) -> None:
    form = open_form(window, projects(window)[0])
    window.resize(1366, 768)
    window.activateWindow()
    form.text.setFocus()
    notice, tabs = desk_of(window).notice, desk_of(window).tabs
    places, scrolled = set(), form.verticalScrollBar().value()
    notice.say("已粘贴 1 格。")
    for _ in range(40):
        QApplication.processEvents()
        assert form.current is not None
        assert not on_screen(notice).intersects(cell_of(form)), form.current.text
        assert on_screen(tabs).contains(on_screen(notice))
        places.add(notice.y())
        QTest.keyClick(form.text, Qt.Key.Key_Tab)
    assert max(places) - min(places) > form.viewport().height() // 2, "at either edge"
    assert form.verticalScrollBar().value() > scrolled
    form.verticalScrollBar().setValue(0)
    notice.say("下一条")
    QApplication.processEvents()
    assert notice.y() > form.viewport().height() // 2, "the cell is out of sight"


def test_of_a_ledger(window: MainWindow) -> None:
    desk = desk_of(window)
    window.resize(1366, 500)
    window.activateWindow()
    desk.open_ledger()
    for _ in range(30):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Down)
    desk.notice.say("已粘贴 1 行。")
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert desk.tabs.isAncestorOf(focus)
    assert not on_screen(desk.notice).intersects(on_screen(focus))


def test_of_a_list(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    table = QTableWidget(40, 2, around)
    around.resize(400, 300)
    table.resize(400, 300)
    notice = NoticeBar(around, around)
    around.show()
    around.activateWindow()
    table.setFocus()
    QApplication.processEvents()
    table.setCurrentCell(0, 0)
    notice.say("已删除。")
    below = notice.y()
    for _ in range(25):
        QTest.keyClick(table, Qt.Key.Key_Down)
        line = on_screen(table.viewport(), table.visualRect(table.currentIndex()))
        assert not on_screen(notice).intersects(line)
    assert notice.y() < below
