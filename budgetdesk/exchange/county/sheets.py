"""What can be read and printed of a 汇总上报: 收报登记 and 汇总表 behind the cover."""

from budgetdesk.exchange.register.revising import SOURCE_NAMES
from budgetdesk.exchange.register.states import STATE_LABELS
from budgetdesk.exchange.sealed.county_report import CountyReport, CountySum, CountyUnit
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.forms.listing import (
    REPORT_LOOK,
    ColumnKind,
    LineGroup,
    ListedColumn,
    ListPage,
    list_sheet,
)
from budgetdesk.forms.sheet import Sheet

COUNTY_UNITS: tuple[ListedColumn[CountyUnit], ...] = (
    ListedColumn("部门", 12, lambda it: it.department),
    ListedColumn("单位", 14, lambda it: it.unit),
    ListedColumn("阶段", 6, lambda it: it.stage),
    ListedColumn("状态", 6, lambda it: STATE_LABELS[it.state], ColumnKind.SHORT),
    ListedColumn("版本", 5, lambda it: it.version or None, ColumnKind.COUNT),
    ListedColumn("校验码", 10, lambda it: it.code),
    ListedColumn("收到", 10, lambda it: it.received_at.replace("T", " ")[:16]),
    ListedColumn("所附的表", 6, lambda it: "有" if it.passed_on else "无", ColumnKind.SHORT),
    ListedColumn("资金（元）", 9, lambda it: it.money or None, ColumnKind.MONEY, summed=True),
)
"""The columns of a county's register."""
COUNTY_SUMS: tuple[ListedColumn[CountySum], ...] = (
    ListedColumn("部门", 16, lambda it: it.department),
    ListedColumn("资金来源", 12, lambda it: SOURCE_NAMES.get(it.source, it.source)),
    ListedColumn("报送数（元）", 10, lambda it: it.told, ColumnKind.MONEY, summed=True),
    ListedColumn("审核数（元）", 10, lambda it: it.allowed, ColumnKind.MONEY, summed=True),
)
"""The columns of a county's sums."""


def county_sheets(header: Header, report: CountyReport) -> tuple[Sheet, Sheet]:
    """收报登记 and 汇总表."""
    name, year = header.unit.name, header.fiscal_year
    about = f"{name}　{header.made_at[:10]}　{header.made_by}".strip()
    register = ListPage(
        "收报登记", f"{year} 年度收报登记", COUNTY_UNITS, about=about, form_id="county-register",
        group=name, look=REPORT_LOOK, empty="还没有单位。",
    )  # fmt: skip
    sums = ListPage(
        "汇总表", f"{year} 年度汇总表", COUNTY_SUMS, about=about, form_id="county-sums",
        group=name, look=REPORT_LOOK, empty="还没有资金。", totalled=True,
    )  # fmt: skip
    below = [unit for it in report.below for unit in it.lacking]
    units = [LineGroup("", "", report.units)]
    units += [LineGroup("below", "下级汇总上报中没有附表的单位", below)] if below else []
    return list_sheet(register, units), list_sheet(sums, [LineGroup("", "", report.sums)])
