"""What the tests of the window do with it, in the words of its user."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from budgetdesk.book import read
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.preview.panel import PreviewPanel
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.window.desk import Desk
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind


def desk_of(window: MainWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def projects(window: MainWindow) -> list[Node]:
    return list(desk_of(window).model.root.projects())


def names_in_book(window: MainWindow) -> list[str]:
    assert window.session is not None
    return [row.name for row in read.project_rows(window.session.book)]


def preview_of(window: MainWindow) -> PreviewPanel:
    """The preview in front."""
    panel = desk_of(window).tabs.current_preview()
    assert panel is not None
    return panel


def open_form(window: MainWindow, node: Node) -> FormEditor:
    desk = desk_of(window)
    assert desk.view.make_current(node.level, node.id)
    QTest.keyClick(desk.view, Qt.Key.Key_Return)
    editor = desk.tabs.current_form()
    assert editor is not None
    return editor


def ref_of(editor: FormEditor, path: str) -> FieldRef:
    return FieldRef(RecordKind.PROJECT, editor.record_id, path)


def type_into(editor: FormEditor, path: str, text: str) -> None:
    """Go to a field and type over it, without leaving the cell."""
    assert editor.go_to(ref_of(editor, path))
    editor.setFocus()
    QApplication.processEvents()
    QTest.keyClicks(editor.text, text)


def trigger(window: MainWindow, name: str) -> None:
    """Choose a command from its menu."""
    action = window.commands[name]
    assert action.isEnabled(), name
    action.trigger()


def go_to_unit(window: MainWindow, row: int) -> Node:
    desk = desk_of(window)
    unit = desk.model.root.shown[0].shown[row]
    assert desk.view.make_current(Level.UNIT, unit.id)
    return unit
