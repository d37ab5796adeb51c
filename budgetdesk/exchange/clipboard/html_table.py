"""One HTML table on its way into cells with places and spans."""

import re
from dataclasses import dataclass
from itertools import groupby

from budgetdesk.exchange.clipboard.block import BlockCell
from budgetdesk.exchange.clipboard.html_text import Attributes, CellText

_WIDEST, _TALLEST = 16_384, 1_048_576  # a worksheet's
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Excel: the text reaches over blank cells beside it, which are not merged.
_OVERFLOW = re.compile(r"mso-ignore\s*:\s*colspan", re.IGNORECASE)
_HASHES = re.compile(r"\s*#+\s*")


def hides(attrs: Attributes) -> bool:
    """Whether an element is not shown."""
    return bool(_HIDDEN.search(dict(attrs).get("style") or ""))


def is_overflow(attrs: Attributes) -> bool:
    """Whether a cell's span is only that of its text."""
    return bool(_OVERFLOW.search(dict(attrs).get("style") or ""))


@dataclass(frozen=True, slots=True)
class _Begun:
    column: int
    rows: int
    columns: int
    value: str  # the exact number of a cell of LibreOffice, where it says so


class HtmlTable:
    """Takes rows and cells in the order of the page."""

    def __init__(self) -> None:
        self.cells: list[BlockCell] = []
        self.height = 0
        self.text: CellText | None = None  # of the cell that is open
        self._row_open = False
        self._hidden = False
        self._column = 0
        self._line = 0  # the number of cells before the row that is open
        self._begun: _Begun | None = None
        self._taken: dict[int, int] = {}  # column → the first row that is free again
        self._inner: list[HtmlTable] = []

    def begin_row(self, *, hidden: bool) -> None:
        """Begin a row; one that is still open ends."""
        self.end_row()
        self._row_open, self._hidden, self._column = True, hidden, 0
        self._line = len(self.cells)

    def begin_cell(self, attrs: Attributes, *, overflow: bool) -> None:
        """Begin a cell; one that is still open ends."""
        self.end_cell()
        if not self._row_open:
            self.begin_row(hidden=False)
        said = dict(attrs)
        rows = min(_count(said.get("rowspan"), zero=_TALLEST), _TALLEST)
        columns = min(_count(said.get("colspan"), zero=1), _WIDEST)
        while self._taken.get(self._column, 0) > self.height:
            self._column += 1
        blanks = columns - 1 if overflow else 0
        self._begun = _Begun(self._column, rows, columns - blanks, said.get("sdval") or "")
        self.text = CellText(attrs)
        self._take_places(self._column, rows, columns)
        self.cells += [BlockCell(self.height, self._column + 1 + n, "") for n in range(blanks)]
        self._column += columns

    def end_cell(self) -> None:
        """End the open cell, if one is."""
        if self._begun is None or self.text is None:
            return
        begun, text = self._begun, self.text.text()
        if begun.value and _HASHES.fullmatch(text):  # the column was too narrow for it
            text = begun.value
        self.cells.append(BlockCell(self.height, begun.column, text, begun.rows, begun.columns))
        self._begun = self.text = None

    def end_row(self) -> None:
        """End the open row. A hidden one without a word only gave widths, and is none."""
        self.end_cell()
        if not self._row_open:
            return
        self._row_open = False
        if self._hidden and not any(cell.text.strip() for cell in self.cells[self._line :]):
            del self.cells[self._line :]
            self._taken = {column: end - 1 for column, end in self._taken.items()}
        else:
            self.height += 1

    def close(self) -> None:
        """End everything; spans reach no further than the table."""
        self.end_row()
        self.cells = sorted(
            (
                BlockCell(
                    cell.row,
                    cell.column,
                    cell.text,
                    min(cell.rows, self.height - cell.row),
                    cell.columns,
                )
                for cell in self.cells
            ),
            key=lambda cell: (cell.row, cell.column),
        )

    def take_inner(self, inner: "HtmlTable") -> None:
        """Take the table within the open cell: its text becomes the cell's."""
        self._inner.append(inner)
        if self.text is not None:
            self.text.block()
            for _, line in groupby(inner.cells, key=lambda cell: cell.row):
                self.text.add(" ".join(cell.text for cell in line if cell.text))
                self.text.block()

    @property
    def kernel(self) -> "HtmlTable":
        """The table itself, or the one within when this one only lays out a page."""
        found = self
        while len(found.cells) == len(found._inner) == 1:
            found = found._inner[0]
        return found

    @property
    def width(self) -> int:
        """How many columns its cells reach over."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    def _take_places(self, column: int, rows: int, columns: int) -> None:
        if rows > 1:
            for place in range(column, column + columns):
                self._taken[place] = self.height + rows


def _count(said: str | None, zero: int) -> int:
    digits = re.match(r"\s*(\d+)", said or "")
    number = int(digits[1]) if digits else 1
    return number or zero
