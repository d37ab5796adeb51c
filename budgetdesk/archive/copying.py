"""Rows as the text that COPY takes."""

from collections.abc import Sequence

Value = str | int | bool | None

# Stand for what separates cells and rows and for NULL until the texts themselves are escaped.
_CELL, _ROW, _NULL = "\x01", "\x02", "\x03"
_MEANT = {_CELL: "\t", _ROW: "\n", _NULL: "\\N"}
_ESCAPED = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


class CopyRows:
    """The rows of one table, each begun with the same cells."""

    def __init__(self, begin: Sequence[Value]) -> None:
        self._begin = "".join(f"{_text(cell)}{_CELL}" for cell in begin)
        self._rows: list[str] = []
        self._cells = self._nulls = 0

    def add(self, cells: Sequence[Value]) -> None:
        """Add a row."""
        self._cells += len(cells) - 1
        self._nulls += cells.count(None)
        texts = [cell if type(cell) is str else _text(cell) for cell in cells]
        self._rows.append(_CELL.join(texts))

    def text(self) -> str:
        """All rows, each with its line end.

        Raises:
            ValueError: a text holds a control character that can't be kept.
        """
        if not self._rows:
            return ""
        rows = len(self._rows)
        text = self._begin + f"{_ROW}{self._begin}".join(self._rows) + _ROW
        cells = self._cells + rows * self._begin.count(_CELL)
        if [*map(text.count, (_CELL, _ROW, _NULL, "\0"))] != [cells, rows, self._nulls, 0]:
            raise ValueError("control characters")
        for character, escaped in (_ESCAPED | _MEANT).items():
            text = text.replace(character, escaped)
        return text


def _text(cell: Value) -> str:
    if cell is None:
        return _NULL
    if isinstance(cell, bool):
        return "t" if cell else "f"
    return str(cell)
