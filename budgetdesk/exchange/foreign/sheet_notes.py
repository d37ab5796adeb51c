"""What the XML of an .xlsx says beside the values: hidden rows, columns, unreckoned formulas."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree as ET

from budgetdesk.exchange.cell_names import column_number
from budgetdesk.exchange.damage import DAMAGES

_WIDEST = 16_384
HIDDEN = "在隐藏的行中"
UNRECKONED = "有公式而没有存下结果，请在 WPS 或 Excel 中打开并保存一次"
_ROW = re.compile(rb"<row\b[^>]*>")
_NUMBER = re.compile(rb'\br="([0-9]+)"')
_IS_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_COLUMNS = re.compile(rb"<col\b[^>]*>")
_FIRST, _LAST = re.compile(rb'\bmin="([0-9]{1,5})"'), re.compile(rb'\bmax="([0-9]{1,5})"')
_CELL = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>(?P<held>.*?)</c>', re.DOTALL
)
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class SheetNotes:
    """Hidden rows and columns, and cells with a formula but no value; counted from 0."""

    hidden: frozenset[int] = frozenset()
    unreckoned: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    columns: frozenset[int] = frozenset()

    def of(self, row: int, column: int) -> str:
        """What must be known of a cell; "" for nothing."""
        if (row, column) in self.unreckoned:
            return UNRECKONED
        return HIDDEN if row in self.hidden else ""


NO_NOTES = SheetNotes()


def notes_in(data: bytes) -> Mapping[str, SheetNotes]:
    """The notes on each sheet of a workbook by its name; none on what can't be told apart."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return {
                name: _notes(archive.read(member))
                for name, member in _members(archive).items()
                if member in archive.namelist()
            }
    except DAMAGES:
        return {}


def has_unreckoned(data: bytes) -> bool:
    """Whether a workbook has a formula without its value; of other files nothing is known."""
    packed = data.startswith(b"PK")
    return packed and any(it.unreckoned for it in notes_in(data).values())


def _members(archive: zipfile.ZipFile) -> dict[str, str]:
    """The files of the sheets by their names."""
    book = archive.read("xl/workbook.xml")
    links = archive.read("xl/_rels/workbook.xml.rels")
    if b"<!DOCTYPE" in book + links or b"<!ENTITY" in book + links:
        return {}
    targets = {it.get("Id"): it.get("Target") or "" for it in ET.fromstring(links)}  # noqa: S314
    found = {}
    for sheet in ET.fromstring(book).iter():  # noqa: S314
        if sheet.tag.endswith("}sheet") and sheet.get(_RELATED) in targets:
            target = targets[sheet.get(_RELATED)]
            found[sheet.get("name") or ""] = (
                target.lstrip("/") if target[:1] == "/" else f"xl/{target}"
            )
    return found


def _notes(sheet: bytes) -> SheetNotes:
    hidden = {
        int(number[1]) - 1
        for row in _ROW.findall(sheet)
        if _IS_HIDDEN.search(row) and (number := _NUMBER.search(row))
    }
    unreckoned = set()
    if b"<f" in sheet:
        for letters, digits, held in _CELL.findall(sheet):
            if b"<f" in held and (b"<v>" not in held or b"<v></v>" in held) and b"<is>" not in held:
                unreckoned.add((int(digits) - 1, column_number(letters) - 1))
    return SheetNotes(frozenset(hidden), frozenset(unreckoned), frozenset(_hidden_columns(sheet)))


def _hidden_columns(sheet: bytes) -> Iterator[int]:
    for column in _COLUMNS.findall(sheet):
        first, last = _FIRST.search(column), _LAST.search(column)
        if _IS_HIDDEN.search(column) and first and last:
            yield from range(int(first[1]) - 1, min(int(last[1]), _WIDEST))
