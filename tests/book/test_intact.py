"""What another program put into a file, or changed in it, is found on opening."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book import blank, intact, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.declared import widens_base
from budgetdesk.book.errors import AlteredBook, FileFault, ReadOnlyBook
from budgetdesk.book.schema import DATA_TABLES, JOURNAL_TABLES
from budgetdesk.forms.loader import form_set_ids, load_form_set
from tests.book.records import add_unit

INFO = BookInfo("yonghe-2024", 2024, "永和县 2024")
EVIL = "CREATE TRIGGER helpful AFTER INSERT ON unit BEGIN UPDATE unit SET name = 'x'; END"


def altered(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        for statement in statements:
            stranger.execute(statement)


def test_a_new_book_has_what_is_known(path: Path) -> None:
    """When this fails, `intact.KNOWN` is to say what is found here."""
    with Book.create(path, INFO) as book:
        assert intact.fingerprint(blank.parts_in(book._store.connection)) == intact.KNOWN


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (EVIL, "触发器 helpful"),
        ("CREATE VIEW mine AS SELECT 1", "视图 mine"),
        ("DROP VIEW project_overview", "视图 project_overview"),
        ("DROP TRIGGER journal_of_unit_update", "触发器 journal_of_unit_update"),
        ("CREATE TABLE notes (a)", "表 notes"),
        ("CREATE UNIQUE INDEX one ON project (name)", "索引 one"),
        ("DROP INDEX journal_row", "索引 journal_row"),
    ],
)
def test_a_book_with_foreign_parts_is_only_read(path: Path, statement: str, named: str) -> None:
    with Book.create(path, INFO) as book:
        add_unit(book)
    altered(path, statement)
    for read_only in (False, True):
        with Book.open(path, read_only=read_only) as book:
            assert book.read_only
            assert book.locked_by is None
            assert any(named in note for note in book.notes)
            assert [unit.name for unit in read.units(book)] == ["县医疗集团"]
            with pytest.raises(ReadOnlyBook):
                add_unit(book)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_view_that_says_something_else_is_found(path: Path) -> None:
    Book.create(path, INFO).close()
    altered(path, "DROP VIEW unit_overview", "CREATE VIEW unit_overview AS SELECT 1 AS unit_id")
    with Book.open(path) as book:
        assert book.read_only
        assert any("unit_overview" in note for note in book.notes)


def test_a_trigger_under_the_journals_own_name_is_found(path: Path) -> None:
    Book.create(path, INFO).close()
    other = EVIL.replace("helpful", "journal_of_unit_insert")
    altered(path, "DROP TRIGGER journal_of_unit_insert", other)
    with Book.open(path) as book:
        assert book.read_only


@pytest.mark.parametrize("table", ["unit", "step", "setting"])
def test_a_book_whose_tables_were_changed_is_refused(path: Path, table: str) -> None:
    Book.create(path, INFO).close()
    altered(path, f"ALTER TABLE {table} ADD COLUMN extra TEXT")
    for read_only in (False, True):
        with pytest.raises(AlteredBook, match=table):
            Book.open(path, read_only=read_only)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("table", sorted({*DATA_TABLES, *JOURNAL_TABLES}))
def test_a_table_that_is_gone_is_missed(path: Path, empty_book: Path, table: str) -> None:
    shutil.copy(empty_book, path)
    altered(path, "PRAGMA foreign_keys = OFF", f"DROP TABLE {table}")
    with pytest.raises(FileFault, match=r"已损坏|改过"):
        Book.open(path)


def test_a_tools_statistics_are_nobodys_change(path: Path) -> None:
    with Book.create(path, INFO) as book:
        add_unit(book)
    altered(path, "ANALYZE")
    with Book.open(path) as book:
        assert not book.read_only


def test_an_older_book_with_a_foreign_trigger_is_not_brought_up_to_date(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.executescript((Path(__file__).parent / "first_version.sql").read_text("utf-8"))
    altered(path, EVIL)
    before = path.read_bytes()
    with pytest.raises(AlteredBook, match="触发器 helpful"):
        Book.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("form_set", form_set_ids())
def test_the_parts_that_a_shipped_set_asks_for_are_known_without_making_a_book(
    path: Path, form_set: str
) -> None:
    dictionary = load_form_set(form_set).dictionary
    with Book.create(path, replace(INFO, form_set=form_set), dictionary) as book:
        found = blank.parts_in(book._store.connection)
    told = (dictionary,) if dictionary.extension else ()
    assert blank.parts_made(told) == found
    if not widens_base(dictionary):
        assert {**found, **blank.own_parts_made(told)} == found
        assert intact._is_base_beside(told, found)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER journal_of_own_monitoring_update",
        "ALTER TABLE own_monitoring ADD COLUMN own_extra TEXT",
        "CREATE TABLE own_notes (a)",
        "CREATE TRIGGER journal_of_own_x_insert AFTER INSERT ON unit BEGIN SELECT 1; END",
    ],
)
def test_a_part_of_a_form_set_that_was_changed_is_found(path: Path, statement: str) -> None:
    dictionary = load_form_set(INFO.form_set).dictionary
    Book.create(path, INFO, dictionary).close()
    altered(path, statement)
    with closing(sqlite3.connect(path)) as stranger:
        assert not intact._is_base_beside((dictionary,), blank.parts_in(stranger))


def test_a_table_of_a_form_set_that_was_changed_is_refused(path: Path) -> None:
    Book.create(path, INFO, load_form_set(INFO.form_set).dictionary).close()
    altered(path, "ALTER TABLE own_monitoring ADD COLUMN own_extra TEXT")
    with pytest.raises(AlteredBook, match="own_monitoring"):
        Book.open(path)


def test_a_trigger_on_a_table_of_a_form_set_is_found(path: Path) -> None:
    Book.create(path, INFO, load_form_set(INFO.form_set).dictionary).close()
    altered(path, EVIL.replace("ON unit", "ON own_monitoring"))
    with Book.open(path) as book:
        assert book.read_only
