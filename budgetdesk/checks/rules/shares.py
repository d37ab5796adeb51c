"""Parts against the whole, one piece against all the money, what a number is a number of."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from budgetdesk.checks.case import CONTENT, ProjectCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.checks.language.measures import (
    counts_things,
    earns,
    is_money,
    is_standard,
    says_standard,
    total_fen,
    written_step_fen,
    yuan,
)
from budgetdesk.checks.language.wholes import unequal_parts
from budgetdesk.checks.rule import rule
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.quantities import PERIODS_IN_YEAR
from budgetdesk.domain.records import Horizon

MATCH = "财预〔2015〕88号 绩效目标审核：资金匹配性"
CLARITY = "财预〔2015〕88号 绩效目标审核：明确清晰性"
MONEY = ("funding.annual", "indicators")


def _fen(row: IndicatorCase) -> int | None:
    value = row.target.value
    return None if value is None or not is_money(row.target) else round(value * 100)


@rule(
    "Q49",
    "一件的价钱大于全部资金",
    Severity.EXPLAIN,
    reads=MONEY,
    checks="按人、户、件计的标准和单价不大于年度资金。",
    why="全部资金还不够买一件，不是单价就是资金写错。",
    source=MATCH,
    failing="设备单价 → ≤50万元/台，年度资金 30万元",
    passing="设备单价 → ≤5万元/台，年度资金 30万元",
)
def one_piece_within_money(case: ProjectCase) -> Iterator[Found]:
    """No price of a piece and no standard per head is above the money of the year."""
    total = case.total()
    for row in case.of(Horizon.ANNUAL) if total else ():
        fen = _fen(row)
        if fen is not None and total and fen > total and _asks_one_price(row):
            values = ((row.name, yuan(fen)), ("年度资金", yuan(total)))
            yield Found(row.target_ref, f"{row.shown}，一件就超过了年度资金。", values)


def _asks_one_price(row: IndicatorCase) -> bool:
    """Whether it is the price of one: by its name, or by its unit, unless what one earns."""
    if row.level1 == "效益" or earns(row.name):
        return False
    return _per_piece(row) or says_standard(row.name)


def _per_piece(row: IndicatorCase) -> bool:
    per = row.target.base_unit.removeprefix("元").strip("/每、")
    parts = [part for part in per.replace("每", "/").replace("、", "/").split("/") if part]
    return is_standard(row.target) and any(part not in PERIODS_IN_YEAR for part in parts)


@rule(
    "Q50",
    "分项与总数不符",
    Severity.EXPLAIN,
    reads=(*CONTENT, "funding.annual"),
    checks="各项金额指标合计不超过年度资金；文字中各项、小计相加等于合计，“其中”“包括”的各项不超过总数，"
    "说几项就列几项；有“约”“余”的不算。",
    why="部分之和就是总数，多出来的一定有一处写错。",
    source=MATCH,
    failing="培训费 ≤6万元、设备费 ≤7万元，年度资金 10万元",
    passing="培训费 ≤3万元、设备费 ≤7万元，年度资金 10万元",
)
def parts_make_the_whole(case: ProjectCase) -> Iterator[Found]:
    """Money rows sum within the year's money; parts told in a text make the whole told there."""
    yield from _rows_above_money(case)
    for ref, text in case.texts:
        if wrong := unequal_parts(text):
            yield Found(ref, f"{field_of(ref).label} 中{wrong}。")


def _rows_above_money(case: ProjectCase) -> Iterator[Found]:
    total = case.total()
    rows = [row for row in case.of(Horizon.ANNUAL) if row.level1 in ("产出", "成本")]
    amounts = [(row, fen) for row in rows if (fen := total_fen(row)) and not row.target.percent]
    if not total or any(fen >= total for _, fen in amounts):
        return
    parts = _without_sums(amounts)
    whole = sum(fen for _, fen in parts)
    rounding = sum(written_step_fen(row.target) for row, _ in parts)
    if len(parts) > 1 and whole > total + rounding:
        formula = " + ".join(row.indicator.target.strip().lstrip("≤=<") for row, _ in parts[:4])
        more = " + …" if len(parts) > 4 else ""
        yield Found(
            parts[-1][0].target_ref,
            f"各项金额 {formula}{more} = {yuan(whole)}，大于年度资金。",
            (("各项合计", yuan(whole)), ("年度资金", yuan(total))),
        )


_MOST = 10
Amount = tuple[IndicatorCase, int]


def _without_sums(amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts without those told twice and those that are the sum of others."""
    once: list[Amount] = []
    for row, fen in amounts:
        told = any(fen == other and row.level2 != it.level2 for it, other in once)
        once += [] if told else [(row, fen)]
    if len(once) > _MOST:
        return []
    kept = [one for one in once if not _is_sum(one, [it for it in once if it is not one])]
    return kept or once


def _is_sum(one: Amount, others: Sequence[Amount]) -> bool:
    sizes = range(2, len(others) + 1)
    groups = (group for size in sizes for group in combinations(others, size))
    return any(sum(fen for _, fen in group) == one[1] for group in groups)


@rule(
    "Q52",
    "标准填成总额，人数填成金额",
    Severity.EXPLAIN,
    reads=MONEY,
    checks="标准、单价不等于年度资金总额（只有一人、一件的除外）；人数、数量的值不是金额。",
    why="标准是一份的钱，数量是几份，填成总额就无法核算。",
    source=MATCH,
    failing="补助标准 → 50400元，年度资金 50,400元",
    passing="补助标准 → 2400元/人/年，年度资金 50,400元",
)
def number_of_its_kind(case: ProjectCase) -> Iterator[Found]:
    """A standard is no total, and what counts things is no amount."""
    total = case.total()
    rows = case.of(Horizon.ANNUAL)
    single = any(row.target.value == 1 and row.level2 == "数量" for row in rows)
    for row in rows:
        if row.level1 == "效益" or row.target.value is None:
            continue
        if counts_things(row.name) and is_money(row.target):
            yield Found(row.target_ref, f"{row.shown}是金额，应写人数、数量。")
        elif counts_things(row.name) and total and row.target.value * 100 == total:
            yield Found(row.target_ref, f"{row.shown}与年度资金的数相同，应写人数、数量。")
        elif total and not single and _fen(row) == total and _is_one_share(row):
            yield Found(row.target_ref, f"{row.shown}就是年度资金总额，应写一份的标准。")


def _is_one_share(row: IndicatorCase) -> bool:
    """Whether a row asks for the money of one head or piece; 不超过国家标准 is no such thing."""
    named = row.name.endswith(("标准", "单价", "单位成本")) or _OF_EACH.search(row.name)
    return _per_piece(row) or bool(named)


_OF_EACH = re.compile(r"人均|^每一?(?![年月日天季周次])")
