"""Looking at the document, making its files, and taking last year's over."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.edit import add_department
from budgetdesk.desktop.disclosure.dialog import PART_NAMES, DisclosureDialog
from budgetdesk.desktop.disclosure.tool_row import DisclosureFace
from budgetdesk.desktop.jobs import Jobs, JobState
from budgetdesk.desktop.settings import Settings
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.records import Department
from budgetdesk.exchange.disclosing import PARTS
from budgetdesk.forms.loader import load_form_set
from tests.desktop.conftest import Answers, MakeWindow
from tests.desktop.disclosure.conftest import Hand, entry
from tests.desktop.window.steps import desk_of, trigger


def choose(
    folder: Path, kinds: tuple[str, ...], left_out: tuple[str, ...] = ()
) -> Callable[[QDialog], bool]:
    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, DisclosureDialog)
        for kind, box in dialog.kinds.items():
            box.setChecked(kind in kinds)
        for part, box in dialog.parts.items():
            box.setChecked(part not in left_out)
        dialog.folder.show_path(folder)
        return dialog.accept_button.isEnabled()

    return fill


@pytest.fixture
def last_year(book_path: Path, tmp_path: Path) -> Path:
    """The sample as last year's book: its year is 2024."""
    return Path(shutil.copy(book_path, tmp_path / "上年 2024.budget"))


@pytest.fixture
def this_year(make_window: MakeWindow, tmp_path: Path) -> MainWindow:
    """The window with a book of 2025 of the same department, without anything told."""
    path = tmp_path / "本年.budget"
    asked = load_form_set("yonghe-2024").dictionary
    with (
        Book.create(path, BookInfo("yonghe-2024", 2025, "永和县 2025"), asked) as book,
        book.step("新建部门") as step,
    ):
        add_department(step, Department("202", "永和县卫生健康和体育局"))
    window = make_window()
    assert window.books.open(path)
    return window


def test_the_pages_are_those_that_will_be_published(hand: Hand) -> None:
    assert hand.panel.show_face(DisclosureFace.PREVIEW)
    preview = hand.panel.preview_in_front()
    assert preview is not None
    assert preview.document is not None
    assert len(preview.document.sizes) > 60
    assert hand.desk.tabs.current_preview() is preview


def test_the_pages_follow_what_is_told(hand: Hand) -> None:
    preview = hand.panel.show_preview()
    assert preview is not None
    first = preview.content
    hand.type(entry("office_area"), "7001")
    assert preview.stale
    assert hand.panel.show_preview() is preview
    assert not preview.stale
    assert preview.content != first


def test_preview_and_print_of_the_window_mean_the_document(
    hand: Hand, answers: Answers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from budgetdesk.desktop.preview import printing

    monkeypatch.setattr(printing, "printers", lambda: ())
    answers.paths.append(tmp_path / "公开.pdf")
    trigger(hand.window, "print")  # without a printer it is saved
    assert hand.panel.face is DisclosureFace.PREVIEW
    assert (tmp_path / "公开.pdf").read_bytes().startswith(b"%PDF")
    hand.panel.show_face(DisclosureFace.TEXT)
    trigger(hand.window, "preview")
    assert hand.panel.preview_in_front() is not None
    assert hand.desk.tabs.tabs.count() == 1


def test_files_are_made_and_what_is_missing_is_told(
    hand: Hand, answers: Answers, tmp_path: Path
) -> None:
    hand.take_back("office_area", "structure")
    answers.dialogs.append(choose(tmp_path / "公开", ("pdf",), ("forms", "tables")))
    hand.panel.tools.files.click()
    (path,) = (tmp_path / "公开").iterdir()
    assert path.name == "永和县卫生健康和体育局2024年度部门预算公开.pdf"
    notice = hand.desk.notice
    assert f"已生成「{path.name}」" in notice.text.text()
    assert "还有 2 项待填" in notice.text.text()
    assert notice.button.text() == "打开文件夹"


def test_what_was_chosen_is_remembered(hand: Hand, answers: Answers, tmp_path: Path) -> None:
    answers.dialogs.append(choose(tmp_path, ("docx",), ("forms", "tables", "charts")))
    hand.panel.tools.files.click()
    seen: list[DisclosureDialog] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, DisclosureDialog)
        seen.append(dialog)
        assert dialog.choice.kinds == ("docx",)
        assert dialog.choice.left_out == ("tables", "forms", "charts")
        assert not dialog.choice.internal
        return False

    answers.dialogs.append(look)
    hand.panel.tools.files.click()
    assert len(seen) == 1


def test_no_kind_of_file_cannot_be_made(hand: Hand, answers: Answers, tmp_path: Path) -> None:
    answers.dialogs.append(choose(tmp_path / "公开", ()))
    hand.panel.tools.files.click()
    assert not (tmp_path / "公开").exists()


def test_every_part_has_a_name() -> None:
    assert set(PART_NAMES) == set(PARTS)


def test_a_telephone_number_in_the_text_keeps_the_files_back(
    hand: Hand, answers: Answers, tmp_path: Path
) -> None:
    hand.type(entry("other"), "tel 13800000000")
    answers.dialogs.append(choose(tmp_path / "公开", ("pdf",)))
    hand.panel.tools.files.click()
    assert answers.told[0].sentence == "生成文件没有完成。"
    assert "13800000000" in answers.told[0].advice
    assert not (tmp_path / "公开").exists()


def test_last_years_figures_come_as_one_step_that_can_be_undone(
    this_year: MainWindow, last_year: Path, answers: Answers
) -> None:
    hand = Hand(this_year)
    answers.paths.append(last_year)
    hand.panel.tools.last_year.click()
    assert hand.shown(entry("last_total")) == "5808.72"
    assert hand.notes.text("duties")
    notice = hand.desk.notice
    assert "带入上年公开数" in notice.text.text()
    assert notice.button.text() == "撤销"
    notice.button.click()
    assert hand.notes.entries == {}
    assert hand.shown(entry("last_total")) == ""


def test_a_book_of_another_year_is_refused(hand: Hand, last_year: Path, answers: Answers) -> None:
    before = hand.notes
    answers.paths.append(last_year)
    hand.panel.tools.last_year.click()
    assert answers.told[0].sentence == "带入没有完成，账套没有变动。"
    assert "2024 年度的账套" in answers.told[0].advice
    assert hand.notes == before


def test_thinking_better_of_it_changes_nothing(hand: Hand, answers: Answers) -> None:
    answers.paths.append(None)
    hand.panel.tools.last_year.click()
    assert answers.told == []


def test_making_runs_beside_the_work_and_can_be_cancelled(
    qtbot: QtBot, tmp_path: Path, book_path: Path, answers: Answers
) -> None:
    window = MainWindow(Settings(tmp_path / "settings.json"), Jobs())
    qtbot.addWidget(window, before_close_func=lambda it: it.books.abandon())
    window.show()
    assert window.books.open(book_path)
    hand = Hand(window)
    answers.dialogs.append(choose(tmp_path / "公开", ("pdf", "docx")))
    hand.panel.tools.files.click()
    job = next(job for job in window.jobs.running if not job.quiet)
    ended = []
    job.ended.connect(lambda: ended.append(job.state))
    job.cancel()
    qtbot.waitUntil(lambda: bool(ended), timeout=30_000)
    assert ended == [JobState.CANCELLED]
    assert not list(tmp_path.glob("公开/*"))
    assert desk_of(window).rows.isEnabled()
