"""What a column without a heading holds, by what stands in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.code_text import code_and_name
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.ledger_lines import AMOUNT, UNIT, Terms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.ledger_words import nature_of, origin_of, source_of
from budgetdesk.domain.money import MoneyError, parse_yuan
from budgetdesk.domain.text import fold, fold_name
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.line_tables.columns import UNUSED, Matrix, Meaning, cell_of

_LOOKED_AT = 200  # rows; enough to tell what a column holds
_NEARLY_ALL = 0.9
_SURE = 0.6  # of a column's cells must suit
# The first digits of the codes of a catalogue.
BEGINS: Mapping[CatalogueKind, str] = {
    CatalogueKind.FUNCTION: "2",
    CatalogueKind.DEPARTMENT_ECONOMIC: "3",
    CatalogueKind.GOVERNMENT_ECONOMIC: "5",
    CatalogueKind.REVENUE: "1",
}


def by_content(matrix: Matrix, terms: Terms) -> tuple[Meaning, ...]:
    """The likeliest meaning of each column by what stands in it, each meaning once."""
    columns = range(max(map(len, matrix), default=0))
    texts = {column: _texts(matrix, column) for column in columns}
    scores = sorted(
        (
            (_score(texts[column], suits), wanted, column)
            for wanted, suits in _judges(terms).items()
            for column in columns
            if texts[column]
        ),
        key=lambda score: -score[0],
    )
    meanings = dict.fromkeys(columns, UNUSED)
    given: set[StrEnum] = set()
    for score, wanted, column in scores:
        if score >= _SURE and meanings[column] is UNUSED and wanted not in given:
            meanings[column] = Meaning(wanted)
            given.add(wanted)
    return tuple(meanings.values())


def split_codes(
    matrix: Matrix, meanings: Sequence[Meaning], free: Sequence[bool], first_row: int, terms: Terms
) -> tuple[Meaning, ...]:
    """The meanings with codes found that go on in the next columns: 210, 04, 08.

    `free` says of each column whether it has no heading of its own.
    """
    found = list(meanings)
    rows = matrix[first_row:]
    for column, meaning in enumerate(meanings):
        wanted = meaning.field
        if wanted is None or wanted not in terms.catalogues or meaning.names or meaning.level:
            continue
        run = [column]
        deepest = max(terms.code_kind(wanted).lengths) // 2
        while len(run) < deepest and _goes_on(rows, run, free, found):
            run.append(run[-1] + 1)
        for place in run if len(run) > 1 else ():
            found[place] = Meaning(wanted, level=run.index(place) + 1)
    return tuple(found)


def worded(matrix: Matrix, column: int, first_row: int) -> LedgerField | None:
    """Which list all words of a column are of: natures, sources or origins; None for none."""
    texts = _texts(matrix[first_row:], column)
    if not texts or any(text in ("是", "否") or text[:1].isdigit() for text in texts):
        return None
    judges = {
        LedgerField.SOURCE: source_of,
        LedgerField.NATURE: nature_of,
        LedgerField.ORIGIN: origin_of,
    }
    found = (it for it, read in judges.items() if _score(texts, _reads(read)) == 1.0)
    return next(found, None)


def holds(matrix: Matrix, column: int, first_row: int, wanted: StrEnum, terms: Terms) -> bool:
    """Whether nearly all that stands in a column is a unit, a code or an amount, as wanted."""
    texts = _texts(matrix[first_row:], column)
    suits = _judges(terms)[wanted]
    return bool(texts) and sum(suits(text) > _SURE for text in texts) > _NEARLY_ALL * len(texts)


def other_year(matrix: Matrix, column: int, first_row: int, year: int) -> int | None:
    """A year other than the book's that a column of years says."""
    texts = map(fold, _texts(matrix[first_row:], column))
    years = {int(found[0]) for text in texts if (found := re.match("20[0-9]{2}", text))}
    return max(years - {year}, default=None)


