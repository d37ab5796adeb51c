"""查找和替换 in the window: asked, shown on two sides, one step."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.edit import write_field
from budgetdesk.desktop.dialogs.find_replace import FindReplaceDialog
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from budgetdesk.desktop.two_sides.models import MARK
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import open_form, projects, trigger

WORDS, INSTEAD = "甲乙丙", "丁"


@pytest.fixture
def book(window: MainWindow) -> Book:
    """The sample; two projects say the words in their overview."""
    assert window.session is not None
    book = window.session.book
    with book.step("写") as step:
        for project_id in read.project_ids(book)[:2]:
            ref = FieldRef(RecordKind.PROJECT, project_id, "overview")
            write_field(step, ref, f"为{WORDS}，又为{WORDS}。")
    return book


def asked(where: int) -> Callable[[QDialog], bool]:
    def answer(dialog: QDialog) -> bool:
        assert isinstance(dialog, FindReplaceDialog)
        assert not dialog.accept_button.isEnabled()
        dialog.words.setText(WORDS)
        dialog.instead.setText(WORDS)
        assert not dialog.accept_button.isEnabled(), "nothing to replace"
        dialog.instead.setText(INSTEAD)
        assert dialog.accept_button.isEnabled()
        dialog.where.setCurrentIndex(where)
        return True

    return answer


def overviews(book: Book) -> list[str]:
    return [it.overview for it in read.projects(book)[:2]]


def test_what_is_found_is_looked_at_and_replaced_as_one_step(
    window: MainWindow, book: Book, answers: Answers, qtbot: QtBot
) -> None:
    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, TwoSidesDialog)
        assert dialog.headline.text() == f"在 2 格中找到「{WORDS}」4 处"
        assert dialog.accept_button.text() == "替换 2 格"
        role = Qt.ItemDataRole.CheckStateRole
        dialog.model.setData(dialog.model.index(1, MARK), Qt.CheckState.Unchecked, role)
        return True

    before = overviews(book)
    answers.dialogs = [asked(1), look]
    open_form(window, projects(window)[0])
    trigger(window, "replace")
    qtbot.waitUntil(lambda: not answers.dialogs)
    assert overviews(book) == [f"为{INSTEAD}，又为{INSTEAD}。", before[1]]
    assert book.undo_name == f"替换「{WORDS}」为「{INSTEAD}」"
    trigger(window, "undo")
    assert overviews(book) == before


def test_of_the_form_in_front_alone(
    window: MainWindow, book: Book, answers: Answers, qtbot: QtBot
) -> None:
    answers.dialogs = [asked(0), lambda _: True]
    open_form(window, projects(window)[1])
    trigger(window, "replace")
    qtbot.waitUntil(lambda: not answers.dialogs)
    assert [INSTEAD in it for it in overviews(book)] == [False, True]


def test_given_up_or_not_found_nothing_changes(
    window: MainWindow, book: Book, answers: Answers, qtbot: QtBot
) -> None:
    before = overviews(book)
    answers.dialogs = [asked(0), lambda _: False]
    trigger(window, "replace")
    qtbot.waitUntil(lambda: not answers.dialogs)

    def nowhere(dialog: QDialog) -> bool:
        assert isinstance(dialog, FindReplaceDialog)
        dialog.words.setText("没有这样的文字")
        return True

    answers.dialogs = [nowhere]
    trigger(window, "replace")
    qtbot.waitUntil(lambda: not answers.dialogs)
    assert overviews(book) == before
    assert book.undo_name == "写"
