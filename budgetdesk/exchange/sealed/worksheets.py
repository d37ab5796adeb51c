"""Worksheets of a package as they were read: most say what was written, and nothing is made of it.

What stands in the cells is told one by one only of a sheet that was touched.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain, compress, repeat
from operator import add, mul, ne
from typing import Any

from budgetdesk.exchange.sealed.formulas import Formulas
from budgetdesk.exchange.sealed.written import CODE_CELL, WrittenSheet, canonical

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

    def says_just(self, written: WrittenSheet, code: str) -> bool:
        """Whether it says what was written and no more; False also where it takes a closer look.

        Args:
            written: the worksheet as it was written.
            code: the 校验码.
        """
        width = len(self._rows[0]) if self._rows else 0
        cells = [*chain.from_iterable(self._rows)]
        all_rows, all_columns, texts = written.columns
        rows, columns = ([*compress(it, texts)] for it in (all_rows, all_columns))
        told = [*filter(None, texts)]
        if self._formulas or len(cells) != width * len(self._rows):
            return False
        if len(told) != len(cells) - cells.count("") or max(columns, default=-1) >= width:
            return False
        try:
            now = [*map(cells.__getitem__, map(add, map(mul, rows, repeat(width)), columns))]
        except IndexError:
            return False
        # One by one only where they differ, as numbers do: a thousand packages have millions.
        differing = compress(zip(now, told, strict=True), map(ne, now, told))
        return all(_says(value, text, code) for value, text in differing)


def _says(value: object, text: str, code: str) -> bool:
    return value == code if text == CODE_CELL else canonical(value) == text
