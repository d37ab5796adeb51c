"""产出指标: 数量, 质量, 时效."""

import re
from collections.abc import Iterator

from budgetdesk.checks.case import FormCase
from budgetdesk.checks.finding import Fix, Found, Severity
from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.checks.language.direction import capped_good
from budgetdesk.checks.language.measures import counts_things, is_money, is_time
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.domain.target import Operator, TargetKind
from budgetdesk.domain.text import fold, shorten

BOTH_FORMS = (Scope.PROJECT, Scope.OVERALL)
TREE = "财预〔2015〕88号：绩效指标体系"


@rule(
    "Q14",
    "数量指标没有数量",
    Severity.EXPLAIN,
    reads=("indicators",),
    checks="数量指标要有数字；百分比属于质量（基本公共卫生服务的管理率、接种率、建档率除外）。",
    why="数量指标回答做多少，要有数字和计量单位；百分比属于质量。",
    source=TREE,
    failing="符合发放条件的人数 → ≥98%",
    passing="保障学生 → ≥50087人",
    scopes=BOTH_FORMS,
)
def quantity_counts(case: FormCase) -> Iterator[Found]:
    """A quantity is a number with a unit that is no percentage; money is left to Q15."""
    for row in case.in_level2("数量"):
        target = row.target
        if target.kind is TargetKind.BLANK or is_money(target):
            continue
        if target.percent:
            if _HEALTH_RATE.search(row.name):
                continue
            yield Found(row.target_ref, f"{row.shown}是百分比，数量应写数字和单位。")
        elif not target.quantified and not re.search(r"\d", fold(target.text)):
            yield Found(row.target_ref, f"{row.shown}没有数字，数量应写数字和单位。")


# 国家基本公共卫生服务 counts whom it reaches as shares of those who live there.
_HEALTH_RATE = re.compile(
    r"(?:健康|系统|规范化?)管理|(?:儿童|产妇|老年人|患者|居民).{0,8}管理(?:服务)?率?$|接种|免疫规划|健康档案|建档率"
)


@rule(
    "Q15",
    "金额填在数量指标下",
    Severity.EXPLAIN,
    reads=("indicators",),
    checks="数量指标下不能是金额或补助标准。",
    why="补助标准和金额是成本，不是数量。",
    source=TREE,
    failing="数量指标：退养补助标准 → 2400元/人/年",
    passing="成本指标：退养补助标准 → 2400元/人/年",
    scopes=BOTH_FORMS,
)
def quantity_not_pay(case: FormCase) -> Iterator[Found]:
    """No amount or standard of money stands under 数量."""
    for row in case.in_level2("数量"):
        if is_money(row.target) and not counts_things(row.name):
            slot = case.office.cost_slot
            fix = Fix("移到成本指标", row.refile(slot)) if slot else None
            yield Found(row.target_ref, f"{row.shown}是金额，应放在成本指标。", fix=fix)


_STANDARD = re.compile(
    r"合格|达标|合规|标准|规定|规范|要求|优|良|准确|达成|通过|应.尽.|足额|正常|符合|一致|安全|完好|满足|"
    r"低于|高于|严格|按|完整|健全|提升|质量"
)
_PHYSICAL = re.compile(r"度|℃|°|级|分|小时|年|天|日|米|%|‰|倍")


@rule(
    "Q16",
    "质量指标没有标准，或比率不合理",
    Severity.EXPLAIN,
    reads=("indicators",),
    checks="质量指标要是比率、计量值或明确的标准；任何比率不超过100%，不写≥0%，越多越好的不写≤。",
    why="质量要用比率或明确的标准衡量；完成率、合格率等不会超过100%。",
    source=TREE,
    failing="工资发放 → 2898%",
    passing="工资发放达标率 → 100%",
    scopes=BOTH_FORMS,
)
def quality_standard(case: FormCase) -> Iterator[Found]:
    """A quality is a rate, a physical measure or names a standard.

    Of any indicator: a rate is at most 100 % and asks for something, and what is wanted has no
    ceiling.
    """
    for row in case.told:
        if _over_hundred(row):
            message = f"{row.shown}超过 100%，请核对数值和单位。"
            yield Found(row.target_ref, message, severity=Severity.ERROR)
        elif row.level1 == "产出" and capped_good(row.name, row.target):
            message = f"{row.shown}方向相反，越多越好的指标应写“≥”。"
            yield Found(row.target_ref, message)
        elif _vacuous(row):
            yield Found(row.target_ref, f"{row.shown}总是成立，没有要求。")
        elif row.level2 == "质量" and not _has_standard(row):
            message = f"{row.shown}不是比率，也没有可判断的标准。"
            yield Found(row.target_ref, message)


