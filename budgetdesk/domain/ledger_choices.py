"""What may be chosen in a cell of a grid of lines, found by what was typed so far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from budgetdesk.domain.code_search import find_codes
from budgetdesk.domain.initials import cell_pattern, cells_of
from budgetdesk.domain.ledger_lines import AMOUNT, Line, Terms
from budgetdesk.domain.text import fold_name

_MOST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may stand in a cell: as it is listed, and as it is typed."""

    shown: str
    typed: str


def choices_for(terms: Terms, line: Line, column: StrEnum, typed: str) -> tuple[Choice, ...]:
    """What suits the typed text in a cell, the likeliest first; () for amounts."""
    if column == AMOUNT:
        return ()
    if column in terms.catalogues:
        entries = find_codes(terms.catalogue(column), typed, _MOST)
        return tuple(Choice(f"{entry.code} {entry.name}", entry.code) for entry in entries)
    return tuple(Choice(name, name) for name in find_names(terms.names_for(line, column), typed))


def find_names(names: Iterable[str], typed: str) -> Sequence[str]:
    """The names that hold a text, or its letters as pinyin initials; beginnings first."""
    folded = fold_name(typed)
    latin = folded.isascii() and folded.isalpha()
    pattern = cell_pattern(folded) if latin else None
    ranked: list[tuple[int, str]] = []
    for name in names:
        place = fold_name(name).find(folded)
        if place < 0 and pattern is not None:
            found = pattern.search(cells_of(name))
            place = found.start() if found else -1
        if place >= 0:
            ranked.append((min(place, 1), name))
    ranked.sort(key=lambda pair: pair[0])
    return [name for _, name in ranked[:_MOST]]
