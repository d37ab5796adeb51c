"""What makes groups of digits a telephone number, and what an amount or a code."""

import re
from collections.abc import Iterator

from budgetdesk.domain.persons.groups import NumberPart

_WORD = re.compile(
    r"(?:电话|手机|座机|固话|联系|联络|拨打|致电|传真|热线|短号|微信|qq|tel|phone|mobile|cell|mob"
    r"|call|fax|wx|vx|☎|☏|📞|📱)[^0-9，。；;,]{0,6}$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s?(?:元(?![旦宵])|万元|亿|万(?=[\s,，。；;、)]|$)|人次|人(?=[\s,，。；;、)]|$)|%|平方|㎡"
    r"|[.][0-9]{2}(?![0-9]))"
)

_AMOUNT = re.compile(
    r"(?:[¥￥$≥≤]|(?:预算|资金|金额|总额|合计|共计|投入|补助|支出|收入|经费)[\s:：为共计达约]{0,3})$"
)
CODE_WORD = re.compile(
    r"(?:编号|编码|代码|批次号?|流水号|文号|条码|序列号|登记号)[\s:：为是(（]{0,3}$"
)


def is_amount(part: NumberPart) -> bool:
    """Whether a unit or sign of an amount stands at it, and no word for telephone."""
    if _WORD.search(part.before):
        return False
    return bool(_UNIT.match(part.after) or _AMOUNT.search(part.before))


def is_code(part: NumberPart) -> bool:
    """Whether letters stand at it: a code, unless they are a word for telephone."""
    letters = re.search(r"[A-Za-z]+$", part.before)
    if letters and not _WORD.search(part.before):
        return True
    return bool(re.match(r"[A-Za-z](?<![Xx])", part.after)) and not _EXTENSION.match(part.after)


_DECIMAL_BEFORE = re.compile(r"[0-9]{2}\.$")  # 1.138… is the first of a list
MOBILE = r"(?:0086|86|0)?1[3-9][0-9]{9}"
IS_MOBILE = re.compile(MOBILE)
_USUAL = frozenset({(11,), (3, 4, 4), (3, 8), (7, 4)})


def is_mobile(part: NumberPart) -> bool:
    """Whether digits of a mobile number are grouped like one."""
    if is_amount(part) or CODE_WORD.search(part.before):
        return False
    if _DECIMAL_BEFORE.search(part.before) and not _WORD.search(part.before):
        return False
    sizes = _without_country(part)
    if sizes in _USUAL or all(size == 1 for size in sizes):
        return True
    of_one_kind = len(part.gaps) == 1 and part.is_on_one_line and part.gaps != {"/"}
    is_decimal = len(sizes) == 2 and "." in part.gaps
    return of_one_kind and sizes[0] >= 3 and min(sizes) >= 2 and not is_decimal


def _without_country(part: NumberPart) -> tuple[int, ...]:
    """The sizes of the groups without 86 or a leading 0, be it a group of its own or not."""
    extra = len(part.digits) - 11
    sizes = part.sizes
    while extra > 0:
        first, *others = sizes
        taken = min(first, extra)
        sizes = (first - taken, *others) if first > taken else tuple(others)
        extra -= taken
    return sizes


# 138,0013,8000: lists of figures look so, but none of theirs begins with zero.
_ODDLY = re.compile(
    r"(?<![0-9])(1[3-9][0-9])([,、:;*+=|'\"「」『』“”^#&\t]{1,2})([0-9]{4})\2([0-9]{4})(?![0-9])"
)


def oddly_parted(text: str) -> Iterator[tuple[int, int]]:
    """Where a mobile number stands in parts with signs between that part figures elsewhere."""
    for found in _ODDLY.finditer(text):
        first, _, *others = found.groups()
        part = NumberPart(text, *found.span(), first + "".join(others), (3, 4, 4))
        is_told = _WORD.search(part.before) or any(it.startswith("0") for it in others)
        if is_told and not is_amount(part):
            yield found.span()


LAND_LINE = r"(?:(?:0086|86)0?|0)(?:10|2[0-9]|[3-9][0-9]{2})[2-9][0-9]{6}"
_AREA = re.compile(r"((?:(?:0086|86)0?|0)(?:10|2[0-9]|[3-9][0-9]{2}))[2-9][0-9]{6,7}")


def is_land_line(part: NumberPart) -> bool:
    """Whether its area code is a group, or all of it is one."""
    found = _AREA.fullmatch(part.digits)
    if not found or not part.is_on_one_line or is_amount(part) or CODE_WORD.search(part.before):
        return False
    if is_public(part):
        return False
    cuts = {sum(part.sizes[:count]) for count in range(1, len(part.sizes) + 1)}
    is_foreign = part.before.endswith("+") and part.sizes[0] == 2  # +86 3577520000
    is_halved = len(part.sizes) == 2 and part.sizes[1] == 4  # 0357752-0000
    return len(part.sizes) == 1 or found.end(1) in cuts or is_foreign or is_halved


