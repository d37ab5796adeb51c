"""核减 and 核增: what the bureau takes off an amount of a unit or adds to it, beside the amount."""

from dataclasses import asdict
from typing import Any

from budgetdesk.domain.immutable import immutable


@immutable
class AmountRevision:
    """One 核减 (`amount` below zero) or 核增, in 分; `at` local time, ISO.

    `project` is the uuid of the project, "" for what belongs to none; `name` what it was called.
    `source` is who pays: a `Source` of the ledger, or a `Payer` where the unit has none.
    """

    project: str
    name: str
    source: str
    amount: int
    reason: str
    who: str = ""
    at: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Which amount of the unit it is of."""
        return self.project, self.source


def plain_revision(revision: AmountRevision) -> dict[str, Any]:
    """A revision as JSON."""
    return asdict(revision)


def revision_of(told: dict[str, Any]) -> AmountRevision:
    """A revision of JSON; TypeError where it is none."""
    return AmountRevision(**told)
