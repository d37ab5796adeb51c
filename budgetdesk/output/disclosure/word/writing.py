"""Writing the document as a Word file, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from itertools import chain
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from budgetdesk.disclosure.charts import Chart
from budgetdesk.disclosure.document import Document, Heading, Part, SheetPart, Term
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.text import clean
from budgetdesk.forms.sheet import Cell, Role, Sheet
from budgetdesk.output.disclosure import paper
from budgetdesk.output.disclosure.flow import contents_of, lay_out_parts
from budgetdesk.output.disclosure.word import styles
from budgetdesk.output.disclosure.word.chart import add_chart
from budgetdesk.output.disclosure.word.fields import (
    add_bookmark,
    add_page_number,
    continue_numbering,
    drop_indent,
    fill_contents,
    set_outline_level,
    start_numbering,
)
from budgetdesk.output.disclosure.word.table import heading_rows, word_table
from budgetdesk.output.files import replacing
from budgetdesk.output.typesetting.fitting import fit
from budgetdesk.output.typesetting.page import FittedSheet, FittedText
from budgetdesk.output.typesetting.pagination import fits_one_page

_SLACK = 5 * paper.MM  # above and below a form, for other fonts that stand higher
_SHEET_MARGIN = 20 * paper.MM
_FOOT_OF_SHEET = 8 * paper.MM
_BELOW_TITLE = 4.0  # points


class _Paper(Enum):
    """The kinds of pages; each change begins a section."""

    PROSE = "prose"
    UPRIGHT = "upright"
    LYING = "lying"
    UPRIGHT_LONG = "upright, several pages"
    LYING_LONG = "lying, several pages"

    @classmethod
    def of(cls, sheet: Sheet, *, is_long: bool) -> "_Paper":
        """What a sheet is printed on."""
        if is_long:
            return cls.LYING_LONG if sheet.landscape else cls.UPRIGHT_LONG
        return cls.LYING if sheet.landscape else cls.UPRIGHT

    @property
    def is_lying(self) -> bool:
        """Whether the page lies on its side."""
        return self in {_Paper.LYING, _Paper.LYING_LONG}

    @property
    def slack(self) -> float:
        """Points above and below that the paper's forms have and Word's use for taller faces.

        Not where a sheet goes on over several pages: it is to break where it does on paper.
        """
        return _SLACK if self in {_Paper.LYING, _Paper.UPRIGHT} else 0.0


def write_disclosure_docx(
    path: Path, document: Document, *, progress: Progress = ignore_progress
) -> None:
    """Write the document into one Word file.

    Args:
        path: the file to create or replace.
        document: what to write.
        progress: called part by part; whatever it raises leaves the old file whole.

    Raises:
        OutputError: the file can't be written.
    """
    writer = _WordWriter(docx.Document())
    writer.front(document)
    for done, part in enumerate(document.parts, start=1):
        writer.add(part)
        progress(done, len(document.parts))
    with replacing(path) as temporary:
        writer.word.save(str(temporary))


@dataclass
class _WordWriter:
    """The Word document while parts are added to it."""

    word: WordDocument
    _paper: _Paper = _Paper.PROSE
    _entries: int = 0  # headings that the contents name, so far
    _charts: int = 0
    _terms: int = 0
    _fresh: bool = True  # nothing stands on this page yet

    def front(self, document: Document) -> None:
        """Cover, contents, and the section of the body."""
        styles.set_up_styles(self.word)
        _set_properties(self.word, document)
        first = self.word.sections[0]
        _set_page(first, _Paper.PROSE)
        self.word.settings.odd_and_even_pages_header_footer = True
        self._cover(document)
        self._write_contents(document)
        body = self.word.add_section(WD_SECTION.NEW_PAGE)
        start_numbering(body)
        for foot, aligned in (
            (body.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (body.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            foot.is_linked_to_previous = False
            paragraph = foot.paragraphs[0]
            paragraph.alignment = aligned
            add_page_number(paragraph)

    def add(self, part: Part) -> None:
        """One part of the document."""
        match part:
            case Heading():
                self._heading(part)
            case Paragraph():
                for text in part.text.splitlines():
                    self._prose(text)
            case Term():
                self._term(part)
            case Chart():
                self._chart(part)
            case SheetPart():
                self._sheet(part)

    def _cover(self, document: Document) -> None:
        for text, style, before in (
            (document.department, styles.COVER_NAME, paper.HEIGHT * 0.26 - paper.ABOVE),
            (document.title, styles.COVER_TITLE, 30.0),
            (document.published_on, styles.COVER_DATE, paper.HEIGHT * 0.33),
        ):
            paragraph = self.word.add_paragraph(clean(text), style)
            paragraph.paragraph_format.space_before = Pt(before)

    def _write_contents(self, document: Document) -> None:
        title = self.word.add_paragraph("目　录", styles.CONTENTS_TITLE)
        title.paragraph_format.page_break_before = True
        # Word counts anew when the field is updated; until then these are the pages on paper.
        entries = contents_of(lay_out_parts(document.parts))
        lines = [(clean(mark.text), number) for mark, number in entries]
        paragraphs = [self.word.add_paragraph("", f"TOC {mark.level}") for mark, _ in entries]
        if lines:
            fill_contents(paragraphs, lines)

    def _heading(self, heading: Heading) -> None:
        self._turn_to(_Paper.PROSE)
        paragraph = self.word.add_paragraph(clean(heading.text), f"Heading {heading.level}")
        if self._fresh:
            paragraph.paragraph_format.space_before = Pt(0)
        elif heading.level == 1:
            paragraph.paragraph_format.page_break_before = True
        add_bookmark(paragraph, self._entries)
        self._entries += 1
        self._fresh = False

    def _prose(self, text: str) -> None:
        self._turn_to(_Paper.PROSE)
        self.word.add_paragraph(clean(text), styles.PROSE)
        self._fresh = False

    def _term(self, term: Term) -> None:
        self._terms += 1
        paragraph = self.word.add_paragraph("", styles.PROSE)
        paragraph.add_run(f"{self._terms}.{clean(term.term)}：").bold = True
        paragraph.add_run(clean(term.text))

    def _chart(self, chart: Chart) -> None:
        self._turn_to(_Paper.PROSE)
        self.word.add_paragraph(clean(chart.title), styles.CAPTION)
        paragraph = self.word.add_paragraph("", styles.PROSE)
        form = paragraph.paragraph_format
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
        drop_indent(paragraph)
        self._charts += 1
        add_chart(self.word, paragraph, chart, self._charts)

    def _sheet(self, part: SheetPart) -> None:
        """A table or form on pages of its own; what heads it stands above the Word table.

        Where it takes several pages the heads are rows of the table, which Word repeats.
        """
        is_titled = part.entry == part.sheet.name
        fitted = fit(_retitled(part.sheet) if is_titled else part.sheet)
        is_long = not fits_one_page(fitted)
        self._turn_to(_Paper.of(part.sheet, is_long=is_long), anew=is_long)
        breaks = not self._fresh
        if part.entry and not is_titled:
            line = self.word.add_paragraph(clean(part.entry), styles.SHEET_TITLE)
            line.paragraph_format.page_break_before = breaks
            self._enter(line, part.level)
            breaks = False
        first = 0 if is_long else heading_rows(part.sheet)
        lines = [self._sheet_line(*it) for it in _above(fitted, first)]
        if lines:
            lines[0].paragraph_format.page_break_before = breaks
        table = word_table(fitted, first)
        self.word.element.body.insert_element_before(table, "w:sectPr")
        if is_titled:
            inside = (WordParagraph(it, self.word) for it in table.iter(qn("w:p")))
            title = next(it for it in chain(lines, inside) if it.text == part.entry)
            self._enter(title, part.level)
        self._fresh = False

    def _sheet_line(self, cell: Cell, fitted: FittedText) -> WordParagraph:
        line = self.word.add_paragraph("", styles.SHEET_TITLE)
        run = line.add_run(clean(cell.text))
        run.font.size, run.font.bold = Pt(fitted.size), cell.style.bold
        line.alignment = styles.ALIGNMENTS[cell.style.align]
        line.paragraph_format.keep_with_next = True
        line.paragraph_format.space_after = Pt(_BELOW_TITLE if cell.role is Role.TITLE else 0)
        return line

    def _enter(self, line: WordParagraph, level: int) -> None:
        """Make a line one that the contents name."""
        set_outline_level(line, level)
        add_bookmark(line, self._entries)
        self._entries += 1

    def _turn_to(self, wanted: _Paper, *, anew: bool = False) -> None:
        """A new section, on a new page, where the paper changes or `anew`."""
        if wanted is self._paper and not anew:
            return
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        # The paragraph that ends a section must not run onto a page of its own.
        end = self.word.paragraphs[-1].paragraph_format
        end.line_spacing_rule, end.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
        _set_page(section, wanted)
        continue_numbering(section)
        self._paper, self._fresh = wanted, True


def _retitled(sheet: Sheet) -> Sheet:
    """A table whose title is its line in the contents: 表五 2024年…."""
    cells = (
        replace(cell, text=sheet.name) if cell.role is Role.TITLE else cell for cell in sheet.cells
    )
    return replace(sheet, cells=tuple(cells))


def _above(fitted: FittedSheet, first: int) -> Iterator[tuple[Cell, FittedText]]:
    """The cells of the rows before `first`."""
    for cell, text in zip(fitted.sheet.cells, fitted.texts, strict=True):
        if cell.row < first:
            yield cell, text


def _set_page(section: Section, kind: _Paper) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if kind.is_lying else WD_ORIENT.PORTRAIT
    width, height = (paper.HEIGHT, paper.WIDTH) if kind.is_lying else (paper.WIDTH, paper.HEIGHT)
    section.page_width, section.page_height = Pt(width), Pt(height)
    if kind is _Paper.PROSE:
        above, below, left, right = paper.ABOVE, paper.BELOW, paper.LEFT, paper.RIGHT
        section.footer_distance = Pt(paper.BELOW - 7 * paper.MM - 2 * paper.NUMBER_SIZE)
    else:
        above = below = _SHEET_MARGIN - kind.slack
        left = right = _SHEET_MARGIN
        section.footer_distance = Pt(_FOOT_OF_SHEET)
    section.top_margin, section.bottom_margin = Pt(above), Pt(below)
    section.left_margin, section.right_margin = Pt(left), Pt(right)


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title = document.department + document.title
    properties.author = properties.last_modified_by = document.department
    properties.comments = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    # python-docx's blank document brings a picture of itself along.
    relations = word.part.package.rels
    for key in [key for key, it in relations.items() if it.reltype == RT.THUMBNAIL]:
        del relations[key]
