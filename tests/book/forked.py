"""A child that works in a book and can be killed at any moment; both sides count its steps."""

import mmap
import os
import random
import signal
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from tests.book.work import Worker

_COUNT = struct.Struct("qq")
_living: set[int] = set()


@dataclass(frozen=True)
class Child:
    """A process that works in a book."""

    pid: int
    counts: mmap.mmap

    @property
    def begun(self) -> int:
        """The number of the newest step it has begun."""
        return int(_COUNT.unpack_from(self.counts)[0])

    @property
    def done(self) -> int:
        """The number of the newest step that it was told is written."""
        return int(_COUNT.unpack_from(self.counts)[1])

    def kill(self) -> None:
        """End it at once; a second time does nothing."""
        if self.pid in _living:
            _living.remove(self.pid)
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


@contextmanager
def working(path: Path, seed: int, first: int, pause: float = 0.0) -> Iterator[Child]:
    """A child at work in a book: steps numbered from `first`, with pauses of so long at most."""
    counts = mmap.mmap(-1, _COUNT.size)
    _COUNT.pack_into(counts, 0, first - 1, first - 1)
    pid = os.fork()
    if pid == 0:
        try:
            _work(path, seed, first, pause, counts)
        finally:
            os._exit(1)
    _living.add(pid)
    child = Child(pid, counts)
    try:
        while child.done < first:
            time.sleep(0.001)
            assert os.waitpid(pid, os.WNOHANG) == (0, 0), "it couldn't begin"
        yield child
    finally:
        child.kill()


def _work(path: Path, seed: int, first: int, pause: float, counts: mmap.mmap) -> None:
    chance = random.Random(seed)
    with Book.open(path) as book:
        worker = Worker(seed)
        number = first
        while not book.read_only:
            _COUNT.pack_into(counts, 0, number, number - 1)
            with book.step("工作") as step:
                edit.put_setting(step, "number", str(number))
                for _ in range(chance.randrange(4)):
                    worker.do(step)
            _COUNT.pack_into(counts, 0, number, number)
            number += 1
            if chance.random() < 0.2:
                time.sleep(chance.uniform(0, pause))


def number_in(book: Book) -> int:
    """The number of the newest step in a book."""
    rows = book.rows("SELECT value FROM setting WHERE key = 'number'")
    return int(rows[0][0]) if rows else 0
