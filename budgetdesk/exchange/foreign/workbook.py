"""A workbook as grids: one for each sheet that is shown, merged cells as one."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.cell_names import cell_name
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid, without_columns
from budgetdesk.exchange.json_file import read_bytes
from budgetdesk.exchange.number_formats import PLAIN, NumberFormat
from budgetdesk.exchange.old_files import is_old_file
from budgetdesk.exchange.open_document import OpenSheet, is_open_document, read_open_sheets
from budgetdesk.exchange.sheet_notes import HIDDEN, NO_NOTES, SheetNotes, notes_in
from budgetdesk.exchange.spreadsheet import modest_sheet, number_text, opened, require_modest

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_MOST_ROWS = 20_000  # of forms, which are pages of paper
_MOST_MERGED = 200_000  # cells within merged ranges of one sheet


def is_workbook(data: bytes) -> bool:
    """Whether a file is one by its first bytes: what some systems call .xls is a web page."""
    return data.startswith(b"PK") or is_old_file(data)


def read_workbook(path: Path, progress: Progress = ignore_progress) -> list[SourceGrid]:
    """The sheets that are shown, each as a grid.

    Raises:
        ImportFault: it is no workbook, has a password, or is too large.
        Cancelled: `progress` stopped it.
    """
    from python_calamine import SheetVisibleEnum  # with the first workbook, not with the program

    data = read_bytes(path)
    if is_open_document(data):
        return [of_open_sheet(it) for it in read_open_sheets(path, data, progress)]
    if data.startswith(b"PK"):
        require_modest(path, data)
    notes = notes_in(data) if data.startswith(b"PK") else {}
    grids = []
    with opened(path, data) as book:
        shown = [it.name for it in book.sheets_metadata if it.visible == SheetVisibleEnum.Visible]
        for number, name in enumerate(shown):
            progress(number, len(shown))
            sheet, told = modest_sheet(path, book, name), notes.get(name, NO_NOTES)
            grids.append(without_columns(name, _cells(path, sheet, told), told.columns))
    return grids


def of_open_sheet(sheet: OpenSheet) -> SourceGrid:
    """A sheet that was read as XML, as a grid."""
    cells = (
        SourceCell(
            it.row,
            it.column,
            it.text,
            f"{sheet.name}!{cell_name(it.row, it.column)}",
            it.rows,
            it.columns,
            number=it.number,
            note=HIDDEN if it.hidden else "",
        )
        for it in sheet.cells
    )
    return without_columns(sheet.name, cells, sheet.hidden)


def _cells(path: Path, sheet: "CalamineSheet", notes: SheetNotes) -> Iterator[SourceCell]:
    spans = _spans(path, sheet)
    covered = {
        (row, column)
        for (top, left), (rows, columns) in spans.items()
        for row in range(top, top + rows)
        for column in range(left, left + columns)
    } - set(spans)
    lines = sheet.to_python(skip_empty_area=False, nrows=_MOST_ROWS)
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if (row, column) in covered:
                continue
            rows, columns = spans.get((row, column), (1, 1))
            place = f"{sheet.name}!{cell_name(row, column)}"
            form = notes.formats.get((row, column), PLAIN)
            text = notes.errors.get((row, column)) or shown(value, form)
            number = isinstance(value, int | float) and text == text_of(value)
            note = notes.of(row, column)
            yield SourceCell(row, column, text, place, rows, columns, number=number, note=note)


def _spans(path: Path, sheet: "CalamineSheet") -> dict[tuple[int, int], tuple[int, int]]:
    """How many rows and columns a merged range has, by its first cell."""
    spans = {
        (top, left): (bottom - top + 1, right - left + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if top < _MOST_ROWS
    }
    if sum(rows * columns for rows, columns in spans.values()) > _MOST_MERGED:
        raise ImportFault(path, f"工作表「{sheet.name}」的合并单元格过大，请取消合并后再导入。")
    return spans


def shown(value: object, form: NumberFormat) -> str:
    """What a cell shows of its value, with what its format adds."""
    match value:
        case bool():
            return text_of(value)
        case int() | float() if form.adds:
            return form.shown(number_text(float(value)))
        case datetime() if form.dated and value.time() == time():
            return form.day(value.date())
        case date() if form.dated and not isinstance(value, datetime):
            return form.day(value)
    return text_of(value)


def text_of(value: object) -> str:
    """What a cell shows, as far as its value tells: 150000.0 is 150000, a day is 2025-03-01."""
    match value:
        case bool():
            return "是" if value else "否"
        case float():
            return number_text(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value)
