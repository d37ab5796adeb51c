"""Files of many sheets, tables and pages, each with a form of its own."""

import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.exchange.foreign.conftest import PLAIN

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def forms(count: int) -> Iterator[list[list[str]]]:
    """Forms of projects with names of their own."""
    for number in range(count):
        rows = [list(row) for row in PLAIN]
        rows[1][1] = f"老年食堂补助{number}"
        yield rows


def excel(path: Path, count: int) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(forms(count)):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    book.save(path)


def word(path: Path, count: int) -> None:
    tables = "".join(f"<w:tbl>{_word_rows(rows)}</w:tbl><w:p/>" for rows in forms(count))
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        content = f'<w:document xmlns:w="{_WORD}"><w:body>{tables}</w:body></w:document>'
        packed.writestr("word/document.xml", content)


def _word_rows(rows: list[list[str]]) -> str:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    lines = ("".join(cell.format(escape(text)) for text in row) for row in rows)
    return "".join(f"<w:tr>{line}</w:tr>" for line in lines)


def open_sheets(path: Path, count: int) -> None:
    spaces = "".join(f' xmlns:{it}="{_OPEN}:{it}:1.0"' for it in ("office", "table", "text"))
    tables = "".join(
        f'<table:table table:name="表{number}">{_open_rows(rows)}</table:table>'
        for number, rows in enumerate(forms(count))
    )
    with ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", f"<office:document{spaces}>{tables}</office:document>")


def _open_rows(rows: list[list[str]]) -> str:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    lines = ("".join(cell.format(escape(text)) for text in row) for row in rows)
    return "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)


def page(path: Path, count: int) -> None:
    lines = (f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for it in forms(count) for row in it)
    path.write_text(f"<table>{''.join(lines)}</table>", "utf-8")


def pdf(path: Path, count: int, noise: int = 0) -> None:
    """`noise` is the edge in pixels of an image on each page, which nothing makes smaller."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path))
    for number, rows in enumerate(forms(count)):
        canvas.setFont("STSong-Light", 9)
        for line, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                canvas.rect(40 + 130 * column, 780 - 20 * line, 130, 20)
                canvas.drawString(43 + 130 * column, 786 - 20 * line, text)
        if noise:
            dots = random.Random(number).randbytes(noise * noise * 3)
            image = ImageReader(Image.frombytes("RGB", (noise, noise), dots))
            canvas.drawImage(image, 40, 40, 200, 200)
        canvas.showPage()
    canvas.save()


def heavy_pdf(path: Path, count: int) -> None:
    """About 200 KB a page."""
    before, rl_config.useA85 = rl_config.useA85, 0
    try:
        pdf(path, count, 256)
    finally:
        rl_config.useA85 = before


WRITERS: Mapping[str, Callable[[Path, int], None]] = {
    "表.xlsx": excel,
    "表.ods": open_sheets,
    "表.docx": word,
    "表.pdf": pdf,
    "表.html": page,
}
LARGE: Mapping[str, tuple[Callable[[Path, int], None], int]] = {
    "大.xlsx": (excel, 300),
    "大.docx": (word, 400),
    "大.pdf": (heavy_pdf, 300),
}
