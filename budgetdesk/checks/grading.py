"""Which rules run, how grave they are and within which limits: rule, form set, office.

A form set's `[checks]` and an office's setting have the same shape, the office's word counting
last: {"Q02": {"severity": "error"}, "Q12": {"least": 8}, "Q29": {"on": false}}.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from budgetdesk.checks.finding import Severity
from budgetdesk.checks.rule import Rule

OFFICE_SETTING = "checks"
Grades = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Grading:
    """How one rule is applied in a book."""

    on: bool
    severity: Severity | None  # None: as the rule and its finding say
    limits: Mapping[str, int]


def grade(rule: Rule, *layers: Grades) -> Grading:
    """The rule's own grading changed by each layer in turn.

    Raises:
        ValueError: when a layer names a severity that does not exist.
    """
    merged: dict[str, object] = {}
    for layer in layers:
        merged.update(layer.get(rule.code, {}))
    limits = {name: _whole(merged.get(name), limit) for name, limit in rule.limits.items()}
    given = merged.get("severity")
    severity = None if given is None else Severity(str(given))
    return Grading(merged.get("on", True) is not False, severity, limits)


def _whole(given: object, otherwise: int) -> int:
    return given if isinstance(given, int) and not isinstance(given, bool) else otherwise
