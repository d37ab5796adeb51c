"""The PDF: contents that lead to the right pages, everything in it whole, nobody named."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.disclosure.charts import Chart
from budgetdesk.disclosure.document import Document, Heading, SheetPart, TemplateSlot
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.domain.progress import Cancelled
from budgetdesk.exchange.disclosing import DisclosureWish, disclosure_documents
from budgetdesk.output.disclosure.flow import contents_of, lay_out_parts
from budgetdesk.output.disclosure.pdf import disclosure_pdf_bytes, write_disclosure_pdf
from budgetdesk.output.glyphs import MissingGlyph
from budgetdesk.output.typesetting.breaking import shown
from budgetdesk.output.typesetting.measuring import face_of

HYPHEN = "\ufffe"  # what pdfium makes of a hyphen at a line's end
FOOT = re.compile(r"—(\d+)—$")


def solid(text: str) -> str:
    return "".join(text.split())


@dataclass(frozen=True)
class Printed:
    """What a reader finds in a PDF; texts without blanks, pages counted from 0."""

    data: bytes
    texts: list[str]
    sizes: list[tuple[float, float]]
    bookmarks: list[tuple[int, str, int]]

    @property
    def front(self) -> int:
        """Pages before the one numbered 1."""
        return next(place for place, text in enumerate(self.texts) if FOOT.search(text))


@pytest.fixture(scope="module")
def printed(document: Document) -> Printed:
    return read(disclosure_pdf_bytes(document))


def read(data: bytes) -> Printed:
    pdf = pypdfium2.PdfDocument(data)
    try:
        texts, sizes = [], []
        for page in pdf:
            text_page = page.get_textpage()
            texts.append(solid(text_page.get_text_range().replace(HYPHEN, "-")))
            sizes.append(page.get_size())
            text_page.close()
            page.close()
        marks = [
            (mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in pdf.get_toc()
        ]
    finally:
        pdf.close()
    return Printed(data, texts, sizes, marks)


def test_the_contents_lead_to_the_right_pages(document: Document, printed: Printed) -> None:
    entries = contents_of(lay_out_parts(document.parts))
    assert len(entries) > 40
    front = "".join(printed.texts[1 : printed.front])
    place = 0
    for mark, number in entries:
        line = solid(mark.text) + str(number)
        place = front.index(line, place) + len(line)  # in this very order
        page = printed.texts[printed.front + number - 1]
        foot = FOOT.search(page)
        assert foot is not None
        assert foot[1] == str(number)
        title = re.sub(r"^表[一二三四五六七八九十]+", "", solid(mark.text))
        if not title.endswith(("绩效目标表", "张）")):
            assert title in page, mark.text
    assert place == len(front)


def test_a_click_in_the_contents_goes_where_its_number_says(
    document: Document, printed: Printed
) -> None:
    numbers = [number for _, number in contents_of(lay_out_parts(document.parts))]
    assert list(link_targets(printed)) == [printed.front + number - 1 for number in numbers]


def link_targets(printed: Printed) -> Iterator[int]:
    from ctypes import byref, c_int

    pdf = pypdfium2.PdfDocument(printed.data)
    try:
        for number in range(1, printed.front):
            page = pdf[number]
            place, link = c_int(0), pdfium.FPDF_LINK()
            while pdfium.FPDFLink_Enumerate(page, byref(place), byref(link)):
                target = pdfium.FPDFLink_GetDest(pdf, link)
                yield pdfium.FPDFDest_GetDestPageIndex(pdf, target)
            page.close()
    finally:
        pdf.close()


def test_every_table_and_form_is_there_whole(document: Document, printed: Printed) -> None:
    body = printed.texts[printed.front :]
    sheets = list(document.sheets)
    assert len(sheets) == 13 + 1 + 62 + 1
    pages = lay_out_parts(document.parts)
    starts = [number for number, page in enumerate(pages) if page.page.number == 1]
    sheet_starts = [number for number in starts if not pages[number].prose]
    assert len(sheet_starts) == len(sheets)
    for sheet, first in zip(sheets, sheet_starts, strict=True):
        own = body[first : first + pages[first].page.count]
        found = Counter("".join(FOOT.sub("", text) for text in own))
        wanted = Counter(solid("".join(cell.text for cell in sheet.cells)))
        assert not wanted - found, sheet.name


def test_all_prose_is_there(document: Document, printed: Printed) -> None:
    whole = "".join(FOOT.sub("", text) for text in printed.texts[printed.front :])
    for part in document.parts:
        if isinstance(part, Chart):  # drawn last on its page, whatever stands around it
            whole = whole.replace(solid("".join(bar.name + bar.label for bar in part.bars)), "")
    for part in document.parts:
        if isinstance(part, Paragraph):
            assert all(solid(line) in whole for line in part.text.splitlines()), part.key
        elif isinstance(part, Heading):
            assert solid(part.text) in whole


def test_nothing_stands_beyond_the_margins(printed: Printed) -> None:
    """Every character lies on its page, at least a centimetre from the edge."""
    pdf = pypdfium2.PdfDocument(printed.data)
    try:
        for number, page in enumerate(pdf):
            width, height = page.get_size()
            text_page = page.get_textpage()
            for place in range(text_page.count_chars()):
                left, low, right, high = text_page.get_charbox(place)
                assert left > 20, number
                assert right < width - 20, number
                assert low > 15, number
                assert high < height - 20, number
            text_page.close()
            page.close()
    finally:
        pdf.close()


def test_wide_tables_lie_on_their_side(document: Document, printed: Printed) -> None:
    pages = lay_out_parts(document.parts)
    lying = sum(page.page.format.width > page.page.format.height for page in pages)
    assert lying >= 4
    assert sum(width > height for width, height in printed.sizes) == lying


def test_odd_page_numbers_stand_at_the_right(printed: Printed) -> None:
    """GB/T 9704-2012, 7.5."""
    pdf = pypdfium2.PdfDocument(printed.data)
    try:
        for number in range(printed.front, len(pdf)):
            page = pdf[number]
            width, _ = page.get_size()
            text_page = page.get_textpage()
            left, _, _, _ = text_page.get_charbox(text_page.count_chars() - 1)
            assert (left > width / 2) is ((number - printed.front + 1) % 2 == 1), number
            text_page.close()
            page.close()
    finally:
        pdf.close()


def test_no_page_of_a_table_ends_with_a_row_that_heads_others(document: Document) -> None:
    """A unit's sum stays with its first project, a 类 with its first 款."""
    pages = [page.page for page in lay_out_parts(document.parts) if not page.prose]
    starts = [number for number, page in enumerate(pages) if page.number == 1]
    divided = 0
    for sheet, first in zip(document.sheets, starts, strict=True):
        for page in pages[first : first + pages[first].count - 1]:
            last = max(placed.cell.row for placed in page.cells)
            assert not sheet.rows[last].leads, (sheet.name, page.number)
            divided += 1
    assert divided >= 8


