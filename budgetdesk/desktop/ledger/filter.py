"""Which ledger lines a typed text lets through.

A ledger repeats few different words many times, so each word is looked at once, not once a line.
"""

from collections.abc import Callable, Iterable

from budgetdesk.domain.initials import cell_pattern, cells_of
from budgetdesk.domain.ledger_terms import CODE_KINDS, LedgerTerms
from budgetdesk.domain.ledger_words import NATURES, ORIGINS, SOURCES, LedgerField
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.records import LedgerLine
from budgetdesk.domain.text import fold_name, half_width

_Test = Callable[[LedgerLine], bool]


def line_filter(terms: LedgerTerms, typed: str) -> _Test | None:
    """A test for the lines that hold every word of the text; None for a blank text."""
    words = half_width(typed).split()
    if not words:
        return None
    tests = [_word_test(terms, word) for word in words]
    return lambda line: all(test(line) for test in tests)


def _word_test(terms: LedgerTerms, word: str) -> _Test:
    holds = _remembering(_text_test(word))
    figure = word.replace(",", "")
    is_figure = figure.replace(".", "").replace("-", "").isdigit()
    short = {
        each: holds(label) for each, label in (*NATURES.items(), *SOURCES.items(), *ORIGINS.items())
    }
    units = {unit.id for unit in terms.units if holds(terms.unit_name(unit))}
    function, department, government = (
        _remembering(_code_test(terms, column, holds)) for column in CODE_KINDS
    )

    def test(line: LedgerLine) -> bool:
        return (
            line.unit.id in units
            or function(line.function_code)
            or (line.project is not None and holds(line.project))
            or short[line.nature]
            or short[line.source]
            or short[line.origin]
            or (line.department_economic is not None and department(line.department_economic))
            or (line.government_economic is not None and government(line.government_economic))
            or (is_figure and figure in yuan_text(line.amount))
        )

    return test


def _text_test(word: str) -> Callable[[str], bool]:
    folded = fold_name(word)
    pattern = cell_pattern(folded) if folded.isascii() and folded.isalpha() else None

    def holds(text: str) -> bool:
        if folded in fold_name(text):
            return True
        return pattern is not None and pattern.search(cells_of(text)) is not None

    return holds


def _code_test(
    terms: LedgerTerms, column: LedgerField, holds: Callable[[str], bool]
) -> Callable[[str], bool]:
    return lambda code: holds(terms.code_text(column, code))


def _remembering(test: Callable[[str], bool]) -> Callable[[str], bool]:
    known: dict[str, bool] = {}

    def remembered(text: str) -> bool:
        found = known.get(text)
        if found is None:
            found = known[text] = test(text)
        return found

    return remembered


def sums_of(lines: Iterable[LedgerLine]) -> tuple[int, int]:
    """How many lines there are, and their total in 分."""
    count = total = 0
    for line in lines:
        count += 1
        total += line.amount
    return count, total
