"""Small things of the window: what is dropped on it, other units, notices, names of offices."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog

from budgetdesk.book import read
from budgetdesk.desktop.dialogs.choose_unit import UnitDialog
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.window.dropping import Dropped, dropped
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, go_to_unit, open_form, projects, trigger


def urls(*paths: Path) -> list[QUrl]:
    return [QUrl.fromLocalFile(str(path)) for path in paths]


def test_what_is_dropped_is_opened_imported_or_refused_with_a_reason(tmp_path: Path) -> None:
    book, other = tmp_path / "账套.budget", tmp_path / "另一个.BUDGET"
    table, gone = tmp_path / "表.xlsx", tmp_path / "没有了.xlsx"
    for path in (book, other, table):
        path.touch()
    assert dropped(urls(book)) == Dropped(book=book)
    assert dropped(urls(table, table)) == Dropped(files=(table, table))
    assert dropped(urls(book, other)).refusal == "一次只能打开一个账套，请分开拖入。"
    assert dropped(urls(book, table)).refusal == "账套和要导入的文件不能一起拖入，请分开拖入。"
    assert dropped(urls(table, gone)).refusal.startswith("找不到「没有了.xlsx」")
    assert dropped([QUrl("https://example.org/表.xlsx")]).refusal.startswith("拖进来的是链接")
    assert dropped([]).refusal


def test_a_drop_that_means_nothing_says_so(window: MainWindow, tmp_path: Path) -> None:
    assert window.session is not None
    before = window.session.book.path
    window._take_dropped(dropped(urls(tmp_path / "没有.budget")))
    assert desk_of(window).notice.text.text().startswith("找不到「没有.budget」")
    assert window.session.book.path == before


@pytest.mark.parametrize("name", ["move_to_unit", "copy_to_unit"])
def test_a_project_goes_to_another_unit_by_menu(
    window: MainWindow, answers: Answers, name: str
) -> None:
    desk = desk_of(window)
    node = projects(window)[0]
    title, here = node.name, node.parent
    assert here is not None
    open_form(window, node)
    wanted = desk.model.root.shown[0].shown[3]
    count = len(wanted.shown)

    def choose(dialog: QDialog) -> bool:
        assert isinstance(dialog, UnitDialog)
        names = [dialog.units.item(row).text() for row in range(dialog.units.count())]
        assert here.name not in names
        dialog.units.setCurrentRow(names.index(wanted.name))
        return True

    answers.dialogs = [choose]
    trigger(window, name)
    unit = desk.model.find(Level.UNIT, wanted.id)
    assert unit is not None
    assert len(unit.shown) == count + 1
    assert unit.shown[-1].name == title
    form = desk.tabs.current_form()
    assert form is not None
    assert form.record_id == unit.shown[-1].id
    assert window.session is not None
    assert len(read.project_rows(window.session.book)) == 66 + (name == "copy_to_unit")
    trigger(window, "undo")
    unit = desk.model.find(Level.UNIT, wanted.id)
    assert unit is not None
    assert len(unit.shown) == count


def test_the_code_and_name_of_an_office_are_not_offered_on_a_project(window: MainWindow) -> None:
    open_form(window, projects(window)[0])
    assert not window.commands["properties"].isEnabled()
    assert window.commands["duplicate"].isEnabled()
    go_to_unit(window, 2)
    assert window.commands["properties"].isEnabled()
    assert not window.commands["move_to_unit"].isEnabled()


def test_a_notice_goes_with_its_moment(window: MainWindow) -> None:
    form = open_form(window, projects(window)[0])
    trigger(window, "save")
    assert desk_of(window).notice.isVisible()
    form.session.write(FieldRef(RecordKind.PROJECT, form.record_id, "overview"), "别的")
    assert not desk_of(window).notice.isVisible()


def test_arrows_in_shortcuts_are_signs(window: MainWindow) -> None:
    action = window.commands["move_up"]
    assert action.toolTip() == "上移（Alt+↑）"
    assert action.text() == "上移\tAlt+↑", "a menu shows what stands behind the tab"
    assert action.shortcut().toString() == "Alt+Up"
    assert window.commands["zoom_in"].toolTip() == "放大（Ctrl+Alt++）"
