"""Puts a range of the form on the clipboard, and takes what lies there."""

import json
from bisect import bisect_left
from dataclasses import dataclass

from PySide6.QtCore import QMimeData

from budgetdesk.desktop.editor.clipboard import (
    HtmlCell,
    Matrix,
    format_cells,
    format_html,
    parse_cells,
)
from budgetdesk.desktop.editor.grid import Grid, Span
from budgetdesk.desktop.editor.lists import Standing, in_list, standing_of
from budgetdesk.domain.fields import Kind, field_of
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.records import FormRecord
from budgetdesk.forms.sheet import Cell

_OWN_FORMAT = "application/x-budgetdesk-fields"


@dataclass(frozen=True, slots=True)
class Origin:
    """Which field a copied text came from: `standing` of a row of a list, `key` of a paragraph."""

    path: str
    standing: Standing | None = None
    key: str = ""


Origins = tuple[tuple[Origin | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Clip:
    """What the clipboard holds for a form: rows of texts, and their fields when copied here."""

    block: Matrix
    origins: Origins = ()


def copied(grid: Grid, record: FormRecord, span: Span) -> QMimeData:
    """A range as text, as an HTML table, and with its fields for pasting into another form."""
    cells = tuple(grid.in_span(span))
    columns = sorted({cell.column for cell in cells})
    rows = sorted({cell.row for cell in cells})
    begins = {(cell.row, cell.column): cell for cell in cells}
    table = [[begins.get((row, column)) for column in columns] for row in rows]
    data = QMimeData()
    # One cell alone is plain text, so that it can be pasted into a letter as well.
    texts = [[cell.text if cell is not None else "" for cell in line] for line in table]
    data.setText(texts[0][0] if len(cells) == 1 else format_cells(texts))
    data.setHtml(format_html([[_html(c, rows, columns) for c in line if c] for line in table]))
    data.setData(_OWN_FORMAT, _packed(record, table).encode())
    return data


def clip_of(data: QMimeData, cell: Cell) -> Clip:
    """What the clipboard holds, for pasting at a cell.

    Several lines that are no table go whole into a paragraph: they were copied from a letter.
    """
    if data.hasFormat(_OWN_FORMAT):
        return _unpacked(bytes(data.data(_OWN_FORMAT).data()).decode())
    block = parse_cells(data.text())
    lines = len(block) > 1 and len(block[0]) == 1
    table = data.hasHtml() and "<table" in data.html().lower()
    if lines and not table and _is_lone_paragraph(cell):
        whole = data.text().replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
        return Clip(((whole,),))
    return Clip(block)


def _is_lone_paragraph(cell: Cell) -> bool:
    ref = cell.field
    return ref is not None and not in_list(ref) and field_of(ref).kind is Kind.PARAGRAPH


def _html(cell: Cell, rows: list[int], columns: list[int]) -> HtmlCell:
    """A cell that spans the copied rows and columns it covers, and no others."""
    down = bisect_left(rows, cell.row + cell.rows) - bisect_left(rows, cell.row)
    across = bisect_left(columns, cell.column + cell.columns) - bisect_left(columns, cell.column)
    return HtmlCell(cell.text, down, across, cell.style.align.value, cell.style.bold)


def _packed(record: FormRecord, table: list[list[Cell | None]]) -> str:
    return json.dumps([[_item(record, cell) for cell in line] for line in table])


def _item(record: FormRecord, cell: Cell | None) -> list[str | int]:
    if cell is None or cell.field is None:
        return [cell.text if cell is not None else ""]
    standing = standing_of(record, cell.field)
    if standing is None:
        return [cell.text, cell.field.path, cell.field.level1]
    slot = standing.slot
    return [cell.text, cell.field.path, slot.level1, slot.level2, standing.index]


def _unpacked(packed: str) -> Clip:
    table = json.loads(packed)
    block = tuple(tuple(str(item[0]) for item in line) for line in table)
    return Clip(block, tuple(tuple(_origin(item) for item in line) for line in table))


def _origin(item: list[str | int]) -> Origin | None:
    if len(item) == 1:
        return None
    if len(item) == 3:
        return Origin(str(item[1]), key=str(item[2]))
    _, path, level1, level2, index = item
    return Origin(str(path), Standing(Slot(str(level1), str(level2)), int(index)))
