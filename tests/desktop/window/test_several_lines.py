"""Several lines of the tree chosen together: what is done is done to all, as one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from budgetdesk.book.filled_in import filled_in_ids
from budgetdesk.desktop.dialogs.choose_unit import UnitDialog
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.selecting import in_front, offers_of
from budgetdesk.exchange.selection import Selection
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, names_in_book, projects, trigger

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def choose(window: MainWindow, first: Node, more: int) -> None:
    """Choose a project and some below it with Shift and the arrow."""
    view = desk_of(window).view
    view.expand(desk_of(window).model.index_of(first.parent or first))
    assert view.make_current(first.level, first.id)
    view.setFocus()
    for _ in range(more):
        QTest.keyClick(view, Key.Key_Down, SHIFT)
    QApplication.processEvents()


def chosen(window: MainWindow) -> list[int]:
    return [node.id for node in desk_of(window).view.lines()]


def front(window: MainWindow) -> int:
    form = desk_of(window).tabs.current_form()
    assert form is not None
    return form.record_id


def test_shift_and_the_arrows_choose_and_the_last_is_in_front(window: MainWindow) -> None:
    first, second, third = projects(window)[:3]
    choose(window, first, 2)
    assert chosen(window) == [first.id, second.id, third.id]
    assert front(window) == third.id
    QTest.keyClick(desk_of(window).view, Key.Key_Up, SHIFT)
    assert chosen(window) == [first.id, second.id]
    assert front(window) == second.id


def test_a_click_with_ctrl_takes_one_in_and_out(window: MainWindow) -> None:
    desk = desk_of(window)
    first, _, third = projects(window)[:3]
    choose(window, first, 0)
    place = desk.view.visualRect(desk.model.index_of(third)).center()
    QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, CTRL, place)
    assert chosen(window) == [first.id, third.id]
    assert front(window) == third.id
    QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, CTRL, place)
    assert chosen(window) == [first.id]
    assert front(window) == first.id


@pytest.mark.parametrize("more", [1, 4])
def test_they_are_deleted_in_one_step(window: MainWindow, more: int) -> None:
    before = names_in_book(window)
    nodes = projects(window)[: more + 1]
    after = projects(window)[more + 1]
    choose(window, nodes[0], more)
    trigger(window, "delete")
    assert names_in_book(window) == before[more + 1 :]
    told = desk_of(window).notice.text.text()
    stages = {1: "及其监控 1 张、自评 1 张", 4: "及其监控 2 张、自评 2 张"}[more]
    assert told == f"已删除{more + 1} 个项目{stages}"
    assert chosen(window) == [after.id]
    assert front(window) == after.id
    trigger(window, "undo")
    assert names_in_book(window) == before


def test_a_unit_and_a_project_in_it_are_deleted_once(window: MainWindow) -> None:
    desk = desk_of(window)
    unit = desk.model.root.shown[0].shown[0]
    before, inside = names_in_book(window), len(list(unit.projects()))
    desk.view.expand(desk.model.index_of(unit))
    choose(window, unit, 2)
    assert chosen(window) == [unit.id]
    trigger(window, "delete")
    assert names_in_book(window) == before[inside:]
    trigger(window, "undo")
    assert names_in_book(window) == before


def test_they_move_together_and_stay_chosen(window: MainWindow) -> None:
    names = names_in_book(window)
    second, third = projects(window)[1:3]
    choose(window, second, 1)
    trigger(window, "move_up")
    assert names_in_book(window)[:3] == [names[1], names[2], names[0]]
    assert chosen(window) == [second.id, third.id]
    assert not window.commands["move_up"].isEnabled(), "at the edge they stay"
    trigger(window, "move_down")
    trigger(window, "move_down")
    assert names_in_book(window)[:4] == [names[0], names[3], names[1], names[2]]
    for _ in range(3):
        trigger(window, "undo")
    assert names_in_book(window) == names


@pytest.mark.parametrize(("command", "copies"), [("move_to_unit", 0), ("copy_to_unit", 2)])
def test_they_go_to_another_unit_in_one_step(
    window: MainWindow, answers: Answers, command: str, copies: int
) -> None:
    unit = desk_of(window).model.root.shown[0].shown[1]
    before, there = names_in_book(window), len(list(unit.projects()))
    first, second = projects(window)[:2]
    names = [first.name, second.name]
    choose(window, first, 1)

    def pick(dialog: QDialog) -> bool:
        assert isinstance(dialog, UnitDialog)
        assert dialog.unit_id == unit.id
        return True

    answers.dialogs = [pick]
    trigger(window, command)
    assert len(names_in_book(window)) == len(before) + copies
    target = desk_of(window).model.find(Level.UNIT, unit.id)
    assert target is not None
    assert [node.name for node in target.projects()][there:] == names
    trigger(window, "undo")
    assert names_in_book(window) == before


def test_they_are_printed_and_exported_together(window: MainWindow) -> None:
    desk = desk_of(window)
    first, second = projects(window)[:2]
    choose(window, first, 1)
    named = in_front(desk)
    assert named is not None
    assert named.selection == Selection((first.id, second.id))
    offers = [offer for offer in offers_of(desk) if offer.selection == named.selection]
    assert [offer.text for offer in offers] == ["项目树中选中的 2 个项目"]


def test_a_change_elsewhere_leaves_them_chosen(window: MainWindow) -> None:
    first, second = projects(window)[:2]
    choose(window, first, 1)
    window.commands["check"].trigger()
    QApplication.processEvents()
    assert chosen(window) == [first.id, second.id]


def test_copies_of_several_stand_below_each_and_are_chosen(window: MainWindow) -> None:
    before = names_in_book(window)
    choose(window, projects(window)[0], 1)
    trigger(window, "duplicate")
    copies = [f"{before[0]}（副本）", f"{before[1]}（副本）"]
    assert names_in_book(window) == [before[0], copies[0], before[1], copies[1], *before[2:]]
    assert [node.name for node in desk_of(window).view.lines()] == copies
    assert front(window) == chosen(window)[0]
    trigger(window, "undo")
    assert names_in_book(window) == before


def test_several_are_marked_as_filled_in_and_back_in_one_step_each(window: MainWindow) -> None:
    assert window.session is not None
    book = window.session.book
    first, second, third = projects(window)[:3]
    choose(window, first, 1)
    trigger(window, "filled_in")
    assert filled_in_ids(book) == {first.id, second.id}
    assert book.undo_name == "2 个项目填报完成"
    assert window.commands["filled_in"].isChecked()
    choose(window, first, 2)
    assert not window.commands["filled_in"].isChecked(), "one of them is not"
    trigger(window, "filled_in")
    assert filled_in_ids(book) == {first.id, second.id, third.id}
    trigger(window, "filled_in")
    assert not filled_in_ids(book)


def test_a_new_name_is_given_to_one_which_alone_is_chosen_then(window: MainWindow) -> None:
    first, second = projects(window)[:2]
    choose(window, first, 1)
    trigger(window, "rename")
    assert chosen(window) == [second.id]
    field = desk_of(window).view.findChild(QLineEdit)
    assert field is not None
    field.setText("改过的名字")
    QTest.keyClick(field, Key.Key_Return)
    QApplication.processEvents()
    assert names_in_book(window)[:2] == [first.name, "改过的名字"]
    assert chosen(window) == [second.id]


def test_code_and_name_are_asked_of_one_office_alone(window: MainWindow) -> None:
    unit = desk_of(window).model.root.shown[0].shown[0]
    choose(window, unit, 0)
    assert window.commands["properties"].isEnabled()
    choose(window, unit, 1)
    assert len(chosen(window)) == 2
    assert not window.commands["properties"].isEnabled()


@pytest.mark.parametrize("row", [0, 1, 3, -1])
def test_several_dragged_lines_come_to_stand_together(window: MainWindow, row: int) -> None:
    desk = desk_of(window)
    here, there = desk.model.root.shown[0].shown[:2]
    mine, theirs = list(here.projects()), list(there.projects())
    before = names_in_book(window)
    dragged = [mine[0], mine[2], theirs[1]]
    desk.view.choose_together(dragged)
    data = desk.model.mimeData([desk.model.index_of(node) for node in reversed(dragged)])
    parent = desk.model.index_of(here)
    assert desk.model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, parent)
    at = len(mine) if row < 0 else row
    rest = [node for node in mine if node not in dragged]
    left = sum(1 for node in mine[:at] if node not in dragged)
    wanted = [*rest[:left], *dragged, *rest[left:]]
    assert [node.id for node in here.projects()] == [node.id for node in wanted]
    assert chosen(window) == [node.id for node in dragged]
    trigger(window, "undo")
    assert names_in_book(window) == before


def test_lines_of_different_kinds_are_not_dropped_together(window: MainWindow) -> None:
    desk = desk_of(window)
    unit = desk.model.root.shown[0].shown[1]
    nodes = [unit, projects(window)[0]]
    data = desk.model.mimeData([desk.model.index_of(node) for node in nodes])
    parent = desk.model.index_of(desk.model.root.shown[0])
    assert not desk.model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, parent)


def test_ctrl_and_an_arrow_leave_what_is_chosen_and_space_takes_in(window: MainWindow) -> None:
    view = desk_of(window).view
    first, second, third = projects(window)[:3]
    choose(window, first, 1)
    QTest.keyClick(view, Key.Key_Down, CTRL)
    assert chosen(window) == [first.id, second.id]
    assert view.current() is second
    assert front(window) == second.id
    QTest.keyClick(view, Key.Key_Space, CTRL)
    assert chosen(window) == [first.id, second.id, third.id]
    assert front(window) == third.id
    for _ in range(3):
        QTest.keyClick(view, Key.Key_Space, CTRL)
        QTest.keyClick(view, Key.Key_Up, CTRL)
    assert chosen(window), "the last line stays chosen"
