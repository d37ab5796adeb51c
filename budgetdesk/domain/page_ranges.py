"""Pages as people name them: 1-3,5."""

import re

from budgetdesk.domain.text import half_width

_SPAN = re.compile(r"(\d+)(?:[-~—–至到](\d+))?")
_BETWEEN = re.compile(r"[,，、;；\s]+")


class PageRangeError(ValueError):
    """The text names no pages; the sentence says how they are written."""


def pages_named(text: str, count: int) -> tuple[int, ...]:
    """The pages that a text names, counted from 0, in its order; all for a blank one.

    Raises:
        PageRangeError: it cannot be read, or names a page beyond the last.
    """
    parts = [part for part in _BETWEEN.split(half_width(text).strip()) if part]
    if not parts:
        return tuple(range(count))
    found: list[int] = []
    for part in parts:
        read = _SPAN.fullmatch(part)
        first, last = (int(read[1]), int(read[2] or read[1])) if read else (0, 0)
        if not 1 <= first <= last <= count:
            raise PageRangeError(f"页码写成 1-3,5 这样，不超过 {count}。")
        found += range(first - 1, last)
    return tuple(dict.fromkeys(found))
