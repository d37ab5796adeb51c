"""Values that are worth trying in a field, to find what a condition holds of and what not."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, product
from random import Random

from budgetdesk.domain.kind import Kind

_MOST = 4_000  # combinations tried in order, and as many at random
_LONGEST = 2_000  # characters of an invented text
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_NUMBERS = {Kind.MONEY: ("100000", "200000", "300000")}  # as much as others in 万元
_USUAL = ("10", "20", "30")
_TEXTS = {
    Kind.TICK: ("√",),
    Kind.DATE: ("{year}年3月1日", "{year}年12月1日"),
    Kind.MONTH: ("{year}年7月", "{year}年3月", "{year}年12月"),
    Kind.PERIOD: ("{year}年1月1日—{year}年12月31日",),
    Kind.TARGET: ("≥95%", "≥90%", "100人"),
    Kind.PHONE: ("0000-0000000",),
}


def candidates(kind: Kind, choices: Sequence[str], condition: str, year: int) -> list[str]:
    """Texts as they would be typed, the plainest first, a blank last.

    Args:
        kind: the field's.
        choices: what may be chosen.
        condition: whose own numbers and words are among them.
        year: of dates.
    """
    if choices:
        return [*choices, ""]
    if known := _TEXTS.get(kind):
        said = [it.format(year=year) for it in known]
        return [*said, *(_words(condition) if kind is Kind.TARGET else ()), ""]
    numbers = [*_numbers(condition)]
    if kind.is_number or kind in (Kind.DECIMAL, Kind.PERCENT):
        if kind is Kind.COUNT:
            numbers = [it for it in numbers if it == int(it)]
        usual = _NUMBERS.get(kind, _USUAL)
        return [*dict.fromkeys([*usual, *(f"{it:f}" for it in numbers), "0", ""])]
    lengths = {int(it) for it in numbers if it == int(it) and 0 < it <= _LONGEST}
    return [
        *dict.fromkeys(["示例", *_words(condition), *("示" * it for it in sorted(lengths)), ""])
    ]


def combinations(offered: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Combinations of values: a bounded number in order, then as many at random."""
    yield from islice(product(*offered), _MOST)
    random = Random(0)  # noqa: S311 - for examples, which are the same every time
    for _ in range(_MOST):
        yield tuple(random.choice(each) for each in offered)


def _numbers(condition: str) -> Iterator[Decimal]:
    """The numbers that a condition speaks of, with those just above and below."""
    for found in _NUMBER.findall(_QUOTED.sub("", condition)):
        number = Decimal(found)
        yield from (number, number + 1, max(number - 1, Decimal(0)))


def _words(condition: str) -> Iterator[str]:
    for found in _QUOTED.findall(condition):
        word = "".join(found)
        yield from (word, f"示例{word}")
