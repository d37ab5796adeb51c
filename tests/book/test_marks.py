"""How far forms are said to be: of some projects what is said of all, and no other is read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.book import edit, filled_in, proposed, read
from budgetdesk.book.book import Book
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.filled_in import mark_filled_in
from budgetdesk.book.proposed import propose
from budgetdesk.book.stages import marked_fullness, project_fullness
from budgetdesk.book.submitted import mark_submitted
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.records import Project
from budgetdesk.exchange.sample import create_sample


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Of each mark one that holds, and one whose form was edited since."""
    path = tmp_path / "示例.budget"
    create_sample(path)
    with Book.open(path) as book:
        ones = read.projects(book)[:8]
        with book.step("标记") as step:
            for one in (*ones[:2], ones[6]):
                propose(step, one)
            mark_filled_in(step, (*ones[2:4], ones[6]), done=True)
            mark_submitted(step, ones[4:7])
        with book.step("改") as step:
            for one in ones[1:6:2]:
                edit.rename(step, "project", one.id, f"{one.name}改")
        yield book


def test_what_is_said_of_one_project_is_what_is_said_of_it_among_all(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, ids = marked_fullness(book), read.project_ids(book)
    assert set(whole.values()) == {Fullness.DRAFT, Fullness.DONE, Fullness.SUBMITTED}
    seen: list[int] = []

    def reading(book: Book, ids: list[int]) -> tuple[Project, ...]:
        seen.extend(ids)
        return read.projects(book, ids)

    monkeypatch.setattr(filled_in, "projects", reading)
    monkeypatch.setattr(proposed, "projects", reading)
    for row in read.project_rows(book):
        seen.clear()
        assert marked_fullness(book, (row.id,)) == {k: v for k, v in whole.items() if k == row.id}
        assert project_fullness(book, row.id) is whole.get(row.id, row.fullness)
        assert {*seen} <= {row.id}
    assert marked_fullness(book, ids) == whole
    assert marked_fullness(book, ()) == {}


def test_a_project_that_is_gone_has_no_fullness(book: Book) -> None:
    gone = read.project_ids(book)[0]
    with book.step("删") as step:
        edit.delete_project(step, gone)
    with pytest.raises(RowMissing):
        project_fullness(book, gone)
