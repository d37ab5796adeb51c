"""The Word file: real headings, tables and charts, right contents; LibreOffice opens it."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.disclosure.charts import Chart
from budgetdesk.disclosure.document import Document, Heading, SheetPart, Term
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.domain.progress import Cancelled
from budgetdesk.output.disclosure.flow import contents_of, lay_out_parts
from budgetdesk.output.disclosure.word.table import heading_rows
from budgetdesk.output.disclosure.word.writing import write_disclosure_docx
from budgetdesk.output.typesetting.fitting import fit
from budgetdesk.output.typesetting.pagination import fits_one_page


@pytest.fixture(scope="module")
def path(document: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("公开 Word") / "部门预算公开.docx"
    write_disclosure_docx(path, document)
    return path


@pytest.fixture(scope="module")
def word(path: Path) -> WordDocument:
    return docx.Document(str(path))


def styled(word: WordDocument, style: str) -> list[str]:
    default = word.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    usual = default.style_id if default else None
    # python-docx looks through all styles for the style of each paragraph.
    wanted = word.styles[style].style_id
    return [it.text for it in word.paragraphs if (it._p.style or usual) == wanted]


def test_headings_are_real(document: Document, word: WordDocument) -> None:
    for level in (1, 2, 3):
        wanted = [it.text for it in document.parts if isinstance(it, Heading) and it.level == level]
        assert styled(word, f"Heading {level}") == wanted


def test_prose_and_glossary_are_whole(document: Document, word: WordDocument) -> None:
    told = styled(word, "Normal")
    for part in document.parts:
        if isinstance(part, Paragraph):
            assert all(line in told for line in part.text.splitlines()), part.key
        elif isinstance(part, Term):
            assert any(it.endswith(f"{part.term}：{part.text}") for it in told), part.term


def test_every_sheet_is_a_table_with_all_its_text(document: Document, word: WordDocument) -> None:
    tables = word.element.body.findall(qn("w:tbl"))
    sheets = list(document.sheets)
    assert len(tables) == len(sheets) == 77
    for table, sheet in zip(tables, sheets, strict=True):
        is_long = not fits_one_page(fit(sheet))
        first = 0 if is_long else heading_rows(sheet)
        wanted = [cell.text for cell in sheet.cells if cell.row >= first and cell.text]
        found = [text_in(cell) for cell in table.iter(qn("w:tc"))]
        for text in wanted:
            numbered = [it for it in found if it == text or it.endswith(f" {text}")]
            assert numbered or text == sheet.name.partition(" ")[2], (sheet.name, text)


def text_in(cell: Any) -> str:
    parts = []
    for node in cell.iter(qn("w:t"), qn("w:br")):
        parts.append("\n" if node.tag == qn("w:br") else node.text or "")
    return "".join(parts)


def test_tables_keep_to_the_schema(word: WordDocument) -> None:
    """Each row's cells span the whole grid; a merged cell begins before it goes on."""
    for table in word.element.body.findall(qn("w:tbl")):
        columns = len(table.find(qn("w:tblGrid")))
        merging: set[int] = set()
        for row in table.findall(qn("w:tr")):
            place, open_now = 0, set()
            for cell in row.findall(qn("w:tc")):
                properties = cell.find(qn("w:tcPr"))
                span = properties.find(qn("w:gridSpan"))
                merge = properties.find(qn("w:vMerge"))
                if merge is not None:
                    assert merge.get(qn("w:val")) == "restart" or place in merging
                    open_now.add(place)
                place += int(span.get(qn("w:val"))) if span is not None else 1
                assert cell[-1].tag == qn("w:p")
            assert place == columns
            merging = open_now


def test_heights_grow_with_their_text(word: WordDocument) -> None:
    rules = {it.get(qn("w:hRule")) for it in word.element.body.iter(qn("w:trHeight"))}
    assert rules == {"atLeast"}


def test_the_contents_are_a_field_with_the_pages_of_the_paper(
    document: Document, word: WordDocument
) -> None:
    instructions = [it.text.strip() for it in word.element.body.iter(qn("w:instrText"))]
    assert instructions[0].startswith("TOC ")
    entries = contents_of(lay_out_parts(document.parts))
    lines = [it for level in (1, 2, 3) for it in styled(word, f"TOC {level}")]
    assert sorted(lines) == sorted(f"{mark.text}\t{number}" for mark, number in entries)
    names = [it.get(qn("w:name")) for it in word.element.body.iter(qn("w:bookmarkStart"))]
    anchors = [it.get(qn("w:anchor")) for it in word.element.body.iter(qn("w:hyperlink"))]
    assert anchors == names
    assert len(set(names)) == len(entries)


