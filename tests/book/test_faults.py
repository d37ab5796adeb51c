"""A write that fails midway, at whichever statement, leaves the book as it was."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.errors import BookError, DiskFull, WriteFailed
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Department, RecordKind
from tests.book.content import content, require_sound
from tests.book.records import a_line, a_project, add_unit, an_overall
from tests.book.work import bulk


class FailingConnection:
    """A connection whose n-th statement fails as SQLite reports a faulty disk."""

    def __init__(self, connection: sqlite3.Connection, failing: int) -> None:
        self._connection = connection
        self._left = failing
        self.committed = False

    def execute(self, sql: str, values: object = ()) -> sqlite3.Cursor:
        self._left -= 1
        if self._left == 0:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
            raise error
        self.committed |= sql == "COMMIT"
        return self._connection.execute(sql, values)  # type: ignore[arg-type]

    @property
    def passed(self) -> bool:
        return self._left > 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a step to undo and one to redo."""
    path = tmp_path_factory.mktemp("prepared") / "a.budget"
    with Book.create(path, BookInfo("yonghe-2024", 2024, "t")) as book:
        unit = add_unit(book)
        with book.step("加") as step:
            project = edit.add_project(step, a_project(unit))
            edit.add_ledger_line(step, a_line(unit, "乡村医生补助"))
            edit.put_overall(step, an_overall(unit.department))
        with book.step("删") as step:
            edit.delete_project(step, project)
        with book.step("改名") as step:
            edit.rename(step, "unit", unit.id, "新名")
        book.undo()
        book.undo()
    return path


def type_into_slot(book: Book) -> None:
    ref = FieldRef(RecordKind.PROJECT, 1, "indicators.annual.name", 0, "产出指标", "数量指标", 2)
    with book.step("修改 三级指标") as step:
        edit.write_field(step, ref, "新指标")


def write_amount(book: Book) -> None:
    with book.step("修改 中央财政资金") as step:
        edit.write_field(step, FieldRef(RecordKind.PROJECT, 1, "funding.annual.central"), 7)


def delete_all(book: Book) -> None:
    with book.step("删除 部门") as step:
        edit.delete_department(step, 1)


def in_parts(book: Book) -> None:
    with book.step("外"):
        for name in "甲乙":
            with book.step("内") as step:
                edit.add_department(step, Department("1", name))


WORK: dict[str, Callable[[Book], object]] = {
    "type into a slot": type_into_slot,
    "write an amount": write_amount,
    "delete a department": delete_all,
    "import": lambda book: bulk(book, 1, 2),
    "parts": in_parts,
    "undo": Book.undo,
    "redo": Book.redo,
}


@pytest.mark.parametrize("work", WORK)
def test_whichever_statement_fails_the_book_is_as_before(
    prepared: Path, path: Path, work: str
) -> None:
    for failing in range(1, 1000):
        shutil.copy(prepared, path)
        with Book.open(path) as book:
            passed = _run_with_fault(book, WORK[work], failing)
            require_sound(book)
            with book.step("此后") as step:
                edit.add_department(step, Department("9", "后来"))
        if passed:
            assert failing > 5
            return
    pytest.fail("it never came to an end")


def _run_with_fault(book: Book, work: Callable[[Book], object], failing: int) -> bool:
    """Whether the work got through before the failing statement."""
    before, steps = content(book), book.rows("SELECT id, state FROM step")
    book._columns  # noqa: B018 - read before the faults begin
    real = book._store.connection
    connection = FailingConnection(real, failing)
    book._store.connection = connection  # type: ignore[assignment]
    with suppress(WriteFailed):
        work(book)
    book._store.connection = real
    if not connection.committed:
        assert content(book) == before
        assert book.rows("SELECT id, state FROM step") == steps
    return connection.passed


@pytest.mark.parametrize("work", ["import", "undo", "delete a department"])
def test_a_full_disk_leaves_the_book_as_before(prepared: Path, path: Path, work: str) -> None:
    """SQLite's own fault, with the roll-back that it does by itself."""
    refusals = 0
    for room in range(1000):
        shutil.copy(prepared, path)
        with Book.open(path) as book:
            before = content(book)
            pages = book.rows("PRAGMA page_count")[0][0]
            book.rows(f"PRAGMA max_page_count = {pages + room}")
            try:
                WORK[work](book)
            except DiskFull:
                refusals += 1
                assert content(book) == before
                require_sound(book)
            else:
                assert refusals > 0
                return


def test_going_on_after_a_full_disk_saves_nothing(prepared: Path, path: Path) -> None:
    """A caller that swallows the fault must not commit half of its work."""
    shutil.copy(prepared, path)
    with Book.open(path) as book:
        before = content(book)
        pages = book.rows("PRAGMA page_count")[0][0]
        book.rows(f"PRAGMA max_page_count = {pages}")

        def go_on() -> None:
            with book.step("导入") as step:
                edit.add_department(step, Department("1", "甲"))
                with pytest.raises(DiskFull):
                    edit.put_setting(step, "k", "x" * 1_000_000)

        with pytest.raises(BookError, match="没有保存"):
            go_on()
        assert content(book) == before
        require_sound(book)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (sqlite3.SQLITE_FULL, "磁盘已满"),
        (sqlite3.SQLITE_BUSY, "正在写入"),
        (sqlite3.SQLITE_IOERR_FSYNC, "写入失败"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "没有权限"),
        (sqlite3.SQLITE_CORRUPT, "已损坏"),
        (sqlite3.SQLITE_NOTADB, "已损坏"),
    ],
)
def test_each_fault_of_sqlite_has_its_sentence(book: Book, code: int, sentence: str) -> None:
    real = book._store.connection

    class Faulty:
        def execute(self, *args: object) -> None:
            error = sqlite3.OperationalError("fault")
            error.sqlite_errorcode = code
            raise error

    book._store.connection = Faulty()  # type: ignore[assignment]
    try:
        with pytest.raises(BookError, match=sentence) as refusal:
            book.rows("SELECT 1")
        assert str(book.path) in str(refusal.value)
    finally:
        book._store.connection = real


def test_a_fault_in_the_sql_stays_what_it_is(book: Book) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        book.rows("SELECT * FROM no_table")