def is_government(matrix: Matrix, column: int, first_row: int) -> bool:
    """Whether a column of economic codes holds those of the government's classification."""
    texts = _texts(matrix[first_row:], column)
    return bool(texts) and _score(texts, lambda text: float(fold(text).startswith("5"))) > 0.5


def _goes_on(
    rows: Matrix, run: Sequence[int], free: Sequence[bool], found: Sequence[Meaning]
) -> bool:
    """Whether the column after a run of columns holds the next level of their codes."""
    after = run[-1] + 1
    if after >= len(found) or not free[after] or found[after].field not in (None, AMOUNT):
        return False
    first = [fold(text) for text in _texts(rows, run[0])]
    digits = [text for text in first if re.fullmatch(r"[0-9]{3}|[0-9]{5}", text)]
    if not first or len(digits) < _SURE * len(first):
        return False
    pairs = [(fold(cell_of(row, run[-1])), fold(cell_of(row, after))) for row in rows[:_LOOKED_AT]]
    parts = [(before, part) for before, part in pairs if part]
    fits = [
        bool(re.fullmatch("[0-9]{1,2}", part)) or (part.isdigit() and part.startswith(before))
        for before, part in parts
    ]
    return bool(fits) and sum(fits) >= _SURE * len(fits)


def _texts(matrix: Matrix, column: int) -> list[str]:
    return [text for row in matrix[:_LOOKED_AT] if (text := cell_of(row, column).strip())]


def _judges(terms: Terms) -> Mapping[StrEnum, Callable[[str], float]]:
    """How well a cell suits each part of a line, 0 to 1."""
    known = {fold_name(name) for names in _project_names(terms) for name in names}
    judges: dict[str, Callable[[str], float]] = {
        UNIT: _reads(terms.unit_named),
        LedgerField.NATURE: _reads(nature_of),
        LedgerField.SOURCE: _reads(source_of),
        LedgerField.ORIGIN: _reads(origin_of),
        AMOUNT: _amount_suits,
        LedgerField.PROJECT: lambda text: 1.0 if fold_name(text) in known else _name_suits(text),
    }
    judges |= {column: _code_judge(terms, column) for column in terms.catalogues}
    order = [*judges]
    return {column: judges[column] for column in sorted(terms.columns, key=order.index)}


def _project_names(terms: Terms) -> Sequence[Sequence[str]]:
    return tuple(terms.projects.values()) if isinstance(terms, LedgerTerms) else ()


def _reads(read: Callable[[str], object]) -> Callable[[str], float]:
    def suits(text: str) -> float:
        try:
            return float(read(text) is not None)
        except TypedError:
            return 0.0

    return suits


def _code_judge(terms: Terms, column: StrEnum) -> Callable[[str], float]:
    catalogue, lengths = terms.catalogue(column), terms.code_kind(column).lengths
    begins = BEGINS[terms.catalogues[column]]

    def suits(text: str) -> float:
        try:
            code = code_and_name(text, lengths).code
        except TypedError:
            return 0.0
        if not code:
            return 0.9 if catalogue.codes_named(text) else 0.0
        if catalogue.name_of(code):
            return 1.0
        return 0.7 if len(code) in lengths and code.startswith(begins) else 0.0

    return suits


def _amount_suits(text: str) -> float:
    try:
        amount = parse_yuan(text)
    except MoneyError:
        return float(text in ("-", "—"))
    # Short whole numbers may as well be codes or a running number.
    plain = text.isdigit() and len(text) in (1, 2, 3, 5, 7)
    return 0.0 if amount is None else 0.65 if plain else 1.0


def _name_suits(text: str) -> float:
    letters = sum(not (char.isascii() and not char.isalpha()) for char in text)
    return 0.62 if letters >= 4 else 0.0


def _score(texts: Sequence[str], suits: Callable[[str], float]) -> float:
    return sum(map(suits, texts)) / len(texts)
