"""Rows as the text that COPY takes, made a column at a time: of each there are very many."""

from collections.abc import Callable, Sequence
from typing import Any

Cells = Sequence[str]
"""A column as COPY takes it, one text for each row."""

_CELL, _ROW, _NULL = "\t", "\n", "\\N"
_ESCAPED = {"\\": "\\\\", _CELL: "\\t", _ROW: "\\n", "\r": "\\r"}
_BETWEEN = "\0"  # the one character that PostgreSQL can't keep, so it parts texts for a while
_TEXT, _NONE = frozenset({str}), frozenset({type(None)})


def texts(values: Sequence[Any]) -> Cells:
    """A column of texts, None where there is none.

    Raises:
        TypeError: one of them is no text.
        ValueError: a text holds a character that can't be kept.
    """
    types = frozenset(map(type, values))
    if types <= _TEXT:
        return _escaped(values)
    if not types <= _TEXT | _NONE:
        raise TypeError(*types)
    told = _escaped(["" if value is None else value for value in values])
    return [_NULL if was is None else text for was, text in zip(values, told, strict=True)]


def words(values: Sequence[Any]) -> Cells:
    """A column of texts of which none is missing; errors as `texts`."""
    if None in values:
        raise TypeError(None)
    return texts(values)


def numbers(values: Sequence[int | None]) -> Cells:
    """A column of whole numbers."""
    return [_NULL if value is None else str(value) for value in values]


def ticks(values: Sequence[bool]) -> Cells:
    """A column of what is so or not."""
    return ["t" if value else "f" for value in values]


def amounts(read: Callable[[str], int | None], values: Sequence[Any]) -> Cells:
    """A column of numbers that stand there as texts, None where there is none.

    Each text is read once: many rows have the same.
    """
    told = {it: read(it) for it in set(values) if it is not None}
    return numbers([told.get(value) for value in values])


def _escaped(values: Sequence[str]) -> Sequence[str]:
    whole = _BETWEEN.join(values)
    if values and whole.count(_BETWEEN) != len(values) - 1:
        raise ValueError("NUL")
    needed = [it for it in _ESCAPED if it in whole]
    if not needed:
        return values
    for character in needed:  # the backslash first
        whole = whole.replace(character, _ESCAPED[character])
    return whole.split(_BETWEEN)


class CopyRows:
    """The rows of one table; `begin` are the texts of the cells that each of them begins with."""

    def __init__(self, begin: Sequence[str]) -> None:
        self._begin = "".join(f"{cell}{_CELL}" for cell in texts(begin))
        self._rows: list[str] = []

    def add(self, *columns: Cells) -> None:
        """Add rows, each column with a cell for every one."""
        self._rows += map(_CELL.join, zip(*columns, strict=True))

    def text(self) -> str:
        """All rows, each with its line end."""
        if not self._rows:
            return ""
        return self._begin + f"{_ROW}{self._begin}".join(self._rows) + _ROW
