"""禁则: where a Chinese line may break, and how much each break would hurt.

After GB/T 15834-2011 5.1.10 (which signs stand at no line's start or end) and the W3C's
"Requirements for Chinese Text Layout"; that quantities keep their operator and unit is the trade's
own habit.
"""

import re
import unicodedata
from enum import IntEnum

_NO_START = frozenset(
    "，。；：？！、》〉”’…—‥％‰·‧・)]}）］｝〕】〗」』〙〛﹞﹚﹜,.;:?!%．｡､"
    "々〻ー–―-－~～/／°℃℉′″‴¢￠›»"
)
_NO_END = frozenset("（(［[｛{《〈“‘「『【〔〖〘〚﹝﹙﹛‹«¥￥$＄£￡€№§≥≤≧≦≈＞＜>＜<±")
_GLUE = frozenset("\u00a0\u202f\u2007\u2060\ufeff")  # no break on either side
_ZERO_WIDTH_SPACE = "\u200b"  # a place to break that shows nothing
# What hangs unseen over a line's end, the typed line ends among it.
BLANKS = _ZERO_WIDTH_SPACE + "".join(
    char for char in map(chr, range(0x3001)) if char.isspace() and char not in _GLUE
)


class Hurt(IntEnum):
    """What a break at a place costs; a line takes the last place of the least cost that fits."""

    NONE = 0
    JOINT = 1  # within a range, date or word, where it has a joint: 2023.01.01--|2023.12.31, 元/|人
    UNIT = 2  # between a number and its unit
    WORD = 3  # between any two letters or digits
    RULE = 4  # against 禁则; only where a line has room for no other
    NEVER = 5  # between a character and its accent


_LETTERS = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
_DIGITS = "0-9０-９"
_ALNUM = f"[{_LETTERS}{_DIGITS}]+"
_UNIT_WORDS = (
    "平方公里|平方米|立方米|公里|千米|厘米|毫米|公斤|千克|公顷|小时|分钟|人次|户次|年度|月底|月份|"
    "季度|元|人|个|户|项|年|月|日|号|时|分|秒|天|周|辆|次|种|家|名|所|台|栋|亩|间|条|度|部|套|座|"
    "支|册|村|吨|升|克|岁|件|期|级|类|批|份|处|片|倍|折|米|角|张|盏|株|头|只|口|笔|篇|场|组|处"
)
_UNIT = f"(?:[%％‰℃°′″㎡㎥]|[百千万亿]+(?:{_UNIT_WORDS})?|(?:{_UNIT_WORDS}))"
_PER = f"(?:[/／]{_UNIT})"
_OPERATOR = "(?:[≥≤≧≦＞＜><=＝≈≠±+＋−－¥￥$-][ \u00a0]?)"
_WITHIN = f"(?:(?<=[{_DIGITS}])[,:：](?=[{_DIGITS}])|://|[-./@&+'’_#%=~\\\\．–]{{1,2}}(?=[{_LETTERS}{_DIGITS}]))"
_CHUNK = f"{_OPERATOR}*{_ALNUM}(?:{_WITHIN}{_ALNUM})*{_UNIT}?{_PER}*"
_CLUSTER = re.compile(f"{_CHUNK}(?:[-~～—–－]{{1,2}}{_CHUNK})*")
_JOINT = re.compile(f"(?<=[{_LETTERS}])[./@&_=]+(?=.)|[-~～—–－/／_@&]+(?=[^-~～—–－/／])")
_BEFORE_UNIT = re.compile(f"(?<=[{_DIGITS}])(?=[^\\W{_LETTERS}{_DIGITS}])")
# "1." and "2、" stay with what they number.
_NUMBERING = re.compile(f"(?:^|(?<=[。；：;:]))[{_DIGITS}]{{1,2}}[、.．]")


def break_hurts(text: str) -> bytearray:
    """The `Hurt` of a break before each character of one paragraph without line ends.

    Position 0 and the place after the last character cost nothing.
    """
    hurts = bytearray(len(text) + 1)
    for start, end in (match.span() for match in _CLUSTER.finditer(text)):
        if end - start > 1:
            _mark_cluster(hurts, text, start, end)
    for match in _NUMBERING.finditer(text):
        hurts[match.end()] = Hurt.RULE
    _mark_pairs(hurts, text)
    _mark_indent(hurts, text)
    hurts[0] = hurts[len(text)] = Hurt.NONE
    return hurts


def _mark_cluster(hurts: bytearray, text: str, start: int, end: int) -> None:
    hurts[start + 1 : end] = bytes([Hurt.WORD]) * (end - start - 1)
    for pattern, hurt in ((_BEFORE_UNIT, Hurt.UNIT), (_JOINT, Hurt.JOINT)):
        for match in pattern.finditer(text, start + 1, end):
            if match.end() < end:
                hurts[match.end()] = hurt


def _mark_pairs(hurts: bytearray, text: str) -> None:
    quotes = _straight_quotes(text)
    opens_before = False
    for place, char in enumerate(text):
        if opens_before or char in _NO_START or char in _GLUE or char in BLANKS:
            hurts[place] = max(hurts[place], Hurt.RULE)
        opens_before = char in _NO_END or char in _GLUE
        if char in "\"'" and place in quotes:
            opens_before = quotes[place]
            if not opens_before:
                hurts[place] = Hurt.RULE
        elif char > "\u02ff" and _clings(char):
            hurts[place] = Hurt.NEVER


def _clings(char: str) -> bool:
    """Whether a character is drawn on the one before it (accents, joiners, variants)."""
    return char != _ZERO_WIDTH_SPACE and unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf"}


def _straight_quotes(text: str) -> dict[int, bool]:
    """Whether each straight quote opens, as far as that can be told.

    They alternate; one left over without a partner is neither, nor is an apostrophe in a word.
    """
    found: dict[int, bool] = {}
    for mark in "\"'":
        places = [place for place, char in enumerate(text) if char == mark] if mark in text else []
        places = [place for place in places if not _is_apostrophe(text, place)]
        paired = places[: len(places) // 2 * 2]
        found |= {place: order % 2 == 0 for order, place in enumerate(paired)}
    return found


def _is_apostrophe(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def _mark_indent(hurts: bytearray, text: str) -> None:
    """The blanks that indent a paragraph stay with its first word."""
    indent = len(text) - len(text.lstrip(BLANKS))
    if indent:
        hurts[indent] = max(hurts[indent], Hurt.RULE)
