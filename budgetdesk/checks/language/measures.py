"""What a target measures: money in total, a standard of pay, a rate, a time."""

import re
from decimal import Decimal
from fractions import Fraction

from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.target import Target

_TIME_UNITS = frozenset(
    "年 月 日 天 个月 小时 周 个工作日 工作日 季度 分钟 年内 日内 天内 个月内".split()
)
_STANDARD_WORDS = ("标准", "工资", "单价", "每", "人均", "户均", "生均", "月", "津贴", "比例")


def is_money(target: Target) -> bool:
    """Whether the target is an amount in 元, 万元 or 亿元, in total or per something."""
    return target.quantified and target.base_unit.startswith("元")


def is_standard(target: Target) -> bool:
    """Whether the target is money per head, household or year."""
    return is_money(target) and target.base_unit != "元"


_COUNTS = re.compile(r"(?<![总基指额金费款资钱分级倍])数$|(?:数量|人次|面积|里程|长度)$")
_PER_PIECE = re.compile(
    r"标准|单价|单位成本|[人户生亩台床班校村]均|每一?(?![年月日天季周次])[\u4e00-\u9fff]"
)
_YIELD = re.compile(r"产值|产量|收入|收益|增收|效益|利润|税")


def counts_things(name: str) -> bool:
    """Whether an indicator's name asks how many: 补助人数, 购置数量."""
    return bool(_COUNTS.search(name)) and "金额" not in name


def says_standard(name: str) -> bool:
    """Whether an indicator's name asks for money per head or piece: 补助标准, 采购单价."""
    return bool(_PER_PIECE.search(name)) and not earns(name)


def earns(name: str) -> bool:
    """Whether an indicator's name asks what is earned or grown: 亩均产值."""
    return bool(_YIELD.search(name))


def total_fen(row: IndicatorCase) -> int | None:
    """A total-type cost in 分; None for standards (also those that only the name tells of)."""
    target = row.target
    if not is_money(target) or is_standard(target) or target.lead:
        return None
    if any(word in row.name for word in _STANDARD_WORDS):
        return None
    value = target.value if target.number is not None else None
    return None if value is None else round(value * 100)


def written_step_fen(target: Target) -> int:
    """The unit of the last digit written, in 分: 100 for 400元, 10000 for 2.52万元."""
    if target.number is None or target.value is None:
        return 0
    exponent = target.number.as_tuple().exponent
    scale = Decimal(1) if not target.number else target.value / target.number
    return int(Decimal(1).scaleb(int(exponent)) * scale * 100)


def is_time(target: Target) -> bool:
    """Whether the target is a number of years, months or days."""
    return target.quantified and target.unit in _TIME_UNITS


def share(part: int, whole: int) -> Fraction:
    """How far `part` is off `whole`, as a share of it; 0 when both are 0."""
    return Fraction(abs(part - whole), abs(whole)) if whole else Fraction(part != whole)


def yuan(fen: int) -> str:
    """An amount for a sentence: 8,233,770 元."""
    return f"{yuan_text(fen, thousands=True)} 元"
