"""The sample's document as it was published, made once."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from budgetdesk.book.book import Book
from budgetdesk.disclosure.document import Document, TemplateSlot
from budgetdesk.domain.file_kinds import WORD
from budgetdesk.domain.progress import ignore_progress
from budgetdesk.exchange.disclosing import DisclosureWish, published_documents
from budgetdesk.exchange.final_copy.comparing import held_against
from budgetdesk.exchange.final_copy.text_difference import TextDifference
from budgetdesk.output.disclosure.files import DOCUMENT_WRITERS

_PART = "word/document.xml"
Found = tuple[TextDifference, ...]


@dataclass(frozen=True)
class FinalCopy:
    """A document and its Word file, to be edited."""

    document: Document
    path: Path

    def held(self, path: Path) -> Found:
        return held_against([self.document], path)

    def body(self) -> ET.Element:
        with zipfile.ZipFile(self.path) as packed:
            return ET.fromstring(packed.read(_PART))

    def written(self, root: ET.Element, path: Path) -> Path:
        """The file with another body."""
        with zipfile.ZipFile(self.path) as packed, zipfile.ZipFile(path, "w") as made:
            for name in packed.namelist():
                content = ET.tostring(root, "utf-8") if name == _PART else packed.read(name)
                made.writestr(name, content, zipfile.ZIP_DEFLATED)
        return path


def made(book: Path, folder: Path, left_out: frozenset[TemplateSlot]) -> FinalCopy:
    with Book.open(book, read_only=True) as opened:
        (document,) = published_documents(opened, DisclosureWish(left_out=left_out))
    path = folder / "公开.docx"
    DOCUMENT_WRITERS[WORD](path, document, ignore_progress)
    return FinalCopy(document, path)


@pytest.fixture(scope="session")
def short(sample_book: Path, tmp_path_factory: pytest.TempPathFactory) -> FinalCopy:
    """Without the projects' forms."""
    folder = tmp_path_factory.mktemp("终稿")
    return made(sample_book, folder, frozenset({TemplateSlot.FORMS}))


@pytest.fixture(scope="session")
def whole(sample_book: Path, tmp_path_factory: pytest.TempPathFactory) -> FinalCopy:
    """All of it, more than a hundred pages."""
    return made(sample_book, tmp_path_factory.mktemp("终稿 全"), frozenset())
