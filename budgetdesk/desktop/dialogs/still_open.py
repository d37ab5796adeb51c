"""One line in a dialog that writes files: what the book still lacks, and the way there."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from budgetdesk.book.book import Book
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.waiting import waited
from budgetdesk.desktop.jobs import Jobs, JobState, on_companion
from budgetdesk.domain.progress import Progress

if TYPE_CHECKING:
    from budgetdesk.domain.fields import FieldRef
    from budgetdesk.exchange.still_open import StillOpen

_TITLE = "审核"


class StillOpenRow(QWidget):
    """What is open in numbers; its link closes the dialog to go to the first.

    Another closes it to see what was returned before.
    """

    def __init__(self, dialog: QDialog, *, lists_returned: bool = False) -> None:
        """`lists_returned`: the dialog's caller can list what was returned before."""
        super().__init__(dialog)
        self.wanted: FieldRef | None = None  # where the user wants to go instead
        self.found: StillOpen | None = None  # None while it is looked for
        self.words = QLabel("正在审核…", self)
        self.look = QPushButton("去处理", self)
        self.look.setObjectName("link")
        self.look.setAutoDefault(False)
        self.look.hide()
        self.returned = QPushButton("看退回过的", self)
        self.returned.setObjectName("link")
        self.returned.setAutoDefault(False)
        self.returned.hide()
        self.wants_returned = False
        self._lists_returned = lists_returned
        self.returned.clicked.connect(self._list_returned)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.look)
        layout.addWidget(self.returned)
        layout.addStretch(1)

    def tell(self, found: "StillOpen") -> None:
        """Say what is open."""
        self.found = found
        self.words.setText(str(found) or "没有待处理的问题")
        self.look.setVisible(found.first is not None)
        self.returned.setVisible(self._lists_returned and bool(found.returned))
        self.look.clicked.connect(lambda: self._go(found.first))

    def _list_returned(self) -> None:
        self.wants_returned = True
        self.window().close()

    def _go(self, ref: "FieldRef | None") -> None:
        self.wanted = ref
        self.window().close()


def run_while_checking(dialog: QDialog, row: StillOpenRow, jobs: Jobs, book: Book) -> bool:
    """Show a dialog while the book is checked for its row; whether it was accepted."""
    job = jobs.start(_TITLE, on_companion(book, _look), row.tell, quiet=True)
    try:
        return ask.run(dialog)
    finally:
        if job.state is JobState.RUNNING:
            job.cancel()


def found_by_then(row: StillOpenRow, parent: QWidget, jobs: Jobs, book: Book) -> "StillOpen":
    """What is open, looked for now where the dialog was accepted before that was known.

    Raises:
        GivenUp: Esc was pressed before it was there.
    """
    return row.found or waited(parent, jobs, _TITLE, on_companion(book, _look))


def _look(companion: Book, progress: Progress) -> "StillOpen":
    from budgetdesk.exchange.still_open import still_open

    return still_open(companion, progress)
