"""Amounts in another unit than the form's are converted, and shown before they are written."""

import pytest

from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.typed import parse_typed
from budgetdesk.exchange.placement.plan import Certainty
from tests.exchange.placement.test_rules import YONGHE, _in, _lines, _paste

_START = _in("funding.annual.central")


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("金额（万元）", 10_000),
        ("资金(万元)", 10_000),
        ("单位：万元", 10_000),
        ("金额（单位：千元）", 1_000),
        ("单位：百万元", 1_000_000),
    ],
)
def test_amounts_in_another_unit_are_converted_and_shown_first(head: str, unit: int) -> None:
    plan = _paste(YONGHE, _START, _lines(head, "10", "20.5"))
    found = {ref.path: parse_typed(field_of(ref).kind, text) for ref, text in plan.texts}
    assert set(found.values()) == {10 * unit * 100, 205 * unit * 10}
    assert plan.wants_a_look
    assert {edit.certainty for edit in plan.edits if edit.changes} == {Certainty.GUESSED}
    assert [(one.source.text, one.why) for one in plan.left_over] == [
        (head, "说明金额单位，不是金额")
    ]
    assert any("换算成元" in sentence for sentence in plan.assumed)


def test_amounts_that_say_their_own_unit_keep_it() -> None:
    plan = _paste(YONGHE, _START, _lines("10万元", "20 元"))
    assert [parse_typed(field_of(ref).kind, text) for ref, text in plan.texts] == [
        10_000_000,
        2_000,
    ]
    assert not plan.wants_a_look
