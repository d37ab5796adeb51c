"""The outcome of 审核: findings, faults of rules, and their counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from budgetdesk.checks.finding import Finding, Severity
from budgetdesk.domain.form_marks import Tally


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that failed: a fault of the program, reported with the rule's code."""

    code: str
    place: str
    cause: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything found: departments, overall forms, projects in the order of tree and form.

    What comes of comparing records with each other stands at the end.
    """

    findings: tuple[Finding, ...] = ()
    faults: tuple[Fault, ...] = ()

    def counts(self) -> dict[Severity, int]:
        """How many findings of each severity stand open; those ignored for a form do not count."""
        open_findings = (f for f in self.findings if not (f.explanation and f.explanation.ignored))
        counted = Counter(finding.severity for finding in open_findings)
        return {severity: counted[severity] for severity in Severity}

    def explained(self) -> int:
        """How many of the 需说明 that count are explained."""
        told = (f.explanation for f in self.findings if f.severity is Severity.EXPLAIN)
        return sum(explanation is not None and not explanation.ignored for explanation in told)


def tally_of(findings: Iterable[Finding]) -> Tally:
    """What still asks for something: errors not ignored, and 需说明 without a word."""
    errors = unexplained = 0
    for finding in findings:
        explanation = finding.explanation
        if finding.severity is Severity.ERROR:
            errors += explanation is None or not explanation.ignored
        else:
            unexplained += finding.is_unexplained
    return Tally(errors, unexplained)
