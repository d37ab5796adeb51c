"""审核表 in the window: of the form in front, of what is chosen in the tree, and taken back."""

from pytestqt.qtbot import QtBot

from budgetdesk.book.declared_records import records
from budgetdesk.book.read import overalls
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.window.steps import desk_of, open_form, projects, trigger

SHEET = "target_review"


def count(window: MainWindow, kind: str = SHEET) -> int:
    assert window.session is not None
    return len(records(window.session.book, kind))


def test_the_sheet_of_the_form_in_front_is_filled_and_shown(
    window: MainWindow, qtbot: QtBot
) -> None:
    editor = open_form(window, projects(window)[0])
    editor.setFocus()
    trigger(window, "review_sheets")
    qtbot.waitUntil(lambda: count(window) == 1)
    qtbot.waitUntil(lambda: desk_of(window).tabs.current_form() is not editor)
    shown = desk_of(window).tabs.current_form()
    assert shown is not None
    assert shown.kind == SHEET
    texts = [cell.text for cell in shown.state.sheet.cells]
    assert any(text.startswith(("审核发现：", "审核没有发现问题")) for text in texts)
    assert window.session is not None
    window.session.undo()
    assert count(window) == 0


def test_a_department_in_the_tree_has_all_its_sheets_in_one_step(
    window: MainWindow, qtbot: QtBot
) -> None:
    desk = desk_of(window)
    department = desk.model.root.shown[0]
    desk.view.make_current(Level.DEPARTMENT, department.id)
    desk.view.setFocus()
    qtbot.waitUntil(desk.view.hasFocus)
    trigger(window, "review_sheets")
    qtbot.waitUntil(lambda: count(window) == len(projects(window)), timeout=20_000)
    assert window.session is not None
    assert count(window, "overall_target_review") == len(overalls(window.session.book))
    assert window.session.book.undo_steps(1)[0].name.startswith("填审核表")
