"""The ledger as the rules over a whole book see it: what is booked for which project."""

from collections import defaultdict
from functools import cached_property

from budgetdesk.domain.records import LedgerLine, Nature, Origin


class Ledger:
    """The budget ledger, its lines summed up once."""

    def __init__(self, lines: tuple[LedgerLine, ...]) -> None:
        self.lines = lines

    @cached_property
    def booked(self) -> dict[int, int]:
        """项目支出 of each project in 分, carry-over included."""
        return self._sums(frozenset(Origin))

    @cached_property
    def booked_this_year(self) -> dict[int, int]:
        """项目支出 of each project in 分, without carry-over."""
        return self._sums(frozenset({Origin.CURRENT}))

    def _sums(self, origins: frozenset[Origin]) -> dict[int, int]:
        sums: dict[int, int] = defaultdict(int)
        for line in self.lines:
            if line.nature is Nature.PROJECT and line.project_id and line.origin in origins:
                sums[line.project_id] += line.amount
        return dict(sums)

    @cached_property
    def units(self) -> frozenset[int]:
        """The units whose 项目支出 the ledger has; of others it says nothing."""
        return frozenset(x.unit.id for x in self.lines if x.nature is Nature.PROJECT)

    @cached_property
    def project_spending(self) -> int:
        """项目支出 in 分, carry-over included; 0 where the book has none."""
        return sum(line.amount for line in self.lines if line.nature is Nature.PROJECT)
