"""The panel alone, over a copy of the sample that was checked."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.desktop.findings.entries import FindingLine
from budgetdesk.desktop.findings.live import LiveChecks
from budgetdesk.desktop.findings.panel import FindingsPanel
from budgetdesk.desktop.jobs import ImmediateRunner, Jobs
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.theme import theme
from budgetdesk.domain.fields import FieldRef


@dataclass
class Bench:
    """A session with its live checks and its panel, and what they asked of the window."""

    session: Session
    live: LiveChecks
    panel: FindingsPanel
    opened: list[FieldRef] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    closed: bool = False

    def entries(self, code: str) -> list[FindingLine]:
        return [entry for entry in self.panel.entries if entry.key.code == code]

    def choose(self, *entries: FindingLine) -> None:
        """Choose lines of the list as the mouse with Ctrl does."""
        table = self.panel.table
        assert table.go_to(entries[0].key)
        selection = table.selectionModel()
        for entry in entries[1:]:
            index = table.findings.index(table.findings.row_of(entry.key), 0)
            selection.select(index, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)

    def trigger(self, name: str) -> None:
        action = self.panel.actions_[name]
        assert action.isEnabled(), action.toolTip()
        action.trigger()
        self.live.settle()

    def write(self, ref: FieldRef, text: str) -> None:
        self.session.write(ref, text)
        self.live.settle()

    def close(self) -> None:
        """Close the book, unless the test did."""
        if not self.closed:
            self.closed = True
            self.live.stop()
            self.session.close()

    def texts(self, table: str) -> str:
        return json.dumps(self.session.book.rows(f"SELECT * FROM {table} ORDER BY id"))


def make_bench(path: Path, qtbot: QtBot, *, read_only: bool = False) -> Bench:
    theme()
    session = Session(Book.open(path, read_only=read_only))
    live = LiveChecks(session, Jobs(runner=ImmediateRunner()), session)
    opened: list[FieldRef] = []
    panel = FindingsPanel(session, live, opened.append)
    qtbot.addWidget(panel)
    panel.resize(1366, 300)
    panel.show()
    bench = Bench(session, live, panel, opened)
    panel.done.connect(bench.done.append)
    panel.said.connect(bench.said.append)
    return bench


@pytest.fixture
def unchecked(book_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    """Nothing checked yet."""
    bench = make_bench(book_path, qtbot)
    yield bench
    bench.close()


@pytest.fixture
def bench(unchecked: Bench) -> Bench:
    """Checked once."""
    unchecked.live.check(asked=False)
    QApplication.processEvents()
    return unchecked


@pytest.fixture
def read_only(book_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    """Checked, and not to be written."""
    bench = make_bench(book_path, qtbot, read_only=True)
    bench.live.check(asked=False)
    yield bench
    bench.close()
