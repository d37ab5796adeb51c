"""Pages of PDF however they lie, put by what forms hold them; pages that are images are told."""

import ctypes
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.foreign.forms import read_forms
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.foreign.paper.document import read_pdf
from budgetdesk.exchange.foreign.sources import read_grids
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign import kinds_of_files as files
from tests.exchange.foreign.office_habits import plain
from tests.exchange.foreign.test_office_habits import require_all

_TURNS = (0, 90, 180, 270)


@pytest.fixture(scope="module")
def upright(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("纸") / "表.pdf"
    files.pdf(path, plain())
    return path


def put_into_forms(source: Path, target: Path, content: int, shown: int) -> None:
    """Each page as a form that is turned against the clock by `content` degrees, within a page."""
    with pypdfium2.PdfDocument(source) as old, pypdfium2.PdfDocument.new() as new:
        for number in range(len(old)):
            width, height = old[number].get_size()
            held = raw.FPDF_NewXObjectFromPage(new.raw, old.raw, number)
            form = raw.FPDF_NewFormObjectFromXObject(held)
            turns = {
                0: (1, 0, 0, 1, 0, 0), 90: (0, 1, -1, 0, height, 0),
                180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width),
            }  # fmt: skip
            raw.FPDFPageObj_SetMatrix(form, ctypes.byref(raw.FS_MATRIX(*turns[content])))
            page = new.new_page(*((height, width) if content in (90, 270) else (width, height)))
            raw.FPDFPage_InsertObject(page.raw, form)
            raw.FPDFPage_GenerateContent(page.raw)
            page.set_rotation(shown)
        new.save(target)


@pytest.mark.parametrize("shown", _TURNS)
def test_a_page_is_read_however_it_is_shown(shown: int, upright: Path, tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(upright) as document:
        for page in document:
            page.set_rotation(shown)
        document.save(tmp_path / "转.pdf")
    require_all(tmp_path / "转.pdf")


@pytest.mark.parametrize(("content", "shown"), [(0, 0), (90, 90), (90, 0), (180, 0), (270, 180)])
def test_a_page_within_a_form_is_read_however_that_lies(
    content: int, shown: int, upright: Path, tmp_path: Path
) -> None:
    put_into_forms(upright, tmp_path / "套.pdf", content, shown)
    require_all(tmp_path / "套.pdf")


def scanned(path: Path) -> None:
    """A page that is an image, with its number as the only text."""
    canvas = Canvas(str(path), (595, 842))
    canvas.drawImage(ImageReader(Image.new("RGB", (80, 100), "white")), 0, 0, 595, 842)
    canvas.drawString(290, 20, "- 1 -")
    canvas.save()


def test_a_scanned_page_among_others_is_told(upright: Path, tmp_path: Path) -> None:
    scanned(tmp_path / "图.pdf")
    with pytest.raises(ImportFault, match="扫描的图片，没有文字层"):
        read_pdf(tmp_path / "图.pdf")
    with (
        pypdfium2.PdfDocument(upright) as document,
        pypdfium2.PdfDocument(tmp_path / "图.pdf") as image,
    ):
        document.import_pages(image)
        document.save(tmp_path / "混.pdf")
    require_all(tmp_path / "混.pdf")
    found = read_forms(read_grids(tmp_path / "混.pdf"), FormKinds(load_form_set("luliang-2025")))
    assert [(it.cell.place, it.why) for it in found.unread] == [
        ("第2页", "这一页是扫描的图片，没有读")
    ]
