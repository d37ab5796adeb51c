"""Dates, months and periods as they are typed, kept and shown.

They are kept as ISO text (`2025-03-01`, `2025-03`, two dates with `/` between) and shown as
`2025年3月1日`, `2025年3月`, `2025年3月1日—2025年11月30日`.
"""

from typing import TYPE_CHECKING

from budgetdesk.domain.late_pattern import late_pattern
from budgetdesk.domain.text import fold, half_width

if TYPE_CHECKING:
    from budgetdesk.domain.moment import Moment

_BETWEEN = late_pattern(r"\s*(?:[—–~〜/]{1,2}|--|至|到|(?<=[日0-9])-(?=[0-9]{4}年))\s*")


def parse_date(text: str) -> str | None:
    """A date as ISO text, or None where the text is none."""
    moment = _moment(text)
    if moment is None or moment.year is None or moment.month is None or moment.day is None:
        return None
    return f"{moment.year:04}-{moment.month:02}-{moment.day:02}"


def parse_month(text: str) -> str | None:
    """A month as ISO text, or None where the text is none."""
    moment = _moment(text)
    if moment is None or moment.year is None or moment.month is None or moment.day is not None:
        return None
    return f"{moment.year:04}-{moment.month:02}"


def parse_period(text: str) -> str | None:
    """Two dates in order as ISO text, or None where the text is none.

    Months and years stand for their first and last days: `2025年3月—11月`, `2025年度`.
    """
    ends = [parse_date(part) for part in _BETWEEN.split(half_width(text).strip())]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return _whole_days(text)
    return f"{ends[0]}/{ends[1]}" if ends[0] <= ends[1] else None


def _whole_days(text: str) -> str | None:
    from budgetdesk.domain import moment

    folded = fold(text)
    alone = moment.parse_moment(folded)
    period = moment.Period(alone, alone) if alone is not None else moment.parse_period(folded)
    if period is None or period.first is None or period.last is None or period.first.year is None:
        return None
    year = period.first.year
    first, last = period.first.first_day(year), period.last.last_day(year)
    return f"{first}/{last}" if first <= last else None


def show_dated(value: str) -> str:
    """A kept date, month or period as forms print it."""
    return "—".join(_shown(part) for part in value.split("/"))


def _shown(part: str) -> str:
    numbers = [str(int(number)) for number in part.split("-")]
    return "".join(f"{number}{unit}" for number, unit in zip(numbers, "年月日", strict=False))


def _moment(text: str) -> "Moment | None":
    from budgetdesk.domain.moment import parse_moment  # its many patterns: not at every start

    return parse_moment(half_width(text).strip().replace(" ", ""))
