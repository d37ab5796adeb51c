"""A sound project form, overall form and book, and how a test spoils one thing of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from itertools import count
from typing import Any

from budgetdesk.checks.booked import Ledger
from budgetdesk.checks.case import BookCase, OverallCase, ProjectCase, UnitCase, by_unit
from budgetdesk.checks.office import Office
from budgetdesk.checks.record_case import DeclaredCase
from budgetdesk.domain.indicator_tree import IndicatorTree
from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.overall_funding import OverallByDirection, OverallBySource, OverallFunding
from budgetdesk.domain.records import (
    Department,
    Funding,
    Horizon,
    Indicator,
    LedgerLine,
    Nature,
    Origin,
    OverallForm,
    PerHorizon,
    Project,
    RecordKind,
    Source,
    Unit,
)
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import load_form_set

DEPARTMENT = Department("202", "永和县卫生健康和体育局", 1)
UNIT = Unit("永和县医疗集团", DEPARTMENT, id=1)
OTHER_UNIT = Unit("永和县疾病预防控制中心", DEPARTMENT, id=2)

IMPLEMENTATION, ANNUAL = Horizon.IMPLEMENTATION, Horizon.ANNUAL
Rows = list[tuple[str, str, str]]
Change = Callable[[dict[Horizon, Rows]], None]

SOUND_ROWS: tuple[tuple[str, str, str], ...] = (
    ("数量", "退养村医人数", "42人"),
    ("质量", "补助发放准确率", "100%"),
    ("时效", "补助发放完成时间", "≤2024年12月31日"),
    ("成本", "退养补助标准", "≤2400元/人/年"),
    ("社会效益", "退养村医生活困难户数", "减少5户"),
    ("可持续影响", "补助标准调整办法", "每年12月核定一次"),
    ("服务对象满意度", "退养村医满意度", "≥90%"),
)
SOUND_TEXTS = {
    "overview": "为全县42名退养村医按月发放生活补助，每人每年2400元，由县卫健局核定名单后打卡。",
    "basis": "《永和县退养村医生活补助实施方案》（永政办发〔2023〕12号）",
    "necessity": "退养村医长期服务基层，多数年老体弱又没有养老保险，需要由财政保障他们的基本生活。",
    "safeguards": "名单经村、乡、县三级核对并公示七天，补助由财政直接打卡，每半年抽查一次。",
    "plan": "一月核定名单并公示，二月起每月十日前打卡发放，六月和十二月各核对一次增减人员。",
}
SOUND_GOALS = (
    "使42名退养村医每年都能领到2400元补助，晚年生活有保障。",
    "全年发放12次，补助42人，无一人漏发错发。",
)


def put(level2: str, name: str, target: str, half: Horizon | None = None) -> Change:
    """Put an indicator in the place of those of a level 2, in one half or in both."""

    def change(halves: dict[Horizon, Rows]) -> None:
        for horizon, rows in halves.items():
            if half in (None, horizon):
                first = next((i for i, row in enumerate(rows) if row[0] == level2), len(rows))
                rows[:] = [row for row in rows if row[0] != level2]
                rows.insert(first, (level2, name, target))

    return change


def add(level2: str, name: str, target: str, half: Horizon | None = None) -> Change:
    """Add an indicator behind all others."""

    def change(halves: dict[Horizon, Rows]) -> None:
        for horizon, rows in halves.items():
            if half in (None, horizon):
                rows.append((level2, name, target))

    return change


def drop(*level2: str, half: Horizon | None = None) -> Change:
    """Take the indicators of some level 2 away."""

    def change(halves: dict[Horizon, Rows]) -> None:
        for horizon, rows in halves.items():
            if half in (None, horizon):
                rows[:] = [row for row in rows if row[0] not in level2]

    return change


def only(*rows: tuple[str, str, str]) -> Change:
    """Have these indicators and no others, in both halves."""

    def change(halves: dict[Horizon, Rows]) -> None:
        for kept in halves.values():
            kept[:] = list(rows)

    return change


@cache
def form_set(set_id: str = "yonghe-2024") -> FormSet:
    return load_form_set(set_id)


def office(
    *units: Unit, departments: Iterable[Department] = (DEPARTMENT,), fiscal_year: int = 2024
) -> Office:
    own = form_set()
    paths = own.form(RecordKind.PROJECT).paths
    return Office(own, fiscal_year, tuple(departments), units or (UNIT, OTHER_UNIT), paths)


def funding(total: int | None, **parts: int | None) -> Funding:
    """Money in 元, all of it the county's where no parts are given."""
    given: dict[str, int | None] = {"central": 0, "provincial": 0, "local": total, "own": 0}
    amounts = {"total": total, **(parts or given)}
    return Funding(**{k: None if v is None else v * 100 for k, v in amounts.items()})


