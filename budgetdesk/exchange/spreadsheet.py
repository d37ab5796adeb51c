"""The cells of a file from a spreadsheet (.xlsx, .xls, .et, .ods), or text and HTML named so.

Sizes are limited before anything is unpacked or laid out: a file of a few kilobytes may hold
gigabytes of nothing, or one cell at the far corner of a sheet.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.cell_names import column_number
from budgetdesk.exchange.damage import DAMAGES
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.json_file import read_bytes, read_text
from budgetdesk.exchange.old_files import has_password, is_old_file
from budgetdesk.exchange.open_document import OpenSheet, is_open_document, read_open_sheets
from budgetdesk.exchange.sheet_notes import without_value
from budgetdesk.exchange.xml_workbook import is_xml_workbook, read_xml_sheets

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Cells = Sequence[Sequence[object]]

_UNPACKED = 200 * 1024 * 1024  # bytes
_CELLS = 4_000_000  # of one sheet, blank ones between others as well
_ROWS = 100_000
_WIDEST = 702  # columns, up to ZZ
_FAR_REFERENCE = re.compile(rb'r="[A-Z]{1,2}+(?:[A-Z]|[0-9]{4})')
_NEAR = (999, 702)  # what every other reference lies within
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_QUOTED = re.compile(r'(?:^|(?<=[,\t\n]))"(?:[^"]|"")*"(?=[,\t\r\n]|$)')
_PANIC = "PanicException"  # calamine's, on an .xls that was cut; it is no Exception
_LOCKED = "文件加了密码，请取消密码后再导入。"
_DAMAGED = "不是完整的表格文件，请用 WPS 或 Excel 打开并另存后再导入。"


def read_sheets(path: Path, progress: Progress = ignore_progress) -> list[tuple[str, Cells]]:
    """The sheets of a file that are shown, each with its name and rows of cells.

    Raises:
        ImportFault: it can't be read, is no such file, or is too large.
        Cancelled: `progress` stopped it.
    """
    data = read_bytes(path)
    if is_open_document(data):
        return [(it.name, _open_rows(path, it)) for it in read_open_sheets(path, data, progress)]
    if data.startswith(b"PK"):
        require_modest(path, data)
    if data.startswith(b"PK") or is_old_file(data):
        return _calamine(path, data, progress)
    text = read_text(path)
    if is_xml_workbook(text):
        return [(it.name, _open_rows(path, it)) for it in read_xml_sheets(path, text, progress)]
    rows = _html_rows(text) if text.lstrip().startswith("<") else text_rows(text)
    return [("", rows)]


def _open_rows(path: Path, sheet: OpenSheet) -> Cells:
    """The rows down to the last, all as wide as the widest; numbers as the digits they have."""
    height = max((it.row for it in sheet.cells), default=-1) + 1
    width = max((it.column for it in sheet.cells if it.text), default=-1) + 1
    if height * width > _CELLS:
        raise _too_wide(path)
    rows: list[list[object]] = [[""] * width for _ in range(height)]
    for cell in sheet.cells:
        if cell.text:
            rows[cell.row][cell.column] = cell.text
    return rows


def text_rows(text: str) -> Cells:
    """The cells of pasted text or of a text file, parted by tabs, else by commas.

    A tab within quotes is part of a cell's text.
    """
    delimiter = "\t" if "\t" in _QUOTED.sub("", text) else ","
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))[:_ROWS]
    except csv.Error:  # a stray quote: no cell may hold a line break then
        return [line.split(delimiter) for line in text.splitlines()[:_ROWS]]


def number_text(value: float) -> str:
    """A number as a cell shows it: in the digits that a spreadsheet keeps, 150000.0 as 150000."""
    digits = format(value, ".15g")
    return format(value, ".2f") if "e" in digits else digits


def require_modest(path: Path, data: bytes) -> None:
    """Refuse a workbook that unpacks to too much, or whose farthest cell is too far.

    Raises:
        ImportFault: it is too large, or no workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > _UNPACKED:
                raise ImportFault(path, "文件解压后过大，请只保留需要的工作表后再导入。")
            # The program knows the size of no other kind before it is laid out (.xlsb, .ods).
            if "xl/workbook.xml" not in archive.namelist():
                raise _unreadable(path)
            for each in archive.infolist():
                if each.filename.startswith("xl/worksheets/"):
                    _require_near(path, archive, each)
    except DAMAGES as error:
        raise _unreadable(path) from error


