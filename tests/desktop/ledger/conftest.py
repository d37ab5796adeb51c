"""The ledger over a copy of the sample, driven as a clerk does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.desktop.ledger.panel import LedgerPanel
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.theme import theme
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.records import LedgerLine

F = LedgerField
COLUMNS = tuple(LedgerField)
AMOUNT = COLUMNS.index(F.AMOUNT)
NONE = Qt.KeyboardModifier.NoModifier


class LedgerDesk:
    """The panel with the keyboard on it, and the book behind it."""

    def __init__(self, panel: LedgerPanel, session: Session) -> None:
        self.panel = panel
        self.pane = panel.spending
        self.table = panel.table
        self.session = session
        self.book: Book = session.book
        self.said: list[str] = []
        panel.message.connect(self.said.append)

    @property
    def lines(self) -> tuple[LedgerLine, ...]:
        """What the book holds."""
        return read.ledger(self.book)

    @property
    def shown(self) -> list[str]:
        """The first column of every row, as painted."""
        model = self.pane.ledger
        return [model.index(row, 0).data() or "" for row in range(model.rowCount())]

    def line(self, row: int) -> LedgerLine:
        line = self.pane.ledger.line(row)
        assert isinstance(line, LedgerLine)
        return line

    def at(self, row: int, column: LedgerField) -> None:
        self.table.go_to(row, COLUMNS.index(column))

    def reach(self, row: int, column: LedgerField) -> None:
        self.table.go_to(row, COLUMNS.index(column), extend=True)

    @property
    def place(self) -> tuple[int, LedgerField]:
        here = self.table.currentIndex()
        return here.row(), COLUMNS[here.column()]

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.table.cell, key, held)

    def keys(self, text: str) -> None:
        QTest.keyClicks(self.table.cell, text)

    def compose(self, letters: str) -> None:
        """Letters under composition by an input method."""
        QApplication.sendEvent(self.table.cell, QInputMethodEvent(letters, []))

    def enter(self, text: str) -> None:
        """Text as an input method commits it."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.table.cell, event)

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    @property
    def refusal(self) -> str:
        notice = self.table.editing.notice
        return notice.text() if notice.isVisible() else ""

    @property
    def choices(self) -> list[str]:
        listed = self.table.editing.list
        model = listed.model()
        if not listed.isVisible():
            return []
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    @staticmethod
    def clipboard() -> str:
        return QGuiApplication.clipboard().text()

    @staticmethod
    def clip(text: str) -> None:
        QGuiApplication.clipboard().setText(text)


MakeDesk = Callable[..., LedgerDesk]


@pytest.fixture
def make_desk(qtbot: QtBot) -> Iterator[MakeDesk]:
    theme()
    sessions: list[Session] = []

    def make(path: Path, *, read_only: bool = False) -> LedgerDesk:
        session = Session(Book.open(path, read_only=read_only))
        sessions.append(session)
        panel = LedgerPanel(session)
        panel.resize(1300, 600)
        qtbot.addWidget(panel)
        panel.show()
        panel.activateWindow()
        panel.setFocus()
        QApplication.processEvents()
        return LedgerDesk(panel, session)

    yield make
    for session in sessions:
        session.close()


@pytest.fixture
def desk(make_desk: MakeDesk, book_path: Path) -> LedgerDesk:
    return make_desk(book_path)
