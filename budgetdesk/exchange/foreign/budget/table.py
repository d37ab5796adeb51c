"""A published budget table as it was read: columns that say what they hold, rows of amounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from budgetdesk.domain.money import Measure, parse_amount
from budgetdesk.domain.records import Nature, Origin, Source
from budgetdesk.exchange.foreign.grid import SourceCell


class About(Enum):
    """What a budget table is about, by words of its title: the more special first."""

    APPROPRIATION = "财政拨款收支"
    BALANCE = "收支(?:预算)?总表"
    THREE_PUBLIC = "三公"
    OPERATING = "机关运行经费"
    ECONOMIC = "经济"
    STATE_CAPITAL = "国有资本经营"
    FUND_REVENUE = "政府性基金.*收入"
    FUND = "政府性基金"
    CARRYOVER = "项目支出.*(?:结转|结余)"
    PROJECTS = "项目支出"
    GENERAL = "一般公共预算.*支出"
    INCOME = "收入.*总表"
    SPENDING = "支出.*总表"


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """What a column of amounts holds; a `total` sums those beside it, `head` are its headings."""

    column: int
    head: str
    source: Source | None = None
    nature: Nature | None = None
    origin: Origin | None = None
    part: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One row, or one side of it: code and name, amounts in 分 by column, its first cell."""

    code: str
    name: str
    amounts: Mapping[int, int]
    cell: SourceCell
    beside: str = ""  # a second name: the government's 科目 of the same money

    @property
    def is_sum(self) -> bool:
        """Whether it sums the whole table."""
        return not self.code and self.name.replace(" ", "") in ("合计", "总计", "支出总计")


@dataclass(frozen=True)
class BudgetTable:
    """A table with its caption, the office it is of, and the unit that its amounts are in."""

    about: About
    title: str
    office: str
    measure: Measure
    columns: tuple[AmountColumn, ...]
    rows: tuple[BudgetRow, ...]
    cell: SourceCell
    unread: tuple[SourceCell, ...] = ()
    spans: tuple[range, ...] = ()  # the rows of the grid that it takes, on each page
    noted: bool = True  # whether it says what its amounts are in

    @property
    def coded(self) -> tuple[BudgetRow, ...]:
        """The rows that have a code."""
        return tuple(row for row in self.rows if row.code)

    @property
    def leaves(self) -> tuple[BudgetRow, ...]:
        """Those of them below which no other stands."""
        codes = {row.code for row in self.coded}
        return tuple(
            row
            for row in self.coded
            if not any(it != row.code and it.startswith(row.code) for it in codes)
        )

    @property
    def tolerance(self) -> int:
        """How far printed amounts may be from exact ones, in 分."""
        return parse_amount("0.01", self.measure) or 1
