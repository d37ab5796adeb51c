"""Likeness of Chinese texts by pairs of characters: no model, no list of words."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from budgetdesk.domain.text import fold

Pairs = Mapping[str, int]
"""How often each pair of neighbouring characters stands in a text."""

# Figures and signs tell two projects of one kind apart that are alike.
_NO_WORD = re.compile(r"[^\u3400-\u9fffA-Za-z]+")


def pairs_of(text: str) -> Counter[str]:
    """The pairs of a text, none across a sign or figure; of a single character itself."""
    found: Counter[str] = Counter()
    for word in _NO_WORD.split(fold(text).casefold()):
        found.update(map("".join, pairwise(word)) if len(word) > 1 else word)
    return found


@lru_cache(maxsize=16_384)  # the same names are compared again at each slot
def _pairs_of_name(name: str) -> tuple[frozenset[tuple[str, int]], int]:
    """A name's pairs, each with which of its kind it is, so that sets can be cut."""
    pairs = pairs_of(name)
    numbered = frozenset((pair, at) for pair, count in pairs.items() for at in range(count))
    return numbered, len(numbered)


def likeness(name: str, other: str) -> float:
    """The share of equal pairs of two names: 0 for none, 1 for the same (Dice 1945)."""
    left, count = _pairs_of_name(name)
    right, more = _pairs_of_name(other)
    return 2 * len(left & right) / (count + more) if count and more else float(name == other)
