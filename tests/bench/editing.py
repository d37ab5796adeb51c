"""Opening a form, typing into it and leaving a cell, in the real window."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from budgetdesk.book.book import Book
from budgetdesk.book.edit import add_project
from budgetdesk.book.read import units
from budgetdesk.desktop.app import make_application
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.settings import Settings
from budgetdesk.desktop.window.desk import Desk
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.tabs.forms_page import FormsPage
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.money import FEN_IN_YUAN
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.sample import create_sample
from tests.bench.figures import Figure, in_turns
from tests.bench.material import project
from tests.bench.table_twin import TableTwin

_INDICATORS = 60
_OPEN_BAR, _LEAVE_BAR, _CHARACTER_BAR = 0.030, 0.050, 0.008
_TIMES_A_TABLE = 2.0
_ROUNDS = 25
_CHARACTERS = 200
_TABLE = "QTableView with spans of the same form"


def figures(folder: Path) -> Iterator[Figure]:
    """Measure in one window, with the sample and one more project of 60 indicators."""
    path = folder / "editing.budget"
    create_sample(path)
    with Book.open(path) as book, book.step("准备") as step:
        made = project(units(book)[0], random.Random(1), _INDICATORS // 2)
        project_id = add_project(step, made)
    make_application()
    window = MainWindow(Settings(folder / "settings.json"))
    window.resize(1366, 768)
    window.show()
    window.books.open(path)
    desk = window.desk
    assert desk is not None
    table = TableTwin(desk.session.sheet(RecordKind.PROJECT, project_id))
    yield _opening(desk, table, project_id)
    editor = desk.tabs.open_form(RecordKind.PROJECT, project_id)
    yield _typing(editor, table)
    yield _leaving(editor, folder)
    window.books.abandon()


def _settle() -> None:
    """Everything is laid out and painted."""
    QApplication.processEvents()
    QApplication.processEvents()


def _opening(desk: Desk, table: TableTwin, project_id: int) -> Figure:
    def open_form() -> None:
        desk.tabs.open_form(RecordKind.PROJECT, project_id)
        _settle()

    def open_table() -> None:
        tabs = desk.tabs.tabs
        tabs.setCurrentIndex(tabs.addTab(table.make(), "表"))
        desk.tabs.setCurrentWidget(tabs)  # in place of the advice, as a form's tab does
        _settle()

    def close() -> None:
        tabs = desk.tabs.tabs
        page = tabs.widget(tabs.currentIndex())
        if isinstance(page, FormsPage):
            desk.tabs.close_current()
        else:
            tabs.removeTab(tabs.currentIndex())
            page.deleteLater()
            desk.tabs.setCurrentWidget(desk.tabs.advice)
        _settle()

    ours, reference = in_turns([open_form, open_table], _ROUNDS, tidy=close)
    return Figure(
        what=f"Opening a project's form with {_INDICATORS} indicators, painted",
        bar=f"< {_OPEN_BAR * 1000:.0f} ms, ≤ {_TIMES_A_TABLE:.0f} × the table",
        time=ours,
        met=ours < _OPEN_BAR and ours <= _TIMES_A_TABLE * reference,
        reference_name=_TABLE,
        reference=reference,
    )


def _typing(editor: FormEditor, table: TableTwin) -> Figure:
    ref = FieldRef(RecordKind.PROJECT, editor.record_id, "overview")
    assert editor.go_to(ref)
    editor.setFocus()
    QTest.keyClick(editor.text, Qt.Key.Key_F2)
    QTest.keyClick(editor.text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    before = len(editor.text.toPlainText())
    other = table.edit(editor.text.toPlainText(), editor.window().size())
    ours, reference = in_turns([lambda: _type(editor.text), lambda: _type(other)], _CHARACTERS)
    assert len(editor.text.toPlainText()) == before + _CHARACTERS + 1
    table.close()
    QTest.keyClick(editor.text, Qt.Key.Key_Escape)
    return Figure(
        what="A typed character, painted",
        bar=f"< {_CHARACTER_BAR * 1000:.0f} ms",
        time=ours,
        met=ours < _CHARACTER_BAR,
        reference_name=f"{_TABLE}, its row growing",
        reference=reference,
        note=f"{_CHARACTERS} characters behind each other in 项目概况; its rows grow.",
    )


def _type(text: QTextEdit) -> None:
    """A character as an input method gives it."""
    event = QInputMethodEvent()
    event.setCommitString("字")
    QApplication.sendEvent(text, event)
    _settle()


def _leaving(editor: FormEditor, folder: Path) -> Figure:
    ref = FieldRef(RecordKind.PROJECT, editor.record_id, "funding.annual.local")
    amount = iter(range(1_000_000, 2_000_000))

    def prepare() -> None:
        assert editor.go_to(ref)
        editor.setFocus()
        QTest.keyClicks(editor.text, str(next(amount)))
        _settle()

    def leave() -> None:
        QTest.keyClick(editor.text, Qt.Key.Key_Tab)
        _settle()

    [ours] = in_turns([leave], _ROUNDS, prepare)
    stored = editor.session.record(editor.kind, editor.record_id)
    assert value_of(stored, ref.path) == (next(amount) - 1) * FEN_IN_YUAN
    return Figure(
        what="Leaving an edited amount: written, committed, total recalculated, repainted",
        bar=f"< {_LEAVE_BAR * 1000:.0f} ms",
        time=ours,
        met=ours < _LEAVE_BAR,
        reference_name="one UPDATE committed by plain sqlite3 (WAL, synchronous=FULL)",
        reference=_plain_commit(folder / "plain.db"),
    )


def _plain_commit(path: Path) -> float:
    with sqlite3.connect(path, isolation_level=None) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE amount (id INTEGER PRIMARY KEY, fen INTEGER)")
        database.execute("INSERT INTO amount VALUES (1, 0)")
        [seconds] = in_turns([lambda: database.execute("UPDATE amount SET fen = fen + 1")], _ROUNDS)
    database.close()
    return seconds
