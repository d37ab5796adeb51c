"""Published PDFs read as grids, against pdfplumber finding their tables and their text."""

from collections.abc import Iterator
from pathlib import Path

import pdfplumber

from budgetdesk.exchange.foreign.paper.document import read_pdf
from tests.bench.figures import Figure, in_turns
from tests.published_samples import SHARED

_ROUNDS, _BAR = 3, 0.2


def figures(_folder: Path) -> Iterator[Figure]:
    """Measure all of them, one after the other."""
    paths = sorted((SHARED / "documents" / "pdf").glob("*.pdf"))
    pages = 0

    def ours() -> None:
        for path in paths:
            read_pdf(path)

    def plain() -> None:
        nonlocal pages
        pages = 0
        for path in paths:
            with pdfplumber.open(path) as document:
                for page in document.pages:
                    page.extract_tables()
                    page.extract_text()
                pages += len(document.pages)

    own, reference = in_turns([ours, plain], _ROUNDS)
    yield Figure(
        what=f"{len(paths)} published PDFs, {pages} pages, read as tables and text",
        bar=f"≤ {_BAR} × pdfplumber",
        time=own,
        met=own <= _BAR * reference,
        reference_name="pdfplumber, extract_tables and extract_text of each page",
        reference=reference,
    )
