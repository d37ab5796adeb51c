"""Which years of a text move when it is taken over into a later year's book.

The rule was found on 168 judged mentions in published forms: titles and document numbers stay,
ranges move whole, what a person must know is asked, the book's own year moves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class YearDeed(StrEnum):
    """What becomes of a year."""

    MOVED = "moved"
    ASKED = "asked"  # stays; a person must say
    STALE = "stale"  # stays, in a title or document number that will have a successor


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year in a text: what becomes of it, and the words around it."""

    deed: YearDeed
    words: str


@dataclass(frozen=True, slots=True)
class MovedText:
    """A text as it goes into the next year, and each year in it that is to be told of."""

    text: str
    mentions: tuple[YearMention, ...] = ()


_MONTH = r"(?:年?[0-9]{1,2}月)?(?:[0-9]{1,2}日)?"
_YEAR = r"(?:19|20)[0-9]{2}"
# 2025.07 is a month, 2079.6万元 an amount.
_POINTED = r"[.．/-](?:0?[1-9]|1[0-2])(?![0-9.]*\s*[万亿元%])(?![0-9])"
_MENTION = re.compile(rf"(?<![0-9.]){_YEAR}(?=[ \u3000]?[学财]?年|度|{_POINTED})")
_RANGE = re.compile(
    rf"(?<![0-9])(?P<first>{_YEAR})(?:[ \u3000]?[学财]?年度?)?{_MONTH}(?:[.．][0-9]{{1,2}})?"
    rf"\s*(?:[-—–~～－/]+|至|到)\s*(?P<last>{_YEAR})(?=年|度|[.．/][0-9]{{1,2}}|[^0-9])"
)
_CHINESE = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_LISTED = re.compile(rf"(?<![0-9])(?P<first>{_YEAR})年?(?:及|和|与|、)(?P<last>{_YEAR})年")
_SHORT = re.compile(r"(?<![0-9])(?P<year>[0-9]{2})年(?=年初|年度|度|预算|底|全年)")
_CITED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》?|〈[^〈〉]*〉")
_OPENS, _CLOSES = r"[〔﹝【\[(（［<＜〈{｛「『]", r"[〕﹝﹞】\])）］>＞〉}｝」』]"
_NUMBER = r"第?\s*[0-9]+\s*号"
# 永财预〔2025年〕1号, also without brackets: 2025-1号, 2025年第1号; （2025年度） is no number.
_NUMBERED = re.compile(
    rf"{_OPENS}\s*{_YEAR}\s*{_CLOSES}\s*(?:第?\s*[0-9]+\s*号?)?|{_OPENS}\s*{_YEAR}年度?\s*{_CLOSES}\s*{_NUMBER}"
    rf"|〕\s*{_YEAR}\s*号|{_YEAR}(?:[-—－]|年)\s*{_NUMBER}"
)
_TITLED = re.compile(
    rf"(?:关于|根据|按照|依据|印发)[^。；;，,《》]*?{_YEAR}[^。；;，,《》]*?"
    r"(?:通知|方案|意见|办法|规划|统计表|批复|决定|细则|公告|要点|函)"
    rf"|{_YEAR}年[^。；;，,《》]{{0,24}}?(?:实施方案|工作方案|统计表|规划|工作要点)"
)
_BESIDE = re.compile(r"已|签订|研究决定|完成采购|工作报告|起提高|中标")
_BEGUN = re.compile(
    rf"(?:自|从){_YEAR}年(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?起|{_YEAR}年以来|{_YEAR}年第[0-9一二三四五六七八九十]+次"
)
_CLAUSE = re.compile(r"[。；;，,、！？\n]")
_FAR = 10  # years ahead: a number that is no year
_AROUND = 10  # characters of the text that are told with a year
_FULL_WIDTH = {ord("０") + it: str(it) for it in range(10)}
_WIDEN = {ord(it): chr(wide) for wide, it in _FULL_WIDTH.items()}
_DIGITS = {
    it: str(value) for value, signs in enumerate(("〇○零", *"一二三四五六七八九")) for it in signs
}
_ONLY_BUDGET = re.compile(r"\s*年初预算[。.]?\s*")


class _YearAt(NamedTuple):
    """Where a year stands, in digits."""

    start: int
    end: int
    value: int


