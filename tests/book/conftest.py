"""A new book for each test, and records to put into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the book lies: a folder with Chinese and a blank in its name."""
    folder = tmp_path / "预算 2024"
    folder.mkdir()
    return folder / "永和县.budget"


@pytest.fixture
def book(path: Path) -> Iterator[Book]:
    with Book.create(path, BookInfo("yonghe-2024", 2024, "永和县 2024")) as book:
        yield book
