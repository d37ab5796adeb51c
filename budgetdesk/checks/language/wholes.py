"""Parts and wholes that a paragraph tells: subtotals, 其中, so many items as are listed."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, combinations

from budgetdesk.domain.numerals import DIGITS
from budgetdesk.domain.quantities import Quantity, quantities
from budgetdesk.domain.text import half_width

_PEOPLE = frozenset("人 名 位".split())
_MOST = 8


@lru_cache(maxsize=4096)
def unequal_parts(text: str) -> str:
    """What does not add up in a text, in words; "" where all does or nothing is certain."""
    plain = half_width(text)
    found = chain(_subtotals(plain), _summed(plain), _within(plain), _announced(plain))
    return next(iter(found), "")


# 小计 … 小计 … 合计


def _subtotals(text: str) -> Iterator[str]:
    parts: list[Quantity] = []
    for quantity in quantities(text):
        before = text[max(0, quantity.start - 6) : quantity.start]
        if not quantity.is_money or quantity.per:
            continue
        if "小计" in before:
            parts.append(quantity)
        elif re.search(r"(?:合计|总计|共计|总额)[为是:：约]?$", before):
            equal = sum(it.value for it in parts) == quantity.value
            if len(parts) > 1 and not equal and not _rough(parts, quantity):
                yield f"小计相加是 {_money(parts)}，合计写 {_said(text, quantity)}"
            parts = []


# 人员经费12万元，公用经费5万元，两项合计18万元


_SENTENCE = re.compile(r"[。；;\n]")
_SUM_BEFORE = re.compile(r"(?:合计|总计|共计|总额|总投资|总共)(?:资金|金额|费用|需要?)?[为是:：]?$")
_NEAR = 5  # a sum that is off by more than a fifth of the total is one of other things


def _summed(text: str) -> Iterator[str]:
    """Plain amounts of a sentence before its 合计, where no choice of them makes it."""
    for sentence in _SENTENCE.split(text):
        parts: list[Quantity] = []
        for quantity in quantities(sentence):
            if not quantity.is_money or quantity.per:
                parts = [] if quantity.per else parts
                continue
            if not _SUM_BEFORE.search(sentence[: quantity.start]):
                parts.append(quantity)
                continue
            if _falls_short(parts, quantity) and "小计" not in sentence:
                yield f"前面各项相加是 {_money(parts)}，合计写 {_said(sentence, quantity)}"
            parts = []


def _falls_short(parts: list[Quantity], whole: Quantity) -> bool:
    """Whether two and more parts surely make another sum than the whole, and nearly make it."""
    if not 1 < len(parts) <= _MOST or _rough(parts, whole):
        return False
    total = sum(part.value for part in parts)
    near = abs(total - whole.value) * _NEAR <= whole.value
    return near and total != whole.value and not _some_make(parts, whole)


# 765人（其中区镇16名，村社区749名）

_AMONG = re.compile(
    r"([\u4e00-\u9fff]{0,6}?)(?:[，,。；;：:（(\s]{0,2}(其中|包括|包含|分别[为是])[：:,，]?|[：:（(])"
)
# Behind these the noun may stand (765名网格员，其中…); 个 counts now one thing, now another.
_OF_ONE_KIND = _PEOPLE | frozenset("户 亩 辆 公里 台 套".split())
# What one may be beside something else: 女教师85名，党员教师60名 of 120.
_CROSSING = re.compile(
    r"[男女]|党员|团员|民族|本科|硕士|博士|学历|职称|高级|中级|初级|低保|残疾|脱贫|困难|退役|党委|岁|以上"
)
_STOP = re.compile(r"[。；;）)\n]|(?<=[^0-9])[:：]")


def _within(text: str) -> Iterator[str]:
    """A whole with the parts that 其中 lists in the same clause: none and no sum is above it.

    What is told without 其中 (56人：在职30人，退休30人) has two parts at least.
    """
    found = quantities(text)
    for whole in found:
        among = _AMONG.match(text, whole.end)
        if among is None or whole.per or whole.rough or whole.limit or not whole.unit:
            continue
        stop = _STOP.search(text, among.end())
        end = stop.start() if stop else len(text)
        inside = [q for q in found if among.end() <= q.start < end and not q.per]
        parts = [q for q in inside if _same_unit(q, whole)]
        listed = text[among.end() : end]
        if among[1] and whole.unit not in _OF_ONE_KIND:
            parts = [q for q in parts if text[: q.start].endswith(among[1][-1])]
        if not parts or len(parts) > _MOST or _rough(parts, whole) or "其中" in listed:
            continue
        if (not among[2] and len(parts) < 2) or _may_overlap(text, among.end(), parts):
            continue
        above = [q for q in parts if q.value > whole.value]
        total = sum(q.value for q in parts)
        if above:
            yield f"“{_said(text, above[0])}”大于它所属的“{_said(text, whole)}”"
        elif total > whole.value and not _some_make(parts, whole):
            yield f"所列各项相加是 {_count(parts)}，总数写“{_said(text, whole)}”"


def _may_overlap(text: str, begin: int, parts: list[Quantity]) -> bool:
    """Whether one may be in two of the parts; a word of all of them tells none apart."""
    starts = (begin, *(part.end for part in parts))
    named = (text[start : part.start] for start, part in zip(starts, parts, strict=False))
    crossing = [frozenset(_CROSSING.findall(name)) for name in named]
    return any(words - frozenset.intersection(*crossing) for words in crossing)


def _same_unit(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} <= _PEOPLE


def _some_make(parts: list[Quantity], whole: Quantity) -> bool:
    """Whether some of the parts make the whole: the others are parts of these."""
    sizes = range(1, len(parts))
    groups = (group for size in sizes for group in combinations(parts, size))
    return any(sum(q.value for q in group) == whole.value for group in groups)


def _rough(parts: list[Quantity], whole: Quantity) -> bool:
    return any(q.rough or q.limit for q in (*parts, whole))


def _said(text: str, quantity: Quantity) -> str:
    return text[quantity.start : quantity.end].strip()


def _money(parts: list[Quantity]) -> str:
    return f"{float(sum(q.value for q in parts)):,.2f}".rstrip("0").rstrip(".") + " 元"


def _count(parts: list[Quantity]) -> str:
    if parts[0].is_money:
        return _money(parts)
    return f"{float(sum(q.value for q in parts)):,g} {parts[0].unit}"


# 以下三项：1. … 2. … 3. …

_SAID = re.compile(
    r"(?<![第十0-9.个年月])([二两三四五六七八九十2-9]|10)(?:大|个)?(?:项|方面|方|部分|类|点|条|环节|阶段|步|种)"
    r"[^。；;：:\n]{0,12}?[：:，,。]?\s*(?=[（(]?[1一](?:[、．)）.]|是)|①)"
)
_MARKS = (
    re.compile(r"(?<![0-9.])([0-9]{1,2})(?:[、．)]|\.(?![0-9]))"),
    re.compile(r"[（(]([0-9]{1,2}|[一二三四五六七八九十])[）)]"),
    re.compile(r"([一二三四五六七八九十])(?:是|、)"),
    re.compile(r"([①-⑩])"),
)
_END = re.compile(r"\n|。(?!\s*(?:[（(]?[0-9一二三四五六七八九十①-⑩]))")


def _announced(text: str) -> Iterator[str]:
    """As many items as are said: only where those behind are numbered 1, 2, 3 …."""
    for said in _SAID.finditer(text):
        stop = _END.search(text, said.end())
        listed = text[said.end() : stop.start() if stop else len(text)]
        wanted = _value(said[1])
        for mark in _MARKS:
            numbers = [_value(found[1]) for found in mark.finditer(listed)]
            if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
                if len(numbers) != wanted:
                    yield f"“{said[0].rstrip('：:，,。 ')}”，却列了 {len(numbers)} 项"
                break


def _value(written: str) -> int:
    if written in "①②③④⑤⑥⑦⑧⑨⑩":
        return "①②③④⑤⑥⑦⑧⑨⑩".index(written) + 1
    return DIGITS.get(written) or int(written)
