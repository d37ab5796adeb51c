"""What amounts are in, read from what belongs to them: 万元 in a heading, a note near the table.

A title that merely ends in an amount (…资金500万元), the heading of another column and what stands
in the rows tell nothing.
"""

import re
from collections.abc import Sequence

from budgetdesk.domain.money import Measure, MoneyError, parse_amount, yuan_text
from budgetdesk.domain.text import fold

_IN = "(?P<measure>(?:十万|百万|千万|万|千|百|亿)元|元|分)"
_SHORT = "(?P<measure>十万|百万|千万|[万千百亿])"
_IN_OR_SHORT = "(?P<measure>(?:十万|百万|千万|万|千|百|亿)元?|元|分)"
_MONEY = "(?:(?:人民币|RMB|CNY|[¥￥]):?)?"
_LED = r"(?:(?:金额|计量|货币|数据|资金)?(?:计量|货币|金额)?单位(?:为|:|是|/)*)"
_AS = rf"(?:金额|数据|资金)?均?以{_MONEY}{_IN}(?:为单位|计算|计|列示|表示)"
_BEHIND = "(?:人民币)?"
_YEAR = "(?:20[0-9]{2}年度?[,;、)(]*)?"
# At the end of a heading: 金额（万元）, 金额:元, 预算数（单位：万元）, 金额万元, 金额（万元/年）.
_AT_END = tuple(
    map(
        re.compile,
        (
            rf"(?<![0-9.wWkK])[\[(<:,、/_-]*{_LED}?[:(]*{_MONEY}{_IN}{_BEHIND}[\])>]*$",
            rf"[\[(]{_LED}?:?{_MONEY}{_IN}[,;、:/][^()\[\]]*[\])]$",
            rf"[\[(]{_LED}?:?{_SHORT}[\])]$",  # 金额(万)
            rf"[,(]{_AS}\)?$",
        ),
    )
)
_NOTES = tuple(
    map(
        re.compile,
        (
            rf"[\[(]*{_YEAR}{_LED}[(]*{_MONEY}{_IN_OR_SHORT}{_BEHIND}(?:\([^()]*\)|,[^,:]*)?[\])、,;.]*",
            rf"[\[(]*{_AS}[\])、,;.]*",
            rf"(?:币种:)?人民币:?{_IN}",
        ),
    )
)
_WITHIN = (
    re.compile(rf"{_LED}{_MONEY}{_IN}{_BEHIND}(?![0-9A-Za-z一-鿿/\\])"),
    re.compile(rf"\({_MONEY}{_IN}\)$"),
)
_IN_LABEL = re.compile(rf"[\[(<]{_LED}?:?{_MONEY}(?:金额)?{_IN}(?![一-鿿/])")
_LEAD = re.compile(rf"[\[(]*{_LED}")
_ALONE = re.compile(f"(?:人民币)?{_IN}")
_REMARK = re.compile(r"\(?(?:备?注|说明|填[报表写]说明)[0-9]{0,2}[:.、]")
_LONGEST = 60  # characters of a label, a title or a line with a note
_NO_MONEY = ("单元", "成分", "部分", "积分", "得分", "评分", "十分")


def _said(found: re.Match[str]) -> Measure:
    told = found["measure"]
    return Measure(told if told.endswith(("元", "分")) else f"{told}元")


def split_heading(heading: str) -> tuple[str, Measure | None]:
    """A folded heading without what its amounts are in, and that; a bare 元 leaves ""."""
    found = next(filter(None, (it.search(heading) for it in _AT_END)), None)
    if found is None or heading.endswith(_NO_MONEY):
        return heading, None
    return heading[: found.start()], _said(found)


def _note(cell: str) -> re.Match[str] | None:
    return next(filter(None, (it.fullmatch(cell) for it in _NOTES)), None)


def is_note(cell: str) -> bool:
    """Whether a folded cell is nothing but a note such as 单位：万元."""
    return _note(cell) is not None


def measure_in(text: str) -> Measure | None:
    """What a label, a title or a line with a note says amounts are in; None where it doesn't."""
    if len(text) > _LONGEST:
        return None
    folded = fold(text)
    found = _note(folded) or _IN_LABEL.search(folded)
    told = _said(found) if found else _among_words([text]) or _in_cell(folded, "")
    return None if told is Measure.FEN else told  # 得分（分）


def remarked_measure(text: str) -> Measure | None:
    """What a remark around a form says amounts are in: 单位：万元, 注：1.金额以万元为单位."""
    if is_note(fold(text)):
        return measure_in(text)
    if not _REMARK.match(fold(text)):
        return None
    clauses = re.split("[；;。\n]", text)
    return next(filter(None, (_in_clause(fold(it)) for it in clauses)), None)


def _in_clause(clause: str) -> Measure | None:
    found = _WITHIN[0].search(clause) or _NOTES[1].search(clause)
    return _said(found) if found else None


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
        notes = [found for word in cell.split() if (found := _note(fold(word)))]
        if notes:
            return _said(notes[-1])
    return None


def _in_cell(cell: str, following: str) -> Measure | None:
    found = _note(cell) or next(filter(None, (it.search(cell) for it in _WITHIN)), None)
    if found is None and _LEAD.fullmatch(cell) and cell.strip("[(").endswith((":", "为")):
        found = _ALONE.fullmatch(following)
    return _said(found) if found else None


def in_measure(text: str, measure: Measure) -> str:
    """An amount counted in `measure` as a text that says so itself: 345.67万元.

    Raises:
        MoneyError: the text is no amount.
    """
    fen = parse_amount(text, measure)
    if fen == _in_yuan(text):
        return text
    named = f"{text}{measure}"
    return named if _in_yuan(named) == fen else yuan_text(fen)


def _in_yuan(text: str) -> int | None:
    try:
        return parse_amount(text, Measure.YUAN)
    except MoneyError:
        return None
