"""Looking at a file before it is opened as a book, and making the file of a new one.

Everything that can be refused is refused here, before anything is written.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.book import errors
from budgetdesk.book.belonging import Belonging, judge
from budgetdesk.book.blank import fill_blank
from budgetdesk.book.columns import Columns
from budgetdesk.book.durable import flush_folder
from budgetdesk.book.intact import foreign_parts
from budgetdesk.book.lock import LockHolder
from budgetdesk.book.migrations import known_version
from budgetdesk.book.schema import APPLICATION_ID, DATA_TABLES, JOURNAL_TABLES
from budgetdesk.book.sidefiles import logs_of, set_logs_aside
from budgetdesk.book.step import run_step
from budgetdesk.book.store import Access, Store, connect, is_open_here, named_faults
from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.domain.refusals import reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAGIC = b"SQLite format 3\0"
_HEADER = 100  # bytes; https://www.sqlite.org/fileformat2.html, 1.3


def examine(path: Path, holder: LockHolder | None = None) -> Belonging:
    """Refuse what is no book or can't be opened; nothing is written.

    Args:
        path: the file.
        holder: who works in it at this moment; what lies beside the file is theirs then.

    Returns:
        Which logs beside the file belong to it, and what is not of this program's making.

    Raises:
        FileFault: the error that names what is wrong with the file.
    """
    belonging, access = _judged(path, holder)
    with closing(connect(path, access)) as store:
        return _looked_through(store, belonging)


@contextmanager
def examined_to_write(path: Path) -> Iterator[tuple[Belonging, Store | None]]:
    """As `examine`, for a file that nobody works in; and the connection that looked through it.

    SQLite reads the schema once for a connection, a third of what opening a book takes. This one
    only reads, and is closed at the end of the block, unless it is told to write. None where
    looking with it would bring the file up to date from a log, or where it can't be had.
    """
    belonging, access = _judged(path, None)
    store = None
    if access is Access.FROZEN and not belonging.foreign and _may_be_written(path):
        with suppress(errors.UnwritableFolder):
            store = connect(path, Access.READ)
    if store is None:
        with closing(connect(path, access)) as looking:
            found = _looked_through(looking, belonging)
        yield found, None
        return
    try:
        yield _looked_through(store, belonging), store
    finally:
        if store.access is Access.READ:
            store.close()


def require_writable(path: Path) -> None:
    """Refuse a file that is marked read-only: UnwritableFile."""
    if not _may_be_written(path):
        raise errors.UnwritableFile(path, reason="文件是只读的")


def _may_be_written(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _judged(path: Path, holder: LockHolder | None) -> tuple[Belonging, Access]:
    """Which logs belong to a file, and how it may be looked through."""
    require_file(path)
    if is_open_here(path):
        return _with_log(path, readable=True)
    _examine_header(path, *_first_bytes(path))
    if holder is not None:
        return _with_log(path, readable=holder.shares_log)
    belonging = judge(path)
    return belonging, Access.LOOK if belonging.own_log else Access.FROZEN


def _with_log(path: Path, *, readable: bool) -> tuple[Belonging, Access]:
    own = has_log(path)
    return Belonging(own_log=own), Access.LOOK if own and readable else Access.FROZEN


def require_file(path: Path) -> None:
    """Refuse what is no file before it is opened: that alone may wait for ever (a pipe)."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise errors.MissingBook(path) from error
    except OSError as error:
        raise errors.UnreadableFile(path, reason=reason_of(error)) from error
    if stat.S_ISDIR(mode):
        raise errors.FolderGiven(path)
    if not stat.S_ISREG(mode):
        raise errors.NoFile(path)


def _first_bytes(path: Path) -> tuple[bytes, int]:
    """The file's header and its size."""
    try:
        with path.open("rb") as file:
            return file.read(_HEADER), os.fstat(file.fileno()).st_size
    except FileNotFoundError as error:
        raise errors.MissingBook(path) from error
    except OSError as error:
        raise errors.UnreadableFile(path, reason=reason_of(error)) from error


def _examine_header(path: Path, header: bytes, size: int) -> None:
    if not header:
        raise errors.EmptyFile(path)
    if header[: len(_MAGIC)] != _MAGIC[: len(header)]:
        raise errors.NotABook(path)
    if len(header) < _HEADER:
        raise errors.DamagedBook(path, reason=f"只有 {size} 字节")
    _require_known(path, _number(header, 68), _number(header, 60))
    pages = _number(header, 28) if header[24:28] == header[92:96] else 0
    page_size = int.from_bytes(header[16:18], "big")
    expected = pages * (65536 if page_size == 1 else page_size)
    # Killed while SQLite brought the file up to date from its log, it is short but whole with it.
    if size < expected and not has_log(path):
        raise errors.DamagedBook(path, reason=f"应有 {expected} 字节，只有 {size} 字节")


def _number(header: bytes, offset: int) -> int:
    return int.from_bytes(header[offset : offset + 4], "big")


