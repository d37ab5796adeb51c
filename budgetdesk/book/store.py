"""One connection to the file of a book: its settings, its transactions, its errors by name."""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import Enum, auto
from pathlib import Path
from typing import Any
from urllib.parse import quote

from budgetdesk.book import errors
from budgetdesk.book.mainfile import Identity, MainFile, identity_of
from budgetdesk.domain.refusals import reason_of
from budgetdesk.domain.there import is_there

Row = tuple[Any, ...]
Values = Sequence[str | int | None]

_BUSY_TIMEOUT = 5.0  # seconds that a write waits for another connection's
_CORRUPT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN}
_FAILED = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT}
_UNSOUND = "内容不完整或被改写"
_REASONS = (
    ({sqlite3.SQLITE_FULL}, "磁盘已满"),
    (_BUSY, "文件正在使用"),
    (_UNWRITABLE, "没有权限"),
    (_FAILED, "磁盘读写出错"),
)


# The files that this process has open through SQLite.
_open_files: dict[Identity, MainFile] = {}
_registering = threading.Lock()


def is_open_here(path: Path) -> bool:
    """Whether this process has the file open through SQLite.

    Then it must not be opened in any other way: closing that would drop SQLite's locks
    (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """
    try:
        return identity_of(path) in _open_files
    except OSError:
        return False


def is_written_here(path: Path) -> bool:
    """Whether this process has the file open to write it, by whatever name."""
    try:
        main = _open_files.get(identity_of(path))
    except OSError:
        return False
    return main is not None and main.writers > 0


def _join(path: Path, *, to_write: bool) -> MainFile:
    """The file under a name, for one more connection."""
    identity = identity_of(path)
    with _registering:
        main = _open_files.setdefault(identity, MainFile(path.absolute(), identity))
        if to_write:
            main.ready_to_write()
            main.writers += 1
        main.connections += 1
    return main


def _leave(main: MainFile, connection: sqlite3.Connection, *, wrote: bool) -> None:
    """Close a connection; the last one leaves all that is committed in the file."""
    with _registering:
        main.writers -= wrote
        last = main.connections == 1
        if last:
            main.end_writing(connection)
        connection.close()
        main.connections -= 1
        if last:
            del _open_files[main.identity]
            main.close()


