"""A real book with a real form open in the editor."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.records import KeyTask, OverallForm, RecordKind
from tests.desktop.editor.form_desk import Desk, add, open_form, sample_project


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "账套.budget", BookInfo("yonghe-2024", 2024, "永和县")) as book:
        yield book


@pytest.fixture
def desk(qtbot: QtBot, book: Book) -> Desk:
    return open_form(qtbot, book, add(book, sample_project()))


@pytest.fixture
def overall_desk(qtbot: QtBot, book: Book) -> Desk:
    add(book, sample_project())
    with book.step("整体") as step:
        form = OverallForm(
            read.departments(book)[0],
            duties="制定卫生规划。",
            key_tasks=(KeyTask("医疗服务", "县域医共体"), KeyTask("公共卫生", "疾病防控")),
        )
        overall_id = edit.put_overall(step, form)
    return open_form(qtbot, book, overall_id, RecordKind.OVERALL)
