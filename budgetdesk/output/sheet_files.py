"""Sheets as files, by kind."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from budgetdesk.domain.file_kinds import EXCEL, PDF, FileKind
from budgetdesk.domain.progress import Progress
from budgetdesk.forms.sheet import Sheet

WriteSheets = Callable[[Path, Sequence[Sheet], str, Progress], None]


def _write_excel(path: Path, sheets: Sequence[Sheet], title: str, progress: Progress) -> None:
    from budgetdesk.output.excel import write_workbook

    write_workbook(path, sheets, title, progress=progress)


def _write_pdf(path: Path, sheets: Sequence[Sheet], title: str, progress: Progress) -> None:
    # reportlab is loaded with the first PDF, not with the program.
    from budgetdesk.output.pdf import write_pdf

    write_pdf(path, sheets, title, progress=progress)


SHEET_WRITERS: Mapping[FileKind, WriteSheets] = MappingProxyType(
    {EXCEL: _write_excel, PDF: _write_pdf}
)
"""Who writes sheets as a file of a kind: path, sheets, title, progress; raises OutputError."""
