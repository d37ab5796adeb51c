"""The overview of 1,000 projects, against a plain table over rows that are ready."""

import gc
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from budgetdesk.book.book import Book
from budgetdesk.book.read import project_ids
from budgetdesk.desktop.app import make_application
from budgetdesk.desktop.overview.panel import OverviewPanel
from budgetdesk.desktop.session import Session
from budgetdesk.domain.records import RecordKind
from tests.bench.figures import Figure, in_turns
from tests.bench.material import large_book

_PROJECTS, _COLUMNS, _ROUNDS, _BAR = 1_000, 14, 7, 3.0


def figures(folder: Path) -> Iterator[Figure]:
    """Measure from asking for the tab to its table painted; the book is read within."""
    path = folder / "overview.budget"
    large_book(path, _PROJECTS)
    make_application()
    with Book.open(path) as book:
        session, ids = Session(book), project_ids(book)
        gc.freeze()  # as the program does when it has started
        shown: list[OverviewPanel | QTableView] = []

        model = QStandardItemModel(_PROJECTS, _COLUMNS)
        for row in range(_PROJECTS):
            for column in range(_COLUMNS):
                model.setItem(row, column, QStandardItem(f"{row} {column}"))

        def ours() -> None:
            panel = OverviewPanel(session, lambda: RecordKind.PROJECT)
            panel.show_scope(lambda: ("全部", ids))
            _paint(panel, shown)

        def plain() -> None:
            view = QTableView()
            view.setModel(model)
            _paint(view, shown)

        def tidy() -> None:
            shown.pop().deleteLater()
            QApplication.processEvents()

        own, reference = in_turns([ours, plain], _ROUNDS, tidy=tidy)
    yield Figure(
        what=f"The overview of {_PROJECTS:,} projects opened, painted",
        bar=f"≤ {_BAR:.0f} × a plain table",
        time=own,
        met=own <= _BAR * reference,
        reference_name="QTableView over as many rows that are ready",
        reference=reference,
    )


def _paint(widget: OverviewPanel | QTableView, shown: list[OverviewPanel | QTableView]) -> None:
    widget.resize(900, 600)
    widget.show()
    QApplication.processEvents()
    shown.append(widget)
