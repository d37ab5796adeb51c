"""The tab 部门预算公开 in the real window, on a copy of the sample."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import disclosure_notes, put_disclosure_entry
from budgetdesk.desktop.disclosure.panel import DisclosurePanel
from budgetdesk.desktop.disclosure.text_editor import TextEditor
from budgetdesk.desktop.disclosure.tool_row import DisclosureFace
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.window.desk import Desk
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.disclosure import DisclosureNotes
from budgetdesk.domain.fields import FieldRef, paragraph_ref
from budgetdesk.domain.records import RecordKind
from tests.desktop.window.steps import desk_of, trigger

OWNER = 1  # the sample's only department


class Hand:
    """The clerk at the tab."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        trigger(window, "open_disclosure")
        page = self.desk.tabs.tabs.currentWidget()
        assert isinstance(page, DisclosurePanel)
        self.panel = page

    @property
    def desk(self) -> Desk:
        return desk_of(self.window)

    @property
    def book(self) -> Book:
        return self.desk.session.book

    @property
    def notes(self) -> DisclosureNotes:
        return disclosure_notes(self.book, OWNER)

    @property
    def editor(self) -> FormEditor:
        editor = self.panel.editor_in_front()
        assert editor is not None
        return editor

    @property
    def text(self) -> TextEditor:
        self.panel.show_face(DisclosureFace.TEXT)
        editor = self.editor
        assert isinstance(editor, TextEditor)
        return editor

    def shown(self, ref: FieldRef) -> str:
        cell = self.editor.cell_of(ref)
        assert cell is not None
        return cell.text

    def hint(self, path: str) -> str:
        cell = self.editor.cell_of(entry(path))
        assert cell is not None
        return cell.hint

    def state(self, key: str) -> str:
        """What stands beside a paragraph."""
        cell = self.text.cell_of(paragraph_ref(OWNER, key))
        assert cell is not None
        beside = self.text.grid.at(cell.row, 1)
        assert beside is not None
        return beside.text

    def go(self, ref: FieldRef) -> None:
        assert self.panel.go_to(ref)
        self.panel.setFocus()
        QApplication.processEvents()

    def type(self, ref: FieldRef, text: str) -> None:
        """Go to a cell, type over it and leave it with Enter."""
        self.go(ref)
        QTest.keyClicks(self.editor.text, text)
        self.press(Qt.Key.Key_Return)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.editor.text, key, held)
        QApplication.processEvents()

    def take_back(self, *keys: str) -> None:
        """Forget entries, as if they had never been told."""
        with self.book.step("清空") as step:
            for key in keys:
                put_disclosure_entry(step, OWNER, key, None)
        QApplication.processEvents()

    def steps(self) -> list[str]:
        return [step.name for step in self.book.undo_steps(50)]


def entry(path: str) -> FieldRef:
    """The reference of an entry, `last_total`, or of what is computed beside it, `now.total`."""
    whole = path if "." in path else f"entries.{path}"
    return FieldRef(RecordKind.DEPARTMENT, OWNER, whole)


def paragraph(key: str) -> FieldRef:
    return paragraph_ref(OWNER, key)


@pytest.fixture
def hand(window: MainWindow) -> Hand:
    return Hand(window)
