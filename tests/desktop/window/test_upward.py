"""上报 and 收数 in the window, through their dialogs."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record, delete_record, records
from budgetdesk.book.read import project_ids, projects, units
from budgetdesk.checks.report import tally_of
from budgetdesk.desktop.dialogs.receipt import ReceiptDialog
from budgetdesk.desktop.dialogs.submit import SubmitDialog
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.form_marks import Tally
from budgetdesk.exchange.checking import check_book
from budgetdesk.exchange.still_open import open_in, still_open
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, trigger
from tests.exchange.sealed.conftest import (
    Offices,
    cell_with,
    changed,
    edit,
    made,
    offices,
    submitted,
)

__all__ = ["made", "offices"]

Open = Callable[[Path], MainWindow]


@pytest.fixture
def bureau(window: MainWindow, offices: Offices, qtbot: QtBot) -> MainWindow:
    """The window with the bureau's book open."""
    window.books.open(offices.bureau)
    qtbot.waitUntil(lambda: bool(window.session and window.session.book.path == offices.bureau))
    return window


def book_of(window: MainWindow) -> Book:
    assert window.session is not None
    return window.session.book


def plans(window: MainWindow) -> dict[str, str]:
    return {one.name: one.plan for one in projects(book_of(window))}


def test_chosen_units_go_upward_and_their_forms_are_marked(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    window.books.open(offices.second)
    qtbot.waitUntil(lambda: bool(window.session and window.session.book.path == offices.second))

    def choose(dialog: QDialog) -> bool:
        assert isinstance(dialog, SubmitDialog)
        assert dialog.accept_button.text() == "上报 1 个单位"
        assert dialog.stage.text() == "目标"
        dialog.units.item(0).setCheckState(Qt.CheckState.Unchecked)
        assert not dialog.accept_button.isEnabled()
        dialog.units.item(0).setCheckState(Qt.CheckState.Checked)
        dialog.folder.show_path(offices.folder / "窗口")
        return dialog.accept_button.isEnabled()

    answers.dialogs, answers.choices = [choose], ["照样上报"]
    trigger(window, "submit")
    qtbot.waitUntil(lambda: any((offices.folder / "窗口").rglob("*.xlsx")))
    qtbot.waitUntil(lambda: "校验码" in desk_of(window).notice.text.text())
    said = desk_of(window).notice.text.text()
    assert said.startswith("已上报 2 个文件到 ")
    assert said.endswith("。请把文件交给主管部门。")
    desk_of(window).model.root  # noqa: B018 - the tree is there
    from budgetdesk.book.submitted import is_submitted

    assert all(is_submitted(book_of(window), one) for one in projects(book_of(window)))


def test_the_stage_is_told_before_anything_goes_upward(
    window: MainWindow, answers: Answers
) -> None:
    """A form of a later stage makes the whole package one of that stage."""
    told: list[str] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, SubmitDialog)
        told.append(dialog.stage.text())
        for at in range(1, dialog.units.count()):
            dialog.units.item(at).setCheckState(Qt.CheckState.Unchecked)
        told.append(dialog.stage.text())
        return False

    book = book_of(window)
    for kind in ("self_evaluation", "monitoring", "adjustment"):
        for record in records(book, kind):
            with book.step("删") as step:
                delete_record(step, kind, record.id)
    owner = projects(book, project_ids(book, unit_id=units(book)[0].id))[0]
    answers.dialogs = [look, look]
    trigger(window, "submit")
    with book.step("建") as step:
        add_record(step, "self_evaluation", owner.id)
    trigger(window, "submit")
    assert told == ["目标", "目标", "自评 1 个单位、目标 5 个单位", "自评"]


@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize(("button", "sent"), [("照样上报", 1), ("去处理", 0), ("", 0)])
def test_what_is_not_mended_is_asked_about_before_it_goes_upward(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot, button: str, sent: int,
    *, checked: bool,
) -> None:  # fmt: skip
    window.books.open(offices.second)
    qtbot.waitUntil(lambda: bool(window.session and window.session.book.path == offices.second))
    went: list[object] = []
    desk_of(window).place_wanted.connect(went.append)

    def choose(dialog: QDialog) -> bool:
        assert isinstance(dialog, SubmitDialog)
        dialog.folder.show_path(offices.folder / "窗口")
        if not checked:  # the button is pressed before 审核 has come to its end
            dialog.still_open.found = None
        return True

    answers.dialogs, answers.choices = [choose], [button]
    trigger(window, "submit")
    [box] = answers.told
    report = check_book(book_of(window))
    left = tally_of(report.findings)
    assert left.errors
    assert box.sentence.startswith(f"还有 {left.errors} 条错误没有改")
    qtbot.waitUntil(lambda: len([*(offices.folder / "窗口").rglob("*.xlsx")]) == sent)
    assert len(went) == (button == "去处理")


