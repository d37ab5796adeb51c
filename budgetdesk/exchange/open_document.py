"""The sheets of an .ods workbook as its own XML shows them: merged cells, what is hidden."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

from budgetdesk.domain.progress import Progress
from budgetdesk.exchange.damage import DAMAGES
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.number_formats import dressed

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_UNPACKED = 100 * 1024 * 1024  # bytes of the content's XML
_MOST_CELLS = 1_000_000
TALLEST, WIDEST = 20_000, 702
_KIND = b"mimetypeapplication/vnd.oasis.opendocument"
DAMAGED = "不是完整的表格文件，请用 WPS 或 Excel 打开并另存后再导入。"
_LARGE = "工作表过大，请删去空白的行和列后再导入。"


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell that no merged one covers, counted from 0; `hidden`: its row is."""

    row: int
    column: int
    text: str
    rows: int
    columns: int
    number: bool
    hidden: bool


class SheetRoom:
    """Counts the cells of a sheet, of which a small file may claim to have any number."""

    def __init__(self, path: Path) -> None:
        self._path, self._count = path, 0

    def take(self, row: int, column: int) -> None:
        """Take a cell, or refuse the file: ImportFault."""
        self._count += 1
        if self._count > _MOST_CELLS or row > TALLEST or column > WIDEST:
            raise ImportFault(self._path, _LARGE)


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet that is shown: its cells as they stand, and which of its columns are hidden."""

    name: str
    cells: tuple[OpenCell, ...]
    hidden: frozenset[int]


def is_open_document(data: bytes) -> bool:
    """Whether a file says of itself that it is an OpenDocument one."""
    return data.startswith(b"PK") and _KIND in data[:200]


def read_open_sheets(path: Path, data: bytes, progress: Progress) -> list[OpenSheet]:
    """The sheets that are shown.

    Raises:
        ImportFault: it is damaged, has a password, or is too large.
        Cancelled: `progress` stopped it.
    """
    root = _content(path, data)
    unshown = _hidden_styles(root)
    tables = [
        it for it in root.iter(f"{_TABLE}table") if it.get(f"{_TABLE}style-name") not in unshown
    ]
    sheets = []
    for number, table in enumerate(tables):
        progress(number, len(tables))
        name = table.get(f"{_TABLE}name") or ""
        sheets.append(OpenSheet(name, tuple(_cells(path, table)), _hidden_columns(table)))
    return sheets


def _content(path: Path, data: bytes) -> ET.Element:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if archive.getinfo("content.xml").file_size > _UNPACKED:
                raise ImportFault(path, _LARGE)
            with archive.open("content.xml") as file:
                content = file.read(_UNPACKED + 1)
            if b"manifest:encryption-data" in archive.read("META-INF/manifest.xml"):
                raise ImportFault(path, "文件加了密码，请取消密码后再导入。")
        if len(content) > _UNPACKED or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise ImportFault(path, DAMAGED)
        return ET.fromstring(content)  # noqa: S314 - neither entities nor a document type
    except DAMAGES as error:
        raise ImportFault(path, DAMAGED) from error


def _hidden_styles(root: ET.Element) -> set[str | None]:
    return {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for it in style.iter(f"{_STYLE}table-properties")
        if it.get(f"{_TABLE}display") == "false"
    }


def _hidden_columns(table: ET.Element) -> frozenset[int]:
    """Those that hold anything: of the repeated ones behind the last only the first few."""
    found: set[int] = set()
    column = 0
    for it in table.iter(f"{_TABLE}table-column"):
        times = _number(it, "number-columns-repeated")
        if _is_hidden(it):
            found.update(range(column, min(column + times, WIDEST)))
        column += times
    return frozenset(found)


def _is_hidden(element: ET.Element) -> bool:
    return element.get(f"{_TABLE}visibility") in ("collapse", "filter")


def _cells(path: Path, table: ET.Element) -> Iterator[OpenCell]:
    row, room = 0, SheetRoom(path)
    for line in table.iter(f"{_TABLE}table-row"):
        times = _number(line, "number-rows-repeated")
        boxes, hidden = list(_boxes(line)), _is_hidden(line)
        if not any(text for _, _, text in boxes):
            row += times
            continue
        for _ in range(times):
            for column, box, text in boxes:
                room.take(row, column)
                yield _cell(row, column, box, text, hidden=hidden)
            row += 1


def _boxes(line: ET.Element) -> Iterator[tuple[int, ET.Element, str]]:
    """The cells of a row that no merged one covers; of repeated blank ones the first few."""
    column = 0
    for box in line:
        times = _number(box, "number-columns-repeated")
        text = _shown(box)
        if box.tag == f"{_TABLE}table-cell":
            for number in range(times if text else min(times, 20)):
                yield column + number, box, text
        column += times


def _cell(row: int, column: int, box: ET.Element, text: str, *, hidden: bool) -> OpenCell:
    number = _is_number(box) and text == box.get(f"{_OFFICE}value")
    rows = min(_number(box, "number-rows-spanned"), TALLEST)
    columns = min(_number(box, "number-columns-spanned"), WIDEST)
    return OpenCell(row, column, text, rows, columns, number, hidden)


def _shown(box: ET.Element) -> str:
    """The text of a cell; of a number its value, which is more exact than what is shown."""
    exact = box.get(f"{_OFFICE}value")
    seen = "\n".join("".join(_pieces(it)) for it in box.findall(f"{_TEXT}p"))
    return dressed(exact, seen) if _is_number(box) and exact else seen


def _is_number(box: ET.Element) -> bool:
    return box.get(f"{_OFFICE}value-type") in ("float", "currency")


def _pieces(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(_count(child.get(f"{_TEXT}c")), 1000)
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif not child.tag.startswith(_OFFICE):
            yield from _pieces(child)
        yield child.tail or ""


def _number(element: ET.Element, name: str) -> int:
    return _count(element.get(f"{_TABLE}{name}"))


def _count(said: str | None) -> int:
    return int(said) if said and said.isdecimal() else 1
