"""A target in three columns, as many provinces print it: 计算符号, 指标值, 度量单位.

Stored is one text as typed; the parts are read from it, and a part that is typed goes back into it.
Joined again they are the text, so nothing is lost: what is no number with its unit stands whole in
the middle part.
"""

import re
from typing import NamedTuple

from budgetdesk.domain.target import Operator, TargetKind, parse_target

SIGNS = ("≥", "≤", ">", "<", "=")
"""计算符号 that may be chosen."""
QUALITATIVE = "定性"
"""What stands for the sign of a target in words, where a form wants it told."""
_SIGN = re.compile(r"\s*(?P<sign>[<>]=|[≥≤≧≦⩾⩽<>=＜＞＝])\s*(?P<rest>.*)", re.DOTALL)
_QUANTITY = re.compile(
    r"(?P<number>-?[\d,]+(?:[.．]\d+)?(?:\s*(?:[-–—~～]{1,2}|至|到)\s*[\d,]+(?:[.．]\d+)?)?)\s*"
    r"(?P<unit>[^\d\s][^\d]{0,11})?"
)
_BEFORE_DIGIT = r"(?=\s*[0-9０-９])"
_SLIPS_OF_SIGN = re.compile(
    r"\s*(?:(?P<AT_LEAST>[》〉>＞≥]\s*[=＝]|[=＝][》〉>＞]|[≧⩾])"
    r"|(?P<AT_MOST>[《〈<＜≤]\s*[=＝]|[=＝][《〈<＜]|[≦⩽])"
    rf"|(?P<MORE>[》〉＞]){_BEFORE_DIGIT}|(?P<LESS>[《〈＜]){_BEFORE_DIGIT}(?!.*[》〉])"
    rf"|(?P<EQUAL>＝){_BEFORE_DIGIT})\s*"
)
"""Signs as input methods and keyboards give them; 《2024年规划》 names a document."""
_NUMBERS = (TargetKind.NUMBER, TargetKind.RANGE)


class TargetParts(NamedTuple):
    """The three parts of a target, each a text as typed."""

    sign: str
    value: str
    unit: str

    @property
    def text(self) -> str:
        """The target that they are."""
        return "".join(self)


def parts_of(text: str) -> TargetParts:
    """The parts of a target: a sign before it, its number (or a range) and its unit.

    Words, dates and anything else stand in the middle, whole.
    """
    signed = _SIGN.fullmatch(text)
    sign, rest = (signed["sign"], signed["rest"]) if signed else ("", text)
    found = _QUANTITY.fullmatch(rest.strip())
    if found is None or parse_target(text).kind not in _NUMBERS:
        return TargetParts(sign, rest.strip() if sign else text, "")
    return TargetParts(sign, found["number"], (found["unit"] or "").strip())


def with_plain_sign(text: str) -> str:
    """A target whose sign was typed as a keyboard gives it (》=3所, ＞＝3所), with ≥ ≤ > < or =."""
    found = _SLIPS_OF_SIGN.match(text)
    if found is None:
        return text
    return Operator[found.lastgroup or ""].value + text[found.end() :]


def says_words(text: str) -> bool:
    """Whether a target is told in words rather than in numbers."""
    parts = parts_of(text)
    return bool(parts.value) and not parts.sign and not any(map(str.isdigit, parts.value))
