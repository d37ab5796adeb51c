"""Sums that a paragraph works out: heads times standards, and items that make a whole.

Both speak only when the text is plainly a reckoning of the project's money: several parts, none
of them rough, their sum within a fifth of the money but not stated anywhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from budgetdesk.domain.quantities import (
    COUNTERS,
    PEOPLE,
    PERIODS_IN_YEAR,
    Quantity,
    amounts,
    quantities,
    yearly,
)

_PERSONS = PEOPLE | {"生"}
_NEAR = Fraction(2, 5)
_LEAST_PARTS = 2


@dataclass(slots=True)
class _CountedPart:
    """A count and the standards that follow it, all paid to each head."""

    count: Quantity
    standard_fen: Fraction = field(default_factory=Fraction)
    rough: bool = False

    @property
    def fen(self) -> Fraction:
        return self.count.value * self.standard_fen


def components(text: str, total: int) -> int | None:
    """What the heads times the standards of a text come to in 分; None when not certain.

    A part whose product the text states itself is explained; when every part is, or when the sum
    stands in the text, nothing is reckoned.
    """
    parts = [part for part in _parts(text) if part.standard_fen]
    if len(parts) < _LEAST_PARTS or any(part.rough for part in parts):
        return None
    stated = {q.fen for q in amounts(text)}
    if any(part.fen in stated for part in parts):
        return None
    return _whole(sum((part.fen for part in parts), Fraction(0)), total, stated)


def itemised(text: str, total: int) -> int | None:
    """What the items of a text come to in 分, when they plainly make up the money.

    Items are the amounts introduced by 计, else all plain amounts when no total is stated; at
    least three of either.
    """
    plain = amounts(text)
    items = tuple(q for q in plain if q.item)
    if items and len(items) > _LEAST_PARTS:
        return _whole(_sum(items), total, set())
    items = plain
    if len(items) < _LEAST_PARTS + 1 or any(q.total or q.rough or q.limit for q in items):
        return None
    stated = {q.fen for q in items}
    if total in stated:
        return None
    return _whole(_sum(items), total, stated)


@dataclass(frozen=True, slots=True)
class ToldStandard:
    """The one standard that a text tells: for whom, in 分 a year, how many where it says so."""

    heads: frozenset[str]
    fen: Fraction
    count: Fraction | None


@lru_cache(maxsize=4096)
def sole_standard(text: str) -> ToldStandard | None:
    """The standard of a text that tells a single one, certain and not yet worked out."""
    found = quantities(text)
    paid = [q for q in found if q.is_money and q.per]
    if len(paid) != 1 or paid[0].rough or paid[0].limit:
        return None
    heads = frozenset(per for per in paid[0].per if per not in PERIODS_IN_YEAR)
    counts = [q for q in found if q.unit in heads or (q.unit in PEOPLE and heads & _PERSONS)]
    counts = [q for q in counts if not q.per]
    if not heads or len(counts) > 1 or any(q.rough or q.limit for q in counts):
        return None
    count = counts[0].value if counts else None
    fen = yearly(paid[0]) * 100
    stated = {q.fen for q in amounts(text)}
    worked_out = count is not None and fen * count in stated
    return None if worked_out else ToldStandard(heads, fen, count)


# Between these stands one item of a list.
_BETWEEN_ITEMS = re.compile(
    r"[；;。\n]|[（(]?[0-9一二三四五六七八九十]{1,2}[)）、．]|(?<![0-9.])[0-9]{1,2}\.(?![0-9])"
    r"|[一二三四五六七八九]是|[①-⑩]"
)
_CLAUSE = re.compile(r"[，,：:]")
# What names the whole and nothing else: 以上两项费用共计, 2024年所需资金合计.
_WHOLE = re.compile(
    r"(?:以上|上述|[一二两三四五六七八九十0-9]{1,2}[项类]|各项|全部|费用|资金|经费|投资|所需|需要?|本?项目"
    r"|20[0-9]{2}|年度?|本年|全年|预算|总额|总|共需|共计|合计|总计|[共合计为约是]|[，,：:\s])*"
)
_PARTS_FOLLOW = re.compile(r"元?[，,。；;：:（(\s]{0,3}(?:其中|包括|分别|分为|由)")


def of_an_item(text: str, amount: Quantity, plain: Sequence[Quantity]) -> bool:
    """Whether a 共计 is that of one item of a list: 设备10台，共计4万元；培训3期，共计5万元.

    `text` is in half width, `plain` are all its amounts. One that names the whole (以上共计), that
    stands alone, or whose parts follow (其中) is none.
    """
    others = [other for other in plain if other is not amount]
    if not others or _PARTS_FOLLOW.match(text, amount.end):
        return False
    begin = max((it.end() for it in _BETWEEN_ITEMS.finditer(text, 0, amount.start)), default=0)
    found = _BETWEEN_ITEMS.search(text, amount.end)
    end = found.start() if found else len(text)
    if _WHOLE.fullmatch(text, begin, amount.start):
        return False
    if any(not begin <= other.start < end for other in others):
        return True
    return not _WHOLE.fullmatch(_CLAUSE.split(text[begin : amount.start])[-1])


def _sum(items: tuple[Quantity, ...]) -> Fraction:
    return sum((q.value * 100 for q in items), Fraction(0))


def _whole(fen: Fraction, total: int, stated: set[int | None]) -> int | None:
    if fen.denominator != 1 or fen in stated or fen == total:
        return None
    return int(fen) if abs(fen - total) <= _NEAR * total else None


def _parts(text: str) -> list[_CountedPart]:
    parts: list[_CountedPart] = []
    for quantity in quantities(text):
        if quantity.unit in COUNTERS and not quantity.per:
            parts.append(_CountedPart(quantity, rough=quantity.rough or quantity.total))
        elif parts and quantity.is_money and quantity.per:
            _add_standard(parts[-1], quantity)
    return parts


def _add_standard(part: _CountedPart, standard: Quantity) -> None:
    heads = [per for per in standard.per if per not in PERIODS_IN_YEAR]
    fits = all(per == part.count.unit or {per, part.count.unit} <= PEOPLE for per in heads)
    if not heads or not fits:
        part.rough = True
        return
    part.standard_fen += yearly(standard) * 100
    part.rough = part.rough or standard.rough or standard.limit
