"""What the dialog 审核设置 edits, without Qt: how an office grades each rule of its book."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from budgetdesk.checks.finding import Severity
from budgetdesk.checks.grading import Grades, Grading, gradings
from budgetdesk.checks.rule import Rule
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.desktop.findings.wording import rule_rows
from budgetdesk.domain.text import fold, half_width
from budgetdesk.forms.definition import FormSet


@dataclass(frozen=True, slots=True)
class OfficeGrade:
    """How an office grades one rule; None and an absent limit: as the form set has it."""

    on: bool | None = None
    severity: Severity | None = None
    limits: Mapping[str, int] = field(default_factory=dict)


class GradeSheet:
    """Every rule with what the form set says of it and what the office makes of that."""

    def __init__(self, form_set: FormSet, office: Grades) -> None:
        self.rules = RulesInForce(form_set)
        self._usual, _ = gradings(form_set, {})
        self._grades = {it.code: _read(it, office.get(it.code, {})) for it in self.rules}

    def usual(self, code: str) -> Grading:
        """How the form set grades a rule."""
        return self._usual[code]

    def usual_severity(self, code: str) -> Severity:
        """The severity that a rule has without the office."""
        return self._usual[code].severity or self.rules[code].severity

    def is_on(self, code: str) -> bool:
        """Whether a rule is applied."""
        chosen = self._grades[code].on
        return self._usual[code].on if chosen is None else chosen

    def severity(self, code: str) -> Severity:
        """The severity that a rule has."""
        return self._grades[code].severity or self.usual_severity(code)

    def chosen_severity(self, code: str) -> Severity | None:
        """The severity that the office chose; None: as the form set has it."""
        return self._grades[code].severity

    def limit(self, code: str, name: str) -> int:
        """A limit of a rule."""
        return self._grades[code].limits.get(name, self._usual[code].limits[name])

    def is_changed(self, code: str) -> bool:
        """Whether the office grades the rule otherwise than the form set."""
        return self._grades[code] != OfficeGrade()

    def turn(self, code: str, *, on: bool) -> None:
        """Apply a rule, or don't."""
        chosen = None if on == self._usual[code].on else on
        self._grades[code] = replace(self._grades[code], on=chosen)

    def grade(self, code: str, severity: Severity | None) -> None:
        """Choose a severity; None: as the form set has it."""
        self._grades[code] = replace(self._grades[code], severity=severity)

    def set_limit(self, code: str, name: str, number: int) -> None:
        """Set a limit of a rule."""
        limits = {**self._grades[code].limits, name: number}
        usual = self._usual[code].limits
        kept = {name: number for name, number in limits.items() if number != usual[name]}
        self._grades[code] = replace(self._grades[code], limits=kept)

    def reset(self, code: str) -> None:
        """Grade a rule as the form set does."""
        self._grades[code] = OfficeGrade()

    def office(self) -> dict[str, dict[str, object]]:
        """What differs from the form set, as it is stored."""
        return {code: _written(it) for code, it in self._grades.items() if self.is_changed(code)}


def read_limit(text: str) -> int | None:
    """A limit as typed: a whole number, 0 or more; None when it is not one."""
    digits = half_width(text).strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None


def rule_holds(rule: Rule, text: str) -> bool:
    """Whether a text stands anywhere in what is told of a rule."""
    told = (rule.code, rule.title, *(text for _, text in rule_rows(rule)))
    return fold(text).casefold() in "\n".join(fold(part).casefold() for part in told)


def _read(rule: Rule, given: Mapping[str, object]) -> OfficeGrade:
    on, severity = given.get("on"), given.get("severity")
    return OfficeGrade(
        on if isinstance(on, bool) else None,
        Severity(str(severity)) if severity is not None else None,
        {name: n for name, n in given.items() if name in rule.limits and isinstance(n, int)},
    )


def _written(grade: OfficeGrade) -> dict[str, object]:
    written: dict[str, object] = dict(grade.limits)
    if grade.on is not None:
        written["on"] = grade.on
    if grade.severity is not None:
        written["severity"] = grade.severity.value
    return written
