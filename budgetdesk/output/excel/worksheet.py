"""What a worksheet holds beside its cells: merges, protection, drop-downs, page and view."""

from collections.abc import Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.page import PageMargins, PrintOptions
from openpyxl.worksheet.pagebreak import Break

from budgetdesk.forms.sheet import Cell, Role, Sheet
from budgetdesk.output.excel.amounts import groups_thousands, number_format
from budgetdesk.output.excel.choices import Choices, drop_down
from budgetdesk.output.excel.grid import DIGIT, WorksheetGrid
from budgetdesk.output.excel.rows import Area, area_of
from budgetdesk.output.excel.styles import decimals_rule
from budgetdesk.output.typesetting.page import A4_PORTRAIT

_POINTS_IN_INCH = 72
_A4 = 9
_FOOTER_EDGE = 28.0  # points
_FOOTER_SIZE = 9

Placed = Sequence[tuple[Cell, Area]]


def set_up(worksheet: Any, grid: WorksheetGrid, lists: Sequence[Choices], foot: str = "") -> None:
    """Give a worksheet all of a sheet but its cells and merged ranges.

    Args:
        worksheet: an empty openpyxl worksheet.
        grid: the measured sheet.
        lists: the long drop-down lists that stand on the hidden worksheet.
        foot: what stands in each page's foot beside its number.
    """
    sheet = grid.sheet
    for index, width in enumerate(grid.widths, 1):
        worksheet.column_dimensions[get_column_letter(index)].width = width / DIGIT
    inputs = [(cell, area_of(cell, grid)) for cell in sheet.cells if cell.role is Role.INPUT]
    _offer_choices(worksheet, inputs, lists)
    _show_typed_decimals(worksheet, sheet, inputs)
    _protect(worksheet)
    _set_page(worksheet, grid, foot)
    _set_view(worksheet, [area for _, area in inputs])


def _offer_choices(worksheet: Any, inputs: Placed, lists: Sequence[Choices]) -> None:
    offered: dict[Choices, list[str]] = {}
    for cell, area in inputs:
        if cell.choices:
            offered.setdefault(cell.choices, []).append(area.ref)
    for choices, refs in offered.items():
        validation = drop_down(choices, lists)
        validation.sqref = MultiCellRange(refs)
        worksheet.add_data_validation(validation)


def _show_typed_decimals(worksheet: Any, sheet: Sheet, inputs: Placed) -> None:
    """Cells of whole 元 show the 分 that are typed into them; cells with decimals do anyway."""
    refs = [area.ref for cell, area in inputs if cell.style.numeric and "." not in cell.text]
    if refs:
        anchor = refs[0].partition(":")[0]
        shown = number_format(2, thousands=groups_thousands(sheet))
        worksheet.conditional_formatting.add(" ".join(refs), decimals_rule(anchor, shown))


def _protect(worksheet: Any) -> None:
    """Only input cells can be typed into; rows and columns may still be resized. No password."""
    protection = worksheet.protection
    protection.sheet = True
    # These say what is forbidden.
    protection.formatRows = False
    protection.formatColumns = False
    protection.formatCells = False


def _set_page(worksheet: Any, grid: WorksheetGrid, beside: str) -> None:
    last_column = get_column_letter(len(grid.widths))
    worksheet.print_area = f"A1:{last_column}{len(grid.heights)}"
    if grid.titles:
        worksheet.print_title_rows = grid.titles_ref()
    worksheet.print_options = PrintOptions(horizontalCentered=True)
    edge, foot = A4_PORTRAIT.margin / _POINTS_IN_INCH, _FOOTER_EDGE / _POINTS_IN_INCH
    worksheet.page_margins = PageMargins(edge, edge, edge, edge, header=foot, footer=foot)
    page = worksheet.page_setup
    page.paperSize = _A4
    page.orientation = "landscape" if grid.sheet.landscape else "portrait"
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    page.fitToWidth, page.fitToHeight = 1, 0
    for start in grid.starts:
        worksheet.row_breaks.append(Break(id=start))
    worksheet.oddFooter.center.text = "　".join(filter(None, ("第 &P 页 共 &N 页", beside)))
    worksheet.oddFooter.center.size = _FOOTER_SIZE


def _set_view(worksheet: Any, inputs: Sequence[Area]) -> None:
    view = worksheet.sheet_view
    view.showGridLines = False
    view.zoomScale = 100
    if inputs:
        selection = view.selection[0]
        selection.activeCell, selection.sqref = inputs[0].anchor, inputs[0].ref
