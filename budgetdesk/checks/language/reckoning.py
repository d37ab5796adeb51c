"""Sums that a paragraph works out: heads times standards, and items that make a whole.

Both speak only when the text is plainly a reckoning of the project's money: several parts, none
of them rough, their sum within a fifth of the money but not stated anywhere.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from budgetdesk.checks.language.quantities import (
    COUNTERS,
    PERIODS_IN_YEAR,
    Quantity,
    amounts,
    quantities,
    yearly,
)

_PEOPLE = frozenset("人 名 位 人次".split())
_NEAR = Fraction(2, 5)
_LEAST_PARTS = 2


@dataclass(slots=True)
class _Part:
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


def _sum(items: tuple[Quantity, ...]) -> Fraction:
    return sum((q.value * 100 for q in items), Fraction(0))


def _whole(fen: Fraction, total: int, stated: set[int | None]) -> int | None:
    if fen.denominator != 1 or fen in stated or fen == total:
        return None
    return int(fen) if abs(fen - total) <= _NEAR * total else None


def _parts(text: str) -> list[_Part]:
    parts: list[_Part] = []
    for quantity in quantities(text):
        if quantity.unit in COUNTERS and not quantity.per:
            parts.append(_Part(quantity, rough=quantity.rough or quantity.total))
        elif parts and quantity.is_money and quantity.per:
            _add_standard(parts[-1], quantity)
    return parts


def _add_standard(part: _Part, standard: Quantity) -> None:
    heads = [per for per in standard.per if per not in PERIODS_IN_YEAR]
    fits = all(per == part.count.unit or {per, part.count.unit} <= _PEOPLE for per in heads)
    if not heads or not fits:
        part.rough = True
        return
    part.standard_fen += yearly(standard) * 100
    part.rough = part.rough or standard.rough or standard.limit
