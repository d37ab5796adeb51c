"""Formulas in a workbook that no office program has reckoned: they show nothing to read.

A program that writes a formula without its value leaves the cell blank for every reader that
doesn't reckon. Only files with such a cell are looked through.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape

from budgetdesk.exchange.cell_names import column_number

_CELL = re.compile(
    rb"<c\b[^>]*\br=\"([A-Z]{1,3})([0-9]{1,7})\"[^>]*>\s*<f\b[^>]*>([^<]*)</f>\s*"
    rb"(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*\"([^\"]*)\"")

Formulas = Mapping[tuple[int, int], str]
"""Formulas by row and column from 0, each with its sign =."""


def has_unreckoned(sheet: bytes) -> bool:
    """Whether the XML of a worksheet has a formula without a value."""
    return b"</f>" in sheet and _CELL.search(sheet) is not None


def unreckoned(archive: zipfile.ZipFile) -> dict[str, Formulas]:
    """The formulas without values of an .xlsx, by the names of the sheets.

    Raises:
        KeyError: a part that belongs to every workbook is missing.
    """
    parts = dict(_parts(archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")))
    names = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    found: dict[str, Formulas] = {}
    for tag in _SHEET.findall(names):
        told = dict(_ATTRIBUTE.findall(tag))
        part = parts.get(next((it for key, it in told.items() if key.endswith(":id")), ""))
        if part in archive.NameToInfo:
            found[unescape(told.get("name", ""))] = dict(_formulas(archive.read(part)))
    return {name: it for name, it in found.items() if it}


def _parts(relations: str) -> Iterator[tuple[str, str]]:
    for tag in _RELATION.findall(relations):
        told = dict(_ATTRIBUTE.findall(tag))
        target = told.get("Target", "")
        yield told.get("Id", ""), target[1:] if target.startswith("/") else f"xl/{target}"


def _formulas(sheet: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for letters, row, formula in _CELL.findall(sheet):
        place = int(row) - 1, column_number(letters) - 1
        yield place, f"={unescape(formula.decode('utf-8', 'replace'))}"
