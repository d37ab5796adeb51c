"""The main file is the book: what is done stands in it soon, and a torn copy is known as one."""

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.book import edit, mainfile
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.errors import DamagedBook, MisplacedBook
from budgetdesk.book.lock import lock_path
from budgetdesk.book.seal import SealState, seal_of
from tests.book.content import content, require_sound
from tests.book.records import add_unit
from tests.book.work import bulk

INFO = BookInfo("yonghe-2024", 2024, "永和县 2024")


def put(book: Book, value: str) -> None:
    with book.step("设置") as step:
        edit.put_setting(step, "k", value)


def state_of(path: Path) -> SealState:
    with path.open("rb") as file:
        return seal_of(file.fileno()).state


def holds(path: Path) -> bool:
    with path.open("rb") as file:
        return seal_of(file.fileno()).holds(file.fileno())


def wait_until_sealed(path: Path, seconds: float) -> float:
    begun = time.monotonic()
    while not holds(path):
        assert time.monotonic() - begun < seconds
        time.sleep(0.01)
    return time.monotonic() - begun


def side_files(path: Path) -> list[str]:
    beside = path.parent.glob(f"{path.name}-*")
    return [file.name for file in beside if file.stat().st_size and file.suffix != ".budget-shm"]


def test_who_asks_waits_for_the_thread(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite turns a second checkpoint away at once, and the file would be said to be old."""
    real, begun, alone = mainfile._emptied, threading.Event(), threading.Lock()

    def slow(connection: sqlite3.Connection) -> bool:
        assert alone.acquire(blocking=False), "two at once"
        try:
            if threading.current_thread() is not threading.main_thread():
                begun.set()
                time.sleep(0.3)
            return real(connection)
        finally:
            alone.release()

    with Book.create(path, INFO) as book:
        monkeypatch.setattr(mainfile, "_emptied", slow)
        put(book, "x" * 100_000)
        assert begun.wait(20)
        assert book.bring_up_to_date()
        assert holds(path)
        assert side_files(path) == []


def test_within_a_second_everything_stands_in_the_file(path: Path, tmp_path: Path) -> None:
    with Book.create(path, INFO) as book:
        bulk(book, 1, 3)
        wait_until_sealed(path, 5)  # the machine may be busy
        assert side_files(path) == []
        copy = tmp_path / "copy.budget"
        shutil.copy(path, copy)
        before = content(book)
        put(book, "later")
    with Book.open(copy) as copied:
        require_sound(copied)
        assert content(copied) == before


def test_a_companions_step_stands_in_the_file_too(path: Path, tmp_path: Path) -> None:
    with Book.create(path, INFO) as book:
        with book.companion() as companion:
            put(companion, "worker")
        wait_until_sealed(path, 5)
        shutil.copy(path, tmp_path / "copy.budget")
        with Book.open(tmp_path / "copy.budget") as copied:
            assert content(copied) == content(book)


def test_at_once_when_asked(path: Path, tmp_path: Path) -> None:
    with Book.create(path, INFO) as book:
        put(book, "now")
        assert book.bring_up_to_date()
        assert state_of(path) is SealState.SET
        assert side_files(path) == []
        shutil.copy(path, tmp_path / "copy.budget")
        with Book.open(tmp_path / "copy.budget") as copied:
            assert content(copied) == content(book)


def test_a_reader_of_an_older_state_holds_nobody_up(path: Path) -> None:
    with Book.create(path, INFO) as book, Book.open(path) as reader:
        put(book, "first")
        with reader.snapshot():
            before = content(reader)
            begun = time.monotonic()
            put(book, "second")
            assert time.monotonic() - begun < 2
            assert not book.bring_up_to_date()
            assert content(reader) == before
        assert book.bring_up_to_date()
        assert state_of(path) is SealState.SET


def test_a_copy_taken_before_the_file_is_up_to_date_is_refused(path: Path, tmp_path: Path) -> None:
    """It would be silently old: the step stands in the log alone."""
    copy = tmp_path / "copy.budget"
    with Book.create(path, INFO) as book, book.companion() as reader, reader.snapshot():
        reader.rows("SELECT * FROM step")
        put(book, "in the log")
        shutil.copy(path, copy)
    with pytest.raises(DamagedBook, match="备份"):
        Book.open(copy)
    with pytest.raises(DamagedBook, match="备份"):
        Book.open(copy, read_only=True)


@pytest.mark.parametrize("cut", [0.1, 0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("newer_first", [True, False])
def test_a_copy_put_together_from_two_states_is_refused(
    path: Path, tmp_path: Path, cut: float, newer_first: bool
) -> None:
    with Book.create(path, INFO) as book:
        bulk(book, 1, 10)
    old = path.read_bytes()
    with Book.open(path) as book:
        bulk(book, 2, 10)
        put(book, "x")
    new = path.read_bytes()
    at = int(len(old) * cut) // 4096 * 4096
    torn = new[:at] + old[at:] + new[len(old) :] if newer_first else old[:at] + new[at:]
    copy = tmp_path / "copy.budget"
    copy.write_bytes(torn)
    with pytest.raises(DamagedBook, match="备份"):
        Book.open(copy)


def test_a_large_copy_from_two_states_is_found_after_opening(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetdesk.book.belonging._AT_ONCE", 1000)
    with Book.create(path, INFO) as book:
        bulk(book, 1, 10)
    old = path.read_bytes()
    with Book.open(path) as book:
        assert book.is_sound()
        put(book, "x")
        assert book.is_sound(), "while it is written nothing is said of it"
    assert len(path.read_bytes()) == len(old)
    torn = tmp_path / "copy.budget"
    torn.write_bytes(old[: len(old) // 2] + path.read_bytes()[len(old) // 2 :])
    with Book.open(torn) as book:
        assert not book.is_sound()


def test_opening_a_copy_leaves_its_seal(path: Path, tmp_path: Path) -> None:
    with Book.create(path, INFO) as book:
        add_unit(book)
        book.backup_to(tmp_path / "copy.budget")
    for _ in range(2):
        with Book.open(tmp_path / "copy.budget") as copy:
            require_sound(copy)
    assert state_of(tmp_path / "copy.budget") is SealState.SET


def rename(path: Path) -> None:
    path.rename(path.with_name("改名.budget"))


def delete(path: Path) -> None:
    path.unlink()


def replace(path: Path) -> None:
    other = path.with_name("另一个.budget")
    Book.create(other, INFO).close()
    other.replace(path)


def move(path: Path) -> None:
    (path.parent / "子文件夹").mkdir()
    path.rename(path.parent / "子文件夹" / path.name)


@pytest.mark.parametrize("deed", [rename, delete, replace, move])
def test_a_file_that_is_no_longer_in_its_place_is_noticed(
    path: Path, deed: Callable[[Path], None]
) -> None:
    with Book.create(path, INFO) as book:
        bulk(book, 1, 2)
        before = content(book)
        deed(path)
        for change in (lambda: put(book, "lost"), book.undo, lambda: put(book, "again")):
            with pytest.raises(MisplacedBook, match="另存为") as refusal:
                change()
        kept = refusal.value.kept
        assert kept is not None
        assert len(list(path.parent.glob("*找回*"))) == 1, "once"
        assert content(book) == before
    with Book.open(kept) as found:
        assert content(found) == before
        put(found, "goes on")
    assert not lock_path(path).exists()


def test_where_the_folder_went_too_what_was_done_is_kept_at_home(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    with Book.create(path, INFO) as book:
        put(book, "done")
        before = content(book)
        path.parent.rename(tmp_path / "拔出的盘")
        with pytest.raises(MisplacedBook, match="另存为") as refusal:
            put(book, "lost")
    kept = refusal.value.kept
    assert kept is not None
    assert kept.parent == home
    with Book.open(kept) as found:
        assert content(found) == before


def test_a_renamed_file_holds_all_that_was_done(path: Path) -> None:
    with Book.create(path, INFO) as book:
        put(book, "done")
        before = content(book)
        rename(path)
        with pytest.raises(MisplacedBook):
            put(book, "refused")
    with Book.open(path.with_name("改名.budget")) as renamed:
        assert content(renamed) == before


def test_a_replaced_file_is_left_alone(path: Path) -> None:
    with Book.create(path, INFO) as book:
        put(book, "mine")
        replace(path)
        data = path.read_bytes()
        with pytest.raises(MisplacedBook):
            put(book, "refused")
    assert path.read_bytes() == data
    with Book.open(path) as other:
        assert other.undo_steps() == ()


@pytest.mark.parametrize("deed", [rename, delete, replace, move])
def test_a_second_connection_is_to_the_same_file_or_refused(
    path: Path, deed: Callable[[Path], None]
) -> None:
    with Book.create(path, INFO) as book:
        put(book, "done")
        deed(path)
        beside = {file: file.read_bytes() for file in path.parent.glob("*.budget*")}
        with pytest.raises(MisplacedBook):
            book.companion()
        assert {file: file.read_bytes() for file in path.parent.glob("*.budget*")} == beside
        with pytest.raises(MisplacedBook) as first:
            book.require_in_place()
        with pytest.raises(MisplacedBook) as second:
            book.companion()
        assert first.value.kept == second.value.kept is not None


def test_what_was_done_is_kept_once_whichever_connection_meets_another_file(path: Path) -> None:
    with Book.create(path, INFO) as book:
        companion = book.companion()
        put(companion, "done")
        replace(path)
        for one in (companion, book, companion):
            with pytest.raises(MisplacedBook, match="另存为"):
                put(one, "lost")
        companion.close()
    [kept] = path.parent.glob("*找回*.budget")
    with Book.open(kept) as found:
        assert ("done",) in found.rows("SELECT value FROM setting WHERE key = 'k'")


def test_who_only_reads_is_told_to_open_the_other_file(path: Path) -> None:
    Book.create(path, INFO).close()
    with Book.open(path, read_only=True) as book:
        book.companion().close()
        replace(path)
        with pytest.raises(MisplacedBook, match=r"请重新打开。$"):
            book.companion()
    assert not list(path.parent.glob("*找回*"))
