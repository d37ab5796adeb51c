"""Personal data in running text: identity numbers and mobile numbers."""

import re

from budgetdesk.domain.text import half_width

_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d\d{3}[\dXx](?![\dA-Za-z])"
)
_MOBILE = re.compile(r"(?<![\d.])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.])")
# GB 11643-1999: weights of the first 17 digits, and the check character by the rest modulo 11.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def identity_numbers(text: str) -> tuple[str, ...]:
    """居民身份证 numbers with a right check character (GB 11643-1999)."""
    found = _IDENTITY.findall(half_width(text))
    return tuple(number for number in found if _check_character(number) == number[-1].upper())


def mobile_numbers(text: str) -> tuple[str, ...]:
    """Mobile numbers: eleven digits from 13 to 19, also grouped 3-4-4; amounts are none."""
    plain = half_width(text)
    return tuple(
        match[0]
        for match in _MOBILE.finditer(plain)
        if not re.match(r"\s*(?:元|万|亿|人|%|平方)", plain[match.end() :])
    )


def _check_character(number: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11]
