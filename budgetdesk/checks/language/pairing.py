"""Quantities and standards of pay among a form's indicators: which belongs to which.

Speaks only when the pairing is certain: every standard finds exactly one quantity with its unit
or its subject, and no other cost stands beside them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.checks.language.likeness import bare
from budgetdesk.checks.language.measures import is_money, total_fen
from budgetdesk.domain.quantities import PEOPLE, PERIODS_IN_YEAR
from budgetdesk.domain.target import Target

_ANY_THING = PEOPLE | frozenset("个 所 家 座 处 条 辆 台 户 栋 间 项".split())
_PER = re.compile(r"[/每、]+")
_COMMON = re.compile(
    r"奖励|补助|补贴|标准|人数|户数|个数|数量|企业|发放|扶助|资金|金额|支出|项目|总|政策|对象|平均|每|市级|县级|年"
)


@dataclass(frozen=True, slots=True)
class Pay:
    """Quantities times standards: the sum in 分, how it was reckoned, from which rows."""

    fen: int
    formula: str
    loose: bool  # an operator leaves room (≥ on a quantity, ≤ on a standard)
    rows: tuple[IndicatorCase, ...]


@dataclass(frozen=True, slots=True)
class _Standard:
    row: IndicatorCase
    fen: Fraction  # for one head and year
    counters: frozenset[str]
    times: int
    least: bool  # the lower end of a range


def pay_by_quantity(rows: Iterable[IndicatorCase], total: int) -> Pay | None:
    """What the quantities of one horizon cost at their standards; None when not certain.

    `total` (分) only rules out pairings that are plainly about something else: a product off by
    more than the factor 3 is no reckoning of this money.
    """
    listed = tuple(rows)
    standards = [found for row in listed if (found := _standard(row))]
    quantities = [row for row in listed if row.level1 == "产出" and _is_quantity(row.target)]
    uses = _other_uses(listed, standards, total)
    pairs = [(standard, _quantity_of(standard, quantities, standards)) for standard in standards]
    matched = [(standard, quantity) for standard, quantity in pairs if quantity is not None]
    if uses is None or not matched or len(matched) < len(pairs):
        return None
    if len({id(quantity) for _, quantity in matched}) < len(matched):
        return None
    fen = sum((standard.fen * _number(quantity) for standard, quantity in matched), Fraction(0))
    if fen.denominator != 1 or not total <= fen * 3 or not fen <= total * 3:
        return None
    # Beside other uses, or at the least of a range, only too much is certainly wrong.
    if (uses or any(standard.least for standard in standards)) and fen <= total:
        return None
    return Pay(
        int(fen),
        " + ".join(_shown(standard, quantity) for standard, quantity in matched),
        any(row.target.operator for pair in matched for row in (pair[0].row, pair[1])),
        tuple(quantity for _, quantity in matched),
    )


_NO_USE = re.compile(r"其[他它]|成本$|总额|总计|合计")  # says nothing of what for


def _other_uses(
    rows: Iterable[IndicatorCase], standards: list["_Standard"], total: int
) -> list[int] | None:
    """What other costs there are beside the standards and the total itself, in 分.

    They don't compete with the standards where they are plain amounts; None where one is anything
    else, so that nothing is certain.
    """
    paid = [standard.row for standard in standards]
    others = [row for row in rows if row.is_cost and is_money(row.target) and row not in paid]
    amounts = [None if _NO_USE.search(row.name) else total_fen(row) for row in others]
    used = [fen for row, fen in zip(others, amounts, strict=True) if total_fen(row) != total]
    return None if None in used else [fen for fen in used if fen]


# 50月/人: the 元 was forgotten, the meaning is plain.
_UNIT_WITHOUT_YUAN = re.compile(r"[月年]/人|人/[月年]")


def _standard(row: IndicatorCase) -> _Standard | None:
    target = row.target
    payed = is_money(target) or _UNIT_WITHOUT_YUAN.fullmatch(target.unit)
    amount = _least_of(target)
    if not payed or amount is None or "约" in target.lead:
        return None
    parts = [part for part in _PER.split(_per_text(row)) if part]
    counters = frozenset(part for part in parts if part not in PERIODS_IN_YEAR)
    if not counters:
        return None
    times = 1
    for part in parts:
        times *= PERIODS_IN_YEAR.get(part, 1)
    least = target.number is None
    return _Standard(row, Fraction(amount) * 100 * times, counters, times, least)


def _least_of(target: Target) -> Decimal | None:
    """The value of a number, the lower end of a range."""
    return target.value if target.low is None else target.scaled(target.low)


def _per_text(row: IndicatorCase) -> str:
    """What a standard is per: from its unit (元/人/月), else from its name (每人每年配套标准)."""
    wage = _WAGE.search(row.name)
    if row.target.base_unit != "元":
        per = row.target.base_unit.removeprefix("元")
        return f"人{per}" if wage and per.strip("/每") in PERIODS_IN_YEAR else per
    found = _PER_IN_NAME.search(row.name) or (wage and _PER_MONTH.search(row.name))
    return f"{'人/' if wage and '人' not in found[0] else ''}{found[0]}" if found else ""


_PER_IN_NAME = re.compile(r"(?:每[人户月年亩个部台辆村校生])+")
_PER_MONTH = re.compile(r"[月年](?=均?(?:工资|报酬|薪))")
# A wage is paid to one: 保洁员月工资.
_WAGE = re.compile(r"工资|报酬|薪酬")


def _is_quantity(target: Target) -> bool:
    return (
        target.number is not None
        and bool(target.base_unit)
        and not target.percent
        and not is_money(target)
        and "/" not in target.unit
        and target.unit not in PERIODS_IN_YEAR
    )


def _quantity_of(
    standard: _Standard, quantities: list[IndicatorCase], standards: list[_Standard]
) -> IndicatorCase | None:
    """The one quantity of a standard: by its unit, by its subject when several share a unit."""
    fitting = [row for row in quantities if _fits(standard, row)]
    rivals = [other for other in standards if other.counters & standard.counters]
    if len(fitting) == 1 and len(rivals) == 1:
        return fitting[0]
    alike = [row for row in fitting if subject(row.name) & subject(standard.row.name)]
    return alike[0] if len(alike) == 1 else None


def _fits(standard: _Standard, row: IndicatorCase) -> bool:
    unit = row.target.base_unit
    if unit in standard.counters or (unit in PEOPLE and standard.counters & PEOPLE):
        return True
    # 元/人 for what the name counts by 户 (Q26 tells of the unit).
    if unit == "户" and "户" in standard.row.name and standard.counters & PEOPLE:
        return True
    # The receiver is in the name: 元/生 for 学生 120人, 元/村 for 行政村 98个.
    named = standard.counters - PEOPLE
    return unit in _ANY_THING and any(counter in row.name for counter in named)


@lru_cache(maxsize=8192)
def subject(name: str) -> frozenset[str]:
    """The pairs of characters that tell what a name is about, common words left out."""
    plain = _COMMON.sub(" ", bare(name))
    return frozenset(run[i : i + 2] for run in plain.split() for i in range(len(run) - 1))


def _number(row: IndicatorCase) -> Fraction:
    value = row.target.value
    return Fraction(0) if value is None else Fraction(value)


def _shown(standard: _Standard, quantity: IndicatorCase) -> str:
    months = f" × {standard.times}" if standard.times > 1 else ""
    number, paid = quantity.target, standard.row.target
    amount = paid.low if paid.number is None else paid.number
    return f"{number.number:f}{number.unit} × {amount:f}{paid.unit}{months}"


def quantity_for(counters: frozenset[str], rows: Iterable[IndicatorCase]) -> IndicatorCase | None:
    """The one quantity of a form that a standard told in a text (每人每月200元) can mean."""
    fitting = [
        row
        for row in rows
        if row.level1 == "产出"
        and _is_quantity(row.target)
        and (
            row.target.base_unit in counters
            or (row.target.base_unit in PEOPLE and counters & PEOPLE)
        )
    ]
    return fitting[0] if len(fitting) == 1 else None
