"""Files of one project's form in the habits of many offices, made of known values.

A sheet is rows of texts; a text goes on over the `>` right of it and the `^` below it. The same
sheet is written as a workbook, a Word document, a web page and a PDF.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

Rows = list[list[str]]
RIGHT, DOWN = ">", "^"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONT = "STSong-Light"
WITHIN = "（内表）"


@dataclass(frozen=True, slots=True)
class Spanned:
    """A text with its place and how far it goes on."""

    row: int
    column: int
    text: str
    rows: int
    columns: int


def spanned(rows: Rows) -> Iterator[Spanned]:
    """The texts of a sheet."""
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            if text not in (RIGHT, DOWN):
                columns = _run(line[column + 1 :], RIGHT)
                below = [it[column] if column < len(it) else "" for it in rows[row + 1 :]]
                yield Spanned(row, column, text, _run(below, DOWN), columns)


def _run(texts: Sequence[str], sign: str) -> int:
    count = 1
    for text in texts:
        if text != sign:
            break
        count += 1
    return count


def workbook(path: Path, sheets: Mapping[str, Rows]) -> None:
    """An .xlsx; what looks like a number is one."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for it in spanned(rows):
            if it.text:
                sheet.cell(it.row + 1, it.column + 1, _number(it.text))
            if it.rows * it.columns > 1:
                sheet.merge_cells(
                    start_row=it.row + 1, start_column=it.column + 1,
                    end_row=it.row + it.rows, end_column=it.column + it.columns,
                )  # fmt: skip
    book.save(path)


def _number(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


_TURNED = {"turned": 90, "stacked": 255}
_WIDTHS = (10, 14, 22, 12, 14, 16)  # characters
_SIDES = ("绩效指标", "项目资金（元）")


def dress(path: Path, size: int, look: str) -> None:
    """Give a workbook lines, letters of a size, and rows as high as they need or as `low` ones."""
    book = openpyxl.load_workbook(path)
    line = Side(style="thin")
    for sheet in book.worksheets:
        for width, letter in zip(_WIDTHS, "ABCDEF", strict=True):
            sheet.column_dimensions[letter].width = width
        for row in sheet.iter_rows():
            for cell in row:
                turned = _TURNED.get(look, 0) if cell.value in _SIDES else 0
                cell.border, cell.font = Border(line, line, line, line), Font(size=size)
                cell.alignment = Alignment("center", "center", turned, wrap_text=True)
            needed = max(len(str(it.value or "")) / (60 if it.column == 2 else 9) for it in row)
            lines = 1 if look == "low" else 1 + int(needed * size / 9)
            sheet.row_dimensions[row[0].row].height = size * 1.5 * lines
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
    book.save(path)


def word(path: Path, *parts: Rows | str, within: Rows | None = None) -> None:
    """A .docx of tables and paragraphs; a table `within` a cell stands where that says WITHIN."""
    body = "".join(_paragraph(it) if isinstance(it, str) else _table(it) for it in parts)
    if within:
        body = body.replace(_paragraph(WITHIN), f"{_table(within)}<w:p/>")
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        )


def _paragraph(text: str) -> str:
    lines = (f"<w:t>{escape(line)}</w:t>" for line in text.split("\n"))
    return f"<w:p><w:r>{'<w:br/>'.join(lines)}</w:r></w:p>"


def _table(rows: Rows) -> str:
    """A w:tbl with gridSpan and vMerge."""
    covered = {(it.row + down, it.column): (it, down) for it in spanned(rows)
               for down in range(it.rows)}  # fmt: skip
    lines = []
    for row, line in enumerate(rows):
        cells = ""
        for column in range(len(line)):
            if (row, column) not in covered:
                continue
            it, down = covered[row, column]
            merge = '<w:vMerge w:val="restart"/>' if it.rows > 1 else ""
            props = f'<w:gridSpan w:val="{it.columns}"/>' + ("<w:vMerge/>" if down else merge)
            cells += f"<w:tc><w:tcPr>{props}</w:tcPr>{_paragraph('' if down else it.text)}</w:tc>"
        lines.append(f"<w:tr>{cells}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def page(path: Path, *tables: Rows) -> None:
    """A web page as WPS puts it onto the clipboard and saves it."""
    found = []
    for rows in tables:
        lines: dict[int, str] = dict.fromkeys(range(len(rows)), "")
        for it in spanned(rows):
            text = escape(it.text).replace("\n", "<br>")
            span = f'rowspan="{it.rows}" colspan="{it.columns}"'
            lines[it.row] += f"<td class=xl65 {span} style='mso-number-format:\"\\@\"'>{text}</td>"
        found.append("<table>" + "".join(f"<tr>{it}</tr>" for it in lines.values()) + "</table>")
    path.write_text(f"<html><body><!--StartFragment-->{''.join(found)}</body></html>", "utf-8")


@dataclass(frozen=True, slots=True)
class Paper:
    """How a PDF is set: the height of letters and of a line of text, all in points."""

    size: float = 9
    width: float = 520
    page: int = 760  # of what is printed on a page
    low: bool = False  # rows are as high as one line, whatever stands in them


A4 = Paper()


def pdf(path: Path, rows: Rows, paper: Paper = A4, widths: Sequence[float] = ()) -> None:
    """A ruled table over as many pages as it takes; texts are broken at the width of the cell."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    count = max(map(len, rows))
    shares = widths or [1.0] * count
    edges = [0.0]
    for share in shares:
        edges.append(edges[-1] + share / sum(shares) * paper.width)
    cells = list(spanned(rows))
    heights = [paper.size * 1.6] * len(rows)
    for it in cells:
        if it.rows == 1 and not paper.low:
            lines = _broken(it.text, edges[it.column + it.columns] - edges[it.column], paper.size)
            heights[it.row] = max(heights[it.row], (len(lines) * 1.3 + 0.4) * paper.size)
    canvas = Canvas(str(path))
    first = 0
    while first < len(rows):
        last = first + 1
        while last < len(rows) and sum(heights[first : last + 1]) <= paper.page:
            last += 1
        _draw(canvas, [it for it in cells if it.row < last and it.row + it.rows > first],
              (edges, heights, first, last), paper)  # fmt: skip
        canvas.showPage()
        first = last
    canvas.save()


_Lattice = tuple[Sequence[float], Sequence[float], int, int]


def _draw(canvas: Canvas, cells: Sequence[Spanned], at: _Lattice, paper: Paper) -> None:
    edges, heights, first, last = at
    canvas.setFont(_FONT, paper.size)
    for it in cells:
        begin, end = max(it.row, first), min(it.row + it.rows, last)
        top = 800 - sum(heights[first:begin])
        height = sum(heights[begin:end])
        left, right = 36 + edges[it.column], 36 + edges[it.column + it.columns]
        canvas.rect(left, top - height, right - left, height)
        if begin == it.row:
            for number, line in enumerate(_broken(it.text, right - left, paper.size)):
                canvas.drawString(left + 3, top - (1.1 + 1.3 * number) * paper.size, line)


def _broken(text: str, width: float, size: float) -> list[str]:
    lines = []
    for part in text.split("\n"):
        line = ""
        for sign in part:
            if line and pdfmetrics.stringWidth(line + sign, _FONT, size) > width - 6:
                lines.append(line)
                line = ""
            line += sign
        lines.append(line)
    return lines
