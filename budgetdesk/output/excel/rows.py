"""A sheet's cells as the rows of a worksheet's XML.

Written as text: through openpyxl's element tree the cells of a form take several times as long.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import Kind
from budgetdesk.forms.sheet import Cell, Role
from budgetdesk.output.excel.amounts import (
    CellNumber,
    groups_thousands,
    is_number,
    number_format,
    number_of,
)
from budgetdesk.output.excel.borders import NONE, Edges, edges_of, ruled
from budgetdesk.output.excel.grid import WorksheetGrid
from budgetdesk.output.excel.styles import GENERAL, TEXT, Look, StyleRegister
from budgetdesk.output.excel.texts import cell_text, check_length, reads_as_formula, xml_text

_BARE = Edges()


@dataclass(frozen=True, slots=True)
class Area:
    """The worksheet cells that a sheet's cell covers, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def anchor(self) -> str:
        """The upper left cell: `B4`."""
        return f"{get_column_letter(self.left)}{self.top}"

    @property
    def ref(self) -> str:
        """The range: `B4:H4`, or `B4` for a single cell."""
        last = f"{get_column_letter(self.right)}{self.bottom}"
        return self.anchor if self.anchor == last else f"{self.anchor}:{last}"


def area_of(cell: Cell, grid: WorksheetGrid) -> Area:
    """Where a sheet's cell lies in its worksheet."""
    return Area(
        grid.first[cell.row] + 1,
        cell.column + 1,
        grid.first[cell.row + cell.rows],
        cell.column + cell.columns,
    )


def merged_ranges(grid: WorksheetGrid) -> list[str]:
    """The ranges of a sheet's cells that are more than one worksheet cell."""
    areas = (area_of(cell, grid) for cell in grid.sheet.cells)
    return [area.ref for area in areas if (area.top, area.left) != (area.bottom, area.right)]


class RowsWriter:
    """Writes the rows of one sheet."""

    def __init__(
        self, grid: WorksheetGrid, styles: StyleRegister, linked: Collection[Cell] = ()
    ) -> None:
        """Prepare for one sheet.

        Args:
            grid: the measured sheet.
            styles: the workbook's styles; new ones are registered.
            linked: the cells that look like a link.
        """
        sheet = grid.sheet
        self._sheet, self._grid, self._styles, self._linked = sheet, grid, styles, linked
        self._ruled = ruled(sheet)
        self._thousands = groups_thousands(sheet)
        self._letters = [get_column_letter(index + 1) for index in range(len(sheet.columns))]
        self._rows = [[""] * len(sheet.columns) for _ in grid.heights]

    def xml(self, beside: str = "") -> str:
        """The content of the worksheet's `sheetData`, with a further cell ending the first row.

        Raises:
            TextTooLong: Excel cannot hold a cell's text.
        """
        for cell, text in zip(self._sheet.cells, self._grid.texts, strict=True):
            # Excel knows half points.
            self._write(cell, math.floor(text.size * 2) / 2)
        self._rows[0].append(beside)
        return "".join(
            f'<row r="{index}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'
            for index, (cells, height) in enumerate(
                zip(self._rows, self._grid.heights, strict=True), 1
            )
        )

    def _write(self, cell: Cell, size: float) -> None:
        text = cell_text(cell.text)
        check_length(cell, text, self._sheet)
        number = number_of(cell, thousands=self._thousands)
        look = self._look(cell, size, text, number)
        known = self._styles.ids_of(look)
        top, left = self._grid.first[cell.row], cell.column
        for row, edges_in_row in enumerate(self._edges(cell), top):
            for column, edges in enumerate(edges_in_row, left):
                style = known.get(edges) or self._styles.id_of(look, edges)
                self._rows[row][column] = f'<c r="{self._letters[column]}{row + 1}" s="{style}"/>'
        if text:
            self._rows[top][left] = self._rows[top][left][:-2] + _value(text, number)

    def _edges(self, cell: Cell) -> list[list[Edges]]:
        first = self._grid.first
        if cell.style.border:
            return self._joined(cell, edges_of(cell, self._ruled, first))
        return [[_BARE] * cell.columns] * (first[cell.row + cell.rows] - first[cell.row])

    def _joined(self, cell: Cell, edges: list[list[Edges]]) -> list[list[Edges]]:
        """The lines of a cell, without the one inside a label that the repeated rows divide."""
        grid = self._grid
        if cell.column in grid.joined and cell.row + cell.rows == grid.titles.stop:
            edges[-1] = [it._replace(bottom=NONE) for it in edges[-1]]
        elif cell.column in grid.joined and cell.row == grid.titles.stop:
            edges[0] = [it._replace(top=NONE) for it in edges[0]]
        return edges

    def _look(self, cell: Cell, size: float, text: str, number: CellNumber | None) -> Look:
        return Look(
            cell.style,
            size,
            self._number_format(cell, number),
            locked=cell.role is not Role.INPUT,
            quoted=number is None and reads_as_formula(text),
            link=bool(self._linked) and cell in self._linked,
        )

    def _number_format(self, cell: Cell, number: CellNumber | None) -> str:
        if number is not None:
            return number.number_format
        if cell.style.numeric:
            return number_format(thousands=self._thousands)
        return TEXT if _is_short_input(cell) else GENERAL


def _is_short_input(cell: Cell) -> bool:
    """Whether Excel must be kept from reading what is typed there as a date or a number.

    Not for paragraphs: older Excel shows a text cell of more than 255 characters as ####.
    """
    if cell.role is not Role.INPUT or cell.field is None:
        return False
    return field_of(cell.field).kind is not Kind.PARAGRAPH and not is_number(cell.field)


def _value(text: str, number: CellNumber | None) -> str:
    """The rest of a cell's element after its attributes."""
    if number is not None:
        return f"><v>{number.digits}</v></c>"
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f' t="inlineStr"><is><t{space}>{xml_text(text)}</t></is></c>'
