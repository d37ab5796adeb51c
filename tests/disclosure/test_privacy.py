"""The public document names nobody: neither its text nor what a file says of itself."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import keep_paragraph, put_disclosure_entry
from budgetdesk.book.read import departments, projects
from budgetdesk.book.step import Step
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.disclosure.document import prose_sheet
from budgetdesk.domain.disclosure import OwnParagraph
from budgetdesk.domain.file_kinds import WORD
from budgetdesk.exchange.disclosing import DisclosureWish, disclose_book, disclosure_documents
from budgetdesk.exchange.exporting import ExportFault
from budgetdesk.exchange.privacy import leaks

PRIVATE = {
    "由负责人甲解释。": "“负责人甲”的姓名",
    "联系电话139 0000 0000。": "手机号码",
    "身份证号11010519491231002X。": "身份证号码",
}
TEXTS = [key for key, entry in ENTRIES.items() if not entry.kind.is_number and key != "scope"]


def told(book: Book, tell: Callable[[Step, int], None]) -> None:
    with book.step("填写") as step:
        tell(step, departments(book)[0].id)


def refused(book: Book, folder: Path, what: str) -> None:
    with pytest.raises(ExportFault, match=what):
        disclose_book(book, folder, DisclosureWish((WORD,)))
    assert not folder.exists()


@pytest.fixture
def named(own_sample: Book) -> Book:
    """A sample of which one project is signed."""
    with own_sample.step("签名") as step:
        step.update("project", projects(own_sample)[0].id, {"responsible": "负责人甲"})
    return own_sample


def test_every_text_entry_is_looked_at(named: Book) -> None:
    numbers = {key: f"1390000{place:04d}" for place, key in enumerate(TEXTS)}

    def tell(step: Step, owner: int) -> None:
        for key, number in numbers.items():
            put_disclosure_entry(step, owner, key, f"联系{number}。")
            if key.startswith("reason_"):
                put_disclosure_entry(step, owner, f"last_{key[7:]}", 10**9)

    told(named, tell)
    ((_, document),) = disclosure_documents(named)
    found = "".join(leak.text for leak in leaks([prose_sheet(document)], ()))
    assert [key for key, number in numbers.items() if number not in found] == []


@pytest.mark.parametrize("text", PRIVATE)
def test_no_rewritten_paragraph_names_anybody(named: Book, tmp_path: Path, text: str) -> None:
    own = OwnParagraph("政府采购", text, "")
    told(named, lambda step, owner: keep_paragraph(step, owner, own))
    refused(named, tmp_path / "公开", PRIVATE[text])


def test_files_say_only_whose_document_they_are(named: Book, tmp_path: Path) -> None:
    (disclosed,) = disclose_book(named, tmp_path / "公开", DisclosureWish())
    department = disclosed.department.name
    pdf, word = disclosed.paths
    document = pypdfium2.PdfDocument(pdf)
    about = document.get_metadata_dict(skip_empty=True)
    document.close()
    assert about["Author"] == department
    assert set(about.values()) <= {
        department, f"{department}2024年度部门预算公开", about["Creator"], about["Producer"],
        about["CreationDate"], about["ModDate"],
    }  # fmt: skip
    signed = {it for one in projects(named) for it in (one.responsible, one.handler, one.phone)}
    with zipfile.ZipFile(word) as file:
        core = file.read("docProps/core.xml").decode()
        people = re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<", core)
        assert people == [department, department]
        for name in file.namelist():
            content = file.read(name).decode("utf-8", "replace")
            assert not [it for it in signed - {""} if it in content], name
            assert str(named.path.parent) not in content


def test_the_internal_copy_is_not_refused(named: Book, tmp_path: Path) -> None:
    told(named, lambda step, owner: put_disclosure_entry(step, owner, "duties", "由负责人甲解释。"))
    (disclosed,) = disclose_book(named, tmp_path / "内部", DisclosureWish((WORD,), internal=True))
    assert [path.suffix for path in disclosed.paths] == [".docx"]
