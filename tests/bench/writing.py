"""Committing a step: a log brought into the file behind the clerk, and a rollback journal."""

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
