"""Numbers of persons some of whose digits are starred (138****5678), and the last digits of one."""

import re
from collections.abc import Iterator

from budgetdesk.domain.persons.documents import PROVINCE
from budgetdesk.domain.persons.numbers import NumberKind

# 141032********002X: of one kind, two or more side by side.
_STARS = r"*×xX●•○◯□■#＃"
_STARRED = re.compile(
    rf"(?<![0-9A-Za-z{_STARS}])(?:[0-9]{{3,18}}(?:[-\s][0-9]{{1,8}})?[-\s]?([{_STARS}])\1"
    rf"(?:[-\s]?(?:[0-9]|\1)){{0,20}}[Xx]?|[0-9]{{17}}[*×●])(?![0-9A-Za-z{_STARS}])"
)
_FEWEST_SHOWN = 5
_TELEPHONE = re.compile(r"(?:电话|手机|联系方式|微信|tel|phone)[^0-9，。；;,]{0,6}$", re.IGNORECASE)
_CARD = re.compile(r"(?:[银农工建中]行卡|卡号?|[账帐][号户]|存折)[^0-9，。；;,]{0,6}$")
_IDENTITY = re.compile(r"(?:身份证|证件)[^0-9，。；;,]{0,6}$")
_LAST = re.compile(
    r"(?P<what>身份证|手机|电话|[银农工建中]行卡|工资卡|社保卡|卡|[账帐][号户])(?:号码?|账号)?的?"
    r"(?:尾号|[后末]尾?[0-9一二三四五六七八]位(?:数字?|号码?)?)[\s:为是(]{0,3}(?P<last>[0-9]{3,7}[0-9Xx])(?![0-9])"
)
_LAST_OF_CARD = re.compile(
    r"尾号[\s:为是(]{0,3}([0-9]{4})(?=\)?的?(?:[银农工建中]行|工资|社保)?卡)"
)

MAYBE_HIDDEN = rf"[0-9０-９]{{3}}[-\s]?[＊{_STARS}]{{2}}|尾号|[后末]尾?[0-9一二三四五六七八]位"


def half_hidden(text: str) -> Iterator[tuple[int, int, NumberKind]]:
    """Where such stand in a text made plain, and what they are part of."""
    for found in _STARRED.finditer(text):
        if what := _what(found):
            yield (*found.span(), what)
    for last in _LAST.finditer(text):
        yield (*last.span("last"), _part_of(last["what"]))
    for last in _LAST_OF_CARD.finditer(text):
        yield (*last.span(1), NumberKind.CARD)


def _part_of(word: str) -> NumberKind:
    if word == "身份证":
        return NumberKind.IDENTITY
    return NumberKind.MOBILE if word in ("手机", "电话") else NumberKind.CARD


def _what(found: re.Match[str]) -> NumberKind | None:
    """What a starred number is by its first digits and its length; None where it is none."""
    signs = re.sub(r"[-\s]", "", found[0])
    before = found.string[max(0, found.start() - 14) : found.start()]
    if sum(sign.isdigit() for sign in signs) < _FEWEST_SHOWN:
        return None
    length = len(signs)
    if re.match("1[3-9]", signs) and (
        length == 11 or (8 <= length <= 13 and _TELEPHONE.search(before))
    ):
        return NumberKind.MOBILE
    if signs.startswith("0") and length >= 10 and _TELEPHONE.search(before):
        return NumberKind.TELEPHONE
    if re.match(PROVINCE, signs) and (length == 18 or _IDENTITY.search(before)):
        return NumberKind.IDENTITY
    is_card = length in (16, 19) and re.match("6[02]|4|5[1-5]", signs)
    if is_card or (length >= 8 and _CARD.search(before)):
        return NumberKind.CARD
    return None
