"""The 部门预算公开 document as files, by kind."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from budgetdesk.disclosure.document import Document
from budgetdesk.domain.file_kinds import PDF, WORD, FileKind
from budgetdesk.domain.progress import Progress

WriteDocument = Callable[[Path, Document, Progress], None]


def _write_pdf(path: Path, document: Document, progress: Progress) -> None:
    from budgetdesk.output.disclosure.pdf import write_disclosure_pdf

    write_disclosure_pdf(path, document, progress=progress)


def _write_word(path: Path, document: Document, _: Progress) -> None:
    # Nothing is told: only the PDF knows how many pages there are.
    from budgetdesk.output.disclosure.word.writing import write_disclosure_docx

    write_disclosure_docx(path, document)


DOCUMENT_WRITERS: Mapping[FileKind, WriteDocument] = MappingProxyType(
    {PDF: _write_pdf, WORD: _write_word}
)
"""Who writes a document as a file of a kind: path, document, progress; raises OutputError."""
