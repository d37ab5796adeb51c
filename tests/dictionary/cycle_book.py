"""A book of a shipped set with one project and its target, on which the cycle's records stand."""

from pathlib import Path

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.records import Department, Funding, Indicator, PerHorizon, Project, Unit
from budgetdesk.forms.loader import load_form_set

SET = "yonghe-2024"
INDICATORS = (
    Indicator("产出指标", "数量指标", "参保人数", "≥8755人"),
    Indicator("产出指标", "质量指标", "资金到位率", "100%"),
    Indicator("满意度指标", "服务对象满意度指标", "群众满意度", "≥95%"),
)
FUNDING = Funding(total=65_660_000, central=40_000_000, local=25_660_000)


def cycle_book(
    path: Path,
    indicators: tuple[Indicator, ...] = INDICATORS,
    *,
    project: bool = True,
    set_id: str = SET,
) -> Book:
    """A book whose project, if it has one, has the id 1 and that target for the year."""
    form_set = load_form_set(set_id)
    info = BookInfo(set_id, form_set.fiscal_year, "全过程")
    book = Book.create(path, info, form_set.dictionary)
    with book.step("新建") as step:
        department = Department("202", "医疗保障局")
        owner = Department("202", department.name, edit.add_department(step, department))
        unit = Unit("医疗保险服务中心", owner)
        stored = Unit(unit.name, owner, id=edit.add_unit(step, unit))
        if project:
            edit.add_project(step, project_of(stored, indicators))
    return book


def project_of(unit: Unit, indicators: tuple[Indicator, ...]) -> Project:
    """The project with its target."""
    return Project(
        "个人缴费县级配套资金",
        unit,
        funding=PerHorizon(Funding(), FUNDING),
        goals=PerHorizon("", "提高医疗保障水平"),
        indicators=PerHorizon((), indicators),
    )
