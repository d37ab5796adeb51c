"""What may be chosen in a cell of the ledger, found by what was typed so far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budgetdesk.domain.code_search import find_codes
from budgetdesk.domain.initials import cell_pattern, cells_of
from budgetdesk.domain.ledger_terms import CODE_KINDS, LedgerTerms
from budgetdesk.domain.ledger_words import NATURES, ORIGINS, SOURCES, LedgerField
from budgetdesk.domain.records import LedgerLine
from budgetdesk.domain.text import fold_name

_MOST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may stand in a cell: as it is listed, and as it is typed."""

    shown: str
    typed: str


def choices_for(
    terms: LedgerTerms, line: LedgerLine, column: LedgerField, typed: str
) -> tuple[Choice, ...]:
    """What suits the typed text in a cell, the likeliest first; () for amounts."""
    if column is LedgerField.AMOUNT:
        return ()
    if column in CODE_KINDS:
        entries = find_codes(terms.catalogue(column), typed, _MOST)
        return tuple(Choice(f"{entry.code} {entry.name}", entry.code) for entry in entries)
    return tuple(Choice(name, name) for name in find_names(_names(terms, line, column), typed))


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


def _names(terms: LedgerTerms, line: LedgerLine, column: LedgerField) -> Iterable[str]:
    match column:
        case LedgerField.UNIT:
            return [terms.unit_name(unit) for unit in terms.units]
        case LedgerField.PROJECT:
            return terms.projects.get(line.unit.id, ())
        case LedgerField.NATURE:
            return NATURES.values()
        case LedgerField.SOURCE:
            return SOURCES.values()
    return ORIGINS.values()
