"""与一体化核对 in the window: what differs is shown, ticked, and written as one step."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.desktop.two_sides.models import CAME, HELD, MARK
from budgetdesk.desktop.two_sides.portal import AgainstListDialog
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, trigger
from tests.exchange.portal.listing import HABITS, Listed, listed, sheet_of


@pytest.fixture
def book(window: MainWindow) -> Book:
    assert window.session is not None
    return window.session.book


def write(path: Path, found: list[Listed]) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for line in sheet_of(found, HABITS["plain"])[0]:
        sheet.append(line)
    workbook.save(path)
    return path


def goals(book: Book) -> list[str]:
    return [it.goals.annual for it in projects(book)]


Look = Callable[[QDialog], bool]


def test_what_is_ticked_is_written_as_one_step(
    window: MainWindow, book: Book, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    before = goals(book)
    first, second, *rest = map(listed, projects(book))
    there = replace(first, goal="一体化的目标"), replace(second, goal="另一个目标")
    new = replace(first, name="一体化里新加的")
    answers.paths = [write(tmp_path / "清单.xlsx", [*there, *rest, new])]

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, AgainstListDialog)
        model = dialog.model
        assert [model.index(row, MARK).data() for row in range(model.rowCount())] == ["不同"] * 2
        assert [model.index(row, CAME).data() for row in range(2)] == [first.name, second.name]
        assert dialog.remainders.model().index(0, 2).data().startswith("用 文件 › 导入 取入")
        assert not dialog.accept_button.isEnabled()
        dialog.pairs.setCurrentIndex(model.index(1, HELD))
        dialog.copy_button.click()
        assert QGuiApplication.clipboard().text() == second.goal
        role = Qt.ItemDataRole.CheckStateRole
        model.setData(model.index(0, MARK), Qt.CheckState.Checked, role)
        assert dialog.accept_button.text() == "按一体化修改 1 处"
        return True

    answers.dialogs = [look]
    trigger(window, "against_list")
    qtbot.waitUntil(lambda: not answers.dialogs)
    assert goals(book) == ["一体化的目标", *before[1:]]
    assert desk_of(window).notice.text.text() == "已按一体化修改 1 处。"
    trigger(window, "undo")
    assert goals(book) == before


def test_all_are_ticked_by_one_button(
    window: MainWindow, book: Book, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    found = [replace(it, goal=f"{it.goal}又一句") for it in map(listed, projects(book))]
    answers.paths = [write(tmp_path / "清单.xlsx", found)]

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, AgainstListDialog)
        dialog.all_button.click()
        return dialog.accept_button.isEnabled()

    answers.dialogs = [look]
    trigger(window, "against_list")
    qtbot.waitUntil(lambda: not answers.dialogs)
    assert goals(book) == [it.goal for it in found]


def test_a_list_that_agrees_says_so(
    window: MainWindow, book: Book, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    answers.paths = [write(tmp_path / "清单.xlsx", [*map(listed, projects(book))])]
    trigger(window, "against_list")
    qtbot.waitUntil(lambda: "与账套一致" in desk_of(window).notice.text.text())


def test_what_is_no_list_is_told(
    window: MainWindow, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "别的.xlsx"
    openpyxl.Workbook().save(path)
    answers.paths = [path]
    trigger(window, "against_list")
    qtbot.waitUntil(lambda: bool(answers.told))
    assert "别的.xlsx" in answers.told[0].sentence + answers.told[0].advice
