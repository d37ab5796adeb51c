"""Which rules run, how grave they are and within which limits: rule, form set, office.

A form set's `[checks]` and an office's setting have the same shape, the office's word counting
last: {"Q02": {"severity": "error"}, "Q12": {"least": 8}, "Q29": {"on": false}}. What is wrong in
them is left out and told of; the rules then run as they would without it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budgetdesk.book.edit import put_setting
from budgetdesk.book.step import Step
from budgetdesk.checks.finding import SEVERITY_LABELS, Severity
from budgetdesk.checks.report import Fault
from budgetdesk.checks.rule import Rule
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.forms.definition import FormSet

OFFICE_SETTING = "checks"
OFFICE = "本单位的审核设置"
Grades = Mapping[str, Mapping[str, object]]


class GradingError(ValueError):
    """A setting of the checks is wrong; the message is a sentence for the clerk."""


@dataclass(frozen=True, slots=True)
class Grading:
    """How one rule is applied in a book."""

    on: bool
    severity: Severity | None  # None: as the rule and its finding say
    limits: Mapping[str, int]


def gradings(form_set: FormSet, office: Grades) -> tuple[dict[str, Grading], tuple[Fault, ...]]:
    """How each rule is applied under a form set and an office, and what is wrong in the set."""
    rules = RulesInForce(form_set)
    faults = _faults(rules, form_set.checks, f"套表「{form_set.id}」的 [checks]")
    layers = (_sound(rules, form_set.checks), office)
    return {rule.code: _grade(rule, layers) for rule in rules}, (*rules.faults, *faults)


def read_office_grades(text: str | None, rules: RulesInForce) -> tuple[Grades, tuple[Fault, ...]]:
    """What an office set, from the setting's JSON text, and what is wrong in it."""
    try:
        grades = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}, (Fault("", OFFICE, "不是有效的 JSON，已按套表的规定审核。"),)
    if not isinstance(grades, dict):
        return {}, (Fault("", OFFICE, "应按审核编号写成一组，已按套表的规定审核。"),)
    return _sound(rules, grades), tuple(_faults(rules, grades, OFFICE))


def put_office_grades(step: Step, grades: Grades, rules: RulesInForce) -> None:
    """Keep what an office sets for its book.

    Raises:
        GradingError: a code, key or value is wrong; nothing is kept.
    """
    for fault in _faults(rules, grades, OFFICE):
        raise GradingError(f"{fault.place}：{fault.code} {fault.cause}")
    put_setting(step, OFFICE_SETTING, json.dumps(grades, ensure_ascii=False))


def _grade(rule: Rule, layers: tuple[Grades, ...]) -> Grading:
    merged: dict[str, object] = {}
    for layer in layers:
        merged |= layer.get(rule.code, {})
    severity = merged.get("severity")
    return Grading(
        merged.get("on") is not False,
        None if severity is None else Severity(str(severity)),
        {name: _whole(merged.get(name), limit) for name, limit in rule.limits.items()},
    )


def _whole(given: object, otherwise: int) -> int:
    return given if isinstance(given, int) else otherwise


def _sound(rules: RulesInForce, grades: Mapping[str, object]) -> Grades:
    """A layer without the codes, keys and values that mean nothing."""
    return {
        code: {key: value for key, value in given.items() if not _wrong(rules[code], key, value)}
        for code, given in grades.items()
        if code in rules and isinstance(given, Mapping)
    }


def _faults(rules: RulesInForce, grades: Mapping[str, object], place: str) -> Iterator[Fault]:
    for code, given in grades.items():
        if code not in rules:
            yield Fault(code, place, "没有这个审核编号。")
        elif not isinstance(given, Mapping):
            yield Fault(code, place, "应写成一组设置，如 { on = false }。")
        else:
            wrong = (_wrong(rules[code], key, value) for key, value in given.items())
            yield from (Fault(code, place, cause) for cause in wrong if cause)


def _wrong(rule: Rule, key: str, value: object) -> str:
    """What is wrong with one value; "" when nothing is."""
    limits = rule.limits
    if key == "on":
        return "" if isinstance(value, bool) else "on 只能是 true 或 false。"
    if key == "severity":
        known = "、".join(SEVERITY_LABELS)
        return "" if value in tuple(Severity) else f"severity「{value}」不存在，可用 {known}。"
    if key not in limits:
        having = "、".join(("on", "severity", *limits))
        return f"没有「{key}」这项设置，可用 {having}。"
    whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if whole else f"{key} 应为 0 或正整数。"
