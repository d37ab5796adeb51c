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

    `made` keeps what the findings of each rule were made of, and these beside it.
    """

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    made: dict[str, tuple[tuple[Found, ...], tuple[Finding, ...]]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    bundling: tuple[int, ...] = ()  # which of these are told together with other records'
    faults: tuple[Fault, ...] = ()
