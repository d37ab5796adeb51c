"""What a record says of itself."""

from dataclasses import replace
from typing import Any

import pytest

from budgetdesk.domain.records import (
    PARAGRAPHS,
    Department,
    Funding,
    Indicator,
    PerHorizon,
    Project,
    Unit,
)

BLANK = Project("老年村医退养补助", Unit("县医疗集团", Department("202", "县卫体局")))


def test_a_form_with_name_and_money_alone_is_not_filled_in() -> None:
    funded = replace(BLANK, funding=PerHorizon(None, Funding(total=100)), responsible="经办")
    assert not funded.is_filled_in


@pytest.mark.parametrize("path", PARAGRAPHS)
def test_any_text_fills_a_form_in_but_blanks_do_not(path: str) -> None:
    filled: dict[str, Any] = {path: "按文件发放。"}
    blank: dict[str, Any] = {path: " \n　"}
    assert replace(BLANK, **filled).is_filled_in
    assert not replace(BLANK, **blank).is_filled_in


@pytest.mark.parametrize("goals", [PerHorizon("全年发放。", ""), PerHorizon(None, "全年发放。")])
def test_a_goal_of_either_horizon_fills_a_form_in(goals: PerHorizon[str]) -> None:
    assert replace(BLANK, goals=goals).is_filled_in


def test_a_row_that_was_added_and_left_blank_fills_nothing_in() -> None:
    added = Indicator("产出指标", "数量指标")
    named = replace(added, name="村医人数")
    aimed = replace(added, target="≥42人")
    assert not replace(BLANK, indicators=PerHorizon((added,), (added,))).is_filled_in
    assert replace(BLANK, indicators=PerHorizon(None, (added, named))).is_filled_in
    assert replace(BLANK, indicators=PerHorizon((aimed,), ())).is_filled_in
