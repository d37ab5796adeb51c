"""Committing a step: a log brought into the file behind the clerk, and a rollback journal."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.edit import write_field
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from tests.bench.figures import Figure, in_turns
from tests.bench.material import large_book

_ROUNDS = 40
_ROWS = 1000
_IMPORTED, _UNDO_BAR = 2000, 8  # projects; times the reference
_PLAIN = "the same rows by plain sqlite3 with a rollback journal (DELETE, synchronous=FULL)"


def figures(folder: Path) -> Iterator[Figure]:
    """Measure a cell's step and a step of 1,000 rows, and what brings the file up to date."""
    path = folder / "writing.budget"
    large_book(path, 200)
    with Book.open(path) as book, closing(_with_journal(folder / "plain.db")) as plain:
        yield _cell(book, plain)
        yield _rows(book, plain)
        yield _held(book)
    yield _opening(path)
    yield _undoing(folder / "imported.budget")


def _with_journal(path: Path) -> sqlite3.Connection:
    plain = sqlite3.connect(path, isolation_level=None)
    plain.execute("PRAGMA journal_mode = DELETE")
    plain.execute("PRAGMA synchronous = FULL")
    for table in ("data", "step", "journal"):
        plain.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, text TEXT)")
    return plain


def _cell(book: Book, plain: sqlite3.Connection) -> Figure:
    ours, reference = in_turns([_typing(book), lambda: _insert(plain, 1)], _ROUNDS)
    return Figure(
        what="A cell's step committed; the main file follows within a second",
        bar="—",
        time=ours,
        met=None,
        reference_name=_PLAIN,
        reference=reference,
    )


def _typing(book: Book) -> Callable[[], None]:
    ref = FieldRef(RecordKind.PROJECT, 1, "overview")
    texts = iter(range(1_000_000))

    def write() -> None:
        with book.step("修改 项目概况") as step:
            write_field(step, ref, f"概况 {next(texts)}")

    return write


def _insert(plain: sqlite3.Connection, rows: int) -> None:
    plain.execute("BEGIN IMMEDIATE")
    plain.execute("INSERT INTO step (text) VALUES ('修改')")
    for _ in range(rows):
        plain.execute("INSERT INTO data (text) VALUES (?)", ("概况" * 100,))
        plain.execute("INSERT INTO journal (text) VALUES (?)", ("概况" * 100,))
    plain.execute("COMMIT")


def _rows(book: Book, plain: sqlite3.Connection) -> Figure:
    def put() -> None:
        with book.step("导入") as step:
            for number in range(_ROWS):
                step.insert("setting", {"key": f"{book.path} {next(keys)}", "value": f"{number}"})

    keys = iter(range(10**9))
    ours, reference = in_turns([put, lambda: _insert(plain, _ROWS)], 5)
    return Figure(
        what=f"A step of {_ROWS:,} rows, each journalled by its trigger",
        bar="—",
        time=ours,
        met=None,
        reference_name=_PLAIN,
        reference=reference,
    )


def _held(book: Book) -> Figure:
    """A worker reads one state for long: with a rollback journal the clerk would wait for it."""
    free = in_turns([_typing(book)], _ROUNDS)[0]
    with book.companion() as reader, reader.snapshot():
        reader.rows("SELECT count(*) FROM project")
        held = in_turns([_typing(book)], _ROUNDS)[0]
    return Figure(
        what="A cell's step committed while a worker reads one state",
        bar="≤ 2 × without",
        time=held,
        met=held <= 2 * free,
        reference_name="the same with nobody reading",
        reference=free,
    )


def _opening(path: Path) -> Figure:
    def ours() -> None:
        Book.open(path).close()

    def plain() -> None:
        with closing(sqlite3.connect(path)) as database:
            database.execute("SELECT * FROM project").fetchall()

    found, reference = in_turns([ours, plain], 9)
    return Figure(
        what=f"Opening a file of {path.stat().st_size / 1e6:.0f} MB: seal, tables, lock",
        bar="—",
        time=found,
        met=None,
        reference_name="plain sqlite3 reading its projects",
        reference=reference,
    )


def _undoing(path: Path) -> Figure:
    """The book's first step made all of it, as an import does."""
    large_book(path, _IMPORTED, 2)
    bare = path.with_name("bare.db")
    shutil.copyfile(path, bare)
    with Book.open(path) as book, closing(sqlite3.connect(bare, isolation_level=None)) as plain:
        rows = _without_triggers(plain)

        def undo() -> None:
            assert book.undo() is not None

        def delete() -> None:
            plain.execute("BEGIN IMMEDIATE")
            for table, row_id in rows:
                plain.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))

        def tidy() -> None:
            book.redo()
            if plain.in_transaction:
                plain.rollback()

        ours, reference = in_turns([undo, delete], 3, tidy=tidy)
    return Figure(
        what=f"An import of {_IMPORTED:,} projects, {len(rows):,} rows, taken back",
        bar=f"≤ {_UNDO_BAR} × the reference",
        time=ours,
        met=ours <= _UNDO_BAR * reference,
        reference_name="plain sqlite3 deleting the same rows, nothing journalled",
        reference=reference,
    )


def _without_triggers(plain: sqlite3.Connection) -> list[tuple[str, int]]:
    """Take the journal's triggers off; the rows that it tells of, the newest first."""
    plain.execute("PRAGMA foreign_keys = ON")
    names = plain.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        plain.execute(f"DROP TRIGGER [{name}]")
    return plain.execute("SELECT table_name, row_id FROM journal ORDER BY id DESC").fetchall()
