"""Opening and filtering a book of 10,000 projects, and adding one to it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from budgetdesk.book.edit import add_project
from budgetdesk.book.read import units
from budgetdesk.desktop.app import make_application
from budgetdesk.desktop.settings import Settings
from budgetdesk.desktop.tree.source import departments_of
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.records import Project
from tests.bench.figures import Figure, in_turns
from tests.bench.material import large_book

_PROJECTS = 10_000
_OPEN_BAR, _FILTER_BAR = 1.0, 0.100
_ADD_BAR = 0.5
_ROUNDS = 7
_WORD = "养护"


def figures(folder: Path) -> Iterator[Figure]:
    """Measure in the window, from choosing the book to its tree painted."""
    path = folder / "large.budget"
    large_book(path, _PROJECTS)
    make_application()
    window = MainWindow(Settings(folder / "settings.json"))
    window.resize(1366, 768)
    window.show()
    QApplication.processEvents()
    yield _opening(window, path)
    window.books.open(path)
    yield _filtering(window, path)
    yield _adding(window)
    window.books.abandon()


def _opening(window: MainWindow, path: Path) -> Figure:
    def open_book() -> None:
        assert window.books.open(path)
        QApplication.processEvents()

    def close() -> None:
        window.books.close()
        QApplication.processEvents()

    ours, plain = in_turns([open_book, lambda: read_all(path, _PROJECTS)], _ROUNDS, tidy=close)
    return Figure(
        what=f"Opening a book of {_PROJECTS:,} projects, tree painted",
        bar=f"< {_OPEN_BAR:.0f} s",
        time=ours,
        met=ours < _OPEN_BAR,
        reference_name="plain sqlite3 reading every project's row",
        reference=plain,
    )


def _filtering(window: MainWindow, path: Path) -> Figure:
    desk = window.desk
    assert desk is not None
    view = desk.view

    def narrow() -> None:
        assert view.filter(_WORD) > 0
        QApplication.processEvents()

    def widen() -> None:
        view.filter("")
        QTest.qWait(1)

    ours, plain = in_turns([narrow, lambda: _search(path)], _ROUNDS, tidy=widen)
    return Figure(
        what=f"Filtering {_PROJECTS:,} projects by a word, tree painted",
        bar=f"< {_FILTER_BAR * 1000:.0f} ms",
        time=ours,
        met=ours < _FILTER_BAR,
        reference_name="LIKE over the same names by plain sqlite3",
        reference=plain,
    )


def _adding(window: MainWindow) -> Figure:
    desk = window.desk
    assert desk is not None
    book = desk.session.book
    unit = units(book)[-1]

    def add() -> None:
        with book.step("新建项目") as step:
            add_project(step, Project("新项目", unit))
        QApplication.processEvents()

    ours, whole = in_turns([add, lambda: departments_of(book)], _ROUNDS)
    return Figure(
        what=f"A project added among {_PROJECTS:,}, tree painted",
        bar=f"≤ {_ADD_BAR} × reading the tree anew",
        time=ours,
        met=ours <= _ADD_BAR * whole,
        reference_name="reading every department, unit and project for the tree",
        reference=whole,
    )


def read_all(path: Path, projects: int) -> None:
    """The row of every project, by plain sqlite3."""
    database = sqlite3.connect(path)
    assert len(database.execute("SELECT * FROM project").fetchall()) == projects
    database.close()


def _search(path: Path) -> None:
    database = sqlite3.connect(path)
    found = database.execute("SELECT id FROM project WHERE name LIKE ?", (f"%{_WORD}%",))
    assert found.fetchall()
    database.close()
