"""A log left beside a name is read into the file it belongs to, and into no other."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from budgetdesk.book import edit, lock
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.errors import BookExists, DamagedBook
from budgetdesk.book.lock import lock_path
from budgetdesk.exchange.sample import create_sample
from tests.book.content import Content, content, require_sound
from tests.book.work import bulk

INFO = BookInfo("yonghe-2024", 2024, "永和县 2024")
ROOT = Path(__file__).parents[2]

# Works in a book and dies with its last steps in the log: a reader keeps the file as it was.
DYING = """
import os, sys
from pathlib import Path
from budgetdesk.book import edit
from budgetdesk.book.book import Book
book = Book.open(Path(sys.argv[1]))
reader = book.companion()
with reader.snapshot():
    reader.rows("SELECT * FROM step")
    for number in range(int(sys.argv[2])):
        with book.step("最后") as step:
            edit.put_setting(step, "last", f"{sys.argv[3]} {number}")
    os.kill(os.getpid(), 9)
"""


def die_in(path: Path, steps: int = 1, word: str = "step") -> None:
    """Leave a book as a kill does, the last steps in its log alone."""
    subprocess.run(
        [sys.executable, "-c", DYING, str(path), str(steps), word], cwd=ROOT, check=False
    )
    assert log_of(path).stat().st_size > 0
    assert lock_path(path).exists()


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def last_word(book: Book) -> str | None:
    rows = book.rows("SELECT value FROM setting WHERE key = 'last'")
    return rows[0][0] if rows else None


def held_by(path: Path) -> Content:
    with Book.open(path, read_only=True) as book:
        require_sound(book)
        return content(book)


@pytest.fixture
def worked(path: Path) -> Path:
    """A closed book with some content."""
    with Book.create(path, INFO) as book:
        bulk(book, 1, 3)
    return path


def require_log_set_aside(path: Path, book: Book) -> None:
    assert [file for file in (path.parent / "备份").iterdir() if file.name.endswith("-wal")]
    assert any("日志" in note for note in book.notes)


@pytest.mark.parametrize("without", ["", "lock", "index"])
def test_a_killed_books_own_log_is_read(worked: Path, without: str) -> None:
    die_in(worked, 3)
    if without == "lock":
        lock_path(worked).unlink()
    if without == "index":
        worked.with_name(f"{worked.name}-shm").unlink()
    with Book.open(worked) as book:
        require_sound(book)
        assert last_word(book) == "step 2"
        assert book.notes == ()
    with Book.open(worked) as book:
        assert last_word(book) == "step 2"


def test_a_killed_book_is_looked_at_and_then_worked_in(worked: Path) -> None:
    die_in(worked)
    with Book.open(worked, read_only=True) as reader:
        assert last_word(reader) == "step 0"
    lock_path(worked).unlink()
    with Book.open(worked) as book:
        assert last_word(book) == "step 0"


@pytest.mark.parametrize("way", ["in place", "over it", "another name first"])
@pytest.mark.parametrize("with_lock", [True, False])
def test_a_copy_laid_over_a_killed_book_is_what_is_opened(
    worked: Path, tmp_path: Path, way: str, with_lock: bool
) -> None:
    copy = tmp_path / "copy.budget"
    with Book.open(worked) as book:
        book.backup_to(copy)
        wanted = content(book)
        bulk(book, 2, 4)
        with book.step("改") as step:
            edit.put_setting(step, "k", "since the copy")
    die_in(worked)
    if way == "in place":
        shutil.copyfile(copy, worked)  # the same file, other content
    else:
        shutil.copy(copy, tmp_path / "second.budget")
        (tmp_path / "second.budget").replace(worked)
    if not with_lock:
        lock_path(worked).unlink()
    with Book.open(worked) as book:
        require_sound(book)
        assert content(book) == wanted
        require_log_set_aside(worked, book)
    assert held_by(worked) == wanted


def test_another_book_laid_over_a_killed_one(worked: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.budget"
    create_sample(other)
    wanted = held_by(other)
    die_in(worked)
    shutil.copyfile(other, worked)
    with Book.open(worked) as book:
        require_sound(book)
        assert content(book) == wanted
        require_log_set_aside(worked, book)


def test_twins_logs_are_not_exchanged(worked: Path, tmp_path: Path) -> None:
    """Two copies of one book: what was done in one is not read into the other."""
    twin = tmp_path / "twin.budget"
    shutil.copy(worked, twin)
    wanted = held_by(twin)
    die_in(worked)
    shutil.copy(log_of(worked), log_of(twin))
    with Book.open(twin) as book:
        assert content(book) == wanted
        require_log_set_aside(twin, book)


def test_an_old_log_brought_back_is_not_read(worked: Path) -> None:
    die_in(worked, 2, "old")
    old = log_of(worked).read_bytes()
    with Book.open(worked) as book:
        with book.step("新") as step:
            edit.put_setting(step, "last", "new")
        wanted = content(book)
    log_of(worked).write_bytes(old)
    assert held_by(worked) == wanted, "not while it is only looked at"
    assert log_of(worked).read_bytes() == old, "and nothing is moved then"
    with Book.open(worked) as book:
        assert content(book) == wanted
        require_log_set_aside(worked, book)


def test_a_foreign_rollback_journal_is_not_read(worked: Path) -> None:
    with closing(sqlite3.connect(worked, isolation_level=None)) as stranger:
        stranger.execute("PRAGMA journal_mode = DELETE")
    with Book.open(worked) as book:
        wanted = content(book)
    other = worked.with_name("x.budget")
    shutil.copy(worked, other)
    with closing(sqlite3.connect(other, isolation_level=None)) as stranger:
        stranger.execute("PRAGMA journal_mode = DELETE")
        stranger.execute("PRAGMA cache_spill = 1")
        stranger.execute("BEGIN EXCLUSIVE")
        stranger.execute("UPDATE step SET name = 'x'")
        journal = other.with_name(f"{other.name}-journal").read_bytes()
        stranger.execute("ROLLBACK")
    worked.with_name(f"{worked.name}-journal").write_bytes(journal or b"\xd9\xd5\x05\xf9" * 200)
    with Book.open(worked) as book:
        assert content(book) == wanted
    assert not worked.with_name(f"{worked.name}-journal").exists()


@pytest.mark.parametrize("make", ["new", "sample", "backup"])
def test_a_name_with_a_log_beside_it_is_taken_without_the_log(
    worked: Path, tmp_path: Path, make: str
) -> None:
    die_in(worked)
    worked.unlink()
    if make == "new":
        Book.create(worked, INFO).close()
    elif make == "sample":
        create_sample(worked)
    else:
        with Book.create(tmp_path / "b.budget", INFO) as book:
            book.backup_to(worked)
    assert not log_of(worked).exists()
    with Book.open(worked) as book:
        require_sound(book)
        assert last_word(book) is None


def test_a_book_of_today_with_its_log_is_opened_without_loss(worked: Path, tmp_path: Path) -> None:
    """As the program left it that knew no seal."""
    old = tmp_path / "old.budget"
    shutil.copy(worked, old)
    data = bytearray(old.read_bytes())
    data[72:92] = bytes(20)
    old.write_bytes(data)
    writer = sqlite3.connect(old, isolation_level=None)
    writer.execute("PRAGMA wal_autocheckpoint = 0")
    _step_by_hand(writer, "in the log")
    left = tmp_path / "left" / "left.budget"
    left.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(f"{old}{ending}", f"{left}{ending}")
    writer.close()
    with Book.open(left) as book:
        require_sound(book)
        assert last_word(book) == "in the log"
        assert book.notes == ()


def _step_by_hand(connection: sqlite3.Connection, value: str) -> None:
    connection.execute("BEGIN")
    made = connection.execute(
        "INSERT INTO step (name, at, who, kind, state) VALUES ('s', '2024-01-01T00:00:00', 'w',"
        " 'do', 'done')"
    )
    connection.execute("UPDATE ongoing SET step_id = ?", (made.lastrowid,))
    connection.execute("INSERT INTO setting (key, value) VALUES ('last', ?)", (value,))
    connection.execute("UPDATE ongoing SET step_id = NULL")
    connection.execute("COMMIT")


def test_another_run_of_the_machine_may_have_lost_the_broken_seal(
    worked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power cut the log may be on the disk and the broken seal not."""
    sealed = worked.read_bytes()
    die_in(worked)
    with worked.open("r+b") as file:
        file.write(sealed)
    monkeypatch.setattr("budgetdesk.book.belonging.boot_of", lambda mark: object())
    with Book.open(worked) as book:
        require_sound(book)
        assert last_word(book) == "step 0"


