"""Adding, moving and removing indicators; copying the 实施期 to the year."""

from dataclasses import replace

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.errors import LockedField, RowMissing
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Funding, Horizon, PerHorizon, RecordKind
from tests.book.records import (
    FUNDING,
    a_project,
    add_unit,
    an_overall,
    annual_only_project,
)


@pytest.fixture
def project_id(book: Book) -> int:
    unit = add_unit(book)
    with book.step("加") as step:
        return edit.add_project(step, a_project(unit))


def names(book: Book, project_id: int) -> list[str]:
    return [row.name for row in read.project(book, project_id).indicators.implementation or ()]


NAMES = ["补助人数", "补助标准", "发放及时率", "村医满意度"]


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, ["", *NAMES]),
        (1, [NAMES[0], "", *NAMES[1:]]),
        (2, [*NAMES[:2], "", *NAMES[2:]]),
        (9, [*NAMES[:2], "", *NAMES[2:]]),
        (None, [*NAMES[:2], "", *NAMES[2:]]),
    ],
)
def test_an_indicator_is_added_at_a_place_in_its_slot(
    book: Book, project_id: int, index: int | None, expected: list[str]
) -> None:
    with book.step("增加 指标") as step:
        edit.add_indicator(step, project_id, Horizon.IMPLEMENTATION, "产出", "数量指标", index)
    assert names(book, project_id) == expected


def test_an_indicator_moves_within_its_slot_only(book: Book, project_id: int) -> None:
    first, second, third, _ = read.project(book, project_id).indicators.implementation or ()
    with book.step("下移") as step:
        edit.move_indicator(step, first.id, 1)
    assert names(book, project_id) == [NAMES[1], NAMES[0], *NAMES[2:]]
    for row, offset in ((first, 5), (second, -1), (third, -1), (third, 1)):
        with book.step("移") as step:
            edit.move_indicator(step, row.id, offset)
        assert names(book, project_id) == [NAMES[1], NAMES[0], *NAMES[2:]]


def test_an_indicator_is_removed_and_comes_back_in_its_place(book: Book, project_id: int) -> None:
    row = (read.project(book, project_id).indicators.implementation or ())[1]
    with book.step("删除 指标") as step:
        edit.remove_indicator(step, row.id)
    assert names(book, project_id) == [NAMES[0], *NAMES[2:]]
    book.undo()
    assert names(book, project_id) == NAMES


def test_rows_of_the_overall_form_are_added_and_moved(book: Book) -> None:
    unit = add_unit(book)
    with book.step("加") as step:
        overall_id = edit.put_overall(step, an_overall(unit.department))
        edit.add_row(step, FieldRef(RecordKind.OVERALL, overall_id, "key_tasks.task"), 1)
        edit.add_row(
            step,
            FieldRef(RecordKind.OVERALL, overall_id, "indicators.name", 0, "产出指标", "数量指标"),
            0,
        )
    form = read.overall(book, overall_id)
    assert [task.task for task in form.key_tasks] == ["拟定规划", "", "群众体育"]
    assert [row.name for row in form.indicators] == ["", *NAMES[:3]]
    with book.step("移") as step:
        edit.move_indicator(step, form.key_tasks[2].id, -2, "key_task")
        edit.move_indicator(step, form.indicators[0].id, 2, "overall_indicator")
    form = read.overall(book, overall_id)
    assert [task.task for task in form.key_tasks] == ["群众体育", "拟定规划", ""]
    assert [row.name for row in form.indicators] == [*NAMES[:2], "", NAMES[2]]
    with book.step("删") as step:
        edit.remove_indicator(step, form.key_tasks[2].id, "key_task")
    assert len(read.overall(book, overall_id).key_tasks) == 2


def test_a_row_that_is_gone_does_not_move(book: Book, project_id: int) -> None:
    with pytest.raises(RowMissing), book.step("移") as step:
        edit.move_indicator(step, 999, 1)


def test_the_year_becomes_a_copy_of_the_whole_period(book: Book, project_id: int) -> None:
    kept = read.project(book, project_id).indicators.annual[0].id
    with book.step("复制") as step:
        edit.copy_to_annual(step, project_id)
    project = read.project(book, project_id)
    assert project.goals.annual == "实施期目标"
    assert [(row.level2, row.name, row.target) for row in project.indicators.annual] == [
        (row.level2, row.name, row.target) for row in project.indicators.implementation or ()
    ]
    assert project.indicators.annual[0].id == kept
    assert len({row.id for row in project.indicators.annual}) == 4


@pytest.mark.parametrize(
    ("annual", "expected"), [(Funding(), FUNDING), (Funding(total=3, own=3), None)]
)
def test_amounts_are_copied_only_where_the_year_has_none(
    book: Book, annual: Funding, expected: Funding | None
) -> None:
    unit = add_unit(book)
    project = replace(a_project(unit), funding=PerHorizon(FUNDING, annual))
    with book.step("加") as step:
        project_id = edit.add_project(step, project)
    with book.step("复制") as step:
        edit.copy_to_annual(step, project_id)
    assert read.project(book, project_id).funding.annual == (expected or annual)


def test_a_form_of_the_year_alone_has_nothing_to_copy(book: Book) -> None:
    unit = add_unit(book)
    with book.step("加") as step:
        project_id = edit.add_project(step, annual_only_project(unit))
    with pytest.raises(LockedField, match="实施期"), book.step("复制") as step:
        edit.copy_to_annual(step, project_id)
    with pytest.raises(RowMissing), book.step("复制") as step:
        edit.copy_to_annual(step, 99)
