"""The document as PDF: cover, contents whose numbers lead there, parts, bookmarks, page labels."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from budgetdesk.disclosure import paper
from budgetdesk.disclosure.chart_drawing import chart_cells, chart_operators
from budgetdesk.disclosure.document import Document, SheetPart, Term
from budgetdesk.disclosure.flow import LaidPage, Mark, lay_out_parts, place_text, set_lines
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.forms.sheet import Align, Cell, Role, Sheet
from budgetdesk.output.canvas import embed, open_canvas
from budgetdesk.output.drawing import Foot, PagePen
from budgetdesk.output.files import replacing
from budgetdesk.output.glyphs import GlyphCheck
from budgetdesk.output.typesetting.fonts import text_face
from budgetdesk.output.typesetting.page import Page, PageFormat, PlacedCell

_FORMAT = PageFormat(paper.WIDTH, paper.HEIGHT)
_NO_FOOT = Foot("", paper.NUMBER_SIZE, 0, 0)
_NUMBER_WIDTH = 36.0  # points, of the contents' page numbers
_DOTS = 6.0  # points from the text and the number to the leader


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


def disclosure_pdf_bytes(document: Document) -> bytes:
    """The same document in memory; raises MissingGlyph."""
    buffer = io.BytesIO()
    _save(buffer, document, ignore_progress)
    return buffer.getvalue()


def contents_of(pages: Sequence[LaidPage]) -> list[tuple[Mark, int]]:
    """The lines of the contents with the numbers of their pages, from 1."""
    return [
        (mark, number)
        for number, page in enumerate(pages, start=1)
        for mark in page.marks
        if mark.level
    ]


def _save(file: IO[bytes], document: Document, progress: Progress) -> None:
    _check_glyphs(document)
    pages = lay_out_parts(document.parts)
    contents = _Contents(contents_of(pages))
    front = [_cover(document), *contents.pages()]
    pen = PagePen()
    canvas = open_canvas(file, f"{document.department}{document.title}")
    canvas.setAuthor(document.department)
    canvas.addPageLabel(0, style=None, prefix="封面")
    canvas.addPageLabel(1, style="ROMAN_LOWER")
    canvas.addPageLabel(len(front), style="ARABIC", start=1)
    total = len(front) + len(pages)
    for number, cells in enumerate(front):
        canvas.setPageSize((paper.WIDTH, paper.HEIGHT))
        if number == 1:
            canvas.bookmarkPage("contents")
            canvas.addOutlineEntry("目录", "contents", 0)
        canvas.addLiteral(pen.stream(Page(_FORMAT, 1, 1, tuple(cells)), _NO_FOOT))
        if number:
            canvas.addLiteral(contents.leaders(number - 1))
            for target, rectangle in contents.links(number - 1):
                canvas.linkRect("", target, rectangle, Border="[0 0 0]")
        canvas.showPage()
        progress(number + 1, total)
    for number, page in enumerate(pages, start=1):
        size = page.page.format
        canvas.setPageSize((size.width, size.height))
        for place, mark in enumerate(page.marks):
            key = f"page-{number}-{place}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(mark.text, key, mark.depth, closed=mark.depth > 0)
        canvas.bookmarkPage(_target(number))
        cells = (*page.page.cells, *(cell for it in page.charts for cell in chart_cells(it)))
        drawn = Page(size, page.page.number, page.page.count, cells)
        canvas.addLiteral(pen.stream(drawn, _foot(page, number, len(front) + number)))
        for chart in page.charts:
            canvas.addLiteral(chart_operators(chart, size.height))
        canvas.showPage()
        progress(len(front) + number, total)
    canvas.showOutline()
    embed(canvas, pen.faces)
    canvas.save()


def _target(number: int) -> str:
    return f"page-{number}"


def _foot(page: LaidPage, number: int, sheet_of_paper: int) -> Foot:
    """— 1 — on the outer side when printed on both sides, 7 mm below the text."""
    text, size = f"— {number} —", paper.NUMBER_SIZE
    width = text_face().width(text) * size
    paper_width = page.page.format.width
    if page.prose:
        left, right, base = paper.LEFT + size, paper.RIGHT + size, paper.BELOW - 7 * paper.MM - size
    else:
        left = right = page.page.format.margin
        base = page.page.format.margin / 2
    is_right = sheet_of_paper % 2 == 1
    return Foot(text, size, paper_width - right - width if is_right else left, base)


def _check_glyphs(document: Document) -> None:
    check = GlyphCheck()
    for sheet in document.sheets:
        check.passes(sheet)
    check.passes(_as_sheet(document))
    check.raise_faults()


def _as_sheet(document: Document) -> Sheet:
    """The prose as the one sheet that the search for missing glyphs takes."""
    style = paper.PROSE.style
    texts = [document.department, document.title, document.published_on]
    texts += [part.text for part in document.parts if isinstance(part, Paragraph | Term)]
    cells = tuple(Cell(0, 0, text, style, Role.LABEL) for text in texts)
    return Sheet(document.title, "", "", "", "", (1.0,), (), cells)


def _cover(document: Document) -> list[PlacedCell]:
    cells = []
    top = paper.HEIGHT * 0.26
    for text, kind in (
        (document.department, paper.COVER_NAME),
        (document.title, paper.COVER_TITLE),
    ):
        lines = set_lines(text, kind)
        cells.append(place_text(lines, kind, top))
        top += lines.height + 30
    date = set_lines(document.published_on, paper.COVER_DATE)
    cells.append(place_text(date, paper.COVER_DATE, paper.HEIGHT * 0.8))
    return cells


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the contents on its page; `top` from the page's upper edge."""

    mark: Mark
    number: int
    top: float
    height: float
    text: PlacedCell

    @property
    def text_end(self) -> float:
        """Where its last line of text ends."""
        last = self.text.text.lines[-1].rstrip()
        style = self.text.cell.style
        from budgetdesk.output.typesetting.measuring import face_of

        return self.text.left + 1 + face_of(style).width(last) * style.size


