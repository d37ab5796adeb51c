"""The program that the kill test kills: it receives packages and says when each one is in."""

import sys
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.exchange.sealed.deciding import undecided
from budgetdesk.exchange.sealed.receiving import receive_files


def receive(path: Path, packages: list[Path]) -> None:
    """Receive packages into a book."""
    with Book.open(path) as book:
        print(0, flush=True)
        receive_files(book, packages, undecided, lambda done, _: print(done, flush=True))


if __name__ == "__main__":
    receive(Path(sys.argv[1]), [*map(Path, sys.argv[2:])])
