"""Making the file of a book ready to be written, once its lock is held."""

from pathlib import Path

from budgetdesk.book import backup, opening
from budgetdesk.book.belonging import Belonging
from budgetdesk.book.errors import UnwritableFolder
from budgetdesk.book.migrations import known_version, migrate
from budgetdesk.book.sidefiles import FOLDER, set_logs_aside, sweep
from budgetdesk.book.store import Access, Store, connect, named_faults
from budgetdesk.domain.refusals import reason_of


def ready_to_write(path: Path, belonging: Belonging, looking: Store | None) -> Store | None:
    """A connection that may write, `looking` where there is one.

    None where another process writes the file by another name.
    """
    store = looking or connect(path, Access.READ)
    try:
        if store.claim():
            _bring_up_to_date(store, path, belonging)
            return store
    except BaseException:
        store.close()
        raise
    store.close()
    return None


def _bring_up_to_date(store: Store, path: Path, belonging: Belonging) -> None:
    store.begin_writing()
    store.require_writable()
    if belonging.unsealed:
        store.main.unseal()
    if opening.version_of(store) < known_version():
        backup.keep_dated_copy(store, path)
        with named_faults(path), store.main.writing():
            migrate(store.connection)


def set_logs_of_others_aside(path: Path, belonging: Belonging) -> tuple[str, ...]:
    """Move what doesn't belong to the book into 备份, and say so; tidy up after dead processes."""
    sweep(path)
    if not belonging.foreign:
        return ()
    try:
        moved = set_logs_aside(path)
    except OSError as error:
        raise UnwritableFolder(path.parent, reason=reason_of(error)) from error
    names = "、".join(f"「{file.name}」" for file in moved)
    return (f"账套旁有不属于它的日志，没有读入，已移到「{FOLDER}」：{names}。",) if moved else ()
