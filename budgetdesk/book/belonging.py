"""Which of the logs beside a file belong to it, and whether the file itself is whole.

A log left by a kill holds the last step and must be read; one left by another file under the same
name, or brought back by a program that synchronizes folders, must not. The seal tells: a sealed
file that is as it was sealed has no log. Otherwise the two are put together in a copy, and the
result must be sound and agree with its own journal.
"""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from budgetdesk.book import errors
from budgetdesk.book.agreement import require_agreement
from budgetdesk.book.lock import LockHolder, left_by
from budgetdesk.book.mainfile import LAST_STEP
from budgetdesk.book.migrations import known_version
from budgetdesk.book.process import boot_of
from budgetdesk.book.seal import Seal, SealState, seal_of
from budgetdesk.book.sidefiles import logs_of
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.refusals import reason_of

_AT_ONCE = 100_000_000  # bytes; a larger file is looked through after opening
_CROSSED = "复制时正在写入，内容不完整"
_LAST = "SELECT id, name, at, who, kind FROM step ORDER BY id DESC LIMIT 1"


@immutable
class Belonging:
    """What may be read of a file and what lies beside it."""

    own_log: bool = False
    unsealed: bool = False  # its writer was killed before the file was up to date
    foreign: tuple[Path, ...] = ()
    parts: tuple[str, ...] = ()  # what another program made of the tables, in words


def judge(path: Path) -> Belonging:
    """Tell a file's own log from a foreign one; nothing beside the book is written.

    Only for a file that nobody has open.

    Raises:
        DamagedBook: the file is a copy that crossed a write, or not sound without its log.
        NewerBook: the log holds the work of a newer version.
    """
    try:
        return _judge(path, logs_of(path))
    except OSError as error:
        raise errors.UnreadableFile(path, reason=reason_of(error)) from error


def _judge(path: Path, logs: tuple[Path, ...]) -> Belonging:
    seal, whole = _look(path, beside=bool(logs))
    left = left_by(path)
    if logs and _belongs(path, logs, left, whole=whole):
        return Belonging(own_log=True, unsealed=True)
    # A file that was never sealed is of an earlier version: it is looked through after opening.
    if not whole and (logs or seal.state is not SealState.MISSING):
        _require_whole(path, seal, left)
    return Belonging(unsealed=not whole and seal.state is not SealState.MISSING, foreign=logs)


def _look(path: Path, *, beside: bool) -> tuple[Seal, bool]:
    """The seal, and whether the file is as it was sealed."""
    with path.open("rb", buffering=0) as file:
        seal = seal_of(file.fileno())
        large = os.fstat(file.fileno()).st_size > _AT_ONCE and not beside
        return seal, (seal.state is SealState.SET if large else seal.holds(file.fileno()))


def _belongs(path: Path, logs: tuple[Path, ...], left: LockHolder | None, *, whole: bool) -> bool:
    """Whether the logs make a sound book of this very file."""
    with tempfile.TemporaryDirectory() as folder:
        joined = Path(folder) / "book"
        shutil.copyfile(path, joined)
        alone = Path(folder) / "alone"
        shutil.copyfile(path, alone)
        for log in logs:
            shutil.copyfile(log, joined.with_name(joined.name + log.name[len(path.name) :]))
        try:
            with closing(sqlite3.connect(joined)) as both:
                _require_known(path, both)
                # A seal is broken before a log is begun. That it still holds beside one means
                # another file, unless the power failed before the seal reached the disk.
                if whole and not _power_failed(left):
                    return False
                require_agreement(both)
                return _goes_on(both, alone)
        except sqlite3.Error:
            return False


def _require_known(path: Path, connection: sqlite3.Connection) -> None:
    [(version,)] = connection.execute("PRAGMA user_version")
    if version > known_version():
        raise errors.NewerBook(path, found=version, known=known_version())


def _power_failed(left: LockHolder | None) -> bool:
    return left is not None and boot_of(left.started) != boot_of(LockHolder.this_process().started)


def _goes_on(both: sqlite3.Connection, alone: Path) -> bool:
    """Whether the file with its log is the file alone, or what was done after it."""
    uri = f"{alone.as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as before:
            require_agreement(before)
            last = before.execute(_LAST).fetchone()
    except sqlite3.Error:
        return True  # killed while the file was brought up to date: it is whole with its log alone
    if last is None:
        return True
    same = "SELECT id, name, at, who, kind FROM step WHERE id = ?"
    return bool(both.execute(same, last[:1]).fetchone() == last)


def _require_whole(path: Path, seal: Seal, left: LockHolder | None) -> None:
    """Refuse a copy that crossed a write; what a kill left is looked through instead."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as alone:
            [(step,)] = alone.execute(LAST_STEP).fetchall()
            ours = seal.state is SealState.BROKEN or (
                seal.state is SealState.SET and step != seal.step
            )
            if ours and left is None:
                raise errors.DamagedBook(path, reason=_CROSSED)
            require_agreement(alone)
    except sqlite3.Error as error:
        raise errors.DamagedBook(path, reason="内容不完整或被改写") from error
