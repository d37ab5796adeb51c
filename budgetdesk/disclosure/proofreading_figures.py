"""The figures of rewritten paragraphs: amounts, changes against last year, shares, counts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from budgetdesk.disclosure import statements
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.disclosure.remarks import Known, Remark, draft_of
from budgetdesk.disclosure.statements import Stated, StatedChange, replaced

_NOTHING_BEFORE = "上年没有安排"

# Amounts


def amounts(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    """Amounts that are another item's than the one they name, or none of the document's."""
    own = _by_label(statements.amounts(draft_of(paragraph, known), known.name))
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


def changes(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    """Changes that are not this year less last year, turn it round, or repeat the whole."""
    own = statements.changes(draft_of(paragraph, known))
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


# Shares


def shares(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    """Shares that are not those of their amounts, or none of the document's."""
    own: dict[Decimal, set[Decimal]] = defaultdict(set)
    for amount, percent in statements.shares(draft_of(paragraph, known)):
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


def counts(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    """Numbers of vehicles, devices, square metres and projects that are others'."""
    drafted = statements.counts(draft_of(paragraph, known), known.name)
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
