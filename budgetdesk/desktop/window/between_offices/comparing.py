"""比较 in the window: a unit of the open book against another submission or another year's book."""

from functools import partial

from PySide6.QtWidgets import QWidget

from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.comparison import TITLE, ComparisonDialog
from budgetdesk.desktop.dialogs.waiting import GivenUp, waited
from budgetdesk.desktop.jobs import Jobs, on_companion
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.window.saving import save_sheet
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.domain.file_kinds import EXCEL, SUBMISSIONS
from budgetdesk.domain.progress import Progress
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.comparison.changes import SidesCompared, unit_compared
from budgetdesk.exchange.comparison.telling import difference_sheet
from budgetdesk.exchange.faults import ImportFault


def compare_with_file(parent: QWidget, jobs: Jobs, book: Book, unit: Unit) -> None:
    """Ask for a package or book, and show what the unit says there and in this book."""
    path = ask.ask_one(parent, TITLE, book.path.parent, SUBMISSIONS)
    if path is None:
        return

    def work(companion: Book, progress: Progress) -> SidesCompared:
        return unit_compared(companion, unit, path, progress)

    try:
        found = waited(parent, jobs, f"与「{path.name}」比较", on_companion(book, work))
    except GivenUp:
        return
    except (ImportFault, BookError, FormSetError) as error:
        tell_refusal(parent, "没有比较", error)
        return
    dialog = ComparisonDialog(parent, found)
    if ask.run(dialog):
        proposal = path.with_name(f"{TITLE} {unit.name}{EXCEL.suffix}")
        save_sheet(parent, jobs, TITLE, partial(difference_sheet, found), proposal)
