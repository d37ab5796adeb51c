"""The sheets of a template: every cell with its text, merged ones as one box.

Sizes are limited before the workbook is unpacked: a template is one or a few printed pages.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.cell_names import cell_name, column_number
from budgetdesk.exchange.drawing.side_sheets import SideSheet, side_sheet_of
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.json_file import read_bytes
from budgetdesk.exchange.old_files import has_password, is_old_file
from budgetdesk.exchange.open_document import is_open_document
from budgetdesk.exchange.spreadsheet import require_modest

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_COLUMNS, MOST_ROWS = 60, 400
_MOST_SHEETS = 40
_MOST_CELLS = 60_000  # of the whole file, blank ones with a format as well
_MOST_XML = 30 * 1024 * 1024  # bytes of one sheet, unpacked
_MOST_MERGED = 40_000  # cells in the merged ranges of one sheet
_MERGED = re.compile(rb'<mergeCell [^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_UNREADABLE = "不是完整的表格文件，请用 WPS 或 Excel 打开并另存后再用。"
_USUAL_WIDTH = 8.43


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a template; of merged cells the whole range. Rows and columns count from 0.

    `ruled` says that it has a line around it, `choices` what its drop-down offers, `place` the name
    of its first cell that is shown, as Excel writes it: C3.
    """

    place: str

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    text: str = ""
    ruled: bool = False
    formula: bool = False
    choices: tuple[str, ...] = ()
    align: str = ""
    size: float = 0.0
    bold: bool = False
    source: str = ""  # of a formula

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.column + self.columns

    @property
    def bottom(self) -> int:
        """The row below it."""
        return self.row + self.rows

    @property
    def merged(self) -> bool:
        """Whether it covers several cells."""
        return self.rows * self.columns > 1


@dataclass(frozen=True)
class Template:
    """One sheet: its boxes in reading order, together covering every cell of the frame."""

    path: Path
    sheet: str
    boxes: tuple[Box, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    _at: Mapping[tuple[int, int], Box] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        at = {
            (row, column): box
            for box in self.boxes
            for row in range(box.row, box.bottom)
            for column in range(box.column, box.end)
        }
        object.__setattr__(self, "_at", at)

    @cached_property
    def ruled(self) -> bool:
        """Whether lines are drawn on the sheet at all."""
        return any(box.ruled for box in self.boxes)

    def at(self, row: int, column: int) -> Box | None:
        """The box that covers a cell; None outside the frame."""
        return self._at.get((row, column))

    def starting(self, row: int) -> list[Box]:
        """The boxes whose first row this is, from left to right."""
        found = (self._at[row, column] for column in range(len(self.widths)))
        return list(dict.fromkeys(box for box in found if box.row == row))


class TextSheet(NamedTuple):
    """A sheet that is no form: its kind, and the texts of its rows from the first on."""

    side: SideSheet
    rows: tuple[tuple[str, ...], ...]


def read_templates(
    path: Path, progress: Progress = ignore_progress
) -> tuple[list[Template], list[TextSheet]]:
    """The visible sheets of a workbook that hold anything: forms, and what stands beside them.

    Raises:
        ImportFault: it is no .xlsx file, is too large, has a password, or holds no form.
        Cancelled: `progress` stopped it.
    """
    data = read_bytes(path)
    if is_old_file(data):
        raise ImportFault(path, _of_old_file(data))
    if is_open_document(data) or not data.startswith(b"PK"):
        raise ImportFault(path, "不是 .xlsx 文件，请用 WPS 或 Excel 打开并另存为 .xlsx。")
    require_modest(path, data)
    _require_small(path, data)
    sheets = {sheet.title: (sheet, _side_of(sheet)) for sheet in _sheets(path, data)}
    sides = [TextSheet(side, _rows(sheet)) for sheet, side in sheets.values() if side]
    forms = [sheet for sheet, side in sheets.values() if side is None]
    found = []
    for number, sheet in enumerate(forms):
        progress(number, len(forms))
        if (template := _template(path, sheet)) is not None:
            found.append(template)
    if not found:
        raise ImportFault(path, "里面没有表，请把要建立的表放在显示的工作表中。")
    return found, sides


def _side_of(sheet: "Worksheet") -> SideSheet | None:
    heads = [] if sheet.max_column > MOST_COLUMNS else [it.value for it in next(sheet.rows, ())]
    return side_sheet_of(sheet.title, [str(it).strip() for it in heads if it is not None])


def _rows(sheet: "Worksheet") -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple("" if it is None else _text(it) for it in row)
        for row in sheet.iter_rows(values_only=True)
    )