def test_errors_and_blank_forms_of_units_that_stay_at_home_are_not_asked_about(
    book_path: Path,
) -> None:
    with Book.open(book_path) as book:
        found = still_open(book)
        left, blank = open_in(book, units(book), found)
        assert (left.errors, left.unexplained) == (len(found.errors), len(found.unexplained))
        assert (left.errors > 0, blank) == (True, len(found.empty))
        assert blank
        assert open_in(book, [], found) == (Tally(), 0)


def test_files_are_looked_at_and_received_a_step_each(
    bureau: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    spoilt = offices.folder / "坏.xlsx"
    spoilt.write_bytes(offices.package.read_bytes()[:4000])

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, ReceiptDialog)
        assert dialog.headline.text() == "共 3 个文件：可以收下 2 个，不能收 1 个"
        dialog.files.selectRow(2)
        assert "坏.xlsx" in dialog.details.model_of_lines.lines[0].place
        assert dialog.accept_button.text() == "收下 2 个"
        return True

    answers.paths = [(offices.package, submitted(offices.second, offices.folder / "出"), spoilt)]
    answers.dialogs = [look]
    trigger(bureau, "receive")
    qtbot.waitUntil(lambda: len(plans(bureau)) == 3)
    assert {unit.name for unit in units(book_of(bureau))} == {"甲医院", "乙医院"}
    trigger(bureau, "undo")
    assert {*plans(bureau)} == {"村医", "防疫"}


@pytest.mark.parametrize(("at", "plan"), [(1, "手工改的"), (2, "村医的计划")])
def test_what_was_typed_by_hand_is_decided_file_by_file(
    bureau: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot, at: int, plan: str
) -> None:
    def type_in(workbook: Any) -> None:
        cell_with(workbook, "村医的计划").value = "手工改的"

    inbox = offices.folder / "收件"
    inbox.mkdir()
    changed(offices.package, inbox / "甲.xlsx", type_in)
    shutil.copyfile(submitted(offices.second, offices.folder / "出"), inbox / "乙.xlsx")

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, ReceiptDialog)
        assert dialog.headline.text() == "共 2 个文件：可以收下 1 个，待决定 1 个"
        dialog.files.selectRow(0)
        assert not dialog.hand.isEnabled()
        dialog.files.selectRow(1)
        assert (dialog.hand.isEnabled(), dialog.both.isEnabled()) == (True, False)
        told = dialog.details.model_of_lines.lines[0]
        assert (told.place, told.old, told.new) == ("「村医」 D16", "村医的计划", "手工改的")
        dialog.hand.setCurrentIndex(at)
        dialog.hand.activated.emit(at)
        assert dialog.accept_button.text() == "收下 2 个"
        return True

    answers.paths = [inbox]
    answers.dialogs = [look]
    trigger(bureau, "receive_folder")
    qtbot.waitUntil(lambda: len(plans(bureau)) == 3)
    assert plans(bureau)["村医"] == plan


def test_a_conflict_is_kept_or_taken(
    bureau: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    other = offices.copy(offices.first, "另一台")
    edit(offices.first, "村医", "plan", "先到的")
    edit(other, "村医", "plan", "后到的")
    sent = [submitted(it, offices.folder / "出") for it in (offices.first, other)]
    answers.paths = [(offices.package, sent[0]), (sent[1],)]
    answers.dialogs = [lambda dialog: True]
    trigger(bureau, "receive")
    qtbot.waitUntil(lambda: plans(bureau).get("村医") == "先到的")

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, ReceiptDialog)
        assert not dialog.accept_button.isEnabled()
        told = dialog.details.model_of_lines.lines[0]
        assert (told.old, told.have, told.new) == ("村医的计划", "先到的", "后到的")
        dialog.both.setCurrentIndex(2)
        dialog.both.activated.emit(2)
        return dialog.accept_button.isEnabled()

    answers.dialogs = [look]
    trigger(bureau, "receive")
    qtbot.waitUntil(lambda: plans(bureau)["村医"] == "后到的")
