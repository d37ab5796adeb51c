"""核减核增 in the window: decided in a dialog, 差额表 saved from it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from budgetdesk.book.book import Book
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.revisions import RevisionsDialog
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.window.saving import save_sheet
from budgetdesk.domain.file_kinds import EXCEL
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.register.revising import revision_sheet

_TABLE = "差额表"


def revise_amounts(parent: QWidget, jobs: Jobs, book: Book, chosen: Sequence[Unit]) -> None:
    """Let the amounts of some units be revised."""
    dialog = RevisionsDialog(parent, book, chosen)
    if ask.run(dialog):
        sheet = partial(revision_sheet, dialog.rows, book.info.title)
        proposal = book.path.parent / f"{_TABLE}{EXCEL.suffix}"
        save_sheet(parent, jobs, _TABLE, sheet, proposal)
