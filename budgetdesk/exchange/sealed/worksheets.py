"""Worksheets of a package as they were read: most say what was written, and nothing is made of it.

What stands in the cells is told one by one only of a sheet that was touched.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from budgetdesk.exchange.sealed.formulas import Formulas
from budgetdesk.exchange.sealed.written import CODE_CELL, canonical

Grid = Mapping[tuple[int, int], str]
"""The cells of a worksheet that are not blank, by row and column from 0, as canonical text."""


class ReadSheet:
    """One worksheet: `rows` as calamine gives them, `formulas` those that nobody has reckoned."""

    def __init__(self, rows: Sequence[Sequence[Any]], formulas: Formulas) -> None:
        self._rows, self._formulas = rows, formulas

    @cached_property
    def cells(self) -> Grid:
        """What stands in it; a formula that nobody has reckoned as itself."""
        values = {
            (row, column): text
            for row, values in enumerate(self._rows)
            for column, value in enumerate(values)
            if value != "" and (text := canonical(value))
        }
        return {**values, **self._formulas}

    def says_just(self, told: Sequence[Sequence[Any]], code: str) -> bool:
        """Whether it says what was written and no more; False also where it takes a closer look.

        Args:
            told: the cells as they were written, as JSON.
            code: the 校验码.
        """
        rows, count = self._rows, 0
        if self._formulas:
            return False
        try:
            for cell in told:
                text = cell[2]
                if text:
                    count += 1
                    value = rows[cell[0]][cell[1]]
                    if value != text and not _says(value, text, code):
                        return False
        except IndexError:
            return False
        return count == sum(len(row) - row.count("") for row in rows)


def _says(value: object, text: str, code: str) -> bool:
    return value == code if text == CODE_CELL else canonical(value) == text
