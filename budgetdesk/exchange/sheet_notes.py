"""What the XML of an .xlsx says beside the values: what is hidden, formats, unreckoned formulas."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree as ET

from budgetdesk.exchange.cell_names import column_number
from budgetdesk.exchange.damage import DAMAGES
from budgetdesk.exchange.number_formats import BUILT_IN, NumberFormat, format_of

_WIDEST = 16_384
HIDDEN = "在隐藏的行中"
UNRECKONED = "有公式而没有存下结果，请在 WPS 或 Excel 中打开并保存一次"
NO_RESULT = "公式没有结果"
WRONG = "公式出错，请改正后再导入"
_ROW = re.compile(rb"<row\b[^>]*>")
_NUMBER = re.compile(rb'\br="([0-9]+)"')
_IS_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_COLUMNS = re.compile(rb"<col\b[^>]*>")
_FIRST, _LAST = re.compile(rb'\bmin="([0-9]{1,5})"'), re.compile(rb'\bmax="([0-9]{1,5})"')
_CELL = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>(?P<held>.*?)</c>', re.DOTALL
)
_ERROR = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>(?P<held>.*?)</c>',
    re.DOTALL,
)
_SEEN = re.compile(rb"<v>(#[^<]{1,20})</v>")
_STYLED = re.compile(rb'<c\b(?=[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})")(?=[^>]*?\bs="([0-9]{1,5})")')
_STYLES = "xl/styles.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class SheetNotes:
    """Hidden rows and columns, cells with a formula but no value, formats; counted from 0.

    `errors` are cells with what they show instead of a value: #REF!.
    """

    hidden: frozenset[int] = frozenset()
    unreckoned: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    columns: frozenset[int] = frozenset()
    formats: Mapping[tuple[int, int], NumberFormat] = field(default_factory=dict)
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def of(self, row: int, column: int) -> str:
        """What must be known of a cell; "" for nothing."""
        if (row, column) in self.unreckoned:
            return UNRECKONED
        if (row, column) in self.errors:
            return WRONG
        return HIDDEN if row in self.hidden else ""


NO_NOTES = SheetNotes()


def notes_in(data: bytes) -> Mapping[str, SheetNotes]:
    """The notes on each sheet of a workbook by its name; none on what can't be told apart."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            formats = _formats(archive)
            return {
                name: _notes(archive.read(member), formats)
                for name, member in _members(archive).items()
                if member in archive.namelist()
            }
    except DAMAGES:
        return {}


def has_unreckoned(data: bytes) -> bool:
    """Whether a workbook has a formula without its value; of other files nothing is known."""
    packed = data.startswith(b"PK")
    return packed and any(it.unreckoned for it in notes_in(data).values())


def without_value(data: bytes) -> Mapping[str, Mapping[tuple[int, int], str]]:
    """The cells of a workbook that have no value for a reason, with what they show, by sheet."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            found = {}
            for name, member in _members(archive).items():
                sheet = archive.read(member) if member in archive.namelist() else b""
                blank = dict.fromkeys(_unreckoned(sheet), NO_RESULT)
                found[name] = blank | dict(_errors(sheet))
            return found
    except DAMAGES:
        return {}


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


def _formats(archive: zipfile.ZipFile) -> dict[int, NumberFormat]:
    """What the styles of cells, by their numbers, add to the numbers in them."""
    if _STYLES not in archive.namelist():
        return {}
    styles = archive.read(_STYLES)
    if b"<!DOCTYPE" in styles or b"<!ENTITY" in styles:
        return {}
    root = ET.fromstring(styles)  # noqa: S314
    codes = {str(number): code for number, code in BUILT_IN.items()}
    for it in root.iter(f"{_MAIN}numFmt"):
        codes[it.get("numFmtId", "")] = it.get("formatCode", "")
    cells = root.find(f"{_MAIN}cellXfs")
    used = (it.get("numFmtId", "") for it in (() if cells is None else cells))
    told = {number: format_of(codes.get(it, "")) for number, it in enumerate(used)}
    return {number: it for number, it in told.items() if it.adds}


def _formatted(
    sheet: bytes, formats: Mapping[int, NumberFormat]
) -> Iterator[tuple[tuple[int, int], NumberFormat]]:
    """The cells whose format adds to their number."""
    for letters, digits, style in _STYLED.findall(sheet) if formats else ():
        if int(style) in formats:
            yield (int(digits) - 1, column_number(letters) - 1), formats[int(style)]


def _notes(sheet: bytes, formats: Mapping[int, NumberFormat]) -> SheetNotes:
    hidden = {
        int(number[1]) - 1
        for row in _ROW.findall(sheet)
        if _IS_HIDDEN.search(row) and (number := _NUMBER.search(row))
    }
    unreckoned = set(_unreckoned(sheet))
    columns = frozenset(_hidden_columns(sheet))
    formatted = dict(_formatted(sheet, formats))
    errors = dict(_errors(sheet))
    return SheetNotes(frozenset(hidden), frozenset(unreckoned), columns, formatted, errors)


def _unreckoned(sheet: bytes) -> Iterator[tuple[int, int]]:
    for letters, digits, held in _CELL.findall(sheet) if b"<f" in sheet else ():
        if b"<f" in held and (b"<v>" not in held or b"<v></v>" in held) and b"<is>" not in held:
            yield int(digits) - 1, column_number(letters) - 1


def _errors(sheet: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells that show an error, which readers of workbooks give as blank."""
    for letters, digits, held in _ERROR.findall(sheet) if b't="e"' in sheet else ():
        seen = _SEEN.search(held)
        text = seen[1].decode("ascii", "replace") if seen else "#N/A"
        yield (int(digits) - 1, column_number(letters) - 1), text


def _hidden_columns(sheet: bytes) -> Iterator[int]:
    for column in _COLUMNS.findall(sheet):
        first, last = _FIRST.search(column), _LAST.search(column)
        if _IS_HIDDEN.search(column) and first and last:
            yield from range(int(first[1]) - 1, min(int(last[1]), _WIDEST))
