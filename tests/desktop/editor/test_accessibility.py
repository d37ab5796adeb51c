"""What screen readers meet: a table of cells with places, spans, names, texts and states."""

import gc
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.editor import accessibility
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.editor.marks import Mark, MarkColour
from tests.desktop.editor.form_desk import SHIFT, Desk, Key

NAME, VALUE = QAccessible.Text.Name, QAccessible.Text.Value
DESCRIPTION = QAccessible.Text.Description
CUSTOM = QAccessible.Attribute.Custom


@pytest.fixture
def active() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def test_the_form_is_a_table_with_all_its_cells(desk: Desk) -> None:
    table = QAccessible.queryAccessibleInterface(desk.form)
    assert table.role() == QAccessible.Role.Table
    assert table.text(NAME) == "老年村医退养补助"
    assert table.childCount() == len(desk.form.sheet.cells) + 1
    size = table.attributesInterface().attributeValue(CUSTOM)
    assert size == {
        "rowcount": str(len(desk.form.sheet.rows)),
        "colcount": str(len(desk.form.sheet.columns)),
    }
    for number, cell in enumerate(desk.form.sheet.cells):
        child = table.child(number)
        assert table.indexOfChild(child) == number
        place = child.tableCellInterface()
        assert (place.rowIndex(), place.columnIndex()) == (cell.row, cell.column)
        assert (place.rowExtent(), place.columnExtent()) == (cell.rows, cell.columns)
        assert child.text(VALUE) == cell.text


@pytest.mark.parametrize(
    "ask",
    [
        *("actionInterface", "textInterface", "valueInterface"),
        *("editableTextInterface", "selectionInterface"),
    ],
)
def test_an_interface_that_there_is_not_is_none(desk: Desk, ask: str) -> None:
    """PySide6 died of this question, which Qt's own bridges ask on every desktop."""
    table = QAccessible.queryAccessibleInterface(desk.form)
    for asked in (table, *(table.child(number) for number in range(table.childCount() - 1))):
        assert getattr(asked, ask)() is None
        nothing = asked.interface_cast(QAccessible.InterfaceType.TableInterface)
        assert int(nothing) == 0


def test_cells_are_called_by_their_fields(desk: Desk) -> None:
    table = QAccessible.queryAccessibleInterface(desk.form)
    desk.go("funding.annual.local")
    cell = table.focusChild()
    value = " 5,072,219" if sys.platform == "linux" else ""  # its readers hear no other
    assert cell.text(NAME) == f"年度市县（区）财政资金{value}"
    assert cell.text(VALUE) == "5,072,219"
    desk.go(desk.indicator(1, "target"))
    assert table.focusChild().text(NAME).startswith("产出指标 数量指标 年度指标值 第2条")
    assert desk.form.text.accessibleName() == "产出指标 数量指标 年度指标值 第2条 12批"


def test_states_tell_what_can_be_typed_and_what_is_chosen(desk: Desk) -> None:
    table = QAccessible.queryAccessibleInterface(desk.form)
    desk.go("funding.annual.central")
    desk.press(Key.Key_Down, SHIFT)
    state: Any = table.focusChild().state()
    assert (state.editable, state.readOnly, state.focused, state.selected) == (1, 0, 1, 1)
    total = desk.form.cell_of(desk.ref("funding.annual.total"))
    below = desk.form.cell_of(desk.ref("funding.annual.provincial"))
    assert total is not None
    assert below is not None
    cells = desk.form.sheet.cells
    state = table.child(cells.index(total)).state()
    assert (state.editable, state.readOnly, state.focused, state.selected) == (0, 1, 0, 0)
    state = table.child(cells.index(below)).state()
    assert state.selected
    assert table.child(cells.index(below)).tableCellInterface().isSelected()


def test_findings_and_reasons_are_described(desk: Desk) -> None:
    table = QAccessible.queryAccessibleInterface(desk.form)
    desk.form.set_marks({desk.ref("overview"): Mark(MarkColour.ERROR, "概况太短")})
    desk.go("overview")
    assert table.focusChild().text(DESCRIPTION) == "概况太短"
    assert desk.form.text.accessibleDescription() == "概况太短"
    desk.form.set_marks({})
    assert desk.form.text.accessibleDescription() != "概况太短"
    desk.form.set_marks({desk.ref("overview"): Mark(MarkColour.ERROR, "概况太短")})
    assert desk.form.text.accessibleDescription() == "概况太短"
    assert desk.form.tip(desk.form.current) == "概况太短"
    desk.go("unit.name")
    assert table.focusChild().text(DESCRIPTION)
    assert table.focusChild().text(DESCRIPTION) == desk.form.text.accessibleDescription()


def test_a_cell_is_found_at_its_point_on_the_screen(desk: Desk) -> None:
    table = QAccessible.queryAccessibleInterface(desk.form)
    desk.go("name")
    cell = table.focusChild()
    middle = cell.rect().center()
    assert table.childAt(middle.x(), middle.y()).text(NAME).startswith("项目名称")
    assert cell.rect().isValid()


def test_while_editing_the_focus_is_in_the_text(desk: Desk) -> None:
    table = QAccessible.queryAccessibleInterface(desk.form)
    desk.go("name")
    desk.press(Key.Key_F2)
    assert table.focusChild().object() is desk.form.text
    editor = QAccessible.queryAccessibleInterface(desk.form.text)
    assert editor.textInterface().text(0, 4) == "老年村医"


def test_moving_and_changes_are_told_while_a_reader_listens(desk: Desk, active: None) -> None:
    desk.go("overview")
    desk.press(Key.Key_Down)
    desk.session.write(desk.ref("name"), "renamed")  # another sheet: the model is told reset
    table = QAccessible.queryAccessibleInterface(desk.form)
    assert table.focusChild().text(NAME).startswith("立项依据")
    assert table.text(NAME) == "renamed"
    desk.session.write(desk.ref("basis"), "晋财社〔2024〕3 号")
    assert desk.form.text.accessibleName() == "立项依据 晋财社〔2024〕3 号"


def test_closed_forms_leave_nothing_behind(desk: Desk, qtbot: QtBot, active: None) -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    held = len(accessibility._held)
    for _ in range(5):
        form = FormEditor(desk.session, desk.form.state.source)
        form.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        form.show()
        table = QAccessible.queryAccessibleInterface(form)
        ids = [QAccessible.uniqueId(table.child(n)) for n in range(table.childCount())]
        assert len(set(ids)) == table.childCount()
        del table
        form.deleteLater()
        del form
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    assert len(accessibility._held) == held
