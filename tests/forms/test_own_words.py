"""审核 and 填报说明 speak as the forms of the set do."""

import pytest

from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.domain.fields import HORIZON_LABELS
from budgetdesk.domain.records import Horizon, RecordKind
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import form_set_ids, load_form_set
from budgetdesk.forms.own_words import in_words

_WORD = HORIZON_LABELS[Horizon.IMPLEMENTATION]


def _printed(form_set: FormSet) -> str:
    """All that the forms of projects have as labels."""
    forms = form_set.forms_of(RecordKind.PROJECT)
    return repr([it.rows for it in forms])


@pytest.mark.parametrize("set_id", form_set_ids())
def test_what_spans_several_years_is_called_as_on_the_form(set_id: str) -> None:
    form_set = load_form_set(set_id)
    if Horizon.IMPLEMENTATION not in form_set.horizons:
        return
    assert f"{form_set.in_own_words(_WORD)}目标" in _printed(form_set)


def test_renamed_fields_and_words_of_a_set_are_said_everywhere() -> None:
    form_set = load_form_set("national-2021")
    own = form_set.in_own_words
    assert own("年度目标 与 实施期目标 相同。") == "年度目标 与 中期目标 相同。"
    assert own("市县（区）财政资金：年度大于实施期。") == "财政拨款：年度大于中期。"
    rule = RulesInForce(form_set)["Q05"]
    assert not [it for it in (rule.title, rule.checks, rule.why, rule.failing) if _WORD in it]
    assert _WORD not in "".join(form_set.instruction(path) for path in form_set.instructions)


def test_what_a_clerk_wrote_is_quoted_as_it_is() -> None:
    words = (("实施期", "中期"), ("实施期满", "期满"))
    assert in_words(words, "实施期的“实施期三年”与「实施期」实施期满") == (
        "中期的“实施期三年”与「实施期」期满"
    )
    assert in_words((), "实施期") == "实施期"
