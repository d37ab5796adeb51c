"""Checked copies of a book: by hand, before a migration, and dated ones that thin out with age."""

import os
import re
import sqlite3
import stat
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from budgetdesk.book.durable import flush_folder
from budgetdesk.book.errors import BackupFailed
from budgetdesk.book.lock import holder_of
from budgetdesk.book.mainfile import LAST_STEP
from budgetdesk.book.seal import seal_file
from budgetdesk.book.sidefiles import FOLDER as FOLDER
from budgetdesk.book.sidefiles import folder_for_copies, set_logs_aside
from budgetdesk.book.store import Row, Store, reason_of_fault
from budgetdesk.book.thinning import needless
from budgetdesk.domain.refusals import reason_of

_STAMP = "%Y-%m-%d %H-%M-%S"
# Its number alone comes again once an older copy was restored.
_LAST_STEP = "SELECT id, name, at FROM step ORDER BY id DESC LIMIT 1"


def copy_to(store: Store, target: Path) -> None:
    """Copy the book as it stands to `target`, check the copy, and move it into place.

    An older file of that name is replaced only by a copy that is whole and sound.

    Raises:
        BackupFailed: the copy could not be written or is not sound; nothing is left behind.
    """
    if holder_of(target) is not None:
        raise BackupFailed(target, reason="这个账套正在使用")
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        try:
            write_copy(store.connection, unfinished)
            _take_mode(store.path, unfinished)
            set_logs_aside(target)  # SQLite would read them into the copy
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise BackupFailed(target, reason=reason_of(error)) from error
    except sqlite3.Error as error:
        raise BackupFailed(target, reason=reason_of_fault(error)) from error
    flush_folder(target.parent)


def _take_mode(book: Path, copy: Path) -> None:
    """Who may read the book may read its copies, and nobody else."""
    with suppress(OSError):
        copy.chmod(stat.S_IMODE(book.stat().st_mode) | stat.S_IRUSR | stat.S_IWUSR)


def keep_dated_copy(
    store: Store, book: Path, now: datetime | None = None, *, thinned: bool = True
) -> Path | None:
    """Keep a copy in the folder 备份 beside the book, unless the newest one is as new as the book.

    Older copies are thinned as `thinning` says; without `thinned` all stay.

    Returns:
        The new copy, or None when none was needed.
    """
    now = now or datetime.now().astimezone()
    standing = store.rows(_LAST_STEP)
    if any(_last_step(copy) == standing for copy in _latest(dated_copies(book))):
        return None
    folder = book.parent / FOLDER
    while (target := folder / f"{book.stem} {now.strftime(_STAMP)}{book.suffix}").exists():
        now += timedelta(seconds=1)
    try:
        folder_for_copies(book)
    except OSError as error:
        raise BackupFailed(target, reason=reason_of(error)) from error
    copy_to(store, target)
    if thinned:
        thin(book, now, made=target)
    return target


def thin(book: Path, now: datetime, *, made: Path | None = None) -> None:
    """Remove dated copies that others make needless; few at a time.

    The copy just made counts for nothing yet: its time is by a clock that may be wrong today.
    """
    times = {file: time_of(file, book) for file in dated_copies(book) if file != made}
    for file in needless(times, now.replace(tzinfo=None)):
        with suppress(OSError):  # open elsewhere: it goes the next time
            file.unlink()


def dated_copies(book: Path) -> list[Path]:
    """The dated copies of a book, oldest first; other files in the folder are left alone."""
    pattern = re.compile(
        rf"{re.escape(book.stem)} \d{{4}}-\d\d-\d\d \d\d-\d\d-\d\d{re.escape(book.suffix)}"
    )
    folder = book.parent / FOLDER
    if not folder.is_dir():
        return []
    named = (file for file in folder.iterdir() if pattern.fullmatch(file.name))
    return sorted(file for file in named if _is_dated(file, book))


def _is_dated(file: Path, book: Path) -> bool:
    try:
        return bool(time_of(file, book))
    except ValueError:  # 2024-13-45
        return False


def _latest(copies: list[Path]) -> set[Path]:
    """The newest copies by name and by the disk: a wrong clock deceives only one of them."""
    return {*copies[-2:], *sorted(copies, key=lambda file: file.stat().st_mtime)[-2:]}


def time_of(file: Path, book: Path) -> datetime:
    """When a dated copy of a book was made, in local time, as its name says."""
    stamp = file.name[len(book.stem) + 1 : len(file.name) - len(book.suffix)]
    return datetime.strptime(stamp, _STAMP)  # noqa: DTZ007 - local time, like the clerk's clock


def write_copy(source: sqlite3.Connection, path: Path) -> None:
    """Write all that a connection sees to a file, checked and on the disk.

    Raises:
        OSError, sqlite3.Error: the file could not be written or is not sound.
    """
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file that can be carried away
        require_sound(copy)
        [(step,)] = copy.execute(LAST_STEP).fetchall()
    seal_file(path, step)


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether all pages of a file can be read and its references hold."""
    try:
        require_sound(connection)
    except sqlite3.Error:
        return False
    return True


def require_sound(copy: sqlite3.Connection) -> None:
    """Read through a whole file; sqlite3.DatabaseError where pages or references don't hold."""
    verdict = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    if copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise sqlite3.DatabaseError("foreign_key_check")


def _last_step(file: Path) -> list[Row]:
    """The newest step in a copy; none when the copy can't be read, so that a new one is made."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)) as copy:
            return copy.execute(_LAST_STEP).fetchall()
    except sqlite3.Error:
        return []