def moved(text: str, year: int, by: int = 1) -> MovedText:
    """A text of the `year`'s book, as it goes into that of the next, or `by` years later."""
    places = _Places(text.translate(_FULL_WIDTH), year)
    mentions: list[tuple[int, YearMention]] = []
    pieces, done = [], 0
    for found in places.years():
        deed = places.deed(found)
        if deed is None:
            continue
        if deed is YearDeed.MOVED:
            later = str(found.value + by)
            is_wide = ord(text[found.start]) in _FULL_WIDTH
            pieces += [text[done : found.start], later.translate(_WIDEN) if is_wide else later]
            done = found.end
        mentions.append((found.start, YearMention(deed, _words(text, found.start, found.end))))
    pieces.append(text[done:])
    mentions += places.others()
    told = [it for _, it in sorted(mentions, key=lambda it: it[0])]
    return MovedText("".join(pieces), tuple(dict.fromkeys(told)))


class _Places:
    """Where in a text stand titles, document numbers, ranges and lists of years."""

    def __init__(self, text: str, year: int) -> None:
        self._text, self._year = text, year
        self._ranges = [*_RANGE.finditer(text)]
        self._kept = [
            (self._with_range(it.start()), it.end())
            for kind in (_CITED, _NUMBERED, _TITLED)
            for it in kind.finditer(text)
        ]
        self._listed = [*_LISTED.finditer(text)]
        self._begun = [*_BEGUN.finditer(text)]

    def _with_range(self, start: int) -> int:
        """Where a title begins whose years are a range: 2025—2027年规划 stays whole."""
        spans = (it.start() for it in self._ranges if it.start() < start < it.end())
        return next(spans, start)

    def years(self) -> list[_YearAt]:
        """Every year in digits, of a range both, in their order."""
        spans = {it.span() for it in _MENTION.finditer(self._text)}
        spans |= {it.span(end) for it in self._ranges for end in ("first", "last")}
        return [_YearAt(start, end, int(self._text[start:end])) for start, end in sorted(spans)]

    def deed(self, found: _YearAt) -> YearDeed | None:
        """What becomes of a year; None where nothing is to be told of it."""
        if self._is_kept(found):
            return None
        for span in self._ranges:
            if span.start() <= found.start < span.end():
                return self._of_range(span)
        if not self._year - 2 < found.value < self._year + _FAR:
            return None
        if found.value != self._year or self._is_listed(found) or self._is_past(found):
            return YearDeed.ASKED
        return YearDeed.MOVED

    def _is_kept(self, found: _YearAt) -> bool:
        return any(start <= found.start < end for start, end in self._kept)

    def _of_range(self, span: re.Match[str]) -> YearDeed | None:
        """A range moves whole; one that began long ago is a plan's, and stays."""
        if int(span["first"]) < self._year - 1:
            return None if int(span["last"]) < self._year - 1 else YearDeed.ASKED
        return YearDeed.MOVED

    def _is_listed(self, found: _YearAt) -> bool:
        """Whether it is one of several years, or a beginning: 2025及2026年, 自2025年起."""
        within = (*self._listed, *self._begun)
        return any(it.start() <= found.start < it.end() for it in within)

    def _is_past(self, found: _YearAt) -> bool:
        """Whether the clause tells of what happened: 已, 签订, 中标."""
        begin = max((it.end() for it in _CLAUSE.finditer(self._text, 0, found.start)), default=0)
        after = _CLAUSE.search(self._text, found.end)
        return bool(_BESIDE.search(self._text[begin : after.start() if after else None]))

    def others(self) -> Iterator[tuple[int, YearMention]]:
        """Years of two digits or in 汉字, a basis of 年初预算 alone, titles that grow stale."""
        for found in (*_SHORT.finditer(self._text), *_CHINESE.finditer(self._text)):
            if self._is_near("".join(_DIGITS.get(it, it) for it in found[0].rstrip("年"))):
                yield found.start(), YearMention(YearDeed.ASKED, _words(self._text, *found.span()))
        if _ONLY_BUDGET.fullmatch(self._text):
            yield 0, YearMention(YearDeed.ASKED, self._text.strip())
        recent = re.compile(f"{self._year}|{self._year - 1}")
        seen = -1
        for start, end in sorted(self._kept):
            if start >= seen and recent.search(self._text, start, end):
                yield start, YearMention(YearDeed.STALE, self._title(start, end))
                seen = end

    def _is_near(self, said: str) -> bool:
        """Whether a year of two digits, or of four from 汉字, may be one to look at."""
        if len(said) == 2:
            return int(said) in (self._year % 100, self._year % 100 - 1)
        return self._year - 2 < int(said) < self._year + _FAR

    def _title(self, start: int, end: int) -> str:
        """A title, or a document number with the office's word before it: 永财预[2024]1号."""
        before = re.search(r"[\u4e00-\u9fff]{0,8}$", self._text[:start])
        head = before[0] if before and not self._text[start].startswith("《") else ""
        return f"{head}{self._text[start:end]}"


def _words(text: str, start: int, end: int) -> str:
    return text[max(start - _AROUND, 0) : end + _AROUND].replace("\n", " ")
