"""Rules of 审核 added to a drawn set: from examples for a cell, tried, saved, drawn again."""

from dataclasses import replace
from typing import Any

import pytest

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.exchange.drawing import correcting
from budgetdesk.exchange.drawing.correcting import CorrectionError
from budgetdesk.exchange.drawing.drawn import DrawnForm, DrawnRule
from budgetdesk.exchange.drawing.fault_places import told_at
from budgetdesk.exchange.drawing.rule_examples import (
    find_examples,
    judge,
    said_in_rule,
    texts_of,
)
from budgetdesk.exchange.drawing.rule_patterns import RuleCell, patterns_for
from budgetdesk.exchange.drawing.rules import (
    declared_rule,
    in_names,
    new_code,
    with_rule,
    without_rule,
)
from budgetdesk.exchange.drawing.saving import declared_kind, try_set
from budgetdesk.exchange.drawing.set_text import set_files
from tests.exchange.drawing.test_formulas import cell_of, form_of


def rules_for(form: DrawnForm, kind: KindDeclaration, place: str) -> dict[str, DrawnRule]:
    """The rules that are offered for a cell, each with its examples."""
    found = {}
    for name, rule in patterns_for(RuleCell(form, kind, cell_of(form, place))):
        named = in_names(form, kind, replace(rule, code=new_code((form,))))
        examples = find_examples(kind, named, 2027)
        assert examples.failing is not None, name
        assert examples.passing is not None, name
        failing, passing = (
            said_in_rule(named.rows, examples.fields, it)
            for it in (examples.failing, examples.passing)
        )
        assert texts_of(named.rows, examples.fields, failing) == examples.failing
        found[name] = replace(named, failing=failing, passing=passing)
    return found


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("B3", {"必填", "文字不含某些字", "文字不少于几个字", "填了这格就要填另一格"}),
        ("B6", {"必填", "填了这格就要填另一格"}),
        ("B8", {"合计等于分项", "等于明细合计", "不大于另一格"}),
        ("F11", {"必填", "填了这格就要填另一格"}),
        ("E18", {"必填", "填了这格就要填另一格"}),
        ("F18", {"必填", "填了这格就要填另一格"}),
    ],
)
def test_each_rule_offered_for_a_cell_is_borne_out_by_its_examples(
    place: str, names: set[str]
) -> None:
    form = form_of()
    kind = declared_kind(set_files((form,)), form.record)
    rules = rules_for(form, kind, place)
    assert set(rules) == names
    for name, rule in rules.items():
        declared = declared_rule((form,), 0, rule)
        fields = find_examples(kind, rule, 2027).fields
        failing, passing = (texts_of(rule.rows, fields, it) for it in (rule.failing, rule.passing))
        assert judge(kind, declared, fields, failing).wrong, name
        assert judge(kind, declared, fields, failing).sentence, name
        assert not judge(kind, declared, fields, passing).wrong, name


def test_a_rule_is_in_the_set_until_it_is_removed() -> None:
    form = form_of()
    kind = declared_kind(set_files((form,)), form.record)
    rule = rules_for(form, kind, "B8")["等于明细合计"]
    made = with_rule(form, rule)
    (read,) = [it for it in try_set(set_files((made,))).rules if it.code == "Z01"]
    assert read.title == "资金总额不等于支出计划合计"
    assert new_code((made,)) == "Z02"
    assert with_rule(made, replace(rule, title="改名")).rules[0].title == "改名"
    assert without_rule(made, "Z01").rules == []
    assert form.rules == []


def test_a_rule_without_a_field_is_told_as_that_rule() -> None:
    form = form_of()
    kind = declared_kind(set_files((form,)), form.record)
    made = with_rule(form, rules_for(form, kind, "C9")["必填"])
    made = correcting.without_field(made, cell_of(made, "C9").box)
    with pytest.raises(FormSetError) as fault:
        try_set(set_files((made,)))
    assert told_at((made,), fault.value).startswith("审核规则 Z01「资金性质没有填写」的条件：")


def without(rule: DrawnRule, key: str) -> DrawnRule:
    blank: dict[str, Any] = {key: " "}
    return replace(rule, **blank)


@pytest.mark.parametrize("key", ["title", "when", "at", "message", "why", "source"])
def test_what_is_not_written_is_asked_for(key: str) -> None:
    form = form_of()
    kind = declared_kind(set_files((form,)), form.record)
    rule = rules_for(form, kind, "B3")["必填"]
    with pytest.raises(CorrectionError, match="请写"):
        with_rule(form, without(rule, key))
