"""The columns of one time span in a table of indicators."""

from dataclasses import dataclass, field

from budgetdesk.domain.records import Horizon
from budgetdesk.exchange.foreign.grid import SourceCell


@dataclass
class HalfColumns:
    """The columns of one time span by what they hold; each with the cell that heads it.

    `rivals` head further columns of values beside the same names; `doubt` says why it is not sure
    that the values are those meant, "" where it is.
    """

    horizon: Horizon = Horizon.ANNUAL
    heads: dict[str, SourceCell] = field(default_factory=dict)
    choices: dict[str, list[SourceCell]] = field(default_factory=dict)  # a column for each
    rivals: list[SourceCell] = field(default_factory=list)
    doubt: str = ""

    def column(self, role: str) -> int | None:
        """The first column of what is asked for; None where the table lacks it."""
        head = self.heads.get(role)
        return head.column if head else None
