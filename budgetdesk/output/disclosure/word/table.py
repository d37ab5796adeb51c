"""A Sheet as a Word table: the same columns, spans and sizes; rows grow, nothing is cut.

The XML is written as text: python-docx looks each cell up anew, which takes seconds a form.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Tbl

from budgetdesk.domain.text import clean
from budgetdesk.forms.sheet import Align, Cell, Sheet, VAlign
from budgetdesk.output.disclosure.word.styles import CELL, HEI
from budgetdesk.output.typesetting.measuring import PAD_X
from budgetdesk.output.typesetting.page import FittedSheet, FittedText

_TWIPS = 20  # in a point
_ALIGNED = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_LINE = 4  # eighths of a point
_BELOW_LINE = 2.0  # points: of a text that begins at its cell's top
_KEPT_WHOLE = 60.0  # points: a row of no more is not divided between pages


def heading_rows(sheet: Sheet) -> int:
    """How many rows at the top are one unframed line each: they stand above the table."""
    for row in range(len(sheet.rows)):
        cells = [cell for cell in sheet.cells if cell.row == row]
        if len(cells) != 1 or cells[0].style.border or cells[0].columns < len(sheet.columns):
            return row
    return len(sheet.rows)


def word_table(fitted: FittedSheet, first: int = 0) -> CT_Tbl:
    """The rows of a sheet from `first` on as a table element; the heads stand on every page."""
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in fitted.widths)
    rows = "".join(_rows(fitted, first))
    table = parse_xml(
        f"<w:tbl {nsdecls('w')}>{_properties(fitted)}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
    assert isinstance(table, CT_Tbl)  # noqa: S101 - what w:tbl is parsed into
    return table


def _run(cell: Cell, size: float) -> str:
    """A cell's text as a run; its line ends as breaks."""
    if not cell.text:
        return ""
    lines = clean(cell.text).split("\n")
    parts = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{_look(size, bold=cell.style.bold)}{'<w:br/>'.join(parts)}</w:r>"


def _look(size: float, *, bold: bool) -> str:
    """How text differs from the style of cells."""
    weight = f'<w:rFonts w:hint="eastAsia" w:eastAsia="{HEI}"/><w:b/>' if bold else ""
    half_points = round(size * 2)
    sizes = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return f"<w:rPr>{weight}{sizes}</w:rPr>"


def _twips(points: float) -> int:
    return round(points * _TWIPS)


def _properties(fitted: FittedSheet) -> str:
    width = _twips(sum(fitted.widths))
    side = _twips(PAD_X)
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )


def _rows(fitted: FittedSheet, first: int) -> Iterator[str]:
    covering = _cover(fitted.sheet)
    heads = True
    for row in range(first, len(fitted.sheet.rows)):
        heads = heads and fitted.sheet.rows[row].repeat
        height = fitted.heights[row]
        whole = "<w:cantSplit/>" if height <= _KEPT_WHOLE or heads else ""
        head = "<w:tblHeader/>" if heads else ""
        cells = "".join(_cells(fitted, covering, row))
        yield (
            f'<w:tr><w:trPr>{whole}<w:trHeight w:val="{_twips(height)}" w:hRule="atLeast"/>'
            f"{head}</w:trPr>{cells}</w:tr>"
        )


def _cover(sheet: Sheet) -> dict[tuple[int, int], int]:
    """Which cell covers each place of the grid, by its number."""
    return {
        (row, column): number
        for number, cell in enumerate(sheet.cells)
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }


def _cells(fitted: FittedSheet, covering: dict[tuple[int, int], int], row: int) -> Iterator[str]:
    column = 0
    while column < len(fitted.widths):
        number = covering.get((row, column))
        if number is None:
            width = _twips(fitted.widths[column])
            yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
            column += 1
            continue
        cell = fitted.sheet.cells[number]
        yield _cell(fitted, cell, fitted.texts[number], row)
        column += cell.columns


def _cell(fitted: FittedSheet, cell: Cell, text: FittedText, row: int) -> str:
    begins, leads = cell.row == row, fitted.sheet.rows[row].leads
    width = sum(fitted.widths[cell.column : cell.column + cell.columns])
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = ""
    if cell.rows > 1:
        merge = '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    vertical = "top" if cell.style.valign is VAlign.TOP else "center"
    content = _run(cell, text.size) if begins else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{span}{merge}'
        f'{_borders(cell)}<w:vAlign w:val="{vertical}"/></w:tcPr>'
        f"<w:p>{_paragraph(cell, text, leads=leads)}{content}</w:p></w:tc>"
    )


def _borders(cell: Cell) -> str:
    kind = "single" if cell.style.border else "nil"
    sides = "".join(
        f'<w:{side} w:val="{kind}" w:sz="{_LINE}" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right")
    )
    return f"<w:tcBorders>{sides}</w:tcBorders>"


def _paragraph(cell: Cell, text: FittedText, *, leads: bool) -> str:
    line = _twips(text.leading)
    with_next = "<w:keepNext/>" if leads else ""
    # No more than that: a cell's line may break earlier in Word's faces and need the room below.
    above = f'w:before="{_twips(_BELOW_LINE)}" ' if cell.style.valign is VAlign.TOP else ""
    # An empty paragraph is as high as its mark: that too has the cell's size.
    mark = "" if cell.text else _look(text.size, bold=False)
    return (
        f'<w:pPr><w:pStyle w:val="{CELL}"/>{with_next}'
        f'<w:spacing {above}w:line="{line}" w:lineRule="exact"/>'
        f'<w:jc w:val="{_ALIGNED[cell.style.align]}"/>{mark}</w:pPr>'
    )
