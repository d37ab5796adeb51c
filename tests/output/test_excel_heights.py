"""Every row is high enough for its text, by a reckoning of its own."""

import io
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from budgetdesk.forms.sheet import Cell, Role, Sheet
from budgetdesk.output.excel import workbook_bytes
from budgetdesk.output.excel.grid import TALLEST_ROW, grid_of
from tests.output.published_workbook import published_forms, read_workbook
from tests.output.small_sheets import LABEL, PARAGRAPH, field, sheet_of, text_sheet

pytestmark = pytest.mark.xdist_group("published workbook")

EXCEL_PADDING = 5 * 0.75


@dataclass(frozen=True)
class Font:
    """What a program draws with; in sizes."""

    name: str
    narrow: float  # width of what isn't full width; columns count digits of it at 12 points
    line: float

    @property
    def digit(self) -> float:
        return 12 * self.narrow


SONG = Font("宋体 in Excel and WPS", 0.5, 1.25)
NOTO = Font("Noto Sans CJK in LibreOffice", 0.555, 1.448)
MONO = Font("Noto Sans Mono CJK in LibreOffice", 0.5, 1.448)


@pytest.fixture(scope="module")
def sheets(shared: Path) -> Sequence[Sheet]:
    return published_forms(shared)


@pytest.fixture(scope="module")
def worksheets(shared: Path) -> list[Worksheet]:
    return list(read_workbook(shared).worksheets)


@pytest.mark.parametrize("font", [SONG, NOTO, MONO], ids=lambda font: font.name)
def test_every_row_is_high_enough(worksheets: list[Worksheet], font: Font) -> None:
    for worksheet in worksheets:
        assert _too_low(worksheet, font) == []


def _too_low(worksheet: Worksheet, font: Font) -> list[str]:
    anchors = {
        (area.min_row, area.min_col): (area.max_row, area.max_col)
        for area in worksheet.merged_cells.ranges
    }
    faults = []
    for row in worksheet.iter_rows():
        for cell in row:
            if not isinstance(cell.value, str) or cell.value == "返回目录":
                continue
            bottom, right = anchors.get((cell.row, cell.column), (cell.row, cell.column))
            width = font.digit * sum(
                _width(worksheet, column) for column in range(cell.column, right + 1)
            )
            height = sum(_height(worksheet, number) for number in range(cell.row, bottom + 1))
            lines = _lines(cell.value, (width - EXCEL_PADDING) / cell.font.sz, font.narrow)
            if lines * font.line * cell.font.sz > height:
                faults.append(f"{cell.coordinate}: {lines} lines in {height} points")
    return faults


def _width(worksheet: Worksheet, column: int) -> float:
    return float(worksheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width)


def _height(worksheet: Worksheet, row: int) -> float:
    height = worksheet.row_dimensions[row].height
    assert height is not None
    assert height <= TALLEST_ROW
    return float(height)


def _lines(text: str, room: float, narrow: float) -> int:
    """Lines of a text when each takes what fits, letter by letter."""
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        used = 0.0
        for letter in paragraph:
            advance = narrow if unicodedata.east_asian_width(letter) in "HNaN" else 1.0
            used += advance
            if used > room:
                count += 1
                used = advance
    return count


@pytest.mark.parametrize("length", [0, 1, 1000, 5000, 20000])
def test_a_long_text_has_room_and_no_row_is_higher_than_excel_allows(length: int) -> None:
    worksheet = openpyxl.load_workbook(
        io.BytesIO(workbook_bytes([text_sheet("年度目标，" * (length // 5))], "表"))
    ).active
    assert _too_low(worksheet, MONO) == []


def test_a_row_of_any_height_is_divided_evenly() -> None:
    for length in range(100, 3000, 37):
        grid = grid_of(text_sheet("字" * length))
        assert max(grid.heights) <= TALLEST_ROW
        assert grid.first[-1] == len(grid.heights)


def test_a_divided_row_is_merged_and_keeps_its_text_in_one_cell() -> None:
    text = "年度目标，" * 1000
    worksheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes([text_sheet(text)], "表"))).active
    assert worksheet["B2"].value == text
    [area] = [
        area for area in worksheet.merged_cells.ranges if area.min_row == 2 and area.min_col == 2
    ]
    assert area.max_row > 4
    assert all(
        not worksheet.cell(row, column).protection.locked
        for row in range(2, area.max_row + 1)
        for column in range(2, 5)
    )
    assert f"A2:A{area.max_row}" in [str(other) for other in worksheet.merged_cells.ranges]


def test_typed_line_breaks_get_their_lines() -> None:
    sheet = text_sheet("一\n二\r\n三\r四")
    worksheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes([sheet], "表"))).active
    assert worksheet["B2"].value == "一\n二\n三\n四"
    assert worksheet["B2"].alignment.wrap_text
    assert worksheet.row_dimensions[2].height >= 4 * 1.448 * worksheet["B2"].font.sz


def test_a_form_is_shrunk_only_as_far_as_saves_a_page(sheets: Sequence[Sheet]) -> None:
    for sheet in sheets:
        grid = grid_of(sheet)
        pages = len(grid.starts) + 1
        assert sum(grid.heights) <= pages * 257 * 72 / 25.4
        assert min(text.size for text in grid.texts) >= 8


def test_a_page_ends_between_rows_and_labels_stand_again() -> None:
    rows = 60
    label = Cell(1, 0, "绩效指标", LABEL, Role.LABEL, rows=rows)
    inputs = [
        Cell(row, 1, "目标值\n目标值", PARAGRAPH, Role.INPUT, columns=3, field=field("plan"))
        for row in range(1, rows + 1)
    ]
    grid = grid_of(sheet_of(label, *inputs))
    parts = [cell for cell in grid.sheet.cells if cell.text == "绩效指标"]
    assert len(parts) == len(grid.starts) + 1 > 1
    assert [part.row for part in parts[1:]] == list(grid.starts)
    assert sum(part.rows for part in parts) == rows
    worksheet = openpyxl.load_workbook(
        io.BytesIO(workbook_bytes([sheet_of(label, *inputs)], "表"))
    ).active
    assert [stop.id for stop in worksheet.row_breaks.brk] == list(grid.starts)


def test_a_page_does_not_end_with_a_heading(sheets: Sequence[Sheet]) -> None:
    for sheet in sheets:
        grid = grid_of(sheet)
        for start in grid.starts:
            last = grid.first.index(start) - 1
            covering = [
                cell for cell in grid.sheet.cells if cell.row <= last < cell.row + cell.rows
            ]
            assert any(cell.role is not Role.LABEL for cell in covering)


def test_columns_share_the_printable_width_in_proportion(sheets: Sequence[Sheet]) -> None:
    for sheet in sheets:
        widths = grid_of(sheet).widths
        printable = 170 * 72 / 25.4
        assert printable - 3 <= sum(widths) <= printable
        for width, share in zip(widths, sheet.columns, strict=True):
            assert math.isclose(width / printable, share / sum(sheet.columns), abs_tol=0.003)
