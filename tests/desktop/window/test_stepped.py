"""What is taken back, or done again, is gone to: the cell of a form, the line of the ledger."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from budgetdesk.book import edit, read
from budgetdesk.desktop.ledger.panel import LedgerPanel
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.records import RecordKind
from tests.desktop.window.steps import desk_of, open_form, projects, ref_of, trigger, type_into


@pytest.mark.parametrize("path", ["plan", "goals.annual", "funding.annual.local"])
def test_the_cursor_is_on_the_cell_that_was_changed(window: MainWindow, path: str) -> None:
    first, second = projects(window)[:2]
    editor = open_form(window, first)
    type_into(editor, path, "77")
    assert editor.commit()
    editor.go_to(ref_of(editor, "name"))
    open_form(window, second)
    for command in ("undo", "redo"):
        trigger(window, command)
        shown = desk_of(window).tabs.current_form()
        assert shown is not None
        assert shown.record_id == first.id
        assert shown.current is not None
        assert shown.current.field == ref_of(shown, path)
        shown.go_to(ref_of(shown, "name"))


def test_an_indicator_that_comes_back_is_gone_to(window: MainWindow) -> None:
    editor = open_form(window, projects(window)[0])
    cell = next(
        it
        for it in editor.state.grid.inputs
        if it.field is not None and it.field.path == "indicators.annual.name" and it.field.row_id
    )
    assert cell.field is not None
    editor.go_to(cell.field)
    editor.commands.remove_row.trigger()
    editor.go_to(ref_of(editor, "name"))
    trigger(window, "undo")
    assert editor.current is not None
    assert editor.current.field is not None
    assert (editor.current.field.path, editor.current.field.row_id) == (
        cell.field.path,
        cell.field.row_id,
    )


def test_the_ledger_comes_forward_on_the_line_that_was_changed(window: MainWindow) -> None:
    desk = desk_of(window)
    book = desk.session.book
    line = read.ledger(book)[40]
    with book.step("修改 金额") as step:
        edit.update_ledger_line(step, replace(line, amount=1))
    open_form(window, projects(window)[0])
    for command, amount in (("undo", line.amount), ("redo", 1)):
        trigger(window, command)
        panel = desk.tabs.tabs.currentWidget()
        assert isinstance(panel, LedgerPanel)
        assert panel.table.cursor_.line is not None
        assert (panel.table.cursor_.line.id, panel.table.cursor_.line.amount) == (line.id, amount)
        assert panel.table.currentIndex().column() == list(LedgerField).index(LedgerField.AMOUNT)
        desk.tabs.step_tab(1)


def test_an_overall_form_comes_forward(window: MainWindow) -> None:
    desk = desk_of(window)
    form = read.overalls(desk.session.book)[0]
    ref = FieldRef(RecordKind.OVERALL, form.id, "duties")
    desk.session.write(ref, "别的职责")
    open_form(window, projects(window)[0])
    trigger(window, "undo")
    shown = desk.tabs.current_form()
    assert shown is not None
    assert shown.kind is RecordKind.OVERALL
    assert shown.current is not None
    assert shown.current.field == ref


def test_a_tab_that_passes_says_so_until_it_stays(window: MainWindow) -> None:
    desk = desk_of(window)
    first, second, third = projects(window)[:3]
    open_form(window, first)
    desk.commands.open_node(second, stay=False)
    tabs = desk.tabs.tabs

    def passing() -> list[bool]:
        return [not tabs.tabIcon(place).isNull() for place in range(tabs.count())]

    assert passing() == [False, True]
    assert "只是看看" in tabs.tabToolTip(1)
    assert [action.text() for action in desk.tabs.tab_list.list().actions()] == [
        f"{node.name}　{node.parent.name}" for node in (first, second) if node.parent
    ]
    desk.commands.open_node(third, stay=False)
    assert passing() == [False, True]
    bar = tabs.tabBar()
    place = bar.tabRect(1).center()
    QTest.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=place)
    assert passing() == [False, False]
    desk.commands.open_node(second, stay=False)
    assert passing() == [False, False, True]
    editor = desk.tabs.current_form()
    assert editor is not None
    type_into(editor, "overview", "x")
    assert passing() == [False, False, False]