def test_left_over_files_of_dead_processes_are_swept(worked: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = [
        worked.with_name(f"{worked.name}.{gone.pid}.new"),
        worked.with_name(f"{worked.name}.{gone.pid}.part"),
        worked.with_name(f"{worked.name}.{gone.pid}.new-wal"),
        worked.with_name(f"{worked.name}.lock.{gone.pid}"),
    ]
    kept = [
        worked.with_name(f"{worked.name}.{os.getppid()}.part"),
        worked.with_name(f"{worked.name}.part"),
        worked.with_name(f"别的.budget.{gone.pid}.part"),
    ]
    for file in (*left, *kept):
        file.touch()
    Book.open(worked).close()
    assert [file.name for file in left if file.exists()] == []
    assert all(file.exists() for file in kept)


def test_a_broken_link_is_a_name_that_is_taken(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))
    with pytest.raises(BookExists):
        Book.create(path, INFO)


def test_a_link_and_its_file_are_one_book(worked: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.budget"
    link.symlink_to(worked)
    with Book.open(worked), Book.open(link) as second:
        assert second.read_only
    die_in(worked)
    with Book.open(link) as book:
        assert last_word(book) == "step 0"
    assert not lock.lock_path(worked).exists()


def test_a_copy_without_its_log_is_refused(worked: Path, tmp_path: Path) -> None:
    """Carried away after a kill, without what stands beside it: the last step is missing."""
    die_in(worked)
    shutil.copy(worked, tmp_path / "alone.budget")
    with pytest.raises(DamagedBook, match="备份"):
        Book.open(tmp_path / "alone.budget")
