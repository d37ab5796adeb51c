"""Names that no label tells: by what is said or paid, and in lists of names."""

import re
from collections.abc import Iterable, Iterator, Sequence

from budgetdesk.domain.persons.likely import DOT, DOTTED, FIRST, MONEY, NO_HAN_NEXT, is_surely
from budgetdesk.domain.persons.names import HAN
from budgetdesk.domain.persons.words import SURNAMES

Span = tuple[int, int]

# What may stand right before a name: no Chinese sign or digit, or what is done to or for somebody.
_TO = (
    "支付 拨付 偿付 发放 补发 发给 付给 付 发 给 对 向 为 与 由 退还 归还 返还 偿还 慰问 救助 资助"
    " 帮扶 补助 奖励 表彰 聘请 聘用 包括 即 局长 主任 书记 同志 职工 教师 村医 学生 村民 患者 病人"
    " 老人 干部 党员"
).split()
# Looked back at behind the first sign, so that a search passes quickly by what begins no name.
_HELD = "人者户员生属主师兵长母象庭士镇乡村股科局室会"  # 退役士兵张三, 芝河镇张三等3户
_LEAD = rf"(?:(?<![{HAN[1:-1]}0-9].)|(?<=[{_HELD}].)|{'|'.join(f'(?<={it}.)' for it in _TO)})"


def _name(least: int, most: int, lead: str = _LEAD) -> str:
    return rf"(?P<name>{FIRST}{lead}{HAN}{{{least},{most}}}?)"


_COUNT = "(?:[0-9]+|[一二三四五六七八九十两]+)[名户人位]"
_SEX = re.compile(
    rf"{_name(1, 3)}\s?[，,、（(\s]\s?(?:性别\s?[：:]?\s?)?(?:[男女](?!{HAN})|[0-9]{{1,3}}岁)"
)
_SAID = re.compile(rf"姓名\s?{_name(1, 3, '')}(?={NO_HAN_NEXT}|性别|年龄|身份证|电话|住址)")
_PAID = re.compile(
    rf"{_name(2, 3)}(?:同志|个人|一家|一户|[家户])?的?(?:{MONEY}"
    r"|工程款|货款|借款|欠款|保证金|赔偿|土地流转|先进|劳模|名师|工作室|案(?![例件卷])|诉|同志|烈士"
    rf"|(?:具体|全面|总体|直接)(?:负责|经办|承办|牵头)|等{_COUNT})"
)


def unlabelled_names(text: str) -> Iterator[Span]:
    """Where a text names a person without label, title or number."""
    for shape in (_SEX, _SAID, _PAID):
        yield from _sure(shape, text)
    yield from _in_lists(text)


def _sure(shape: re.Pattern[str], text: str) -> Iterator[Span]:
    """The sure names; what is none may have one within it (付王小英)."""
    found = shape.search(text)
    while found:
        is_one = is_surely(found["name"])
        if is_one:
            yield found.span("name")
        found = shape.search(text, found.end("name") if is_one else found.start("name") + 1)


# Names one after the other: 王小英、李二娃、张三牛3户; 1.王小英 500元；2.李二娃 600元.

_AMOUNT = r"(?:\s{0,2}[：:]?\s?[0-9][0-9.,]{0,12}\s?(?:万?元|人)?)"
_REMARK = r"(?:[（(][^（()）\n]{0,12}[）)])"
_ENDS = rf"(?={NO_HAN_NEXT}|等|[和及与](?!{HAN}{{4}})|[一二三四五六七八九十两]{{1,3}}[户名人位])"
_ITEM = re.compile(_name(1, 2) + _ENDS)
_DOTTED_ITEM = re.compile(rf"(?<!{HAN})(?P<name>{DOTTED}){_ENDS}")
_BETWEEN = re.compile(
    rf"{_REMARK}?{_AMOUNT}?{_REMARK}?(?:[、，,;；/\s]{{1,4}}|[和及与]|(?<=[）)])|(?=[（(][0-9]))"
    r"(?:[（(]?[0-9]{1,3}(?:[）)、.．]|\s)\s?)?"
)
# Of the last one only the list before it tells where it ends: 王小英、李二娃、张三牛进行改造.
_LAST_ITEM = re.compile(rf"[、，,]({FIRST}{HAN}{{2}})(?={HAN})")
_FEWEST = 3
_DONE = re.compile("(?:慰问|救助|资助|帮扶|表彰|奖励|聘请|聘用)$")
_COUNTED = re.compile(rf"{_AMOUNT}|等?{_COUNT}|等")


def _in_lists(text: str) -> Iterator[Span]:
    chain: list[Span] = []
    for start, end in _items(text):
        if chain and not _BETWEEN.fullmatch(text, chain[-1][1], start):
            yield from _of_persons(text, chain)
            chain = []
        chain.append((start, end))
    yield from _of_persons(text, chain)


def _items(text: str) -> Iterable[Span]:
    items = [at.span("name") for at in _ITEM.finditer(text)]
    if not re.search(DOT, text):
        return items
    return sorted({*items, *(at.span("name") for at in _DOTTED_ITEM.finditer(text))})


def _of_persons(text: str, chain: Sequence[Span]) -> Iterable[Span]:
    """The names of a list that is one of persons: three, or two who are counted or paid."""
    if len(chain) < _FEWEST - 1:
        return ()
    if last := _LAST_ITEM.match(text, chain[-1][1]):
        chain = [*chain, last.span(1)]
    names = [text[start:end] for start, end in chain]
    whole = [name for name in names if len(name) > 2]
    told = _COUNTED.match(text, chain[-1][1]) or _DONE.search(text, 0, chain[0][0])
    is_long = (told and len(whole) == len(names)) or len(names) >= _FEWEST
    usual = any(name[0] in SURNAMES for name in names) and 2 * len(whole) >= len(names)
    is_usual = usual or len(whole) == len(names)
    return chain if is_long and is_usual and all(map(is_surely, names)) else ()
