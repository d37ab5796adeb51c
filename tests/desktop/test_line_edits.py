"""What a reader is told of line edits: their own text, by an interface that always answers.

PySide6 cannot ask for words and sentences itself; a real reader does, in tests/real_window.
"""

import gc
from collections.abc import Iterator
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible, QAccessibleEditableTextInterface, QAccessibleTextInterface
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QFileDialog,
    QLineEdit,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from budgetdesk.desktop import held_interfaces, line_edits
from budgetdesk.desktop.line_interfaces import AccessibleBox, AccessibleLine
from tests.desktop.children import children_of

VALUE, DESCRIPTION = QAccessible.Text.Value, QAccessible.Text.Description
TEXTS = ("", "1", "中文 预算。二", "a😀𠀀", "一\n二\u2028三", "e\u0301", "  ")


@pytest.fixture(autouse=True)
def _active() -> Iterator[None]:
    line_edits.install()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def text_of(widget: QWidget) -> QAccessibleTextInterface:
    """As a bridge asks for it, anew at each question."""
    return QAccessible.queryAccessibleInterface(widget).textInterface()


def editing_of(widget: QWidget) -> QAccessibleEditableTextInterface:
    return QAccessible.queryAccessibleInterface(widget).editableTextInterface()


@pytest.mark.parametrize("text", TEXTS)
def test_a_line_edit_tells_its_text_in_qts_units(qtbot: QtBot, text: str) -> None:
    edit = QLineEdit(text)
    qtbot.addWidget(edit)
    length = len(text.encode("utf-16-le")) // 2
    shown = edit.displayText().replace("\n", " ").replace("\u2028", " ")
    assert text_of(edit).characterCount() == length
    assert text_of(edit).text(0, length) == shown
    for place in (0, length):
        edit.setCursorPosition(place)
        assert text_of(edit).cursorPosition() == place
    edit.selectAll()
    assert text_of(edit).selectionCount() == int(length > 0)


def test_one_teller_tells_of_the_line_edit_that_was_asked(qtbot: QtBot) -> None:
    one, other = QLineEdit("预算"), QLineEdit("绩效目标")
    for edit in (one, other):
        qtbot.addWidget(edit)
    assert text_of(one).characterCount() == 2
    assert text_of(other).characterCount() == 4
    one.setText("预")
    assert text_of(one).text(0, 1) == "预"


def test_every_line_edit_is_told_of_in_this_way(qtbot: QtBot) -> None:
    """In boxes, in what tables are edited with, and in Qt's own dialog for files."""
    combo, table, files = QComboBox(), QTableWidget(1, 1), QFileDialog()
    combo.setEditable(True)
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    for widget in (combo, table, files):
        qtbot.addWidget(widget)
    delegate = QStyledItemDelegate(table)
    option, index = QStyleOptionViewItem(), table.model().index(0, 0)
    cast(Any, option).widget = table
    table.setItemDelegate(delegate)
    delegate.createEditor(table.viewport(), option, index)
    edits = [edit for at in (combo, table, files) for edit in children_of(at, QLineEdit)]
    assert len(edits) >= 3
    for edit in edits:
        assert isinstance(QAccessible.queryAccessibleInterface(edit), AccessibleLine)


@pytest.mark.parametrize("kind", [QSpinBox, QDoubleSpinBox, QDateEdit])
def test_a_spin_box_tells_its_text_and_number(qtbot: QtBot, kind: type[QWidget]) -> None:
    box = kind()
    qtbot.addWidget(box)
    box.show()
    found = QAccessible.queryAccessibleInterface(box)
    assert isinstance(found, AccessibleBox)
    assert found.role() == QAccessible.Role.SpinBox
    assert found.textInterface().characterCount() > 0
    if isinstance(box, QSpinBox | QDoubleSpinBox):
        found.valueInterface().setCurrentValue(7)
        number = found.valueInterface()
        assert (box.value(), number.currentValue()) == (7, 7)
        assert (number.minimumValue(), number.maximumValue()) == (box.minimum(), box.maximum())
    else:
        assert found.valueInterface() is None


def test_a_password_is_not_told(qtbot: QtBot) -> None:
    edit = QLineEdit("预算 2024")
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    qtbot.addWidget(edit)
    found = QAccessible.queryAccessibleInterface(edit)
    told = found.text(VALUE) + text_of(edit).text(0, 7)
    assert set(told).isdisjoint("预算 2024")
    assert cast(Any, found.state()).passwordEdit


def test_a_reader_moves_the_cursor_and_edits(qtbot: QtBot) -> None:
    edit = QLineEdit("预算绩效")
    qtbot.addWidget(edit)
    text_of(edit).setCursorPosition(1)
    assert edit.cursorPosition() == 1
    text_of(edit).addSelection(2, 4)
    assert edit.selectedText() == "绩效"
    editing_of(edit).replaceText(0, 2, "目标")
    editing_of(edit).insertText(4, "表")
    editing_of(edit).deleteText(0, 1)
    assert edit.text() == "标绩效表"
    edit.setReadOnly(True)
    editing_of(edit).deleteText(0, 1)
    QAccessible.queryAccessibleInterface(edit).setText(VALUE, "不可")
    assert edit.text() == "标绩效表"


def test_characters_lie_where_the_line_edit_shows_them(qtbot: QtBot) -> None:
    edit = QLineEdit("预算绩效目标" * 20)
    qtbot.addWidget(edit)
    edit.resize(200, 30)
    edit.show()
    frame = QAccessible.queryAccessibleInterface(edit).rect()
    edit.setCursorPosition(0)
    first = text_of(edit).characterRect(0)
    assert frame.contains(first.center())
    edit.setCursorPosition(120)
    edit.grab()  # it scrolls while it paints
    last = text_of(edit).characterRect(119)
    assert frame.contains(last.center())
    assert not frame.contains(text_of(edit).characterRect(0).center())  # scrolled away
    assert text_of(edit).offsetAtPoint(last.center()) in (119, 120)


def test_what_is_told_of_a_line_edit(qtbot: QtBot) -> None:
    edit = QLineEdit("预算")
    edit.setPlaceholderText("按名称查找")
    qtbot.addWidget(edit)
    found = QAccessible.queryAccessibleInterface(edit)
    state = cast(Any, found.state())
    assert found.role() == QAccessible.Role.EditableText
    assert (found.text(VALUE), found.text(DESCRIPTION)) == ("预算", "按名称查找")
    assert (state.editable, state.readOnly, state.passwordEdit) == (1, 0, 0)
    for ask in ("actionInterface", "valueInterface", "selectionInterface"):
        getattr(found, ask)()


def test_line_edits_come_and_go_while_they_are_read(qtbot: QtBot) -> None:
    held = len(held_interfaces._held)
    for number in range(300):
        edit = QLineEdit(f"{number}")
        assert text_of(edit).characterCount() == len(f"{number}")
        QAccessible.queryAccessibleInterface(edit)
        edit.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        del edit
    gc.collect()
    assert len(held_interfaces._held) == held