_GROWTH = re.compile(r"增|提高|提升|上升|同比|比上年|拨备|覆盖率?倍")


def _over_hundred(row: IndicatorCase) -> bool:
    target = row.target
    if not target.percent or target.number is None or target.number <= 100:
        return False
    return not _GROWTH.search(row.name + target.lead)


def _vacuous(row: IndicatorCase) -> bool:
    """≥0% is true of everything."""
    target = row.target
    return target.percent and target.number == 0 and target.operator is Operator.AT_LEAST


def _has_standard(row: IndicatorCase) -> bool:
    target = row.target
    if target.kind is TargetKind.BLANK or target.percent:
        return True
    if target.quantified:
        return bool(_PHYSICAL.search(target.unit))
    return bool(_STANDARD.search(target.text)) or bool(re.search(r"\d", fold(target.text)))


@rule(
    "Q17",
    "比率写成≥100%",
    Severity.EXPLAIN,
    reads=("indicators",),
    checks="比率不写≥100%或>100%（增长率除外）。",
    why="比率最高就是 100%，“≥100%”“>100%”在逻辑上不成立。",
    source="财预〔2015〕88号：合理可行",
    failing="资金发放及时率 → ≥100%",
    passing="资金发放及时率 → 100%",
    scopes=BOTH_FORMS,
)
def no_more_than_all(case: FormCase) -> Iterator[Found]:
    """No target asks for at least or more than 100 % of a rate."""
    for row in case.told:
        target = row.target
        beyond = target.operator in (Operator.AT_LEAST, Operator.MORE)
        if target.percent and target.number == 100 and beyond and not _GROWTH.search(row.name):
            fix = case.cure("改为 100%", *row.retarget("100%"))
            yield Found(row.target_ref, f"{row.shown}应写 100%。", fix=fix)


_OTHER_MATTER = re.compile(r"知晓率|满意|合格|覆盖率|准确率|达标率")
_SAYS_WHEN = re.compile(
    r"[0-9]|[一二两三四五六七八九十](?:年|个?月|日|天|周|季度)|每[年季月周日天]|按[季月周日]|[年季月]底|[年月]末"
    r"|全年|[上下]半年|[春夏秋冬]季|[每本]学[期年]"
)
_TIMELY = re.compile(r"及时|按时|按期|时|期|进度|周期|月|年|日|天|速度")


@rule(
    "Q18",
    "时效指标没有时间",
    Severity.EXPLAIN,
    reads=("indicators",),
    checks="时效指标要有日期、期限、频次或及时率，不能只写“及时”；不是时间的不放在时效。",
    why="“及时”“按时”无法核对，应写完成日期、期限或及时率。",
    source="财预〔2015〕88号：细化量化",
    failing="资金拨付及时性 → 及时",
    passing="资金拨付时间 → ≤2024年12月31日",
    scopes=BOTH_FORMS,
)
def timely_by_when(case: FormCase) -> Iterator[Found]:
    """A time target is a date, a period, a number of days or a rate of what comes in time."""
    for row in case.in_level2("时效"):
        target = row.target
        if target.kind in (TargetKind.BLANK, TargetKind.DATE, TargetKind.PERIOD):
            continue
        if target.percent:
            if _OTHER_MATTER.search(row.name) and not _TIMELY.search(row.name):
                message = f"“{shorten(row.name)}”说的不是时间，不应放在时效指标。"
                yield Found(row.name_ref, message)
        elif target.quantified and not is_time(target):
            yield Found(row.target_ref, f"{row.shown}不是日期或期限。")
        elif not _SAYS_WHEN.search(fold(target.text)):
            text = f"≤{case.office.fiscal_year}年12月31日"
            fix = Fix(f"改为 {text}", row.retarget(text))
            yield Found(row.target_ref, f"{row.shown}没有日期或期限。", fix=fix)
