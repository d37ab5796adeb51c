"""民生领域重大事项: a project's mark, and the published list that a book keeps."""

from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.listed import listed_projects
from budgetdesk.book.read import project, project_rows
from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.records import Department, Unit
from tests.book.content import content
from tests.book.records import a_project

LIST = (
    ListedProject("041002", "低保中心", "城乡低保金", 2191200000),
    ListedProject("041001", "民政局", "老年人福利补贴", None),
)


@pytest.fixture
def unit(book: Book) -> Unit:
    """A unit of its department in the book."""
    department = Department("041", "民政局")
    with book.step("新建") as step:
        department = replace(department, id=edit.add_department(step, department))
        made = Unit("低保中心", department)
        return replace(made, id=edit.add_unit(step, made))


def test_the_mark_is_part_of_the_project(book: Book, unit: Unit) -> None:
    with book.step("新建项目") as step:
        plain = edit.add_project(step, a_project(unit))
    assert not project(book, plain).livelihood
    with book.step("列入民生领域重大事项") as step:
        edit.mark_livelihood(step, [plain], listed=True)
    assert project(book, plain).livelihood
    assert [row.livelihood for row in project_rows(book)] == [True]


def test_a_copy_of_a_marked_project_is_marked(book: Book, unit: Unit) -> None:
    with book.step("新建项目") as step:
        first = edit.add_project(step, a_project(unit))
        edit.mark_livelihood(step, [first], listed=True)
        copy = edit.duplicate_project(step, first)
    assert project(book, copy).livelihood


def test_the_mark_is_taken_back_and_done_again_by_its_name(book: Book, unit: Unit) -> None:
    with book.step("新建项目") as step:
        ids = [edit.add_project(step, a_project(unit, name)) for name in "甲乙"]
    with book.step("2 个项目列入民生领域重大事项") as step:
        edit.mark_livelihood(step, ids, listed=True)
    assert book.undo_name == "2 个项目列入民生领域重大事项"
    book.undo()
    assert [row.livelihood for row in project_rows(book)] == [False, False]
    book.redo()
    assert [row.livelihood for row in project_rows(book)] == [True, True]
    told = book.history("project", ids[0], "livelihood")
    assert (told[0].old, told[0].new) == (0, 1)


def test_a_project_that_is_gone_is_not_marked(book: Book) -> None:
    with pytest.raises(RowMissing), book.step("列入") as step:
        edit.mark_livelihood(step, [99], listed=True)


def test_a_list_replaces_the_one_before_whole(book: Book) -> None:
    with book.step("导入") as step:
        assert edit.put_listed_projects(step, LIST) == 0
    before = content(book)
    kept = [(row.unit_code, row.unit, row.project, row.amount) for row in listed_projects(book)]
    assert kept == [(row.unit_code, row.unit, row.project, row.amount) for row in LIST]
    with book.step("再导入") as step:
        assert edit.put_listed_projects(step, LIST[1:]) == 2
    assert [row.project for row in listed_projects(book)] == ["老年人福利补贴"]
    book.undo()
    assert content(book) == before


def test_the_list_outlives_closing_the_book(book: Book, tmp_path: Path) -> None:
    with book.step("导入") as step:
        edit.put_listed_projects(step, LIST)
    path = book.path
    book.close()
    with Book.open(path) as again:
        assert [row.project for row in listed_projects(again)] == ["城乡低保金", "老年人福利补贴"]
