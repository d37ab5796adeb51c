"""Sheets as PDF: laid out on A4, the same bytes for the same data."""

import io
from collections.abc import Iterable
from pathlib import Path

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.files import replacing


def write_pdf(
    path: Path,
    sheets: Iterable[Sheet],
    title: str,
    *,
    progress: Progress = ignore_progress,
    foot: str = "",
) -> None:
    """Write sheets into one PDF file, each beginning on a page of its own.

    Args:
        path: the file to create or replace.
        sheets: at least one; bookmarks are grouped by their `group`.
        title: of the document.
        progress: called after each sheet; whatever it raises leaves the old file whole.
        foot: what stands in each page's foot beside its number. A document that has one is sent
            as a whole, and its pages are numbered through.

    Raises:
        OutputError: the file can't be written.
        MissingGlyph: texts hold characters that the bundled faces lack; nothing is written.
    """
    # reportlab is loaded with the first document, not with the program.
    from budgetdesk.output.document import save

    with replacing(path) as temporary, temporary.open("wb") as file:
        save(file, sheets, title, progress, foot)


def pdf_bytes(
    sheets: Iterable[Sheet], title: str, *, progress: Progress = ignore_progress
) -> bytes:
    """The document that `write_pdf` writes, in memory for the preview; raises MissingGlyph."""
    from budgetdesk.output.document import save

    buffer = io.BytesIO()
    save(buffer, sheets, title, progress)
    return buffer.getvalue()
