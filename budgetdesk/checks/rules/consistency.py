"""Do the parts of a form, and the forms of a book, agree with each other."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from budgetdesk.checks.case import CONTENT, ProjectCase, UnitCase
from budgetdesk.checks.finding import Fix, Found, SetField, Severity
from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.checks.language.documents import without_documents
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.records import Horizon
from budgetdesk.domain.target import Operator
from budgetdesk.domain.text import shorten

CLARITY = "财预〔2015〕88号 绩效目标审核：明确清晰性"
MATCH = "财预〔2015〕88号 绩效目标审核：资金匹配性"
_FEW = 4


@rule(
    "Q35",
    "整套指标与另一项目相同",
    Severity.EXPLAIN,
    reads=("name", *CONTENT, "funding.annual"),
    checks="同一单位金额不同的项目，指标不能整套相同，也不能数量指标相同且名称大半相同；"
    "文字、目标、指标、金额都相同的，是重复填报。",
    why="不同的项目、不同的金额，不会有完全相同的指标和值。",
    source="财预〔2015〕88号 绩效目标审核：指标科学性",
    failing="两个项目资金不同，12 条指标一字不差",
    passing="各项目的指标写各自的数量和标准",
    scopes=(Scope.UNIT,),
)
def own_indicators(case: UnitCase) -> Iterator[Found]:
    """No two projects of a unit with different money share their indicators.

    Copied are all names and targets, or all quantities with most of the names. A project that
    repeats another with its money was filed twice.
    """
    # Of projects with the same money one stands for all, of those with the same names as well.
    whole: dict[str, dict[object, ProjectCase]] = defaultdict(dict)
    quantities: dict[str, dict[object, ProjectCase]] = defaultdict(dict)
    filed: dict[str, ProjectCase] = {}
    for project in case.projects:
        if project.unfilled:
            continue
        prints = project.prints
        first = filed.setdefault(prints.content, project)
        if first is not project:
            yield _filed_twice(project, first)
            continue
        if len(project.of(Horizon.ANNUAL)) < _FEW:
            continue
        same, alike = whole[prints.everything], quantities[prints.quantities]
        original = _of_other_money(project, same.values())
        shared = (other for other in alike.values() if _share_names(project, other))
        near = _of_other_money(project, shared) if prints.counts else None
        if original is not None:
            yield _copy_of(project, original, "全部指标和值")
        elif near is not None:
            yield _copy_of(project, near, "数量指标和多数指标名称")
        same.setdefault(project.total(), project)
        alike.setdefault((project.total(), prints.names), project)


def _of_other_money(project: ProjectCase, earlier: Iterable[ProjectCase]) -> ProjectCase | None:
    return next((other for other in earlier if other.total() != project.total()), None)


def _share_names(project: ProjectCase, other: ProjectCase) -> bool:
    ours, theirs = project.prints.names, other.prints.names
    return len(ours & theirs) * 3 >= max(len(ours), len(theirs)) * 2


def _filed_twice(project: ProjectCase, first: ProjectCase) -> Found:
    rows = project.of(Horizon.ANNUAL)
    message = f"文字、指标、金额与「{first.short_name}」全部相同，可能是重复填报。"
    return Found(rows[0].name_ref if rows else project.content_ref, message)


def _copy_of(project: ProjectCase, other: ProjectCase, what: str) -> Found:
    message = f"{what}与「{other.short_name}」相同，金额却不同。"
    return Found(project.of(Horizon.ANNUAL)[0].name_ref, message)


_SCHOOL = re.compile(r"([\u4e00-\u9fff]{2}(?:科技|师范|理工|工业|农业|医科|交通|财经)?大学)(?!生)")
# Only behind its province or city is a county's name certain (深化县级公立医院改革 has none).
_COUNTY = re.compile(r"[省市]([\u4e00-\u9fff]{2}县)(?!级)")
_NO_COUNTY = re.compile(r"[全我本各该市省区乡周邻两外辖]县|[和与及]")
_VILLAGES = re.compile(
    r"([\u4e00-\u9fff]{2}[乡镇])(?:各村|人民政府|政府)[^，,。；;]{0,8}(?:经费|开支)"
)


@rule(
    "Q36",
    "出现无关单位的名称",
    Severity.EXPLAIN,
    reads=("name", "overview", "necessity", "safeguards", "plan", "goals", "unit"),
    checks="除立项依据和文件名称外，不出现别的县、大学或乡镇日常经费等无关单位的名称。",
    why="别的地区或单位的名称，说明文字是从别处抄来的。",
    source=CLARITY,
    failing="县产业集聚区的项目，目标写“推动武汉科技大学科技成果转化”",
    passing="只出现本地区、本单位和文件发布机关的名称",
)
def only_known_names(case: ProjectCase) -> Iterator[Found]:
    """No other county, university or township's running costs are named; the basis may."""
    project, region = case.project, case.office.form_set.region.name
    known = f"{region}{project.name}{project.unit.name}{project.unit.department.name}"
    for ref, text in case.texts:
        if ref.path != "basis" and (name := _foreign_name(without_documents(text), known)):
            message = f"{field_of(ref).label} 中出现“{name}”，与本项目的单位无关。"
            yield Found(ref, message)


