"""A clock that was set back changes nothing of what is later: at the bureau, and at a unit."""

from datetime import UTC, datetime, timedelta

import pytest

import budgetdesk.book.return_remarks as return_remarks
import budgetdesk.exchange.register.states as states
from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record
from budgetdesk.book.read import projects, units
from budgetdesk.exchange.register.deciding import latest_entry
from tests.exchange.downward.test_returning import _PLAN, returned, told
from tests.exchange.register.test_register import register
from tests.exchange.sealed.conftest import (
    Offices,
    made,
    offices,
    received,
    run,
    submitted,
)

__all__ = ["made", "offices"]


class _LongAgo:
    """A clock whose battery is empty."""

    @staticmethod
    def now(_: object = None) -> datetime:
        return datetime.now(UTC) - timedelta(days=4_000)


def test_the_stage_that_came_last_is_known(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    bureau = offices.bureau
    received(bureau, offices.package)
    monkeypatch.setattr(states, "datetime", _LongAgo)
    with Book.open(offices.first) as book, book.step("监控") as step:
        add_record(step, "monitoring", projects(book)[0].id)
    received(bureau, submitted(offices.first, offices.folder / "出"))
    with Book.open(bureau) as book:
        assert latest_entry(book, units(book)[0]).stage.startswith("监控")
    assert run("desk", bureau, "--accept", "甲医院")[0] == 0
    with Book.open(bureau) as book:
        [first, later] = states.entries_of(book, units(book)[0].uuid)
        assert (first.state, later.state) == (states.UnitState.SENT, states.UnitState.ACCEPTED)
        book.undo()
        assert latest_entry(book, units(book)[0]).state is states.UnitState.SENT


def test_the_answer_that_was_sent_last_stands(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    received(offices.bureau, offices.package)
    received(offices.first, returned(offices, "--remark", *_PLAN))
    [remark] = told(offices.first)["got"]
    for words in ("按县卫健局核定的人数", "按省里核定的人数改了"):
        code, _, err = run("remarks", offices.first, "--explain", remark["id"], words)
        assert code in (0, 1), err
        received(offices.bureau, submitted(offices.first, offices.folder / "出"))
        [row] = register(offices.bureau)["甲医院"]["remarks"]
        assert row["answer"]["text"] == words
        monkeypatch.setattr(return_remarks, "datetime", _LongAgo)


def test_a_receipt_is_found_however_its_unit_is_typed(offices: Offices) -> None:
    received(offices.bureau, offices.package)
    for name, words in (("甲 医院", "回执：甲医院"), ("丁医院", "没有单位「丁医院」")):
        code, out, _ = run("desk", offices.bureau, "--acknowledge", name)
        assert (code, words in out) == (0, True)
