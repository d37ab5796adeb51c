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
    """The outcomes of one record by rule code, and the findings made of them."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def faults(self) -> tuple[Fault, ...]:
        """The faults of rules that failed on this record."""
        return tuple(outcome.fault for outcome in self.outcomes.values() if outcome.fault)
