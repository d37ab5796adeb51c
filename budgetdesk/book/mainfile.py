"""The main file of a book that this process writes: its bytes, its seal, and keeping it up to date.

A step is committed into SQLite's log, which takes one flush of the disk; soon after, a thread of
its own brings the file up to date, empties the log and seals the file. Nobody waits for it, and
who reads on a connection of its own is not held up.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from io import FileIO
from pathlib import Path

from budgetdesk.book import seal
from budgetdesk.book.claim import claim
from budgetdesk.book.errors import WriteFailed
from budgetdesk.domain.refusals import reason_of

Identity = tuple[int, int]

_QUIET = 0.15  # seconds without a commit after which the file is brought up to date
_LATEST = 0.6  # seconds after a commit, also while more follow
_AGAIN = 0.1  # seconds to the next try while somebody reads an older state
_PATIENCE = 200  # milliseconds that who asks waits for a reader
LAST_STEP = "SELECT coalesce(max(id), 0) FROM step"


def identity_of(path: Path) -> Identity:
    """Which file stands under a name; OSError where none does."""
    status = path.stat()
    return status.st_dev, status.st_ino


class MainFile:
    """A file that this process has open through SQLite, shared by all connections to it.

    Its descriptor must not be closed while one of them is open: that would drop SQLite's locks
    (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """

    def __init__(self, path: Path, identity: Identity) -> None:
        self.path = path
        self.identity = identity
        self.connections = 0
        self.writers = 0  # of the connections
        self.claimed = False  # this process may write it, and no other, by whatever name
        self._file: FileIO | None = None
        self._changed = threading.Condition()
        # Who asks waits for the thread: SQLite turns a second checkpoint away at once.
        self._settling = threading.RLock()
        self._commits = 0
        self._writing = 0
        self._sealed = True
        self._flushed = True  # the seal is on the disk
        self._first = self._last = 0.0
        self._thread: threading.Thread | None = None
        self._keeping = threading.Lock()
        self.kept: Path | None = None  # where what was written is, since it left its place

    def ready_to_write(self) -> None:
        """Hold the file's bytes open, and the file itself where no other process does.

        Called with the first connection that may write.
        """
        if self._file is None:
            self._file = FileIO(self.path, "r+")
            self.claimed = claim(self._file.fileno())
            self._sealed = seal.seal_of(self._file.fileno()).state is not seal.SealState.BROKEN

    def unseal(self) -> None:
        """Take the file as one that has yet to be brought up to date."""
        with self._changed:
            self._sealed = False
            self._flushed = False

    def contradicts_its_seal(self) -> bool:
        """Whether the file is not what was sealed; False too where it is being written just now."""
        with self._changed:
            commits, file = self._commits, self._file
            if file is None or not self._sealed:
                return False
        found = seal.seal_of(file.fileno())
        if found.state is not seal.SealState.SET or found.holds(file.fileno()):
            return False
        with self._changed:
            return self._sealed and commits == self._commits

    def in_place(self) -> bool:
        """Whether the file still stands under its name."""
        try:
            return identity_of(self.path) == self.identity
        except OSError:
            return False

    def keep_once(self, keep: Callable[[], Path | None]) -> None:
        """Have what was written kept elsewhere, by whichever connection first can."""
        with self._keeping:
            self.kept = self.kept or keep()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Around whatever commits: the seal is broken before, and set again soon after.

        Raises:
            WriteFailed: the seal can't be broken (the disk went, or is read-only now).
        """
        with self._changed:
            self._break_seal()
            self._writing += 1
            self._commits += 1
        try:
            yield
        finally:
            with self._changed:
                self._writing -= 1
                self._last = time.monotonic()
                self._first = self._first or self._last
                self._start_thread()
                self._changed.notify_all()

    def _break_seal(self) -> None:
        if not self._sealed or self._file is None:
            return
        try:
            seal.break_seal(self._file.fileno())
        except OSError as error:
            raise WriteFailed(self.path, reason=reason_of(error)) from error
        self._sealed = self._flushed = False

    def settle(self, connection: sqlite3.Connection) -> bool:
        """Bring the file up to date and seal it; False where somebody reads or writes just now."""
        with self._settling:
            return self._settle(connection)

    def _settle(self, connection: sqlite3.Connection) -> bool:
        with self._changed:
            commits = self._commits
            if self._sealed or self._file is None:
                return self._sealed
        if not _emptied(connection):
            return False
        [(step,)] = connection.execute(LAST_STEP).fetchall()
        found = seal.measured(self._file.fileno(), step)
        with self._changed:
            if self._writing or commits != self._commits:
                return False
            seal.put(self._file.fileno(), found)
            self._sealed = True
            self._first = 0.0
        return True

    def end_writing(self, connection: sqlite3.Connection) -> None:
        """Before the last connection is closed: all that is committed stands in the file."""
        self._stop_thread()
        if self._file is None or not self.claimed:
            return
        with suppress(sqlite3.Error, OSError):  # it stands in the log then, to be read from there
            if self.settle(connection) and not self._flushed:
                os.fsync(self._file.fileno())
                self._flushed = True

    def close(self) -> None:
        """Let go of the bytes; only when no connection is open any more."""
        if self._file is not None:
            self._file.close()
            self._file = None

    # The thread

    def _start_thread(self) -> None:
        if self._thread is None and self._file is not None:
            self._thread = threading.Thread(target=self._keep_up, name="main file", daemon=True)
            self._thread.start()

    def _stop_thread(self) -> None:
        with self._changed:
            thread, self._thread = self._thread, None
            self._changed.notify_all()
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _keep_up(self) -> None:
        me = threading.current_thread()
        while True:
            with self._changed:
                while self._thread is me and (wait := self._wait()) != 0:
                    self._changed.wait(wait)
                if self._thread is not me:
                    return
            if not self._try_to_settle():
                time.sleep(_AGAIN)

    def _wait(self) -> float | None:
        """Seconds until it is time; None: there is nothing to do."""
        if self._sealed:
            return None
        now = time.monotonic()
        return max(0.0, min(self._last + _QUIET, self._first + _LATEST) - now)

    def _try_to_settle(self) -> bool:
        """Settle on a connection of this thread's own, where the file still stands."""
        if not self.in_place():
            return False
        with self._settling, suppress(sqlite3.Error, OSError):
            uri = f"{self.path.absolute().as_uri()}?mode=rw"
            with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
                connection.execute("PRAGMA busy_timeout = 0")
                connection.execute("PRAGMA synchronous = FULL")
                return self.in_place() and self.settle(connection)
        return False


def _emptied(connection: sqlite3.Connection) -> bool:
    """Write the log into the file; False where a reader or writer didn't let it in time."""
    [(patience,)] = connection.execute("PRAGMA busy_timeout").fetchall()
    connection.execute(f"PRAGMA busy_timeout = {min(patience, _PATIENCE)}").close()
    try:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}").close()
    return not busy
