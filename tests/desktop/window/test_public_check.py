"""公开检查 from the menu, with a book or without one."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from budgetdesk.desktop.dialogs.public_check import PublicCheckDialog
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.conftest import Answers, MakeWindow
from tests.desktop.window.steps import trigger
from tests.exchange.test_public_check import workbook


@pytest.mark.parametrize("opened", [False, True])
def test_files_are_chosen_and_what_was_found_is_listed(
    make_window: MakeWindow, book_path: Path, answers: Answers, tmp_path: Path, opened: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    window = make_window()
    if opened:
        assert window.books.open(book_path)
    folders: list[Path] = []
    monkeypatch.setattr(
        "budgetdesk.desktop.opening_folders.open_folder", lambda it, _: folders.append(it)
    )
    seen: list[str] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, PublicCheckDialog)
        assert dialog.table.model_of_lines.rowCount() == 2
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
        dialog.folder_button.click()
        seen.append(dialog.headline.text())
        return False

    answers.paths = [
        (
            workbook(tmp_path / "表.xlsx", ("联系人电话", "13800138000")),
            workbook(tmp_path / "说明.xlsx", ("收入预算", "五千万元")),
        )
    ]
    answers.dialogs = [look]
    trigger(window, "inspect")
    window.jobs.stop_all()
    assert seen == ["2 个文件，1 个还不能公开；改好后请再查一次"]
    assert folders == [tmp_path, tmp_path]
    assert answers.told == []


def test_what_is_clean_is_said_to_be(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    seen: list[str] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, PublicCheckDialog)
        seen.append(dialog.headline.text())
        return False

    answers.paths = [(workbook(tmp_path / "说明.xlsx", ("收入预算", "五千万元")),)]
    answers.dialogs = [look]
    trigger(window, "inspect")
    assert seen == ["1 个文件，没有发现不能公开的内容"]


def test_nothing_chosen_does_nothing(window: MainWindow, answers: Answers) -> None:
    answers.paths = [()]
    trigger(window, "inspect")
    assert answers.told == []
    assert not window.jobs.running
