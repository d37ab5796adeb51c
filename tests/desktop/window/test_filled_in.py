"""填报完成 in the real window: marked by menu and key, taken back by any edit."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from budgetdesk.book import read
from budgetdesk.book.declared_records import add_record, records
from budgetdesk.book.filled_in import filled_in_marks, is_marked
from budgetdesk.book.stages import stage_forms
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.form_marks import FormMark, Fullness
from budgetdesk.domain.records import RecordKind
from tests.desktop.conftest import MakeWindow
from tests.desktop.window.steps import desk_of, projects, trigger
from tests.desktop.window.test_livelihood import a_book
from tests.desktop.window.test_several_lines import choose


@pytest.fixture
def window(make_window: MakeWindow, tmp_path: Path) -> MainWindow:
    window = make_window()
    assert window.books.open(a_book(tmp_path / "晋城.budget"))
    return window


def go_to(window: MainWindow, place: int) -> int:
    assert window.session is not None
    project_id = read.project_ids(window.session.book)[place]
    desk = desk_of(window)
    desk.view.expandAll()
    assert desk.view.make_current(Level.PROJECT, project_id)
    return project_id


def test_marked_by_the_menu_and_taken_back_by_an_edit(window: MainWindow) -> None:
    action = window.commands["filled_in"]
    project_id = go_to(window, 0)
    assert action.isEnabled()
    assert not action.isChecked()
    trigger(window, "filled_in")
    assert action.isChecked()
    assert window.session is not None
    assert window.session.book.undo_name == "「城乡低保金」填报完成"
    go_to(window, 1)
    assert not action.isChecked()
    go_to(window, 0)
    assert action.isChecked()
    window.session.write(FieldRef(RecordKind.PROJECT, project_id, "plan"), "按月发放。")
    window._refresh()
    assert not action.isChecked()
    trigger(window, "undo")
    assert action.isChecked()
    trigger(window, "filled_in")
    assert not action.isChecked()
    assert window.session.book.undo_name == "「城乡低保金」继续填报"


def test_that_it_is_marked_is_told_and_stays_to_be_seen(window: MainWindow) -> None:
    """✓ says only what was checked; the mark of a form without faults is the same before."""
    go_to(window, 0)
    status, notice = window.status.filled, desk_of(window).notice
    assert not status.text()
    trigger(window, "filled_in")
    assert notice.text.text().startswith("「城乡低保金」已标为填报完成")
    assert status.text() == "填报完成"
    assert not status.isHidden()
    go_to(window, 1)
    assert status.isHidden()
    go_to(window, 0)
    trigger(window, "filled_in")
    assert notice.text.text().startswith("「城乡低保金」不再是填报完成")
    assert status.isHidden()
    notice.button.click()
    assert status.text() == "填报完成"


def test_the_key_does_the_same(window: MainWindow) -> None:
    go_to(window, 1)
    view = desk_of(window).view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier)
    assert window.commands["filled_in"].isChecked()


def test_the_tree_shows_what_its_clerk_says_is_done(window: MainWindow) -> None:
    go_to(window, 0)
    view = desk_of(window).view

    def node() -> Node:
        found = view.current()
        assert found is not None
        return found

    assert node().mark is FormMark.DRAFT
    trigger(window, "filled_in")
    assert node().mark is FormMark.FILLED
    assert node().fullness is Fullness.DONE
    assert window.session is not None
    window.session.write(FieldRef(RecordKind.PROJECT, node().id, "plan"), "按月发放。")
    assert node().mark is FormMark.DRAFT
    trigger(window, "undo")
    assert node().mark is FormMark.FILLED


def test_an_overall_form_is_marked_as_well(make_window: MakeWindow, book_path: Path) -> None:
    window = make_window()
    assert window.books.open(book_path)
    desk = desk_of(window)
    desk.view.make_current(Level.DEPARTMENT, 1)
    trigger(window, "open_overall")
    window._refresh()
    action = window.commands["filled_in"]
    assert action.isEnabled()
    trigger(window, "filled_in")
    assert action.isChecked()
    assert window.session is not None
    assert window.session.book.undo_name == "「永和县卫生健康和体育局 整体表」填报完成"
    window.session.write(FieldRef(RecordKind.OVERALL, 1, "duties"), "另一职责。")
    window._refresh()
    assert not action.isChecked()
    trigger(window, "undo")
    assert action.isChecked()


def test_a_form_of_a_stage_is_marked_in_front_and_for_several_projects(
    make_window: MakeWindow, book_path: Path
) -> None:
    window = make_window()
    assert window.books.open(book_path)
    assert window.session is not None
    book, desk = window.session.book, desk_of(window)
    kind, ids = book.dictionary.kinds["self_evaluation"], read.project_ids(book)[:2]
    there = {form.root: form.id for form in stage_forms(book, RecordKind.PROJECT, kind, ids)}
    with book.step("自评") as step:
        made = [there.get(one) or add_record(step, kind.kind, one) for one in ids]
    problems = kind.fields["problems"]
    for one in made:
        window.session.write(FieldRef(kind.kind, one, problems.path, declared=problems), "没有。")
    desk.tabs.open_form("self_evaluation", made[0])
    window._refresh()
    action = window.commands["filled_in"]
    assert action.isEnabled()
    trigger(window, "filled_in")
    assert action.isChecked()
    assert (book.undo_name or "").startswith("「自评 中央计划")
    marks = filled_in_marks(book)
    done = [is_marked(marks, one) for one in records(book, "self_evaluation", made)]
    assert done == [True, False]
    desk.choose_stage("self_evaluation")
    choose(window, projects(window)[0], 1)
    trigger(window, "filled_in")
    assert book.undo_name == "自评 2 张填报完成"
