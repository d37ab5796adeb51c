"""Putting a dated copy in the book's place: at no moment is anything lost."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book import backup, edit, restoring
from budgetdesk.book.book import Book
from budgetdesk.book.durable import flush_folder
from budgetdesk.book.errors import BookError, DamagedBook, LockedBook, RestoreFailed
from budgetdesk.book.lock import lock_path
from budgetdesk.book.restoring import kept_copies, restore, standing_of
from budgetdesk.domain.records import Department
from tests.book.content import Content, content, require_sound
from tests.book.records import add_unit
from tests.book.work import bulk

FIRST = datetime(2024, 3, 1, 9).astimezone()


def held_by(path: Path) -> Content:
    with Book.open(path) as book:
        require_sound(book)
        return content(book)


@pytest.fixture
def copied(book: Book) -> tuple[Path, Path]:
    """A book with a dated copy, closed, and changed since: the book and the copy."""
    add_unit(book)
    copy = backup.keep_dated_copy(book._store, book.path, FIRST)
    assert copy is not None
    bulk(book, 1, 20)
    with book.step("新建 部门") as step:
        edit.add_department(step, Department("9", "后来"))
    book.close()
    return book.path, copy


def test_copies_are_listed_with_where_they_stand(copied: tuple[Path, Path]) -> None:
    book, copy = copied
    [found] = kept_copies(book)
    assert found.path == copy
    assert found.kept_at == FIRST.replace(tzinfo=None)
    assert found.size == copy.stat().st_size
    assert found.standing is not None
    assert (found.standing.projects, found.standing.step) == (0, "新建 单位")
    assert found.steps_since == 2
    now = standing_of(book)
    assert now is not None
    assert (now.projects, now.step) == (20, "新建 部门")


def test_a_copy_that_cannot_be_read_is_listed_as_such(copied: tuple[Path, Path]) -> None:
    book, copy = copied
    copy.write_bytes(b"cut")
    [found] = kept_copies(book)
    assert found.standing is None
    with pytest.raises(BookError):
        restore(book, copy)


def test_restoring_keeps_what_was_there_and_can_be_turned_round(
    copied: tuple[Path, Path],
) -> None:
    book, copy = copied
    later, earlier = held_by(book), held_by(copy)
    kept = restore(book, copy)
    assert kept is not None
    assert held_by(book) == earlier
    assert held_by(kept) == later
    assert not lock_path(book).exists()
    with Book.open(book) as again:
        assert again.rows("PRAGMA journal_mode") == [("wal",)]
        add_unit(again)
    assert restore(book, kept) is not None
    assert held_by(book) == later


def test_work_after_restoring_is_kept_though_its_steps_are_numbered_the_same(
    copied: tuple[Path, Path],
) -> None:
    book, copy = copied
    restore(book, copy)
    with Book.open(book) as again:
        while again.rows("SELECT max(id) FROM step") != [(3,)]:
            with again.step("另一步") as step:
                edit.add_department(step, Department("8", "另一个"))
        assert again.keep_dated_copy() is not None
    assert [found.steps_since for found in kept_copies(book)] == [0, None, 1]


def test_what_is_kept_already_is_not_kept_twice(copied: tuple[Path, Path]) -> None:
    book, copy = copied
    with Book.open(book) as present:
        present.keep_dated_copy()
    assert restore(book, copy) is None
    assert len(kept_copies(book)) == 2


def test_the_copy_wanted_is_not_thinned_away(copied: tuple[Path, Path]) -> None:
    book, copy = copied
    for minute in range(5):  # of one hour: thinning leaves three
        shutil.copy(copy, copy.with_name(copy.name.replace("00-00", f"0{minute}-30")))
    before = [found.path for found in kept_copies(book)]
    restore(book, before[-1])
    assert [found.path for found in kept_copies(book)][1:] == before


def test_a_book_in_use_is_left_alone(copied: tuple[Path, Path]) -> None:
    book, copy = copied
    with Book.open(book) as user:
        before = content(user)
        with pytest.raises(LockedBook):
            restore(book, copy)
    assert held_by(book) == before


def damage_head(book: Path) -> None:
    book.write_bytes(b"\0" * 5000)


def damage_pages(book: Path) -> None:
    """Sound at its beginning, so that it opens; but not further on."""
    with sqlite3.connect(book) as connection:
        [(pages,)] = connection.execute("PRAGMA page_count")
        [(size,)] = connection.execute("PRAGMA page_size")
    connection.close()
    with book.open("r+b") as file:
        for page in range(pages // 2, pages):
            file.seek(page * size)
            file.write(b"\xff" * size)


def cut_short(book: Path) -> None:
    with book.open("r+b") as file:
        file.truncate(book.stat().st_size // 2)


def empty(book: Path) -> None:
    book.write_bytes(b"")


@pytest.mark.parametrize("damage", [damage_head, damage_pages, cut_short, empty])
def test_a_damaged_book_is_set_aside_as_it_is(
    copied: tuple[Path, Path], damage: Callable[[Path], None]
) -> None:
    book, copy = copied
    earlier = held_by(copy)
    damage(book)
    damaged = book.read_bytes()
    kept = restore(book, copy)
    assert kept is not None
    assert "损坏" in kept.name
    assert kept.read_bytes() == damaged
    assert held_by(book) == earlier
    assert [found.path for found in kept_copies(book)] == [copy]
    assert not list(book.parent.glob("*.part"))
    assert not lock_path(book).exists()


def test_a_damaged_books_log_goes_with_it(copied: tuple[Path, Path]) -> None:
    """SQLite would read it into the copy otherwise."""
    book, copy = copied
    earlier = held_by(copy)
    damage_head(book)
    book.with_name(f"{book.name}-wal").write_bytes(b"log")
    kept = restore(book, copy)
    assert kept is not None
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"log"
    assert held_by(book) == earlier


def test_a_book_that_is_gone_comes_back(copied: tuple[Path, Path]) -> None:
    book, copy = copied
    book.unlink()
    assert restore(book, copy) is None
    assert held_by(book) == held_by(copy)


def test_where_no_links_can_be_made_the_file_is_moved(
    copied: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    book, copy = copied
    damage_head(book)

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refuse)
    kept = restore(book, copy)
    assert kept is not None
    assert kept.read_bytes() == b"\0" * 5000
    assert held_by(book) == held_by(copy)


def test_another_write_is_waited_for_but_not_for_ever(
    copied: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    book, copy = copied
    before = held_by(book)
    monkeypatch.setattr(restoring, "_TRIES", 2)
    monkeypatch.setattr("budgetdesk.book.store._BUSY_TIMEOUT", 0.01)
    real = Book.take_content

    def while_another_writes(self: Book, *given: Any) -> None:
        other = sqlite3.connect(book, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            real(self, *given)
        finally:
            other.close()

    monkeypatch.setattr(Book, "take_content", while_another_writes)
    with pytest.raises(RestoreFailed, match="正在写入"):
        restore(book, copy)
    assert held_by(book) == before


class EndError(Exception):
    """Stands for the end of the process: nothing below knows it."""


_CALLS = (
    (os, "fsync"),
    (os, "link"),
    (Path, "replace"),
    (Path, "rename"),
    (Path, "unlink"),
    (Path, "mkdir"),
    (backup, "write_copy"),
    (backup, "copy_to"),
    (backup, "flush_folder"),
    (restoring, "flush_folder"),
    (Book, "take_content"),
    (Book, "keep_dated_copy"),
)


def _failing_at(number: int, error: BaseException, patch: pytest.MonkeyPatch) -> list[int]:
    """Let the n-th call of all those that touch the disk fail; counts the calls."""
    calls = [0]

    def count(real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            calls[0] += 1
            if calls[0] == number:
                raise error
            return real(*given, **named)

        return call

    for place, name in _CALLS:
        patch.setattr(place, name, count(getattr(place, name)))
    return calls


@pytest.mark.parametrize("damaged", [False, True])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), EndError()])
def test_wherever_it_fails_nothing_is_lost(
    copied: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    damaged: bool,
) -> None:
    """Each call that touches the disk fails once; then all that was there still is."""
    source, copy = copied
    later, earlier = held_by(source), held_by(copy)
    if damaged:
        damage_head(source)
    bytes_before = source.read_bytes()
    for number in range(1, 200):
        folder = tmp_path / f"{number}"
        shutil.copytree(source.parent, folder)
        book, wanted = folder / source.name, folder / backup.FOLDER / copy.name
        with monkeypatch.context() as patch:
            calls = _failing_at(number, error, patch)
            with suppress(BookError, OSError, EndError):
                restore(book, wanted)
        assert held_by(wanted) == earlier
        _require_nothing_lost(book, later, earlier, bytes_before if damaged else None)
        if calls[0] < number:
            assert number > 5
            return
    pytest.fail("it never came to an end")


def _require_nothing_lost(
    book: Path, later: Content, earlier: Content, damaged: bytes | None
) -> None:
    lock_path(book).unlink(missing_ok=True)  # this process lives on; one that ended left it
    if damaged is None:
        found = held_by(book)
        assert found in (later, earlier)
        if found == earlier:
            assert later in [held_by(kept.path) for kept in kept_copies(book)]
        return
    here = book.read_bytes()
    aside = [file.read_bytes() for file in (book.parent / backup.FOLDER).glob("*损坏*.budget")]
    assert damaged in (here, *aside)
    if here != damaged:
        assert held_by(book) == earlier


def test_the_copy_must_be_sound(copied: tuple[Path, Path]) -> None:
    book, copy = copied
    before = held_by(book)
    damage_pages(copy)
    with pytest.raises(DamagedBook, match="已损坏"):
        restore(book, copy)
    assert held_by(book) == before
    flush_folder(book.parent)
