"""What a reader of a published 预算公开 document stumbles over, paragraph by paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetdesk.checks.language.spelling import NO_STOP, typing_faults, unfinished
from budgetdesk.domain.catalogue import Catalogue
from budgetdesk.domain.numerals import LOOSE_NUMBER, decimal_of


@dataclass(frozen=True, slots=True)
class Stumble:
    """One thing in a paragraph: the rule whose matter it is, and a sentence about it."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ProseReader:
    """What a paragraph is read with: the budget year, 部门 or 单位, the 科目 of the year."""

    year: int
    scope: str
    functions: Catalogue
    fragments: bool = False  # no whole paragraphs: lines of paper, entries within a sentence

    def stumbles(self, text: str) -> Iterator[Stumble]:
        """All that is wrong with a paragraph."""
        yield from choices_left(text)
        yield from broken_off(text)
        yield from _two_amounts(text)
        yield from _wrong_percent(text)
        yield from _names_of_codes(text, self.functions)
        yield from compared_with_itself(text, self.year)
        yield from _of_other_scope(text, self.scope)
        yield from _mistyped(text, fragments=self.fragments)


# N03, N04


_CHOICE = re.compile(
    r"增加[（(/／]减少[）)]?|减少[（(/／]增加[）)]?|增长[（(/／]下降[）)]?|增[（(/／]减[）)]?(?=的|少|，)"
    r"|(?<![A-Za-z])[Xx×]{2,}(?![A-Za-z])|[（(]或[^）)]{1,6}[）)]|部门[（(/／]单位[）)]|有[（(/／]无[）)]"
)


def choices_left(text: str) -> Iterator[Stumble]:
    """增加（减少）: a choice of the template was not made."""
    for choice in dict.fromkeys(found[0] for found in _CHOICE.finditer(text)):
        yield Stumble("N03", f"“{choice}”是模板中的选项，没有选定。")


_BROKEN = re.compile(
    r"[^，。；]{0,12}(?:原因(?:为|是)?|由于|因为|用于|包括|其中|分别为|主要是)[：:，,]?[。；;]"
)


def broken_off(text: str) -> Iterator[Stumble]:
    """主要原因是。: a sentence that ends before it says anything."""
    for found in _BROKEN.finditer(text):
        yield Stumble("N04", f"“{found[0]}”没有写完。")


# N05, X47: one item with its amounts

_WAN = rf"({LOOSE_NUMBER})\s?万元"
_ITEM = re.compile(rf"[（(]\d{{2}}项[）)]\s?{_WAN}")
_PLANNED = re.compile(rf"20\d\d年(?:当?年)?预算(?:安排|数)?(?:为)?\s?{_WAN}")
_DONE = re.compile(rf"20\d\d年(?:当?年)?(?:预算)?执行数(?:为)?\s?{_WAN}")
_BY_PERCENT = re.compile(r"(增加|增长|上升|减少|下降|降低)了?\s?(\d{1,6}(?:\.\d{1,4})?)\s?[%％]")


def _two_amounts(text: str) -> Iterator[Stumble]:
    item, planned = _ITEM.search(text), _PLANNED.search(text)
    if item and planned and decimal_of(item[1]) != decimal_of(planned[1]):
        yield Stumble("N05", f"同一项先写 {item[1]} 万元，后写 {planned[1]} 万元。")


def _wrong_percent(text: str) -> Iterator[Stumble]:
    """执行数 A, 安排 B, 增加 P %: the percentage is that of the two amounts."""
    done, told = _DONE.search(text), _BY_PERCENT.search(text)
    planned = _PLANNED.search(text, done.end()) if done else None
    if not (done and planned and told) or not decimal_of(done[1]):
        return
    before, now = decimal_of(done[1]), decimal_of(planned[1])
    change = (now - before) * 100 / before
    rises = told[1] in ("增加", "增长", "上升")
    # What the rounding of both amounts to 0.01 万元 may make of it, and of the percentage.
    slack = _ROUNDED * 100 / before * (1 + now / before) + _ROUNDED
    if rises != (change > 0) or abs(abs(change) - Decimal(told[2])) > slack:
        way = "增加" if change > 0 else "减少"
        right = f"{abs(change):.2f}%"
        yield Stumble("X47", f"{done[1]}→{planned[1]} 万元应是{way} {right}，写的是{told[0]}。")


_ROUNDED = Decimal("0.01")


# N06

_CODED = re.compile(
    r"([\u4e00-\u9fff、（）()]{2,30}?)[（(](\d{3})类[）)](?:([\u4e00-\u9fff、]{2,30}?)[（(](\d{2})款[）)])?"
    r"(?:([\u4e00-\u9fff、]{2,40}?)[（(](\d{2})项[）)])?"
)


def _names_of_codes(text: str, functions: Catalogue) -> Iterator[Stumble]:
    """医疗卫生与计划生育支出（210类）: the name of a code is that of the year."""
    for found in _CODED.finditer(text):
        code = ""
        for name, digits in zip(found.groups()[::2], found.groups()[1::2], strict=True):
            code += digits or ""
            right = functions.name_of(code) if digits else None
            told = (name or "").lstrip("、")
            if right and told and not told.endswith(right) and told not in right:
                yield Stumble("N06", f"科目 {code} 写作“{told}”，应是“{right}”。")


# N07, X50


def compared_with_itself(text: str, year: int) -> Iterator[Stumble]:
    """The budget of a year is compared with that of the year before, not with itself."""
    found = re.findall(
        rf"(?:比|较|与|同){year}年(?:度)?(?:部门|单位)?(?:年初)?预算数?(?=增|减|持平|相比|下|上)",
        text,
    )
    if found:
        times = f"，共 {len(found)} 处" if len(found) > 1 else ""
        yield Stumble("N07", f"“{found[0]}”是与本年自己比，应与 {year - 1}年 比{times}。")


def _of_other_scope(text: str, scope: str) -> Iterator[Stumble]:
    other = "单位" if scope == "部门" else "部门"
    found = re.search(rf"20\d\d年{other}预算(?=安排|编制|数|收入|支出)|本{other}(?!门)", text)
    if found and scope:
        own = found[0].replace(other, scope)
        yield Stumble("X50", f"这是{scope}预算，“{found[0]}”应是“{own}”。")


# N08


def _mistyped(text: str, *, fragments: bool) -> Iterator[Stumble]:
    """Punctuation that is doubled, unpaired, or lacking where a sentence ends."""
    spelled = [it for it in typing_faults(text) if "换行" not in it and "空格" not in it]
    ends = [] if fragments else list(unfinished(text))
    # A reason given is a sentence, wherever it stands.
    if NO_STOP not in ends and _REASON_WITHOUT_STOP.search(text):
        ends.append(NO_STOP)
    if faults := (*spelled, *ends):
        yield Stumble("N08", f"{'、'.join(faults)}：“{_quoted(text)}”。")


_REASON_WITHOUT_STOP = re.compile(r"主要原因(?:是|为)[^。；]{2,60}(?<![。；;：:，,])$")


def _quoted(text: str) -> str:
    doubled = re.search(r".{0,8}(?:。。|，，|,，|，。).{0,2}", text)
    return doubled[0] if doubled else f"…{text[-12:]}"
