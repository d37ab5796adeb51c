"""A sound book is written on the connection that looked through it, and on no other is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from budgetdesk.book import book as books
from budgetdesk.book import errors, opening, readying
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.store import Access, Store, connect
from tests.book.records import add_unit
from tests.book.test_belonging import die_in

INFO = BookInfo("yonghe-2024", 2024, "永和县 2024")
EVIL = "CREATE TRIGGER helpful AFTER INSERT ON unit BEGIN UPDATE unit SET name = 'x'; END"


@pytest.fixture
def closed(path: Path) -> Path:
    with Book.create(path, INFO) as book:
        add_unit(book)
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Access]:
    """How the file was opened, each time."""
    told: list[Access] = []

    def tell(path: Path, access: Access, *, any_thread: bool = False) -> Store:
        told.append(access)
        return connect(path, access, any_thread=any_thread)

    for module in (books, opening, readying):
        monkeypatch.setattr(module, "connect", tell)
    return told


def test_the_schema_is_read_once(closed: Path, asked: list[Access]) -> None:
    with Book.open(closed) as book:
        add_unit(book, "二")
    assert asked == [Access.READ]


@pytest.mark.parametrize(
    ("statement", "then"),
    [
        (EVIL, [Access.READ]),  # it is read on a connection of its own
        ("ALTER TABLE unit ADD COLUMN extra TEXT", []),  # it is refused
    ],
)
def test_an_altered_book_is_looked_at_without_a_trace(
    closed: Path, asked: list[Access], statement: str, then: list[Access]
) -> None:
    with closing(sqlite3.connect(closed)) as stranger:
        stranger.execute(statement)
    before = closed.read_bytes()
    try:
        Book.open(closed).close()
    except errors.AlteredBook:
        assert not then
    assert asked == [Access.READ, *then]
    assert closed.read_bytes() == before
    assert list(closed.parent.iterdir()) == [closed]


def test_what_a_kill_left_is_looked_at_before_it_is_brought_up_to_date(
    closed: Path, asked: list[Access]
) -> None:
    die_in(closed)
    Book.open(closed).close()
    assert asked == [Access.LOOK, Access.READ]


def test_nothing_is_written_while_it_is_looked_at(closed: Path) -> None:
    with opening.examined_to_write(closed) as (_, looking):
        assert looking is not None
        with pytest.raises(errors.UnwritableFolder):
            looking.execute("UPDATE unit SET name = 'x'")
    with pytest.raises(sqlite3.ProgrammingError):
        looking.connection.execute("SELECT 1")  # closed again


def test_where_no_file_may_be_made_beside_it_the_file_is_looked_at_alone(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_side_files(path: Path, access: Access) -> Store:
        if access is Access.READ:
            raise errors.UnwritableFolder(path, reason="没有权限")
        return connect(path, access)

    monkeypatch.setattr(opening, "connect", no_side_files)
    with opening.examined_to_write(closed) as (belonging, looking):
        assert (belonging.parts, looking) == ((), None)


@pytest.mark.parametrize("asked", [True, False])
def test_a_look_at_somebody_elses_book_leaves_nothing_that_keeps_them_out(
    closed: Path, monkeypatch: pytest.MonkeyPatch, asked: bool
) -> None:
    with monkeypatch.context() as other:
        other.setattr(opening, "_may_be_written", lambda _path: False)
        if not asked:
            with pytest.raises(errors.UnwritableFile):
                Book.open(closed)
        with Book.open(closed, read_only=True) as looking, looking.companion() as companion:
            assert looking.read_only
            assert companion.rows("SELECT count(*) FROM unit") == looking.rows(
                "SELECT count(*) FROM unit"
            )
            assert [it.name for it in closed.parent.iterdir()] == [closed.name]
            with monkeypatch.context() as owner:
                owner.setattr(opening, "_may_be_written", lambda _path: True)
                with Book.open(closed) as own:  # meanwhile
                    add_unit(own)
                    assert not own.read_only
    assert [it.name for it in closed.parent.iterdir()] == [closed.name]