class Store:
    """A connection; statements go through it so that every fault has its name and sentence."""

    def __init__(self, path: Path, connection: sqlite3.Connection, access: "Access") -> None:
        self.path = path
        self.connection = connection
        self.access = access
        self._closed = False
        self._has_failed = False  # in the transaction under way
        self.main = _join(path, to_write=access is Access.WRITE)

    @property
    def frozen(self) -> bool:
        """Whether the main file alone is read."""
        return self.access is Access.FROZEN

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        try:  # and not `named_faults`, which takes its time for each of very many
            return self.connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise _named(self.path, error) from error

    def execute(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """Run one statement; after one that a full or broken disk ended, nothing is committed."""
        try:
            return self.connection.execute(sql, values)
        except sqlite3.Error as error:
            raise self._failed(error) from error

    @contextmanager
    def naming_faults(self) -> Iterator[None]:
        """Give faults of what runs on the bare connection their names; as `execute`."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def _failed(self, error: sqlite3.Error) -> Exception:
        named = _named(self.path, error)
        self._has_failed |= isinstance(named, errors.DiskFull | errors.WriteFailed)
        return named

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self.connection.in_transaction

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write everything or nothing; waits for another connection's write."""
        self.execute("BEGIN IMMEDIATE")
        self._has_failed = False
        try:
            yield
            self._commit()
        except BaseException:
            self.connection.rollback()
            raise

    def _commit(self) -> None:
        # A full disk ended it, or only the statement, as SQLite sees fit; and the caller went on.
        if self._has_failed or not self.in_transaction:
            raise errors.WriteFailed(self.path, reason="前面的写入已失败")
        with self.main.writing():
            self.execute("COMMIT")

    def bring_up_to_date(self) -> bool:
        """Let everything committed stand in the main file; False where a reader is in the way."""
        if self.in_transaction:
            return False
        with named_faults(self.path):
            return self.main.settle(self.connection)

    def tidy_after_a_kill(self) -> None:
        """Seal a file that its writer, who is gone, left with a log; for a connection to read."""
        if self.access is not Access.READ or self._closed:
            return
        with suppress(sqlite3.Error, OSError):
            self.main.ready_to_write()
            if self.main.claimed:
                self.connection.execute("PRAGMA query_only = OFF")

    def claim(self) -> bool:
        """Hold the file for writing, on a connection that has only read.

        False where another process writes it, by whatever name.

        Raises:
            FileFault: the file can't be written.
        """
        try:
            with _registering:
                self.main.ready_to_write()
        except OSError as error:
            raise errors.UnwritableFile(self.path, reason=reason_of(error)) from error
        return self.main.claimed

    def begin_writing(self) -> None:
        """Write from now on, on a connection that has claimed the file; FileFault as there."""
        with _registering:
            self.main.writers += 1
        self.access = Access.WRITE
        self.execute("PRAGMA query_only = OFF")
        _set_up_writing(self)

    def require_writable(self) -> None:
        """Refuse a file that SQLite could open for reading only; it says so at the first write."""
        self.execute("BEGIN IMMEDIATE")  # passes there, too
        try:
            self.execute("PRAGMA user_version = 0")
        finally:
            self.connection.rollback()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Part of a transaction that is taken back alone when it fails."""
        self.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if self.in_transaction:  # a full disk ends the whole transaction by itself
                self.connection.execute("ROLLBACK TO part")
                self.connection.execute("RELEASE part")
            raise
        self.execute("RELEASE part")

    @contextmanager
    def row_by_row(self) -> Iterator[None]:
        """For a transaction of very many statements that each change a row or two.

        What takes back one of them stays in memory. Else SQLite writes it to a temporary file for
        each, once one of them has changed 16 pages: gigabytes. A single one that changes very much
        is better off with the file.
        """
        self.execute("PRAGMA temp_store = MEMORY")
        try:
            yield
        finally:
            self.execute("PRAGMA temp_store = DEFAULT")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let several queries see one and the same state of the book."""
        if self.in_transaction:
            yield
            return
        self.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.rollback()

    def close(self) -> None:
        """Take back what is not committed and close the connection."""
        if self._closed:
            return
        self._closed = True
        if self.connection.in_transaction:
            self.connection.rollback()
        _leave(self.main, self.connection, wrote=self.access is Access.WRITE)


class Access(Enum):
    """How a connection may use the file."""

    WRITE = auto()
    READ = auto()  # beside whoever writes; tidies SQLite's side files away when it is the last
    LOOK = auto()  # changes nothing at all, but reads what stands in the write-ahead log
    FROZEN = auto()  # reads the main file alone, and leaves no file beside it


_MODES = {
    Access.WRITE: "mode=rw",
    Access.READ: "mode=rw",
    Access.LOOK: "mode=ro",
    Access.FROZEN: "mode=ro&immutable=1",
}


def connect(path: Path, access: Access, *, any_thread: bool = False) -> Store:
    """Open the file; it must exist.

    Args:
        path: the file of the book.
        access: how it may be used.
        any_thread: the caller sees to it that only one thread at a time uses the connection.
    """
    with named_faults(path):
        connection = sqlite3.connect(
            f"{_uri(path)}?{_MODES[access]}",
            uri=True,
            timeout=_BUSY_TIMEOUT,
            isolation_level=None,
            check_same_thread=not any_thread,
        )
    try:
        store = Store(path, connection, access)
    except OSError as error:
        connection.close()
        if not is_there(path):
            raise errors.MissingBook(path) from error
        raise errors.UnwritableFile(path, reason=reason_of(error)) from error
    try:
        _set_up(store, access)
    except BaseException:
        store.close()
        raise
    return store


def _uri(path: Path) -> str:
    """The file's URI as SQLite reads it: also a Windows share has no authority part."""
    absolute = path.absolute().as_posix()
    return "file://" + quote(os.fsencode(absolute if absolute.startswith("/") else f"/{absolute}"))


def _set_up(store: Store, access: Access) -> None:
    store.execute("PRAGMA foreign_keys = ON")
    store.execute("PRAGMA recursive_triggers = ON")  # so that REPLACE is journalled too
    store.execute("PRAGMA cache_size = -32000")
    if access is Access.WRITE:
        _set_up_writing(store)
    else:
        store.execute("PRAGMA query_only = ON")
    store.rows("SELECT count(*) FROM sqlite_master")  # faults of the file show here


def _set_up_writing(store: Store) -> None:
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("PRAGMA synchronous = FULL")
    store.execute("PRAGMA journal_size_limit = 16000000")


@contextmanager
def named_faults(path: Path) -> Iterator[None]:
    """Raise SQLite's faults as the named errors of a book; a fault in the SQL stays what it is."""
    try:
        yield
    except sqlite3.Error as error:
        raise _named(path, error) from error


def _named(path: Path, error: sqlite3.Error) -> Exception:
    """What is raised for a fault of SQLite's: itself where no error of a book names it."""
    return _name(path, error) or error


def _name(path: Path, error: sqlite3.Error) -> errors.BookError | None:
    code = _code_of(error)
    if code == sqlite3.SQLITE_FULL:
        return errors.DiskFull(path)
    if code in _BUSY:
        return errors.BusyBook(path)
    if code in _CORRUPT:
        return errors.DamagedBook(path, reason=reason_of_fault(error))
    if code == sqlite3.SQLITE_CANTOPEN and not is_there(path):  # its folder or disk is gone
        return errors.MissingBook(path)
    if code in _UNWRITABLE:
        return errors.UnwritableFile(path, reason=reason_of_fault(error))
    if code in _FAILED:
        return errors.WriteFailed(path, reason=reason_of_fault(error))
    if code == sqlite3.SQLITE_CONSTRAINT:
        return errors.RefusedChange(str(error))
    return None


def reason_of_fault(error: sqlite3.Error) -> str:
    """Why SQLite refused something, in the clerk's words; it says so itself in English."""
    code = _code_of(error)
    known = (reason for codes, reason in _REASONS if code in codes)
    return next(known, _UNSOUND)


def is_of_content(error: BaseException | None) -> bool:
    """Whether SQLite refused a file for what it holds, not for the disk or who may use it."""
    return isinstance(error, sqlite3.Error) and reason_of_fault(error) == _UNSOUND


def _code_of(error: sqlite3.Error) -> int:
    """SQLite's code; 0 where a file was found unsound by us."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF
