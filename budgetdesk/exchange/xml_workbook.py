"""A workbook of Excel 2003 in XML, as systems of finance hand it out under the name of .xls."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from budgetdesk.domain.progress import Progress
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.number_formats import PLAIN, NumberFormat, format_of
from budgetdesk.exchange.open_document import (
    DAMAGED,
    TALLEST,
    WIDEST,
    OpenCell,
    OpenSheet,
    SheetRoom,
)

_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_BEGINS = re.compile(r"\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*)*<(?:\w+:)?Workbook\b", re.DOTALL)
_MIDNIGHT = "T00:00:00.000"
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_NAMED = {"Percent": "0%"}
_DECLARED = re.compile(r"^\s*<\?xml\b[^>]*\?>")


def is_xml_workbook(text: str) -> bool:
    """Whether a text is such a workbook."""
    return _BEGINS.match(text) is not None


def read_xml_sheets(path: Path, text: str, progress: Progress) -> list[OpenSheet]:
    """The sheets that are shown.

    Raises:
        ImportFault: it is damaged or too large.
        Cancelled: `progress` stopped it.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ImportFault(path, DAMAGED)
    try:
        root = ET.fromstring(_DECLARED.sub("", text))  # noqa: S314 - neither entities nor a type
    except ET.ParseError as error:
        raise ImportFault(path, DAMAGED) from error
    shown = [it for it in root.iter(f"{_SHEET}Worksheet") if _is_shown(it)]
    formats = dict(_formats(root))
    sheets = []
    for number, sheet in enumerate(shown):
        progress(number, len(shown))
        cells = tuple(_cells(path, sheet, formats))
        sheets.append(OpenSheet(sheet.get(f"{_SHEET}Name") or "", cells, _hidden_columns(sheet)))
    return sheets


def _formats(root: ET.Element) -> Iterator[tuple[str, NumberFormat]]:
    """What the styles of cells, by their names, add to the numbers in them."""
    for style in root.iter(f"{_SHEET}Style"):
        told = style.find(f"{_SHEET}NumberFormat")
        code = "" if told is None else told.get(f"{_SHEET}Format", "")
        yield style.get(f"{_SHEET}ID", ""), format_of(_NAMED.get(code, code))


def _is_shown(sheet: ET.Element) -> bool:
    told = sheet.find(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible")
    return told is None or told.text in (None, "SheetVisible")


def _hidden_columns(sheet: ET.Element) -> frozenset[int]:
    found: set[int] = set()
    column = 0
    for it in sheet.iter(f"{_SHEET}Column"):
        column = _number(it, "Index", column + 1) - 1
        after = column + 1 + _number(it, "Span", 0)
        if it.get(f"{_SHEET}Hidden") == "1":
            found.update(range(column, min(after, WIDEST)))
        column = after
    return frozenset(found)


def _cells(
    path: Path, sheet: ET.Element, formats: Mapping[str, NumberFormat]
) -> Iterator[OpenCell]:
    row, room = 0, SheetRoom(path)
    for line in sheet.iter(f"{_SHEET}Row"):
        row = _number(line, "Index", row + 1) - 1
        column, hidden = 0, line.get(f"{_SHEET}Hidden") == "1"
        for box in line.iter(f"{_SHEET}Cell"):
            column = _number(box, "Index", column + 1) - 1
            room.take(row, column)
            form = formats.get(box.get(f"{_SHEET}StyleID", ""), PLAIN)
            cell = _cell(box, row, column, form, hidden=hidden)
            yield cell
            column += cell.columns
        row += 1 + _number(line, "Span", 0)


def _cell(box: ET.Element, row: int, column: int, form: NumberFormat, *, hidden: bool) -> OpenCell:
    data = box.find(f"{_SHEET}Data")
    text = "" if data is None else "".join(data.itertext())
    kind = None if data is None else data.get(f"{_SHEET}Type")
    rows = min(_number(box, "MergeDown", 0) + 1, TALLEST)
    columns = min(_number(box, "MergeAcross", 0) + 1, WIDEST)
    said = _as_shown(text, kind, form)
    return OpenCell(row, column, said, rows, columns, kind == "Number" and said == text, hidden)


def _as_shown(text: str, kind: str | None, form: NumberFormat) -> str:
    """A number or a day with what its format adds."""
    if kind == "DateTime" and text.endswith(_MIDNIGHT):
        day = text.removesuffix(_MIDNIGHT)
        return form.day(date.fromisoformat(day)) if form.dated else day
    return form.shown(text) if kind == "Number" and form.adds and _NUMBER.fullmatch(text) else text


def _number(element: ET.Element, name: str, default: int) -> int:
    said = element.get(f"{_SHEET}{name}") or ""
    return int(said) if said.isdecimal() and len(said) < 8 else default
