"""Checked copies: by hand, and dated ones that thin out with age."""

import sqlite3
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from budgetdesk.book import backup
from budgetdesk.book.book import Book
from budgetdesk.book.errors import BackupFailed
from budgetdesk.book.thinning import needless
from tests.book.content import content, require_sound
from tests.book.records import add_unit

NOW = datetime(2024, 3, 31, 16, 30).astimezone()


def test_a_copy_holds_what_the_book_holds(book: Book, tmp_path: Path) -> None:
    add_unit(book)
    target = tmp_path / "副 本.budget"
    target.write_text("an older copy")
    book.backup_to(target)
    with Book.open(target) as copy:
        assert content(copy) == content(book)
        assert copy.undo_name == "新建 单位"
        require_sound(copy)
    assert not list(tmp_path.glob("*.part"))
    assert not list(tmp_path.glob("*-wal"))


def test_a_copy_of_a_read_only_book_is_made(book: Book, tmp_path: Path) -> None:
    with Book.open(book.path) as reader:
        reader.backup_to(tmp_path / "b.budget")
    with Book.open(tmp_path / "b.budget") as copy:
        assert content(copy) == content(book)


@pytest.mark.parametrize("failing", ["write_copy", "require_sound", "os.fsync", "Path.replace"])
@pytest.mark.parametrize("error", [OSError(28, "full"), sqlite3.OperationalError("full")])
def test_a_copy_that_fails_leaves_the_old_file(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, error: Exception
) -> None:
    target = tmp_path / "b.budget"
    target.write_text("the old copy")

    def fail(*args: object) -> None:
        raise error

    monkeypatch.setattr(f"budgetdesk.book.backup.{failing}", fail)
    with pytest.raises(BackupFailed, match=r"b\.budget"):
        book.backup_to(target)
    assert target.read_text() == "the old copy"
    assert not list(tmp_path.glob("*.part"))


def test_a_copy_into_no_folder_is_named(book: Book, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="没有成功"):
        book.backup_to(tmp_path / "没有" / "b.budget")


def test_a_book_in_use_is_not_overwritten_by_a_copy(book: Book) -> None:
    add_unit(book)
    with pytest.raises(BackupFailed, match="正在使用"):
        book.backup_to(book.path)
    require_sound(book)


def test_an_unsound_copy_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "x.db") as connection:
        connection.execute("CREATE TABLE a (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE b (a_id INTEGER REFERENCES a(id))")
        backup.require_sound(connection)
        connection.execute("INSERT INTO b VALUES (7)")
        with pytest.raises(sqlite3.DatabaseError, match="foreign_key"):
            backup.require_sound(connection)
    connection.close()


def test_a_dated_copy_is_kept_only_after_a_change(book: Book) -> None:
    first = backup.keep_dated_copy(book._store, book.path, NOW)
    assert first == book.path.parent / "备份" / "永和县 2024-03-31 16-30-00.budget"
    assert backup.keep_dated_copy(book._store, book.path, NOW + timedelta(hours=1)) is None
    add_unit(book)
    second = backup.keep_dated_copy(book._store, book.path, NOW + timedelta(hours=2))
    assert backup.dated_copies(book.path) == [first, second]
    assert book.keep_dated_copy() is None


def test_a_newest_copy_that_cannot_be_read_is_no_copy(book: Book) -> None:
    first = backup.keep_dated_copy(book._store, book.path, NOW)
    assert first is not None
    first.write_text("damaged")
    assert backup.keep_dated_copy(book._store, book.path, NOW + timedelta(hours=1)) is not None


def make_copies(book: Path, ages: list[timedelta]) -> None:
    folder = book.parent / backup.FOLDER
    folder.mkdir()
    for age in ages:
        (folder / f"{book.stem} {(NOW - age).strftime('%Y-%m-%d %H-%M-%S')}.budget").touch()


def kept(book: Path) -> list[str]:
    return [file.name[4:20] for file in backup.dated_copies(book)]


def thin_out(book: Path) -> list[str]:
    """Thin until nothing more goes; how many went each time must be few."""
    while True:
        before = kept(book)
        backup.thin(book, NOW)
        if kept(book) == before:
            return before
        assert len(before) - len(kept(book)) <= 3, "a call removes few"


