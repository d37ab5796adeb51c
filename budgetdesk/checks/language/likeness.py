"""How alike two texts are, without comparing all pairs of a book."""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from budgetdesk.domain.text import fold

_PUNCTUATION = re.compile(r"[^\w%≥≤<>=.]+")
_GRAM = 4


@lru_cache(maxsize=16384)
def bare(text: str) -> str:
    """`text` without blanks, punctuation and width: what is left is what was said."""
    return _PUNCTUATION.sub("", fold(text))


@lru_cache(maxsize=16384)
def grams(text: str) -> frozenset[str]:
    """The runs of four characters of the bare text; the whole of it when it is shorter."""
    plain = bare(text)
    return frozenset(plain[i : i + _GRAM] for i in range(max(1, len(plain) - _GRAM + 1)))


def likeness(left: str, right: str) -> float:
    """Share of runs of four characters that two texts have in common (Jaccard), 0 to 1."""
    ours, theirs = grams(left), grams(right)
    return len(ours & theirs) / len(ours | theirs)


def nearly_equal(left: str, right: str, threshold: float = 0.9) -> bool:
    """Whether two texts say the same but for blanks, punctuation and a few characters."""
    a, b = bare(left), bare(right)
    if a == b:
        return True
    # Texts of very different length cannot reach the threshold; this spares the gram sets.
    if min(len(a), len(b)) < threshold * max(len(a), len(b)):
        return False
    return likeness(left, right) >= threshold


def fingerprint(parts: Iterable[str]) -> str:
    """A short key that equal sets of bare texts share, whatever their order."""
    joined = "\x1f".join(sorted(parts))
    return blake2b(joined.encode(), digest_size=12).hexdigest()
