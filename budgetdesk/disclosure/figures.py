"""Every figure of the document, in 分."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from budgetdesk.domain.records import Source

FISCAL = (Source.GENERAL, Source.FUND, Source.STATE_CAPITAL)
"""财政拨款: the three budgets a department is granted money from."""


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """A project of this year's budget; `amount` in 分, `has_form` where its form is filled in."""

    name: str
    category: str
    amount: int
    has_form: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one department's year, amounts in 分.

    `scope` is 部门 or 单位; `current` and `carryover` are by budget; `basic` and `project` hold
    what was carried over too, `current_basic` and `current_project` don't. `general_classes` is
    this year's 一般公共预算 by 类, `fiscal_classes` all 财政拨款. `empty_tables` are the numerals of
    the tables without data.
    """

    name: str
    scope: str
    year: int
    units: tuple[str, ...]
    current: Mapping[Source, int]
    carryover: Mapping[Source, int]
    basic: int
    project: int
    current_basic: int
    current_project: int
    fiscal_classes: Sequence[tuple[str, int]]
    general_classes: Sequence[tuple[str, int]]
    personnel: int
    public: int
    personnel_items: tuple[str, ...]
    public_items: tuple[str, ...]
    official: Mapping[str, int]
    operating: int
    operating_units: tuple[str, ...]
    projects: tuple[ProjectFigures, ...]
    overall_forms: int
    tables: int
    empty_tables: tuple[str, ...]

    @property
    def current_total(self) -> int:
        """本年收入合计."""
        return sum(self.current.values())

    @property
    def carryover_total(self) -> int:
        """上年结转."""
        return sum(self.carryover.values())

    @property
    def total(self) -> int:
        """收入总计, which is 支出总计."""
        return self.current_total + self.carryover_total

    @property
    def fiscal_total(self) -> int:
        """财政拨款收支总计."""
        return sum(self.of(source) for source in FISCAL)

    def of(self, source: Source) -> int:
        """One budget, what was carried over included."""
        return self.current[source] + self.carryover[source]
