"""What amounts are in, read from what belongs to them: 万元 in a heading, a note near the table.

A title that merely ends in an amount (…资金500万元), the heading of another column and what stands
in the rows tell nothing.
"""

import re
from collections.abc import Sequence

from budgetdesk.domain.money import Measure
from budgetdesk.domain.text import fold

_MEASURES = "十万元|百万元|千万元|万元|千元|百元|亿元|元|分"
_LED = r"(?:(?:金额|计量|货币|数据|资金)?(?:计量|货币|金额)?单位(?:为|:|是)*)"
# At the end of a heading: 金额（万元）, 金额:元, 预算数（单位：万元）, 金额万元.
_MONEY = "(?:(?:人民币|RMB|CNY|[¥￥]):?)?"
_AT_END = re.compile(
    rf"(?<![0-9.])(?:[\[(:,、/_-]*{_LED}?[:(]*{_MONEY}({_MEASURES})[\])]*"
    rf"|[\[(]{_LED}?:?{_MONEY}({_MEASURES})[,;、:][^()\[\]]*[\])])$"
)
_SHORT = re.compile(r"[\[(](十万|百万|千万|万|千|亿)[\])]$")  # 金额(万)
_BARE_NOTE = re.compile(rf"[\[(]*{_LED}{_MONEY}({_MEASURES})[\])、,;.]*")
_NOTE_WITHIN = re.compile(rf"{_LED}{_MONEY}({_MEASURES})(?![0-9A-Za-z一-鿿/\\])")
_IN_BRACKETS = re.compile(rf"\({_MONEY}({_MEASURES})\)$")
_LEAD = re.compile(rf"[\[(]*{_LED}")
_ALONE = re.compile(rf"(?:人民币)?({_MEASURES})")


def split_heading(heading: str) -> tuple[str, Measure | None]:
    """A folded heading without what its amounts are in, and that; a bare 元 leaves ""."""
    if short := _SHORT.search(heading):
        return heading[: short.start()], Measure(f"{short[1]}元")
    found = _AT_END.search(heading)
    if not found or heading.endswith(("单元", "成分", "部分", "积分", "得分", "评分", "十分")):
        return heading, None
    return heading[: found.start()], Measure(found[1] or found[2])


def is_note(cell: str) -> bool:
    """Whether a folded cell is nothing but a note such as 单位：万元."""
    return _BARE_NOTE.fullmatch(cell) is not None


def noted_beside(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The cells of a heading's rows that are notes and no headings."""
    return [[cell for cell in row if is_note(fold(cell))] for row in rows]


def noted_measure(rows: Sequence[Sequence[str]]) -> Measure | None:
    """What a note in rows around a table says; of several the last, which stands nearest."""
    told = None
    for row in rows:
        cells = [folded for cell in row if (folded := fold(cell))]
        for place, cell in enumerate(cells):
            following = cells[place + 1] if place + 1 < len(cells) else ""
            told = _in_cell(cell, following) or told
        told = _among_words(row) or told
    return told


def _among_words(row: Sequence[str]) -> Measure | None:
    """What a note says that stands between other words: 明细表 单位：万元 编制：财务科."""
    for cell in row:
        notes = [found for word in cell.split() if (found := _BARE_NOTE.fullmatch(fold(word)))]
        if notes:
            return Measure(notes[-1][1])
    return None


def _in_cell(cell: str, following: str) -> Measure | None:
    found = _BARE_NOTE.fullmatch(cell) or _NOTE_WITHIN.search(cell) or _IN_BRACKETS.search(cell)
    if found is None and _LEAD.fullmatch(cell) and cell.strip("[(").endswith((":", "为")):
        found = _ALONE.fullmatch(following)
    return Measure(found[1]) if found else None
