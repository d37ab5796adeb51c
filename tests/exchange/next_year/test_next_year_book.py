"""Next year's book: what goes on, what is left, and that nothing of it counts before it is seen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.edit import replace_project
from budgetdesk.book.filled_in import mark_filled_in
from budgetdesk.book.proposed import proposals_of, proposing
from budgetdesk.book.read import projects, units
from budgetdesk.book.stages import marked_fullness
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.progress import Cancelled
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.next_year.carrying import next_year_book


@pytest.fixture
def last(new_book: Callable[[str, int], Book], shared: Path) -> Book:
    book = new_book("luliang-2025", 2025)
    import_files(book, [shared / "samples" / "luliang-2025" / "projects.json"])
    return book


def test_what_goes_on_is_a_proposal_and_one_off_projects_are_left(last: Book, folder: Path) -> None:
    before = projects(last)
    done = next_year_book(last, folder / "2026.budget")
    once = [it.name for it in before if "一次性" in it.attribute]
    assert done.left == once
    assert len(done.went_on) == len(before) - len(once) > 0
    with Book.open(folder / "2026.budget") as book:
        assert (book.info.fiscal_year, book.info.form_set) == (2026, "luliang-2025")
        assert [it.name for it in units(book)] == [it.name for it in units(last)]
        found = projects(book)
        assert [it.name for it in found] == done.went_on
        assert not {it.uuid for it in found} & {it.uuid for it in before}
        assert all(not it.filed_at for it in found)
        assert proposing(book) == {it.id for it in found}
        assert {*marked_fullness(book).values()} == {Fullness.DRAFT}


def test_an_edit_or_填报完成_ends_a_proposal_and_undo_brings_it_back(
    last: Book, folder: Path
) -> None:
    from dataclasses import replace

    next_year_book(last, folder / "2026.budget")
    with Book.open(folder / "2026.budget") as book:
        first, second = projects(book)
        assert "overview" in proposals_of(book, first).paths
        with book.step("改") as step:
            replace_project(step, first.id, replace(first, overview="今年的概况"))
        (edited, _) = projects(book)
        assert "overview" not in proposals_of(book, edited).paths
        assert "basis" in proposals_of(book, edited).paths
        book.undo()
        assert "overview" in proposals_of(book, projects(book)[0]).paths
        with book.step("填报完成") as step:
            mark_filled_in(step, (second,), done=True)
        assert proposing(book) == {first.id}
        assert marked_fullness(book)[second.id] is Fullness.DONE


def test_of_work_that_was_stopped_no_file_remains(last: Book, folder: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        next_year_book(last, folder / "2026.budget", progress=stop)
    assert not (folder / "2026.budget").exists()
