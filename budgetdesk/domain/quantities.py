"""Numbers with their units in running text: amounts of money, counts, standards of pay.

Understands full and half width, 万 and 亿, thousands separators, 元/人/月 and 元/月/人, and the
per-words that stand before a number (每人每月补助200元).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import islice

from budgetdesk.domain.numerals import NUMBER, SCALES, decimal_of
from budgetdesk.domain.text import half_width

MONEY = "元"

# Nouns that are counted; longer ones first so that 人次 is not read as 人.
COUNTERS = (
    "万人次 人次 批次 场次 班次 车次 人 名 户 个 家 所 项 次 种 台 套 辆 部 条 栋 支 册 村 间 "
    "亩 件 份 批 张 幢 口 处 座 组 场 期 例 床 株 盏 平方米 平米 立方米 平方公里 公顷 公里 "
    "千米 ㎡ 米 吨 公斤 千克 度 瓶 头 只 对 生"
).split()
# Spans of time a standard may be paid for, with how many of them a year holds.
PERIODS_IN_YEAR = {
    "年": 1,
    "学年": 1,
    "学期": 2,
    "季": 4,
    "季度": 4,
    "月": 12,
    "日": 365,
    "天": 365,
}

PEOPLE = frozenset("人 名 位 人次".split())
"""What people are counted in."""

_NUMBER = rf"(?<![0-9])(?P<number>{NUMBER})(?![0-9])"
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_COUNTER = "|".join(sorted((*COUNTERS, *PERIODS_IN_YEAR, "个月"), key=len, reverse=True))
_PATTERN = re.compile(
    rf"{_NUMBER}\s?(?P<scale>{_SCALE})?\s?余?(?P<unit>元|%|‰|{_COUNTER})?"
    rf"(?P<per>(?<=元)(?:\s?[/每、](?:{_COUNTER}|服役年限))+)?"
)
_PER_AFTER = re.compile(rf"[/每、]({_COUNTER}|服役年限)")
_PER_BEFORE = re.compile(
    rf"((?:每一?(?:{_COUNTER})|[人生户月年]均|(?<![\d个])[月年](?=工资|标准|补助|租金))+)"
    r"[^，。；：、,;:（）()每\d]{0,8}$"
)
_WAGE = re.compile(r"均?(?:工资|报酬|薪)")
_PER_SIGN = re.compile(r"[每均月年]")
_PER_WORD = re.compile(rf"每一?({_COUNTER})|([人生户月年])均?")
# All of these are read in the clause before a number: what stands behind the last stop.
_STOP = re.compile(r"[，。；、,;0-9]")
_GRAND_BEFORE = re.compile(r"(?:共计|合计|总计|总额|共需).{0,8}$")
_TOTAL_BEFORE = re.compile(r"[共总].{0,8}$")
_ITEM_BEFORE = re.compile(r"(?<![共合总])计$|小计$")
_ROUGH_BEFORE = re.compile(r"(?:约|近|预计|预估|估计|左右).{0,4}$")
_LIMIT_BEFORE = re.compile(r"(?:不超过|最高|不高于|≤|<|上限|以内).{0,4}$")
_LOOK_BACK = 24
# A text with more numbers than this is a table, of which nothing is certain.
_MOST = 150


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, at [start, end) of the half-width text.

    `value` is exact; money is in 元 (万 and 亿 multiplied in). `per` holds what the number is for
    one of (("人", "月") in 元/人/月), and is empty for a plain count or total.
    """

    start: int
    end: int
    value: Fraction
    unit: str
    per: tuple[str, ...] = ()
    grand: bool = False  # introduced by 共计, 合计, 总额
    total: bool = False  # introduced by these, or by 共 and 总 alone (perhaps of a part only)
    item: bool = False  # introduced by 计: the outcome of one line of a reckoning
    rough: bool = False  # 约, 预计
    limit: bool = False  # 不超过, 最高

    @property
    def is_money(self) -> bool:
        """Whether this is an amount or a standard in money."""
        return self.unit == MONEY

    @property
    def fen(self) -> int | None:
        """The amount in 分; None when it is no money or no whole number of 分."""
        fen = self.value * 100
        return int(fen) if self.is_money and fen.denominator == 1 else None


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of a text that carries a unit, in order; () for a text of over 150 of them."""
    found = tuple(islice(_read(half_width(text)), _MOST + 1))
    return found if len(found) <= _MOST else ()


def amounts(text: str) -> tuple[Quantity, ...]:
    """The plain amounts of money in a text (no standards per head)."""
    return tuple(q for q in quantities(text) if q.is_money and not q.per)


def yearly(standard: Quantity) -> Fraction:
    """What a standard comes to in a year, in 元: twelve times what is paid a month."""
    value = standard.value
    for per in standard.per:
        value *= PERIODS_IN_YEAR.get(per, 1)
    return value


def _read(text: str) -> Iterator[Quantity]:
    for match in _PATTERN.finditer(text):
        unit = match["unit"] or ""
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        per = tuple(_PER_AFTER.findall(match["per"] or ""))
        if unit in (MONEY, "") and not per:
            per = _per_before(before)
        if not unit and not match["scale"]:
            if not per:
                continue
            unit = MONEY  # 每人每年1200: nothing else is paid per head
        number = Fraction(decimal_of(match["number"])) * 10 ** SCALES.get(match["scale"], 0)
        clause = _STOP.split(before)[-1]
        yield Quantity(
            match.start(),
            match.end(),
            number,
            "月" if unit == "个月" else unit,
            per,
            grand=bool(_GRAND_BEFORE.search(clause)),
            total=bool(_TOTAL_BEFORE.search(clause) or _GRAND_BEFORE.search(clause)),
            item=bool(_ITEM_BEFORE.search(clause)),
            rough=bool(_ROUGH_BEFORE.search(clause)) or text.startswith("左右", match.end()),
            limit=bool(_LIMIT_BEFORE.search(clause)) or text.startswith("以内", match.end()),
        )


def _per_before(before: str) -> tuple[str, ...]:
    match = _PER_BEFORE.search(before) if _PER_SIGN.search(before) else None
    if match is None:
        return ()
    per = tuple(part for word in _PER_WORD.findall(match[1]) for part in word if part)
    # A wage is paid to one: 月工资1800元.
    return ("人", *per) if per == ("月",) and _WAGE.match(before, match.end(1)) else per
