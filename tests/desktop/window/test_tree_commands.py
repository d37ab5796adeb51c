"""Departments, units and projects: added, renamed, moved, deleted; found again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu

from budgetdesk.book import edit, read
from budgetdesk.desktop.dialogs.office import OfficeDialog, TypedOffice
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind, UnitKind
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import (
    desk_of,
    go_to_unit,
    names_in_book,
    open_form,
    projects,
    trigger,
)


def shown(window: MainWindow) -> list[str]:
    root = desk_of(window).model.root
    return [p.name for d in root.shown for u in d.shown for p in u.shown]


@pytest.mark.parametrize(
    ("typed", "hits"),
    [("退养", 2), ("yhtyxb", 0), ("202", 66), ("疾病预防", 7), ("没有这个", 0)],
)
def test_the_filter(window: MainWindow, typed: str, hits: int) -> None:
    panel = desk_of(window).panel
    trigger(window, "find")
    panel.field.setText(typed)
    panel._filter()
    assert len(shown(window)) == hits
    assert panel._nothing.isVisible() == (hits == 0)
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert panel.field.text() == ""
    assert len(shown(window)) == 66


def test_the_filter_by_initials(window: MainWindow) -> None:
    panel = desk_of(window).panel
    panel.field.setText("cytybz")
    panel._filter()
    assert shown(window) == [name for name in names_in_book(window) if "村医退养补助" in name]
    assert shown(window)


def test_a_filter_without_hits_is_reached_and_cleared_by_keys(window: MainWindow) -> None:
    panel = desk_of(window).panel
    panel.field.setText("没有这个")
    panel._filter()
    trigger(window, "open_ledger")
    assert not panel.view.isVisible()
    for _ in range(6):  # more than there are panes
        trigger(window, "next_pane")
        if panel.field.hasFocus():
            break
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert panel.field.hasFocus()
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert panel.view.hasFocus()
    assert len(shown(window)) == 66


def test_down_goes_from_the_filter_into_the_tree(window: MainWindow) -> None:
    desk = desk_of(window)
    desk.panel.field.setText("退养")
    QTest.keyClick(desk.panel.field, Qt.Key.Key_Down)
    current = desk.view.current()
    assert current is not None
    assert "退养" in current.name


def test_what_was_expanded_is_expanded_again_after_filtering(window: MainWindow) -> None:
    desk = desk_of(window)
    unit = go_to_unit(window, 2)
    desk.view.expand(desk.model.index_of(unit))
    before = set(desk.view.expanded_keys())
    hidden = (Level.UNIT, desk.model.root.shown[0].shown[0].id)
    desk.view.filter("退养")
    desk.view.filter("")
    assert before <= set(desk.view.expanded_keys())
    assert hidden not in desk.view.expanded_keys()


def test_a_rename_in_the_tree_is_a_step(window: MainWindow) -> None:
    desk = desk_of(window)
    node = projects(window)[0]
    editor = open_form(window, node)
    desk.view.setFocus()
    trigger(window, "rename")
    field = desk.view.findChild(QLineEdit)
    assert field is not None
    field.setText("改过的名字")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert "改过的名字" in names_in_book(window)
    assert desk.tabs.title_of(editor) == "改过的名字"
    assert projects(window)[0].name == "改过的名字"
    trigger(window, "undo")
    assert "改过的名字" not in names_in_book(window)
    assert desk.tabs.title_of(editor) == projects(window)[0].name


def test_a_project_moves_up_and_down_by_keys(window: MainWindow) -> None:
    desk = desk_of(window)
    first, second = projects(window)[:2]
    desk.view.make_current(Level.PROJECT, first.id)
    desk.view.setFocus()
    QTest.keyClick(desk.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names_in_book(window)[:2] == [second.name, first.name]
    assert desk.view.current() is first
    trigger(window, "move_up")
    assert names_in_book(window)[:2] == [first.name, second.name]


def test_a_drop_moves_a_project_to_another_unit(window: MainWindow) -> None:
    desk = desk_of(window)
    node = projects(window)[0]
    unit = desk.model.root.shown[0].shown[3]
    data = desk.model.mimeData([desk.model.index_of(node)])
    target = desk.model.index_of(unit)
    assert desk.model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, target)
    assert window.session is not None
    assert read.project(window.session.book, node.id).unit.id == unit.id
    assert unit.shown[1].id == node.id
    trigger(window, "undo")
    assert unit.row_of(node) < 0
    assert projects(window)[0].id == node.id


def test_a_unit_is_deleted_with_its_projects_and_comes_back(window: MainWindow) -> None:
    desk = desk_of(window)
    before = names_in_book(window)
    unit = go_to_unit(window, 4)
    count = len(unit.shown)
    assert window.session is not None
    lines = sum(line.unit.id == unit.id for line in read.ledger(window.session.book))
    trigger(window, "delete")
    assert len(projects(window)) == 66 - count
    assert desk.notice.text.text() == (
        f"已删除单位「{unit.name}」及其 {count} 个项目、{lines} 行预算明细、监控 3 张、自评 3 张"
    )
    desk.notice.button.click()
    assert names_in_book(window) == before
    assert len(projects(window)) == 66


@pytest.mark.parametrize("others", [0, 1])
def test_a_unit_is_deleted_while_its_forms_are_open(window: MainWindow, others: int) -> None:
    desk = desk_of(window)
    unit = go_to_unit(window, 4)
    stays = [projects(window)[0]][:others]
    gone = list(unit.shown)[:3]
    assert len(gone) == 3
    for node in (*stays, *gone):
        open_form(window, node)
    desk.tabs.tabs.setCurrentIndex(others)
    go_to_unit(window, 4)
    told: list[FieldRef | None] = []
    desk.tabs.field_changed.connect(told.append)
    trigger(window, "delete")
    assert [key[1] for key in desk.tabs.open_keys()] == [node.id for node in stays]
    assert not {ref.record_id for ref in told if ref} & {node.id for node in gone}
    assert window.session is not None
    trigger(window, "undo")
    assert len(projects(window)) == 66


def test_a_project_is_undone_while_its_forms_are_open(window: MainWindow) -> None:
    assert window.session is not None
    unit = go_to_unit(window, 1)
    with window.session.book.step("导入 2 个项目") as step:
        made = [edit.duplicate_project(step, node.id) for node in list(unit.shown)[:2]]
    for project_id in made:
        desk_of(window).tabs.open_form(RecordKind.PROJECT, project_id)
    trigger(window, "undo")
    assert desk_of(window).tabs.open_keys() == []
    assert len(projects(window)) == 66


def test_a_department_is_deleted_and_comes_back(window: MainWindow) -> None:
    desk = desk_of(window)
    desk.view.make_current(Level.DEPARTMENT, desk.model.root.shown[0].id)
    trigger(window, "delete")
    assert desk.model.rowCount() == 0
    trigger(window, "undo")
    assert len(projects(window)) == 66


def test_a_copy_stands_right_below(window: MainWindow) -> None:
    node = projects(window)[0]
    desk_of(window).view.make_current(Level.PROJECT, node.id)
    trigger(window, "duplicate")
    assert projects(window)[1].name == f"{node.name}（副本）"
    current = desk_of(window).view.current()
    assert current is projects(window)[1]


def test_new_projects_have_different_names(window: MainWindow) -> None:
    unit = go_to_unit(window, 1)
    trigger(window, "new_project")
    go_to_unit(window, 1)
    trigger(window, "new_project")
    assert [node.name for node in unit.shown][-2:] == ["新项目", "新项目2"]


def paste_in_tree(window: MainWindow, text: str) -> str:
    """Press Ctrl+V there; what the notice says."""
    QGuiApplication.clipboard().setText(text)
    desk = desk_of(window)
    desk.view.setFocus()
    QTest.keyClick(desk.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    return desk.notice.text.text()


def test_pasted_names_become_projects_in_one_step(window: MainWindow) -> None:
    unit = go_to_unit(window, 1)
    before = names_in_book(window)
    had = unit.shown[0].name
    told = paste_in_tree(window, f"项目名称\t金额\n河道清淤\t12\n{had}\t3\n水质监测\t4\n合计\t19\n")
    assert told == (
        f"已在「{unit.name}」新建 2 个项目；另有 1 个已经有了；只取名称，其他各列没有取。"
    )
    assert [node.name for node in unit.shown][-2:] == ["河道清淤", "水质监测"]
    current = desk_of(window).view.current()
    assert current is not None
    assert current.name == "河道清淤"
    window.session.undo()  # type: ignore[union-attr]
    assert names_in_book(window) == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("很长的一段话，" * 20, "没有粘贴：「很长的一段话，很长的一段话，很长的一段话…」太长"),
        ("".join(f"项目{it}\n" for it in range(501)), "剪贴板里的内容太多，一次最多粘贴 500 个"),
        ("1\n2\n", "剪贴板里没有可以粘贴的文字。"),
        ("", "剪贴板里没有可以粘贴的文字。"),
    ],
)
def test_what_is_no_list_of_names_is_not_pasted(window: MainWindow, text: str, told: str) -> None:
    go_to_unit(window, 1)
    before = names_in_book(window)
    assert paste_in_tree(window, text).startswith(told)
    assert names_in_book(window) == before


def test_a_new_project_is_named_by_typing(window: MainWindow) -> None:
    desk = desk_of(window)
    go_to_unit(window, 1)
    trigger(window, "new_project")
    QApplication.processEvents()
    field = desk.view.findChild(QLineEdit)
    assert field is not None
    assert field.selectedText() == "新项目"
    desk.view.dataChanged(desk.view.currentIndex(), desk.view.currentIndex())
    assert field.selectedText() == "新项目"
    QTest.keyClicks(field, "abc")
    desk.view.dataChanged(desk.view.currentIndex(), desk.view.currentIndex())
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert "abc" in names_in_book(window)


def test_the_overall_form_opens(window: MainWindow) -> None:
    trigger(window, "open_overall")
    editor = desk_of(window).tabs.current_form()
    assert editor is not None
    assert editor.kind == "overall"
    assert desk_of(window).tabs.title_of(editor).startswith("整体支出")


def test_next_and_previous_project(window: MainWindow) -> None:
    desk = desk_of(window)
    ids = [node.id for node in projects(window)]
    open_form(window, projects(window)[26])
    trigger(window, "next_project")
    editor = desk.tabs.current_form()
    assert editor is not None
    assert editor.record_id == ids[27]
    trigger(window, "previous_project")
    editor = desk.tabs.current_form()
    assert editor is not None
    assert editor.record_id == ids[26]
    current = desk.view.current()
    assert current is not None
    assert current.id == ids[26]


def test_a_count_stands_for_what_is_there(window: MainWindow) -> None:
    from budgetdesk.desktop.tree.wording import count_text

    unit = go_to_unit(window, 1)
    before = int(count_text(unit))
    trigger(window, "new_project")
    assert int(count_text(unit)) == before + 1


def test_code_and_name_of_a_unit_are_changed_in_one_step(
    window: MainWindow, answers: Answers
) -> None:
    unit = go_to_unit(window, 1)
    before = (unit.code, unit.name)

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, OfficeDialog)
        assert dialog.office == TypedOffice(*before, dialog.office.kind)
        dialog.kind.setCurrentText("事业单位")
        dialog.code.setText("２０２００２")
        dialog.name.setText("县疾控中心")
        return dialog.accept_button.isEnabled()

    answers.dialogs = [fill]
    trigger(window, "properties")
    assert (unit.code, unit.name) == ("202002", "县疾控中心")
    assert window.session is not None
    kinds = {each.id: each.kind for each in read.units(window.session.book)}
    assert kinds[unit.id] is UnitKind.INSTITUTION
    trigger(window, "undo")
    assert (unit.code, unit.name) == before


def test_every_command_can_be_given(window: MainWindow) -> None:
    from budgetdesk.desktop.window.commands import COMMANDS, LINE, MENUS, TOOLS, TREE_MENUS

    names = {command.name for command in COMMANDS}
    listed = {name for _, entries in MENUS for name in entries}
    assert names <= listed, "every command stands in a menu"
    for entries in (TOOLS, *TREE_MENUS.values()):
        assert set(entries) - {LINE} <= names


@pytest.mark.parametrize("level", [None, *(level for level in Level if level is not Level.ROOT)])
def test_every_kind_of_line_has_a_menu_with_something_to_do(
    window: MainWindow, level: Level | None
) -> None:
    view = desk_of(window).view
    view.expandAll()
    node = next((node for node in _lines(desk_of(window).model.root) if node.level is level), None)
    assert (node is None) == (level is None)
    place = QPoint(-1, -1)
    if node is not None:
        index = desk_of(window).model.index_of(node)
        view.scrollTo(index)
        place = view.visualRect(index).center()
    window.menus.open_tree_menu(place)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert any(action.isEnabled() for action in menu.actions() if not action.isSeparator())
    menu.close()


def _lines(node: Node) -> Iterator[Node]:
    for below in node.shown:
        yield below
        yield from _lines(below)