def _of_old_file(data: bytes) -> str:
    if has_password(data):
        return "文件加了密码，请取消密码后再用。"
    return "是旧格式的 Excel 文件（.xls），读不出框线和列宽，请在 WPS 或 Excel 中另存为 .xlsx。"


def _require_small(path: Path, data: bytes) -> None:
    cells = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for each in archive.infolist():
            if not each.filename.endswith((".xml", ".rels")):
                continue
            if each.file_size > _MOST_XML:
                raise ImportFault(path, "模板过大，请只留一张空白的表。")
            content = archive.read(each)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:  # no spreadsheet writes them
                raise ImportFault(path, _UNREADABLE)
            if not each.filename.startswith("xl/worksheets/"):
                continue
            cells += content.count(b"<c ")
            _require_few_merged(path, content)
    if cells > _MOST_CELLS:
        told = f"有 {cells} 个带格式的单元格，请只留一张空白的表，删去表外的行和列。"
        raise ImportFault(path, told)


def _require_few_merged(path: Path, content: bytes) -> None:
    area = 0
    for left, top, right, bottom in _MERGED.findall(content):
        area += (int(bottom) - int(top) + 1) * (column_number(right) - column_number(left) + 1)
        if area > _MOST_MERGED:
            place = f"{left.decode()}{top.decode()}:{right.decode()}{bottom.decode()}"
            raise ImportFault(path, f"合并单元格 {place} 过大，请取消合并或删去表外的行和列。")


def _sheets(path: Path, data: bytes) -> Sequence["Worksheet"]:
    from openpyxl import load_workbook  # with the first template, not with the program

    try:
        book = load_workbook(io.BytesIO(data), keep_links=False)
    except Exception as error:
        raise ImportFault(path, _UNREADABLE) from error
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if len(shown) > _MOST_SHEETS:
        raise ImportFault(path, f"有 {len(shown)} 张工作表，一次最多 {_MOST_SHEETS} 张，请分开。")
    return shown


def _template(path: Path, sheet: "Worksheet") -> Template | None:
    hidden = _Hidden.of(sheet)
    cells = [cell for cell in _cells(sheet) if not hidden.has(cell.row, cell.column)]
    said = [cell for cell in cells if cell.value is not None]
    if not said:
        return None
    ranges = [it.bounds for it in sheet.merged_cells.ranges]  # columns and rows from 1
    lined = [cell for cell in cells if _is_ruled(cell)]
    right = max(*(cell.column for cell in said), *(it[2] for it in ranges), 0, 0)
    bottom = max(*(cell.row for cell in said), *(it[3] for it in ranges), 0, 0)
    right = max([right, *(cell.column for cell in lined if cell.row <= bottom)])
    bottom = max([bottom, *(cell.row for cell in lined if cell.column <= right)])
    _require_frame(path, sheet.title, right, bottom)
    columns = [column for column in range(1, right + 1) if column not in hidden.columns]
    rows = [row for row in range(1, bottom + 1) if row not in hidden.rows]
    wide = _widths(sheet, right)
    widths = tuple(wide[column - 1] for column in columns)
    heights = tuple(sheet.row_dimensions[row].height or 0.0 for row in rows)
    return Template(path, sheet.title, _boxes(sheet, rows, columns), widths, heights)


class _Hidden(NamedTuple):
    """The rows and columns of a sheet that nobody sees, counted from 1."""

    rows: frozenset[int]
    columns: frozenset[int]

    @classmethod
    def of(cls, sheet: "Worksheet") -> "_Hidden":
        """Those of a sheet."""
        columns = [it for it in sheet.column_dimensions.values() if it.hidden]
        spans = (range(it.min or 1, min(it.max or 0, MOST_COLUMNS * 2) + 1) for it in columns)
        rows = (row for row, it in sheet.row_dimensions.items() if it.hidden)
        return cls(frozenset(rows), frozenset(column for span in spans for column in span))

    def has(self, row: int, column: int) -> bool:
        """Whether a cell is in one of them."""
        return row in self.rows or column in self.columns


