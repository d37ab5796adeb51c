"""The grids of a file, by what kind it is."""

from pathlib import Path

from budgetdesk.domain.file_kinds import EXCEL, PDF, TABLE, TEXT, WORD, kind_of
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.clipboard.block import Block
from budgetdesk.exchange.clipboard.html_reader import read_tables
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.first_bytes import kind_by_content
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid, stacked
from budgetdesk.exchange.foreign.paper.document import read_pdf
from budgetdesk.exchange.foreign.word import read_word
from budgetdesk.exchange.foreign.workbook import is_workbook, of_open_sheet, read_workbook
from budgetdesk.exchange.json_file import read_bytes, read_text
from budgetdesk.exchange.spreadsheet import text_rows
from budgetdesk.exchange.xml_workbook import is_xml_workbook, read_xml_sheets

_WIDEST = 702  # columns, to ZZ: no paper has so many
_LARGEST = 2_000_000  # places that cells cover


def read_grids(path: Path, progress: Progress = ignore_progress) -> list[SourceGrid]:
    """The sheets of a workbook, or a document as one grid.

    Raises:
        ImportFault: it cannot be read, or has more columns or places than any paper.
        Cancelled: `progress` stopped it.
    """
    grids = _grids(path, progress)
    for grid in grids:
        if any(it.end > _WIDEST for it in grid.cells):
            raise ImportFault(path, "表格的列太多，请删去空白和多余的列后再导入。")
        if sum(it.rows * it.columns for it in grid.cells) > _LARGEST:
            raise ImportFault(path, "表格过大，请删去空白的行和列、取消过大的合并后再导入。")
    return grids


def _grids(path: Path, progress: Progress) -> list[SourceGrid]:
    kind = kind_by_content(path) or kind_of(path)
    if kind is PDF:
        return read_pdf(path, progress)
    if kind is WORD:
        return read_word(path, progress)
    if kind is EXCEL and is_workbook(read_bytes(path)):
        return read_workbook(path, progress)
    text = read_text(path)
    if kind in (None, TABLE, TEXT):
        return [_of_text(text)]
    if is_xml_workbook(text):
        return [of_open_sheet(it) for it in read_xml_sheets(path, text, progress)]
    return [_of_page(text, progress)]


def _of_text(text: str) -> SourceGrid:
    """A table of text; what was merged stands in its first cell."""
    cells = (
        SourceCell(row, column, str(value), f"第{row + 1}行第{column + 1}列")
        for row, line in enumerate(text_rows(text))
        for column, value in enumerate(line)
    )
    return SourceGrid("", tuple(cells))


def _of_page(html: str, progress: Progress) -> SourceGrid:
    """The tables of a web page, and after them the lines that stand in none."""
    tables, outside = read_tables(html, progress)
    parts = []
    for number, table in enumerate(tables, 1):
        parts.append(
            [
                SourceCell(
                    it.row, it.column, it.text, f"表{number}第{it.row + 1}行", it.rows, it.columns
                )
                for it in table.cells
            ]
        )
    parts.append([SourceCell(row, 0, it, "表外", loose=True) for row, it in enumerate(outside)])
    return stacked("", parts)


def grid_of(block: Block) -> SourceGrid:
    """A block of the clipboard as a grid."""
    cells = (
        SourceCell(
            it.row, it.column, it.text, f"第{it.row + 1}行第{it.column + 1}列", it.rows, it.columns
        )
        for it in block.cells
    )
    return SourceGrid("", tuple(cells))
