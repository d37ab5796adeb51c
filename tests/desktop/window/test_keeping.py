"""The open book's file: up to date for others, in its place, sound, small."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.desktop.dialogs.export import ExportChoice, ExportOffer
from budgetdesk.desktop.window.keeping import tell_opened
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.exchange.selection import WHOLE_BOOK
from budgetdesk.forms.loader import load_form_set
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import projects, trigger

MakeWindow = Callable[[], MainWindow]


def put(window: MainWindow, value: str) -> None:
    assert window.session is not None
    with window.session.book.step("设置") as step:
        edit.put_setting(step, "k", value)


def activate(window: MainWindow, monkeypatch: pytest.MonkeyPatch, *, active: bool) -> None:
    """Another window comes in front, or this one again."""
    monkeypatch.setattr(window, "isActiveWindow", lambda: active)
    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    QCoreApplication.processEvents()


def test_losing_the_focus_brings_the_file_up_to_date(
    window: MainWindow, book_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(window, "just now")
    activate(window, monkeypatch, active=False)
    copy = Path(shutil.copy(book_path, tmp_path / "copy.budget"))
    with Book.open(copy) as copied:
        assert copied.rows("SELECT value FROM setting WHERE key = 'k'") == [("just now",)]


def test_what_cannot_be_opened_leaves_the_open_book_open(
    window: MainWindow, book_path: Path, tmp_path: Path, answers: Answers
) -> None:
    bad = tmp_path / "坏.budget"
    bad.write_text("text")
    for path in (bad, tmp_path / "没有.budget", tmp_path):
        assert not window.books.open(path)
        assert window.session is not None
        assert window.session.book.path == book_path
    assert len(answers.told) == 3
    assert projects(window)
    put(window, "still writable")


def test_read_only_media_open_with_the_bar(
    window: MainWindow, book_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(shutil.copy(book_path, tmp_path / "光盘.budget"))
    monkeypatch.setattr("budgetdesk.book.opening.os.access", lambda *args, **kwargs: False)
    assert window.books.open(other)
    assert window.session is not None
    assert window.desk is not None
    assert window.session.book.path == other
    assert window.session.book.read_only
    assert window.desk.read_only.isVisible()
    assert "只读" in window.desk.read_only.text.text()
    assert len(projects(window)) == 66


def test_a_book_moved_while_open_is_told_and_goes_on_under_another_name(
    window: MainWindow, book_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    put(window, "before")
    book_path.rename(book_path.with_name("改名.budget"))
    answers.choices = ["打开另存的账套"]
    activate(window, monkeypatch, active=True)
    [telling] = answers.told
    assert "改名" in telling.sentence
    assert window.session is not None
    assert "找回" in window.session.book.path.name
    put(window, "after")
    rows = window.session.book.rows("SELECT value FROM setting WHERE key = 'k'")
    assert rows == [("after",)]


def test_a_move_that_is_known_is_told_once(
    window: MainWindow, book_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    book_path.unlink()
    activate(window, monkeypatch, active=True)
    activate(window, monkeypatch, active=True)
    assert [telling.title for telling in answers.told] == ["账套文件不在原处"]


def check(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    assert window.review is not None
    window.review.live.check(asked=False)


def check_asked(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    assert window.review is not None
    window.review.live.check(asked=True)


def export(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    assert window.books.output is not None
    offer = ExportOffer("整个账套", WHOLE_BOOK, 62)
    choice = ExportChoice(offer, ("xlsx",), False, False, tmp_path / "导出")
    window.books.output.export_this(choice)


def bring_in(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    assert window.books.output is not None
    file = tmp_path / "项目.json"
    file.write_text("{}", encoding="utf-8")
    window.books.output.import_these((file,))


def bring_in_a_table(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    assert window.books.output is not None
    file = tmp_path / "明细.csv"
    file.write_text("科目,金额\n", encoding="utf-8")
    window.books.output.import_these((file,))


def back_up(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    answers.paths = [tmp_path / "备份.budget"]
    trigger(window, "back_up")


def fold(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    answers.choices = ["全部合并"]
    trigger(window, "compact")


def take_back(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    trigger(window, "undo")


def replace(path: Path) -> None:
    """As a program that synchronises folders puts its file there."""
    other = path.with_name("另一个.budget")
    Book.create(other, BookInfo("yonghe-2024", 2024, "另一个")).close()
    other.replace(path)


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("left", [Path.unlink, replace])
@pytest.mark.parametrize(
    "work",
    [check, check_asked, export, bring_in, bring_in_a_table, back_up, fold, take_back],
)
def test_whatever_is_done_tells_in_the_bar_that_the_book_is_not_there(
    window: MainWindow, book_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Answers,
    tmp_path: Path, work: Callable[[MainWindow, Path, Answers], None],
    left: Callable[[Path], None], known: bool,
) -> None:  # fmt: skip
    assert window.desk is not None
    put(window, "before")
    left(book_path)
    before = book_path.read_bytes() if book_path.exists() else b""
    if known:
        activate(window, monkeypatch, active=True)
    answers.told.clear()
    work(window, tmp_path, answers)
    window.jobs.stop_all()
    assert [telling for telling in answers.told if telling.title != "整理账套"] == []
    said = window.desk.notice.text.text()
    assert "在打开期间被移动、改名、删除或替换" in said
    [kept] = book_path.parent.glob("*找回*.budget")
    assert str(kept) in said
    assert (book_path.read_bytes() if book_path.exists() else b"") == before
    assert not (tmp_path / "导出").exists()
    assert not (tmp_path / "备份.budget").exists()


@pytest.mark.parametrize("known", [False, True])
def test_closing_a_book_whose_folder_is_gone_keeps_what_was_done_and_says_where(
    window: MainWindow, book_path: Path, tmp_path: Path, answers: Answers,
    monkeypatch: pytest.MonkeyPatch, known: bool,
) -> None:  # fmt: skip
    home, stick = tmp_path / "家", tmp_path / "U盘"
    for folder in (home, stick):
        folder.mkdir()
    assert window.books.open(Path(shutil.copy(book_path, stick)))
    answers.told.clear()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    put(window, "done")
    shutil.rmtree(stick)
    if known:
        activate(window, monkeypatch, active=True)
    trigger(window, "close_book")
    assert window.session is None
    assert [telling.title for telling in answers.told] == ["账套文件不在原处"], "once"
    [kept] = home.glob("*找回*.budget")
    assert str(kept) in answers.told[0].sentence
    with Book.open(kept) as found:
        assert ("done",) in found.rows("SELECT value FROM setting WHERE key = 'k'")


def damage(path: Path, table: str) -> None:
    """Spoil the first page of a table in a file that was never sealed."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        [(page,)] = connection.execute(sql, (table,))
    data = bytearray(path.read_bytes())
    data[72:92] = bytes(20)
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(data)


