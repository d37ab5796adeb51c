"""Personal data in running text: identity numbers, mobile numbers, the names of those who sign."""

import re
from collections.abc import Iterable

from budgetdesk.domain.records import Project
from budgetdesk.domain.text import fold, half_width

_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9.])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
_AMOUNT = re.compile(r"\s*(?:元|万|亿|人|%|平方)")
# Both kinds have four digits in a row, which most texts don't.
_MANY_DIGITS = re.compile(r"[0-9０-９]{4}")
# GB 11643-1999: weights of the first 17 digits, and the check character by the rest modulo 11.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# Shorter names are also words (王, 高): no text can be searched for them.
_SHORTEST_NAME = 2


def identity_numbers(text: str) -> tuple[str, ...]:
    """居民身份证 numbers with a right check character (GB 11643-1999)."""
    found = _IDENTITY.findall(half_width(text)) if _MANY_DIGITS.search(text) else ()
    return tuple(number for number in found if _check_character(number) == number[-1].upper())


def mobile_numbers(text: str) -> tuple[str, ...]:
    """Mobile numbers: eleven digits from 13 to 19, also grouped 3-4-4; amounts are none."""
    plain = half_width(text) if _MANY_DIGITS.search(text) else ""
    return tuple(
        match[0] for match in _MOBILE.finditer(plain) if not _AMOUNT.match(plain, match.end())
    )


def persons_of(projects: Iterable[Project]) -> frozenset[str]:
    """The names that stand as 负责人 or 经办人 in any of the projects."""
    signed = (name for project in projects for name in (project.responsible, project.handler))
    names = (fold(part) for name in signed for part in name.replace("，", "、").split("、"))
    return frozenset(name for name in names if len(name) >= _SHORTEST_NAME)


def _check_character(number: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11]
