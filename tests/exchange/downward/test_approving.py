"""批复: what was accepted goes back to the unit, whose book keeps it and tells what differs."""

from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.edit import write_field
from budgetdesk.book.read import projects, units
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.downward.approval_content import read_approval
from budgetdesk.exchange.downward.registers import taken_approvals
from budgetdesk.exchange.sealed.opening import open_package
from tests.exchange.register.test_register import register
from tests.exchange.sealed.conftest import (
    Offices,
    edit,
    made,
    offices,
    received,
    run,
    state,
    submitted,
)

__all__ = ["made", "offices"]


def approved(offices: Offices) -> Path:
    """The 批复 of what the first unit sent."""
    received(offices.bureau, offices.package)
    register(offices.bureau, "--accept", "甲医院")
    given = ("--unit", "甲医院", "--to", offices.folder / "批", "--note", "永财预〔2024〕1号")
    code, out, err = run("approve", offices.bureau, *given)
    assert code == 0, err
    return Path(out.splitlines()[0])


def test_it_is_kept_once_and_the_forms_stay(offices: Offices) -> None:
    file = approved(offices)
    assert file.name == "批复_2024_甲医院_目标_v1.xlsx"
    assert register(offices.bureau)["甲医院"]["state"] == "approved"
    before = state(offices.first)
    code, [receipt] = received(offices.first, file)
    assert (code, receipt["found"], receipt["outcome"]) == (0, ["approved"], "taken")
    assert receipt["warnings"] == []
    assert received(offices.first, file)[1][0]["found"] == ["duplicate"]
    assert state(offices.first) == before
    with Book.open(offices.first) as book:
        [unit] = units(book)
        [kept] = taken_approvals(book, unit.uuid)
        assert (kept.version, kept.note) == (1, "永财预〔2024〕1号")
        assert kept.code == open_package(offices.package).envelope.code
        book.undo()
        assert taken_approvals(book, unit.uuid) == ()


def test_what_differs_from_it_is_told(offices: Offices) -> None:
    file = approved(offices)
    edit(offices.first, "防疫", "plan", "新的计划")
    submitted(offices.first, offices.folder / "出")
    with Book.open(offices.first) as book, book.step("改") as step:
        village, other = sorted(projects(book), key=lambda it: it.name)
        ref = FieldRef(RecordKind.PROJECT, village.id, "funding.annual.total")
        write_field(step, ref, 1_200_000)
        step.delete("project", other.id)
    _, [receipt] = received(offices.first, file)
    assert receipt["warnings"] == [
        "批复的是第 1 版，本账套最近上报的是第 2 版。",
        f"「{village.name}」批复 10,000 元，账套中是 12,000 元。",
        f"批复的项目「{other.name}」账套中没有。",
    ]


def test_what_is_not_for_a_book_or_not_accepted_is_refused(offices: Offices) -> None:
    received(offices.bureau, offices.package)
    given = ("--unit", "甲医院", "--to", offices.folder / "批")
    code, _, err = run("approve", offices.bureau, *given)
    assert (code, "不能批复" in err) == (2, True)
    assert not (offices.folder / "批").exists()
    file = approved(offices)
    for book, found in ((offices.second, "unknown_unit"), (offices.bureau, "own")):
        code, [receipt] = received(book, file)
        assert (code, receipt["found"]) == (2, [found])


def test_a_strangers_content_is_none(offices: Offices) -> None:
    sound = open_package(approved(offices)).payload
    assert len(read_approval(sound).projects) == 2
    for key, value in (
        ("projects", {}),
        ("projects", [{"uuid": "a", "name": 1, "total": 1}]),
        ("totals", {"gold": 1}),
        ("approved_version", "1"),
        ("note", "长" * 5_000),
    ):
        with pytest.raises((TypeError, KeyError, ValueError, AttributeError)):
            read_approval({**sound, key: value})
