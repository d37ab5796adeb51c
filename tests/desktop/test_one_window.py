"""A second start with a book that is open brings its window forward; names of files stay whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.book.lock import lock_path
from budgetdesk.desktop import app, one_window
from budgetdesk.desktop.file_urls import path_of, url_of
from budgetdesk.desktop.one_window import is_brought_forward
from budgetdesk.desktop.settings import LAST_BOOK, Settings
from budgetdesk.desktop.window.keeping import tell_opened
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.recent_books import recent_books, remember_book
from tests.desktop.conftest import MakeWindow
from tests.desktop.window.steps import desk_of, open_form, projects, trigger, type_into

GBK = os.fsdecode("县局 账套".encode("gbk")) + ".budget"


_ASK = (
    "import sys; from pathlib import Path; from budgetdesk.desktop.one_window import *;"
    "sys.exit(is_brought_forward(Path(sys.argv[1])))"
)


def start_again(qtbot: QtBot, path: Path) -> bool:
    """What another process is answered that wants the book."""
    start = subprocess.Popen([sys.executable, "-c", _ASK, str(path)])
    qtbot.waitUntil(lambda: start.poll() is not None, timeout=20_000)
    return start.returncode == 1


def test_the_window_with_the_book_answers_and_comes_forward(
    window: MainWindow, book_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    tell_opened(window.books)
    window.showMinimized()
    assert start_again(qtbot, book_path)
    assert not window.isMinimized()
    assert window.isVisible()
    other = tmp_path / "link.budget"  # the same file by another name
    other.symlink_to(book_path)
    window.showMinimized()
    assert start_again(qtbot, other)
    assert not window.isMinimized()


@pytest.mark.parametrize("came", [True, False])
def test_a_window_that_the_desktop_holds_back_is_marked(
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    came: bool,
) -> None:
    marked: list[QWidget] = []
    monkeypatch.setattr(one_window, "_REFUSED", 0)
    monkeypatch.setattr(QApplication, "activeWindow", lambda: window if came else None)
    monkeypatch.setattr(QApplication, "alert", marked.append)
    one_window.come_forward(window)
    qtbot.wait(20)
    assert marked == ([] if came else [window])


def test_its_own_process_and_a_closed_book_are_not_asked(
    window: MainWindow, book_path: Path
) -> None:
    assert not is_brought_forward(book_path)
    assert window.books.close()
    assert not is_brought_forward(book_path)


def test_only_a_book_with_a_lock_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def answer(path: Path) -> bool:
        asked.append(path)
        return True

    monkeypatch.setattr(one_window, "is_brought_forward", answer)
    settings = Settings(tmp_path / "settings.json")
    book = tmp_path / "a.budget"
    assert not app.is_shown_elsewhere(None, settings)
    assert not app.is_shown_elsewhere(book, settings)
    lock_path(book).touch()
    assert app.is_shown_elsewhere(book, settings)
    remember_book(settings, book, "账套")
    assert app.is_shown_elsewhere(None, settings)
    settings.put(LAST_BOOK, str(tmp_path / "b.budget"))
    assert not app.is_shown_elsewhere(None, settings)
    assert asked == [book, book]


@pytest.mark.skipif(os.name == "nt", reason="names of bytes")
@pytest.mark.parametrize("name", [GBK, "县局 100%#1?.budget", os.fsdecode(b"\xff\xfe\x41")])
def test_a_file_of_any_name_goes_to_the_desktop_and_back(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()
    assert path_of(url_of(path)) == path
    assert path_of(QUrl(url_of(path).toString(QUrl.ComponentFormattingOption.FullyEncoded))) == path


@pytest.mark.skipif(os.name == "nt", reason="names of bytes")
def test_a_book_with_a_name_of_an_older_system_is_opened_and_remembered(
    make_window: MakeWindow, book_path: Path, tmp_path: Path
) -> None:
    path = book_path.rename(tmp_path / GBK)
    window = make_window()
    assert window.books.open(path)
    assert "县局 账套.budget" in window.windowTitle()
    editor = open_form(window, projects(window)[0])
    type_into(editor, "overview", "typed under an old name")
    trigger(window, "close_book")
    listed = window.start_page.recent.item(0)
    assert "县局 账套.budget" in listed.text()
    assert "县局 账套.budget" in listed.toolTip()
    assert window.books.open(path)
    assert window.close()
    known = Settings(window.settings.path)
    assert [book.path for book in recent_books(known)] == [path]
    assert known.get(LAST_BOOK) == str(path)
    again = make_window()
    again.books.reopen()
    assert again.session is not None
    assert again.session.book.path == path


def test_at_the_end_of_the_session_all_is_written_and_nothing_asked(
    window: MainWindow, book_path: Path
) -> None:
    editor = open_form(window, projects(window)[0])
    editor.begin(typed_over=True)
    editor.text.setPlainText("会话结束前输入")
    place = editor.current
    assert place is not None
    window.prepare_for_end()
    assert not editor.editing.open
    editor.go_to(next(c.field for c in editor.sheet.cells if c.field and "annual" in c.field.path))
    editor.begin(typed_over=True)
    editor.text.setPlainText("不是金额")  # refused, and asked about at any other time
    assert window.close()
    assert window.session is None
    assert not lock_path(book_path).exists()


def test_without_a_book_the_end_of_the_session_needs_nothing(make_window: MakeWindow) -> None:
    window = make_window()
    window.prepare_for_end()
    assert window.close()


def test_the_desk_is_remembered_for_the_next_session(window: MainWindow, book_path: Path) -> None:
    open_form(window, projects(window)[1])
    desk_of(window)
    window.prepare_for_end()
    window.close()
    assert window.settings.get(LAST_BOOK) == str(book_path)
