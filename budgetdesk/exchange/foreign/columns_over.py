"""What stands over an amount in its column: what it is counted in, and of which year it is."""

import re

from budgetdesk.domain.money import Measure, MoneyError, parse_amount
from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.measures import measure_in, split_heading

SEVERAL = "旁边有几列金额，用了第一列"
_OTHER = re.compile(
    r"^(?:上一?年|去年|前[一二三两]?年|以前年度|以后年度|[下后次]一?年)|增减|增长|变动|差额"
)
_YEAR = re.compile("20[0-9]{2}(?=年)")
_LONGEST = 16  # characters of a heading over amounts
_FURTHEST = 12  # rows of amounts below a heading


def over_amount(grid: SourceGrid, cell: SourceCell) -> str:
    """The text over an amount in its column, past other amounts and blanks; "" for none."""
    above = grid.above(cell, cell.column)
    for _ in range(_FURTHEST):
        if above is None:
            return ""
        if above.said and not is_amount(above.text):
            return above.said if len(above.said) <= _LONGEST else ""
        above = grid.above(above, cell.column)
    return ""


def is_amount(text: str) -> bool:
    """Whether a text is an amount in whatever unit."""
    try:
        return parse_amount(text.strip(), Measure.WAN) is not None  # the most digits after a point
    except MoneyError:
        return False


def measure_over(heading: str) -> Measure | None:
    """What a heading over amounts says they are in, also where it says nothing else: 千元."""
    return measure_in(heading) or bare_measure(heading)


def bare_measure(text: str) -> Measure | None:
    """The unit of money that a text is, and nothing else: 万元."""
    rest, bare = split_heading(fold(text))
    return bare if not rest else None


def year_in(text: str) -> str:
    """The one year that a heading names, "" for none or for several."""
    found = _YEAR.findall(fold(text))
    return found[0] if len(found) == 1 else ""


def of_another_time(heading: str, year: str) -> bool:
    """Whether amounts below a heading are not those that a form of a year asks for."""
    told = year_in(heading)
    return _OTHER.search(fold(heading)) is not None or bool(told and year and told != year)
