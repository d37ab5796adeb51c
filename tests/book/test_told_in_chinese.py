"""What SQLite and the disk refuse is told in Chinese, and by its cause."""

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from budgetdesk.book import backup
from budgetdesk.book.book import Book
from budgetdesk.book.borrowing import borrowed
from budgetdesk.book.errors import (
    BackupFailed,
    BookError,
    DamagedBook,
    MisplacedBook,
    MissingBook,
    UnreadableFile,
)
from budgetdesk.book.store import Access, connect, reason_of_fault
from tests.book.records import add_unit

CODES = [
    getattr(sqlite3, name)
    for name in dir(sqlite3)
    if re.fullmatch(r"SQLITE_[A-Z]+", name) and isinstance(getattr(sqlite3, name), int)
]


def fault(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize("code", [0, *CODES])
def test_whatever_sqlite_refuses_has_a_reason_in_chinese(code: int) -> None:
    assert re.fullmatch("[㐀-鿿]+", reason_of_fault(fault(code)))


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(backup, "write_copy", fail)


def test_a_copy_for_which_there_is_no_room_says_so(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, fault(sqlite3.SQLITE_FULL))
    with pytest.raises(BackupFailed, match="磁盘已满"):
        book.backup_to(tmp_path / "b.budget")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (fault(sqlite3.SQLITE_FULL), UnreadableFile),
        (fault(sqlite3.SQLITE_IOERR), UnreadableFile),
        (OSError(28, "full"), UnreadableFile),
        (fault(sqlite3.SQLITE_CORRUPT), DamagedBook),
        (sqlite3.DatabaseError("row 5 missing from index"), DamagedBook),
    ],
)
def test_another_office_s_book_is_damaged_only_where_its_content_is(
    book: Book, monkeypatch: pytest.MonkeyPatch, error: Exception, told: type[BookError]
) -> None:
    book.close()
    failing(monkeypatch, error)
    with pytest.raises(told) as refused, borrowed(book.path):
        pass
    assert not re.search("[a-z]{3,} [a-z]{3,}", str(refused.value))


@pytest.mark.parametrize("access", Access)
def test_a_book_whose_folder_is_gone_is_missing_and_not_forbidden(
    path: Path, access: Access
) -> None:
    with pytest.raises(MissingBook):
        connect(path, access)


def test_a_second_connection_to_a_book_whose_disk_was_taken_away_says_that_it_is_gone(
    book: Book,
) -> None:
    unit = add_unit(book)
    shutil.rmtree(book.path.parent)
    with pytest.raises(MisplacedBook):
        book.companion()
    with pytest.raises(BookError, match=r"不存在|另存"), book.step("改名") as step:
        step.update("unit", unit.id, {"name": "新名"})