def totals(whole: int | None, annual: int | None) -> PerHorizon[Funding]:
    """The money of the whole period and of the year, in 元."""
    return PerHorizon(funding(whole), funding(annual))


def project(*changes: Change, total: int | None = 100_800, **fields: Any) -> Project:
    """The sound project with some indicators and fields changed; `total` in 元."""
    halves: dict[Horizon, Rows] = {horizon: list(SOUND_ROWS) for horizon in Horizon}
    for change in changes:
        change(halves)
    ids = count(101)
    whole = _indicators(halves[IMPLEMENTATION], ids)
    sound: dict[str, Any] = {
        "name": "老年村医退养补助",
        "unit": UNIT,
        "attribute": "一次性项目（1年结束）",
        "period": "1年",
        "funding": PerHorizon(funding(total), funding(total)),
        **SOUND_TEXTS,
        "goals": PerHorizon(*SOUND_GOALS),
        "indicators": PerHorizon(whole, _indicators(halves[ANNUAL], ids)),
        "responsible": "负责人甲",
        "handler": "经办人乙",
        "phone": "0357-0000000",
        "filed_at": "20240307175206",
        "id": 1,
    }
    return Project(**sound | fields)


def _indicators(rows: Rows, ids: Iterable[int]) -> tuple[Indicator, ...]:
    tree: IndicatorTree = form_set().tree
    found = {level2: tree.find("", level2) for level2, _, _ in rows}
    slots = {level2: slot for level2, slot in found.items() if slot is not None}
    assert slots.keys() == found.keys()
    numbered = zip(rows, ids, strict=False)
    return tuple(
        Indicator(slots[level2].level1, slots[level2].level2, name, target, row_id)
        for (level2, name, target), row_id in numbered
    )


def case(*changes: Change, around: Office | None = None, **fields: Any) -> ProjectCase:
    """The case of the sound project with some things changed."""
    return ProjectCase(project(*changes, **fields), around or office())


def goals(implementation: str = SOUND_GOALS[0], annual: str = SOUND_GOALS[1]) -> PerHorizon[str]:
    return PerHorizon(implementation, annual)


def line(
    project_id: int | None,
    yuan: int,
    *,
    origin: Origin = Origin.CURRENT,
    nature: Nature = Nature.PROJECT,
    source: Source = Source.GENERAL,
    unit: Unit = UNIT,
) -> LedgerLine:
    name = "老年村医退养补助" if nature is Nature.PROJECT else None
    return LedgerLine(
        unit, "2100399", nature, source, origin, yuan * 100, name, project_id=project_id, id=yuan
    )


def book(
    *cases: ProjectCase,
    lines: Iterable[LedgerLine] = (),
    listed: Iterable[ListedProject] = (),
    around: Office | None = None,
    stages: Iterable[DeclaredCase] = (),
) -> BookCase:
    """A book of cases, each given its own id, in order from 1; `stages` stand below them."""
    by_kind: dict[str, list[DeclaredCase]] = defaultdict(list)
    for one in stages:
        by_kind[one.record].append(one)
    return BookCase(
        around or office(),
        tuple(
            ProjectCase(replace(each.project, id=number), each.office)
            for number, each in enumerate(cases, start=1)
        ),
        Ledger(tuple(lines)),
        listed=tuple(listed),
        stages={kind: tuple(found) for kind, found in by_kind.items()},
    )


def of_unit(*cases: ProjectCase) -> UnitCase:
    """The last of some projects with those of its unit, as a book has them."""
    projects = book(*cases).projects
    return by_unit(office(), projects)[projects[-1].project.unit.id]


def overall(*, rows: Rows | None = None, **fields: Any) -> OverallCase:
    """An overall form off a ledger of 60 + 40 万元, nothing filled in; `rows` are its indicators.

    With `filled_in=None` its department has no ledger.
    """
    ids = count(501)
    wan = 1_000_000
    sound: dict[str, Any] = {
        "department": DEPARTMENT,
        "internal_departments": 5,
        "subordinate_units": 1,
        "approved_staffing": 20,
        "actual_staff": 20,
        "staff_on_quota": 18,
        "other_staff": 2,
        "by_source": OverallBySource(100 * wan, 100 * wan, 0, 0, 0, 0, 0),
        "by_direction": OverallByDirection(total=100 * wan, basic=60 * wan, project=40 * wan),
        "indicators": _indicators(list(SOUND_ROWS) if rows is None else rows, ids),
        "filled_in": OverallFunding(),
        "id": 1,
    }
    return OverallCase(OverallForm(**sound | fields), office())
