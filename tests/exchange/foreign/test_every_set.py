"""What any set's forms of any stage print comes back whole, from Excel, PDF and as saved again."""

import shutil
import subprocess
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.file_kinds import EXCEL, PDF, FileKind
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.importing import import_files
from budgetdesk.forms.loader import form_set_ids, load_form_set
from tests.exchange.foreign.shown_forms import differences
from tests.exchange.sealed.filled_set import filled_book

# On paper a phone behind a name, without a label of its own.
_UNLABELLED = {(f"ex_ante {name}", "phone") for name in ("村医补助", "防疫（第二批）")}


def _printed(folder: Path, set_id: str, kind: FileKind) -> tuple[Path, Path]:
    """A book of a set with everything filled in, and its forms on paper."""
    book = folder / f"{set_id}.budget"
    filled_book(book, set_id)
    with Book.open(book, read_only=True) as opened:
        (path,) = export_book(opened, folder / set_id, ExportOrder((kind,)))
    return book, path


def _comes_back(book: Path, path: Path, into: Path, set_id: str) -> None:
    form_set = load_form_set(set_id)
    with Book.open(book, read_only=True) as own:
        info = BookInfo(set_id, own.info.fiscal_year, "新")
        with Book.create(into, info, form_set.dictionary) as other:
            import_files(other, [path])
            is_paper = path.suffix == ".pdf"
            found = differences(own, other, form_set, printed=is_paper)
            assert not [it for it in found if not (is_paper and it[:2] in _UNLABELLED)]
            assert all("phone" in it[1] for it in found), "told as 未识别"


def test_forms_of_every_stage_come_back_from_excel(tmp_path: Path) -> None:
    book, path = _printed(tmp_path, "sichuan-2023", EXCEL)
    _comes_back(book, path, tmp_path / "新.budget", "sichuan-2023")


@pytest.mark.proof
@pytest.mark.parametrize("kind", [EXCEL, PDF])
@pytest.mark.parametrize("set_id", form_set_ids())
def test_forms_of_every_set_come_back(set_id: str, kind: FileKind, tmp_path: Path) -> None:
    book, path = _printed(tmp_path, set_id, kind)
    _comes_back(book, path, tmp_path / "新.budget", set_id)


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "pdf"])
def test_forms_saved_again_by_another_program_come_back(form: str, tmp_path: Path) -> None:
    book, path = _printed(tmp_path, "yonghe-2024", EXCEL)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form,
         "--outdir", str(tmp_path / "再存"), str(path)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    saved = tmp_path / "再存" / f"{path.stem}.{form}"
    _comes_back(book, saved, tmp_path / "新.budget", "yonghe-2024")
