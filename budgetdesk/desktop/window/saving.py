"""A list that a dialog shows, saved as a workbook or PDF where the user says."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.domain.file_kinds import EXCEL, kind_of
from budgetdesk.domain.progress import ignore_progress
from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.files import OutputError


def save_sheet(parent: QWidget, title: str, sheet: Sheet, proposal: Path) -> None:
    """Ask where to and write a sheet, by the path's suffix as PDF, else as a workbook."""
    from budgetdesk.output.sheet_files import SHEET_WRITERS

    path = ask.ask_save(parent, title, proposal, EXCEL)
    if path is None:
        return
    write = SHEET_WRITERS.get(kind_of(path) or EXCEL, SHEET_WRITERS[EXCEL])
    try:
        write(path, [sheet], title, ignore_progress)
    except OutputError as error:
        tell_refusal(parent, "没有写出", error)
