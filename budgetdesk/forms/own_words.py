"""What a form set's forms call something that the program has another word for."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from budgetdesk.dictionary.base import base_dictionary, label_of
from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.domain.fields import HORIZON_LABELS
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.sheet import Cell, Sheet

_QUOTED = "“[^”]*”|「[^」]*」"  # what a clerk wrote is told as it is


def renamed(dictionary: Dictionary) -> Mapping[str, str]:
    """The program's names of fields of base forms that a dictionary names otherwise."""
    return {
        old: new
        for kind in (RecordKind.PROJECT, RecordKind.OVERALL)
        for path, field in base_dictionary().kinds[kind].fields.items()
        for old, new in [(_bare(field.label), _bare(dictionary.kinds[kind].fields[path].label))]
        if old != new
    }


def in_words(words: tuple[tuple[str, str], ...], text: str) -> str:
    """A sentence of the program with the forms' words in place of its own, but for quotations."""
    if not words:
        return text
    told = dict(words)
    return "".join(told.get(piece, piece) for piece in _pieces(words, text))


def name_of(sheet: Sheet, cell: Cell) -> str:
    """What a form calls the field that a cell of it shows; "" of a cell that shows none."""
    return in_words(sheet.words, label_of(cell.field)) if cell.field is not None else ""


def _pieces(words: tuple[tuple[str, str], ...], text: str) -> Iterator[str]:
    at = 0
    for found in _pattern(words).finditer(text):
        yield text[at : found.start()]
        yield found[0]
        at = found.end()
    yield text[at:]


@lru_cache(maxsize=64)
def _pattern(words: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    longest_first = sorted((re.escape(word) for word, _ in words), key=len, reverse=True)
    return re.compile("|".join((_QUOTED, *longest_first)))


def _bare(label: str) -> str:
    for horizon in HORIZON_LABELS.values():
        label = label.removeprefix(horizon)
    return label
