"""退回过的意见 in the window: told before sending, listed, gone to, told no more."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.dialogs.returned_before import ReturnedBeforeDialog
from budgetdesk.desktop.dialogs.submit import SubmitDialog
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.exchange.returned_before.lessons import known_lessons
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, trigger
from tests.exchange.downward.conftest import heard, offices
from tests.exchange.downward.test_returning import returned
from tests.exchange.sealed.conftest import Offices, received, run

__all__ = ["heard", "offices"]


@pytest.fixture
def book(offices: Offices) -> Path:
    """A unit's, with two remarks that were ticked 已改 and nothing changed."""
    said = ("--remark", "村医", "项目实施计划", "太笼统", "--remark", "防疫", "年度目标", "太短")
    received(offices.first, returned(offices, *said))
    _, out, _ = run("remarks", offices.first, "--json")
    for remark in json.loads(out)["got"]:
        run("remarks", offices.first, "--changed", remark["id"])
    return offices.first


@pytest.fixture
def unit(window: MainWindow, book: Path, qtbot: QtBot) -> MainWindow:
    window.books.open(book)
    qtbot.waitUntil(lambda: bool(window.session and window.session.book.path == book))
    return window


def test_it_is_told_before_sending_and_leads_to_the_cell(
    unit: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    def see(dialog: QDialog) -> bool:
        assert isinstance(dialog, SubmitDialog)
        row = dialog.still_open
        qtbot.waitUntil(lambda: "退回过又出现的 2" in row.words.text())
        row.returned.click()
        return False

    def go(dialog: QDialog) -> bool:
        assert isinstance(dialog, ReturnedBeforeDialog)
        assert dialog.headline.text() == "以前退回过、现在又是这样的 2 处"
        dialog.table.selectRow(1)
        dialog.go.click()
        return True

    answers.dialogs = [see, go]
    trigger(unit, "submit")
    qtbot.waitUntil(lambda: desk_of(unit).tabs.current_editor() is not None)
    editor = desk_of(unit).tabs.current_editor()
    assert editor is not None
    assert editor.current is not None
    assert editor.current.field is not None
    assert editor.current.field.path == "goals.annual"


def test_one_is_told_no_more_and_undo_brings_it_back(
    unit: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    told: list[str] = []

    def turn(dialog: QDialog) -> bool:
        assert isinstance(dialog, ReturnedBeforeDialog)
        dialog.quiet.click()
        told.extend((dialog.headline.text(), dialog.quiet.text()))
        return False

    answers.dialogs = [turn]
    trigger(unit, "returned_before")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["以前退回过、现在又是这样的 1 处，另有 1 处不再提醒", "恢复提醒"]
    open_book = desk_of(unit).session.book
    assert [it.off for it in known_lessons(open_book)] == [True, False]
    trigger(unit, "undo")
    assert not any(it.off for it in known_lessons(open_book))


def test_where_nothing_is_so_that_is_said(
    window: MainWindow, offices: Offices, qtbot: QtBot
) -> None:
    window.books.open(offices.second)
    qtbot.waitUntil(lambda: bool(window.session))
    trigger(window, "returned_before")
    qtbot.waitUntil(lambda: "没有以前退回过" in desk_of(window).notice.text.text())