def test_bookmarks_name_parts_tables_units_and_forms(document: Document, printed: Printed) -> None:
    titles = [title for _, title, _ in printed.bookmarks]
    assert titles[0] == "目录"
    for part in document.parts:
        if isinstance(part, Heading):
            assert part.text in titles
        elif isinstance(part, SheetPart):
            assert part.sheet.name in titles
    for _, title, page in printed.bookmarks[1:]:
        if title.startswith(("第", "一、", "（一）")):
            assert solid(title) in printed.texts[page]
    assert "山西省永和县中医医院" in titles


def test_nobody_is_named(document: Document, printed: Printed, sample: Book) -> None:
    whole = "".join(printed.texts)
    persons = {text for it in projects(sample) for text in (it.responsible, it.handler, it.phone)}
    named = {text for text in persons if text}
    assert len(named) > 3
    assert not [text for text in named if text in whole]
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", whole)


def test_the_internal_version_keeps_the_names(sample: Book) -> None:
    ((_, document),) = disclosure_documents(sample, DisclosureWish(internal=True))
    texts = {cell.text for sheet in document.sheets for cell in sheet.cells}
    assert any("负责人甲" in text for text in texts)


def test_the_same_document_gives_the_same_bytes(document: Document, printed: Printed) -> None:
    assert disclosure_pdf_bytes(document) == printed.data


def test_charts_are_drawn_with_their_figures(printed: Printed) -> None:
    (page,) = [text for text in printed.texts if "一般公共预算当年拨款结构图" in text]
    assert "4,744.58万元86.89%" in page
    (page,) = [text for text in printed.texts if "三公经费分布图" in text]
    assert page.count("0万元") >= 3


@pytest.mark.parametrize("slot", list(TemplateSlot))
def test_parts_can_be_left_out(sample: Book, slot: TemplateSlot) -> None:
    ((_, document),) = disclosure_documents(sample, DisclosureWish(left_out=frozenset({slot})))
    headings = [part.text for part in document.parts if isinstance(part, Heading)]
    texts = "".join(part.text for part in document.parts if isinstance(part, Paragraph))
    if slot is TemplateSlot.GLOSSARY:
        assert "第四部分 名词解释" not in headings
    if slot is TemplateSlot.FORMS:
        assert "绩效目标表另行公开。" in texts
        assert len(list(document.sheets)) == 13 + 1
    if slot is TemplateSlot.TABLES:
        assert "预算报表共13张，另行公开。" in texts
        assert all(part.level == 3 for part in document.parts if isinstance(part, SheetPart))
    assert len(contents_of(lay_out_parts(document.parts))) == len(
        [part for part in document.parts if isinstance(part, Heading)]
    ) + sum(1 for part in document.parts if isinstance(part, SheetPart) and part.entry)


def test_a_character_without_a_glyph_is_named_before_anything_is_written(
    document: Document, tmp_path: Path
) -> None:
    spoilt = replace(document, department="永和县\U0001f600局")
    target = tmp_path / "公开.pdf"
    target.write_bytes(b"old")
    with pytest.raises(MissingGlyph, match="U\\+1F600"):
        write_disclosure_pdf(target, spoilt)
    assert target.read_bytes() == b"old"


def test_a_cancelled_document_leaves_the_old_file(document: Document, tmp_path: Path) -> None:
    target = tmp_path / "公开.pdf"
    target.write_bytes(b"old")

    def stop(done: int, total: int) -> None:
        if done == 20:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_disclosure_pdf(target, document, progress=stop)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["公开.pdf"]


def test_no_text_is_wider_or_higher_than_its_cell(document: Document) -> None:
    """Nor does a cell reach beyond its page, nor a line of prose beyond the text's room."""
    seen = 0
    for number, page in enumerate(lay_out_parts(document.parts), start=1):
        format_ = page.page.format
        for placed in page.page.cells:
            face, size = face_of(placed.cell.style), placed.text.size
            where = (number, placed.cell.text)
            widest = max(
                (face.width(shown(it).rstrip()) * size for it in placed.text.lines), default=0
            )
            # Punctuation at a line's end may hang over by half a character in prose.
            assert widest <= placed.width + (size if page.prose else 0.01), where
            assert placed.text.height <= placed.height + 0.01, where
            assert placed.left >= 0, where
            assert placed.left + placed.width <= format_.width, where
            assert placed.top + placed.height <= format_.height, where
            seen += 1
    assert seen > 5_000
