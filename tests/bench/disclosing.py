"""The sample's whole disclosure document, as PDF and as a Word file."""

from collections.abc import Iterator
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.exchange.disclosing import disclosure_documents
from budgetdesk.exchange.sample import create_sample
from budgetdesk.output.disclosure.pdf import write_disclosure_pdf
from budgetdesk.output.disclosure.word.writing import write_disclosure_docx
from budgetdesk.output.pdf import pdf_bytes
from tests.bench.figures import Figure, in_turns

_BAR = 20  # seconds
_ROUNDS = 3


def figures(folder: Path) -> Iterator[Figure]:
    """Measure from the ledger to the finished files."""
    path = folder / "公开.budget"
    create_sample(path)
    with Book.open(path, read_only=True) as book:
        ((_, document),) = disclosure_documents(book)
        sheets = list(document.sheets)

        def both() -> None:
            ((_, document),) = disclosure_documents(book)
            write_disclosure_pdf(folder / "公开.pdf", document)
            write_disclosure_docx(folder / "公开.docx", document)

        ours, theirs = in_turns([both, lambda: pdf_bytes(sheets, "表")], _ROUNDS)
    yield Figure(
        what="The sample's disclosure document of 100 pages, PDF and Word, from the ledger",
        bar=f"< {_BAR} s",
        time=ours,
        met=ours < _BAR,
        reference_name="only its tables and forms to PDF",
        reference=theirs,
    )
