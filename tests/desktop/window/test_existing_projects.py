"""Importing projects that the book has: each is decided about, with both sides in sight."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.desktop.two_sides.existing import DEEDS, ExistingDialog
from budgetdesk.desktop.two_sides.models import MARK, TARGET
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.records import Project
from budgetdesk.exchange.content import projects_json
from budgetdesk.exchange.existing import OnExisting
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import trigger

Look = Callable[[ExistingDialog], None]


def a_file(book: Book, folder: Path) -> Path:
    """The first two projects as they come back, changed: one text, and a row renamed a little."""
    ids = read.project_ids(book)[:2]
    content = json.loads(projects_json(book, ids))
    for one in content["projects"]:
        one.pop("uuid")
        one["overview"] = "改过的概况"
        for row in one["indicators"]["annual"]:
            row.pop("uuid")
        one["indicators"]["annual"][0]["name"] += "数"
    path = folder / "回来的.json"
    path.write_text(json.dumps(content), "utf-8")
    return path


def imported(window: MainWindow, answers: Answers, path: Path, qtbot: QtBot, look: Look) -> None:
    def answer(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExistingDialog)
        look(dialog)
        return dialog.accept_button.isEnabled()

    assert window.books.output is not None
    answers.dialogs.append(answer)
    window.books.output.import_these((path,))
    qtbot.waitUntil(lambda: not answers.dialogs)


def first_two(book: Book) -> list[Project]:
    return list(read.projects(book)[:2])


def test_each_is_decided_about_and_all_is_one_step(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.session is not None
    book = window.session.book
    before = first_two(book)

    def look(dialog: ExistingDialog) -> None:
        model = dialog.model
        assert [model.index(row, 0).data() for row in range(2)] == [it.name for it in before]
        assert model.index(0, 2).data() == "2 处"
        assert dialog.accept_button.text() == "还有 2 个没有选择"
        assert not dialog.accept_button.isEnabled()
        column = 3 + list(DEEDS).index(OnExisting.OVERWRITE)
        dialog.projects.setCurrentIndex(model.index(0, column))
        QTest.keyClick(dialog.projects, Qt.Key.Key_Space)
        assert model.deeds == [OnExisting.OVERWRITE, None]
        model.decide(1, OnExisting.SKIP)
        assert dialog.accept_button.text() == "导入（覆盖 1，跳过 1，都保留 0）"

    imported(window, answers, a_file(book, tmp_path), qtbot, look)
    one, other = first_two(book)
    assert (one.id, one.overview) == (before[0].id, "改过的概况")
    assert one.indicators.annual[0].id == before[0].indicators.annual[0].id
    assert other == before[1]
    trigger(window, "undo")
    assert first_two(book) == before


def test_a_guessed_row_is_marked_and_can_be_taken_for_a_new_one(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.session is not None
    book = window.session.book
    before = first_two(book)

    def look(dialog: ExistingDialog) -> None:
        dialog.all_buttons[OnExisting.OVERWRITE].click()
        sides = dialog.pairs.model()
        words = [sides.index(row, MARK).data() for row in range(2)]
        assert words == ["确定", "请核对"]
        assert [sides.index(row, TARGET).data() for row in range(2)] == ["项目概况", "年度指标"]
        checkable = Qt.ItemFlag.ItemIsUserCheckable
        ticked = [bool(sides.index(row, MARK).flags() & checkable) for row in range(2)]
        assert ticked == [False, True]
        role = Qt.ItemDataRole.CheckStateRole
        sides.setData(sides.index(1, MARK), Qt.CheckState.Unchecked, role)

    imported(window, answers, a_file(book, tmp_path), qtbot, look)
    one, other = first_two(book)
    known = {row.uuid for row in before[0].indicators.annual}
    assert one.indicators.annual[0].uuid not in known
    assert {row.uuid for row in one.indicators.annual[1:]} < known
    assert other.indicators.annual[0].uuid == before[1].indicators.annual[0].uuid


def test_given_up_it_changes_nothing(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.session is not None
    book = window.session.book
    before = first_two(book)
    imported(window, answers, a_file(book, tmp_path), qtbot, lambda _: None)
    assert first_two(book) == before
    assert not answers.told


def test_kept_beside_both_are_there(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.session is not None
    book = window.session.book
    count = len(read.projects(book))
    look = lambda dialog: dialog.all_buttons[OnExisting.BOTH].click()  # noqa: E731
    imported(window, answers, a_file(book, tmp_path), qtbot, look)
    names = [it.name for it in read.projects(book)]
    assert len(names) == count + 2
    assert sum(name.endswith("（导入）") for name in names) == 2


def test_another_offices_book_is_asked_about_in_the_same_way(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.session is not None
    book = window.session.book
    other = tmp_path / "别的单位.budget"
    book.backup_to(other)
    data = other.read_bytes()
    count = len(read.projects(book))

    def look(dialog: ExistingDialog) -> None:
        assert dialog.model.rowCount() == count
        assert dialog.model.index(0, 2).data() == "相同"
        dialog.all_buttons[OnExisting.SKIP].click()

    before = read.projects(book)
    imported(window, answers, other, qtbot, look)
    assert read.projects(book) == before
    assert other.read_bytes() == data
    assert not answers.told
