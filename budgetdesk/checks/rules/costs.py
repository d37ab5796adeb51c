"""成本指标 and what they say of the money: ceilings, standards, units."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from budgetdesk.checks.case import CONTENT, FormCase, ProjectCase
from budgetdesk.checks.finding import Fix, Found, Severity
from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.checks.language.measures import (
    is_money,
    is_standard,
    share,
    total_fen,
    written_step_fen,
    yuan,
)
from budgetdesk.checks.language.pairing import pay_by_quantity, quantity_for
from budgetdesk.checks.language.reckoning import sole_standard
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import HORIZON_LABELS
from budgetdesk.domain.records import Horizon
from budgetdesk.domain.target import Operator, TargetKind
from budgetdesk.domain.text import fold, half_width, shorten

BOTH_FORMS = (Scope.PROJECT, Scope.OVERALL)
MATCH = "财预〔2015〕88号 绩效目标审核：资金匹配性"
MONEY = ("funding", "indicators")


@rule(
    "Q20",
    "有资金而没有成本指标",
    Severity.EXPLAIN,
    reads=MONEY,
    checks="有资金、有指标的一期要有成本指标。",
    why="花多少钱、按什么标准花，要用成本指标说明。",
    source="财预〔2015〕88号：成本指标",
    failing="年度资金 50,400 元，成本指标空白",
    passing="成本指标：退养补助标准 → 2400元/人/年",
)
def cost_given(case: ProjectCase) -> Iterator[Found]:
    """A horizon with money and indicators has a cost indicator."""
    slot = case.office.cost_slot
    for horizon in reversed(case.horizons):
        total = case.total(horizon)
        if slot and total and case.of(horizon) and not case.costs(horizon):
            message = f"{HORIZON_LABELS[horizon]}有资金 {yuan(total)}，没有成本指标。"
            yield Found(case.slot_ref(slot, horizon), message)
            return


@rule(
    "Q21",
    "成本指标没有数字",
    Severity.EXPLAIN,
    reads=("indicators",),
    checks="成本指标要有数字。",
    why="成本要有金额或标准，“不超预算”不能考核。",
    source="财预〔2015〕88号：细化量化",
    failing="成本不超过预算金额 → 不超",
    passing="项目总成本 → ≤400万元",
    scopes=BOTH_FORMS,
)
def cost_quantified(case: FormCase) -> Iterator[Found]:
    """A cost holds a number."""
    for row in case.costs_told():
        wordy = row.target.kind in (TargetKind.STATE, TargetKind.TEXT, TargetKind.PERIOD)
        if wordy and not re.search(r"\d", fold(row.target.text)):
            yield Found(row.target_ref, f"{row.shown}没有金额或标准。")


@rule(
    "Q22",
    "成本指标与资金总额不符",
    Severity.ERROR,
    reads=MONEY,
    checks="总额型成本不超过本期资金总额，容许所写末位的一个单位；唯一的上限略低于资金总额时提示。",
    why="总额型的成本不能超过安排的资金。",
    source=MATCH,
    failing="成本 ≤13266万元，年度资金 2803.44万元",
    passing="成本 ≤400万元，年度资金 400万元",
)
def cost_within_money(case: ProjectCase) -> Iterator[Found]:
    """A total-type cost is at most the horizon's money.

    Tolerance: one unit of the last digit written (a total of 104,390,210.16 元 is written
    10439.03万元 when rounded up). A lone ceiling just below the money is a hint: it cannot be kept.
    """
    for horizon in case.horizons:
        total, costs = case.total(horizon), case.costs(horizon)
        if total is None:
            continue
        for row in costs:
            cost = total_fen(row)
            if cost is not None and cost > total + written_step_fen(row.target):
                yield Found(
                    row.target_ref,
                    f"{row.shown}大于{HORIZON_LABELS[horizon]}资金总额。",
                    ((row.name, yuan(cost)), ("资金总额", yuan(total))),
                )
        yield from _ceiling_too_low(costs, total)


_ALMOST = Fraction(1, 1000)


def _ceiling_too_low(costs: Sequence[IndicatorCase], total: int) -> Iterator[Found]:
    if len(costs) != 1:
        return
    row, cost = costs[0], total_fen(costs[0])
    if cost is None or row.target.operator is not Operator.AT_MOST:
        return
    if cost < total and share(cost, total) <= _ALMOST:
        yield Found(
            row.target_ref,
            f"{row.shown}比资金总额少 {yuan(total - cost)}，预算会突破这个上限。",
            ((row.name, yuan(cost)), ("资金总额", yuan(total))),
            severity=Severity.NOTICE,
        )


@rule(
    "Q23",
    "总额型成本没有“≤”",
    Severity.EXPLAIN,
    reads=("indicators",),
    checks="总额型成本应写成“≤”（或＝、＜）。",
    why="成本是上限，应写“≤”；写“≥”等于花得越多越好。",
    source="财预〔2015〕88号：成本指标",
    failing="项目资金额 → 78000元",
    passing="项目资金额 → ≤78000元",
    scopes=BOTH_FORMS,
)
def cost_is_ceiling(case: FormCase) -> Iterator[Found]:
    """A total-type cost has the operator ≤ (or = or <)."""
    for row in case.costs_told():
        if total_fen(row) is None:
            continue
        if row.target.operator in (None, Operator.AT_LEAST, Operator.MORE):
            text = f"≤{row.target.number:f}{row.target.unit}"
            fix = Fix(f"改为 {text}", row.retarget(text))
            yield Found(row.target_ref, f"{row.shown}应写成上限“{text}”。", fix=fix)


@rule(
    "Q24",
    "成本只重复资金总额",
    Severity.NOTICE,
    reads=MONEY,
    checks="唯一的成本指标不只是重复资金总额；别处写有标准的除外。",
    why="成本指标最好写出单位成本或标准，便于核算。",
    source=MATCH,
    failing="成本指标只有一条：项目资金额 → 200万元，与年度资金相同",
    passing="另有一条：单价 → ≤10万元/部",
)
def cost_says_more(case: ProjectCase) -> Iterator[Found]:
    """The only cost is not just the annual money over again; a standard may stand anywhere."""
    costs, total = case.costs(Horizon.ANNUAL), case.total()
    standards = any(is_money(r.target) and total_fen(r) != total for r in case.of(Horizon.ANNUAL))
    if len(costs) == 1 and total and total_fen(costs[0]) == total and not standards:
        message = f"成本指标“{shorten(costs[0].name)}”只重复了资金总额，没有单位成本。"
        yield Found(costs[0].target_ref, message)


@rule(
    "Q25",
    "数量×单位成本与资金不符",
    Severity.EXPLAIN,
    reads=(*MONEY, *CONTENT),
    checks="能确定哪个数量配哪个标准时（标准也可以写在文字里），数量×标准（按月的乘12）应等于年度资金；另有别的用途的，"
    "不能大于年度资金。差在规定比例以内只作提示。",
    why="数量乘标准应当等于安排的资金，不等就有一处写错。",
    source=MATCH,
    failing="42人 × 2400元/人/年 = 100,800元，年度资金 64,400元",
    passing="40部 × 10万元/部 = 400万元，年度资金 400万元",
    limits={"most_percent_off": 5, "loose_percent_off": 1},
)
def product_gives_money(case: ProjectCase, limits: Mapping[str, int]) -> Iterator[Found]:
    """Quantities times standards give the annual money, when every standard finds its quantity.

    Within `most_percent_off` a difference is only a hint; where an operator (≥, ≤) leaves room,
    none within `loose_percent_off`.
    """
    total = case.total()
    product = pay_by_quantity(case.of(Horizon.ANNUAL), total) if total else None
    if total and product is None:
        yield from _told_product(case, total, limits)
    if product is None or total is None or product.fen == total:
        return
    off = share(product.fen, total) * 100
    if product.loose and off <= limits["loose_percent_off"]:
        return
    yield Found(
        product.rows[0].target_ref,
        f"{product.formula} = {yuan(product.fen)}，与年度资金 {yuan(total)} 不符。",
        (("数量×标准", yuan(product.fen)), ("年度资金", yuan(total))),
        severity=None if off > limits["most_percent_off"] else Severity.NOTICE,
    )


# Then the money is a part of what is paid, or pays for other things too.
_SHARED = re.compile(
    r"负担|分担|承担|比例|配套|中央|省级|市级|上级|其中|统筹|自筹|剩余|缺口|[0-9]:[0-9]|[%％]|等支出|以及"
)


def _told_product(case: ProjectCase, total: int, limits: Mapping[str, int]) -> Iterator[Found]:
    """A standard told in words, times its quantity in the text or the one among the indicators."""
    rows = case.of(Horizon.ANNUAL)
    if any(is_standard(row.target) for row in rows) or len(case.costs(Horizon.ANNUAL)) > 1:
        return
    for ref, text in case.texts:
        told = sole_standard(text)
        if told is None or _SHARED.search(text):
            continue
        row = quantity_for(told.heads, rows) if told.count is None else None
        count = told.count or (Fraction(row.target.value or 0) if row else None)
        fen = None if count is None else round(count * told.fen)
        if not fen or not total <= fen * 3 or not fen <= total * 3:
            continue
        if share(fen, total) * 100 > limits["most_percent_off"]:
            label, number = field_of(ref).label, f"{float(count or 0):g}"
            formula = f"{label} 写的标准 {yuan(round(told.fen))} × {number} = {yuan(fen)}"
            yield Found(
                ref,
                f"{formula}，与年度资金 {yuan(total)} 不符。",
                (("数量×标准", yuan(fen)), ("年度资金", yuan(total))),
            )
            return


_BAD_UNIT = re.compile(r"[、\\,，]|^[/每]|^[年月日/、]{2,}$")
# 1188/人/月 and 50月/人: a standard that lost its 元.
_WITHOUT_YUAN = re.compile(r"/[人户](?:/[年月日天])?|[年月]/[人户]")
_MIXED = re.compile(r"\d元.{0,4}\d万元|万元元|元万元|元元|%%|人人|\d%元")
_NO_UNIT_NEEDED = re.compile(r"比|指数|系数|倍|率|pH|度")


@rule(
    "Q26",
    "计量单位缺失或不可能",
    Severity.ERROR,
    reads=("indicators",),
    checks="数值要有计量单位，单位写法正确，成本以元、万元计，按户的不写按人。",
    why="没有单位或单位写错的值无法考核。",
    source="财预〔2015〕88号：细化量化",
    failing="工资标准 → 34776人/年",
    passing="工资标准 → 34776元/人/年",
    scopes=BOTH_FORMS,
)
def unit_possible(case: FormCase) -> Iterator[Found]:
    """A number has a unit; a cost is in money, a percentage or nothing else."""
    for row in case.told:
        if problem := _unit_problem(row):
            yield Found(row.target_ref, f"{row.shown}{problem}", fix=_unit_fix(case, row))


def _unit_problem(row: IndicatorCase) -> str:
    target = row.target
    plain = fold(target.text)
    if _MIXED.search(plain):
        return "的单位混在一起。"
    if not target.quantified:
        return "缺少金额单位“元”。" if re.search(r"\d/[人户月年]", plain) else ""
    if not target.unit:
        return "" if _NO_UNIT_NEEDED.search(row.name) else "没有计量单位。"
    if _WITHOUT_YUAN.fullmatch(target.unit):
        return "缺少金额单位“元”。"
    if _BAD_UNIT.search(target.unit):
        return f"的单位“{target.unit}”写法不对。"
    if row.is_cost and not is_money(target) and not target.percent:
        return "不是金额，成本应以元或万元为单位。"
    if is_standard(target) and target.unit.endswith("/人") and "户" in row.name:
        return "按人计，名称说的是户。" if "人" not in row.name else ""
    return ""


def _unit_fix(case: FormCase, row: IndicatorCase) -> Fix | None:
    """The stroke of 元/站 is set right, a forgotten 元 is put in."""
    target = row.target
    if _WITHOUT_YUAN.fullmatch(target.unit):
        per = target.unit if target.unit.startswith("/") else f"/{target.unit}"
        text = f"{target.operator or ''}{target.number:f}元{per}" if target.number else ""
        return Fix(f"改为 {text}", row.retarget(text)) if text else None
    if "\\" not in target.unit or not is_money(target):
        return None
    text = half_width(row.indicator.target).replace("\\", "/")
    return case.cure(f"改为 {text}", *row.retarget(text))