def _require_frame(path: Path, sheet: str, columns: int, rows: int) -> None:
    far = cell_name(rows - 1, columns - 1)
    if columns > MOST_COLUMNS:
        most = f"一张表最多 {MOST_COLUMNS} 列，请删去多余的列。"
        raise ImportFault(path, f"工作表「{sheet}」到 {far} 有 {columns} 列，{most}")
    if rows > MOST_ROWS:
        told = (
            f"工作表「{sheet}」到 {far} 有 {rows} 行，一张表最多 {MOST_ROWS} 行，请删去多余的行。"
        )
        raise ImportFault(path, told)


def _cells(sheet: "Worksheet") -> Iterator[Any]:
    """The cells that the file holds; going by rows would make those between as well."""
    yield from sheet._cells.values()  # noqa: SLF001 - there is no other way that makes none


def _boxes(sheet: "Worksheet", rows: Sequence[int], columns: Sequence[int]) -> tuple[Box, ...]:
    """The boxes of the rows and columns that are shown, which count from 0 without the others."""
    covering = {
        (row, column): span
        for span in sheet.merged_cells.ranges
        for row in range(span.min_row, span.max_row + 1)
        for column in range(span.min_col, span.max_col + 1)
    }
    choices = _choices(sheet)
    taken: set[tuple[int, int]] = set()
    boxes = []
    for y, row in enumerate(rows):
        for x, column in enumerate(columns):
            if (row, column) in taken:
                continue
            span = covering.get((row, column))
            high = [it for it in rows if span and row <= it <= span.max_row] or [row]
            wide = [it for it in columns if span and column <= it <= span.max_col] or [column]
            taken |= {(down, right) for down in high for right in wide}
            first = (span.min_row, span.min_col) if span else (row, column)
            box = Box(cell_name(row - 1, column - 1), y, x, len(high), len(wide))
            cell = sheet._cells.get(first)  # noqa: SLF001 - see `_cells`
            boxes.append(_told_box(box, cell, choices.get(first, ())))
    return tuple(boxes)


def _told_box(box: Box, cell: Any, choices: tuple[str, ...]) -> Box:
    """A box with what its first cell says."""
    if cell is None:
        return box
    text = "" if cell.value is None else _text(cell.value)
    formula = cell.data_type == "f"
    return replace(
        box,
        text="" if formula else text,
        source=text if formula else "",
        ruled=_is_ruled(cell),
        formula=formula,
        choices=choices,
        align=cell.alignment.horizontal or "",
        size=float(cell.font.sz or 0),
        bold=bool(cell.font.b),
    )


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _is_ruled(cell: Any) -> bool:
    border = cell.border
    sides = (border.left, border.right, border.top, border.bottom)
    return border is not None and any(side is not None and side.style for side in sides)


def _choices(sheet: "Worksheet") -> dict[tuple[int, int], tuple[str, ...]]:
    """What the drop-downs of cells offer, of those that hold their list themselves."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for rule in sheet.data_validations.dataValidation:
        words = str(rule.formula1 or "")
        if rule.type != "list" or not words.startswith('"'):
            continue
        offered = tuple(word.strip() for word in words.strip('"').split(",") if word.strip())
        for span in rule.sqref.ranges:
            if span.size["rows"] * span.size["columns"] <= _MOST_MERGED:
                found |= dict.fromkeys(span.cells, offered)
    return found


def _widths(sheet: "Worksheet", right: int) -> tuple[float, ...]:
    usual = sheet.sheet_format.defaultColWidth or _USUAL_WIDTH
    widths = [float(usual)] * right
    for each in sheet.column_dimensions.values():
        for column in range(each.min or 1, min(each.max or 0, right) + 1):
            widths[column - 1] = float(each.width or usual)
    return tuple(widths)
