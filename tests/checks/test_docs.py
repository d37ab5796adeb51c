"""The pages about the rules are those of the rules."""

from budgetdesk.checks.rule import RULES
from budgetdesk.checks.themes import limit_label, themed
from tests.docs_rules import PAGE, page


def test_the_page_of_the_rules_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.docs_rules"


def test_every_rule_has_one_theme_and_every_limit_a_name() -> None:
    codes = [rule.code for _, rules in themed() for rule in rules]
    assert sorted(codes) == sorted(RULES)
    assert all(limit_label(name) for rule in RULES.values() for name in rule.limits)
