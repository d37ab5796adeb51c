"""A block of cells from the clipboard: a table with spans, plain data."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

Matrix = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class BlockCell:
    """One cell with its upper left corner at (`row`, `column`), both counted from 0."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Block:
    """Cells as they were copied, sorted by row, then column.

    `spanned`: the source said which cells are merged, so a place that no cell begins at belongs
    to a merged one, and a blank cell is blank. Otherwise every place is a cell of its own, and a
    blank may be either. `outside` is what was copied along and stands in no cell.
    """

    rows: int
    columns: int
    cells: tuple[BlockCell, ...]
    spanned: bool = False
    outside: tuple[str, ...] = ()

    @classmethod
    def of_texts(cls, matrix: Sequence[Sequence[str]], *, spanned: bool = False) -> "Block":
        """A block of single cells; short rows are filled up with blanks."""
        width = max(map(len, matrix), default=0)
        cells = tuple(
            BlockCell(row, column, line[column] if column < len(line) else "")
            for row, line in enumerate(matrix)
            for column in range(width)
        )
        return cls(len(matrix), width, cells, spanned)

    @cached_property
    def _begins(self) -> dict[tuple[int, int], BlockCell]:
        return {(cell.row, cell.column): cell for cell in self.cells}

    @cached_property
    def _by_row(self) -> tuple[tuple[BlockCell, ...], ...]:
        lines: list[list[BlockCell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            lines[cell.row].append(cell)
        return tuple(map(tuple, lines))

    def at(self, row: int, column: int) -> BlockCell | None:
        """The cell that begins at a place; None where none does."""
        return self._begins.get((row, column))

    def line(self, row: int) -> tuple[BlockCell, ...]:
        """The cells that begin in a row."""
        return self._by_row[row]

    @property
    def alone(self) -> str | None:
        """The text of a block that is one cell; None where it is more."""
        return self.cells[0].text if len(self.cells) == 1 else None

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds a text."""
        return not any(cell.text.strip() for cell in self.cells)

    def matrix(self) -> Matrix:
        """Every place's text; that of a merged cell stands in its first place alone."""
        return self._laid_out((cell, cell.row, cell.column) for cell in self.cells)

    def filled_down(self) -> Matrix:
        """As `matrix`, but a cell merged over rows says the same in each of them."""
        return self._laid_out(
            (cell, row, cell.column)
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rows)
        )

    def _laid_out(self, places: Iterable[tuple[BlockCell, int, int]]) -> Matrix:
        lines = [[""] * self.columns for _ in range(self.rows)]
        for cell, row, column in places:
            lines[row][column] = cell.text
        return tuple(map(tuple, lines))

    def without_idle_rows(self) -> "Block":
        """The block without rows in which no cell begins: of cells that take several of them.

        A form's row that is too high for a worksheet is several rows there, all merged.
        """
        kept = [row for row in range(self.rows) if self._by_row[row]]
        if len(kept) == self.rows:
            return self
        cells = tuple(
            BlockCell(
                top := bisect_left(kept, cell.row),
                cell.column,
                cell.text,
                bisect_left(kept, cell.row + cell.rows) - top,
                cell.columns,
            )
            for cell in self.cells
        )
        return Block(len(kept), self.columns, cells, self.spanned, self.outside)
