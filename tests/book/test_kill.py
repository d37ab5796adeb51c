"""Killed at any moment, a book opens again and holds the state before or after the move."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from budgetdesk.book.backup import dated_copies
from budgetdesk.book.book import Book
from budgetdesk.book.lock import lock_path
from tests.book.content import require_sound, signature
from tests.book.killed import INFO, Day
from tests.book.work import bulk

ROOT = Path(__file__).parents[2]
LONG = pytest.param(60, marks=[pytest.mark.proof, pytest.mark.timeout(900)])


@contextmanager
def killed_at_random(*arguments: str, seed: int) -> Iterator[list[int]]:
    """Run the worker and kill it; what it said it had done is given."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.book.killed", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with child:
        assert child.stdout is not None
        done = [int(child.stdout.readline())]
        time.sleep(random.Random(seed).uniform(0, 0.4))
        child.kill()
        # A line may be cut off in the middle; then its move counts as not acknowledged.
        done += [int(line) for line in child.stdout if line.endswith("\n")]
    yield done


@pytest.mark.parametrize("rounds", [5, LONG])
def test_killed_at_work(tmp_path: Path, rounds: int) -> None:
    for seed in range(rounds):
        path = tmp_path / f"{rounds} {seed}.budget"
        Book.create(path, INFO).close()
        with killed_at_random("work", str(path), str(seed), seed=seed) as done:
            found = _reopened(path)
        before, after = _replayed(tmp_path / f"{rounds} {seed} again.budget", seed, done[-1])
        assert found in (before, after), f"seed {seed}, killed in move {done[-1] + 1}"


def _reopened(path: Path) -> str:
    """The signature of a book that was left behind, its lock taken over."""
    assert lock_path(path).exists()
    with Book.open(path) as book:
        assert not book.read_only
        require_sound(book)
        found = signature(book)
        day = Day(book, 1_000_000)
        for _ in range(3):
            day.move()
        require_sound(book)
    return found


def _replayed(path: Path, seed: int, moves: int) -> tuple[str, str]:
    """What the book says after the last move that was done, and after the next one."""
    with Book.create(path, INFO) as book:
        book._store.execute("PRAGMA synchronous = OFF")
        day = Day(book, seed)
        for _ in range(moves):
            day.move()
        before = signature(book)
        day.move()
        return before, signature(book)


@pytest.mark.parametrize("rounds", [3, LONG])
def test_killed_while_making_and_copying(tmp_path: Path, rounds: int) -> None:
    for seed in range(rounds):
        folder = tmp_path / f"{rounds} {seed}"
        folder.mkdir()
        with killed_at_random("make", str(folder), seed=seed) as done:
            books = {int(file.stem): file for file in folder.glob("[0-9]*.budget")}
        assert set(done) <= set(books), "what was said to be made is there"
        copies = [*folder.glob("copy.budget"), *(folder / "备份").glob("*.budget")]
        for file in (*books.values(), *copies):
            with Book.open(file) as book:
                assert book.info == INFO
                require_sound(book)
        for copy in copies:
            with Book.open(copy) as book:
                assert book.undo_name == "导入"


@pytest.mark.parametrize("rounds", [3, LONG])
def test_killed_while_restoring(tmp_path: Path, rounds: int) -> None:
    path = tmp_path / "a.budget"
    with Book.create(path, INFO) as book:
        known = set()
        for seed in range(3):
            bulk(book, seed, 60)
            book.keep_dated_copy()
            known.add(signature(book))
    for seed in range(rounds):
        with killed_at_random("swap", str(path), seed=seed):
            pass
        with Book.open(path) as book:
            require_sound(book)
            assert signature(book) in known, f"seed {seed}"
        found = set()
        for copy in dated_copies(path):
            with Book.open(copy, read_only=True) as book:
                found.add(signature(book))
        assert found == known
