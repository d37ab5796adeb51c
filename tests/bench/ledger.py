"""A ledger of 50,000 lines in its grid: opening, paging, filtering, editing, sorting, pasting."""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.edit import add_ledger_line
from budgetdesk.desktop.app import make_application
from budgetdesk.desktop.ledger.kinds import SPENDING
from budgetdesk.desktop.ledger.pane import LinesPane
from budgetdesk.desktop.session import Session
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.exchange.clipboard.text_reader import parse_cells
from budgetdesk.exchange.clipboard.writing import format_cells
from budgetdesk.exchange.line_tables.reading import lines_of, read_rows
from budgetdesk.exchange.line_tables.recognising import recognise
from budgetdesk.exchange.sample import create_sample
from tests.bench.figures import Figure, in_turns

_LINES = 50_000
_OPEN_BAR, _FILTER_BAR, _LEAVE_BAR = 1.0, 0.300, 0.050
_SORT_BAR, _READ_BAR = 0.300, 1.0
_PASTED = 10_000
_MOST = 3  # times as long as Qt's own view, which has every text at hand, for a page
_ROUNDS = 7
_ITEMS = 1_000  # of the view it is held against: items for 50,000 lines take minutes
_WORD = "医疗服务"
COLUMNS = tuple(LedgerField)
_AMOUNT = COLUMNS.index(LedgerField.AMOUNT)


def figures(folder: Path) -> Iterator[Figure]:
    """Measure on the sample's lines, repeated, in a panel of the window's size."""
    path = folder / "ledger.budget"
    _large_ledger(path)
    make_application()
    session = Session(Book.open(path))
    yield _opening(session, path)
    panel = _panel(session)
    yield _turning(panel)
    yield _filtering(panel, path)
    yield _leaving(panel)
    yield _sorting(panel, path)
    yield _grouping(panel, path)
    yield _choosing(panel)
    yield _reading(panel)
    panel.close_down()
    panel.close()
    session.close()


def _large_ledger(path: Path) -> None:
    create_sample(path)
    chance = random.Random(2024)
    with Book.open(path) as book:
        lines = read.ledger(book)
        with book.step("准备") as step:
            for _ in range(_LINES - len(lines)):
                line = chance.choice(lines)
                add_ledger_line(step, replace(line, id=0, amount=chance.randrange(1, 10**9)))


def _panel(session: Session) -> LinesPane:
    panel = LinesPane(session, SPENDING)
    panel.resize(1000, 620)
    panel.show()
    panel.setFocus()
    QApplication.processEvents()
    return panel


def _opening(session: Session, path: Path) -> Figure:
    made: list[LinesPane] = []

    def close() -> None:
        while made:
            panel = made.pop()
            panel.close_down()
            panel.deleteLater()
        QApplication.processEvents()

    ours, plain = in_turns(
        [lambda: made.append(_panel(session)), lambda: _read_all(path)], _ROUNDS, tidy=close
    )
    return Figure(
        what=f"Opening a ledger of {_LINES:,} lines, painted",
        bar=f"< {_OPEN_BAR:.0f} s",
        time=ours,
        met=ours < _OPEN_BAR,
        reference_name="plain sqlite3 reading every line",
        reference=plain,
    )


def _turning(panel: LinesPane) -> Figure:
    twin = _twin(panel)
    bars = [view.verticalScrollBar() for view in (panel.table, twin)]

    def turn(number: int) -> None:
        bars[number].setValue((bars[number].value() + 137) % (_ITEMS - 100))
        QApplication.processEvents()

    ours, plain = in_turns([lambda: turn(0), lambda: turn(1)], _ROUNDS * 8)
    twin.close()
    return Figure(
        what=f"A page of {_LINES:,} ledger lines, scrolled to and painted",
        bar=f"≤ {_MOST} × QTableView",
        time=ours,
        met=ours <= _MOST * plain,
        reference_name=f"QTableView over {_ITEMS:,} rows of ready items",
        reference=plain,
    )


def _twin(panel: LinesPane) -> QTableView:
    """The first lines as Qt's own items in Qt's own view."""
    model, view = QStandardItemModel(), QTableView()
    for row in range(_ITEMS):
        cells = (panel.ledger.index(row, column).data() for column in range(len(COLUMNS)))
        model.appendRow([QStandardItem(text) for text in cells])
    model.setParent(view)
    view.setModel(model)
    view.resize(panel.table.size())
    for column in range(len(COLUMNS)):
        view.setColumnWidth(column, panel.table.columnWidth(column))
    view.verticalHeader().setDefaultSectionSize(panel.table.rowHeight(0))
    view.show()
    QApplication.processEvents()
    return view


