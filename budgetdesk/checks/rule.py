"""A rule: one small function with its official code, registered by decorator."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from budgetdesk.checks.finding import Found, Severity

# A rule is called with its case; one that declares limits gets them as a second argument.
Test = Callable[..., Iterator[Found]]


class Forms(Protocol):
    """What the forms of a book have fields for."""

    def on_form(self, found: Found) -> Found | None:
        """What a rule found, as far as it is of fields that a form has."""


class Examined(Protocol):
    """A case: it knows the forms around it."""

    @property
    def office(self) -> Forms:
        """The forms."""


OWN_FIELDS = "own"
"""What a rule reads that reads whatever a form set declares of a record."""


class Scope(StrEnum):
    """What a rule looks at: the kind of case it is given."""

    PROJECT = "project"
    OVERALL = "overall"
    DEPARTMENT = "department"
    UNIT = "unit"  # the projects of one unit
    BOOK = "book"
    RECORD = "record"  # of any kind that a form set declares


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule and what is told about it.

    `reads` are path prefixes of fields ("overview", "funding.annual", "indicators"): the rule runs
    again only when one of them changed. `checks` says what is looked at and `why` what a reviewer
    would say, both as the program shows them. `limits` are numbers a form set or an office may set.
    `failing` and `passing` are one short example each, for the documentation. `bundle` is set
    where all findings of a unit are told as one: what that says where they differ.
    """

    code: str
    title: str
    severity: Severity
    scopes: tuple[str, ...]  # a `Scope`, or a record kind that a form set declares
    reads: tuple[str, ...]
    checks: str
    why: str
    source: str
    failing: str
    passing: str
    test: Test
    limits: Mapping[str, int] = field(default_factory=dict)
    bundle: str = ""
    theme: str = ""  # of a rule that a form set gives: the name of the forms it looks at

    def run(self, case: Examined, limits: Mapping[str, int]) -> tuple[Found, ...]:
        """What the rule finds in a case, within the given limits, of fields that a form shows."""
        found = tuple(self.test(case, limits) if self.limits else self.test(case))
        return tuple(told for one in found if (told := case.office.on_form(one))) if found else ()


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    title: str,
    severity: Severity,
    *,
    reads: tuple[str, ...],
    checks: str,
    why: str,
    source: str,
    failing: str,
    passing: str,
    scopes: tuple[Scope, ...] = (Scope.PROJECT,),
    limits: Mapping[str, int] | None = None,
    bundle: str = "",
) -> Callable[[Test], Test]:
    """Register the decorated function as the rule of this code; a code is used once."""

    def register(test: Test) -> Test:
        if code in RULES:
            raise ValueError(f"rule {code} is registered twice")
        RULES[code] = Rule(
            code,
            title,
            severity,
            scopes,
            reads,
            checks,
            why,
            source,
            failing,
            passing,
            test,
            limits or {},
            bundle,
        )
        return test

    return register
