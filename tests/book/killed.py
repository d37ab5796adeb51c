"""The program that the kill test kills: it works by a seed and says when each move is done."""

import sys
from pathlib import Path

from budgetdesk.book.backup import dated_copies
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.restoring import restore
from tests.book.work import Worker, bulk

INFO = BookInfo("yonghe-2024", 2024, "永和县 2024")


class Day:
    """A day's work, the same move for move for the same seed."""

    def __init__(self, book: Book, seed: int) -> None:
        self.book = book
        self.seed = seed
        self.worker = Worker(seed)
        self.moves = 0

    def move(self) -> None:
        """Import, undo, redo, or a step of edits."""
        chance = self.worker.chance.random()
        self.moves += 1
        if self.moves == 1 or chance < 0.1:
            bulk(self.book, self.seed + self.moves, self.worker.chance.randrange(1, 30))
        elif chance < 0.25:
            self.book.undo()
        elif chance < 0.35:
            self.book.redo()
        else:
            with self.book.step("工作") as step:
                for _ in range(self.worker.chance.randrange(1, 5)):
                    self.worker.do(step)


def work(path: Path, seed: int) -> None:
    """Work in a book until the end comes."""
    with Book.open(path) as book:
        day = Day(book, seed)
        while True:
            day.move()
            print(day.moves, flush=True)


def make(folder: Path) -> None:
    """Make one book after the other and keep copies of each."""
    number = 0
    while True:
        with Book.create(folder / f"{number}.budget", INFO) as book:
            print(number, flush=True)
            bulk(book, number, 5)
            book.keep_dated_copy()
            book.backup_to(folder / "copy.budget")
        number += 1


def swap(path: Path) -> None:
    """Restore one copy of a book after the other, back and forth."""
    copies = dated_copies(path)[:2]
    number = 0
    while True:
        print(number, flush=True)
        restore(path, copies[number % 2])
        number += 1


if __name__ == "__main__":
    if sys.argv[1] == "work":
        work(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1] == "swap":
        swap(Path(sys.argv[2]))
    else:
        make(Path(sys.argv[2]))
