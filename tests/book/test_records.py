"""What is put into a book is read back the same."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.errors import RowMissing
from budgetdesk.domain.records import Indicator, OverallForm, PerHorizon, Project, Unit
from tests.book.records import (
    a_line,
    a_project,
    add_unit,
    an_overall,
    annual_only_project,
)


def bare_project(project: Project) -> Project:
    """A project without what the book adds: ids and uuid."""
    indicators = PerHorizon(
        bare_indicators(project.indicators.implementation),
        bare_indicators(project.indicators.annual) or (),
    )
    unit = replace(project.unit, uuid="", department=replace(project.unit.department, uuid=""))
    return replace(project, id=0, uuid="", indicators=indicators, unit=unit)


def bare_indicators(rows: tuple[Indicator, ...] | None) -> tuple[Indicator, ...] | None:
    return None if rows is None else tuple(replace(row, id=0) for row in rows)


def bare_overall(form: OverallForm) -> OverallForm:
    return replace(
        form,
        id=0,
        uuid="",
        department=replace(form.department, uuid=""),
        indicators=bare_indicators(form.indicators) or (),
        key_tasks=tuple(replace(task, id=0) for task in form.key_tasks),
    )


@pytest.mark.parametrize("make", [a_project, annual_only_project])
def test_a_project_is_read_as_it_was_put(book: Book, make: Callable[[Unit], Project]) -> None:
    project = make(add_unit(book))
    with book.step("导入") as step:
        project_id = edit.add_project(step, project)
    found = read.project(book, project_id)
    assert bare_project(found) == project
    assert found.uuid
    assert found.id == project_id


def test_an_overall_form_is_read_as_it_was_put(book: Book) -> None:
    department = add_unit(book).department
    with book.step("导入") as step:
        overall_id = edit.put_overall(step, an_overall(department))
    assert bare_overall(read.overall(book, overall_id)) == an_overall(department)


def test_ledger_lines_are_read_in_their_order(book: Book) -> None:
    unit = add_unit(book)
    with book.step("导入") as step:
        project_id = edit.add_project(step, a_project(unit))
        edit.add_ledger_line(step, a_line(unit, amount=-1))
        edit.add_ledger_line(step, a_line(unit, "乡村医生补助"))
    basic, project = read.ledger(book)
    assert (basic.amount, basic.project, basic.project_id) == (-1, None, None)
    assert (project.amount, project.project, project.project_id) == (
        15000000,
        "乡村医生补助",
        project_id,
    )


def test_a_record_that_is_not_there_is_named(book: Book) -> None:
    with pytest.raises(RowMissing, match="7"):
        read.project(book, 7)
    with pytest.raises(RowMissing):
        read.overall(book, 7)
