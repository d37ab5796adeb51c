"""Sheets as an Excel workbook that the clerk can print, fill in and send upward."""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.excel.texts import TextTooLong
from budgetdesk.output.files import replacing

if TYPE_CHECKING:
    from budgetdesk.output.excel.workbook import Sealed

__all__ = ["TextTooLong", "workbook_bytes", "write_sealed", "write_workbook"]


def write_workbook(
    path: Path, sheets: Iterable[Sheet], title: str, *, progress: Progress = ignore_progress
) -> None:
    """Write sheets into one workbook, one worksheet each; several get a 目录 in front.

    The same sheets give the same bytes. An existing file is replaced only by a whole new one.

    Args:
        path: the `.xlsx` file to create or replace.
        sheets: at least one form.
        title: of the workbook, for the 目录 and the document's properties.
        progress: told (done, total) forms; may raise Cancelled.

    Raises:
        OutputError: the file cannot be written, or (TextTooLong) Excel cannot hold a text.
        Cancelled: `progress` stopped the work; the old file is whole.
    """
    # openpyxl is loaded with the first export, not with the program.
    from budgetdesk.output.excel.workbook import save

    with replacing(path) as temporary, temporary.open("wb") as file:
        save(file, tuple(sheets), title, progress)


def workbook_bytes(sheets: Iterable[Sheet], title: str) -> bytes:
    """The same workbook in memory.

    Raises:
        TextTooLong: Excel cannot hold a text.
    """
    from budgetdesk.output.excel.workbook import save

    memory = io.BytesIO()
    save(memory, tuple(sheets), title, ignore_progress)
    return memory.getvalue()


def write_sealed(path: Path, sheets: Sequence[Sheet], title: str, sealed: "Sealed") -> None:
    """Write the workbook of a package, which has no 目录; errors as `write_workbook`."""
    from budgetdesk.output.excel.workbook import save_sealed

    with replacing(path) as temporary, temporary.open("wb") as file:
        save_sealed(file, sheets, title, sealed, ignore_progress)
