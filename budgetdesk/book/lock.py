"""The lock file beside a book: who works in it, so that a second opening is read-only."""

import contextlib
import json
import os
import threading
import time
from dataclasses import asdict, fields, replace
from datetime import datetime
from pathlib import Path

from budgetdesk.book.claim import claimant
from budgetdesk.book.errors import LockedBook, UnwritableFolder
from budgetdesk.book.mainfile import identity_of
from budgetdesk.book.process import (
    machine_id,
    machine_name,
    network_address,
    owner_and_start,
    start_mark,
    user_name,
)
from budgetdesk.book.sidefiles import real_name
from budgetdesk.book.store import is_open_here, is_written_here
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.refusals import reason_of

# A lock just being written is not readable yet; one that stays so belongs to nobody.
_GRACE = 5.0  # seconds
_LONGEST = 4096  # bytes
_MOST_PROCESSES = 1 << 32


@immutable
class LockHolder:
    """Who holds a book open; `since` is local time as ISO text."""

    machine: str
    machine_id: str
    process: int
    started: str
    user: str
    since: str
    address: str = ""  # of a network card: machines made from one image share all the rest
    file: str = ""  # which file stood under the book's name

    @property
    def on_this_machine(self) -> bool:
        """Whether the holder's process can be looked up here."""
        if (self.machine, self.machine_id) != (machine_name(), machine_id()):
            return False
        here = network_address()
        return not self.address or not here or self.address == here

    @property
    def gone(self) -> bool:
        """Whether the holder's process is known to have ended without releasing its lock."""
        return self.on_this_machine and start_mark(self.process) not in (self.started, "")

    def keeps_out_of(self, book: Path) -> LockedBook:
        """The refusal of a book that names it."""
        return LockedBook(book, user=self.user, machine=self.machine, since=self.since)

    @property
    def shares_log(self) -> bool:
        """Whether what it has written can be read from the log beside the book's name."""
        return self.on_this_machine

    @classmethod
    def this_process(cls) -> "LockHolder":
        """This process as a holder, from now."""
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        process = os.getpid()
        return cls(
            machine_name(),
            machine_id(),
            process,
            start_mark(process) or "",
            user_name(),
            since,
            network_address(),
        )


class OtherNameHolder(LockHolder):
    """Who has the book open by another name of its file: the log lies beside that one."""

    __slots__ = ()

    @property
    def shares_log(self) -> bool:
        """It does not lie beside this name."""
        return False

    @classmethod
    def of_process(cls, process: int) -> "OtherNameHolder":
        """Who works in a process; of one on another machine nothing is known."""
        started = start_mark(process) if process > 0 else None
        if started is None:
            return cls("?", "?", 0, "", "?", "?")
        user, since = owner_and_start(process)
        return cls(machine_name(), machine_id(), process, started, user, since, network_address())


_UNKNOWN = LockHolder("?", "?", 0, "", "?", "?")


class LockFile:
    """A lock taken by this process; released when the last one who shares it lets go."""

    def __init__(self, path: Path, holder: LockHolder) -> None:
        self.path = path
        self.holder = holder
        self._shares = 1
        self._counting = threading.Lock()  # companions come and go in threads of their own

    def share(self) -> "LockFile":
        """The same lock for one more connection."""
        with self._counting:
            self._shares += 1
        return self

    def release(self) -> None:
        """Let go; the last one removes the file, if it still is this process's own."""
        with self._counting:
            self._shares -= 1
            last = self._shares == 0
        own = os.getpid() == self.holder.process  # not so in a forked child
        if last and own and read_holder(self.path) == self.holder:
            # Where the disk went or takes no change any more it stays, and names a process that
            # is gone: whoever opens the book next pushes it aside.
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)


def lock_path(book: Path) -> Path:
    """Where the lock of a book lies."""
    real = real_name(book)
    return real.with_name(f"{real.name}.lock")


def holder_of(book: Path) -> LockHolder | None:
    """Who holds the book, by this name of its file or another; None when nobody does any more."""
    holder = read_holder(lock_path(book))
    return holder_by_other_name(book) if holder is None or holder.gone else holder


def holder_by_other_name(book: Path) -> OtherNameHolder | None:
    """Who writes the very file by a name that this one's lock says nothing of (a hard link)."""
    process = os.getpid() if is_written_here(book) else None
    if process is None and not is_open_here(book):
        process = claimant(book)
    return None if process is None else OtherNameHolder.of_process(process)


def left_by(book: Path) -> LockHolder | None:
    """Whose lock was left beside the very file that stands there, by a kill or a power cut."""
    holder = read_holder(lock_path(book))
    if holder is None or not holder.gone:
        return None
    return holder if holder.file == _file_mark(book) else None


def _file_mark(book: Path) -> str:
    try:
        return "{}:{}".format(*identity_of(book))
    except OSError:
        return ""


def take_lock(book: Path, *, take_over: bool = False) -> LockFile | LockHolder:
    """Take the lock of a book, pushing aside one whose process is gone.

    Args:
        book: the file of the book.
        take_over: also push aside a holder on another machine.

    Returns:
        The lock, or the one who holds it.

    Raises:
        UnwritableFolder: no file can be written beside the book.
    """
    path = lock_path(book)
    mine = replace(LockHolder.this_process(), file=_file_mark(book))
    while True:
        try:
            _write_new(path, mine)
        except FileExistsError:
            holder = read_holder(path)
            if holder is not None and not _may_be_pushed(holder, take_over=take_over):
                return holder
            _push_aside(path, holder)
        except OSError as error:
            raise UnwritableFolder(book.parent, reason=reason_of(error)) from error
        else:
            return LockFile(path, mine)


def read_holder(path: Path) -> LockHolder | None:
    """Who a lock file names; None when there is none, or one that nobody finished writing.

    One that may not be read, or can't be just now, is somebody's.
    """
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            told = json.loads(file.read(_LONGEST).decode("utf-8"))
        return _holder_told(told)
    except FileNotFoundError:
        return None
    except OSError:
        return _UNKNOWN
    except (ValueError, TypeError, RecursionError):
        return None if _age(path) > _GRACE else _UNKNOWN


def _holder_told(told: dict[str, object]) -> LockHolder:
    """The holder that a lock's JSON describes; what a newer version says besides is left alone."""
    known = {field.name: told[field.name] for field in fields(LockHolder) if field.name in told}
    process = known.get("process")
    texts = [value for name, value in known.items() if name != "process"]
    if type(process) is not int or not 0 <= process < _MOST_PROCESSES:
        raise ValueError("process")
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("text")
    return LockHolder(**known)  # type: ignore[arg-type]


def _may_be_pushed(holder: LockHolder, *, take_over: bool) -> bool:
    return holder.gone or (take_over and not holder.on_this_machine)


def _age(path: Path) -> float:
    try:
        # A clock that was wrong leaves a lock of the future, which grows no older.
        return abs(time.time() - path.stat().st_mtime)
    except OSError:
        return _GRACE + 1  # gone by now


def _write_new(path: Path, holder: LockHolder) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    try:
        with contextlib.suppress(OSError):  # a file system without rights
            path.chmod(0o644)  # whatever the umask: all who may open the book must see who has it
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(holder), file)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _push_aside(path: Path, holder: LockHolder | None) -> None:
    """Remove the lock of `holder`; a lock that someone else took meanwhile is put back."""
    if path.is_dir():
        raise UnwritableFolder(path.parent, reason=f"「{path.name}」是文件夹，请先移走")
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(FileNotFoundError):
        path.replace(aside)
        if read_holder(aside) == holder:
            aside.unlink()
        else:
            aside.replace(path)
