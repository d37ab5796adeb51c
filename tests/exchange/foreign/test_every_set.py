"""What any set's forms of any stage print comes back whole, from Excel, PDF and as saved again."""

import shutil
from collections.abc import Collection
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from openpyxl.packaging.core import DocumentProperties
from openpyxl.worksheet.datavalidation import DataValidationList

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.file_kinds import EXCEL, PDF, WORD, FileKind
from budgetdesk.exchange.disclosing import DisclosureWish, disclose_book
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.importing import import_files
from budgetdesk.forms.loader import form_set_ids, load_form_set
from tests.exchange.foreign.saved_again import saved_again
from tests.exchange.foreign.shown_forms import differences
from tests.exchange.sealed.filled_set import filled_book

_IN_DOCUMENTS = ("project", "overall")


def _filled(folder: Path, set_id: str) -> Path:
    """A book of a set with everything filled in."""
    book = folder / f"{set_id}.budget"
    filled_book(book, set_id)
    return book


def _printed(book: Path, kind: FileKind) -> Path:
    """The forms of a book on paper."""
    with Book.open(book, read_only=True) as opened:
        (path,) = export_book(opened, book.parent / "导出", ExportOrder((kind,)))
    return path


def _document(book: Path) -> Path:
    """The document of a book's department, with the persons."""
    with Book.open(book, read_only=True) as opened:
        wish = DisclosureWish(kinds=(WORD,), internal=True)
        (written,) = disclose_book(opened, book.parent / "公开", wish)
    return written.paths[0]


def _with_visible_cells_alone(path: Path) -> Path:
    """A workbook without hidden sheets, names, lists, comments and properties."""
    workbook = openpyxl.load_workbook(path)
    for sheet in list(workbook.worksheets):
        if sheet.sheet_state != "visible":
            workbook.remove(sheet)
        sheet.data_validations = DataValidationList()
        sheet.defined_names.clear()
        for cell in (it for row in sheet.iter_rows() for it in row if it.comment):
            cell.comment = None
    workbook.defined_names.clear()
    workbook.properties = DocumentProperties()
    visible = path.with_stem("只有看得见的")
    workbook.save(visible)
    return visible


def _comes_back(book: Path, path: Path, of: Collection[str] = ()) -> None:
    """Every field of forms, or of those `of` some kinds, stands in a new book as in the old."""
    with Book.open(book, read_only=True) as own:
        info = BookInfo(own.info.form_set, own.info.fiscal_year, "新")
        form_set = load_form_set(info.form_set)
        with Book.create(path.with_suffix(".budget"), info, form_set.dictionary) as other:
            import_files(other, [path])
            found = differences(own, other, form_set, printed=path.suffix in (".pdf", ".docx"))
            assert not [it for it in found if not of or it[0].partition(" ")[0] in of]


def test_forms_of_every_stage_come_back_from_excel(tmp_path: Path) -> None:
    book = _filled(tmp_path, "sichuan-2023")
    _comes_back(book, _printed(book, EXCEL))


@pytest.mark.proof
@pytest.mark.parametrize("kind", [EXCEL, PDF])
@pytest.mark.parametrize("set_id", form_set_ids())
def test_forms_of_every_set_come_back(set_id: str, kind: FileKind, tmp_path: Path) -> None:
    book = _filled(tmp_path, set_id)
    _comes_back(book, _printed(book, kind))


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("set_id", form_set_ids())
def test_forms_saved_again_by_another_program_come_back(set_id: str, tmp_path: Path) -> None:
    book = _filled(tmp_path, set_id)
    again = partial(saved_again, folder=tmp_path)
    forms = _with_visible_cells_alone(_printed(book, EXCEL))
    for form in ("xlsx", "xls", "ods", "pdf"):
        (tmp_path / "再存" / forms.with_suffix(".budget").name).unlink(missing_ok=True)
        _comes_back(book, again(forms, form))
    _comes_back(book, again(_document(book), "docx"), of=_IN_DOCUMENTS)