def test_copies_thin_out_by_the_hours_days_weeks_and_months_that_have_copies(path: Path) -> None:
    minutes = [timedelta(minutes=10 * number) for number in range(18)]
    days = [timedelta(days=number, hours=hour) for number in (2, 3) for hour in (0, 1)]
    months = [timedelta(days=number) for number in (60, 61, 100, 700)]
    make_copies(path, [*minutes, *days, *months])
    assert thin_out(path) == [
        "2022-05-01 16-30",
        "2023-12-22 16-30",
        "2024-01-30 16-30",
        "2024-01-31 16-30",
        "2024-03-28 15-30",
        "2024-03-28 16-30",
        "2024-03-29 15-30",
        "2024-03-29 16-30",
        "2024-03-31 13-50",
        "2024-03-31 14-50",
        "2024-03-31 15-50",
        "2024-03-31 16-00",
        "2024-03-31 16-10",
        "2024-03-31 16-20",
        "2024-03-31 16-30",
    ]


def test_a_long_row_of_copies_ends_as_days_weeks_and_months() -> None:
    times = {Path(str(n)): NOW - timedelta(hours=8 * n) for n in range(3 * 400)}
    months = {(time.year, time.month) for time in times.values()}
    while gone := needless(times, NOW):
        assert len(gone) <= 3, "a call removes few"
        for file in gone:
            del times[file]
    days = {time.date() for time in times.values()}
    assert len(times) < 24 + 31 + 26 + 20
    assert {(NOW - timedelta(days=number)).date() for number in range(31)} <= days
    assert {(time.year, time.month) for time in times.values()} == months


@pytest.mark.parametrize("years", [10, -10, 500])
def test_a_closing_with_a_wrong_clock_costs_no_copy(book: Book, years: int) -> None:
    make_copies(book.path, [timedelta(hours=7 * number) for number in range(90)])
    before = set(thin_out(book.path))
    made = backup.keep_dated_copy(book._store, book.path, NOW.replace(year=NOW.year + years))
    assert made is not None
    thin_out(book.path)
    lost = before - set(kept(book.path))
    assert lost == set()
    add_unit(book)
    assert backup.keep_dated_copy(book._store, book.path, NOW + timedelta(days=1)) is not None
    assert backup.keep_dated_copy(book._store, book.path, NOW + timedelta(days=2)) is None


def test_a_name_that_is_no_date_is_no_copy(path: Path) -> None:
    make_copies(path, [])
    other = path.parent / backup.FOLDER / f"{path.stem} 2024-13-45 99-99-99.budget"
    other.touch()
    assert backup.dated_copies(path) == []


def test_thinning_leaves_other_files_alone(path: Path) -> None:
    make_copies(path, [])
    others = [
        "永和县.budget",
        "永和县2 2020-01-01 00-00-00.budget",
        "永和县 2020-01-01 00-00-01.budget.bak",
        "永和县 2020-01-01.budget",
        "说明.txt",
    ]
    for name in others:
        (path.parent / backup.FOLDER / name).touch()
    backup.thin(path, NOW)
    assert backup.dated_copies(path) == []
    assert sorted(file.name for file in (path.parent / backup.FOLDER).iterdir()) == sorted(others)


def test_a_copy_that_is_open_elsewhere_goes_the_next_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_copies(path, [timedelta(minutes=number) for number in range(8)])

    def refuse(*args: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        backup.thin(path, NOW)
    assert len(kept(path)) == 8
    backup.thin(path, NOW)
    assert len(kept(path)) == 5


def test_copies_keep_the_books_mode(book: Book, tmp_path: Path) -> None:
    book.path.chmod(0o640)
    book.backup_to(tmp_path / "b.budget")
    made = book.keep_dated_copy()
    assert made is not None
    for copy in (tmp_path / "b.budget", made):
        assert stat.S_IMODE(copy.stat().st_mode) == 0o640


def test_a_folder_that_cannot_be_made_is_named(book: Book) -> None:
    (book.path.parent / backup.FOLDER).write_text("a file of that name")
    with pytest.raises(BackupFailed):
        book.keep_dated_copy()


def test_a_file_in_the_place_of_the_copies_folder_is_named(book: Book) -> None:
    add_unit(book)
    folder = book.path.parent / "备份"
    folder.write_text("x")
    with pytest.raises(BackupFailed, match="不是文件夹，请先把它改名或移走"):
        book.keep_dated_copy()
    assert folder.read_text() == "x"
