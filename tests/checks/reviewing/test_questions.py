"""The questions of the review sheets: every rule that judges a form answers one, and one only."""

from collections import Counter

import pytest

from budgetdesk.checks import rules as _rules  # noqa: F401 - importing registers the rules
from budgetdesk.checks.reviewing.questions import question_of, review_questions, sheet_kinds
from budgetdesk.checks.rule import RULES, Scope
from budgetdesk.forms.loader import form_set_ids, load_form_set

_FORMS = {Scope.PROJECT, Scope.OVERALL, Scope.UNIT}


def _codes() -> list[str]:
    return [code for question in review_questions() for code in question.rules]


def test_every_rule_of_a_form_answers_one_question() -> None:
    told = Counter(_codes())
    assert {code for code, times in told.items() if times > 1} == set()
    plain = {code for code in told if "." not in code}
    assert plain <= set(RULES)
    of_forms = {code for code, rule in RULES.items() if _FORMS & set(rule.scopes)}
    assert of_forms <= plain


def test_what_a_rule_says_of_one_field_may_answer_another_question() -> None:
    clear, conditions = question_of("Q07", "overview"), question_of("Q07", "plan")
    assert clear is not None
    assert conditions is not None
    assert (clear.key, conditions.key) == ("clear", "conditions")
    assert question_of("X01", "tables") is None


@pytest.mark.parametrize("set_id", form_set_ids())
def test_every_question_is_asked_by_the_sheets_of_every_set(set_id: str) -> None:
    form_set = load_form_set(set_id)
    for kind in sheet_kinds().values():
        fields = form_set.dictionary.kinds[kind].fields
        for question in review_questions():
            assert {question.key, question.reason, f"{question.key}_score"} <= set(fields)
            assert fields[question.key].choices == ("优", "良", "中", "差")
