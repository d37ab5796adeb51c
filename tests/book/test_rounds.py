"""Whatever happens to a book's file, the right book is opened and no step is lost.

In each round one thing happens, chosen by chance: the program is killed, a copy is laid over the
book, an old log comes back, the file is renamed while open, the clock is wrong.
"""

import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from budgetdesk.book import backup, edit
from budgetdesk.book.agreement import require_agreement
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.errors import DamagedBook, MisplacedBook
from budgetdesk.book.lock import lock_path
from tests.book.content import signature
from tests.book.forked import number_in, working
from tests.book.work import bulk

INFO = BookInfo("yonghe-2024", 2024, "永和县 2024")
LONG = [pytest.mark.proof, pytest.mark.timeout(3500)]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the child is forked")


class Rounds:
    """A book to which things happen; `happened` counts them."""

    def __init__(self, path: Path, seed: int) -> None:
        self.path = path
        self.chance = random.Random(seed)
        self.number = 0
        self.logs = 0  # rounds in which a log was left
        self.happened: Counter[str] = Counter()
        with Book.create(path, INFO) as book:
            bulk(book, seed, 3)

    @property
    def log(self) -> Path:
        return self.path.with_name(f"{self.path.name}-wal")

    def round(self) -> None:
        deeds: tuple[Callable[[], None], ...] = (
            self.kill,
            self.copy_over,
            self.foreign_log,
            self.rename,
            self.wrong_clock,
        )
        deed = self.chance.choice(deeds)
        self.happened[deed.__name__] += 1
        deed()

    def work_and_die(self) -> tuple[int, int]:
        """What was surely written by the end, and what may have been."""
        with working(self.path, self.chance.randrange(1 << 30), self.number + 1, 0.3) as child:
            time.sleep(self.chance.uniform(0, 0.12))
            child.kill()
            done, begun = child.done, child.begun
        self.logs += self.log.exists() and self.log.stat().st_size > 0
        return done, begun

    def require_between(self, done: int, begun: int) -> str:
        """The book holds every step told, and the next one or not; its signature."""
        with Book.open(self.path) as book:
            assert not book.read_only
            require_agreement(book._store.connection)
            self.number = number_in(book)
            assert done <= self.number <= begun
            assert book.notes == ()
            return signature(book)

    def require(self, wanted: str) -> None:
        with Book.open(self.path) as book:
            require_agreement(book._store.connection)
            assert signature(book) == wanted
            self.number = number_in(book)

    def kill(self) -> None:
        self.require_between(*self.work_and_die())

    def copy_over(self) -> None:
        copy = self.path.with_name("拷贝.budget")
        with Book.open(self.path) as book:
            wanted = signature(book)
            if self.chance.random() < 0.5:
                book.backup_to(copy)
        if not copy.exists():
            shutil.copyfile(self.path, copy)
        self.work_and_die()
        if self.chance.random() < 0.5:
            shutil.copyfile(copy, self.path)
            copy.unlink()
        else:
            copy.replace(self.path)
        if self.chance.random() < 0.5:
            lock_path(self.path).unlink()
        self.require(wanted)

    def foreign_log(self) -> None:
        """A program that synchronizes folders brings an old log back."""
        done, begun = self.work_and_die()
        old = self.log.read_bytes() if self.log.exists() else b""
        self.require_between(done, begun)
        with Book.open(self.path) as book:
            with book.step("新") as step:
                edit.put_setting(step, "number", str(self.number + 1))
            wanted = signature(book)
        self.log.write_bytes(old)
        self.require(wanted)

    def rename(self) -> None:
        other = self.path.with_name("改名.budget")
        with Book.open(self.path) as book:
            with book.step("改") as step:
                edit.put_setting(step, "number", str(self.number + 1))
            wanted = signature(book)
            time.sleep(self.chance.uniform(0, 0.2))
            self.path.rename(other)
            with pytest.raises(MisplacedBook) as refusal, book.step("丢") as step:
                edit.put_setting(step, "number", "-1")
        kept = refusal.value.kept
        assert kept is not None
        for file in (kept, other):
            with Book.open(file) as book:
                assert signature(book) == wanted
        kept.unlink()
        other.replace(self.path)
        self.require(wanted)

    def wrong_clock(self) -> None:
        days = {backup.time_of(file, self.path).date() for file in self.copies()}
        years = self.chance.choice((-10, -1, 0, 0, 0, 1, 10))
        now = datetime.now().astimezone() + timedelta(days=365 * years + self.chance.randrange(20))
        with Book.open(self.path) as book:
            with book.step("改") as step:
                edit.put_setting(step, "number", str(self.number + 1))
            self.number += 1
            before = set(self.copies())
            made = backup.keep_dated_copy(book._store, self.path, now)
        assert made is not None
        assert len(before - set(self.copies())) <= 3
        left = {backup.time_of(file, self.path).date() for file in self.copies()}
        if len(days) < 31:
            assert days <= left, "no day lost its copy"

    def copies(self) -> list[Path]:
        return backup.dated_copies(self.path)


@pytest.mark.parametrize("rounds", [10, pytest.param(1000, marks=LONG)])
def test_the_right_book_is_opened_whatever_happens(path: Path, rounds: int) -> None:
    life = Rounds(path, rounds)
    for _ in range(rounds):
        life.round()
    print(f"\n{rounds} rounds, {life.logs} with a log left: {dict(life.happened)}")


@pytest.mark.parametrize("copies", [25, pytest.param(1000, marks=LONG)])
def test_a_copy_at_any_moment_is_whole_or_refused(path: Path, tmp_path: Path, copies: int) -> None:
    """As a file manager takes it, of the book alone, while somebody works in it."""
    chance = random.Random(copies)
    with Book.create(path, INFO) as book:
        bulk(book, 1, 40)
    found: Counter[str] = Counter()
    with working(path, copies, 1, pause=1.2) as child:
        for number in range(copies):
            time.sleep(chance.uniform(0, 0.1))
            copy = tmp_path / f"{number}.budget"
            done = child.done
            shutil.copyfile(path, copy)
            begun = child.begun
            found[_judged(copy, done, begun)] += 1
            copy.unlink()
    assert found["whole"] > 0
    print(f"\n{copies} copies: {dict(found)}")


def _judged(copy: Path, done: int, begun: int) -> str:
    try:
        with Book.open(copy, read_only=True) as book:
            require_agreement(book._store.connection)
            assert done <= number_in(book) <= begun, "silently old"
            return "whole"
    except DamagedBook:
        return "refused"


@pytest.mark.timeout(60)
def test_a_copy_while_nothing_is_written_is_whole_and_new(path: Path, tmp_path: Path) -> None:
    with Book.create(path, INFO) as book:
        for number in range(1, 6):
            with book.step("改") as step:
                edit.put_setting(step, "number", str(number))
            time.sleep(1)
            shutil.copyfile(path, tmp_path / "copy.budget")
            with Book.open(tmp_path / "copy.budget", read_only=True) as copy:
                assert number_in(copy) == number
