"""Books with a ledger: an empty one to be filled, and the published one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.records import Department
from budgetdesk.exchange.importing import import_files
from tests.tables.ledgers import ledger_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A book with one department and two units, without a ledger."""
    with ledger_book(tmp_path / "账套.budget") as book:
        yield book


@pytest.fixture(scope="module")
def published_book(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The published department's ledger in a book of its own."""
    path = tmp_path_factory.mktemp("published") / "永和 2024.budget"
    with Book.create(path, BookInfo("yonghe-2024", 2024, "永和县 2024")) as book:
        with book.step("部门") as step:
            edit.add_department(step, Department("202", "永和县卫生健康和体育局"))
        import_files(book, [shared / "samples" / "yonghe-2024" / "ledger.csv"])
        yield book
