"""Counts in running text with what the words beside them are about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.checks.language.pairing import subject
from budgetdesk.domain.quantities import Quantity, quantities
from budgetdesk.domain.text import half_width

_PEOPLE = {"名": "人", "位": "人"}
_BESIDE = 12
_DIGITS = re.compile(r"[0-9.,\s余]+")
_CLAUSE_END = re.compile(r"[,，。；;、:：()（）]")


def counter(unit: str) -> str:
    """A unit as it is compared: 名 and 位 are 人."""
    return _PEOPLE.get(unit, unit)


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a text with what the words beside it are about."""

    quantity: Quantity
    unit: str
    before: str
    after: str
    about: frozenset[str]  # the pairs of characters beside it
    written: str  # the unit as written: 万吨

    def alike(self, row: IndicatorCase) -> int:
        """How many pairs of characters it shares with an indicator's name."""
        return len(subject(row.name) & self.about)

    @property
    def shown(self) -> str:
        """The number as it is quoted: 171.86亩."""
        return f"{float(self.quantity.value):.10g}{self.quantity.unit}"


@lru_cache(maxsize=4096)
def counts_in(text: str) -> tuple[Count, ...]:
    """Every number of a text with its unit and the clause around it."""
    return tuple(_counted(text))


def _counted(text: str) -> Iterator[Count]:
    plain = half_width(text)
    for quantity in quantities(text):
        before = plain[max(0, quantity.start - _BESIDE) : quantity.start]
        after = plain[quantity.end : quantity.end + _BESIDE]
        left, right = _CLAUSE_END.split(before)[-1], _CLAUSE_END.split(after)[0]
        about = subject(left) | subject(right)
        written = _DIGITS.sub("", plain[quantity.start : quantity.end])
        yield Count(quantity, counter(quantity.unit), left, right, about, written)
