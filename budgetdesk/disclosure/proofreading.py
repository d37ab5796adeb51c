"""Holding the paragraphs that people rewrote against the figures of the document.

What is looked for are the faults of published narratives (docs/decisions.md): amounts and shares
that are none of the document's, an increase that repeats the whole, another year, 部门 and 单位
mixed, a change without its reason.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetdesk.disclosure.narrative import Paragraph

_AMOUNT = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*万元")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")
_CHANGE = re.compile(r"(?:增加|增长|减少|下降)(?:了)?\s*(\d[\d,]*(?:\.\d+)?)\s*万元")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_CITED = re.compile(r"《[^》]*》|[〔\[(（]20\d\d[〕\])）]\s*\d*号?")
_NOTHING_BEFORE = "上年没有安排"
_CHANGED = re.compile(r"(?:比|较)\s*上年[^，。；]*?(?:增加|增长|减少|下降)")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at in a rewritten paragraph, in one sentence."""

    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a paragraph may state: the document's amounts in 万元, shares in %, year, scope."""

    amounts: frozenset[Decimal]
    percents: frozenset[Decimal]
    year: int
    scope: str


def known_of(texts: Iterable[str], *, year: int, scope: str) -> Known:
    """The figures that the program's own texts state."""
    whole = "\n".join(texts)
    return Known(
        frozenset(map(_number, _AMOUNT.findall(whole))),
        frozenset(map(_number, _PERCENT.findall(whole))),
        year,
        scope,
    )


def proofread(paragraphs: Iterable[Paragraph], known: Known) -> tuple[Remark, ...]:
    """The remarks on rewritten paragraphs, in their order; drafted ones need none."""
    return tuple(
        Remark(paragraph.key, sentence)
        for paragraph in paragraphs
        if paragraph.own
        for look in _LOOKS
        for sentence in look(paragraph, known)
    )


def _stale(paragraph: Paragraph, _known: Known) -> Iterator[str]:
    if paragraph.stale:
        yield "改写以后数据有变动，请核对。"


def _amounts(paragraph: Paragraph, known: Known) -> Iterator[str]:
    for text in dict.fromkeys(_AMOUNT.findall(paragraph.text)):
        if _number(text) not in known.amounts:
            yield f"{text}万元与表中的数都不相同，请核对。"


def _percents(paragraph: Paragraph, known: Known) -> Iterator[str]:
    for text in dict.fromkeys(_PERCENT.findall(paragraph.text)):
        if _number(text) not in known.percents:
            yield f"{text}%与按表计算的比例都不相同，请核对。"


def _repeated_whole(paragraph: Paragraph, _known: Known) -> Iterator[str]:
    """The published 当年支出5,460.41万元，比上年增加5460.41万元."""
    for found in _CHANGE.finditer(paragraph.text):
        amounts = _AMOUNT.findall(paragraph.text[: found.start()])
        is_whole = bool(amounts) and _number(amounts[-1]) == _number(found[1]) != 0
        if is_whole and _NOTHING_BEFORE not in paragraph.text:
            yield f"增减额{found[1]}万元等于本年的数，请核对上年数。"


def _years(paragraph: Paragraph, known: Known) -> Iterator[str]:
    for text in dict.fromkeys(_YEAR.findall(_CITED.sub("", paragraph.text))):
        if int(text) not in {known.year, known.year - 1}:
            yield f"{text}年不是本年度或上年度，请核对。"


def _scope(paragraph: Paragraph, known: Known) -> Iterator[str]:
    other = "本单位" if known.scope == "部门" else "本部门"
    if other in paragraph.text:
        yield f"本文件公开的是{known.scope}预算，“{other}”请改为“本{known.scope}”。"


def _reason(paragraph: Paragraph, _known: Known) -> Iterator[str]:
    if _CHANGED.search(paragraph.text) and "原因" not in paragraph.text:
        yield "有增减变动，请说明原因。"


_LOOKS: tuple[Callable[[Paragraph, Known], Iterator[str]], ...] = (
    _stale,
    _amounts,
    _percents,
    _repeated_whole,
    _years,
    _scope,
    _reason,
)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
