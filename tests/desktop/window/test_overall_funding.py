"""The overall form's amounts in the window: off the ledger, not typed, and leading back to it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book import edit, read
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.ledger.panel import LedgerPanel
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.sheet import Cell, Role
from tests.desktop.window.steps import desk_of, trigger


@pytest.fixture
def form(window: MainWindow) -> FormEditor:
    trigger(window, "open_overall")
    editor = desk_of(window).tabs.current_form()
    assert editor is not None
    return editor


def cell_of(form: FormEditor, path: str) -> Cell:
    cell = form.cell_of(FieldRef(RecordKind.OVERALL, form.record_id, path))
    assert cell is not None
    return cell


def test_the_amounts_are_shown_as_computed_and_refuse_typing(
    form: FormEditor, qtbot: QtBot
) -> None:
    cell = cell_of(form, "by_source.total")
    assert (cell.text, cell.role) == ("5460.41", Role.COMPUTED)
    assert cell_of(form, "by_source.social_insurance").text == "0.00"
    told: list[str] = []
    form.message.connect(told.append)
    assert cell.field is not None
    assert form.go_to(cell.field)
    qtbot.keyClick(form.text, Qt.Key.Key_F2)
    assert not form.editing.open
    assert "由预算明细算出" in told[-1]
    assert "双击可看明细" in form.tip(form.current)


def test_they_follow_the_ledger_while_the_form_is_open(
    window: MainWindow, form: FormEditor
) -> None:
    assert window.session is not None
    book = window.session.book
    line = read.ledger(book)[0]
    with book.step("改") as step:
        step.update("ledger_line", line.id, {"amount": line.amount + 1_000_000})
    QApplication.processEvents()
    assert cell_of(form, "by_source.total").text == "5461.41"
    with book.step("清空") as step:
        for each in read.ledger(book):
            edit.delete_ledger_line(step, each.id)
    QApplication.processEvents()
    assert cell_of(form, "by_source.total").role is Role.INPUT


def test_a_double_click_shows_the_lines_behind_an_amount(
    window: MainWindow, form: FormEditor, qtbot: QtBot
) -> None:
    desk = desk_of(window)
    cell = cell_of(form, "by_direction.basic")
    assert cell.field is not None
    form.go_to(cell.field)
    qtbot.mouseDClick(form.viewport(), Qt.MouseButton.LeftButton, pos=form.cell_rect(cell).center())
    page = desk.tabs.tabs.currentWidget()
    assert isinstance(page, LedgerPanel)
    assert page.front.total.text().endswith("合计 32,531,720 元")
    assert page.front.choice.text() == "只显示 整体表 基本支出　✕"


def test_an_amount_that_the_ledger_lacks_says_so(
    window: MainWindow, form: FormEditor, qtbot: QtBot
) -> None:
    desk = desk_of(window)
    cell = cell_of(form, "by_source.social_insurance")
    assert cell.field is not None
    form.go_to(cell.field)
    qtbot.mouseDClick(form.viewport(), Qt.MouseButton.LeftButton, pos=form.cell_rect(cell).center())
    assert desk.tabs.current_form() is form
    assert "没有这一项" in desk.notice.text.text()
