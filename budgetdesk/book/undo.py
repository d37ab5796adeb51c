"""Undo and redo: a step is taken back, or done again, by a step of its own."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from budgetdesk.book.adopting import keeping_triggers
from budgetdesk.book.change import Action, StepInfo, StepKind
from budgetdesk.book.columns import Columns
from budgetdesk.book.errors import BusyBook, DamagedBook
from budgetdesk.book.journal import JournalRow, journal_of
from budgetdesk.book.step import run_step
from budgetdesk.book.store import Store

_UNDOABLE = "kind = 'do' AND state = 'done' ORDER BY id DESC"
_REDOABLE = "kind = 'do' AND state = 'undone' ORDER BY id"


def undo_steps(store: Store, limit: int) -> tuple[StepInfo, ...]:
    """The steps that can be undone, the next one first."""
    return _steps(store, _UNDOABLE, limit)


def redo_steps(store: Store, limit: int) -> tuple[StepInfo, ...]:
    """The steps that can be redone, the next one first."""
    return _steps(store, _REDOABLE, limit)


def undo(store: Store, columns: Columns, step: StepInfo) -> None:
    """Put every row back as it was before the step, with its own id."""
    with run_step(store, columns, step.name, StepKind.UNDO, step.step_id):
        store.execute("PRAGMA defer_foreign_keys = ON")  # children may come before their parent
        if undo_steps(store, 1) != (step,):  # another connection was quicker
            raise BusyBook(store.path)
        with store.naming_faults(), keeping_triggers(store.connection):
            for line in journal_of(store, step.step_id, newest_first=True):
                _take_back(store, line)
        _set_state(store, step.step_id, "undone")


def redo(store: Store, columns: Columns, step: StepInfo) -> None:
    """Make every row again as the step left it."""
    with run_step(store, columns, step.name, StepKind.REDO, step.step_id):
        store.execute("PRAGMA defer_foreign_keys = ON")
        if redo_steps(store, 1) != (step,):
            raise BusyBook(store.path)
        with store.naming_faults(), keeping_triggers(store.connection):
            for line in journal_of(store, step.step_id, newest_first=False):
                _do_again(store, line)
        _set_state(store, step.step_id, "done")


def settle(store: Store) -> None:
    """Let no step made so far be undone or redone; what each changed stays on record."""
    with store.transaction():
        store.execute("UPDATE step SET state = 'dead' WHERE kind = 'do'")


def _steps(store: Store, which: str, limit: int) -> tuple[StepInfo, ...]:
    sql = f"SELECT id, name, at, who FROM step WHERE {which} LIMIT ?"
    return tuple(StepInfo(*row) for row in store.rows(sql, (limit,)))


def _set_state(store: Store, step_id: int, state: str) -> None:
    store.execute("UPDATE step SET state = ? WHERE id = ?", (state, step_id))


def _take_back(store: Store, line: JournalRow) -> None:
    if line.action is Action.INSERT:
        _delete(store, line)
    elif line.action is Action.DELETE:
        _insert(store, line, line.old)
    else:
        _update(store, line, line.old)


def _do_again(store: Store, line: JournalRow) -> None:
    if line.action is Action.INSERT:
        _insert(store, line, line.new)
    elif line.action is Action.DELETE:
        _delete(store, line)
    else:
        _update(store, line, line.new)


def _insert(store: Store, line: JournalRow, values: dict[str, str | int | None]) -> None:
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    sql = f"INSERT INTO {line.table} ({names}) VALUES ({marks})"
    store.execute(sql, tuple(values.values()))


def _update(store: Store, line: JournalRow, values: dict[str, str | int | None]) -> None:
    marks = ", ".join(f"{name} = ?" for name in values)
    sql = f"UPDATE {line.table} SET {marks} WHERE id = ?"
    if store.execute(sql, (*values.values(), line.row_id)).rowcount != 1:
        raise DamagedBook(store.path, reason=f"journal: {line.table} {line.row_id}")


def _delete(store: Store, line: JournalRow) -> None:
    # The row may be gone already, with its parent.
    store.execute(f"DELETE FROM {line.table} WHERE id = ?", (line.row_id,))
