"""Dates and periods as officials write them: `2025年6月底前`, `2022年11月-2023年3月`, `每季度`."""

import calendar
import re
from datetime import date

from budgetdesk.domain.immutable import immutable


@immutable
class Moment:
    """A date as precise as it was written; a part that was not written is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def first_day(self, year: int) -> date:
        """The first day meant; `year` stands in where none was written."""
        return self._day(year, self.month or 1, self.day or 1)

    def last_day(self, year: int) -> date:
        """The last day meant; `year` stands in where none was written."""
        return self._day(year, self.month or 12, self.day or 31)

    def _day(self, year: int, month: int, day: int) -> date:
        # A 29th of February without a year is the 28th in most years.
        known_year = self.year or year
        return date(known_year, month, min(day, calendar.monthrange(known_year, month)[1]))


@immutable
class Period:
    """From one moment to another, or a recurring one (`every` = 月); open ends are None."""

    first: Moment | None = None
    last: Moment | None = None
    every: str = ""


_CHINESE_DATE = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})年度?(?:(?P<month>[0-9]{1,2})月份?(?:(?P<day>[0-9]{1,2})[日号])?)?"
)
_POINTED_DATE = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<point>[.\-/])(?P<month>[0-9]{1,2})"
    r"(?:(?P=point)(?P<day>[0-9]{1,2}))?"
)
_MONTH_DATE = re.compile(r"(?P<month>[0-9]{1,2})月份?(?:(?P<day>[0-9]{1,2})[日号])?")
_BARE_YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})")
_YEAR_END = re.compile(r"(?:(?P<year>(?:19|20)[0-9]{2})年?)?年[底末]")

_SEPARATOR = re.compile(r"[-~〜]{1,3}|至|到")
_MONTH_SPAN = re.compile(
    r"(?:(?P<year>(?:19|20)[0-9]{2})年)?(?P<first>[0-9]{1,2})月?(?:[-~〜]{1,3}|至|到)"
    r"(?P<last>[0-9]{1,2})月份?"
)
_PART_OF_YEAR = re.compile(
    r"(?:(?P<year>(?:19|20)[0-9]{2})年度?)?(?P<part>第?[一二三四1-4]季度|[上下]半年|全年度?)"
)
_RECURRING = re.compile(
    r"(?:每|按)(?P<every>天|日|周|旬|月|季度?|学期|半年|年度?)(?:度|末|底|初|[0-9]{1,2}[日号])?"
    r"(?:之前|以前|前|内)?"
)
_SEASONS = re.compile(r"[春夏秋冬]{1,4}[两三四]?季")
_MONTHS_OF_PART = {
    "上半年": (1, 6), "下半年": (7, 12), "全年": (1, 12), "全年度": (1, 12),
    **{f"第{'一二三四'[n]}季度": (3 * n + 1, 3 * n + 3) for n in range(4)},
    **{f"第{n + 1}季度": (3 * n + 1, 3 * n + 3) for n in range(4)},
}  # fmt: skip


def parse_moment(text: str) -> Moment | None:
    """The date a folded text is, or None; a date that no calendar has is None too."""
    if found := _YEAR_END.fullmatch(text):
        return Moment(_number(found["year"]), 12, 31)
    for shape in (_CHINESE_DATE, _POINTED_DATE, _MONTH_DATE):
        if found := shape.fullmatch(text):
            parts = found.groupdict()
            return _moment(parts.get("year"), parts["month"], parts["day"])
    return None


def parse_period(text: str) -> Period | None:
    """The period a folded text is, or None."""
    if found := _RECURRING.fullmatch(text):
        return Period(every=found["every"])
    if _SEASONS.fullmatch(text):
        return Period(every="年")
    return _part_of_year(text) or _month_span(text) or _span(text)


def _part_of_year(text: str) -> Period | None:
    found = _PART_OF_YEAR.fullmatch(text)
    if found is None:
        return None
    part = found["part"]
    named = part if part in _MONTHS_OF_PART else f"第{part}"
    first, last = _MONTHS_OF_PART[named]
    year = _number(found["year"])
    return Period(Moment(year, first), Moment(year, last))


def _month_span(text: str) -> Period | None:
    found = _MONTH_SPAN.fullmatch(text)
    if found is None:
        return None
    first = _moment(found["year"], found["first"], None)
    last = _moment(found["year"], found["last"], None)
    return Period(first, last) if first and last else None


def _span(text: str) -> Period | None:
    for separator in _SEPARATOR.finditer(text):
        first = _end(text[: separator.start()])
        last = _end(text[separator.end() :])
        if first and last and _in_order(first, last):
            return Period(first, Moment(last.year or first.year, last.month, last.day))
    return None


def _end(text: str) -> Moment | None:
    """One end of a span, where a bare year will do: `2022-2023年`."""
    found = _BARE_YEAR.fullmatch(text)
    return Moment(int(found["year"])) if found else parse_moment(text)


def _in_order(first: Moment, last: Moment) -> bool:
    # A leap year stands in, so that 2月29日 without a year is a day.
    year = first.year or 2024
    return last.last_day(year) >= first.first_day(year)


def _moment(year: str | None, month: str | None, day: str | None) -> Moment | None:
    moment = Moment(_number(year), _number(month), _number(day))
    return moment if _exists(moment) else None


def _exists(moment: Moment) -> bool:
    """Whether some calendar year has the moment; without a year a leap year is asked."""
    month, day = moment.month, moment.day
    if month is None:
        return True
    days = calendar.monthrange(moment.year or 2024, month)[1] if 1 <= month <= 12 else 0
    return 1 <= (day if day is not None else 1) <= days


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None
