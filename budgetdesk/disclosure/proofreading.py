"""Holding the paragraphs that people rewrote against the figures of the document.

What is looked for are the faults of published narratives (docs/decisions.md): amounts, shares and
counts that are none of the document's or another item's, an increase that repeats the whole,
another year, 部门 and 单位 mixed, a change without its reason, an item listed that the tables lack.
Each remark carries the code of the rule it belongs to.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from budgetdesk.disclosure import statements
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.disclosure.statements import Stated, StatedChange, replaced
from budgetdesk.domain.text import fold

_NOTHING_BEFORE = "上年没有安排"
_CHANGED = re.compile(r"(?:比|较)\s{0,3}(?:上年|20\d\d年)[^，。；]{0,60}?(?:增加|增长|减少|下降)")
_GIVES_REASON = re.compile(r"原因|由于|因为|主要是")
_LISTED = "{}[^。；;]{{0,60}}?包括[:：]?([^。；;]{{0,2000}})"
_SEPARATORS = re.compile(r"[、，,和及与]|等项?")
# Last year stands in a comparison; before 预算 it must be this year: 2023年预算收支总表.
_OF_THE_YEAR = re.compile(
    r"\s{0,3}年度?(?:(?:部门|单位)?(?:收入|支出|收支)?(?:预算(?!数|相比|减少|增加)|报表)"
    r"|[^，,。；;：:、\s]{2,30}表(?![示明达扬彰现决]))"
)
_COMPARED = re.compile(r"(?:比|较|与|同|和|跟|以及)\s*$")
_MOST_OF_A_KIND = 20  # remarks of one kind on one paragraph
_ALIKE = ("通用设备", "专用设备")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at in a rewritten paragraph, in one sentence, and whose rule says so.

    `values` are both sides with their labels; `mended` is the paragraph put right by `cure` where
    one thing only can be meant. `certain`: it contradicts the tables; `slight`: it may be right;
    `harmless` a cure that changes no figure.
    """

    code: str
    key: str
    sentence: str
    values: tuple[tuple[str, str], ...] = ()
    cure: str = ""
    mended: str = ""
    certain: bool = False
    slight: bool = False
    harmless: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What a paragraph may state: the document's amounts in 万元, shares in %, year, scope.

    `whole` is all that the program itself says; `labels` are the amounts that it names everywhere
    alike; `items` the lists that the tables give, by what they are of; `name` is the department's.
    """

    amounts: frozenset[Decimal]
    percents: frozenset[Decimal]
    year: int
    scope: str
    name: str = ""
    whole: str = ""
    labels: Mapping[str, Decimal] = field(default_factory=dict)
    changes: frozenset[tuple[bool, Decimal]] = frozenset()
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def known_of(
    texts: Iterable[str],
    *,
    year: int,
    scope: str,
    name: str = "",
    items: Mapping[str, tuple[str, ...]] | None = None,
) -> Known:
    """The figures that the program's own texts state."""
    told = list(texts)
    whole = "\n".join(told)
    found = statements.amounts(whole, name)
    return Known(
        amounts=frozenset(statements.amounts_anywhere(whole)),
        percents=frozenset(_percents_anywhere(whole)),
        year=year,
        scope=scope,
        name=name,
        whole=whole,
        labels=_alike_everywhere(found),
        changes=frozenset(change.facts for change in statements.changes(whole)),
        items=items or {},
    )


def _percents_anywhere(text: str) -> Iterator[Decimal]:
    found = re.findall(r"(?<![\d.])(\d{1,9}(?:\.\d{1,9})?)\s{0,3}[%％]", text)
    return map(Decimal, found)


_SHORTEST_LABEL = 4


def _alike_everywhere(found: Iterable[Stated]) -> dict[str, Decimal]:
    values: dict[str, set[Decimal]] = defaultdict(set)
    for stated in found:
        values[stated.label].add(stated.value)
    return {
        label: next(iter(own))
        for label, own in values.items()
        if len(label) >= _SHORTEST_LABEL and len(own) == 1
    }


