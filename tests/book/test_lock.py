"""The lock file: one writer, everyone else reads and is told who it is."""

import errno
import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest

from budgetdesk.book import edit, lock, shutdown
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.borrowing import borrowed
from budgetdesk.book.errors import LockedBook, ReadOnlyBook, UnwritableFolder
from budgetdesk.book.lock import LockHolder, lock_path
from budgetdesk.book.process import start_mark
from budgetdesk.domain.records import Department
from tests.book.content import content
from tests.book.records import add_unit

INFO = BookInfo("yonghe-2024", 2024, "t")


@pytest.fixture
def closed(path: Path) -> Path:
    Book.create(path, INFO).close()
    return path


def gone_process() -> int:
    """The number of a process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def put_lock(book: Path, **changes: object) -> LockHolder:
    holder = replace(LockHolder.this_process(), **changes)  # type: ignore[arg-type]
    lock_path(book).write_text(json.dumps(asdict(holder)), "utf-8")
    return holder


def test_the_lock_says_who_where_and_since_when(closed: Path) -> None:
    with Book.open(closed) as book:
        written = json.loads(lock_path(closed).read_text("utf-8"))
        assert written["process"] == os.getpid()
        assert written["started"] == start_mark(os.getpid())
        assert written.keys() == asdict(LockHolder.this_process()).keys()
        assert not book.read_only
        assert book.locked_by is None
    assert not lock_path(closed).exists()


def test_a_second_opening_is_read_only_and_says_who_holds_it(closed: Path) -> None:
    with Book.open(closed) as first, Book.open(closed) as second:
        assert second.read_only
        assert second.locked_by is not None
        assert second.locked_by.process == os.getpid()
        add_unit(first)
        assert second.rows("SELECT count(*) FROM unit") == [(1,)], "it sees what is committed"
        assert [change.name for change in second.catch_up()] == ["新建 单位"]
        for change in (second.undo, second.redo, lambda: add_unit(second)):
            with pytest.raises(ReadOnlyBook, match="只读"):
                change()
        assert (second.undo_name, second.undo_steps()) == (None, ())
        with second.companion() as companion:
            assert companion.read_only
        second.close()
        assert lock_path(closed).exists(), "it is the first one's"
    assert not lock_path(closed).exists()


def test_reading_on_purpose_takes_no_lock(closed: Path) -> None:
    with Book.open(closed, read_only=True) as reader:
        assert (reader.read_only, reader.locked_by) == (True, None)
        assert not lock_path(closed).exists()
        with Book.open(closed) as writer:
            assert not writer.read_only


@pytest.mark.parametrize("changes", ["gone", "another start"])
def test_a_lock_left_behind_is_taken_over_silently(closed: Path, changes: str) -> None:
    if changes == "gone":
        put_lock(closed, process=gone_process(), started="boot/1")
    else:
        put_lock(closed, started="boot/1")  # the number was given to a new process
    with Book.open(closed) as book:
        assert not book.read_only
        assert json.loads(lock_path(closed).read_text("utf-8"))["started"] == start_mark(
            os.getpid()
        )


@pytest.mark.parametrize("changes", [{"machine": "别的机器"}, {"machine_id": "another"}])
def test_another_machines_lock_holds_until_it_is_taken_over(
    closed: Path, changes: dict[str, str]
) -> None:
    holder = put_lock(closed, process=gone_process(), user="李四", **changes)
    with Book.open(closed) as book:
        assert book.locked_by == holder
        assert book.info == INFO
    assert lock_path(closed).exists()
    with Book.open(closed, take_over=True) as book:
        assert not book.read_only
        add_unit(book)
    assert not lock_path(closed).exists()


def test_a_living_holder_on_this_machine_is_not_pushed_aside(closed: Path) -> None:
    with Book.open(closed) as first:
        with pytest.raises(LockedBook, match="使用"):
            Book.open(closed, take_over=True)
        add_unit(first)


def test_only_ones_own_lock_is_removed(closed: Path) -> None:
    book = Book.open(closed)
    other = put_lock(closed, machine="别的机器")
    book.close()
    assert lock.read_holder(lock_path(closed)) == other


def test_a_forked_child_leaves_the_lock(closed: Path) -> None:
    with Book.open(closed) as book:
        child = os.fork()
        if child == 0:
            assert book._lock is not None
            book._lock.release()
            os._exit(0)
        os.waitpid(child, 0)
        assert lock_path(closed).exists()


def test_a_companion_shares_the_lock(closed: Path) -> None:
    book = Book.open(closed)
    companion = book.companion()
    assert not companion.read_only
    book.close()
    assert lock_path(closed).exists(), "the companion still works"
    companion.close()
    companion.close()
    assert not lock_path(closed).exists()


def test_a_lock_nobody_finished_writing_belongs_to_nobody(closed: Path) -> None:
    file = lock_path(closed)
    file.write_text('{"machine": "x"')
    with Book.open(closed) as book:
        assert book.read_only, "someone may be writing it this moment"
        assert book.locked_by is not None
    old = time.time() - 60
    os.utime(file, (old, old))
    with Book.open(closed) as book:
        assert not book.read_only


def test_a_lock_taken_meanwhile_is_respected(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking and taking, someone else was quicker."""
    monkeypatch.setattr("budgetdesk.book.book.holder_of", lambda path: None)
    holder = put_lock(closed, machine="别的机器")
    with Book.open(closed) as book:
        assert book.locked_by == holder