# Numbers without area code, which stand behind a word

_LISTED = r"[0-9\-\s()]{6,14}"
_WORDS = (
    "电话", "手机", "座机", "固话", "宅电", "联系方式", "内线", "短号", "传真", "tel", "phone",
    "mobile",
    "fax", "☎", "☏", "📞", "📱",
)  # fmt: skip
_NAMED = re.compile(
    rf"(?:{'|'.join(_WORDS)})(?:号码|号)?(?:[(（][^)）0-9]{{1,6}}[)）])?[\s:：为是(（.\-]{{0,4}}"
    # 电话：张三 7520000
    r"(?:(?<=[:：])\s?[\u4e00-\u9fff×]{2,4}[\s,，、:：(（]{0,2})?"
    rf"({_LISTED}(?:[\s、,，;；/或和及]{{1,2}}{_LISTED}){{0,4}})",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"[48]00[0-9]{7}")
# Numbers that an office has to tell the public, listed or alone.
_PUBLIC_SERVICE = re.compile(
    r"(?:热线|服务|投诉|咨询|举报|客服|监督|信访|值班|维权|报警|急救|救援|预约|受理|报名)(?:服务|挂号)?(?:电话|热线)?(?:号码|号)?[\s:：为是(（]{0,3}"
    r"(?:[0-9\-()\s]{7,20}[、,，;；/或和及])*[0-9\-()\s]{0,8}$"
)
_LOOKED_BACK = 60


def is_public(part: NumberPart) -> bool:
    """Whether it is a number by which an office is called, and no mobile one."""
    before = part.text[max(0, part.start - _LOOKED_BACK) : part.start]
    return bool(_PUBLIC_SERVICE.search(before)) and not IS_MOBILE.fullmatch(part.digits)


_HOT_LINE = re.compile(r"1[0-9]{2,5}|9[0-9]{4,5}")
_NOT_CALLED = re.compile(r"\s?(?:[部台个次户条起门家份年月分万亿%千百]|元|人次|-[0-9]{4,})")


def named_places(text: str) -> Iterator[tuple[int, int]]:
    """Where a word tells that telephone numbers stand, in a text made plain."""
    lower = text.lower()
    if any(word in lower for word in _WORDS):
        yield from (found.span(1) for found in _NAMED.finditer(text))


def is_named(part: NumberPart) -> bool:
    """Whether it is a telephone number where a word tells of one, a mobile one however parted."""
    if not part.is_on_one_line or _NOT_CALLED.match(part.after) or is_public(part):
        return False
    if IS_MOBILE.fullmatch(part.digits):
        return True
    if len(part.sizes) > 3:
        return False
    is_local = 6 <= len(part.digits) <= 8 and not _HOT_LINE.fullmatch(part.digits)
    return is_local or _SERVICE.fullmatch(part.digits) is not None


# Within a house: too short to be told by its digits.
_WITHIN = re.compile(
    r"(?:短号|分机号?|内线)(?:号码)?[\s:：为是(（]{0,3}([0-9]{3,6})(?![0-9])(?!\s?[部台个次户条门家元万])"
)
MAYBE_WITHIN = "短号|分机|内线"


def within_house(text: str) -> Iterator[tuple[int, int]]:
    """The numbers by which somebody is called within an office or a group of subscribers."""
    yield from (found.span(1) for found in _WITHIN.finditer(text))


_NEXT = re.compile(
    r"[^\S\n]?(?:[、,;/]|或|和|及)[^\S\n]?([2-9][0-9]{6,7}|[2-9][0-9]{2,3}[- ][0-9]{4})(?![0-9])"
)


def behind_telephone(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The numbers without area code that are listed behind one that has it."""
    while (found := _NEXT.match(text, end)) and not _NOT_CALLED.match(text, found.end()):
        yield found.span(1)
        end = found.end()


_INNER = r"(?:转|分机号?|ext\.?|#|-|x)[\s:：]{0,2}[0-9]{1,6}(?![0-9])(?:分机)?"
_EXTENSION = re.compile(rf"\s{{0,2}}(?:\({_INNER}\)|\([0-9]{{3,5}}\)|{_INNER})", re.IGNORECASE)


def with_extension(text: str, end: int) -> int:
    """Where a telephone number ends with its extension."""
    found = _EXTENSION.match(text, end)
    return found.end() if found else end
