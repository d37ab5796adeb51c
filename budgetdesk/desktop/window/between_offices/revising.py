"""核减核增 in the window: decided in a dialog, 差额表 saved from it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from budgetdesk.book.book import Book
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.revisions import RevisionsDialog
from budgetdesk.desktop.window.saving import save_sheet
from budgetdesk.domain.file_kinds import EXCEL
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.register.revising import revision_sheet

_TABLE = "差额表"


def revise_amounts(parent: QWidget, book: Book, chosen: Sequence[Unit]) -> None:
    """Let the amounts of some units be revised."""
    dialog = RevisionsDialog(parent, book, chosen)
    if ask.run(dialog):
        sheet = revision_sheet(dialog.rows, book.info.title)
        save_sheet(parent, _TABLE, sheet, book.path.parent / f"{_TABLE}{EXCEL.suffix}")
