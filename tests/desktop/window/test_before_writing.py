"""What is told before files are written: what is still open, and what stands in the way."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.checks.report import tally_of
from budgetdesk.desktop.dialogs.export import ExportDialog
from budgetdesk.desktop.dialogs.still_open import StillOpenRow
from budgetdesk.desktop.disclosure.dialog import DisclosureDialog
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.checking import check_for_sending
from budgetdesk.exchange.still_open import still_open
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, trigger

Fill = Callable[[QDialog], bool]


def export_to(folder: Path, *, public: bool = False) -> Fill:
    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportDialog)
        for kind, box in dialog.kinds.items():
            box.setChecked(kind == "json")
        dialog.public.setChecked(public)
        dialog.folder.show_path(folder)
        return dialog.accept_button.isEnabled()

    return fill


def disclose_to(folder: Path) -> Fill:
    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, DisclosureDialog)
        for kind, box in dialog.kinds.items():
            box.setChecked(kind == "docx")
        for box in dialog.parts.values():
            box.setChecked(False)  # what is told before it is written hangs on none of them
        dialog.folder.show_path(folder)
        return dialog.accept_button.isEnabled()

    return fill


def row_of(dialog: QDialog) -> StillOpenRow:
    assert isinstance(dialog, ExportDialog | DisclosureDialog)
    return dialog.still_open


def make_disclosure(window: MainWindow) -> None:
    panel = desk_of(window).open_disclosure()
    panel.tools.files.click()


@pytest.mark.parametrize("disclosing", [False, True])
def test_the_dialog_tells_what_is_open_and_leads_there(
    window: MainWindow, answers: Answers, qtbot: QtBot, *, disclosing: bool
) -> None:
    assert window.review is not None
    window.review.show_panel(shown=False)
    book = desk_of(window).session.book
    found = still_open(book)
    empty = [it for it in read.projects(book) if not it.is_filled_in]
    assert [ref.record_id for ref in found.empty] == [it.id for it in empty]
    assert found.errors
    unexplained = tally_of(check_for_sending(book).report.findings).unexplained
    assert unexplained
    told: list[str] = []

    def look(dialog: QDialog) -> bool:
        row = row_of(dialog)
        told.append(row.words.text())
        dialog.show()
        qtbot.mouseClick(row.look, Qt.MouseButton.LeftButton)
        assert not dialog.isVisible()
        return False

    answers.dialogs = [look]
    make_disclosure(window) if disclosing else trigger(window, "export")
    assert told == [f"错误 {len(found.errors)}、空白表 {len(empty)}、待说明 {unexplained}"]
    assert window.review.panel.isVisible()
    first = found.first
    assert first is not None
    if first.record is not RecordKind.DEPARTMENT:
        editor = desk_of(window).tabs.current_form()
        assert editor is not None
        assert (editor.kind, editor.record_id) == (first.record, first.record_id)


def test_a_gap_of_the_disclosure_is_told(window: MainWindow) -> None:
    book = desk_of(window).session.book
    with book.step("清空") as step:
        ((row,),) = step.rows("SELECT id FROM disclosure_entry WHERE key = 'office_area'")
        step.delete("disclosure_entry", int(row))
    found = still_open(book)
    assert [ref.path for ref in found.untold] == ["entries.office_area"]
    assert str(found).endswith("、待填 1")


@pytest.mark.parametrize(("button", "replaced"), [("覆盖", True), ("取消", False)])
@pytest.mark.parametrize("disclosing", [False, True])
def test_existing_files_are_named_with_their_date(
    window: MainWindow, answers: Answers, tmp_path: Path, button: str, *, replaced: bool,
    disclosing: bool,
) -> None:  # fmt: skip
    folder = tmp_path / "出"
    deed = make_disclosure if disclosing else lambda it: trigger(it, "export")
    fill = disclose_to(folder) if disclosing else export_to(folder)
    answers.dialogs = [fill, fill]
    deed(window)
    first = sorted(folder.iterdir())
    assert first
    first[0].write_text("改过", "utf-8")
    answers.choices = [button]
    deed(window)
    (box,) = answers.told
    for path in first:
        assert path.name in box.advice + box.details
    assert f"{first[0].name}（20" in box.advice
    assert "导出后改过" in box.advice
    assert (first[0].read_bytes() != "改过".encode()) is replaced
    assert sorted(folder.iterdir()) == first


@pytest.mark.parametrize(("button", "written"), [("遮盖后导出", True), ("取消", False)])
def test_persons_are_masked_when_that_is_wanted(
    window: MainWindow, answers: Answers, tmp_path: Path, button: str, *, written: bool
) -> None:
    folder = tmp_path / "公开"
    book = desk_of(window).session.book
    with book.step("概况") as step:
        told = {"overview": "联系人：张小三，13800138000"}
        step.update("project", read.project_ids(book)[2], told)
    answers.dialogs = [export_to(folder, public=True)]
    answers.choices = [button]
    trigger(window, "export")
    (box,) = answers.told
    assert "项目概况" in box.advice
    assert "张小三" in box.details
    assert folder.exists() is written
    if written:
        text = (folder / "projects.json").read_text("utf-8")
        assert json.loads(text)
        assert "联系人：××，××" in text
        assert "张小三" not in text
