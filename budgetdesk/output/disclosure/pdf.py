"""The document as PDF: cover, contents whose numbers lead there, parts, bookmarks, page labels."""

import io
from pathlib import Path
from typing import IO

from budgetdesk.disclosure.document import Document, prose_sheet
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.output.canvas import embed, open_canvas
from budgetdesk.output.disclosure import paper
from budgetdesk.output.disclosure.chart_drawing import chart_cells, chart_operators
from budgetdesk.output.disclosure.contents_page import Contents
from budgetdesk.output.disclosure.flow import (
    LaidPage,
    contents_of,
    lay_out_parts,
    place_text,
    set_lines,
)
from budgetdesk.output.drawing import Foot, PagePen
from budgetdesk.output.files import replacing
from budgetdesk.output.glyphs import GlyphCheck
from budgetdesk.output.typesetting.fonts import text_face
from budgetdesk.output.typesetting.page import Page, PageFormat

_FORMAT = PageFormat(paper.WIDTH, paper.HEIGHT)
_NO_FOOT = Foot("", paper.NUMBER_SIZE, 0, 0)
_NAME_AT, _DATE_AT = 0.26, 0.8  # of the cover's height


def write_disclosure_pdf(
    path: Path, document: Document, *, progress: Progress = ignore_progress
) -> None:
    """Write the document into one PDF file.

    Args:
        path: the file to create or replace.
        document: what to print.
        progress: called page by page; whatever it raises leaves the old file whole.

    Raises:
        OutputError: the file can't be written.
        MissingGlyph: texts hold characters that the bundled faces lack; nothing is written.
    """
    with replacing(path) as temporary, temporary.open("wb") as file:
        _save(file, document, progress)


def disclosure_pdf_bytes(document: Document, *, progress: Progress = ignore_progress) -> bytes:
    """The same document in memory; raises MissingGlyph."""
    buffer = io.BytesIO()
    _save(buffer, document, progress)
    return buffer.getvalue()


def _save(file: IO[bytes], document: Document, progress: Progress) -> None:
    _check_glyphs(document)
    pages = lay_out_parts(document.parts)
    contents = Contents(contents_of(pages))
    writer = _PdfWriter(file, document, len(contents.pages) + 1)
    total = len(contents.pages) + 1 + len(pages)
    writer.cover(document)
    for number in range(len(contents.pages)):
        writer.contents_page(contents, number)
        progress(number + 1, total)
    for number, page in enumerate(pages, start=1):
        writer.body_page(page, number)
        progress(total - len(pages) + number, total)
    writer.save()


class _PdfWriter:
    """The PDF while its pages are written."""

    def __init__(self, file: IO[bytes], document: Document, front: int) -> None:
        self._pen = PagePen()
        self._canvas = open_canvas(file, f"{document.department}{document.title}")
        self._canvas.setAuthor(document.department)
        # What a viewer calls the pages: the numbers that stand on them.
        self._canvas.addPageLabel(0, style=None, prefix="封面")
        self._canvas.addPageLabel(1, style="ROMAN_LOWER")
        self._canvas.addPageLabel(front, style="ARABIC", start=1)

    def cover(self, document: Document) -> None:
        """Who publishes what, and when."""
        cells = []
        top = paper.HEIGHT * _NAME_AT
        for text, kind in (
            (document.department, paper.COVER_NAME),
            (document.title, paper.COVER_TITLE),
        ):
            lines = set_lines(text, kind)
            cells.append(place_text(lines, kind, top))
            top += lines.height + paper.LEADING
        date = set_lines(document.published_on, paper.COVER_DATE)
        cells.append(place_text(date, paper.COVER_DATE, paper.HEIGHT * _DATE_AT))
        self._draw(Page(_FORMAT, 1, 1, tuple(cells)), _NO_FOOT)

    def contents_page(self, contents: Contents, number: int) -> None:
        """One page of the contents, counted from 0."""
        if number == 0:
            self._bookmark("目录", "contents", 0)
        for target, rectangle in contents.links(number):
            self._canvas.linkRect("", _target(target), rectangle, Border="[0 0 0]")
        page = Page(_FORMAT, 1, 1, tuple(contents.cells(number)))
        self._draw(page, _NO_FOOT, contents.leaders(number))

    def body_page(self, page: LaidPage, number: int) -> None:
        """One numbered page, with its bookmarks and charts."""
        size = page.page.format
        for place, mark in enumerate(page.marks):
            self._bookmark(mark.text, f"{_target(number)}-{place}", mark.depth)
        self._canvas.bookmarkPage(_target(number))
        cells = (*page.page.cells, *(cell for it in page.charts for cell in chart_cells(it)))
        bars = "\n".join(chart_operators(it, size.height) for it in page.charts)
        drawn = Page(size, page.page.number, page.page.count, cells)
        self._draw(drawn, _foot(page, number), bars)

    def save(self) -> None:
        """Write the file's end."""
        self._canvas.showOutline()
        embed(self._canvas, self._pen.faces)
        self._canvas.save()

    def _draw(self, page: Page, foot: Foot, operators: str = "") -> None:
        self._canvas.setPageSize((page.format.width, page.format.height))
        self._canvas.addLiteral(self._pen.stream(page, foot))
        if operators:
            self._canvas.addLiteral(operators)
        self._canvas.showPage()

    def _bookmark(self, text: str, key: str, depth: int) -> None:
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(text, key, depth, closed=depth > 0)


def _target(number: int) -> str:
    return f"page-{number}"


def _foot(page: LaidPage, number: int) -> Foot:
    """— 1 — 7 mm below the text: odd numbers at the right, even ones at the left."""
    text, size = f"— {number} —", paper.NUMBER_SIZE
    width = text_face().width(text) * size
    paper_width = page.page.format.width
    if page.prose:
        left, right, base = paper.LEFT + size, paper.RIGHT + size, paper.BELOW - 7 * paper.MM - size
    else:
        left = right = page.page.format.margin
        base = page.page.format.margin / 2
    is_right = number % 2 == 1
    return Foot(text, size, paper_width - right - width if is_right else left, base)


def _check_glyphs(document: Document) -> None:
    check = GlyphCheck()
    for sheet in document.sheets:
        check.passes(sheet)
    check.passes(prose_sheet(document))
    check.raise_faults()
