"""Which lines a typed text lets through.

A ledger repeats few different words many times, so each word is looked at once, not once a line.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from budgetdesk.domain.initials import cell_pattern, cells_of
from budgetdesk.domain.ledger_lines import AMOUNT, UNIT, Line, Terms
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.text import fold_name, half_width

_Test = Callable[[Line], bool]
_of_unit = attrgetter("unit.id")


def line_filter(terms: Terms, typed: str) -> _Test | None:
    """A test for the lines that hold every word of the text; None for a blank text."""
    words = half_width(typed).split()
    if not words:
        return None
    tests = [_word_test(terms, word) for word in words]
    return tests[0] if len(tests) == 1 else lambda line: all(test(line) for test in tests)


def _word_test(terms: Terms, word: str) -> _Test:
    holds = _text_test(word)
    figure = word.replace(",", "")
    is_figure = figure.replace(".", "").replace("-", "").isdigit()
    units = {unit.id for unit in terms.units if holds(terms.unit_name(unit))}
    tests = [
        (attrgetter(column.value), _Remembering(_value_test(terms, column, holds)))
        for column in terms.columns
        if column not in (UNIT, AMOUNT)
    ]
    own_name = _Remembering(holds)

    def test(line: Line) -> bool:
        if _of_unit(line) in units:
            return True
        for value_of, known in tests:
            if known[value_of(line)]:
                return True
        if is_figure and figure in yuan_text(line.amount):
            return True
        return own_name[getattr(line, "name", "")]

    return test


def _text_test(word: str) -> Callable[[str], bool]:
    folded = fold_name(word)
    pattern = cell_pattern(folded) if folded.isascii() and folded.isalpha() else None

    def holds(text: str) -> bool:
        if not text:
            return False
        if folded in fold_name(text):
            return True
        return pattern is not None and pattern.search(cells_of(text)) is not None

    return holds


def _value_test(terms: Terms, column: Any, holds: Callable[[str], bool]) -> Callable[[Any], bool]:
    return lambda value: holds(terms.value_text(column, value))


class _Remembering(dict[Any, bool]):
    """The outcome of a test for each value, worked out once."""

    def __init__(self, test: Callable[[Any], bool]) -> None:
        super().__init__()
        self._test = test

    def __missing__(self, value: Any) -> bool:
        found = self[value] = self._test(value)
        return found


def sums_of(lines: Iterable[Line]) -> tuple[int, int]:
    """How many lines there are, and their total in 分."""
    count = total = 0
    for line in lines:
        count += 1
        total += line.amount
    return count, total
