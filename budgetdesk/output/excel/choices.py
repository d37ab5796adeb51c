"""Drop-down lists of cells with choices; anything else may still be typed."""

from collections.abc import Iterable, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.excel.parts_digest import PLACE
from budgetdesk.output.excel.texts import xml_text

LISTS_NAME = "选项"
_INLINE_LIMIT = 255

Choices = tuple[str, ...]


def lists_needing_cells(sheets: Iterable[Sheet]) -> tuple[Choices, ...]:
    """The lists that Excel cannot hold within the drop-down itself, each once."""
    lists = dict.fromkeys(cell.choices for sheet in sheets for cell in sheet.cells if cell.choices)
    return tuple(choices for choices in lists if not _fits_inline(choices))


def _fits_inline(choices: Choices) -> bool:
    text = ",".join(choices)
    return len(text) <= _INLINE_LIMIT and text.count(",") == len(choices) - 1 and '"' not in text


def drop_down(choices: Choices, lists: Sequence[Choices]) -> DataValidation:
    """A drop-down that offers the choices and refuses nothing.

    Args:
        choices: what it offers.
        lists: what `lists_needing_cells` gave: list n stands in column n of the hidden worksheet.
    """
    if _fits_inline(choices):
        source = f'"{",".join(choices)}"'
    else:
        column = _letter(lists.index(choices))
        source = f"'{LISTS_NAME}'!${column}$1:${column}${len(choices)}"
    return DataValidation(
        type="list", formula1=source, allow_blank=True, showErrorMessage=False, showDropDown=False
    )


def lists_xml(lists: Sequence[Choices]) -> str:
    """The rows of the hidden worksheet: list n in column n."""
    height = max(map(len, lists))
    return "".join(f'<row r="{row + 1}">{_list_cells(lists, row)}</row>' for row in range(height))


def lines_xml(lines: Sequence[str], beside: str) -> str:
    """The rows of a worksheet with lines of text in its first column, one beside the first."""
    first, *others = (
        f'<c r="A{row}" t="inlineStr"><is><t>{xml_text(line)}</t></is></c>'
        for row, line in enumerate(lines, start=1)
    )
    second = f'<c r="{PLACE}" t="inlineStr"><is><t>{xml_text(beside)}</t></is></c>'
    rows = enumerate((first + second, *others), start=1)
    return "".join(f'<row r="{row}">{cells}</row>' for row, cells in rows)


def _list_cells(lists: Sequence[Choices], row: int) -> str:
    return "".join(
        f'<c r="{_letter(column)}{row + 1}" t="inlineStr">'
        f"<is><t>{xml_text(choices[row])}</t></is></c>"
        for column, choices in enumerate(lists)
        if row < len(choices)
    )


def _letter(index: int) -> str:
    return str(get_column_letter(index + 1))
