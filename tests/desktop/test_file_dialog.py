"""No dialog that lists the open book's folder takes SQLite's locks from it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFileSystemModel,
    QListView,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.desktop.ask import ask_folder, ask_one, ask_open, ask_save
from budgetdesk.desktop.file_dialog import FileDialog, UnopenedIcons
from budgetdesk.domain.file_kinds import BOOK, BOOKS, IMPORTS
from tests.locks import locked_files

_ASKED: dict[str, Callable[[QWidget, Path], object]] = {
    "files": lambda parent, at: ask_open(parent, "导入", at, IMPORTS),
    "a file": lambda parent, at: ask_one(parent, "打开", at, BOOKS),
    "all files": lambda parent, at: FileDialog(parent, "打开", at).chosen(),
    "where to save": lambda parent, at: ask_save(parent, "另存为", at / "另.budget", BOOK),
    "a folder": lambda parent, at: ask_folder(parent, "文件夹", at),
}


@pytest.mark.skipif(sys.platform != "linux", reason="locks are told by Linux alone")
@pytest.mark.parametrize("asked", _ASKED)
def test_the_book_stays_locked(qtbot: QtBot, tmp_path: Path, asked: str) -> None:
    path = tmp_path / "账套.budget"
    Book.create(path, BookInfo("yonghe-2024", 2024, "永和县 2024")).close()
    parent = QWidget()
    qtbot.addWidget(parent)
    with Book.open(path) as book:
        book.rows("SELECT 1 FROM project")
        before = locked_files(os.getpid(), tmp_path)
        assert {path.name, f"{path.name}-shm"} <= before
        QTimer.singleShot(0, lambda: _see_all(qtbot, path))
        assert not _ASKED[asked](parent, tmp_path)
        assert locked_files(os.getpid(), tmp_path) == before


def _see_all(qtbot: QtBot, path: Path) -> None:
    """Wait until the dialog has listed the folder, with the details of each file; then give up."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.setFilter(dialog.filter() | dialog.filter().Files)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    model = dialog.findChild(QFileSystemModel)
    assert model is not None
    folder = model.index(str(path.parent))
    qtbot.waitUntil(lambda: model.rowCount(folder) > 0 or not dialog.findChildren(QListView))
    qtbot.wait(150)
    dialog.reject()


def test_kinds_go_by_the_name(qapp: QApplication, tmp_path: Path) -> None:
    icons = UnopenedIcons()
    kinds = [icons.type(QFileInfo(str(at))) for at in (tmp_path, Path("a.budget"), Path("a"))]
    assert kinds == ["文件夹", "budget 文件", "文件"]


def test_what_is_chosen_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    (tmp_path / "甲.budget").write_bytes(b"")
    (tmp_path / "乙.budget").write_bytes(b"")

    def choose(*names: str) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        for name in names:
            dialog.selectFile(name)
        dialog.accept()

    QTimer.singleShot(0, lambda: choose("甲.budget"))
    assert ask_one(parent, "打开", tmp_path, BOOKS) == tmp_path / "甲.budget"
    QTimer.singleShot(0, lambda: choose("丙"))
    saved = ask_save(parent, "另存为", tmp_path / "另.budget", BOOK)
    assert saved == tmp_path / "丙.budget"
    QTimer.singleShot(0, choose)
    proposed = ask_save(parent, "另存为", tmp_path / "另.budget", BOOK)
    assert proposed == tmp_path / "另.budget"
    QTimer.singleShot(0, choose)
    assert ask_folder(parent, "文件夹", tmp_path) == tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own is shown")
def test_names_times_and_kinds_are_seen_whole(qtbot: QtBot, tmp_path: Path) -> None:
    name = "永和县卫生健康和体育局 2024 年度预算.budget"
    (tmp_path / name).write_bytes(b"")
    dialog = FileDialog(None, "打开", tmp_path, BOOKS.filter)
    qtbot.addWidget(dialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    dialog.show()
    details = dialog.findChild(QTreeView)
    assert details is not None
    model = details.model()
    qtbot.waitUntil(lambda: model.rowCount(details.rootIndex()) == 1)
    cut = [
        details.model().headerData(column, Qt.Orientation.Horizontal)
        for column in range(4)
        if details.sizeHintForColumn(column) > details.columnWidth(column)
    ]
    assert cut == []
    room = dialog.screen().availableSize()
    assert dialog.size().boundedTo(room) == dialog.size()


_SAYS_A_TIME = """
from PySide6.QtCore import QDateTime, QLocale
from budgetdesk.desktop.app import make_application
make_application()
now = QDateTime.currentDateTime()
print(QLocale.system().toString(now, QLocale.FormatType.ShortFormat))
"""


@pytest.mark.parametrize("language", ["C", "C.UTF-8", "en_US.UTF-8", "zh_CN.UTF-8"])
def test_times_are_written_in_chinese_in_whatever_language_the_desktop_is(language: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _SAYS_A_TIME],
        env=os.environ | {"LANG": language, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert re.fullmatch(r"\d{4}/\d{1,2}/\d{1,2} \d\d:\d\d\n", told), told