def _require_known(path: Path, application: int, version: int) -> None:
    if application != APPLICATION_ID:
        raise errors.ForeignDatabase(path)
    if version > known_version():
        raise errors.NewerBook(path, found=version, known=known_version())


def open_to_read(
    path: Path,
    holder: LockHolder | None = None,
    *,
    any_thread: bool = False,
    frozen: bool = False,
) -> Store:
    """A connection that changes nothing, also where someone else works in the book.

    On media where SQLite can't make its side files or remove them again, where a log beside the
    file is not its own (`frozen`), and where another machine is writing (two machines can't share
    those files), it sees the main file as it was last brought up to date.
    """
    elsewhere = holder is not None and not holder.shares_log
    if frozen or elsewhere or _may_only_look(path, holder):
        return connect(path, Access.FROZEN, any_thread=any_thread)
    try:
        return connect(path, Access.READ, any_thread=any_thread)
    except errors.UnwritableFolder:
        if has_log(path):
            raise
        return connect(path, Access.FROZEN, any_thread=any_thread)


def _may_only_look(path: Path, holder: LockHolder | None) -> bool:
    """Whether SQLite would leave side files of ours beside somebody else's book.

    It can't remove them behind a file that may not be written, and they would keep those who may
    write it from doing so.
    """
    return holder is None and not has_log(path) and not _may_be_written(path)


def has_log(path: Path) -> bool:
    """Whether a log of SQLite's lies beside the file."""
    return bool(logs_of(path))


def _looked_through(store: Store, belonging: Belonging) -> Belonging:
    """Look through SQLite too: the first bytes may be behind what stands in its log."""
    _examine_tables(store)
    return replace(belonging, parts=foreign_parts(store, store.path))


def _examine_tables(store: Store) -> None:
    application = store.rows("PRAGMA application_id")[0][0]
    version = version_of(store)
    _require_known(store.path, application, version)
    found = {name for (name,) in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    missing = {*DATA_TABLES, *JOURNAL_TABLES, "dictionary", "former_place"} - found
    if missing and version == known_version():
        raise errors.DamagedBook(store.path, reason=f"缺少 {', '.join(sorted(missing))}")


def version_of(store: Store) -> int:
    """How many migrations the file has seen."""
    version: int = store.rows("PRAGMA user_version")[0][0]
    return version


def make_file(
    path: Path, settings: "Mapping[str, str]", dictionary: Dictionary | None = None
) -> None:
    """Make the file of a new book; it appears under its name only when it is whole.

    Args:
        path: where the book is to be.
        settings: what the book is, by setting; these are no step and can't be undone.
        dictionary: what its form set asks for, where that is more than the base dictionary.

    Raises:
        BookExists: there is a file already.
        MissingFolder: there is no such folder.
        UnwritableFolder: nothing can be written there.
    """
    with building(path) as unfinished:
        unfinished.touch(exist_ok=False)
        _fill(unfinished, path, settings, dictionary)


@contextmanager
def building(path: Path) -> Iterator[Path]:
    """Make a book under another name; with the end of the block it takes its own, whole.

    Raises:
        BookExists, MissingFolder, UnwritableFolder: it can't be made there; nothing is left.
    """
    require_free(path)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        try:
            yield unfinished
            put_in_place(unfinished, path)
        finally:
            for ending in ("", "-wal", "-shm", "-journal"):
                unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)
        flush_folder(path.parent)
    except OSError as error:
        raise errors.UnwritableFolder(path, reason=reason_of(error)) from error
    except errors.FileFault as error:
        error.speak_of(path, instead_of=unfinished)
        raise


def require_free(path: Path) -> None:
    """Refuse a name where a new book can't be; errors as `building`."""
    if os.path.lexists(path):
        raise errors.BookExists(path)
    if not path.absolute().parent.is_dir():
        raise errors.MissingFolder(path.parent)


def put_in_place(unfinished: Path, path: Path) -> None:
    """Give a finished file the name of a new book; BookExists where there is one by now."""
    set_logs_aside(path)
    try:
        os.link(unfinished, path)
    except FileExistsError as error:
        raise errors.BookExists(path) from error
    except OSError:  # a file system without links
        if path.exists():
            raise errors.BookExists(path) from None
        unfinished.rename(path)


def _fill(
    unfinished: Path, path: Path, settings: "Mapping[str, str]", dictionary: Dictionary | None
) -> None:
    store = connect(unfinished, Access.WRITE)
    store.path = path  # faults speak of the file that the user named
    try:
        with named_faults(path):
            own = (dictionary,) if dictionary and dictionary.extension else ()
            fill_blank(store.connection, own)
        with run_step(store, Columns(store), "新建账套") as step:
            for key, value in settings.items():
                step.insert("setting", {"key": key, "value": value})
        store.execute("UPDATE step SET state = 'dead'")  # a book can't be undone
    finally:
        store.close()