def test_pushing_aside_does_not_hit_a_newer_lock(closed: Path) -> None:
    stale = replace(LockHolder.this_process(), process=gone_process(), started="boot/1")
    newer = put_lock(closed, machine="别的机器")
    lock._push_aside(lock_path(closed), stale)
    assert lock.read_holder(lock_path(closed)) == newer
    assert sorted(file.name for file in closed.parent.iterdir()) == sorted(
        [closed.name, lock_path(closed).name]
    )


def test_a_lock_that_cannot_be_finished_leaves_no_file(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("budgetdesk.book.lock.os.fsync", full)
    with pytest.raises(Exception, match="磁盘已满"):
        Book.open(closed)
    assert not lock_path(closed).exists()


def test_an_opening_that_fails_late_lets_go_of_the_lock(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("budgetdesk.book.store.Store.begin_writing", fail)
    with pytest.raises(RuntimeError):
        Book.open(closed)
    assert not lock_path(closed).exists()


def test_closing_in_the_middle_of_a_step_takes_it_back(closed: Path) -> None:
    book = Book.open(closed)
    before = content(book)

    def close_too_early() -> None:
        with book.step("加") as step:
            edit.add_department(step, Department("1", "甲"))
            book.close()

    with pytest.raises(Exception, match="closed"):
        close_too_early()
    assert not lock_path(closed).exists()
    with Book.open(closed) as again:
        assert content(again) == before


CHILD = """
import sys
from pathlib import Path
from budgetdesk.book.book import Book
book = Book.open(Path(sys.argv[1]))
way = sys.argv[2]
print("open", flush=True)
if way == "exit":
    sys.exit(3)
if way == "error":
    raise RuntimeError("fault")
"""


@pytest.mark.parametrize(("way", "code"), [("exit", 3), ("error", 1)])
def test_every_way_out_lets_go_of_the_lock(closed: Path, way: str, code: int) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(closed), way],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        assert child.wait(30) == code
    assert sorted(file.name for file in closed.parent.iterdir()) == [closed.name]


def test_every_open_book_is_closed_though_one_fails(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Books that other tests keep open stay so.
    monkeypatch.setattr(shutdown, "_open", WeakSet())

    class Failing:
        def close(self) -> None:
            raise OSError

    failing = Failing()
    with Book.create(path, INFO) as book:
        shutdown.closes_at_exit(failing)
        with pytest.raises(OSError):
            shutdown.close_open_books()
        assert book._closed
    assert not lock_path(path).exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[" * 4000,
        "null",
        '"x"',
        "{}",
        '{"process": "1"}',
        '{"machine": 1, "machine_id": 2, "process": 3, "started": 4, "user": 5, "since": 6}',
        '{"machine":"m","machine_id":"i","process":-1,"started":"","user":"","since":""}',
        '{"machine":"m","machine_id":"i","process":true,"started":"","user":"","since":""}',
        '{"machine":"m","machine_id":"i","process":1e99,"started":"","user":"","since":""}',
        "\ufeff{}",
        "x" * 100_000,
    ],
)
@pytest.mark.parametrize("seconds", [-10 * 365 * 86400, -60, 60, 10 * 365 * 86400])
def test_a_lock_that_says_nothing_is_nobodys(closed: Path, text: str, seconds: int) -> None:
    """Killed while writing it, written by something else, at whatever time of whatever clock."""
    file = lock_path(closed)
    file.write_text(text, "utf-8")
    moment = time.time() + seconds
    os.utime(file, (moment, moment))
    with Book.open(closed) as book:
        assert not book.read_only
    assert not file.exists()


def test_a_lock_of_bytes_is_nobodys(closed: Path) -> None:
    lock_path(closed).write_bytes(b"\xff\xfe\0\x01")
    os.utime(lock_path(closed), (1, 1))
    with Book.open(closed) as book:
        assert not book.read_only


@pytest.mark.parametrize("filled", [False, True])
def test_a_folder_under_the_locks_name_is_named(closed: Path, filled: bool) -> None:
    folder = lock_path(closed)
    folder.mkdir()
    if filled:
        (folder / "x").touch()
    with pytest.raises(UnwritableFolder, match="文件夹，请先移走"):
        Book.open(closed)
    assert folder.is_dir()
    with Book.open(closed, read_only=True) as book:
        assert book.info == INFO


def test_a_newer_versions_lock_is_respected(closed: Path) -> None:
    holder = replace(LockHolder.this_process(), machine="别的机器")
    told = {**asdict(holder), "room": "204"}
    lock_path(closed).write_text(json.dumps(told), "utf-8")
    with Book.open(closed) as book:
        assert book.locked_by == holder


def test_a_machine_made_from_the_same_image_is_another(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Name and number of both machines are the same, and the process is none of ours."""
    monkeypatch.setattr("budgetdesk.book.lock.network_address", lambda: "aa:bb:cc:00:00:01")
    holder = put_lock(closed, process=gone_process(), started="boot/1", address="aa:bb:cc:00:00:02")
    with Book.open(closed) as book:
        assert book.locked_by == holder
    put_lock(closed, process=gone_process(), started="boot/1", address="aa:bb:cc:00:00:01")
    with Book.open(closed) as book:
        assert not book.read_only


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o777])
def test_whoever_may_open_the_book_can_read_who_has_it(path: Path, mask: int) -> None:
    Book.create(path, INFO).close()
    before = os.umask(mask)
    try:
        with Book.open(path):
            assert stat.S_IMODE(lock_path(path).stat().st_mode) == 0o644
    finally:
        os.umask(before)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE])
def test_a_lock_that_cannot_be_read_is_somebodys(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    Book.create(path, INFO).close()
    beside = lock_path(path)
    beside.write_text("somebody")
    os.utime(beside, (1, 1))  # however old
    opened = Path.open

    def refuse(file: Path, *how: Any, **more: Any) -> Any:
        if file == beside:
            raise OSError(number, os.strerror(number))
        return opened(file, *how, **more)

    with monkeypatch.context() as refused:
        refused.setattr(Path, "open", refuse)
        with Book.open(path) as book:
            assert book.read_only
            assert book.locked_by is not None
    assert beside.read_text() == "somebody"


def hard_link(book: Path) -> Path:
    other = book.with_name("另一个名称.budget")
    os.link(book, other)
    return other


def symbolic_link(book: Path) -> Path:
    other = book.with_name("快捷方式.budget")
    other.symlink_to(book)
    return other


def linked_folder(book: Path) -> Path:
    folder = book.parent.with_name("链接的文件夹")
    folder.symlink_to(book.parent, target_is_directory=True)
    return folder / book.name


def without_its_lock(book: Path) -> Path:
    """The lock was removed by whoever tidied up the folder."""
    return book


_HOLDS = """
import sys
from pathlib import Path
from budgetdesk.book import edit
from budgetdesk.book.book import Book
with Book.open(Path(sys.argv[1])) as book:
    with book.step("设置") as step:
        edit.put_setting(step, "k", "theirs")
    book.companion().close()
    book.bring_up_to_date()
    print(flush=True)
    sys.stdin.readline()
"""


@contextmanager
def held(book: Path) -> Iterator[int]:
    """The book is open in a window of another process, whose number it is."""
    command = [sys.executable, "-c", _HOLDS, str(book)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline()
        yield other.pid
        other.communicate(b"\n")


of_files = pytest.mark.skipif(sys.platform != "linux", reason="only Linux's locks are of the file")
NAMES = [
    pytest.param(hard_link, marks=of_files),
    symbolic_link,
    linked_folder,
    pytest.param(without_its_lock, marks=of_files),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("race", [False, True])
def test_a_book_has_one_writer_whatever_it_is_called(
    closed: Path, name: Callable[[Path], Path], race: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = name(closed)
    with held(closed) as process:
        if name is without_its_lock:
            lock_path(closed).unlink()
        beside = sorted(closed.parent.iterdir())
        with monkeypatch.context() as patched:
            if race:  # both looked before either had it
                patched.setattr("budgetdesk.book.book.holder_of", lambda _: None)
            with Book.open(other) as book:
                assert book.read_only
                assert book.locked_by is not None
                assert book.locked_by.process == process
                assert ("theirs",) in book.rows("SELECT value FROM setting WHERE key = 'k'")
                with book.companion() as companion:
                    assert companion.read_only
        with pytest.raises(LockedBook):
            Book.open(other, take_over=True)
        with borrowed(other) as book:
            assert ("theirs",) in book.rows("SELECT value FROM setting WHERE key = 'k'")
        if not race:  # SQLite leaves its empty files beside the other name until it opens next
            assert sorted(closed.parent.iterdir()) == beside
    with Book.open(other) as book:
        assert not book.read_only
        add_unit(book)


@pytest.mark.parametrize("name", NAMES[:3])
def test_nor_is_it_written_twice_by_one_process(closed: Path, name: Callable[[Path], Path]) -> None:
    other = name(closed)
    with Book.open(closed) as first:
        with Book.open(other) as second:
            assert second.read_only
            assert second.locked_by is not None
            assert second.locked_by.process == os.getpid()
        add_unit(first)
    with Book.open(other) as second:
        assert not second.read_only


@of_files
def test_a_reader_that_closes_last_leaves_a_file_to_its_writer(closed: Path) -> None:
    other = hard_link(closed)
    with Book.open(other, read_only=True) as reader:
        assert reader.locked_by is None
        with held(closed):
            before = closed.read_bytes()
            reader.close()
            assert closed.read_bytes() == before
    with Book.open(closed) as book:
        assert ("theirs",) in book.rows("SELECT value FROM setting WHERE key = 'k'")
