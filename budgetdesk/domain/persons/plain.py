"""A text made plain, sign by sign: what stands where is the same in both."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_DASHES = "‐‑‒–—―−－﹣─~～"
HAN_DIGITS = "〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_OF_HAN = str.maketrans(HAN_DIGITS, "000123456789" + "1" + "123456789")
_HAN_NUMBER = re.compile(rf"[{HAN_DIGITS}](?:[-\s]?[{HAN_DIGITS}]){{9,18}}")
# In circles and brackets, raised or lowered: one alone numbers a line, or is the 2 of m².
RAISED_DIGITS = "⁰¹²³⁴-⁹₀-₉⓪①-⑨⓿❶-❾⓵-⓽➀-➈➊-➒⑴-⑼⒈-⒐"
_RAISED_NUMBER = re.compile(rf"[{RAISED_DIGITS}](?:[-\s]?[{RAISED_DIGITS}]){{6,18}}")


def plain(text: str) -> str:
    """`text` in half width with one kind of dash and ASCII digits; as long as it was.

    Numbers spelled in ten and more Chinese digits are in ASCII ones, too (一三九…, 壹叁玖…), and
    seven and more digits in circles or raised.
    """
    if text.isascii():
        return text
    folded = "".join(map(_plain_sign, text))
    folded = _RAISED_NUMBER.sub(lambda found: "".join(map(_lowered, found[0])), folded)
    return _HAN_NUMBER.sub(lambda found: found[0].translate(_OF_HAN), folded)


@lru_cache(maxsize=8192)
def _plain_sign(sign: str) -> str:
    if sign in _DASHES:
        return "-"
    kind = unicodedata.category(sign)
    if kind == "Nd":
        return str(unicodedata.digit(sign))
    if kind == "No":
        return sign
    folded = unicodedata.normalize("NFKC", sign)
    return folded if len(folded) == 1 else sign


def _lowered(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)


# 138OO138OOO, l38…, 138零零138零零零: signs that are taken for digits beside digits.
_LIKE = "OoQIl"
_AS_DIGITS = _OF_HAN | str.maketrans(_LIKE, "00011")
MIXED = rf"(?<![A-Za-z0-9])(?=[{HAN_DIGITS}{_LIKE}0-9０-９]{{11,18}}[Xx]?(?![A-Za-z0-9]))"
_MIXED_NUMBER = re.compile(rf"{MIXED}[{HAN_DIGITS}{_LIKE}0-9]+")
_MOST_LETTERS = 0.6  # of the signs; more are a word


def with_likes(text: str) -> Iterator[str]:
    """A plain text with what is like a digit among digits made one, where there is any."""
    read = _MIXED_NUMBER.sub(_as_digits, text)
    if read != text:
        yield read


def _as_digits(found: re.Match[str]) -> str:
    letters = sum(sign in _LIKE for sign in found[0])
    return found[0].translate(_AS_DIGITS) if letters < _MOST_LETTERS * len(found[0]) else found[0]
