"""A book (账套): one SQLite file, changed only through steps."""

import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from budgetdesk.book import backup, journal, opening, undo
from budgetdesk.book.adopting import adopt
from budgetdesk.book.belonging import Belonging
from budgetdesk.book.change import Change, HistoryEntry, StepInfo
from budgetdesk.book.columns import Columns
from budgetdesk.book.declared import chosen_in
from budgetdesk.book.errors import (
    FileFault,
    MisplacedBook,
    OutdatedBook,
    ReadOnlyBook,
)
from budgetdesk.book.intact import notes_on
from budgetdesk.book.lock import (
    LockFile,
    LockHolder,
    OtherNameHolder,
    holder_by_other_name,
    holder_of,
    take_lock,
)
from budgetdesk.book.migrations import known_version
from budgetdesk.book.readying import ready_to_write, set_logs_of_others_aside
from budgetdesk.book.shutdown import closes_at_exit
from budgetdesk.book.step import Step, run_step
from budgetdesk.book.store import Access, Row, Store, Values, connect, named_faults
from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.domain.immutable import immutable

if TYPE_CHECKING:
    from budgetdesk.book.compacting import Compacted

Listener = Callable[[Change], object]
NOTHING_MORE: Mapping[str, str] = MappingProxyType({})


@immutable
class BookInfo:
    """What a book is for: the form set it is filled with, its year and its title."""

    form_set: str
    fiscal_year: int
    title: str


