"""Puts a range of the form on the clipboard, and takes what lies there."""

import json
import re
from base64 import b64decode, b64encode
from bisect import bisect_left
from dataclasses import dataclass, field

from PySide6.QtCore import QMimeData

from budgetdesk.desktop.clips import clipping_of
from budgetdesk.desktop.editor.grid import Grid, Span
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.records import FormRecord
from budgetdesk.exchange.clipboard.reading import Clipping
from budgetdesk.exchange.clipboard.writing import HtmlCell, format_cells, format_html
from budgetdesk.exchange.placement.origins import TextOrigin
from budgetdesk.exchange.placement.placing import Origins
from budgetdesk.forms.sheet import Cell
from budgetdesk.forms.standing import Standing, standing_of

_OWN_FORMAT = "application/x-budgetdesk-fields"
# A clipboard manager keeps text and HTML, and no format of the program's own.
_IN_HTML = re.compile(r"<!--budgetdesk ([A-Za-z0-9+/=]+)-->")


@dataclass(frozen=True, slots=True)
class Clip:
    """What the clipboard holds for a form, and the fields it came from when copied here."""

    clipping: Clipping
    origins: Origins = field(default_factory=dict)


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
    packed = _packed(record, table).encode()
    data.setText(texts[0][0] if len(cells) == 1 else format_cells(texts))
    html = format_html([[_html(c, rows, columns) for c in line if c] for line in table])
    data.setHtml(f"{html}<!--budgetdesk {b64encode(packed).decode()}-->")
    data.setData(_OWN_FORMAT, packed)
    return data


def clip_of(data: QMimeData) -> Clip:
    """What the clipboard holds, the program's own way of saying it first."""
    html = data.html() if data.hasHtml() else ""
    packed = bytes(data.data(_OWN_FORMAT).data()) if data.hasFormat(_OWN_FORMAT) else b""
    if not packed and (found := _IN_HTML.search(html)):
        packed = b64decode(found[1])
    return Clip(clipping_of(data), _unpacked(packed) if packed else {})


def _html(cell: Cell, rows: list[int], columns: list[int]) -> HtmlCell:
    """A cell that spans the copied rows and columns it covers, and no others."""
    down = bisect_left(rows, cell.row + cell.rows) - bisect_left(rows, cell.row)
    across = bisect_left(columns, cell.column + cell.columns) - bisect_left(columns, cell.column)
    return HtmlCell(cell.text, down, across, cell.style.align.value, cell.style.bold)


def _packed(record: FormRecord, table: list[list[Cell | None]]) -> str:
    """The fields of the copied cells, each with its place in the block."""
    return json.dumps(
        [
            [row, column, *_item(record, cell.field)]
            for row, line in enumerate(table)
            for column, cell in enumerate(line)
            if cell is not None and cell.field is not None
        ]
    )


def _item(record: FormRecord, ref: FieldRef) -> list[str | int]:
    standing = standing_of(record, ref)
    if standing is None:
        return [ref.path, ref.level1, ref.part]
    slot = standing.slot
    return [ref.path, slot.level1, slot.level2, standing.index, ref.part]


def _unpacked(packed: bytes) -> Origins:
    try:
        return {(int(row), int(column)): _origin(item) for row, column, *item in json.loads(packed)}
    except (ValueError, TypeError):
        return {}  # of another version of the program


def _origin(item: list[str | int]) -> TextOrigin:
    if len(item) == 3:
        path, key, part = map(str, item)
        return TextOrigin(path, key=key, part=part)
    path, level1, level2, index, part = map(str, item)
    return TextOrigin(path, Standing(Slot(level1, level2), int(index)), part=part)
