"""目录: the first worksheet of a workbook with several forms."""

from collections.abc import Sequence

from budgetdesk.domain.money import FEN_IN_YUAN, yuan_text
from budgetdesk.forms.sheet import Align, Cell, Role, Row, Sheet, Style

CONTENTS_NAME = "目录"
_HEAD_ROWS = 3
_TOTALS = ("funding.annual.total", "by_source.total")
# Label and width of its columns; computed tables have no amount of their own.
_OF_FORMS = (("序号", 6.0), ("单位", 26.0), ("项目名称", 40.0), ("年度金额（元）", 16.0))
_OF_TABLES = (("序号", 6.0), ("部门", 26.0), ("报表", 56.0))

_TITLE = Style("contents title", size=18, bold=True, border=False)
_SUBTITLE = Style("contents subtitle", size=12, border=False)
_HEAD = Style("contents head", bold=True)
_NUMBER = Style("contents number", numeric=True)
_TEXT = Style("contents text", align=Align.LEFT)
_AMOUNT = Style("contents amount", align=Align.RIGHT, numeric=True)


def contents_sheet(sheets: Sequence[Sheet], title: str) -> Sheet:
    """The 目录 as a sheet: number, unit, name and annual amount of each form, in 元.

    Where no sheet is a form it goes without the amount. The rows stand in the order of the sheets.
    """
    columns = _OF_FORMS if any(map(_total_cell, sheets)) else _OF_TABLES
    cells = [
        Cell(0, 0, CONTENTS_NAME, _TITLE, Role.TITLE, columns=len(columns)),
        Cell(1, 0, title, _SUBTITLE, Role.TITLE, columns=len(columns)),
        *(Cell(2, place, text, _HEAD, Role.LABEL) for place, (text, _) in enumerate(columns)),
    ]
    for number, sheet in enumerate(sheets, 1):
        cells += _line(number, sheet)[: len(columns)]
    return Sheet(
        name=CONTENTS_NAME,
        group="",
        form_id="",
        columns=tuple(width for _, width in columns),
        rows=(Row(36, repeat=True), Row(24, repeat=True), Row(24, repeat=True))
        + (Row(),) * len(sheets),
        cells=tuple(cells),
    )


def link_cells(contents: Sheet) -> list[Cell]:
    """The cells of a 目录 that lead to the forms, in their order.

    The numbers, not the names: LibreOffice doesn't wrap the text of a link, and cuts it.
    """
    return [cell for cell in contents.cells if cell.column == 0 and cell.row >= _HEAD_ROWS]


def _line(number: int, sheet: Sheet) -> list[Cell]:
    row = _HEAD_ROWS + number - 1
    amount = _annual_amount(sheet)
    return [
        # A number, or Excel would mark it as one stored as text.
        Cell(row, 0, str(number), _NUMBER, Role.LABEL, number=number * FEN_IN_YUAN),
        Cell(row, 1, sheet.group, _TEXT, Role.LABEL),
        Cell(row, 2, sheet.name, _TEXT, Role.LABEL),
        Cell(row, 3, yuan_text(amount, thousands=True), _AMOUNT, Role.COMPUTED, number=amount),
    ]


def _annual_amount(sheet: Sheet) -> int | None:
    """The form's annual total in 分, None where it is blank or the form has none."""
    cell = _total_cell(sheet)
    return None if cell is None else cell.number


def _total_cell(sheet: Sheet) -> Cell | None:
    for cell in sheet.cells:
        if cell.field is not None and cell.field.path in _TOTALS:
            return cell
    return None
