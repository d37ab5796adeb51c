"""A goal without figures, or none at all, is drafted from the indicators, as a cure to be taken."""

from budgetdesk.checks.finding import Found, SetField
from budgetdesk.checks.rule import RULES
from budgetdesk.domain.records import Horizon, PerHorizon
from tests.checks.building import case


def found(code: str, annual: str) -> list[Found]:
    made = case()
    goals = PerHorizon(made.project.goals.implementation, annual)
    return list(RULES[code].run(case(goals=goals), {}))


def test_a_blank_goal_is_drafted() -> None:
    (blank,) = found("Q01", "")
    assert blank.fix is not None
    assert not blank.fix.safe
    (edit,) = blank.fix.edits
    assert isinstance(edit, SetField)
    assert edit.ref.path == f"goals.{Horizon.ANNUAL}"
    assert "退养村医人数42人" in edit.text
    assert found("Q06", edit.text) == []


def test_a_goal_without_figures_keeps_its_words_and_gets_a_sentence() -> None:
    said = "及时按月发放退养村医生活补助"
    (plain,) = found("Q06", said)
    assert plain.fix is not None
    (edit,) = plain.fix.edits
    assert isinstance(edit, SetField)
    assert edit.text.startswith(f"{said}。")
    assert found("Q06", edit.text) == []