def _require_near(path: Path, archive: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> None:
    """Refuse a sheet whose farthest cell would make a table of millions."""
    with archive.open(sheet) as file:
        content = file.read(_UNPACKED + 1)
    if len(content) > _UNPACKED:  # the archive's own word on the size was wrong
        raise ImportFault(path, "文件解压后过大，请只保留需要的工作表后再导入。")
    rows, columns = farthest(content)
    if columns > _WIDEST or rows * columns > _CELLS:
        raise _too_wide(path)


def farthest(sheet: bytes) -> tuple[int, int]:
    """How many rows and columns the cells of a worksheet's XML reach to, at least 999 by 702."""
    if _FAR_REFERENCE.search(sheet) is None:
        return _NEAR
    found = _REFERENCE.findall(sheet)
    letters, digits = {it for it, _ in found}, {it for _, it in found}
    return max(map(int, digits), default=1), max(map(column_number, letters), default=1)


def _calamine(path: Path, data: bytes, progress: Progress) -> list[tuple[str, Cells]]:
    from python_calamine import SheetVisibleEnum

    found = []
    unsaid = without_value(data) if data.startswith(b"PK") else {}
    with opened(path, data) as book:
        shown = [it.name for it in book.sheets_metadata if it.visible == SheetVisibleEnum.Visible]
        for number, name in enumerate(shown):
            progress(number, len(shown))
            found.append((name, _cells(path, book, name, unsaid.get(name, {}))))
    return found


@contextmanager
def opened(
    path: Path, data: bytes, locked: str = _LOCKED, damaged: str = _DAMAGED
) -> Iterator["CalamineWorkbook"]:
    """A workbook whose size is known to be modest.

    Raises:
        ImportFault: it has a password or is damaged, said in the words of `locked` and `damaged`.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if has_password(data):
        raise ImportFault(path, locked)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            yield book
    except PasswordError as error:
        raise ImportFault(path, locked) from error
    except (CalamineError, OSError, ValueError) as error:
        raise ImportFault(path, damaged) from error
    except BaseException as error:
        if type(error).__name__ == _PANIC:
            raise ImportFault(path, damaged) from error
        raise


def _cells(
    path: Path, book: "CalamineWorkbook", name: str, unsaid: Mapping[tuple[int, int], str]
) -> Cells:
    """The rows; a cell without a value, `unsaid`, shows why, for blank it would be no amount."""
    sheet = modest_sheet(path, book, name)
    rows: list[list[object]] = [list(line) for line in sheet.to_python(nrows=_ROWS)]
    top, left = sheet.start or (0, 0)
    for (row, column), text in unsaid.items():
        if row < top or column < left or row - top >= _ROWS:
            continue
        rows += [[] for _ in range(row - top + 1 - len(rows))]
        line = rows[row - top]
        line += [""] * (column - left + 1 - len(line))
        line[column - left] = text
    return rows


def modest_sheet(path: Path, book: "CalamineWorkbook", name: str) -> "CalamineSheet":
    """A sheet of a workbook.

    Raises:
        ImportFault: its cells reach too far.
    """
    sheet = book.get_sheet_by_name(name)
    if sheet.width > _WIDEST or sheet.height * sheet.width > _CELLS:
        raise _too_wide(path)
    return sheet


def _too_wide(path: Path) -> ImportFault:
    return ImportFault(path, "工作表过大，请删去空白的行和列后再导入。")


def _unreadable(path: Path) -> ImportFault:
    return ImportFault(path, _DAMAGED)


def _html_rows(text: str) -> Cells:
    parser = _Tables()
    parser.feed(text)
    return parser.rows[:_ROWS]


class _Tables(HTMLParser):
    """The rows of all tables of a page: what some systems hand out under the name of .xls."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data
