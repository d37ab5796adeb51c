"""Records for tests: invented, in the shape of the real ones."""

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.domain.overall_funding import OverallByDirection, OverallBySource
from budgetdesk.domain.records import (
    Department,
    Funding,
    Indicator,
    KeyTask,
    LedgerLine,
    Nature,
    Origin,
    OverallForm,
    PerHorizon,
    Project,
    Source,
    Unit,
)

FUNDING = Funding(total=5040000, central=0, provincial=0, local=5040000, own=0, other=None)
INDICATORS = (
    Indicator("产出指标", "数量指标", "补助人数", "≥21人"),
    Indicator("产出指标", "数量指标", "补助标准", "2400元/人/年"),
    Indicator("产出指标", "时效指标", "发放及时率", "及时"),
    Indicator("满意度指标", "服务对象满意度指标", "村医满意度", "≥95%"),
)


def a_project(unit: Unit, name: str = "乡村医生补助") -> Project:
    """A project with every field filled."""
    return Project(
        name=name,
        unit=unit,
        attribute="一次性项目(1年结束)",
        period="1年",
        category="其他",
        funding=PerHorizon(FUNDING, FUNDING),
        overview="概况\n第二段",
        basis="依据",
        necessity="必要性",
        safeguards="措施",
        plan="计划",
        goals=PerHorizon("实施期目标", "年度目标"),
        indicators=PerHorizon(INDICATORS, INDICATORS[:2]),
        responsible="甲",
        handler="乙",
        phone="0357-0000000",
        filed_at="20240307175206",
    )


def annual_only_project(unit: Unit, name: str = "人员经费") -> Project:
    """A project of the family of forms that has the year only."""
    return Project(
        name=name,
        unit=unit,
        period=None,
        funding=PerHorizon(None, Funding(total=100)),
        goals=PerHorizon(None, "目标"),
        indicators=PerHorizon(None, INDICATORS[:1]),
    )


def an_overall(department: Department) -> OverallForm:
    """An overall form with every field filled."""
    return OverallForm(
        department=department,
        internal_departments=4,
        subordinate_units=5,
        approved_staffing=8,
        actual_staff=18,
        staff_on_quota=18,
        other_staff=0,
        duties="职责",
        strategic_goal="战略",
        annual_goal="年度",
        by_source=OverallBySource(546041, 546041, 0, None, 0, 0, 0),
        by_direction=OverallByDirection(546041, 325317, 220724),
        key_tasks=(KeyTask("落实方针", "拟定规划"), KeyTask("全民健身", "群众体育")),
        indicators=INDICATORS[:3],
    )


def a_line(unit: Unit, project: str | None = None, amount: int = 15000000) -> LedgerLine:
    """A ledger line; of basic expenditure where no project is given."""
    nature = Nature.BASIC if project is None else Nature.PROJECT
    return LedgerLine(
        unit=unit,
        function_code="2100717",
        nature=nature,
        source=Source.GENERAL,
        origin=Origin.CURRENT,
        amount=amount,
        project=project,
    )


def add_unit(book: Book, name: str = "县医疗集团") -> Unit:
    """Add a department and a unit below it, as one step."""
    with book.step("新建 单位") as step:
        department = Department("202", "卫生健康和体育局")
        department = Department("202", department.name, edit.add_department(step, department))
        unit = Unit(name, department)
        return Unit(name, department, id=edit.add_unit(step, unit))
