"""What is no book is refused by name, and nothing is written before."""

import errno
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from budgetdesk.book import edit, errors, migrations, opening, store
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.schema import APPLICATION_ID
from budgetdesk.book.store import Access, connect
from tests.book.content import content, require_sound
from tests.book.records import add_unit

INFO = BookInfo("yonghe-2024", 2024, "永和县 2024")


def everything_in(folder: Path) -> dict[str, bytes | None]:
    return {file.name: None if file.is_dir() else file.read_bytes() for file in folder.iterdir()}


def some_sqlite(path: Path, *pragmas: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (a)")
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        connection.commit()


def truncated(path: Path, size: int) -> None:
    with Book.create(path, INFO) as book:
        add_unit(book)
    path.write_bytes(path.read_bytes()[:size])


def garbled(path: Path) -> None:
    Book.create(path, INFO).close()
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996  # the page that lists the tables
    path.write_bytes(data)


def without_a_table(path: Path) -> None:
    Book.create(path, INFO).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE funding")


MY_APPLICATION = f"application_id = {APPLICATION_ID}"

FAULTS: dict[str, tuple[Callable[[Path], object], type[errors.FileFault], str]] = {
    "missing": (lambda path: None, errors.MissingBook, "不存在"),
    "folder": (lambda path: path.mkdir(), errors.FolderGiven, "文件夹"),
    "empty": (lambda path: path.touch(), errors.EmptyFile, "空文件"),
    "text": (lambda path: path.write_text("项目名称,金额"), errors.NotABook, "不是账套文件"),
    "short text": (lambda path: path.write_bytes(b"SQL!"), errors.NotABook, "不是账套文件"),
    "foreign": (some_sqlite, errors.ForeignDatabase, "其他程序"),
    "newer": (
        lambda path: some_sqlite(path, MY_APPLICATION, "user_version = 99"),
        errors.NewerBook,
        "较新版本.*99",
    ),
    "cut in the header": (lambda path: truncated(path, 60), errors.DamagedBook, "60 字节"),
    "cut in the middle": (lambda path: truncated(path, 50_000), errors.DamagedBook, "只有 50000"),
    "garbled": (garbled, errors.DamagedBook, "已损坏"),
    "without a table": (without_a_table, errors.DamagedBook, "funding"),
}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_no_book_is_refused_untouched(path: Path, fault: str, read_only: bool) -> None:
    make, error, sentence = FAULTS[fault]
    make(path)
    before = everything_in(path.parent)
    with pytest.raises(error, match=sentence) as refusal:
        Book.open(path, read_only=read_only)
    assert str(path) in str(refusal.value)
    assert everything_in(path.parent) == before


def test_a_newer_version_that_stands_in_the_log_alone_is_refused(path: Path) -> None:
    Book.create(path, INFO).close()
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA wal_autocheckpoint = 0")
    writer.execute("PRAGMA user_version = 99")
    main_file = path.read_bytes()
    assert main_file[60:64] != (99).to_bytes(4, "big"), "the log alone knows"
    with pytest.raises(errors.NewerBook, match="99"):
        Book.open(path)
    assert path.read_bytes() == main_file
    assert not path.with_name(f"{path.name}.lock").exists()
    writer.close()


def test_a_new_book_does_not_replace_a_file(path: Path) -> None:
    path.write_text("别人的文件")
    with pytest.raises(errors.BookExists, match="已存在"):
        Book.create(path, INFO)
    assert path.read_text() == "别人的文件"


def test_a_new_book_needs_its_folder(path: Path) -> None:
    with pytest.raises(errors.MissingFolder, match=r"文件夹「.*」不存在"):
        Book.create(path.parent / "没有" / "a.budget", INFO)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_named(path: Path) -> None:
    Book.create(path, INFO).close()
    path.parent.chmod(0o500)
    try:
        with pytest.raises(errors.UnwritableFolder, match="没有权限"):
            Book.open(path)
        with Book.open(path, read_only=True) as book:
            assert book.info == INFO
    finally:
        path.parent.chmod(0o700)


def test_a_file_that_cannot_be_read_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Book.create(path, INFO).close()

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(errors.UnreadableFile, match="没有权限"):
        Book.open(path)


def test_a_file_marked_read_only_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Book.create(path, INFO).close()
    path.chmod(0o400)
    monkeypatch.setattr("budgetdesk.book.opening.os.access", lambda *args, **kwargs: False)
    with pytest.raises(errors.UnwritableFile, match="只读"):
        Book.open(path)
    with Book.open(path, read_only=True) as book:
        assert book.info == INFO
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def _refuse(*args: object) -> None:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize(
    ("where", "instead"),
    [("mainfile.FileIO", _refuse), ("store.Store.begin_writing", lambda _: None)],
)
def test_a_file_that_may_only_be_read_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch, where: str, instead: Callable[..., None]
) -> None:
    """As where the system's rules forbid writing without marking the file."""
    Book.create(path, INFO).close()
    before = everything_in(path.parent)
    monkeypatch.setattr(f"budgetdesk.book.{where}", instead)
    with pytest.raises(errors.UnwritableFile, match="没有权限"):
        Book.open(path)
    assert everything_in(path.parent) == before


