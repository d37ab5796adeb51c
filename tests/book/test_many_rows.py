"""Rows that are added many at once are the rows that are added one by one."""

from dataclasses import replace
from typing import Any
from uuid import RFC_4122, UUID

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.step import new_uuid
from tests.book.records import a_project, add_unit


def _rows(book: Book, table: str) -> list[tuple[Any, ...]]:
    return book.rows(f"SELECT * FROM {table} ORDER BY id")


@pytest.mark.parametrize("count", [0, 1, 2, 63, 64, 65, 200])
def test_every_row_is_added_once_in_order_and_journalled(book: Book, count: int) -> None:
    unit = add_unit(book)
    with book.step("先") as step:
        owner = edit.add_project(step, a_project(unit))
    before = len(_rows(book, "indicator"))
    levels = {"level1": "产出指标", "level2": "数量指标"}
    key = {"project_id": owner, "horizon": "annual"}
    rows: list[dict[str, Any]] = [
        {**key, **levels, "position": it, "name": f"第{it}"} for it in range(count)
    ]
    with book.step("加") as step:
        step.insert_all("indicator", rows)
        journalled = step.rows("SELECT count(*) FROM journal WHERE step_id = ?", (step.id,))
        assert journalled == [(count,)]
    added = book.rows("SELECT name, uuid FROM indicator ORDER BY id")[before:]
    assert [name for name, _ in added] == [it["name"] for it in rows]
    assert len({uuid for _, uuid in added}) == count


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [("position", 1.5, TypeError), ("name", "甲\0", ValueError), ("name", 3, TypeError)],
)
def test_one_bad_value_among_many_adds_none(
    book: Book, column: str, value: Any, fault: type[Exception]
) -> None:
    unit = add_unit(book)
    with book.step("先") as step:
        owner = edit.add_project(step, a_project(unit))
    before = _rows(book, "indicator")
    good: dict[str, Any] = {
        "project_id": owner,
        "horizon": "annual",
        "position": 9,
        "level1": "产出指标",
        "level2": "数量指标",
        "name": "好",
    }
    with pytest.raises(fault), book.step("加") as step:
        step.insert_all("indicator", [good, {**good, column: value}])
    assert _rows(book, "indicator") == before


def test_projects_added_together_are_those_added_alone(book: Book) -> None:
    unit = add_unit(book)
    wanted = [replace(a_project(unit), name=f"项目{it}", uuid="") for it in range(3)]
    with book.step("一起") as step:
        together = edit.add_projects(step, wanted)
    with book.step("逐个") as step:
        alone = [edit.add_project(step, replace(it, name=f"{it.name}二")) for it in wanted]
    found = [read.project(book, it) for it in (*together, *alone)]
    assert [it.name for it in found[:3]] == [it.name for it in wanted]
    assert [_said(it) for it in found[:3]] == [_said(it) for it in found[3:]]
    assert len({it.uuid for it in found}) == len(found)
    book.undo()
    book.undo()
    assert _rows(book, "project") == _rows(book, "indicator") == []


def _said(project: Any) -> Any:
    """All that a project says, without what tells it apart."""
    rows = [
        [(it.level1, it.level2, it.name, it.target) for it in side or ()]
        for side in (project.indicators.implementation, project.indicators.annual)
    ]
    return replace(project, id=0, uuid="", name="", indicators=None), rows


def test_new_identities_are_of_the_standard_differ_and_stand_in_their_order() -> None:
    """RFC 9562, version 7: the time first, so that what is made together stands together."""
    made = [new_uuid() for _ in range(2000)]
    assert len(set(made)) == len(made)
    assert {(UUID(it).version, UUID(it).variant, str(UUID(it)) == it) for it in made} == {
        (7, RFC_4122, True)
    }
    times = [it[:13] for it in made]
    assert times == sorted(times)
