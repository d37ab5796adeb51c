"""LibreOffice prints the workbook: one page wide, every character, nothing beyond its cell."""

import ctypes
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from budgetdesk.domain.text import clean
from budgetdesk.forms.sheet import Cell, Sheet
from budgetdesk.output.excel import write_workbook
from budgetdesk.output.excel.grid import WorksheetGrid, grid_of
from tests.output.published_workbook import published_forms
from tests.output.small_sheets import text_sheet

pytestmark = [
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
    pytest.mark.timeout(600),
]
A4 = (595.3, 841.9)
# PDFium takes a hyphen at a line's end for one that divides a word.
HYPHENS = "-\xad\x02\ufffe"


@dataclass(frozen=True)
class Glyph:
    """One printed character, in points from the page's lower left corner."""

    char: str
    page: int
    size: float
    bottom: float
    top: float


@pytest.fixture
def printed(tmp_path: Path) -> "Printer":
    return Printer(tmp_path)


class Printer:
    """Prints sheets through LibreOffice, with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, sheets: Sequence[Sheet]) -> Path:
        book = self._folder / "表.xlsx"
        write_workbook(book, sheets, "表")
        profile = (self._folder / "profile").as_uri()
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
             "--outdir", str(self._folder), str(book)],
            check=True, capture_output=True, timeout=500,
        )  # fmt: skip
        return book.with_suffix(".pdf")


def test_the_longest_published_forms(shared: Path, printed: Printer) -> None:
    forms = published_forms(shared)
    longest: dict[str, Sheet] = {}
    for sheet in sorted(forms, key=lambda sheet: sum(len(cell.text) for cell in sheet.cells)):
        longest[sheet.form_id] = sheet
    assert len(longest) == 6
    _check(list(longest.values()), printed)


@pytest.mark.proof
def test_every_published_form(shared: Path, printed: Printer) -> None:
    _check(published_forms(shared), printed)


def test_a_text_of_several_pages(printed: Printer) -> None:
    _check([text_sheet("年度目标完成情况，" * 550)], printed)


def _check(sheets: Sequence[Sheet], printed: "Printer") -> None:
    path = printed(sheets)
    document = pypdfium2.PdfDocument(path)
    grids = [grid_of(sheet) for sheet in sheets]
    contents = 1 if len(sheets) > 1 else 0
    glyphs = list(_glyphs(document))
    for page in document:
        assert page.get_size() == pytest.approx(A4, abs=0.5)
    wanted = sum(len(grid.starts) + 1 for grid in grids)
    # The 目录 of many forms is more than one page, and so are cells higher than a page.
    assert len(document) - wanted in range(contents, contents + 4)
    for grid in grids:
        _everything_is_printed_within_its_cell(grid, glyphs)
    document.close()


def _glyphs(document: pypdfium2.PdfDocument) -> Iterator[Glyph]:
    for number, page in enumerate(document):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            char = text.get_text_range(index, 1)
            if char.strip() and char not in HYPHENS:
                _, bottom, _, top = text.get_charbox(index, loose=True)
                size = pdfium.FPDFText_GetFontSize(text.raw, ctypes.c_int(index))
                yield Glyph(char, number, size, bottom, top)


def _everything_is_printed_within_its_cell(grid: WorksheetGrid, glyphs: list[Glyph]) -> None:
    stream = "".join(glyph.char for glyph in glyphs)
    for cell, fitted in zip(grid.sheet.cells, grid.texts, strict=True):
        text = "".join(clean(cell.text).replace("-", "").split())
        if not text:
            continue
        runs = [glyphs[start : start + len(text)] for start in _places(text, stream)]
        assert runs, f"not printed: {cell.text}"
        # The same words may stand elsewhere within a longer text.
        assert any(_fits(cell, grid, run, fitted.size) for run in runs), f"cut: {cell.text}"


def _places(text: str, stream: str) -> Iterator[int]:
    """Where a text stands; the reader may swap neighbours that come from different fonts."""
    letters = sorted(text)
    start = stream.find(text[:4])
    while start >= 0:
        if sorted(stream[start : start + len(text)]) == letters:
            yield start
        start = stream.find(text[:4], start + 1)


def _fits(cell: Cell, grid: WorksheetGrid, run: list[Glyph], size: float) -> bool:
    """Whether a printed text is no higher than its cell, both as large as on the page."""
    if run[0].page != run[-1].page:
        return True  # a cell higher than a page, printed on several
    height = sum(grid.heights[grid.first[cell.row] : grid.first[cell.row + cell.rows]])
    printed = max(glyph.top for glyph in run) - min(glyph.bottom for glyph in run)
    return printed <= height * run[0].size / size + 1
