"""What the published forms become in Excel, read back with two independent readers."""

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.read_only import EmptyCell
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from budgetdesk.domain.text import clean
from budgetdesk.forms.sheet import Cell, Role, Sheet
from budgetdesk.output.excel import workbook_bytes
from tests.output.published_workbook import (
    TITLE,
    published_forms,
    published_workbook,
    read_workbook,
)

pytestmark = pytest.mark.xdist_group("published workbook")

Forms = list[tuple[Sheet, Worksheet]]
Place = tuple[int, int]
SIDES = {"top": (-1, 0), "bottom": (1, 0), "left": (0, -1), "right": (0, 1)}


@pytest.fixture(scope="module")
def sheets(shared: Path) -> Sequence[Sheet]:
    return published_forms(shared)


@pytest.fixture(scope="module")
def data(shared: Path) -> bytes:
    return published_workbook(shared)


@pytest.fixture(scope="module")
def workbook(shared: Path) -> Any:
    return read_workbook(shared)


@pytest.fixture(scope="module")
def forms(sheets: Sequence[Sheet], workbook: Any) -> Forms:
    assert workbook.sheetnames[0] == "目录"
    return list(zip(sheets, workbook.worksheets[1:], strict=True))


def _anchors(worksheet: Worksheet) -> dict[Place, Place]:
    """The last row and column of what begins in each cell, merged or not."""
    return {
        (area.min_row, area.min_col): (area.max_row, area.max_col)
        for area in worksheet.merged_cells.ranges
    }


def _fields(sheet: Sheet) -> list[Cell]:
    return [cell for cell in sheet.cells if cell.field is not None and cell.text]


def test_every_value_is_whole_in_both_readers(forms: Forms, data: bytes) -> None:
    calamine = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for sheet, worksheet in forms:
        rows = calamine.get_sheet_by_name(worksheet.title).to_python(skip_empty_area=False)
        for cell in sheet.cells:
            if not cell.text:
                continue
            # A label that goes on over a page's end stands where there is room for it.
            span = range(cell.row, cell.row + (cell.rows if cell.role is Role.LABEL else 1))
            ours = [worksheet.cell(row + 1, cell.column + 1).value for row in span]
            theirs = [rows[row][cell.column] for row in span]
            assert any(_same(value, cell) for value in ours), (sheet.name, cell.text, ours)
            assert any(_same(value, cell) for value in theirs), (sheet.name, cell.text, theirs)


def _same(value: Any, cell: Cell) -> bool:
    if value is None or isinstance(value, str):
        return value == clean(cell.text)
    shown = Decimal(cell.text.replace(",", ""))
    exact = Decimal(str(value))
    return exact.quantize(shown) == shown


def test_amounts_are_exact_numbers(forms: Forms) -> None:
    seen = 0
    for sheet, worksheet in forms:
        for cell in sheet.cells:
            if cell.number is None:
                continue
            written = worksheet.cell(cell.row + 1, cell.column + 1)
            unit = 1_000_000 if "by_" in str(cell.field) else 100
            assert written.data_type == "n"
            assert Decimal(str(written.value)) * unit == cell.number
            assert written.alignment.horizontal == "right"
            if "," in cell.text:
                assert written.number_format.startswith("#,##0")
            seen += 1
    assert seen > 600


def test_only_inputs_can_be_typed_into(forms: Forms) -> None:
    for sheet, worksheet in forms:
        assert worksheet.protection.sheet
        assert worksheet.protection.password is None
        assert not worksheet.protection.formatRows
        unlocked = {
            (row, column)
            for row in range(1, worksheet.max_row + 1)
            for column in range(1, len(sheet.columns) + 1)
            if not worksheet.cell(row, column).protection.locked
        }
        inputs = [cell for cell in sheet.cells if cell.role is Role.INPUT]
        assert unlocked == {place for cell in inputs for place in _places(cell)}


def _places(cell: Cell) -> Iterator[Place]:
    """The worksheet cells that a cell covers."""
    for row in range(cell.row, cell.row + cell.rows):
        for column in range(cell.column, cell.column + cell.columns):
            yield row + 1, column + 1


def test_choices_are_offered_but_not_enforced(forms: Forms) -> None:
    offered = 0
    for sheet, worksheet in forms:
        validations = worksheet.data_validations.dataValidation
        assert all(not validation.showErrorMessage for validation in validations)
        for cell in sheet.cells:
            if not cell.choices or cell.role is not Role.INPUT:
                continue
            place = worksheet.cell(cell.row + 1, cell.column + 1).coordinate
            [found] = [v for v in validations if place in v.sqref]
            assert found.formula1 == f'"{",".join(cell.choices)}"'
            offered += 1
    assert offered >= len(forms)


def test_forms_are_merged_and_ruled_as_laid_out(forms: Forms) -> None:
    for sheet, worksheet in forms:
        anchors = _anchors(worksheet)
        for cell in sheet.cells:
            if cell.role is Role.LABEL and cell.rows > 1:
                continue  # divided at the end of a page
            begin = (cell.row + 1, cell.column + 1)
            end = (cell.row + cell.rows, cell.column + cell.columns)
            assert anchors.get(begin, begin) == end


def test_lines_go_all_around_every_cell(forms: Forms, data: bytes) -> None:
    # Read-only, because openpyxl otherwise draws the lines of merged cells anew.
    untouched = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    for sheet, worksheet in forms:
        ruled = {place for cell in sheet.cells if cell.style.border for place in _places(cell)}
        inside = _inside(_anchors(worksheet)) | _joined(sheet, worksheet)
        for row in untouched[worksheet.title].iter_rows(max_col=len(sheet.columns)):
            for written in row:
                if isinstance(written, EmptyCell):
                    continue
                place = (written.row, written.column)
                lines = {side: getattr(written.border, side).style for side in SIDES}
                assert lines == _expected_lines(place, ruled, inside), (sheet.name, place)


