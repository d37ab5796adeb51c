"""The same workbook as XlsxWriter would write it: the same cells, styles, merges and heights."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.utils import range_boundaries

_LINES = {None: 0, "thin": 1, "medium": 2}
_VERTICAL = {"top": "top", "center": "vcenter"}


@dataclass(frozen=True)
class _Page:
    name: str
    widths: list[tuple[str, float]]
    heights: list[tuple[int, float]]
    merged: list[tuple[int, int, int, int]]
    cells: list[tuple[int, int, Any, int]]  # row, column, value, style


class WorkbookTwin:
    """Reads a workbook once, then writes it with XlsxWriter as often as wanted."""

    def __init__(self, data: bytes) -> None:
        self._formats: dict[int, dict[str, Any]] = {}
        # Read-only leaves the lines of merged cells as they are; only the other way tells sizes.
        lines = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        whole = openpyxl.load_workbook(io.BytesIO(data))
        self._pages = [self._page(sheet, lines[sheet.title]) for sheet in whole.worksheets]
        self.cells = sum(len(page.cells) for page in self._pages)
        self.styles = len(self._formats)

    def write(self) -> bytes:
        """The workbook anew."""
        memory = io.BytesIO()
        with xlsxwriter.Workbook(memory, {"in_memory": True}) as workbook:
            formats = {key: workbook.add_format(it) for key, it in self._formats.items()}
            for page in self._pages:
                _write_page(workbook.add_worksheet(page.name), page, formats)
        return memory.getvalue()

    def _page(self, sheet: Any, lines: Any) -> _Page:
        return _Page(
            sheet.title,
            [(letter, column.width) for letter, column in sheet.column_dimensions.items()],
            [(number - 1, row.height) for number, row in sheet.row_dimensions.items()],
            [_corners(area) for area in sheet.merged_cells.ranges],
            list(self._cells(lines)),
        )

    def _cells(self, lines: Any) -> Iterator[tuple[int, int, Any, int]]:
        for row in lines.iter_rows():
            for cell in row:
                if getattr(cell, "has_style", False):
                    style = cell._style_id
                    self._formats.setdefault(style, _format(cell))
                    yield cell.row - 1, cell.column - 1, cell.value, style


def _corners(area: Any) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(str(area))
    return top - 1, left - 1, bottom - 1, right - 1


def _format(cell: Any) -> dict[str, Any]:
    border, font, alignment = cell.border, cell.font, cell.alignment
    wanted = {
        "font_name": font.name,
        "font_size": font.sz,
        "bold": font.b,
        "align": alignment.horizontal,
        "valign": _VERTICAL.get(alignment.vertical),
        "text_wrap": alignment.wrap_text,
        "shrink": alignment.shrink_to_fit,
        "num_format": cell.number_format,
        "locked": cell.protection.locked,
        **{
            side: _LINES[getattr(border, side).style] for side in ("top", "right", "bottom", "left")
        },
    }
    return {key: value for key, value in wanted.items() if value is not None}


def _write_page(sheet: Any, page: _Page, formats: dict[int, Any]) -> None:
    for letter, width in page.widths:
        sheet.set_column(f"{letter}:{letter}", width)
    for row, height in page.heights:
        sheet.set_row(row, height)
    for row, column, value, style in page.cells:
        _write_cell(sheet, row, column, value, formats[style])
    # Every cell has its own lines, so merge_range, which draws one format over all, is no use.
    sheet.merge.extend([list(corners) for corners in page.merged])
    sheet.protect("", {"format_rows": True, "format_columns": True, "format_cells": True})
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)


def _write_cell(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)
