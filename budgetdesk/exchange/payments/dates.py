"""The month of a payment, by what stands in the column of its date."""

import re
from datetime import date, timedelta

from budgetdesk.domain.text import half_width
from budgetdesk.domain.typed_dates import parse_date, parse_month

_TIME = re.compile(r"[T\s]+[0-9]{1,2}:[0-9]{2}.*$", re.DOTALL)
_DIGITS = re.compile(r"(20[0-9]{2})(0[1-9]|1[0-2])(?:[0-3][0-9])?")
_ALONE = re.compile(r"0?([1-9]|1[0-2])月?份?")
_SERIAL = re.compile(r"([34][0-9]{4})(?:\.[0-9]+)?")  # days that Excel counts; 1982 to 2036
_FIRST_DAY = date(1899, 12, 30)


def month_of(text: str, year: int) -> str | None:
    """The month as ISO text; None where the text tells none.

    Args:
        text: the cell.
        year: of a month that names none.
    """
    tidy = _TIME.sub("", half_width(text).strip())
    if found := _DIGITS.fullmatch(tidy):
        return f"{found[1]}-{found[2]}"
    if found := _ALONE.fullmatch(tidy):
        return f"{year}-{int(found[1]):02}"
    if found := _SERIAL.fullmatch(tidy):
        return (_FIRST_DAY + timedelta(days=int(found[1]))).isoformat()[:7]
    told = parse_date(tidy) or parse_month(tidy)
    return told[:7] if told else None