def _expected_lines(place: Place, ruled: set[Place], inside: set[tuple[Place, Place]]) -> Any:
    lines: dict[str, str | None] = {}
    for side, (down, right) in SIDES.items():
        other = (place[0] + down, place[1] + right)
        joined = (place, other) in inside or (other, place) in inside
        if place not in ruled or joined:
            lines[side] = None
        else:
            lines[side] = "thin" if other in ruled else "medium"
    return lines


def _joined(sheet: Sheet, worksheet: Worksheet) -> set[tuple[Place, Place]]:
    """The two cells of a label that goes on below column headings that are printed again."""
    last = int(worksheet.print_title_rows.rpartition("$")[2])
    return {
        ((last, column), (last + 1, column))
        for cell in sheet.cells
        if cell.row < last < cell.row + cell.rows
        for _, column in _places(cell)
    }


def _inside(anchors: dict[Place, Place]) -> set[tuple[Place, Place]]:
    """The neighbouring cells that are merged with one another, upper or left one first."""
    found = set()
    for (top, left), (bottom, right) in anchors.items():
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if row < bottom:
                    found.add(((row, column), (row + 1, column)))
                if column < right:
                    found.add(((row, column), (row, column + 1)))
    return found


def test_pages_are_set_up_for_printing(forms: Forms) -> None:
    for sheet, worksheet in forms:
        assert worksheet.page_setup.paperSize == 9
        assert worksheet.page_setup.orientation == "portrait"
        assert worksheet.sheet_properties.pageSetUpPr.fitToPage
        assert (worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight) == (1, 0)
        assert worksheet.print_options.horizontalCentered
        assert worksheet.page_margins.left == pytest.approx(20 / 25.4)
        last = openpyxl.utils.get_column_letter(len(sheet.columns))
        rows = len(sheet.rows)
        assert worksheet.print_area == f"'{worksheet.title}'!$A$1:${last}${rows}"
        assert worksheet.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_the_view_begins_at_the_first_input(forms: Forms) -> None:
    for sheet, worksheet in forms:
        first = next(cell for cell in sheet.cells if cell.role is Role.INPUT)
        view = worksheet.sheet_view
        place = worksheet.cell(first.row + 1, first.column + 1).coordinate
        assert view.selection[0].activeCell == place
        assert not view.showGridLines
        assert view.zoomScale == 100
    assert sum(bool(worksheet.sheet_view.tabSelected) for _, worksheet in forms) == 0


def test_titles_are_bold_song(forms: Forms) -> None:
    for sheet, worksheet in forms:
        fonts = [worksheet.cell(cell.row + 1, cell.column + 1).font for cell in sheet.cells]
        assert {font.name for font in fonts} == {"宋体"}
        assert fonts[0].b
        assert 14 <= fonts[0].sz <= 18
        assert min(font.sz for font in fonts) >= 8


def test_hints_are_never_exported(sheets: Sequence[Sheet], data: bytes) -> None:
    hints = {cell.hint for sheet in sheets for cell in sheet.cells if cell.hint}
    calamine = CalamineWorkbook.from_filelike(io.BytesIO(data))
    values = {
        value
        for name in calamine.sheet_names
        for row in calamine.get_sheet_by_name(name).to_python()
        for value in row
    }
    texts = {cell.text for sheet in sheets for cell in sheet.cells}
    assert not (hints - texts) & values


def test_the_contents_lead_to_every_form(forms: Forms, workbook: Any) -> None:
    contents = workbook["目录"]
    assert contents.sheet_view.tabSelected
    assert contents["A2"].value == TITLE
    links = {link.ref: link.location for link in contents._hyperlinks} or {
        cell.coordinate: cell.hyperlink.location
        for row in contents.iter_rows()
        for cell in row
        if cell.hyperlink
    }
    for number, (sheet, worksheet) in enumerate(forms, 1):
        row = number + 3
        assert contents.cell(row, 1).value == number
        assert contents.cell(row, 2).value == sheet.group
        assert contents.cell(row, 3).value == clean(sheet.name)
        assert links[f"A{row}"] == f"'{worksheet.title}'!A1"
        back = worksheet.cell(1, len(sheet.columns) + 2)
        assert back.value == "返回目录"
        assert back.hyperlink.location == "'目录'!A1"


def test_the_contents_give_the_annual_totals(forms: Forms, workbook: Any) -> None:
    contents = workbook["目录"]
    for number, (sheet, _) in enumerate(forms[:-1], 1):
        [total] = [
            cell.number
            for cell in sheet.cells
            if cell.field is not None and cell.field.path == "funding.annual.total"
        ]
        assert total is not None
        assert Decimal(str(contents.cell(number + 3, 4).value)) * 100 == total


def test_the_document_is_named(workbook: Any) -> None:
    assert workbook.properties.title == TITLE
    assert workbook.properties.creator == "budgetdesk"


def test_the_same_sheets_give_the_same_bytes(sheets: Sequence[Sheet]) -> None:
    some = sheets[:3]
    assert workbook_bytes(some, "表") == workbook_bytes(some, "表")


def test_a_single_form_needs_no_contents(sheets: Sequence[Sheet]) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_bytes(sheets[:1], "表")))
    assert len(workbook.sheetnames) == 1
    assert "返回目录" not in {cell.value for row in workbook.active.iter_rows() for cell in row}