def test_damage_that_shows_while_opening_is_told(
    make_window: MakeWindow, book_path: Path, answers: Answers
) -> None:
    window = make_window()
    damage(book_path, "project")
    assert not window.books.open(book_path)
    [telling] = answers.told
    assert "损坏" in telling.sentence
    assert window.session is None


def test_damage_is_found_after_opening_and_told(
    make_window: MakeWindow, book_path: Path, answers: Answers
) -> None:
    window = make_window()
    damage(book_path, "journal_row")
    assert window.books.open(book_path)
    answers.choices = ["知道了"]
    tell_opened(window.books)
    [telling] = answers.told
    assert "损坏" in telling.title
    assert "恢复" in telling.advice


def test_a_sound_book_is_told_nothing(window: MainWindow) -> None:
    tell_opened(window.books)
    assert window.desk is not None
    assert not window.desk.notice.isVisible()


def test_what_was_met_at_opening_is_told(make_window: MakeWindow, book_path: Path) -> None:
    book_path.with_name(f"{book_path.name}-wal").write_bytes(b"\x37\x7f\x06\x82" * 100)
    window = make_window()
    assert window.books.open(book_path)
    tell_opened(window.books)
    assert window.desk is not None
    assert "日志" in window.desk.notice.text.text()


def test_a_book_is_compacted_from_the_menu(
    window: MainWindow, book_path: Path, answers: Answers
) -> None:
    for number in range(30):
        put(window, f"{number}" * 30_000)
    before = projects(window)
    answers.choices = ["全部合并"]
    trigger(window, "compact")
    assert window.desk is not None
    assert "已整理账套" in window.desk.notice.text.text()
    assert window.session is not None
    assert window.session.book.undo_name is None
    assert projects(window) == before
    assert list((book_path.parent / "备份").glob("*.budget"))
    answers.choices = ["不整理"]
    trigger(window, "compact")


def test_a_book_without_a_change_is_not_touched_by_opening(
    make_window: MakeWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.budget"
    asked = load_form_set("yonghe-2024").dictionary
    Book.create(path, BookInfo("yonghe-2024", 2024, "t"), asked).close()
    data = path.read_bytes()
    window = make_window()
    assert window.books.open(path)
    tell_opened(window.books)
    assert window.books.close()
    assert path.read_bytes() == data
