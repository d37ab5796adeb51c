"""Putting a dated copy in a book's place: what copies there are, and the change itself.

Killed at any moment, the book is the one before or the one restored, and the one before is kept.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from budgetdesk.book import backup
from budgetdesk.book.backup import is_sound
from budgetdesk.book.book import Book
from budgetdesk.book.durable import flush_folder
from budgetdesk.book.errors import (
    BackupFailed,
    DamagedBook,
    EmptyFile,
    FileFault,
    MissingBook,
    NotABook,
    RestoreFailed,
)
from budgetdesk.book.lock import LockHolder, take_lock
from budgetdesk.book.opening import examine, open_to_read
from budgetdesk.book.sidefiles import folder_for_copies, logs_of, set_logs_aside
from budgetdesk.book.store import Store
from budgetdesk.domain.refusals import reason_of

_TRIES = 40  # of a quarter of a second each, while another connection is writing


@dataclass(frozen=True, slots=True)
class BookStanding:
    """Where a book stands: how many projects, and the step done last (its number, name, time)."""

    projects: int
    step_id: int
    step: str
    at: str


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A dated copy of a book.

    `standing` is None where it can't be read. `steps_since` counts what was done in the book
    after the copy; None where the copy is of another course of work, or the book can't be read.
    """

    path: Path
    kept_at: datetime
    size: int  # bytes
    standing: BookStanding | None
    steps_since: int | None


def kept_copies(book: Path) -> tuple[KeptCopy, ...]:
    """The dated copies of a book, the newest first; nothing is written."""
    with suppress(FileFault), _reading(book) as now:
        return tuple(_look_at(file, book, now) for file in reversed(backup.dated_copies(book)))
    return tuple(_look_at(file, book, None) for file in reversed(backup.dated_copies(book)))


def standing_of(book: Path) -> BookStanding | None:
    """Where the book in a file stands; None where that can't be read."""
    with suppress(FileFault), _reading(book) as store:
        return _standing(store)
    return None


def restore(book: Path, copy: Path) -> Path | None:
    """Put a copy in the place of a book that nobody has open.

    What the book holds now is kept as a dated copy first; a damaged file as it is, beside them.

    Returns:
        Where it is kept; None where the newest copy holds it already.

    Raises:
        FileFault: the copy can't be used, or the book can't be written or kept.
        LockedBook: someone works in the book. Either way the book is as it was.
    """
    with _reading(copy) as source:
        if not is_sound(source.connection):
            raise DamagedBook(copy, reason="内容不完整或被改写")
        try:
            present = Book.open(book)
        except FileFault as error:
            if not may_be_replaced(error):
                raise
            return _replace_file(book, source)
        with present:
            if present.locked_by is not None or present.is_sound():
                return _replace_content(present, source)
        return _replace_file(book, source)


def may_be_replaced(error: FileFault) -> bool:
    """Whether a book that didn't open for this reason can be set aside for a copy of it."""
    return isinstance(error, DamagedBook | EmptyFile | MissingBook | NotABook)


def _look_at(file: Path, book: Path, now: Store | None) -> KeptCopy:
    standing = standing_of(file)
    since = _steps_since(standing, now) if standing is not None and now is not None else None
    return KeptCopy(file, backup.time_of(file, book), file.stat().st_size, standing, since)


def _reading(book: Path) -> "closing[Store]":
    examine(book)
    return closing(open_to_read(book))


def _standing(store: Store) -> BookStanding:
    [(projects,)] = store.rows("SELECT count(*) FROM project")
    steps = store.rows("SELECT id, name, at FROM step ORDER BY id DESC LIMIT 1")
    return BookStanding(projects, *(steps[0] if steps else (0, "", "")))


def _steps_since(standing: BookStanding, now: Store) -> int | None:
    same = now.rows(
        "SELECT 1 FROM step WHERE id = ? AND name = ? AND at = ?",
        (standing.step_id, standing.step, standing.at),
    )
    if not same:
        return None
    [(count,)] = now.rows("SELECT count(*) FROM step WHERE id > ?", (standing.step_id,))
    return int(count)


def _replace_content(book: Book, source: Store) -> Path | None:
    """Write the copy's pages into the open book, in one transaction of SQLite's own."""
    if holder := book.locked_by:
        raise holder.keeps_out_of(book.path)
    kept = book.keep_dated_copy(thinned=False)
    book.take_content(source.connection, _patience(book.path))
    return kept


def _patience(path: Path) -> Callable[[int, int, int], None]:
    """Stops waiting for a connection that never ends its write."""
    left = _TRIES

    def count(status: int, _remaining: int, _total: int) -> None:
        nonlocal left
        left -= 1
        if status != sqlite3.SQLITE_DONE and left <= 0:
            raise RestoreFailed(path, reason="另一个程序正在写入")

    return count


def _replace_file(book: Path, source: Store) -> Path | None:
    """Set a file aside that is no sound book, and put a copy in its place."""
    lock = take_lock(book)
    if isinstance(lock, LockHolder):
        raise lock.keeps_out_of(book)
    unfinished = book.with_name(f"{book.name}.{os.getpid()}.part")
    try:
        try:
            backup.write_copy(source.connection, unfinished)
            kept = _set_aside(book) if book.exists() else None
            set_logs_aside(book)  # of a book that is gone
            unfinished.replace(book)
        finally:
            unfinished.unlink(missing_ok=True)
            lock.release()
    except OSError as error:
        raise RestoreFailed(book, reason=reason_of(error)) from error
    except sqlite3.Error as error:
        raise RestoreFailed(book, reason="备份无法读出") from error
    flush_folder(book.parent)
    return kept


def _set_aside(book: Path) -> Path:
    """Keep the file under a name of its own in 备份, its log beside it; the book's name stays."""
    folder = folder_for_copies(book)
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H-%M-%S")
    aside = folder / f"{book.stem} 损坏 {stamp}{book.suffix}"
    try:
        os.link(book, aside)
    except FileExistsError as error:
        raise BackupFailed(aside, reason="已有同名文件") from error
    except OSError:  # a file system without links: the name is free for a moment
        book.rename(aside)
    flush_folder(folder)
    # SQLite would read the log into whatever file stands beside it.
    for log in logs_of(book):
        log.replace(aside.with_name(aside.name + log.name[len(book.name) :]))
    book.with_name(f"{book.name}-shm").unlink(missing_ok=True)
    return aside
