"""Numbers by which a person is reached or known: telephone, identity and bank card numbers.

Whatever groups they are written in: a run of digits is looked at group by group.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate

# What stands between the groups of one number: blanks, dashes, dots, brackets, nothing to be seen.
_GAP = r"[^\S\t]|[\-.·•・_()\u200b-\u200f\u2060\ufeff\u00ad]"
_RUN = re.compile(rf"[0-9](?:(?:{_GAP}){{0,3}}[0-9])*(?:(?:{_GAP})?[Xx](?![A-Za-z0-9]))?")
_GROUP = re.compile(r"[0-9]+[Xx]?|[Xx]")
_MOST_GROUPS = 19
_SHORTEST, _LONGEST = 6, 22  # digits


class NumberKind(StrEnum):
    """What kind of number it is."""

    IDENTITY = "身份证号码"
    MOBILE = "手机号码"
    TELEPHONE = "电话号码"
    CARD = "银行卡号"


@dataclass(frozen=True, slots=True)
class _NumberPart:
    """Groups of a run that may be one number, and what stands around them."""

    text: str  # the whole plain text
    start: int
    end: int
    digits: str
    sizes: tuple[int, ...]

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - 14) : self.start]

    @property
    def after(self) -> str:
        return self.text[self.end : self.end + 6]

    @property
    def is_on_one_line(self) -> bool:
        return "\n" not in self.text[self.start : self.end]

    @property
    def gaps(self) -> set[str]:
        return set(re.sub(r"[0-9Xx]+", "\0", self.text[self.start : self.end]).split("\0")) - {""}


def numbers_in(
    text: str, known: frozenset[str] = frozenset()
) -> Iterator[tuple[int, int, NumberKind]]:
    """Where such numbers stand in a text made plain, and what they are.

    Args:
        text: made plain.
        known: digits of telephone numbers that are sought wherever they stand.
    """
    for run in _RUN.finditer(text):
        if len(run[0]) >= 6:
            yield from _in_run(text, run, known)


def digits_of(field: str) -> Iterator[str]:
    """The digits of each telephone number in a text made plain, with and without area code."""
    for run in _RUN.finditer(field):
        groups = [group for group in _GROUP.findall(run[0]) if group.isdigit()]
        whole = "".join(groups)
        yield from (it for it in (whole, *groups) if _SHORTEST_KNOWN <= len(it) <= _LONGEST_KNOWN)


_SHORTEST_KNOWN, _LONGEST_KNOWN = 7, 13


def _in_run(
    text: str, run: re.Match[str], known: frozenset[str]
) -> Iterator[tuple[int, int, NumberKind]]:
    groups = _Groups(text, run)
    at = 0
    while at < len(groups.spans):
        for part, count in groups.parts_from(at):
            kind = _kind_of(part, known)
            if kind is not None:
                yield _with_sign(part), _with_extension(part, kind), kind
                at += count - 1
                break
        at += 1


class _Groups:
    """The groups of digits of one run, with how many digits stand before each."""

    def __init__(self, text: str, run: re.Match[str]) -> None:
        self._text = text
        self.spans = [(run.start() + it.start(), run.start() + it.end())
                      for it in _GROUP.finditer(run[0])]  # fmt: skip
        self._digits = "".join(text[start:end] for start, end in self.spans)
        self._before = [0, *accumulate(end - start for start, end in self.spans)]

    def parts_from(self, at: int) -> Iterator[tuple[_NumberPart, int]]:
        """The longest first: a telephone number may stand within a longer one."""
        before = self._before
        last = min(at + _MOST_GROUPS, bisect_right(before, before[at] + _LONGEST) - 1)
        for stop in range(last, at, -1):
            if before[stop] - before[at] < _SHORTEST:
                return
            sizes = tuple(end - start for start, end in self.spans[at:stop])
            digits = self._digits[before[at] : before[stop]]
            start, end = self.spans[at][0], self.spans[stop - 1][1]
            yield _NumberPart(self._text, start, end, digits, sizes), stop - at


def _kind_of(part: _NumberPart, known: frozenset[str]) -> NumberKind | None:
    if _is_code(part):
        return None
    for kind, is_one in _KINDS.items():
        if is_one(part):
            return kind
    if part.digits in known and not _is_amount(part):
        return NumberKind.TELEPHONE
    return None


_TELEPHONE_WORD = re.compile(
    r"(?:电话|手机|座机|固话|联系|联络|拨打|致电|传真|热线|短号|微信|qq|tel|phone|mobile|cell|mob"
    r"|call|fax|wx|vx|☎|☏|📞|📱)[^0-9，。；;,]{0,6}$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s?(?:元(?!旦)|万元|亿|万(?=[\s,，。；;、)]|$)|人次|人(?=[\s,，。；;、)]|$)|%|平方|㎡|[.][0-9]{2}(?![0-9]))"
)


def _is_amount(part: _NumberPart) -> bool:
    if _TELEPHONE_WORD.search(part.before):
        return False
    return bool(_UNIT.match(part.after)) or part.before.endswith(("¥", "￥", "$", "≥", "≤"))


def _is_code(part: _NumberPart) -> bool:
    """Whether letters stand at it: a code, unless they are a word for telephone."""
    letters = re.search(r"[A-Za-z]+$", part.before)
    if letters and not _TELEPHONE_WORD.search(part.before):
        return True
    return bool(re.match(r"[A-Za-z](?<![Xx])", part.after)) and not _EXTENSION.match(part.after)


# Mobile numbers

_DECIMAL_BEFORE = re.compile(r"[0-9]{2}\.$")  # 1.138… is the first of a list
_MOBILE = re.compile(r"(?:0086|86|0)?1[3-9][0-9]{9}")


def _is_mobile(part: _NumberPart) -> bool:
    if not _MOBILE.fullmatch(part.digits) or _is_amount(part):
        return False
    sizes = _without_country(part)
    if _DECIMAL_BEFORE.search(part.before) and not _TELEPHONE_WORD.search(part.before):
        return False
    if sizes == (11,) or all(size == 1 for size in sizes):
        return True
    if sizes in {(3, 4, 4), (3, 8), (7, 4)}:
        return True
    of_one_kind = len(part.gaps) == 1 and part.is_on_one_line
    is_decimal = len(sizes) == 2 and "." in part.gaps
    return of_one_kind and sizes[0] >= 3 and min(sizes) >= 2 and not is_decimal


def _without_country(part: _NumberPart) -> tuple[int, ...]:
    """The sizes of the groups without 86 or a leading 0, be it a group of its own or not."""
    extra = len(part.digits) - 11
    if not extra:
        return part.sizes
    first, *others = part.sizes
    return tuple(others) if first == extra else (first - extra, *others)


# Telephones with area code, and those that are named so

_LAND_LINE = re.compile(r"(?:(?:0086|86)0?|0)(10|2[0-9]|[3-9][0-9]{2})[2-9][0-9]{6,7}")
_LABELLED = re.compile(
    r"(?:电话|手机|座机|固话|联系方式|内线|短号|传真|tel|phone|mobile|fax|☎|☏|📞|📱)"
    r"(?:号码|号)?[\s:：为是(（.\-]{0,4}(?:[0-9\-\s()]{6,14}[\s、,，;；/或和]{1,2}){0,4}$",
    re.IGNORECASE,
)
_HOT_LINE = re.compile(r"[48]00[0-9]{7}|1[0-9]{2,5}|9[0-9]{4,5}")
_NOT_CALLED = re.compile(r"\s?(?:[部台个次户条起门家份年月分万亿%千百]|元|人次|-[0-9]{4,})")


def _is_telephone(part: _NumberPart) -> bool:
    if not part.is_on_one_line:
        return False
    if found := _LAND_LINE.fullmatch(part.digits):
        area = found.start(1) + len(found[1])
        cuts = {sum(part.sizes[:count]) for count in range(1, len(part.sizes) + 1)}
        return (len(part.sizes) == 1 or area in cuts) and not _is_amount(part)
    is_local = 6 <= len(part.digits) <= 8 and len(part.sizes) <= 3
    if not is_local or _HOT_LINE.fullmatch(part.digits) or _NOT_CALLED.match(part.after):
        return False
    before = part.text[max(0, part.start - 70) : part.start]
    return bool(_LABELLED.search(before))


# Identity numbers

# GB 11643-1999: weights of the first 17 digits, and the check character by the rest modulo 11.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_IDENTITY = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{13}(?:[0-9]{2}[0-9Xx])?"
)
_IDENTITY_WORD = re.compile(r"身份证(?:件)?(?:号码?|编号)?[\s:：为是(（]{0,3}$")
_CODE_WORD = re.compile(
    r"(?:编号|编码|代码|批次号?|流水号|文号|条码|序列号|登记号)[\s:：为是(（]{0,3}$"
)


def _is_identity(part: _NumberPart) -> bool:
    digits = part.digits.upper()
    if _IDENTITY_WORD.search(part.before) and len(digits) in (15, 18):
        return True
    if not _IDENTITY.fullmatch(digits):
        return False
    if len(digits) == 18:
        return _is_day(digits[6:14]) and _check_character(digits) == digits[-1]
    is_grouped_so = min(part.sizes) >= 3
    is_named_code = _CODE_WORD.search(part.before)
    return (
        is_grouped_so and _is_day(f"19{digits[6:12]}") and not (is_named_code or _is_amount(part))
    )


def _is_day(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1880 <= born.year <= 2100


def _check_character(number: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11]


# Bank cards

_CARD = re.compile(r"(?:6[02]|4[0-9]|5[1-5]|35)[0-9]{14,17}|3[47][0-9]{13}")
_CARD_WORD = re.compile(
    r"(?:银行卡|卡号|借记卡|储蓄卡|信用卡|工资卡)(?:号码?)?[\s:：为是(（]{0,3}$"
)
_ACCOUNT_WORD = re.compile(r"(?:账号|帐号|账户|帐户)[\s:：为是(（]{0,3}$")


def _is_card(part: _NumberPart) -> bool:
    digits = part.digits
    if not part.is_on_one_line or not digits.isdigit() or not 15 <= len(digits) <= 19:
        return False
    if _CARD_WORD.search(part.before):
        return True
    is_like_one = _CARD.fullmatch(digits) or _ACCOUNT_WORD.search(part.before)
    if not is_like_one or _CODE_WORD.search(part.before) or _is_amount(part):
        return False
    return min(part.sizes[:-1] or part.sizes) >= 3 and _passes_luhn(digits)


def _passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1: every second digit from the right counts twice."""
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


_KINDS = {
    NumberKind.IDENTITY: _is_identity,
    NumberKind.CARD: _is_card,
    NumberKind.MOBILE: _is_mobile,
    NumberKind.TELEPHONE: _is_telephone,
}

_EXTENSION = re.compile(r"\s{0,2}(?:转|分机|ext\.?|#|-|x)\s{0,2}[0-9]{1,6}(?![0-9])", re.IGNORECASE)


def _with_sign(part: _NumberPart) -> int:
    """Where it begins with its + and the bracket that closes within it."""
    start = part.start - part.before.endswith("+")
    opened, closed, _ = part.text[part.start : part.end].partition(")")
    opens_before = closed and "(" not in opened and part.text[start - 1 : start] == "("
    return start - 1 if opens_before else start


def _with_extension(part: _NumberPart, kind: NumberKind) -> int:
    found = _EXTENSION.match(part.text, part.end) if kind is NumberKind.TELEPHONE else None
    return found.end() if found else part.end
