"""The text of a .csv, .tsv or .txt file as rows of cells, whatever parts them."""

import csv
import io
from collections import Counter

from budgetdesk.domain.text import clean
from budgetdesk.exchange.line_tables.columns import Matrix

_MARKS = "\t,;|，；"
_LOOKED_AT = 100  # lines


class NoTableError(ValueError):
    """The text is no whole table: a quote has no end."""


def table_of(text: str) -> tuple[Matrix, tuple[int, ...]]:
    """The rows of a text, and the number of the line in which each ends.

    Raises:
        NoTableError: a quoted cell has no end.
    """
    text = clean(text.removeprefix("\ufeff"))
    mark = _mark_of(text)
    try:
        rows, numbers = _rows(text, mark, csv.QUOTE_MINIMAL)
    except csv.Error as error:
        if mark != "\t":
            raise NoTableError from error
        rows, numbers = _rows(text, mark, csv.QUOTE_NONE)  # quotes as a name has them
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows], tuple(numbers)


def _mark_of(text: str) -> str:
    """What parts the cells: what stands equally often in most lines, a tab before all others."""
    lines = [line for line in text.split("\n")[:_LOOKED_AT] if line.strip()]
    best, most = ",", 0
    for mark in _MARKS:
        counts = Counter(line.count(mark) for line in lines)
        counts.pop(0, None)
        suiting = max(counts.values(), default=0)
        if mark == "\t" and suiting * 2 >= len(lines) > 0:
            return mark
        if suiting > most:
            best, most = mark, suiting
    return best


def _rows(text: str, mark: str, quoting: int) -> tuple[list[list[str]], list[int]]:
    rows, numbers = [], []
    reader = csv.reader(io.StringIO(text), delimiter=mark, strict=True, quoting=quoting)  # type: ignore[arg-type]
    for cells in reader:
        rows.append(_without_end(cells))
        numbers.append(reader.line_num)
    return rows, numbers


def _without_end(cells: list[str]) -> list[str]:
    """A row without the blanks behind it: a format in a sheet's last column makes thousands."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
