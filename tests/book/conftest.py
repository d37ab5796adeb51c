"""A new book for each test, and where it lies."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed file of a new book, to be copied."""
    path = tmp_path_factory.mktemp("books") / "空.budget"
    Book.create(path, BookInfo("yonghe-2024", 2024, "永和县 2024")).close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the book lies: a folder with Chinese and a blank in its name."""
    folder = tmp_path / "预算 2024"
    folder.mkdir()
    return folder / "永和县.budget"


@pytest.fixture
def book(empty_book: Path, path: Path) -> Iterator[Book]:
    """A new book; losing it to a power cut doesn't matter here."""
    shutil.copy(empty_book, path)
    with Book.open(path) as book:
        book._store.execute("PRAGMA synchronous = OFF")
        yield book
