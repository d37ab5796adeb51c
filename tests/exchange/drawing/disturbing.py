"""Templates as other people would have made them: prompts, no lines, cells not merged."""

from collections.abc import Callable
from copy import copy
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Disturb = Callable[[Worksheet, list[str]], None]
_PROMPTS = (
    "请填写", "（必填）", "填写单位全称", "如：2027年1月—12月", "请简要说明", "XX", "……", "0.00",
    "按文件填写", "不超过200字", "填写项目全称", "（请选择）", "示例：购置设备3台", "下拉选择",
    "张三",
)  # fmt: skip


def prompts(sheet: Worksheet, cells: list[str]) -> None:
    """A prompt in every second cell to be filled in."""
    for number, cell in enumerate(cells):
        if number % 2 == 0:
            sheet[cell] = _PROMPTS[number // 2 % len(_PROMPTS)]


def numbered_names(sheet: Worksheet, cells: list[str]) -> None:
    """指标1： where an indicator's name belongs, from the head 三级指标 down."""
    for row in sheet.iter_rows():
        for head in row:
            if str(head.value or "").startswith("三级指标"):
                below = [c for c in cells if c[0] == head.coordinate[0] and _row(c) > head.row]
                for number, cell in enumerate(below, 1):
                    sheet[cell] = f"指标{number}："


def no_borders(sheet: Worksheet, _cells: list[str]) -> None:
    """No line is drawn anywhere."""
    for row in sheet.iter_rows():
        for cell in row:
            cell.border = Border()


def labels_apart(sheet: Worksheet, _cells: list[str]) -> None:
    """Merged labels are single cells again, the rest of them blank."""
    for span in list(sheet.merged_cells.ranges):
        if sheet.cell(span.min_row, span.min_col).value and span.min_row > 2:
            sheet.unmerge_cells(str(span))


def labels_apart_ruled(sheet: Worksheet, _cells: list[str]) -> None:
    """The same, the blank rest of each with a line around it."""
    for span in list(sheet.merged_cells.ranges):
        first = sheet.cell(span.min_row, span.min_col)
        if first.value and span.min_row > 2:
            cells = [
                (r, c)
                for r in range(span.min_row, span.max_row + 1)
                for c in range(span.min_col, span.max_col + 1)
            ]
            sheet.unmerge_cells(str(span))
            for row, column in cells:
                sheet.cell(row, column).border = copy(first.border)


def blanks_apart(sheet: Worksheet, _cells: list[str]) -> None:
    """Merged cells to be filled in are single cells."""
    for span in list(sheet.merged_cells.ranges):
        if not sheet.cell(span.min_row, span.min_col).value:
            sheet.unmerge_cells(str(span))


def shifted(sheet: Worksheet, cells: list[str]) -> None:
    """Labels written with blanks and colons."""
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            text = cell.value
            if isinstance(text, str) and len(text) == 4 and cell.coordinate not in cells:
                cell.value = f" {text[:2]}　{text[2:]}："


def broken_labels(sheet: Worksheet, cells: list[str]) -> None:
    """Labels of four letters and more in two lines."""
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            text = cell.value
            if isinstance(text, str) and 4 <= len(text) <= 12 and cell.coordinate not in cells:
                cell.value = f"{text[:2]}\n{text[2:]}"


def wide_characters(sheet: Worksheet, cells: list[str]) -> None:
    """Figures and brackets of labels as wide as letters."""
    wide = str.maketrans("0123456789()%", "０１２３４５６７８９（）％")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str) and cell.coordinate not in cells:
                cell.value = cell.value.translate(wide)


def notes_below(sheet: Worksheet, _cells: list[str]) -> None:
    """A block of notes on how to fill the form in, below it."""
    row, width = sheet.max_row + 1, sheet.max_column
    for number, text in enumerate(
        ("填表说明：", "1.本表由项目单位填写，一式三份。", "2.金额保留两位小数，单位为万元。")
    ):
        sheet.cell(row + number, 1).value = text
        sheet.merge_cells(
            start_row=row + number, end_row=row + number, start_column=1, end_column=width
        )


def named_otherwise(sheet: Worksheet, _cells: list[str]) -> None:
    """A sheet called in Latin letters, the title in two lines."""
    sheet.title = "xmzcjx_2027"
    for row in sheet.iter_rows(max_row=3, max_col=1):
        text = row[0].value
        if isinstance(text, str) and text.endswith("表") and len(text) > 6:
            row[0].value = f"{text[:-3]}\n{text[-3:]}"


def hidden_column(sheet: Worksheet, _cells: list[str]) -> None:
    """A column and a row of helpers behind and below the form, that nobody sees."""
    column, last = sheet.max_column + 1, sheet.max_row + 1
    for row in range(3, last):
        sheet.cell(row, column).value = f"辅助{row}"
    sheet.cell(last, 1).value = "校验"
    sheet.cell(last, 2).value = "辅助"
    sheet.column_dimensions[get_column_letter(column)].hidden = True
    sheet.row_dimensions[last].hidden = True


def all_at_once(sheet: Worksheet, cells: list[str]) -> None:
    """Prompts, numbered names, no lines and merged labels undone together."""
    labels_apart(sheet, cells)
    prompts(sheet, cells)
    numbered_names(sheet, cells)
    no_borders(sheet, cells)


DISTURBED: dict[str, Disturb] = {
    "prompts": prompts,
    "numbered names": numbered_names,
    "no borders": no_borders,
    "labels apart": labels_apart,
    "labels apart, ruled": labels_apart_ruled,
    "blanks apart": blanks_apart,
    "spaced labels": shifted,
    "broken labels": broken_labels,
    "wide characters": wide_characters,
    "notes below": notes_below,
    "named otherwise": named_otherwise,
    "hidden column": hidden_column,
    "all at once": all_at_once,
}


def disturbed(source: Path, cells: list[str], change: Disturb, target: Path) -> Path:
    """A copy of a template with a change to its first sheet."""
    book: Workbook = load_workbook(source)
    change(book.worksheets[0], cells)
    book.save(target)
    return target


def _row(cell: str) -> int:
    return int("".join(filter(str.isdigit, cell)))
