"""A source as a grid of cells: what every reader of files gives, and all that is read from it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell with its upper left corner, counted from 0, and where a clerk finds it.

    `loose` text stands outside of all tables, over the whole width. `number` says that the source
    held a number and not words; `note` what must be known of it: a hidden row, a formula.
    """

    row: int
    column: int
    text: str
    place: str
    rows: int = 1
    columns: int = 1
    loose: bool = False
    number: bool = False
    note: str = ""

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.column + self.columns

    @property
    def bottom(self) -> int:
        """The row below it."""
        return self.row + self.rows

    @property
    def said(self) -> str:
        """Its text without the blanks around it."""
        return self.text.strip()


@dataclass(frozen=True)
class SourceGrid:
    """One sheet, or one document: its tables below one another, with the text between them.

    `unseen` are cells of which nothing can be read, for their columns are hidden.
    """

    name: str
    cells: tuple[SourceCell, ...]
    unseen: tuple[SourceCell, ...] = ()
    _rows: Mapping[int, tuple[SourceCell, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows: dict[int, list[SourceCell]] = {}
        for cell in sorted(self.cells, key=lambda it: (it.row, it.column)):
            rows.setdefault(cell.row, []).append(cell)
        object.__setattr__(self, "_rows", {row: tuple(line) for row, line in rows.items()})

    @cached_property
    def height(self) -> int:
        """How many rows there are."""
        return max((cell.bottom for cell in self.cells), default=0)

    @cached_property
    def _at(self) -> dict[tuple[int, int], SourceCell]:
        return {
            (row, column): cell
            for cell in self.cells
            if not cell.loose
            for row in range(cell.row, cell.bottom)
            for column in range(cell.column, cell.end)
        }

    def line(self, row: int) -> tuple[SourceCell, ...]:
        """The cells that begin in a row."""
        return self._rows.get(row, ())

    def said_in(self, row: int) -> tuple[SourceCell, ...]:
        """Those of them that hold a text."""
        return tuple(cell for cell in self.line(row) if cell.said)

    def at(self, row: int, column: int) -> SourceCell | None:
        """The cell of a table that covers a place; None where none does."""
        return self._at.get((row, column))

    def above(self, cell: SourceCell, column: int) -> SourceCell | None:
        """The cell that ends right above another, in a column."""
        return self.at(cell.row - 1, column) if cell.row else None


def without_columns(name: str, cells: Iterable[SourceCell], hidden: Collection[int]) -> SourceGrid:
    """A sheet without its hidden columns: what stands beside them stands side by side."""
    if not hidden:
        return SourceGrid(name, tuple(cells))
    seen, unseen = [], []
    for it in cells:
        left = [column for column in range(it.column, it.end) if column not in hidden]
        if left:
            before = sum(column < left[0] for column in hidden)
            seen.append(replace(it, column=left[0] - before, columns=len(left)))
        elif it.said:
            unseen.append(it)
    return SourceGrid(name, tuple(seen), tuple(unseen))


def stacked(name: str, parts: Iterable[Iterable[SourceCell]]) -> SourceGrid:
    """One grid of several tables and lines, each counted from its own row 0."""
    return SourceGrid(name, tuple(_moved_down(parts)))


def _moved_down(parts: Iterable[Iterable[SourceCell]]) -> Iterator[SourceCell]:
    height = 0
    for part in parts:
        cells = tuple(part)
        for it in cells:
            yield SourceCell(
                it.row + height, it.column, it.text, it.place, it.rows, it.columns,
                it.loose, it.number, it.note,
            )  # fmt: skip
        height += max((it.bottom for it in cells), default=0)
