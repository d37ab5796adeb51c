"""Where the cells of a part of a form stand on its grid."""

from dataclasses import dataclass
from typing import TypeVar

from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.forms.definition import Entry, FormPlace, Label

Content = TypeVar("Content", bound=Label | Entry)


@dataclass(frozen=True)
class CellSpan:
    """A cell's table with its place on the grid."""

    cell: TomlTable
    column: int
    columns: int
    rows: int

    def holding(self, content: Content) -> FormPlace[Content]:
        """The place with what stands there."""
        return FormPlace(self.column, self.columns, self.rows, content)


class CellGrid:
    """The grid of one part: cells go left to right into what is free; nothing may be left over."""

    def __init__(self, width: int, height: int) -> None:
        self._taken = [[False] * width for _ in range(height)]

    def place(self, table: TomlTable, row: int, cells: tuple[TomlTable, ...]) -> list[CellSpan]:
        """The cells of a row with their places.

        Raises:
            FormSetError: a cell overlaps another or leaves the grid, or the row has a hole.
        """
        spans = [self._take(self._next_span(cell, row), row) for cell in cells]
        if not all(self._taken[row]):
            free = self._taken[row].index(False) + 1
            table.fail("cells", f"第 {free} 列起没有格子，请加格子或加大 columns。")
        return spans

    def _next_span(self, cell: TomlTable, row: int) -> CellSpan:
        columns, rows = cell.count("columns", 1), cell.count("rows", 1)
        if all(self._taken[row]):
            cell.fail("columns", f"这一行 {len(self._taken[row])} 列已满，请删去多余的格子。")
        return CellSpan(cell, self._taken[row].index(False), columns, rows)

    def _take(self, span: CellSpan, row: int) -> CellSpan:
        lines = self._taken[row : row + span.rows]
        if len(lines) < span.rows:
            span.cell.fail("rows", f"超出本段的 {len(self._taken)} 行，请减小 rows。")
        end = span.column + span.columns
        for line in lines:
            if end > len(line):
                span.cell.fail("columns", f"超出表的 {len(line)} 列，请减小 columns。")
            if any(line[span.column : end]):
                span.cell.fail("columns", "与上面合并下来的格子重叠，请减小 columns 或 rows。")
            line[span.column : end] = [True] * span.columns
        return span