def test_wide_sheets_have_sections_of_their_own(document: Document, word: WordDocument) -> None:
    lying = [it for it in word.sections if it.orientation == WD_ORIENT.LANDSCAPE]
    assert lying
    assert all((it.page_width or 0) > (it.page_height or 0) for it in lying)
    assert len(lying) >= 4


def test_its_language_is_mainland_chinese(word: WordDocument) -> None:
    """Else an office program may take a face that sets ， and 。 in the middle."""
    languages = list(word.styles.element.iter(qn("w:lang")))
    assert languages
    assert {it.get(qn("w:eastAsia")) for it in languages} == {"zh-CN"}


def test_rows_that_head_others_stay_with_them(document: Document, word: WordDocument) -> None:
    wanted = sum(
        sum(cell.row <= row < cell.row + cell.rows for cell in sheet.cells)
        for sheet in document.sheets
        for row, it in enumerate(sheet.rows)
        if it.leads
    )
    kept = [it for it in word.element.body.iter(qn("w:tbl")) for it in it.iter(qn("w:keepNext"))]
    assert len(kept) == wanted > 50


def test_charts_can_be_changed_in_word(document: Document, path: Path) -> None:
    charts = [part for part in document.parts if isinstance(part, Chart)]
    with zipfile.ZipFile(path) as file:
        names = [name for name in file.namelist() if name.startswith("word/charts/chart")]
        assert len(names) == len(charts) == 2
        for name, chart in zip(sorted(names), charts, strict=True):
            content = file.read(name).decode()
            assert "<c:barChart>" in content
            assert all(bar.name in content and bar.label in content for bar in chart.bars)


def test_nobody_is_named(path: Path, sample: Book) -> None:
    persons = {text for it in projects(sample) for text in (it.responsible, it.handler, it.phone)}
    with zipfile.ZipFile(path) as file:
        assert not [name for name in file.namelist() if name.endswith(".jpeg")]
        for name in file.namelist():
            content = file.read(name).decode("utf-8", "replace")
            assert not [text for text in persons if text and text in content], name
            assert "python-docx" not in content, name


def test_a_cancelled_document_leaves_the_old_file(document: Document, tmp_path: Path) -> None:
    target = tmp_path / "公开.docx"
    target.write_bytes(b"old")

    def stop(done: int, total: int) -> None:
        if done == 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_disclosure_docx(target, document, progress=stop)
    assert target.read_bytes() == b"old"


# As LibreOffice shows it


@pytest.fixture(scope="module")
def shown(path: Path) -> list[str]:
    """The text of each page without blanks."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    known = subprocess.run(["fc-list", ":lang=zh"], check=False, capture_output=True, text=True)
    if not known.stdout.strip():
        pytest.skip("no Chinese font: lines would break elsewhere")
    profile = (path.parent / "profile").as_uri()
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(path.parent), str(path)],
        check=False, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    if "source file could not be loaded" in done.stdout + done.stderr:
        pytest.skip("LibreOffice is installed without Writer")
    pdf = pypdfium2.PdfDocument(path.with_suffix(".pdf"))
    try:
        texts = (page.get_textpage().get_text_range() for page in pdf)
        return ["".join(text.replace("\ufffe", "-").split()) for text in texts]
    finally:
        pdf.close()


def bare(text: str) -> str:
    """Without blanks, and without quotes: from another face, they are read out of order."""
    return re.sub(r"[\s“”]", "", text)


@pytest.mark.timeout(400)
def test_libreoffice_shows_the_pages_that_the_contents_name(
    document: Document, shown: list[str]
) -> None:
    foot = re.compile(r"—(\d+)—")
    front = next(place for place, text in enumerate(shown) if foot.search(text))
    pages = lay_out_parts(document.parts)
    assert len(shown) - front == len(pages)
    for mark, number in contents_of(pages):
        page = bare(shown[front + number - 1])
        assert str(number) in foot.findall(page)
        assert bare(mark.text) in page


@pytest.mark.timeout(400)
def test_libreoffice_shows_every_form(document: Document, shown: list[str]) -> None:
    whole = bare("".join(shown))
    for part in document.parts:
        if isinstance(part, SheetPart):
            assert bare(part.sheet.name) in whole
