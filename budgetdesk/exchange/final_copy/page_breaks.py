"""What only a page break did: a merged cell whose text goes on in the same cell overleaf."""

import re
from collections.abc import Sequence

from budgetdesk.domain.text import fold
from budgetdesk.exchange.final_copy.text_difference import DifferenceKind, TextDifference

_PAGE = re.compile(r"第(\d+)页")


def without_torn(found: Sequence[TextDifference]) -> tuple[TextDifference, ...]:
    """The differences but those in which a cell says its text in two parts, on two pages."""
    torn: set[int] = set()
    for number, it in enumerate(found):
        ours, theirs = fold(it.ours), fold(it.theirs)
        if it.kind is DifferenceKind.CHANGED and theirs and ours.startswith(theirs):
            rest = _overleaf(found, number, ours[len(theirs) :])
            torn.update((number, rest) if rest else ())
    return tuple(it for number, it in enumerate(found) if number not in torn)


def _overleaf(found: Sequence[TextDifference], number: int, rest: str) -> int:
    """Which difference is the rest of a text on the next page; 0 for none."""
    page = _page(found[number]) + 1
    for after in range(number + 1, len(found)):
        it = found[after]
        is_bare = it.kind is DifferenceKind.CHANGED and not it.ours
        if is_bare and _page(it) == page and fold(it.theirs) == rest:
            return after
    return 0


def _page(it: TextDifference) -> int:
    named = _PAGE.match(it.where)
    return int(named[1]) if named else -1
