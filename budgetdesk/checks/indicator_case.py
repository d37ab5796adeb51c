"""An indicator as the rules are given it."""

from dataclasses import dataclass

from budgetdesk.checks.finding import MoveIndicator, SetField
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.records import Horizon, Indicator
from budgetdesk.domain.target import Target


@dataclass(frozen=True, slots=True)
class IndicatorCase:
    """An indicator with its horizon, its place within its slot, and its target understood.

    `name` is without outer blanks, and whole where print cut it short (`cut`); `level1` and
    `level2` are without their suffix: 产出, 数量.
    """

    indicator: Indicator
    horizon: Horizon
    index: int
    name: str
    level1: str
    level2: str
    target: Target
    name_ref: FieldRef
    target_ref: FieldRef
    cut: bool = False
    twin: "IndicatorCase | None" = None  # the same indicator in the 实施期 half

    def retarget(self, text: str) -> tuple[SetField, ...]:
        """The edits that write another target, in the 实施期 half as well where it is the same."""
        rows = (self, self.twin) if self.twin else (self,)
        return tuple(SetField(row.target_ref, text) for row in rows)

    def rename(self, text: str) -> tuple[SetField, ...]:
        """The edits that write another name, in the 实施期 half as well where it is the same."""
        rows = (self, self.twin) if self.twin else (self,)
        return tuple(SetField(row.name_ref, text) for row in rows)

    def refile(self, slot: Slot) -> tuple[MoveIndicator, ...]:
        """The edits that file the indicator under another slot, in both halves where the same."""
        rows = (self, self.twin) if self.twin else (self,)
        return tuple(MoveIndicator(row.name_ref, slot.level1, slot.level2) for row in rows)

    @property
    def is_cost(self) -> bool:
        """Whether it is a cost in money: 成本指标 of the old tree, 经济成本指标 of the new one."""
        return self.level2 in ("成本", "经济成本")
