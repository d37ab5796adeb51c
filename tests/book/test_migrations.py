"""Bringing an older book up to date: named, ordered, all or nothing, after a checked copy."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from budgetdesk.book import backup, edit, migrations
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.errors import BackupFailed, NewerBook
from tests.book.content import content, require_sound
from tests.book.records import a_project, add_unit

if TYPE_CHECKING:
    from sqlite_utils import Database

INFO = BookInfo("yonghe-2024", 2024, "t")
KNOWN = [
    "m001_first_tables",
    "m002_departments_explain",
    "m003_rows_have_uuids",
    "m004_books_carry_their_dictionary",
    "m005_rows_are_followed",
    "m006_any_record_explains",
    "m007_views_speak_plain_sql",
]
NEXT = len(KNOWN) + 1


@pytest.fixture
def older(path: Path) -> Path:
    """A book of the version before with some work in it."""
    with Book.create(path, INFO) as book:
        unit = add_unit(book)
        with book.step("加") as step:
            edit.add_project(step, a_project(unit))
        with book.step("改") as step:
            step.update("project", 1, {"overview": "改了"})
        book.undo()
    return path


@pytest.fixture
def first_version(path: Path) -> Path:
    """A book as the first version left it, from its dump."""
    script = Path(__file__).with_name("first_version.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return path


def test_a_book_of_the_first_version_keeps_all_it_holds(first_version: Path) -> None:
    with Book.open(first_version) as book:
        require_sound(book)
        assert book.rows("SELECT name, overview, livelihood FROM project") == [
            ("乡村医生补助", "改了", 0)
        ]
        assert book.rows("SELECT code, project_id, department_id, text, who FROM explanation") == [
            ("Q03", 1, None, "文件待发", "wang")
        ]
        assert next(iter(book.history("project", 1, "overview"))).new == "改了"
        assert book.rows("SELECT count(*) FROM project_overview") == [(1,)]


def test_a_department_of_an_older_book_takes_explanations(first_version: Path) -> None:
    with Book.open(first_version) as book:
        with book.step("说明") as step:
            step.insert(
                "explanation",
                {
                    "department_id": 1,
                    "code": "X30",
                    "path": "ledger.amount",
                    "text": "批复如此",
                    "who": "wang",
                    "at": "2026-01-05",
                },
            )
        assert len(book.rows("SELECT id FROM explanation")) == 2
        book.undo()
        assert len(book.rows("SELECT id FROM explanation")) == 1


def m008_remark(db: "Database") -> None:
    db.execute("ALTER TABLE project ADD COLUMN remark TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE project SET remark = 'from ' || name")


def m007_fails(db: "Database") -> None:
    db.execute("ALTER TABLE unit ADD COLUMN remark TEXT")
    raise RuntimeError("power cut")


@pytest.fixture
def newer_program(monkeypatch: pytest.MonkeyPatch) -> list[migrations.Migration]:
    known = [*migrations.MIGRATIONS, m008_remark]
    monkeypatch.setattr(migrations, "MIGRATIONS", known)
    return known


def applied(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")
        return [name for (name,) in rows]


def test_a_new_book_ran_every_migration(path: Path) -> None:
    with Book.create(path, INFO) as book:
        assert book.rows("PRAGMA user_version") == [(migrations.known_version(),)]
    assert applied(path) == KNOWN


def test_an_older_book_is_brought_up_to_date(
    older: Path, newer_program: list[migrations.Migration]
) -> None:
    with Book.open(older) as book:
        assert book.rows("SELECT remark FROM project") == [("from 乡村医生补助",)]
        assert book.rows("PRAGMA user_version") == [(NEXT,)]
        require_sound(book)
        with book.step("备注") as step:
            step.update("project", 1, {"remark": "新列也入日志"})
        book.undo()
        assert book.rows("SELECT remark FROM project") == [("from 乡村医生补助",)]
    assert applied(older) == [*KNOWN, "m008_remark"]


def test_undo_and_redo_reach_behind_a_migration(
    older: Path, newer_program: list[migrations.Migration]
) -> None:
    with Book.open(older) as book:
        assert (book.undo_name, book.redo_name) == ("加", "改")
        told = [entry.new for entry in book.history("project", 1, "overview")]
        assert told == ["概况\n第二段", "改了", "概况\n第二段"], "history stays"
        book.redo()
        assert book.rows("SELECT overview FROM project") == [("改了",)]


@pytest.mark.parametrize("version", ["first", "second"])
def test_all_that_an_old_book_did_is_undone_and_done_again(path: Path, version: str) -> None:
    """Rows that come back are those that went: their uuids too, which that version had not."""
    script = Path(__file__).with_name(f"{version}_version.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    with Book.open(path) as book:
        undone = 0
        states = [state_of(book)]
        while book.undo_name is not None:
            book.undo()
            require_sound(book)
            states.append(state_of(book))
            undone += 1
        assert undone >= 1
        for state in reversed(states[:-1]):
            book.redo()
            assert state_of(book) == state


def state_of(book: Book) -> dict[str, list[Any]]:
    """All rows of the clerk's tables."""
    names = [name for (name,) in book.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = (name for name in names if name not in ("step", "journal", "ongoing"))
    own = (name for name in kept if not name.startswith(("sqlite_", "_sqlite")))
    return {name: book.rows(f"SELECT * FROM {name} ORDER BY 1") for name in own}


def test_a_checked_copy_is_kept_before(
    older: Path, newer_program: list[migrations.Migration]
) -> None:
    with Book.open(older, read_only=False) as book:
        now = content(book)
    (copy,) = backup.dated_copies(older)
    assert copy.parent.name == "备份"
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (len(KNOWN),)
        assert old.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        before = old.execute("SELECT * FROM indicator ORDER BY id").fetchall()
    assert before == now["indicator"]


def test_without_a_copy_nothing_is_migrated(
    older: Path,
    newer_program: list[migrations.Migration],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = older.read_bytes()

    def fail(*args: object) -> None:
        raise sqlite3.DatabaseError("malformed")

    monkeypatch.setattr(backup, "require_sound", fail)
    with pytest.raises(BackupFailed, match="内容不完整"):
        Book.open(older)
    assert older.read_bytes() == before
    assert [file.name for file in older.parent.iterdir() if file.is_file()] == [older.name]
    assert list((older.parent / "备份").iterdir()) == []


def test_a_migration_that_fails_leaves_the_last_good_version(
    older: Path, newer_program: list[migrations.Migration]
) -> None:
    newer_program.append(m007_fails)
    with pytest.raises(RuntimeError, match="power cut"):
        Book.open(older)
    assert applied(older) == [*KNOWN, "m008_remark"]
    newer_program.pop()
    with Book.open(older) as book:
        assert book.rows("PRAGMA user_version") == [(NEXT,)]
        assert "remark" not in [name for _, name, *_ in book.rows("PRAGMA table_info(unit)")]
        require_sound(book)
        add_unit(book)
        assert book.undo_name == "新建 单位", "the journal works"


def test_the_older_program_refuses_what_the_newer_one_wrote(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, m008_remark])
        Book.open(older).close()
    data = older.read_bytes()
    with pytest.raises(NewerBook, match=f"账套版本 {NEXT}，本程序支持到 {len(KNOWN)}"):
        Book.open(older)
    assert older.read_bytes() == data