class _Contents:
    """The pages of the contents."""

    def __init__(self, entries: Sequence[tuple[Mark, int]]) -> None:
        self._lines = list(self._set(entries))

    def _set(self, entries: Sequence[tuple[Mark, int]]) -> Iterator[list[_Line]]:
        title_height = paper.HEADINGS[1].leading + paper.HEADINGS[1].after
        lines: list[_Line] = []
        top = paper.ABOVE + title_height
        for mark, number in entries:
            kind = paper.CONTENTS[mark.level]
            width = paper.TEXT_WIDTH - _NUMBER_WIDTH - 2 * _DOTS
            text = set_lines(mark.text, kind, width)
            if top + kind.before + text.height > paper.BOTTOM:
                yield lines
                lines, top = [], paper.ABOVE
            top += kind.before
            lines.append(
                _Line(mark, number, top, text.height, place_text(text, kind, top, width=width))
            )
            top += text.height
        yield lines

    def pages(self) -> Iterator[list[PlacedCell]]:
        """The cells of each page."""
        for place, lines in enumerate(self._lines):
            cells = [cell for line in lines for cell in (line.text, _number_cell(line))]
            if place == 0:
                kind = paper.HEADINGS[1]
                cells.append(place_text(set_lines("目　录", kind), kind, paper.ABOVE))
            yield cells

    def leaders(self, page: int) -> str:
        """The dotted lines of a page, as PDF operators."""
        operators = ["q 0.4 G 0.9 w 1 J [0 4] 0 d"]
        for line in self._lines[page]:
            right = paper.WIDTH - paper.RIGHT - len(str(line.number)) * 6.5 - _DOTS
            # On a grid of the page, so that the dots of all lines stand below each other.
            start = -(-(line.text_end + _DOTS) // 4) * 4
            base = paper.HEIGHT - line.top - line.height + line.text.text.leading * 0.36
            operators.append(f"{start:.2f} {base:.2f} m {right:.2f} {base:.2f} l S")
        return "\n".join([*operators, "Q"])

    def links(self, page: int) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
        """Where one may click, and to which page that leads."""
        for line in self._lines[page]:
            upper = paper.HEIGHT - line.top
            right = paper.WIDTH - paper.RIGHT
            yield _target(line.number), (paper.LEFT, upper - line.height, right, upper)


def _number_cell(line: _Line) -> PlacedCell:
    kind = paper.CONTENTS_NUMBERS[line.mark.level]
    top = line.top + line.height - kind.leading
    left = paper.WIDTH - paper.RIGHT - _NUMBER_WIDTH
    text = set_lines(str(line.number), kind, _NUMBER_WIDTH)
    return place_text(text, kind, top, left=left, width=_NUMBER_WIDTH)