class Book:
    """An open book. Made by `Book.create` and `Book.open`; used by one thread.

    Another thread works through a `companion`. `locked_by` names who holds the book when it had
    to be opened read-only. `notes` are sentences for the clerk about what was met at opening.
    """

    def __init__(
        self,
        store: Store,
        lock: LockFile | None,
        locked_by: LockHolder | None = None,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.path = store.path
        self.locked_by = locked_by
        self.notes = notes
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
    def create(
        cls,
        path: Path,
        info: BookInfo,
        dictionary: Dictionary | None = None,
        more: Mapping[str, str] = NOTHING_MORE,
    ) -> Self:
        """Make the file of a new, empty book and open it.

        Args:
            path: where the book is to be.
            info: what it is for.
            dictionary: what its form set asks for, where that is more than the base dictionary.
            more: further settings that it is to keep.

        Raises:
            BookExists, UnwritableFolder: the file can't be made there.
        """
        settings = {
            "form_set": info.form_set,
            "fiscal_year": str(info.fiscal_year),
            "title": info.title,
            **more,
        }
        opening.make_file(Path(path), settings, dictionary)
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
            LockedBook: `take_over`, but the holder is alive on this machine, or has the very file
                open by another name.
        """
        path = Path(path)
        opening.require_file(path)
        holder = holder_of(path)
        if take_over and isinstance(holder, OtherNameHolder):
            raise holder.keeps_out_of(path)
        if read_only or (holder is not None and not take_over):
            belonging = opening.examine(path, None if take_over else holder)
            return cls._open_to_read(path, None if read_only else holder, belonging)
        with opening.examined_to_write(path) as (belonging, looking):
            if belonging.parts:
                return cls._open_to_read(path, holder, belonging)
            return cls._open_to_write(path, belonging, looking, take_over=take_over)

    @classmethod
    def _open_to_read(cls, path: Path, locked_by: LockHolder | None, belonging: Belonging) -> Self:
        store = opening.open_to_read(path, locked_by, frozen=bool(belonging.foreign))
        if opening.version_of(store) < known_version():
            store.close()
            raise OutdatedBook(path)
        return cls(store, None, locked_by, notes_on(belonging.parts))

    @classmethod
    def _open_to_write(
        cls, path: Path, belonging: Belonging, looking: Store | None, *, take_over: bool
    ) -> Self:
        opening.require_writable(path)
        lock = take_lock(path, take_over=take_over)
        if isinstance(lock, LockFile):
            try:
                notes = set_logs_of_others_aside(path, belonging)
                if store := ready_to_write(path, belonging, looking):
                    return cls(store, lock, None, notes)
            except BaseException:
                lock.release()
                raise
            lock.release()
        holder = holder_by_other_name(path) if isinstance(lock, LockFile) else lock
        if take_over and holder is not None:
            raise holder.keeps_out_of(path)
        return cls._open_to_read(path, holder, belonging)

    def companion(self) -> "Book":
        """A second connection for a worker thread, under the same lock; close it when done.

        Its steps reach this book's listeners through `catch_up`.

        Raises:
            MisplacedBook: another file or none stands under the book's name by now.
            FileFault: the file can't be opened any more.
        """
        main = self._store.main
        if not main.in_place():
            raise MisplacedBook(self.path, main.kept, only_read=self.read_only)
        store = self._opened_again()
        if store.main is not main:  # it was replaced between the two looks
            store.close()
            raise MisplacedBook(self.path, main.kept, only_read=self.read_only)
        return Book(store, self._lock.share() if self._lock is not None else None, self.locked_by)

    def _opened_again(self) -> Store:
        if not self.read_only:
            return connect(self.path, Access.WRITE, any_thread=True)
        return opening.open_to_read(
            self.path, self.locked_by, any_thread=True, frozen=self._store.frozen
        )

    @property
    def read_only(self) -> bool:
        """Whether steps are refused."""
        return self._lock is None

    @property
    def info(self) -> BookInfo:
        """What the book is for, as it says now."""
        sql = "SELECT key, value FROM setting WHERE key IN ('form_set', 'fiscal_year', 'title')"
        settings: dict[str, str] = dict(self.rows(sql))
        return BookInfo(settings["form_set"], int(settings["fiscal_year"]), settings["title"])

    @property
    def dictionary(self) -> Dictionary:
        """What the forms of this book ask for: as it was when the book took it over."""
        return self._columns.dictionary

    def adopt(
        self,
        dictionary: Dictionary,
        name: str = "换用套表",
        also: Callable[[Step], object] | None = None,
    ) -> bool:
        """Take over what a form set asks for now, as one step: columns are added, none is dropped.

        A checked copy is kept first.

        Args:
            dictionary: what it asks for.
            name: the step's name.
            also: what else belongs to the step.

        Returns:
            Whether that was anything else than what the book has.

        Raises:
            DeclaredOtherwise: a field was declared before with another kind of value.
            ReadOnlyBook, FileFault: as `step`.
        """
        from budgetdesk.book.following import follow_all

        other = dictionary.extension != self.dictionary.extension
        if not other and also is None:
            return False
        self._require_writable()
        self.require_in_place()
        self.keep_dated_copy(thinned=False)
        with self.step(name) as step:
            if other:
                with self._store.naming_faults():
                    adopt(self._store.connection, step, dictionary)
            if also is not None:
                also(step)
            follow_all(step)
        del self._columns
        return True

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
        from budgetdesk.book.following import keep_followers  # not for a start

        self._require_writable()
        self.require_in_place()
        with run_step(self._store, self._columns, name) as self._step:
            try:
                yield self._step
                self._step.finish()
                keep_followers(self._step)
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
        self.bring_up_to_date()
        backup.copy_to(self._store, Path(path))

    def keep_dated_copy(self, *, thinned: bool = True) -> Path | None:
        """Keep a checked copy in the folder 备份 beside the book, if it changed since the last."""
        self.bring_up_to_date()
        return backup.keep_dated_copy(self._store, self.path, thinned=thinned)

    def compact(self, before: date) -> "Compacted":
        """整理账套: fold what was done before a day into one step, and make the file small.

        A checked copy is kept first. What is folded can't be undone any more.

        Raises:
            BackupFailed: no copy could be kept; nothing was changed.
            ReadOnlyBook, FileFault: as `step`.
        """
        from budgetdesk.book.compacting import Compacted, fold_history, shrink, size_of

        self._require_writable()
        self.require_in_place()
        self.bring_up_to_date()
        size = size_of(self.path)
        kept = self.keep_dated_copy(thinned=False)
        steps = fold_history(self._store, before)
        shrink(self._store)
        self.bring_up_to_date()
        return Compacted(kept, size, size_of(self.path), steps)

    def is_sound(self) -> bool:
        """Whether the file is as it was sealed, every page can be read and its references hold."""
        if self._store.main.contradicts_its_seal():
            return False
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
        with named_faults(self.path), self._store.main.writing():
            source.backup(self._store.connection, progress=progress)

    def bring_up_to_date(self) -> bool:
        """Let all that was done stand in the file itself now, not within a second.

        False where another program reads an older state just now; it is tried again soon.
        """
        return self.read_only or self._store.bring_up_to_date()

    def close(self) -> None:
        """Take back a step under way, close the file and let go of the lock."""
        if self._closed:
            return
        self._closed = True
        if self._lock is None and holder_of(self.path) is None:
            self._store.tidy_after_a_kill()
        try:
            self._store.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def _columns(self) -> Columns:
        return Columns(self._store)

    def _require_writable(self) -> None:
        if self.read_only:
            raise ReadOnlyBook(self.path)

    def require_in_place(self) -> None:
        """Refuse to work where nobody would look: the file no longer stands under its name.

        What was written so far is kept under a name of its own, once.

        Raises:
            MisplacedBook: the file was moved, renamed, deleted or replaced.
        """
        main = self._store.main
        if main.in_place():
            return
        if not self.read_only:
            main.keep_once(self._rescue)
        raise MisplacedBook(self.path, main.kept, only_read=self.read_only)

    def _rescue(self) -> Path | None:
        from budgetdesk.book.rescue import rescue

        with suppress(FileFault):  # its disk may be gone too
            self._store.bring_up_to_date()  # the file itself, wherever it is now
        return rescue(self._store, self.path)

    def _revert(
        self,
        revert: Callable[[Store, Columns, StepInfo], None],
        steps: tuple[StepInfo, ...],
    ) -> Change | None:
        self._require_writable()
        self.require_in_place()
        if not steps:
            return None
        revert(self._store, self._columns, steps[0])
        with self._store.naming_faults():
            chosen = chosen_in(self._store.connection)
        if self._columns.chosen != chosen:
            del self._columns
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