def _filtering(panel: LinesPane, path: Path) -> Figure:
    def narrow() -> None:
        panel.filter.setText(_WORD)
        QTest.keyClick(panel.filter, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert 1 < panel.ledger.rowCount() < _LINES

    def widen() -> None:
        panel.filter.clear()
        QTest.keyClick(panel.filter, Qt.Key.Key_Return)
        QApplication.processEvents()

    ours, plain = in_turns([narrow, lambda: _search(path)], _ROUNDS, tidy=widen)
    return Figure(
        what=f"Filtering {_LINES:,} ledger lines by a word, painted and summed",
        bar=f"< {_FILTER_BAR * 1000:.0f} ms",
        time=ours,
        met=ours < _FILTER_BAR,
        reference_name="LIKE over the projects of the same lines by plain sqlite3",
        reference=plain,
    )


def _leaving(panel: LinesPane) -> Figure:
    amount = iter(range(1_000_000, 2_000_000))

    def prepare() -> None:
        panel.table.go_to(_LINES // 2, _AMOUNT)
        QTest.keyClicks(panel.table.cell, str(next(amount)))
        QApplication.processEvents()

    def leave() -> None:
        QTest.keyClick(panel.table.cell, Qt.Key.Key_Tab)
        QApplication.processEvents()

    [ours] = in_turns([leave], _ROUNDS * 3, prepare)
    [whole] = in_turns([panel.work.reload], 3)
    return Figure(
        what=f"Leaving an edited amount among {_LINES:,} lines: written, summed, repainted",
        bar=f"< {_LEAVE_BAR * 1000:.0f} ms",
        time=ours,
        met=ours < _LEAVE_BAR,
        reference_name="reading the whole ledger again",
        reference=whole,
    )


def _sorting(panel: LinesPane, path: Path) -> Figure:
    header = panel.table.horizontalHeader()

    def sort() -> None:
        header.setSortIndicator(_AMOUNT, Qt.SortOrder.DescendingOrder)
        QApplication.processEvents()

    def restore() -> None:
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        QApplication.processEvents()

    ours, plain = in_turns(
        [sort, lambda: _query(path, "SELECT id FROM ledger_line ORDER BY amount DESC")],
        _ROUNDS, tidy=restore,
    )  # fmt: skip
    return Figure(
        what=f"Sorting {_LINES:,} ledger lines by amount, painted",
        bar=f"< {_SORT_BAR * 1000:.0f} ms",
        time=ours,
        met=ours < _SORT_BAR,
        reference_name="ORDER BY over the same lines by plain sqlite3",
        reference=plain,
    )


def _grouping(panel: LinesPane, path: Path) -> Figure:
    def group() -> None:
        panel.grouping.setCurrentIndex(2)
        QApplication.processEvents()
        assert panel.ledger.rowCount() > _LINES + 2

    def restore() -> None:
        panel.grouping.setCurrentIndex(0)
        QApplication.processEvents()

    sql = "SELECT function_code, count(*), sum(amount) FROM ledger_line GROUP BY 1"
    ours, plain = in_turns([group, lambda: _query(path, sql)], _ROUNDS, tidy=restore)
    return Figure(
        what=f"Grouping {_LINES:,} ledger lines by function code, with subtotals, painted",
        bar=f"< {_SORT_BAR * 1000:.0f} ms",
        time=ours,
        met=ours < _SORT_BAR,
        reference_name="GROUP BY over the same lines by plain sqlite3",
        reference=plain,
    )


def _choosing(panel: LinesPane) -> Figure:
    def choose() -> None:
        panel.table.selectAll()
        QApplication.processEvents()
        assert panel.selection.text().startswith(f"选中 {_LINES} 行")

    def restore() -> None:
        panel.table.go_to(0, 0)
        QApplication.processEvents()

    [ours] = in_turns([choose], _ROUNDS, tidy=restore)
    [whole] = in_turns([panel.work.reload], 3)
    return Figure(
        what=f"Choosing all of {_LINES:,} ledger lines and summing them, painted",
        bar=f"< {_FILTER_BAR * 1000:.0f} ms",
        time=ours,
        met=ours < _FILTER_BAR,
        reference_name="reading the whole ledger again",
        reference=whole,
    )


def _reading(panel: LinesPane) -> Figure:
    """A table from Excel, each of its projects another, as the preview reads it."""
    terms, like = panel.ledger.terms, panel.work.fresh()
    lines = list(panel.ledger.arrangement.lines.values())[:_PASTED]
    rows = [[terms.labels[column] for column in terms.columns]]
    rows += [[terms.shown(line, column) for column in terms.columns] for line in lines]
    for number, row in enumerate(rows[1:]):
        row[COLUMNS.index(LedgerField.PROJECT)] += str(number) if row[3] else ""
    text = format_cells(rows)

    def read() -> None:
        found = read_rows(rows, recognise(rows, terms), terms, like)
        assert len(list(lines_of(found))) == _PASTED

    ours, plain = in_turns([read, lambda: parse_cells(text)], _ROUNDS)
    return Figure(
        what=f"Recognising {_PASTED:,} rows pasted from Excel",
        bar=f"< {_READ_BAR:.0f} s",
        time=ours,
        met=ours < _READ_BAR,
        reference_name="only taking the clipboard's text apart into cells",
        reference=plain,
    )


def _query(path: Path, sql: str) -> None:
    database = sqlite3.connect(path)
    assert database.execute(sql).fetchall()
    database.close()


def _read_all(path: Path) -> None:
    database = sqlite3.connect(path)
    assert len(database.execute("SELECT * FROM ledger_line").fetchall()) == _LINES
    database.close()


def _search(path: Path) -> None:
    database = sqlite3.connect(path)
    found = database.execute("SELECT id FROM ledger_line WHERE project LIKE ?", (f"%{_WORD}%",))
    assert found.fetchall()
    database.close()
