"""Is everything filled in: texts, slots of the indicator tree, names and targets."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from budgetdesk.checks.case import CONTENT, FormCase, OverallCase, ProjectCase
from budgetdesk.checks.finding import Fix, Found, SetField, Severity
from budgetdesk.checks.goal_drafting import goal_drafted
from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.checks.language.likeness import bare as bare_text
from budgetdesk.checks.language.words import placeholder_in
from budgetdesk.checks.record_case import RecordCase
from budgetdesk.checks.rule import OWN_FIELDS, Scope, rule
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import HORIZON_LABELS, FieldRef
from budgetdesk.domain.indicator_tree import Slot, bare
from budgetdesk.domain.records import OVERALL_TEXTS, PARAGRAPHS, Horizon, RecordKind
from budgetdesk.domain.target import TargetKind, parse_target
from budgetdesk.domain.text import shorten

BOTH_FORMS = (Scope.PROJECT, Scope.OVERALL)
ALL_FORMS = (*BOTH_FORMS, Scope.RECORD)
COMPLETENESS = "财预〔2015〕88号 绩效目标审核：完整性"

REQUIRED = ("name", *PARAGRAPHS, *(f"goals.{horizon}" for horizon in Horizon))


@rule(
    "Q01",
    "必填内容为空",
    Severity.NOTICE,
    reads=("name", *CONTENT, *OVERALL_TEXTS, OWN_FIELDS),
    checks="项目名称、五段文字和各期目标，整体表的职责和目标，套表其他表的主要栏目都要有内容；整表未填的只提一条。填报中只作提示，"
    "标为填报完成以后和导出、命令行审核时是错误。",
    why="内容不完整的绩效目标表，审核时直接退回。",
    source=COMPLETENESS,
    failing="项目实施计划 空白",
    passing="七项文字都已填写",
    scopes=ALL_FORMS,
)
def required_texts(case: RecordCase) -> Iterator[Found]:
    """Name, the five paragraphs and the goals hold text; of an overall form duties and goals.

    Of a form that the set declares, what counts as its main parts.
    """
    severity = Severity.ERROR if case.is_done else None
    yield from _BLANK.get(case.record, _main_parts)(case, severity)


def _project_texts(case: ProjectCase, severity: Severity | None) -> Iterator[Found]:
    if case.unfilled:
        yield Found(case.content_ref, "绩效目标表尚未填写。", severity=severity)
        return
    name = (case.ref("name"), case.project.name)
    for ref, text in (name, *case.texts):
        if case.shows(ref.path) and not text.strip():
            told = f"{field_of(ref).label} 没有填写。"
            yield Found(ref, told, fix=_drafted(case, ref), severity=severity)


def _overall_texts(case: OverallCase, severity: Severity | None) -> Iterator[Found]:
    shown = [case.ref(path) for path in filter(case.shows, OVERALL_TEXTS)]
    if case.unfilled:
        if case.is_done and shown:  # before that nobody has begun it
            yield Found(shown[0], "整体支出绩效目标表尚未填写。", severity=severity)
        return
    for ref in shown:
        if not getattr(case.overall, ref.path).strip():
            yield Found(ref, f"{field_of(ref).label} 没有填写。", severity=severity)


_GOALS = {f"goals.{horizon}": horizon for horizon in Horizon}


def _drafted(case: ProjectCase, ref: FieldRef) -> Fix | None:
    """A blank goal as the indicators with figures say it."""
    horizon = _GOALS.get(ref.path)
    draft = goal_drafted(case.project, horizon) if horizon else ""
    return Fix(f"按指标起草“{shorten(draft)}”", (SetField(ref, draft),)) if draft else None


def _main_parts(case: RecordCase, severity: Severity | None) -> Iterator[Found]:
    fields = case.declaration.fields.values()
    shown = [field for field in fields if case.asks_for(field) and not field.listed]
    if shown and case.unfilled:
        name = case.declaration.name
        yield Found(case.ref(shown[0].path), f"{name}尚未填写。", severity=severity)
        return
    for field in shown:
        if field.counts and case.lacks(field):
            yield Found(case.ref(field.path), f"{field.label} 没有填写。", severity=severity)


_BLANK: Mapping[str, Callable[[Any, Severity | None], Iterator[Found]]] = {
    RecordKind.PROJECT: _project_texts,
    RecordKind.OVERALL: _overall_texts,
}


@rule(
    "Q02",
    "负责人、经办人、联系电话未填",
    Severity.EXPLAIN,
    reads=("responsible", "handler", "phone", *CONTENT),
    checks="表尾的负责人、经办人、联系电话是否齐全（本套表有这些栏目时）；一个单位只提一条。",
    why="上报时要能找到填表的人。",
    source=COMPLETENESS,
    failing="负责人、经办人、联系电话 都空白",
    passing="三项都已填写",
    bundle="负责人、经办人、联系电话没有填齐。",
)
def signed(case: ProjectCase) -> Iterator[Found]:
    """The foot of the form is filled, where the form has one."""
    refs = [case.ref(path) for path in ("responsible", "handler", "phone")]
    empty = [
        ref
        for ref in refs
        if case.shows(ref.path) and not str(getattr(case.project, ref.path)).strip()
    ]
    if empty and not case.unfilled:
        names = "、".join(field_of(ref).label for ref in empty)
        yield Found(empty[0], f"{names} 没有填写。")


def _label_residue(row: IndicatorCase) -> bool:
    """Whether a name still carries the label of its slot: 数量指标的个数, 带来的经济效益指标."""
    level2, name = row.indicator.level2, row.name
    return bool(row.level2) and f"{row.level2}指标" in name and bare(name) != bare(level2)


@rule(
    "Q08",
    "占位或模板文字",
    Severity.ERROR,
    reads=(*CONTENT, OWN_FIELDS),
    checks="文字、三级指标和指标值中不能有占位符、模板残留、栏目名称或二级指标的名称。",
    why="占位文字说明内容还没有真正填写。",
    source=COMPLETENESS,
    failing="三级指标 数量指标的个数；指标值 2024.1年 月",
    passing="三级指标 保障学校数量；指标值 ≥62所",
    scopes=ALL_FORMS,
)
def no_placeholders(case: RecordCase) -> Iterator[Found]:
    """No placeholder, template residue or label stands where content should."""
    own = ((it.ref, it.text) for it in case.own_texts)
    for ref, text in (*case.texts, *own):
        label = field_of(ref).label
        if found := placeholder_in(text):
            yield Found(ref, f"{label} 中有占位文字“{found}”。")
        elif bare_text(text).removesuffix("为") == bare_text(label):
            yield Found(ref, f"{label} 中只有栏目名称，没有内容。")
    for row in case.told:
        yield from _placeholders_in_row(row)


def _placeholders_in_row(row: IndicatorCase) -> Iterator[Found]:
    if _label_residue(row):
        yield Found(row.name_ref, f"三级指标“{row.name}”只是套用了“{row.indicator.level2}”的名称。")
    elif row.name.replace(".", "").isdigit():
        yield Found(row.name_ref, f"三级指标“{row.name}”只有数字，没有名称。")
    elif found := placeholder_in(row.name):
        yield Found(row.name_ref, f"三级指标中有占位文字“{found}”。")
    target = row.indicator.target
    if bare_text(target) == "指标值":
        yield Found(row.target_ref, "指标值仍是“指标值”三个字。")
    elif found := placeholder_in(target):
        yield Found(row.target_ref, f"指标值“{shorten(target)}”是模板残留，应写完整的值。")


@rule(
    "Q09",
    "三级指标重复二级名称",
    Severity.ERROR,
    reads=("indicators",),
    checks="三级指标不能与二级指标同名（满意度另有规则）。",
    why="三级指标应说明衡量什么，不能重复二级指标的名称。",
    source=COMPLETENESS,
    failing="成本指标 → 成本指标",
    passing="成本指标 → 项目总成本",
    scopes=BOTH_FORMS,
)
def name_says_more(case: FormCase) -> Iterator[Found]:
    """A name is more than the name of its level 2; 服务对象满意度 is left to Q29."""
    for row in case.told:
        if row.level1 != "满意度" and row.name and bare(row.name) == row.level2:
            message = f"三级指标“{row.name}”与二级指标“{row.indicator.level2}”同名。"
            yield Found(row.name_ref, message)


@rule(
    "Q10",
    "指标名称与指标值不成对",
    Severity.ERROR,
    reads=("indicators",),
    checks="每条指标名称和值都要有；名称末尾带着值的可一键移到指标值。只是年度没有值的由 Q42 提。",
    why="有名称没有值，或有值没有名称，都无法考核。",
    source=COMPLETENESS,
    failing="项目完成时间 → 空白",
    passing="项目完成时间 → 2024年12月",
    scopes=BOTH_FORMS,
)
def name_and_target(case: FormCase) -> Iterator[Found]:
    """A name comes with a target and a target with a name."""
    for row in case.told:
        if case.lacks_target(row):
            continue  # Q42 tells of it, and has the cure
        if not row.indicator.target.strip():
            message = f"三级指标“{shorten(row.name)}”没有指标值。"
            yield Found(row.target_ref, message, fix=_target_out_of(row))
        elif not row.name:
            target = shorten(row.indicator.target)
            yield Found(row.name_ref, f"指标值“{target}”没有三级指标名称。")


_TARGET_AT_END = re.compile(
    r"(?P<name>[^≥≤＞＜>=<0-9：:]{2,60})[：:\s]{0,3}(?P<target>[≥≤＞＜>=<]{1,2}\s?[0-9][^：:]{0,20})"
)


def _target_out_of(row: IndicatorCase) -> Fix | None:
    """参训人数≥42人 as a name: the value is moved to where it belongs."""
    found = _TARGET_AT_END.fullmatch(row.name)
    if found is None or parse_target(found["target"]).kind is not TargetKind.NUMBER:
        return None
    name, target = found["name"].strip(), found["target"].strip()
    edits = (*row.rename(name), *row.retarget(target))
    return Fix(f"把“{target}”移到指标值", edits, safe=True)


@rule(
    "Q11",
    "必设的二级指标空缺",
    Severity.ERROR,
    reads=("name", *CONTENT),
    checks="本套表要求的产出二级指标，各期都至少有一条。",
    why="产出须从数量、质量、时效三方面说清楚。",
    source="财预〔2015〕88号；本套表的必设指标",
    failing="时效指标 没有三级指标",
    passing="数量、质量、时效各有一条以上",
)
def required_slots(case: ProjectCase) -> Iterator[Found]:
    """Every slot that the form set requires holds an indicator in each horizon.

    成本, 效益 and 满意度 have rules of their own (Q20, Q31, Q27).
    """
    if not case.indicators:
        if not case.unfilled:
            yield Found(_first_slot(case), "没有填写任何绩效指标。")
        return
    for slot in case.office.form_set.required_slots:
        if bare(slot.level1) == "产出" and bare(slot.level2) != "成本":
            yield from missing_slot(case, slot)


def _first_slot(case: ProjectCase) -> FieldRef:
    """Where the first indicator is typed."""
    slots = [slot for slot in case.office.form_set.required_slots if slot.level2]
    return case.slot_ref(slots[0], case.horizons[-1]) if slots else case.ref("name")


def missing_slot(case: ProjectCase, slot: Slot) -> Iterator[Found]:
    """One finding for a slot without indicator, naming the horizons that lack it."""
    filled = {row.horizon for row in case.indicators if row.level2 == bare(slot.level2)}
    lacking = [horizon for horizon in case.horizons if horizon not in filled]
    if lacking:
        where = "、".join(HORIZON_LABELS[horizon] for horizon in lacking)
        yield Found(case.slot_ref(slot, lacking[-1]), f"{where}没有填写{slot.level2}。")


@rule(
    "Q12",
    "绩效指标过少",
    Severity.EXPLAIN,
    reads=("indicators",),
    checks="年度指标不少于规定条数。",
    why="指标太少，不足以反映项目的产出和效果。",
    source="各地绩效目标编制通知",
    failing="全表只有 3 条指标",
    passing="全表 6 条指标",
    limits={"least": 5},
)
def enough_indicators(case: ProjectCase, limits: Mapping[str, int]) -> Iterator[Found]:
    """The annual half has at least `least` indicators."""
    count = len(case.of(Horizon.ANNUAL))
    if 0 < count < limits["least"]:
        message = f"年度指标只有 {count} 条，一般不少于 {limits['least']} 条。"
        yield Found(case.of(Horizon.ANNUAL)[0].name_ref, message)


@rule(
    "Q13",
    "三级指标重名",
    Severity.EXPLAIN,
    reads=("indicators",),
    checks="同一期、同一个一级指标下，三级指标不重名。",
    why="同名指标无法区分，多半是复制后忘了改。",
    source=COMPLETENESS,
    failing="资金到位率 出现两次",
    passing="每条指标的名称不同",
    scopes=BOTH_FORMS,
)
def distinct_names(case: FormCase) -> Iterator[Found]:
    """Within a horizon and level 1, no two indicators share a name."""
    seen: dict[tuple[Horizon, str, str], IndicatorCase] = {}
    for row in case.told:
        key = (row.horizon, row.level1, bare_text(row.name))
        first = seen.setdefault(key, row)
        if row.name and first is not row:
            yield Found(row.name_ref, _twice(row, first))


def _twice(row: IndicatorCase, first: IndicatorCase) -> str:
    where = "" if row.level2 == first.level2 else f"（另一条在{first.indicator.level2}）"
    return f"三级指标“{shorten(row.name)}”重复出现{where}。"


@rule(
    "Q34",
    "定性指标过多",
    Severity.EXPLAIN,
    reads=("indicators",),
    checks="没有数值的年度指标不超过规定比例。",
    why="定性的值难以考核，指标应以定量为主。",
    source="财预〔2015〕88号：细化量化",
    failing="10 条指标中 6 条只写“提高”“及时”",
    passing="10 条指标中 7 条有数值",
    limits={"most_percent": 50},
)
def mostly_quantified(case: ProjectCase, limits: Mapping[str, int]) -> Iterator[Found]:
    """At most `most_percent` of the annual targets are words."""
    by_quality: dict[bool, list[IndicatorCase]] = defaultdict(list)
    for row in case.of(Horizon.ANNUAL):
        if row.indicator.target.strip():
            by_quality[any(c.isdigit() for c in row.indicator.target)].append(row)
    words, all_rows = by_quality[False], by_quality[False] + by_quality[True]
    if len(words) * 100 > limits["most_percent"] * len(all_rows):
        message = f"{len(all_rows)} 条年度指标中有 {len(words)} 条没有数值，超过 "
        message += f"{limits['most_percent']}%。"
        yield Found(words[0].target_ref, message)
