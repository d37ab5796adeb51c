"""A remark of a 退回 is told of the unit's later books, as long as it holds."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.edit import rename
from budgetdesk.book.person import put_person
from budgetdesk.book.read import projects
from budgetdesk.exchange.returned_before.lessons import keep_lessons, known_lessons, switch_lesson
from budgetdesk.suggestions.index import forget, index_file, remembered_lessons
from tests.exchange.downward.conftest import heard, offices
from tests.exchange.sealed.conftest import Offices, edit, received, run

__all__ = ["heard", "offices"]
_PLAN = ("村医", "项目实施计划", "张三局长说写明各月的安排")
_ROW = ("村医", "年度指标值", "村医人数", "依据是什么")


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> Iterator[None]:
    forget(index_file())
    yield
    forget(index_file())


@pytest.fixture
def returned(offices: Offices) -> Offices:
    """The first unit has got two remarks in words, and answered both as 已改."""
    with Book.open(offices.bureau) as book, book.step("签名") as step:
        put_person(step, "王审核")
    folder = offices.folder / "退"
    given = ("--unit", "甲医院", "--to", folder, "--note", "见意见")
    code, out, err = run("return", offices.bureau, *given, "--remark", *_PLAN, "--remark", *_ROW)
    assert code == 0, err
    received(offices.first, out.splitlines()[0])
    _, out, _ = run("remarks", offices.first, "--json")
    for remark in json.loads(out)["got"]:
        run("remarks", offices.first, "--changed", remark["id"])
    return offices


def told(book: Path) -> list[dict[str, Any]]:
    _, out, err = run("check", book, "--json")
    assert out, err
    found: list[dict[str, Any]] = json.loads(out)["returned_before"]
    return found


def fields(book: Path) -> list[str]:
    return [it["place"]["path"] for it in told(book)]


def next_year(offices: Offices) -> Path:
    path = offices.folder / "下年.budget"
    code, _, err = run("next-year", offices.first, path)
    assert code == 0, err
    return path


def test_已改_that_changed_nothing_is_told_and_a_change_is_not(returned: Offices) -> None:
    assert fields(returned.first) == ["plan", "indicators.annual.target"]
    edit(returned.first, "村医", "plan", "一月至十二月按月发放")
    assert fields(returned.first) == ["indicators.annual.target"]
    _, out, _ = run("check", returned.first)
    assert "以前退回过、现在仍是这样的 1 处" in out
    assert "村医 年度指标值 数量指标 村医人数：依据是什么（" in out
    assert "退回，要求改正，当时答复：已改）" in out


def test_an_open_or_explained_remark_is_not_told_in_its_own_year(returned: Offices) -> None:
    plan, row = told(returned.first)
    run("remarks", returned.first, "--explain", plan["id"], "按县卫健局的安排")
    assert fields(returned.first) == ["indicators.annual.target"]
    assert fields(next_year(returned)) == ["plan", "indicators.annual.target"]
    assert row["now"] == "≥10人"


def test_the_next_year_is_held_against_it_unless_it_was_mended(returned: Offices) -> None:
    edit(returned.first, "村医", "plan", "一月至十二月按月发放补助")
    later = next_year(returned)
    assert fields(later) == ["indicators.annual.target"]
    edit(later, "村医", "plan", "村医的计划")
    assert fields(later) == ["plan", "indicators.annual.target"], "the old words are back"
    [plan, _] = told(later)
    assert (plan["year"], plan["who"], plan["stood"]) == (2024, "王审核", "村医的计划")


def test_switching_off_is_a_step_that_later_books_follow(returned: Offices) -> None:
    with Book.open(returned.first) as book:
        [plan] = [it for it in known_lessons(book) if it.remark.place.path == "plan"]
        switch_lesson(book, plan, on=False)
        assert [it.off for it in known_lessons(book)] == [True, False]
    assert fields(returned.first) == ["indicators.annual.target"]
    assert fields(next_year(returned)) == ["indicators.annual.target"]
    with Book.open(returned.first) as book:
        book.undo()
    assert fields(returned.first) == ["plan", "indicators.annual.target"]


@pytest.fixture
def strange(returned: Offices) -> Path:
    """A next year's book that does not know the last one, whose returns the data folder knows."""
    later = next_year(returned)
    with Book.open(later) as book, book.step("忘记") as step:
        for (row,) in step.rows("SELECT id FROM setting WHERE key LIKE 'return_lesson.%'"):
            step.delete("setting", row)
    with Book.open(returned.first) as book:
        keep_lessons(book, returned.first)
    return later


def test_another_book_of_the_unit_knows_it_from_the_data_folder_without_persons(
    strange: Path, returned: Offices
) -> None:
    assert fields(strange) == ["plan", "indicators.annual.target"]
    kept = remembered_lessons(index_file())
    assert {it.remark.who for it in kept} == {""}
    assert not any("张三" in it.remark.words for it in kept)
    assert fields(returned.second) == [], "it is of another unit"
    forget(index_file())
    assert fields(strange) == []


def test_an_indicator_is_known_by_a_near_name_and_not_by_another(strange: Path) -> None:
    for name, is_told in (("在岗村医人数", True), ("培训场次", False)):
        with Book.open(strange) as book:
            [one] = [it for it in projects(book) if it.name == "村医"]
            with book.step("改") as step:
                rename(step, "indicator", one.indicators.annual[0].id, name)
        assert ("indicators.annual.target" in fields(strange)) is is_told
