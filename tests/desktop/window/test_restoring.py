"""恢复备份 in the window: looking at a copy, putting it in the book's place, a damaged book."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from budgetdesk.book.backup import dated_copies
from budgetdesk.book.lock import lock_path
from budgetdesk.desktop.dialogs.restoring import RestoreDialog
from budgetdesk.desktop.settings import LAST_BOOK, RECENT_BOOKS
from budgetdesk.desktop.window.desk import Desk
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.sample_book import open_sample
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, names_in_book, trigger
from tests.desktop.window.test_books import hold

Fill = Callable[[QDialog], bool]


@pytest.fixture
def worked(window: MainWindow, book_path: Path) -> MainWindow:
    """The window with a book that has a copy, and a project more than it."""
    first = desk_of(window).model.root.shown[0].shown[0]
    desk_of(window).view.make_current(first.level, first.id)
    trigger(window, "new_project")
    window.books.close()
    assert len(dated_copies(book_path)) == 1
    window.books.open(book_path)
    desk_of(window).view.make_current(first.level, first.id)
    trigger(window, "new_project")
    return window


def choose(row: int = 0, *, view: bool = False) -> Fill:
    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, RestoreDialog)
        item = dialog.list.topLevelItem(row)
        assert item is not None
        dialog.list.setCurrentItem(item)
        (dialog.view_button if view else dialog.accept_button).click()
        return dialog.result() == QDialog.DialogCode.Accepted

    return fill


def test_the_copies_say_what_tells_them_apart(worked: MainWindow, answers: Answers) -> None:
    shown: list[str] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, RestoreDialog)
        item = dialog.list.topLevelItem(0)
        assert item is not None
        shown.extend(item.text(column) for column in range(5))
        assert dialog.view_button.isDefault(), "Enter looks, and changes nothing"
        dialog.show()
        for column in (0, 1, 2, 4):
            wanted = dialog.list.fontMetrics().horizontalAdvance(item.text(column))
            assert dialog.list.columnWidth(column) > wanted
        return False

    answers.dialogs = [look]
    trigger(worked, "restore")
    assert shown[2:] == ["67 个", "新建项目「新项目」", "1 步"]


def test_a_copy_is_looked_at_in_place_and_left_again(
    worked: MainWindow, answers: Answers, book_path: Path
) -> None:
    [copy] = dated_copies(book_path)
    before = copy.read_bytes()
    answers.dialogs = [choose(view=True)]
    trigger(worked, "restore")
    assert len(names_in_book(worked)) == 67
    assert worked.session is not None
    assert worked.session.book.read_only
    bar = desk_of(worked).read_only
    assert "备份" in bar.text.text()
    assert not bar.retry.isVisible()
    assert not lock_path(copy).exists()
    bar.back.click()
    assert len(names_in_book(worked)) == 68
    assert not worked.session.book.read_only
    assert copy.read_bytes() == before


def test_a_copy_looked_at_is_not_remembered_as_a_book(
    worked: MainWindow, answers: Answers, book_path: Path
) -> None:
    answers.dialogs = [choose(view=True)]
    trigger(worked, "restore")
    worked.close()
    assert worked.settings.get(LAST_BOOK) == str(book_path)
    assert len(worked.settings.get(RECENT_BOOKS)) == 1


def test_restoring_is_asked_once_with_what_is_replaced(
    worked: MainWindow, answers: Answers
) -> None:
    answers.dialogs = [choose()]
    trigger(worked, "restore")
    assert len(names_in_book(worked)) == 68, "不恢复 was answered"
    sentence = answers.told[-1].sentence
    assert "68 个项目" in sentence
    assert "67 个项目" in sentence
    assert "1 步修改" in sentence


def test_the_copy_takes_the_books_place_and_the_book_is_kept(
    worked: MainWindow, answers: Answers, book_path: Path
) -> None:
    answers.dialogs = [choose(), choose()]
    answers.choices = ["恢复这份备份"] * 2
    trigger(worked, "restore")
    assert len(names_in_book(worked)) == 67
    assert worked.session is not None
    assert worked.session.book.path == book_path
    assert not worked.session.book.read_only
    assert len(dated_copies(book_path)) == 2
    assert dated_copies(book_path)[-1].name in desk_of(worked).notice.text.text()
    trigger(worked, "restore")  # the newest copy is what was there before
    assert len(names_in_book(worked)) == 68


def test_the_copy_looked_at_can_be_restored(worked: MainWindow, answers: Answers) -> None:
    answers.dialogs = [choose(view=True)]
    answers.choices = ["恢复这份备份"]
    trigger(worked, "restore")
    desk_of(worked).read_only.restore.click()
    assert len(names_in_book(worked)) == 67
    assert worked.session is not None
    assert not worked.session.book.read_only


def test_a_damaged_book_offers_its_copies(
    worked: MainWindow, answers: Answers, book_path: Path
) -> None:
    worked.books.close()
    book_path.write_bytes(b"\0" * 1000)
    answers.choices = ["从备份恢复…", "恢复这份备份"]
    answers.dialogs = [choose()]
    worked.books.open(book_path)
    assert len(names_in_book(worked)) == 68
    assert "损坏" in desk_of(worked).notice.text.text()


def test_a_book_held_by_someone_else_is_only_looked_at(
    worked: MainWindow, answers: Answers, book_path: Path
) -> None:
    worked.books.close()
    hold(book_path, machine="WIN-07", machine_id="x")
    worked.books.open(book_path)

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, RestoreDialog)
        assert not dialog.accept_button.isEnabled()
        assert dialog.view_button.isEnabled()
        return False

    answers.dialogs = [look]
    trigger(worked, "restore")
    assert not answers.dialogs


def test_without_copies_it_says_how_they_come_about(window: MainWindow, answers: Answers) -> None:
    trigger(window, "restore")
    assert "还没有" in answers.told[-1].sentence


def test_a_changed_sample_opens_and_can_be_made_anew(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    open_sample(window.books)
    assert not desk_of(window).notice.isVisible()
    first = desk_of(window).model.root.shown[0].shown[0]
    desk_of(window).view.make_current(first.level, first.id)
    trigger(window, "new_project")
    open_sample(window.books)
    notice = desk_of(window).notice
    assert "1 步修改" in notice.text.text()
    assert len(names_in_book(window)) == 67
    notice.button.click()
    assert len(names_in_book(window)) == 66
    desk_of(window).notice.button.click()
    assert len(names_in_book(window)) == 67
    open_sample(window.books)
    assert len(names_in_book(window)) == 66


def bottom_of_forms(desk: Desk) -> int:
    """Where the forms end: a notice lies over them, never over the findings below."""
    return desk.tabs.mapTo(desk, desk.tabs.rect().bottomLeft()).y()


def test_the_notice_lies_over_the_work_and_moves_nothing(window: MainWindow) -> None:
    desk = desk_of(window)
    before = desk.rows.geometry(), desk.tabs.geometry()
    desk.notice.say("已删除项目「某」", "撤销", lambda: None)
    layout = window.layout()
    assert layout is not None
    layout.activate()
    assert desk.notice.isVisible()
    assert (desk.rows.geometry(), desk.tabs.geometry()) == before
    assert desk.notice.geometry().bottom() == bottom_of_forms(desk)
    window.resize(1000, 600)
    assert desk.notice.geometry().bottom() == bottom_of_forms(desk)
    assert desk.notice.width() == desk.tabs.width()