def _foreign_name(text: str, known: str) -> str:
    names = _names_in(text, schools="教育" not in known)
    return next((name for name in names if name not in known), "")


@lru_cache(maxsize=4096)
def _names_in(text: str, *, schools: bool) -> tuple[str, ...]:
    patterns = (_VILLAGES, _SCHOOL, _COUNTY) if schools else (_VILLAGES, _COUNTY)
    found = (match[1] for pattern in patterns for match in pattern.finditer(text))
    return tuple(name for name in found if not _NO_COUNTY.search(name))


@rule(
    "Q42",
    "年度指标与实施期指标不对应",
    Severity.EXPLAIN,
    reads=("indicators",),
    checks="年度每条指标在实施期同一个二级指标下都有，值不好于实施期；没有写完的名称可照实施期补全。",
    why="年度指标是实施期指标在当年的部分，不能多出来，也不能高于实施期。",
    source="财预〔2015〕88号：年度绩效目标是中长期目标的分解",
    failing="年度有“小升规企业户数”，实施期没有",
    passing="年度每条指标在实施期都有",
)
def annual_from_whole(case: ProjectCase) -> Iterator[Found]:
    """Each annual indicator stands in the 实施期 half under the same level 2."""
    whole, annual = case.of(Horizon.IMPLEMENTATION), case.of(Horizon.ANNUAL)
    if not whole or not annual:
        return
    yield from _cut_names(case)
    for row in annual:
        twin = case.whole_of(row)
        if twin is None and row.name:
            message = f"年度指标“{shorten(row.name)}”在实施期{row.indicator.level2}中没有。"
            yield Found(row.name_ref, message)
        elif twin is not None and case.lacks_target(row):
            fix = Fix("照实施期填写", (SetField(row.target_ref, twin.indicator.target),))
            yield Found(row.target_ref, f"年度指标“{shorten(row.name)}”没有值，实施期有。", fix=fix)
        elif twin is not None and _beyond(row, twin):
            values = (
                ("年度", row.indicator.target.strip()),
                ("实施期", twin.indicator.target.strip()),
            )
            yield Found(row.target_ref, f"“{shorten(row.name)}”的年度值好于实施期值。", values)


def _cut_names(case: ProjectCase) -> Iterator[Found]:
    """One finding for all annual names that print cut short; the 实施期 half has them whole."""
    cut = [row for row in case.of(Horizon.ANNUAL) if row.cut]
    if not cut:
        return
    edits = tuple(SetField(row.name_ref, row.name) for row in cut)
    typed, whole = shorten(cut[0].indicator.name), shorten(cut[0].name)
    message = f"{len(cut)} 条年度指标的名称没有写完，如“{typed}”，实施期是“{whole}”。"
    fix = Fix("照实施期补全名称", edits)
    yield Found(cut[0].name_ref, message, fix=fix, severity=Severity.NOTICE)


def _beyond(row: IndicatorCase, twin: IndicatorCase) -> bool:
    ours, theirs = row.target, twin.target
    if ours.value is None or theirs.value is None or ours.base_unit != theirs.base_unit:
        return False
    if ours.operator is not theirs.operator:
        return False
    if ours.operator is Operator.AT_LEAST or (ours.operator is None and row.level2 == "数量"):
        return ours.value > theirs.value
    return ours.operator is Operator.AT_MOST and row.is_cost and ours.value > theirs.value
