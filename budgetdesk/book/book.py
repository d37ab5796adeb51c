"""A book (账套): one SQLite file, changed only through steps."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from budgetdesk.book import backup, journal, undo
from budgetdesk.book.change import Change, HistoryEntry, StepInfo
from budgetdesk.book.columns import Columns
from budgetdesk.book.errors import LockedBook, OutdatedBook, ReadOnlyBook, UnwritableFile
from budgetdesk.book.lock import LockFile, LockHolder, holder_of, take_lock
from budgetdesk.book.migrations import known_version, migrate
from budgetdesk.book.opening import examine, make_file, open_to_read, version_of
from budgetdesk.book.shutdown import closes_at_exit
from budgetdesk.book.step import Step, run_step
from budgetdesk.book.store import Access, Row, Store, Values, connect, named_faults

Listener = Callable[[Change], object]


@dataclass(frozen=True, slots=True)
class BookInfo:
    """What a book is for: the form set it is filled with, its year and its title."""

    form_set: str
    fiscal_year: int
    title: str


class Book:
    """An open book. Made by `Book.create` and `Book.open`; used by one thread.

    Another thread works through a `companion`. `locked_by` names who holds the book when it had
    to be opened read-only.
    """

    def __init__(
        self, store: Store, lock: LockFile | None, locked_by: LockHolder | None = None
    ) -> None:
        self.path = store.path
        self.locked_by = locked_by
        self._store = store
        self._lock = lock
        self._step: Step | None = None
        self._listeners: list[Listener] = []
        self._waiting: list[Change] = []
        self._publishing = False
        self._seen = journal.last_step(store)
        self._closed = False
        closes_at_exit(self)

    @classmethod
    def create(cls, path: Path, info: BookInfo) -> Self:
        """Make the file of a new, empty book and open it.

        Raises:
            BookExists, UnwritableFolder: the file can't be made there.
        """
        settings = {
            "form_set": info.form_set,
            "fiscal_year": str(info.fiscal_year),
            "title": info.title,
        }
        make_file(Path(path), settings)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, take_over: bool = False) -> Self:
        """Open a book; where someone else works in it, read-only with `locked_by` set.

        Args:
            path: the file.
            read_only: never write, take no lock.
            take_over: push aside whoever holds the book on another machine.

        Raises:
            FileFault: the file is no book, damaged, from a newer version, or can't be written.
            LockedBook: `take_over`, but the holder is alive on this machine.
        """
        path = Path(path)
        examine(path)
        if read_only:
            return cls._open_to_read(path, None)
        holder = holder_of(path)
        if holder is not None and not take_over:
            return cls._open_to_read(path, holder)
        return cls._open_to_write(path, take_over=take_over)

    @classmethod
    def _open_to_read(cls, path: Path, locked_by: LockHolder | None) -> Self:
        store = open_to_read(path, locked_by)
        if version_of(store) < known_version():
            store.close()
            raise OutdatedBook(path)
        return cls(store, None, locked_by)

    @classmethod
    def _open_to_write(cls, path: Path, *, take_over: bool) -> Self:
        if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise UnwritableFile(path, reason="文件是只读的")
        lock = take_lock(path, take_over=take_over)
        if isinstance(lock, LockHolder):
            if take_over:
                raise LockedBook(path, user=lock.user, machine=lock.machine, since=lock.since)
            return cls._open_to_read(path, lock)
        try:
            store = connect(path, Access.WRITE)
            try:
                store.require_writable()
                if version_of(store) < known_version():
                    backup.keep_dated_copy(store, path)
                    migrate(store.connection)
                return cls(store, lock)
            except BaseException:
                store.close()
                raise
        except BaseException:
            lock.release()
            raise

    def companion(self) -> "Book":
        """A second connection for a worker thread, under the same lock; close it when done.

        Its steps reach this book's listeners through `catch_up`.
        """
        if self._lock is None:
            store = open_to_read(self.path, self.locked_by, any_thread=True)
            return Book(store, None, self.locked_by)
        return Book(connect(self.path, Access.WRITE, any_thread=True), self._lock.share())

    @property
    def read_only(self) -> bool:
        """Whether steps are refused."""
        return self._lock is None

    @property
    def info(self) -> BookInfo:
        """What the book is for, as it says now."""
        settings: dict[str, str] = dict(self.rows("SELECT key, value FROM setting"))
        return BookInfo(settings["form_set"], int(settings["fiscal_year"]), settings["title"])

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        return self._store.rows(sql, values)

    def snapshot(self) -> AbstractContextManager[None]:
        """Let several queries see one and the same state, whatever another connection writes."""
        return self._store.snapshot()

    # Changing

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Change the book: one transaction, one thing to undo; within a step, a part of it.

        A step that fails leaves the book as it was; one that changes nothing leaves no trace.

        Raises:
            ReadOnlyBook: the book was opened read-only.
            FileFault: the disk is full, the book is busy, or a write failed; nothing was changed.
        """
        if self._step is not None:
            with self._store.savepoint():
                yield self._step
            return
        self._require_writable()
        with run_step(self._store, self._columns, name) as self._step:
            try:
                yield self._step
            finally:
                self._step = None
        self.catch_up()

    def undo(self) -> Change | None:
        """Take the newest step back; None when there is none. Errors as `step`."""
        return self._revert(undo.undo, undo.undo_steps(self._store, 1))

    def redo(self) -> Change | None:
        """Do the step undone last again; None when there is none. Errors as `step`."""
        return self._revert(undo.redo, undo.redo_steps(self._store, 1))

    def undo_to(self, step_id: int) -> tuple[Change, ...]:
        """Take back every step down to this one, and this one too; () when it can't be undone."""
        steps = undo.undo_steps(self._store, sys.maxsize)
        wanted = [step for step in steps if step.step_id >= step_id]
        if not wanted or wanted[-1].step_id != step_id:
            return ()
        return tuple(change for _ in wanted if (change := self.undo()) is not None)

    @property
    def undo_name(self) -> str | None:
        """The name of the step that `undo` would take back."""
        return next((step.name for step in self.undo_steps(1)), None)

    @property
    def redo_name(self) -> str | None:
        """The name of the step that `redo` would do again."""
        return next((step.name for step in self.redo_steps(1)), None)

    def undo_steps(self, limit: int = 50) -> tuple[StepInfo, ...]:
        """The steps that can be undone, the next one first; () while read-only."""
        return () if self.read_only else undo.undo_steps(self._store, limit)

    def redo_steps(self, limit: int = 50) -> tuple[StepInfo, ...]:
        """The steps that can be redone, the next one first; () while read-only."""
        return () if self.read_only else undo.redo_steps(self._store, limit)

    def settle(self) -> None:
        """Let nothing done so far be undone or redone: a book begins with what it was made of."""
        self._require_writable()
        undo.settle(self._store)

    def history(
        self, table: str, row_id: int, column: str | None = None
    ) -> tuple[HistoryEntry, ...]:
        """Who changed a row, or one column of it, when, from what to what; newest first."""
        return journal.history(self._store, table, row_id, column)

    # Telling

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each commit; returns what takes it off again.

        A listener that fails doesn't touch the commit nor the other listeners: its error goes to
        `sys.excepthook`, like that of any other callback.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def catch_up(self) -> tuple[Change, ...]:
        """Tell the listeners the steps committed since the last time, by whichever connection."""
        if self._step is not None:
            return ()
        changes = tuple(journal.changes_after(self._store, self._seen))
        if changes:
            self._seen = changes[-1].step_id
            self._waiting += changes
            self._publish()
        return changes

    # Keeping

    def backup_to(self, path: Path) -> None:
        """Write a checked copy of the book as it stands; BackupFailed leaves an old file whole."""
        backup.copy_to(self._store, Path(path))

    def keep_dated_copy(self, *, thinned: bool = True) -> Path | None:
        """Keep a checked copy in the folder 备份 beside the book, if it changed since the last."""
        return backup.keep_dated_copy(self._store, self.path, thinned=thinned)

    def is_sound(self) -> bool:
        """Whether every page of the file can be read and its references hold."""
        return backup.is_sound(self._store.connection)

    def take_content(
        self, source: sqlite3.Connection, progress: Callable[[int, int, int], None]
    ) -> None:
        """Hold what another book's file holds from now on: all of it, or nothing was changed.

        Nobody is told: who shows this book opens it anew. The pages are written in one
        transaction. `progress` is given SQLite's status and the pages left and in all; what it
        raises ends the wait for another connection.
        """
        self._require_writable()
        with named_faults(self.path):
            source.backup(self._store.connection, progress=progress)

    def close(self) -> None:
        """Take back a step under way, close the file and let go of the lock."""
        if self._closed:
            return
        self._closed = True
        try:
            self._store.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @cached_property
    def _columns(self) -> Columns:
        return Columns(self._store)

    def _require_writable(self) -> None:
        if self.read_only:
            raise ReadOnlyBook(self.path)

    def _revert(
        self,
        revert: Callable[[Store, Columns, StepInfo], None],
        steps: tuple[StepInfo, ...],
    ) -> Change | None:
        self._require_writable()
        if not steps:
            return None
        revert(self._store, self._columns, steps[0])
        return self.catch_up()[-1]

    def _publish(self) -> None:
        """Tell each change to every listener before the next one, also if a listener makes one."""
        if self._publishing:
            return
        self._publishing = True
        try:
            while self._waiting:
                change = self._waiting.pop(0)
                for listener in tuple(self._listeners):
                    _tell(listener, change)
        finally:
            self._publishing = False


def _tell(listener: Listener, change: Change) -> None:
    try:
        listener(change)
    except Exception as error:  # noqa: BLE001 - reported, not swallowed; the commit stands
        sys.excepthook(type(error), error, error.__traceback__)
