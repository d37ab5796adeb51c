"""A list that a dialog shows, saved as a workbook or PDF where the user says."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.waiting import GivenUp, waited
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.noticing import notice_in_front
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.domain.file_kinds import EXCEL, kind_of
from budgetdesk.domain.progress import Progress
from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.files import OutputError


def save_sheet(
    parent: QWidget, jobs: Jobs, title: str, sheet: Callable[[], Sheet], proposal: Path
) -> Path | None:
    """Ask where to and write a sheet, by the path's suffix as PDF, else as a workbook; where to.

    It is told where the file lies.

    `sheet` lays it out, with what was read already: it is called off the main thread.
    """
    from budgetdesk.output.sheet_files import SHEET_WRITERS

    path = ask.ask_save(parent, title, proposal, EXCEL)
    if path is None:
        return None
    write = SHEET_WRITERS.get(kind_of(path) or EXCEL, SHEET_WRITERS[EXCEL])

    def work(progress: Progress) -> None:
        progress(0, 0)
        write(path, [sheet()], title, progress)

    try:
        waited(parent, jobs, f"写出「{path.name}」", work)
    except GivenUp:
        return None
    except OutputError as error:
        tell_refusal(parent, "没有写出", error)
        return None
    notice_in_front(parent).tell_written("已写出", (path,))
    return path
