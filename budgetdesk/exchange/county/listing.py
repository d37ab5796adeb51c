"""What counties told, as a list: a line a county, the offices below it under its own."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from budgetdesk.domain.money import wan_text
from budgetdesk.exchange.county.arrived import ArrivedCounty
from budgetdesk.exchange.sealed.county_report import CountyUnit, ReportBelow
from budgetdesk.forms.listing import ColumnKind, ListedColumn

_INDENT = "　"


@dataclass(frozen=True, slots=True)
class CountyLine:
    """A county, and those above it that told of it; `path` are their codes and its own."""

    below: ReportBelow
    path: tuple[str, ...]

    @property
    def key(self) -> Hashable:
        """The codes that lead to it."""
        return self.path

    @property
    def name(self) -> str:
        """Its name, set in by how far below it is."""
        return _INDENT * (len(self.path) - 1) + self.below.office.name

    @property
    def units(self) -> Sequence[CountyUnit]:
        """Its register, and the units below whose forms are lacking."""
        report = self.below.report
        return (*report.units, *(unit for it in report.below for unit in it.lacking))


COUNTIES: tuple[ListedColumn[CountyLine], ...] = (
    ListedColumn("汇总单位", 14, lambda it: it.name),
    ListedColumn("代码", 6, lambda it: it.below.office.code),
    ListedColumn("版本", 5, lambda it: f"第 {it.below.version} 版", ColumnKind.SHORT),
    ListedColumn("汇总时间", 11, lambda it: it.below.made_at.replace("T", " ")[:16]),
    ListedColumn("附表单位", 6, lambda it: it.below.report.passed_on, ColumnKind.COUNT),
    ListedColumn("未报", 5, lambda it: len(it.below.report.unsent), ColumnKind.COUNT),
    ListedColumn("只有登记", 6, lambda it: len(it.below.report.unready), ColumnKind.COUNT),
    ListedColumn("报送数（元）", 10, lambda it: it.below.report.told, ColumnKind.MONEY),
    ListedColumn("审核数（元）", 10, lambda it: it.below.report.allowed, ColumnKind.MONEY),
)
"""The columns of the counties."""
UNSENT, ALLOWED = 5, 8
"""The columns of the units that sent nothing, and of what is allowed."""


def county_lines(counties: Iterable[ArrivedCounty]) -> list[CountyLine]:
    """The counties in their order, each before those below it."""
    return [line for it in counties for line in _lines(it.below, ())]


def _lines(below: ReportBelow, above: tuple[str, ...]) -> Iterator[CountyLine]:
    path = (*above, below.office.code)
    yield CountyLine(below, path)
    for it in below.report.below:
        yield from _lines(it, path)


def county_reminder(counties: Iterable[ArrivedCounty]) -> str:
    """A line for each county that lacks units, to be sent to it; "" where none does."""
    lacking = ((it.office.name, it.report.unsent) for it in counties)
    return "\n".join(
        f"{name}汇总上报中还有 {len(units)} 个单位未报：{'、'.join(units)}，请催报后重新汇总上报。"
        for name, units in lacking
        if units
    )


def counted_counties(counties: Sequence[ArrivedCounty]) -> str:
    """How many counties told, what they are allowed and how many units are lacking; "" for none."""
    if not counties:
        return ""
    reports = [it.report for it in counties]
    allowed = sum(it.allowed for it in reports)
    parts = [f"下级汇总上报 {len(counties)} 个，审核数 {wan_text(allowed)} 万元"]
    for name, count in (
        ("未报", sum(len(it.unsent) for it in reports)),
        ("只有登记", sum(len(it.unready) for it in reports)),
    ):
        parts += [f"{name} {count} 个单位"] if count else []
    return "，".join(parts)
