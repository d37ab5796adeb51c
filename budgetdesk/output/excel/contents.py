"""目录: the first worksheet of a workbook with several forms."""

from collections.abc import Sequence

from budgetdesk.forms.listing import (
    ColumnKind,
    LineGroup,
    ListedColumn,
    ListLook,
    ListPage,
    list_sheet,
)
from budgetdesk.forms.sheet import Align, Cell, Sheet, Style

CONTENTS_NAME = "目录"
_TOTALS = ("funding.annual.total", "by_source.total")
_LOOK = ListLook(
    title=Style("contents title", size=18, bold=True, border=False),
    about=Style("contents subtitle", size=12, border=False),
    head=Style("contents head", bold=True),
    cells={
        ColumnKind.COUNT: Style("contents number", numeric=True),
        ColumnKind.TEXT: Style("contents text", align=Align.LEFT),
        ColumnKind.MONEY: Style("contents amount", align=Align.RIGHT, numeric=True),
    },
    title_height=36.0,
    about_height=24.0,
    line_height=20.0,
    head_height=24.0,
)

_Numbered = tuple[int, Sheet]
_NUMBER: ListedColumn[_Numbered] = ListedColumn("序号", 6.0, lambda line: line[0], ColumnKind.COUNT)
_OF_FORMS: tuple[ListedColumn[_Numbered], ...] = (
    _NUMBER,
    ListedColumn("单位", 26.0, lambda line: line[1].group),
    ListedColumn("项目名称", 40.0, lambda line: line[1].name),
    ListedColumn("年度金额（元）", 16.0, lambda line: _annual_amount(line[1]), ColumnKind.MONEY),
)
# Computed tables have no amount of their own.
_OF_TABLES: tuple[ListedColumn[_Numbered], ...] = (
    _NUMBER,
    ListedColumn("部门", 26.0, lambda line: line[1].group),
    ListedColumn("报表", 56.0, lambda line: line[1].name),
)


def contents_sheet(sheets: Sequence[Sheet], title: str) -> Sheet:
    """The 目录 as a sheet: number, unit, name and annual amount of each form, in 元.

    Where no sheet is a form it goes without the amount. The rows stand in the order of the sheets.
    """
    columns = _OF_FORMS if any(map(_total_cell, sheets)) else _OF_TABLES
    page = ListPage(CONTENTS_NAME, CONTENTS_NAME, columns, about=title, look=_LOOK)
    return list_sheet(page, [LineGroup("", "", list(enumerate(sheets, 1)))])


def link_cells(contents: Sheet) -> list[Cell]:
    """The cells of a 目录 that lead to the forms, in their order.

    The numbers, not the names: LibreOffice doesn't wrap the text of a link, and cuts it.
    """
    return [cell for cell in contents.cells if cell.column == 0 and cell.number is not None]


def _annual_amount(sheet: Sheet) -> int | None:
    """The form's annual total in 分, None where it is blank or the form has none."""
    cell = _total_cell(sheet)
    return None if cell is None else cell.number


def _total_cell(sheet: Sheet) -> Cell | None:
    for cell in sheet.cells:
        if cell.field is not None and cell.field.path in _TOTALS:
            return cell
    return None
