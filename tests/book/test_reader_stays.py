"""A reader beside a writer that comes and goes, in one process."""

from pathlib import Path

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.records import Department


@pytest.mark.parametrize("readers", [1, 2])
def test_a_reader_that_stays_open_does_not_keep_a_closed_writer_s_claim(
    path: Path, readers: int
) -> None:
    Book.create(path, BookInfo("yonghe-2024", 2024, "t")).close()
    looking = [Book.open(path, read_only=True) for _ in range(readers)]
    for department in ("甲", "乙"):
        with Book.open(path) as book:
            assert not book.read_only
            with Book.open(path) as second:
                assert second.read_only
            with book.step("新建部门") as step:
                edit.add_department(step, Department(department, department))
    for reader in looking:
        reader.close()
    with Book.open(path) as book:
        assert len(book.rows("SELECT id FROM department")) == 2
