"""退回意见 in the window: taken, walked through by keys, ticked, taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.return_remarks import open_remarks
from budgetdesk.desktop.dialogs.receipt import ReceiptDialog
from budgetdesk.desktop.dialogs.remarks import RemarksDialog
from budgetdesk.desktop.remarks.bar import RemarkBar
from budgetdesk.desktop.window.between_offices.remarks import walk_of
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, trigger
from tests.exchange.downward.conftest import heard, offices
from tests.exchange.downward.test_returning import returned
from tests.exchange.sealed.conftest import Offices

__all__ = ["heard", "offices"]


@pytest.fixture
def file(offices: Offices) -> Path:
    """A 退回 with three remarks to the first unit."""
    return returned(
        offices,
        *("--remark", "村医", "项目实施计划", "写明各月的安排"),
        *("--remark", "防疫", "年度指标值", "防疫人数", "依据是什么"),
        *("--remark", "村医", "年度目标", "太短"),
    )


@pytest.fixture
def unit(
    window: MainWindow, offices: Offices, file: Path, answers: Answers, qtbot: QtBot
) -> MainWindow:
    """The window with the unit's book, which has taken the file."""
    window.books.open(offices.first)
    qtbot.waitUntil(lambda: bool(window.session and window.session.book.path == offices.first))

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, ReceiptDialog)
        assert dialog.headline.text() == "共 1 个文件：可以收下 1 个"
        return True

    answers.paths, answers.dialogs = [(file,)], [look]
    trigger(window, "receive")
    qtbot.waitUntil(lambda: bool(open_remarks(desk_of(window).session.book)))
    qtbot.waitUntil(lambda: "3 条退回意见" in desk_of(window).notice.text.text())
    return window


def bar_of(window: MainWindow) -> RemarkBar:
    return walk_of(desk_of(window)).bar


def here(window: MainWindow) -> tuple[str, str]:
    """Which form is in front, and which field the cursor is on."""
    desk = desk_of(window)
    editor = desk.tabs.current_form()
    assert editor is not None
    return desk.tabs.tabs.tabText(desk.tabs.tabs.currentIndex()), desk.side.field.text()


def test_the_keys_lead_from_cell_to_cell_and_each_is_ticked(unit: MainWindow) -> None:
    desk_of(unit).notice.button.click()
    bar = bar_of(unit)
    assert here(unit) == ("村医", "项目实施计划")
    assert bar.counts.text() == "退回意见 1/3　未处理 3 条"
    assert bar.words.text() == "写明各月的安排（要求改正）"
    trigger(unit, "next_remark")
    assert here(unit) == ("防疫", "年度指标值")
    bar.answer.setText("按上级")
    assert not bar.explain.isEnabled()
    bar.answer.setText("按上级核定的人数")
    QTest.keyClick(bar.answer, Qt.Key.Key_Return)
    assert bar.said.text().startswith("说明：按上级核定的人数（")
    trigger(unit, "next_remark")
    assert here(unit) == ("村医", "年度目标")
    trigger(unit, "next_remark")
    assert bar.counts.text() == "退回意见 1/3　未处理 2 条"
    bar.changed.click()
    trigger(unit, "previous_remark")
    assert here(unit) == ("村医", "年度目标")
    bar.changed.click()
    assert bar.counts.text() == "退回意见 3/3　都处理了"
    trigger(unit, "next_remark")
    assert bar.counts.text().startswith("退回意见 1/3")
    bar.again.click()
    assert [it.words for it in open_remarks(desk_of(unit).session.book)] == ["写明各月的安排"]


def test_undo_takes_a_tick_back_and_the_file_with_its_remarks(unit: MainWindow) -> None:
    trigger(unit, "next_remark")
    bar = bar_of(unit)
    bar.changed.click()
    assert bar.counts.text().endswith("未处理 2 条")
    trigger(unit, "undo")
    assert bar.counts.text().endswith("未处理 3 条")
    assert bar.changed.isVisibleTo(bar)
    trigger(unit, "undo")
    assert bar.isHidden()
    trigger(unit, "next_remark")
    assert "没有收到退回意见" in desk_of(unit).notice.text.text()


def test_the_list_leads_to_any_of_them(unit: MainWindow, answers: Answers) -> None:
    def choose(dialog: QDialog) -> bool:
        assert isinstance(dialog, RemarksDialog)
        assert dialog.headline.text() == "共 3 条，未处理 3 条"
        dialog.table.selectRow(1)
        dialog.go.click()
        return True

    answers.dialogs = [choose]
    trigger(unit, "remarks")
    assert here(unit) == ("防疫", "年度指标值")


def test_a_remark_whose_form_is_gone_says_so(unit: MainWindow) -> None:
    book = desk_of(unit).session.book
    with book.step("删") as step:
        [(project_id,)] = step.rows("SELECT id FROM project WHERE name = '村医'")
        step.delete("project", project_id)
    trigger(unit, "next_remark")
    assert "已不在账套中" in desk_of(unit).notice.text.text()
    assert bar_of(unit).words.text().startswith("写明各月的安排")
