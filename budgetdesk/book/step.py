"""One step: everything written in it is one transaction, one journal entry, one thing to undo."""

# ruff: noqa: S608 - names are this package's own; values are always bound

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from budgetdesk.book.change import StepKind, Value
from budgetdesk.book.columns import Columns
from budgetdesk.book.errors import RowMissing, StepEnded
from budgetdesk.book.process import user_name
from budgetdesk.book.store import Row, Store, Values
from budgetdesk.dictionary.declaration import Dictionary

_AT_ONCE = 64  # rows
_FIXED = 0xF << 76 | 0b11 << 62  # bits of an identity that are the same in all
_VERSION_AND_VARIANT = 0x7 << 76 | 0b10 << 62


def new_uuid() -> str:
    """An identity that no other record or row has, here or elsewhere (RFC 9562, version 7).

    It begins with the time, so that rows that are made together stand together in an index.
    """
    low = int.from_bytes(os.urandom(10)) & ~_FIXED | _VERSION_AND_VARIANT
    digits = f"{time.time_ns() // 1_000_000 << 80 | low:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


class Step:
    """The step under way: the only door through which a book's rows change."""

    def __init__(self, store: Store, columns: Columns, step_id: int) -> None:
        self.id = step_id
        self._store = store
        self._columns = columns
        self._ended = False
        self._last_works: list[Callable[[], None]] = []
        self.stands = False
        """Whether 撤销 passes over the step: what went out cannot be taken back."""

    @property
    def dictionary(self) -> Dictionary:
        """The dictionary of the book."""
        return self._columns.dictionary

    def look_anew(self) -> None:
        """Another dictionary holds from here on, with columns of its own."""
        self._columns = Columns(self._store)

    def columns_of(self, table: str) -> set[str]:
        """The columns of a table."""
        return set(self._columns.of(table))

    def insert(self, table: str, values: Mapping[str, Value]) -> int:
        """Add a row and return its id; a uuid that the table wants and nobody gives is made.

        Raises:
            TypeError: a value that the column doesn't take (money takes int and None only).
            UnknownColumn: the table or a column is not the book's.
            RefusedChange: the table's own rules refuse it.
        """
        self._require_open()
        row = self._made(table, values)
        row_id = self._store.execute(_insert(table, row), tuple(row.values())).lastrowid
        return row_id or 0

    def insert_all(self, table: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Add rows that name the same columns in the same order, else as `insert`."""
        self._require_open()
        made = self._columns.checked_all(table, rows)
        if rows and "uuid" in self._columns.of(table):
            for row in made:
                row["uuid"] = row.get("uuid") or new_uuid()
        for start, size in _portions(len(made)):
            portion = made[start : start + size]
            values = [value for row in portion for value in row.values()]
            self._store.execute(_insert(table, portion[0], size), values)

    def _made(self, table: str, values: Mapping[str, Value]) -> dict[str, Value]:
        """A row fit to be added."""
        row = self._columns.checked(table, values)
        if "uuid" in self._columns.of(table) and not row.get("uuid"):
            row["uuid"] = new_uuid()
        return row

    def free_uuids(self, table: str, wanted: Sequence[str]) -> list[str]:
        """The uuids that rows came with; "" where a row of the table or one before has it."""
        sql = f"SELECT uuid FROM {table} WHERE uuid IN (SELECT value FROM json_each(?))"
        taken = {uuid for (uuid,) in self.rows(sql, (json.dumps([*wanted]),))}
        free = []
        for uuid in wanted:
            free.append("" if uuid in taken else uuid)
            taken.add(uuid)
        return free

    def free_uuid(self, table: str, wanted: str) -> str:
        """The uuid that a row came with, where no row of the table has it; else ""."""
        taken = wanted and self.rows(f"SELECT 1 FROM {table} WHERE uuid = ?", (wanted,))
        return "" if taken else wanted

    def ids_of(self, table: str, uuids: Sequence[str]) -> list[int]:
        """The ids of rows by their uuids, which the table has."""
        sql = f"SELECT uuid, id FROM {table} WHERE uuid IN (SELECT value FROM json_each(?))"
        known: dict[str, int] = dict(self.rows(sql, (json.dumps([*uuids]),)))
        return [known[uuid] for uuid in uuids]

    def follow(self, table: str, row_id: int, former_id: int) -> None:
        """Let a row go on with the history of another, which it was before."""
        self._require_open()
        self._store.execute(
            "INSERT INTO former_place (table_name, row_id, former_id) VALUES (?, ?, ?)",
            (table, row_id, former_id),
        )

    def update(self, table: str, row_id: int, values: Mapping[str, Value]) -> None:
        """Change columns of a row; what stays the same leaves no trace. Errors as `insert`."""
        self._require_open()
        row = self._columns.checked(table, values)
        if not row:
            return
        marks = ", ".join(f"{name} = ?" for name in row)
        sql = f"UPDATE {table} SET {marks} WHERE id = ?"
        if self._store.execute(sql, (*row.values(), row_id)).rowcount != 1:
            raise RowMissing(table, row_id)

    def delete(self, table: str, row_id: int) -> None:
        """Take a row away, with everything below it."""
        self._require_open()
        self._columns.of(table)
        sql = f"DELETE FROM {table} WHERE id = ?"
        if self._store.execute(sql, (row_id,)).rowcount != 1:
            raise RowMissing(table, row_id)

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query, as this step has left them so far."""
        self._require_open()
        return self._store.rows(sql, values)

    def at_end(self, work: Callable[[], None]) -> None:
        """Do `work` when all else in this step is done, and still as part of it."""
        self._last_works.append(work)

    def finish(self) -> None:
        """Do what was left for the end."""
        while self._last_works:
            self._last_works.pop(0)()

    def end(self) -> None:
        """Nothing may be written through this step any more."""
        self._ended = True

    def _require_open(self) -> None:
        if self._ended:
            raise StepEnded


def _insert(table: str, row: Mapping[str, Value], rows: int = 1) -> str:
    marks = f"({', '.join('?' * len(row))})"
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES {', '.join([marks] * rows)}"


def _portions(count: int) -> Iterator[tuple[int, int]]:
    """Where the rows of one statement begin, and how many they are: always one of a few numbers.

    With the journal's triggers a statement takes as long as a row. Its text is parsed once for each
    number of rows.
    """
    start, size = 0, _AT_ONCE
    while start < count:
        while size > count - start:
            size //= 2
        yield start, size
        start += size


@contextmanager
def run_step(
    store: Store,
    columns: Columns,
    name: str,
    kind: StepKind = StepKind.DO,
    target: int | None = None,
) -> Iterator[Step]:
    """One transaction under a step of its own; one that changed nothing leaves no step behind."""
    try:
        with store.transaction():
            step = Step(store, columns, _begin(store, name, kind, target))
            try:
                yield step
                step.finish()
            finally:
                step.end()
            _finish(store, step.id, kind)
            if step.stands:
                store.execute("UPDATE step SET state = 'dead' WHERE id = ?", (step.id,))
    except _NothingChanged:
        pass


class _NothingChanged(Exception):  # noqa: N818 - not an error: takes the empty step back
    pass


def _begin(store: Store, name: str, kind: StepKind, target: int | None) -> int:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    step_id = store.execute(
        "INSERT INTO step (name, at, who, kind, target_id, state) VALUES (?, ?, ?, ?, ?, 'done')",
        (name, now, user_name(), kind, target),
    ).lastrowid
    store.execute("UPDATE ongoing SET step_id = ?", (step_id,))
    return step_id or 0


def _finish(store: Store, step_id: int, kind: StepKind) -> None:
    if not store.rows("SELECT 1 FROM journal WHERE step_id = ? LIMIT 1", (step_id,)):
        raise _NothingChanged
    store.execute("UPDATE ongoing SET step_id = NULL")
    if kind is StepKind.DO:
        store.execute("UPDATE step SET state = 'dead' WHERE kind = 'do' AND state = 'undone'")
