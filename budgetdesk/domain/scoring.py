"""What an indicator scores for what was reached of its target, by 财预〔2018〕10号.

Met is full; not met is by ratio, never below zero; words are scored only where they say that all
was reached, and what can't be held against each other (a rate and a head-count) scores nothing by
itself.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from budgetdesk.domain.exact import EXACT, rounded
from budgetdesk.domain.target import Operator, Target, TargetKind
from budgetdesk.domain.text import fold

SCORE_PLACES = 2
_DATED = (TargetKind.DATE, TargetKind.PERIOD)
_AT_MOST = (Operator.AT_MOST, Operator.LESS)
_REACHED = re.compile(
    "(?:全部|已|基本)?(?:达成|达到|完成|实现)(?:年度|年初)?预期(?:指标|目标|效果)?"
)
_ANY_YEAR = 2000
_NOTHING, _ALL, _PER_CENT = Decimal(0), Decimal(1), Decimal("0.01")
NOTHING_WHEN_LATE = Decimal(100)
"""Per cent of the points that a month begun costs, where a date missed scores nothing."""


@dataclass(frozen=True, slots=True)
class _Accepted:
    """The values a target takes: from `low` to `high`, open where one is None."""

    low: Decimal | None
    high: Decimal | None
    strict: bool = False

    def holds(self, value: Decimal) -> bool:
        if self.strict and value in (self.low, self.high):
            return False
        return value == self.nearest(value)

    def nearest(self, value: Decimal) -> Decimal:
        """The value itself, or the bound that it lies beyond."""
        above = value if self.low is None else max(value, self.low)
        return above if self.high is None else min(above, self.high)


def points_of(
    reached: Target, target: Target, full: Decimal, late: Decimal = NOTHING_WHEN_LATE
) -> Decimal | None:
    """得分 out of `full` points, to two decimals half up; None where nothing is said by itself.

    `late` is what each month begun after the date costs, in per cent of the points.
    """
    share = share_of(reached, target, late)
    return None if share is None else rounded(EXACT.multiply(share, full), SCORE_PLACES)


def share_of(reached: Target, target: Target, late: Decimal = NOTHING_WHEN_LATE) -> Decimal | None:
    """How much of a target was reached, from 0 to 1; None where that can't be reckoned.

    A date that was missed loses `late` per cent for each month begun, or all where it is too early.
    """
    if reached.kind is TargetKind.BLANK or target.kind is TargetKind.BLANK:
        return None
    if target.quantified:
        return _share_of_number(reached, target)
    if target.kind in _DATED and reached.kind in _DATED:
        return _share_of_date(reached, target, late)
    same = fold(reached.text) == fold(target.text)
    return _ALL if same or _REACHED.fullmatch(fold(reached.text)) else None


def _share_of_number(reached: Target, target: Target) -> Decimal | None:
    value = _in_the_unit_of(reached, target)
    if value is None:
        return _ALL if _REACHED.fullmatch(fold(reached.text)) else None
    accepted = _accepted(target)
    if accepted.holds(value):
        return _ALL
    return _ratio(value, accepted.nearest(value))


def _accepted(target: Target) -> _Accepted:
    if target.kind is TargetKind.RANGE:
        return _Accepted(_scaled(target.low, target), _scaled(target.high, target))
    value = target.value
    strict = target.operator in (Operator.MORE, Operator.LESS)
    none_wanted = target.operator is None and value == 0  # 事故 0 次: nobody means 0 or more
    if target.operator is Operator.EQUAL or none_wanted:
        return _Accepted(value, value)
    if target.operator in _AT_MOST:
        return _Accepted(None, value, strict)
    return _Accepted(value, None, strict)


def _ratio(value: Decimal, bound: Decimal) -> Decimal:
    """The smaller by the larger of two, which are both above zero; else nothing was reached."""
    if value <= 0 or bound <= 0:
        return _NOTHING
    return min(EXACT.divide(min(value, bound), max(value, bound)), _ALL)


def _in_the_unit_of(reached: Target, target: Target) -> Decimal | None:
    """The number reached, as the target counts; None where they count different things."""
    if reached.kind is not TargetKind.NUMBER or reached.number is None:
        return None
    if not reached.unit and target.percent:
        bounds = [it for it in (target.number, target.low, target.high) if it is not None]
        fraction = reached.number <= 1 < max(bounds)
        return reached.number.scaleb(2) if fraction else reached.number
    if not reached.unit:
        return _scaled(reached.number, target)
    return reached.value if reached.base_unit == target.base_unit else None


def _scaled(number: Decimal | None, target: Target) -> Decimal | None:
    """A number in the target's unit without its 万."""
    if number is None:
        return None
    return target.scaled(number)


def _share_of_date(reached: Target, target: Target, late: Decimal) -> Decimal | None:
    done, due = reached.last, target.last
    if done is None or due is None or (done.year is None) is not (due.year is None):
        return None
    year = due.year or _ANY_YEAR
    first, last, limit = done.first_day(year), done.last_day(year), due.last_day(year)
    if target.operator is Operator.AT_LEAST:
        return _NOTHING if last < limit else _ALL
    if last <= limit:
        return _ALL
    if first <= limit:  # 6月 for 6月20日: nobody says on which day
        return None
    lost = EXACT.multiply(EXACT.multiply(late, _PER_CENT), Decimal(_months_begun(limit, last)))
    return max(_NOTHING, EXACT.subtract(_ALL, lost))


def _months_begun(due: date, done: date) -> int:
    """The months begun after a day: one within the month after it, two a day later."""
    whole = (done.year - due.year) * 12 + done.month - due.month
    month_ends = (due + timedelta(days=1)).day == 1
    return whole if month_ends else whole + (done.day > due.day)