def test_a_file_that_sqlite_opens_for_reading_only_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does so in silence where the system lets it do no more."""
    with Book.create(path, INFO) as book:
        data = content(book)
    with monkeypatch.context() as forbidden:
        for access in (Access.READ, Access.WRITE):
            forbidden.setitem(store._MODES, access, "mode=ro")
        with pytest.raises(errors.UnwritableFile, match="没有权限"):
            Book.open(path)
    with Book.open(path) as again:
        assert content(again) == data


def test_opening_again_in_the_same_process_keeps_sqlites_locks(path: Path) -> None:
    """A stranger that closes last would otherwise take the log away from under the first."""
    with Book.create(path, INFO) as first:
        Book.open(path).close()
        with pytest.raises(errors.BackupFailed):
            first.backup_to(path)
        subprocess.run(
            [sys.executable, "-c", STRANGER, str(path)], check=True, cwd=Path(__file__).parents[2]
        )
        assert path.with_name(f"{path.name}-wal").exists()
        add_unit(first)
        data = content(first)
    with Book.open(path) as again:
        assert content(again) == data


STRANGER = """
import sys
from pathlib import Path
from budgetdesk.book.book import Book
with Book.open(Path(sys.argv[1])) as book:
    assert book.read_only
    assert book.info.form_set
"""


def test_a_lock_that_cannot_be_written_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Book.create(path, INFO).close()
    before = everything_in(path.parent)

    def refuse(*args: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("budgetdesk.book.lock.os.open", refuse)
    with pytest.raises(errors.UnwritableFolder, match="没有权限"):
        Book.open(path)
    assert everything_in(path.parent) == before


def test_a_book_on_read_only_media_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where SQLite can't make its side files, the main file is read alone."""
    with Book.create(path, INFO) as book:
        add_unit(book)
    real = connect

    def no_side_files(target: Path, access: Access, **kwargs: bool) -> object:
        if access is Access.READ:
            raise errors.UnwritableFolder(target, reason="没有权限")
        return real(target, access, **kwargs)

    monkeypatch.setattr(opening, "connect", no_side_files)
    with Book.open(path, read_only=True) as book:
        assert book.undo_steps() == ()
        assert len(book.rows("SELECT * FROM unit")) == 1
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    path.with_name(f"{path.name}-wal").write_bytes(b"recent work")
    with pytest.raises(errors.UnwritableFolder):
        opening.open_to_read(path)


@pytest.mark.parametrize("failing", ["fill_blank", "run_step"])
def test_a_new_book_that_fails_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(opening, failing, fail)
    with pytest.raises(errors.UnwritableFolder, match="磁盘已满"):
        Book.create(path, INFO)
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_cannot_be_flushed_takes_no_book_away(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def refuse_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    with Book.create(path, INFO) as book:
        add_unit(book)
        book.backup_to(path.with_name("副本.budget"))
    with Book.open(path.with_name("副本.budget")) as copy:
        require_sound(copy)


def test_a_book_is_one_ordinary_file_once_closed(path: Path) -> None:
    with Book.create(path, INFO) as book:
        add_unit(book)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with closing(sqlite3.connect(path)) as stranger:
        assert stranger.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert stranger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        strict = stranger.execute("SELECT name, strict FROM pragma_table_list WHERE type='table'")
        lax = {name for name, is_strict in strict if not is_strict}
        assert {name for name in lax if not name.startswith(("sqlite_", "_sqlite_"))} == set()


def test_opening_and_closing_changes_nothing(path: Path) -> None:
    with Book.create(path, INFO) as book:
        add_unit(book)
        before = content(book)
    data = path.read_bytes()
    for read_only in (True, False):
        with Book.open(path, read_only=read_only) as book:
            assert content(book) == before
        assert everything_in(path.parent) == {path.name: data}


def test_a_book_is_written_safely(path: Path) -> None:
    with Book.create(path, INFO) as book:
        for pragma, value in (
            ("journal_mode", "wal"),
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("recursive_triggers", 1),
            ("busy_timeout", 5000),
        ):
            assert book.rows(f"PRAGMA {pragma}") == [(value,)]


@pytest.mark.parametrize("name", ["a b#c?d%20e.budget", "预算（终稿）.budget", "无扩展名"])
def test_any_name_will_do(path: Path, name: str) -> None:
    path = path.with_name(name)
    with Book.create(path, INFO) as book:
        assert book.info == INFO
        assert book.path == path
    with Book.open(path) as book:
        require_sound(book)


def test_a_relative_path_will_do(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    with Book.create(Path("a.budget"), INFO):
        pass
    with Book.open(Path("a.budget")) as book:
        assert book.info == INFO


def test_an_older_book_is_not_brought_up_to_date_while_read_only(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Book.create(path, INFO).close()
    monkeypatch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, lambda db: None])
    with pytest.raises(errors.OutdatedBook, match="较早版本"):
        Book.open(path, read_only=True)


def test_a_file_that_is_short_but_whole_with_its_log_is_opened(path: Path) -> None:
    """As a kill leaves it while SQLite brings the file up to date from its log."""
    with Book.create(path, INFO) as book:
        add_unit(book)
        with book.step("设置") as step:
            edit.put_setting(step, "k", "x" * 200_000)
        before = content(book)
        log = path.with_name(f"{path.name}-wal").read_bytes()
        book.rows("PRAGMA wal_checkpoint")
        data = path.read_bytes()
    killed = path.with_name("killed.budget")
    killed.write_bytes(data[:-100_000])
    with pytest.raises(errors.DamagedBook):
        Book.open(killed)
    killed.with_name(f"{killed.name}-wal").write_bytes(log)
    with Book.open(killed) as book:
        assert content(book) == before
        require_sound(book)


def test_a_book_that_is_up_to_date_needs_no_heavy_library(path: Path) -> None:
    Book.create(path, INFO).close()
    program = (
        "import sys; from pathlib import Path; from budgetdesk.book import edit, read\n"
        "from budgetdesk.book.book import Book\n"
        "with Book.open(Path(sys.argv[1])) as book, book.step('s') as step:\n"
        "    edit.put_setting(step, 'k', 'v')\n"
        "print('sqlite_utils' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert told.stdout == "False\n"
