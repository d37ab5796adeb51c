"""Fields whose label was reworded: a set drawn again gives them another path.

A pair is one only beyond doubt: of the same record and list, of the same kind, the one label
within the other, the same figures in both, and no third that it could be as well.
"""

import re
from collections import Counter
from collections.abc import Mapping

from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.domain.fields import Field
from budgetdesk.domain.text import fold

FieldKey = tuple[str, str]
"""A record kind and the path of a field."""
_LEAST = 2  # letters of the shorter label


def reworded(
    old: Dictionary,
    new: Dictionary,
    before: Mapping[FieldKey, Field],
    after: Mapping[FieldKey, Field],
) -> Mapping[FieldKey, FieldKey]:
    """Which fields that are gone go on under another path."""
    gone = [key for key in before if key not in after]
    added = [key for key in after if key not in before]
    pairs = [
        (one, other)
        for one in gone
        for other in added
        if _is_same_place(old, one, new, other) and _is_same(before[one], after[other])
    ]
    olds, news = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    return {one: other for one, other in pairs if olds[one] == news[other] == 1}


def _is_same_place(old: Dictionary, one: FieldKey, new: Dictionary, other: FieldKey) -> bool:
    """Whether both stand in one table of the book."""
    if one[0] != other[0]:
        return False
    was, now = old.kinds[one[0]].group_of(one[1]), new.kinds[other[0]].group_of(other[1])
    return (was.path if was else "") == (now.path if now else "")


def _is_same(one: Field, other: Field) -> bool:
    stored = not (one.computed or other.computed or one.carried or other.carried)
    return stored and one.kind is other.kind and _is_reworded(fold(one.label), fold(other.label))


def _is_reworded(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    figures = re.findall("[0-9]+", one) == re.findall("[0-9]+", other)
    return figures and len(short) >= _LEAST and (long.startswith(short) or long.endswith(short))
