"""Undo and redo: a step is taken back, or done again, by a step of its own."""

# ruff: noqa: S608 - names are this package's own; values are always bound

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager

from budgetdesk.book.adopting import keeping_triggers
from budgetdesk.book.change import Action, StepInfo, StepKind, Value
from budgetdesk.book.columns import Columns
from budgetdesk.book.errors import BusyBook, DamagedBook
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
    with _reverting(store, columns, step, StepKind.UNDO):
        if undo_steps(store, 1) != (step,):  # another connection was quicker
            raise BusyBook(store.path)
        _put_rows(store, step.step_id, "old_values", "DESC")
        _set_state(store, step.step_id, "undone")


def redo(store: Store, columns: Columns, step: StepInfo) -> None:
    """Make every row again as the step left it."""
    with _reverting(store, columns, step, StepKind.REDO):
        if redo_steps(store, 1) != (step,):
            raise BusyBook(store.path)
        _put_rows(store, step.step_id, "new_values", "ASC")
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


@contextmanager
def _reverting(store: Store, columns: Columns, step: StepInfo, kind: StepKind) -> Iterator[None]:
    with store.row_by_row(), run_step(store, columns, step.name, kind, step.step_id):
        store.execute("PRAGMA defer_foreign_keys = ON")  # children may come before their parent
        with store.naming_faults(), keeping_triggers(store.connection):
            yield


def _put_rows(store: Store, step_id: int, values: str, order: str) -> None:
    """Let every row of a step stand as one of the journal's columns tells it.

    They are read while they are written, not all at once: a step may be a whole import.
    """
    sql = (
        f"SELECT table_name, row_id, action, {values} FROM journal "
        f"WHERE step_id = ? ORDER BY id {order}"
    )
    with closing(store.execute(sql, (step_id,))) as lines:
        for table, row_id, action, told in lines:
            if told is None:
                _delete(store, table, row_id)
            elif action == Action.UPDATE:
                _update(store, table, row_id, json.loads(told))
            else:
                _insert(store, table, json.loads(told))


def _insert(store: Store, table: str, values: dict[str, Value]) -> None:
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    store.execute(sql, tuple(values.values()))


def _update(store: Store, table: str, row_id: int, values: dict[str, Value]) -> None:
    marks = ", ".join(f"{name} = ?" for name in values)
    sql = f"UPDATE {table} SET {marks} WHERE id = ?"
    if store.execute(sql, (*values.values(), row_id)).rowcount != 1:
        raise DamagedBook(store.path, reason=f"journal: {table} {row_id}")


def _delete(store: Store, table: str, row_id: int) -> None:
    # The row may be gone already, with its parent.
    store.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
