"""项目期: how many years a project lasts."""

import re
from functools import lru_cache

from budgetdesk.domain.numerals import DIGITS
from budgetdesk.domain.text import half_width

_PERIOD = re.compile(r"(?<![0-9])(\d{1,2}|[一二两三四五六七八九十])\s*年")
_PERIOD_MONTHS = re.compile(r"(?<![0-9年])(\d{1,3})\s*个月")
_YEAR_NAMED = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
LONG = 99


@lru_cache(maxsize=256)
def project_years(period: str | None) -> int:
    """How many years 项目期 spans; 长期 and what cannot be read count as long, blank as 0.

    Years named (2024-2026年, 2024年1月至12月) are counted from the first to the last.
    """
    text = half_width(period or "").strip()
    if not text:
        return 0
    named = [int(year) for year in _YEAR_NAMED.findall(text)]
    if named:
        return max(named) - min(named) + 1
    if found := _PERIOD.search(text):
        return DIGITS.get(found[1]) or int(found[1])
    months = _PERIOD_MONTHS.search(text)
    return -(-int(months[1]) // 12) if months else LONG
