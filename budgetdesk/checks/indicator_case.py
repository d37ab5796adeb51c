"""An indicator as the rules are given it."""

from budgetdesk.checks.finding import MoveIndicator, SetField
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.records import Horizon, Indicator
from budgetdesk.domain.target import Target
from budgetdesk.domain.text import shorten


@immutable
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
    form: tuple[str, int]  # the record that it is of
    path: str  # of its list
    cut: bool = False
    twin: "IndicatorCase | None" = None  # the same indicator in the 实施期 half

    def beside(self, twin: "IndicatorCase") -> "IndicatorCase":
        """The same with its twin in the 实施期 half."""
        own = (self.indicator, self.horizon, self.index, self.name, self.level1, self.level2)
        return IndicatorCase(*own, self.target, self.form, self.path, self.cut, twin)

    @property
    def name_ref(self) -> FieldRef:
        """The reference of its name."""
        return FieldRef(*self.form, f"{self.path}.name", self.indicator.id)

    @property
    def target_ref(self) -> FieldRef:
        """The reference of its value."""
        return FieldRef(*self.form, f"{self.path}.target", self.indicator.id)

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
    def shown(self) -> str:
        """Its name and value for a sentence."""
        value = f"指标值“{shorten(self.indicator.target)}”"
        return f"“{shorten(self.name)}”的{value}" if self.name else value

    @property
    def is_cost(self) -> bool:
        """Whether it is a cost in money: 成本指标 of the old tree, 经济成本指标 of the new one."""
        return self.level2 in ("成本", "经济成本")