def proofread(paragraphs: Iterable[Paragraph], known: Known) -> tuple[Remark, ...]:
    """The remarks on rewritten paragraphs, in their order; drafted ones need none."""
    return tuple(
        remark for paragraph in paragraphs if paragraph.own for remark in _remarks(paragraph, known)
    )


def _remarks(paragraph: Paragraph, known: Known) -> list[Remark]:
    looks = (islice(look(paragraph, known), _MOST_OF_A_KIND) for look in _LOOKS)
    found = [remark for look in looks for remark in look]
    # What is wrong is told; that something changed meanwhile only where nothing else is.
    return found or list(_stale(paragraph))


def _stale(paragraph: Paragraph) -> Iterator[Remark]:
    if paragraph.stale:
        sentence = "改写以后数据有变动，请核对。"
        yield Remark("X46", paragraph.key, sentence, slight=True)


def _draft(paragraph: Paragraph, known: Known) -> str:
    """What a text is held against: its own draft; where it takes in its neighbours, the whole."""
    return known.whole if "\n" in paragraph.text.strip() else paragraph.drafted


# Amounts


def _amounts(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    own = _by_label(statements.amounts(_draft(paragraph, known), known.name))
    for stated in _each_once(statements.amounts(paragraph.text, known.name)):
        right = own.get(stated.label) or _only(known.labels.get(stated.label))
        if right and stated.value not in right:
            yield _otherwise(paragraph, stated, right, "万元", "X46")
        elif not right and stated.value not in known.amounts:
            sentence = f"{stated.text}万元与表中的数都不相同，请核对。"
            yield Remark("X46", paragraph.key, sentence)


def _by_label(found: Iterable[Stated]) -> dict[str, tuple[Decimal, ...]]:
    values: dict[str, tuple[Decimal, ...]] = {}
    for stated in found:
        if stated.label:
            values[stated.label] = (*values.get(stated.label, ()), stated.value)
    return values


def _only(value: Decimal | None) -> tuple[Decimal, ...]:
    return () if value is None else (value,)


def _each_once(found: Iterable[Stated]) -> Iterator[Stated]:
    seen = set()
    for stated in found:
        if (stated.label, stated.value, stated.unit) not in seen:
            seen.add((stated.label, stated.value, stated.unit))
            yield stated


def _otherwise(
    paragraph: Paragraph, stated: Stated, right: Sequence[Decimal], unit: str, code: str
) -> Remark:
    """A figure of an item that has another one."""
    what = f"{stated.label}{stated.text}{unit}"
    both = (("文中", f"{stated.text}{unit}"), ("报表", "、".join(map(_shown, right)) + unit))
    sentence = f"{what}与报表不符，请核对。"
    if len(set(right)) > 1:
        return Remark(code, paragraph.key, sentence, both, certain=True)
    new = _shown(right[0])
    mended = replaced(paragraph.text, stated, new)
    return Remark(code, paragraph.key, sentence, both, f"改为{new}{unit}", mended, certain=True)


def _shown(value: Decimal) -> str:
    return f"{value:,}"


# Changes against last year


def _changes(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    own = statements.changes(_draft(paragraph, known))
    facts = {change.facts for change in own} or set(known.changes)
    for change in statements.changes(paragraph.text):
        if _repeats_the_whole(change, paragraph, facts):
            sentence = f"增减额{change.amount.text}万元等于本年的数，请核对上年数。"
            yield _change_remark(paragraph, change, own, sentence)
        elif facts and change.facts not in facts:
            if (not change.rise, change.amount.value) in facts:
                yield _turned_round(paragraph, change)
            else:
                sentence = f"{change.word}{change.amount.text}万元不是本年数与上年数的差，请核对。"
                yield _change_remark(paragraph, change, own, sentence)
        else:
            yield from _rate(paragraph, change, own)


def _repeats_the_whole(
    change: StatedChange, paragraph: Paragraph, facts: set[tuple[bool, Decimal]]
) -> bool:
    """The published 当年支出5,460.41万元，比上年增加5460.41万元."""
    if change.facts in facts or _NOTHING_BEFORE in paragraph.text:
        return False
    before = statements.amounts_anywhere(paragraph.text[: change.start])
    return bool(before) and before[-1] == change.amount.value != 0


def _change_remark(
    paragraph: Paragraph, change: StatedChange, own: Sequence[StatedChange], sentence: str
) -> Remark:
    """A change that is none of the document's, with the one it must be where there is one."""
    if len({it.facts for it in own}) != 1:
        return Remark("X47", paragraph.key, sentence)
    right = own[0]
    stated = paragraph.text[change.start : change.end]
    told = f"{right.word}{right.amount.text}万元"
    if change.percent is not None and right.percent is not None:
        told += f"，{'增长' if right.rise else '下降'}{right.percent.text}%"
    mended = paragraph.text[: change.start] + told + paragraph.text[change.end :]
    both = (("文中", stated), ("报表", told))
    return Remark("X47", paragraph.key, sentence, both, f"改为{told}", mended, certain=True)


def _turned_round(paragraph: Paragraph, change: StatedChange) -> Remark:
    word = "减少" if change.rise else "增加"
    new = f"{word}{change.amount.text}万元"
    sentence = f"比上年应是{new}，文中写作{change.word}，请核对。"
    both = (("文中", f"{change.word}{change.amount.text}万元"), ("报表", new))
    end = change.start + len(change.word)
    mended = paragraph.text[: change.start] + word + paragraph.text[end:]
    cure = f"改为{word}" if change.percent is None else ""
    mended = mended if cure else ""
    return Remark("X47", paragraph.key, sentence, both, cure, mended, certain=True)


def _rate(
    paragraph: Paragraph, change: StatedChange, own: Sequence[StatedChange]
) -> Iterator[Remark]:
    """The percentage of a change whose amount is right."""
    same = [it for it in own if it.facts == change.facts]
    rates = {it.percent.value for it in same if it.percent is not None}
    if change.percent is None or not same or change.percent.value in rates:
        return
    stated = change.percent
    if rates:
        yield _otherwise(paragraph, stated, tuple(rates), "%", "X47")
    else:
        sentence = f"上年数为零或小于零，没有增减幅度，{stated.text}%请删去。"
        yield Remark("X47", paragraph.key, sentence)


def _reason(paragraph: Paragraph, _known: Known) -> Iterator[Remark]:
    if _CHANGED.search(paragraph.text) and not _GIVES_REASON.search(paragraph.text):
        yield Remark("X47", paragraph.key, "有增减变动，请说明原因。")


# Shares


def _shares(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    own: dict[Decimal, set[Decimal]] = defaultdict(set)
    for amount, percent in statements.shares(_draft(paragraph, known)):
        own[amount].add(percent.value)
    told = set()
    for amount, percent in statements.shares(paragraph.text):
        if own[amount] and percent.value not in own[amount]:
            told.add(percent.start)
            yield _otherwise(paragraph, percent, tuple(own[amount]), "%", "X48")
    for stated in _each_once(statements.percents(paragraph.text)):
        if stated.start not in told and stated.value not in known.percents:
            sentence = f"{stated.text}%与按表计算的比例都不相同，请核对。"
            yield Remark("X48", paragraph.key, sentence)


# Counts: vehicles, rooms and devices, projects


def _counts(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    drafted = statements.counts(_draft(paragraph, known), known.name)
    own = _by_label(drafted)
    units = {it.unit: {one.value for one in drafted if one.unit == it.unit} for it in drafted}
    for stated in _each_once(statements.counts(paragraph.text, known.name)):
        code = "X51" if stated.unit == "个" else "X49"
        right = own.get(stated.label, ())
        if right and stated.value not in right:
            yield _otherwise(paragraph, stated, right, stated.unit, code)
        elif not right and stated.unit in units and stated.value not in units[stated.unit]:
            sentence = f"{stated.label}{stated.text}{stated.unit}与填报的数都不相同，请核对。"
            yield Remark(code, paragraph.key, sentence)


def _alike(paragraph: Paragraph, _known: Known) -> Iterator[Remark]:
    """The published 通用设备 twice, where the second is 专用设备."""
    for name in _ALIKE:
        (other,) = (it for it in _ALIKE if it != name)
        if paragraph.text.count(name) > 1 and other not in paragraph.text:
            place = paragraph.text.rfind(name)
            mended = paragraph.text[:place] + other + paragraph.text[place + len(name) :]
            sentence = f"“{name}”写了两次，没有写“{other}”，请核对。"
            both = (("文中", f"{name}、{name}"), ("应为", "、".join(_ALIKE)))
            if name == _ALIKE[0]:
                yield Remark("X49", paragraph.key, sentence, both, f"改为{other}", mended)
            else:
                yield Remark("X49", paragraph.key, sentence, both)


# Years, scope


def _years(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    told = set()
    for stated in statements.years(paragraph.text):
        year = int(stated.value)
        if year in told or not _is_another_year(stated, paragraph.text, known.year):
            continue
        told.add(year)
        sentence = (
            f"{year}年不是本年度或上年度，请核对。"
            if year != known.year - 1
            else f"“{_around(paragraph.text, stated)}”应是{known.year}年，请核对。"
        )
        yield Remark(
            "X50",
            paragraph.key,
            sentence,
            (("文中", f"{year}年"), ("预算年度", f"{known.year}年")),
            f"改为{known.year}年",
            replaced(paragraph.text, stated, str(known.year)),
            certain=year == known.year - 1,
        )


def _is_another_year(stated: Stated, text: str, this: int) -> bool:
    year = int(stated.value)
    if year != this - 1:
        return year != this
    return bool(_OF_THE_YEAR.match(text, stated.end)) and not _COMPARED.search(stated.label)


def _around(text: str, stated: Stated) -> str:
    return re.split(r"[，。；、\s]", text[stated.start : stated.start + 12])[0]


def _scope(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    other = "本单位" if known.scope == "部门" else "本部门"
    if other in paragraph.text:
        own = f"本{known.scope}"
        yield Remark(
            "X50",
            paragraph.key,
            f"本文件公开的是{known.scope}预算，“{other}”请改为“{own}”。",
            cure=f"改为“{own}”",
            mended=paragraph.text.replace(other, own),
            harmless=True,
        )


# Lists of economic items


def _items(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    for of, names in known.items.items():
        found = re.search(_LISTED.format(of), paragraph.text)
        if found is None:
            continue
        missing, more = _compared(found[1], names)
        told = [f"没有写到{'、'.join(missing)}"] if missing else []
        told += [f"表六中没有{'、'.join(more)}"] if more else []
        if told:
            right = "、".join(names)
            both = (("文中", found[1]), ("表六", right))
            start, end = found.span(1)
            mended = paragraph.text[:start] + right + paragraph.text[end:]
            sentence = f"{of}所列的项目与表六不符：{'，'.join(told)}。"
            cure = "按表六列出"
            yield Remark("X54", paragraph.key, sentence, both, cure, mended, certain=True)


def _compared(text: str, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The names that a list lacks, and what it has that is none of them."""
    rest, missing = fold(text), []
    for name in sorted(names, key=len, reverse=True):
        plain = fold(name)
        if plain not in rest:
            missing.append(name)
        rest = rest.replace(plain, "、")
    more = [part.strip() for part in _SEPARATORS.split(rest) if part.strip()]
    return [name for name in names if name in missing], more


_LOOKS: tuple[Callable[[Paragraph, Known], Iterator[Remark]], ...] = (
    _amounts,
    _changes,
    _reason,
    _shares,
    _counts,
    _alike,
    _years,
    _scope,
    _items,
)
