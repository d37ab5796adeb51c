"""What the rules said, kept by record, so that one edit replaces one record's results."""

from dataclasses import dataclass, field

from budgetdesk.checks.finding import Finding, Found
from budgetdesk.checks.report import Fault


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule said of one record."""

    found: tuple[Found, ...] = ()
    fault: Fault | None = None


@dataclass(slots=True)
class RecordResults:
    """The outcomes of one record by rule code, and the findings and faults made of them.

    `made` keeps each finding by what it was made of.
    """

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    made: dict[tuple[str, Found], Finding] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    faults: tuple[Fault, ...] = ()
