"""整理账套: old steps become one, the content stays, the file shrinks."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from budgetdesk.book import backup, edit
from budgetdesk.book.agreement import require_agreement
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.errors import BackupFailed, ReadOnlyBook
from budgetdesk.cli import main
from tests.book.content import content, require_sound
from tests.book.killed import Day
from tests.book.work import bulk

INFO = BookInfo("yonghe-2024", 2024, "永和县 2024")
TOMORROW = (datetime.now().astimezone() + timedelta(days=1)).date()


def date_steps(book: Book, up_to: int, day: str) -> None:
    """Put the first steps on an earlier day."""
    with book._store.transaction():
        book._store.execute("UPDATE step SET at = ? WHERE id <= ?", (f"{day}T09:00:00", up_to))


def worked(book: Book, seed: int, moves: int) -> None:
    day = Day(book, seed)
    for _ in range(moves):
        day.move()


@pytest.mark.parametrize("seed", range(6))
def test_content_and_later_steps_stay(path: Path, seed: int) -> None:
    with Book.create(path, INFO) as book:
        book._store.execute("PRAGMA synchronous = OFF")
        worked(book, seed, 15)
        bound = book.rows("SELECT max(id) FROM step")[0][0]
        worked(book, seed + 100, 10)
        date_steps(book, bound, "2024-01-05")
        now = content(book)
        undoable = [step for step in book.undo_steps(1000) if step.step_id > bound]
        done = book.compact(date(2024, 2, 1))
        assert done.kept is not None
        assert done.steps > 1
        assert content(book) == now
        require_sound(book)
        require_agreement(book._store.connection)
        assert list(book.undo_steps(1000)) == undoable
        for _ in undoable:
            assert book.undo() is not None
            require_agreement(book._store.connection)
        assert book.undo() is None
        for _ in undoable:
            assert book.redo() is not None
        assert content(book) == now
    with Book.open(done.kept) as copy:
        assert content(copy) == now
        assert len(copy.rows("SELECT * FROM step")) > 10
    with Book.open(path) as again:
        require_sound(again)
        assert content(again) == now


def test_the_file_gets_small(path: Path) -> None:
    with Book.create(path, INFO) as book:
        book._store.execute("PRAGMA synchronous = OFF")
        bulk(book, 1, 5)
        for number in range(60):
            with book.step("改") as step:
                edit.put_setting(step, "k", f"{number}" * 20_000)
        done = book.compact(TOMORROW)
        assert done.before > 3_000_000
        assert done.after < done.before / 5
        assert path.stat().st_size == done.after
        assert book.undo_steps() == ()
        assert len(book.rows("SELECT * FROM step")) == 1
        entries = book.history("setting", book.rows("SELECT max(id) FROM setting")[0][0], "value")
        assert [entry.step for entry in entries] == ["整理账套"]
        assert book.compact(TOMORROW).steps == 0, "there is nothing more to fold"


def test_a_row_that_is_gone_leaves_no_history_and_its_number_is_not_used_again(path: Path) -> None:
    with Book.create(path, INFO) as book:
        with book.step("加") as step:
            edit.put_setting(step, "gone", "x")
        [(row,)] = book.rows("SELECT id FROM setting WHERE key = 'gone'")
        with book.step("删") as step:
            step.delete("setting", row)
        book.compact(TOMORROW)
        assert book.history("setting", row) == ()
        with book.step("再") as step:
            edit.put_setting(step, "new", "y")
        assert book.rows("SELECT id FROM setting WHERE key = 'new'")[0][0] > row


def test_a_clock_that_was_ahead_ends_what_is_folded(path: Path) -> None:
    """Steps keep their order: nothing behind one that counts as late is folded."""
    with Book.create(path, INFO) as book:
        for day in ("2024-01-01", "2034-01-01", "2024-01-02"):
            with book.step(day) as step:
                edit.put_setting(step, day, "x")
            with book._store.transaction():
                sql = "UPDATE step SET at = ? WHERE name = ?"
                book._store.execute(sql, (f"{day}T09:00:00", day))
        with book._store.transaction():
            book._store.execute("UPDATE step SET at = '2023-12-31T09:00:00' WHERE id = 1")
        assert book.compact(date(2024, 2, 1)).steps == 2
        names = [name for (name,) in book.rows("SELECT name FROM step ORDER BY id")]
        assert names == ["整理账套", "2034-01-01", "2024-01-02"]


def test_without_a_copy_nothing_is_folded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Book.create(path, INFO) as book:
        bulk(book, 1, 2)
        bulk(book, 2, 2)
        before = book.rows("SELECT * FROM journal")

        def fail(*args: object, **kwargs: object) -> None:
            raise BackupFailed(path, reason="磁盘已满")

        monkeypatch.setattr(backup, "keep_dated_copy", fail)
        with pytest.raises(BackupFailed):
            book.compact(TOMORROW)
        assert book.rows("SELECT * FROM journal") == before


def test_a_book_that_is_only_read_is_not_compacted(path: Path) -> None:
    Book.create(path, INFO).close()
    with Book.open(path, read_only=True) as book, pytest.raises(ReadOnlyBook):
        book.compact(TOMORROW)


def test_from_the_command_line(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Book.create(path, INFO) as book:
        bulk(book, 1, 2)
        before = content(book)
    assert main(["compact", str(path), "--before", "2024-13-01"]) == 2
    assert "2024-13-01" in capsys.readouterr().err
    assert main(["compact", str(path), "--before", TOMORROW.isoformat()]) == 0
    assert "2 步历史合并为一步" in capsys.readouterr().out
    with Book.open(path) as book:
        assert content(book) == before
        assert book.undo_name is None
