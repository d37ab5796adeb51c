"""What is only looked at makes nothing; what goes is told; which file is open; saving."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from budgetdesk.book import read
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from tests.desktop.conftest import Answers, MakeWindow
from tests.desktop.window.steps import desk_of, go_to_unit, open_form, projects, trigger

Key = Qt.Key


def forms(window: MainWindow) -> int:
    assert window.session is not None
    return len(read.overalls(window.session.book))


def without_overall(window: MainWindow) -> None:
    """The sample's own form is taken out of the book."""
    assert window.session is not None
    [form] = read.overalls(window.session.book)
    with window.session.book.step("删除整体") as step:
        step.delete("overall", form.id)


def test_looking_at_an_overall_form_makes_none_and_a_word_makes_it(window: MainWindow) -> None:
    without_overall(window)
    assert window.session is not None
    steps = len(window.session.book.undo_steps())
    trigger(window, "open_overall")
    desk = desk_of(window)
    form = desk.tabs.current_form()
    assert form is not None
    assert form.hasFocus()
    QTest.keyClick(form.text, Key.Key_Tab)
    assert forms(window) == 0
    assert len(window.session.book.undo_steps()) == steps
    assert form.go_to(FieldRef(RecordKind.OVERALL, 0, "duties"))
    QTest.keyClicks(form.text, "duties")
    QTest.keyClick(form.text, Key.Key_Tab)
    [made] = read.overalls(window.session.book)
    assert made.duties == "duties"
    assert form.record_id == made.id
    trigger(window, "open_overall")
    assert desk.tabs.current_form() is form
    trigger(window, "undo")
    assert forms(window) == 0
    assert form.record_id == 0
    assert desk.tabs.current_form() is form, "blank again, and still there"


def test_a_key_task_can_be_the_first_thing_in_an_overall_form(window: MainWindow) -> None:
    without_overall(window)
    trigger(window, "open_overall")
    form = desk_of(window).tabs.current_form()
    assert form is not None
    cell = next(
        cell
        for cell in form.grid.inputs
        if cell.field is not None and cell.field.path.startswith("key_tasks")
    )
    assert cell.field is not None
    assert form.go_to(cell.field)
    QTest.keyClicks(form.text, "task")
    QTest.keyClick(form.text, Key.Key_Return)
    assert window.session is not None
    [made] = read.overalls(window.session.book)
    assert [task.core_function or task.task for task in made.key_tasks] == ["task"]


def test_an_overall_form_is_open_again_the_next_time(
    make_window: MakeWindow, book_path: Path
) -> None:
    first = make_window()
    assert first.books.open(book_path)
    trigger(first, "open_overall")
    assert first.close()
    second = make_window()
    second.books.reopen()
    form = desk_of(second).tabs.current_form()
    assert form is not None
    assert form.kind is RecordKind.OVERALL


def test_deleting_a_department_says_how_much_goes(window: MainWindow) -> None:
    desk = desk_of(window)
    [department] = desk.model.root.shown
    assert desk.view.make_current(Level.DEPARTMENT, department.id)
    assert window.session is not None
    book = window.session.book
    lines = len(read.ledger(book)) + len(read.revenue_lines(book))
    units, count = len(read.units(book)), len(projects(window))
    trigger(window, "delete")
    assert desk.notice.text.text() == (
        f"已删除部门「{department.name}」及其 {units} 个单位、{count} 个项目、"
        f"{lines} 行预算明细、1 张整体支出绩效目标表、监控 12 张、自评 12 张"
    )
    trigger(window, "undo")
    assert len(projects(window)) == count


def test_the_title_names_the_file_and_the_program(make_window: MakeWindow, book_path: Path) -> None:
    window = make_window()
    assert window.windowTitle() == "预算台（budgetdesk）"
    assert window.books.open(book_path)
    assert window.session is not None
    title = window.session.book.info.title
    assert window.windowTitle() == (
        f"{title} · {book_path.name} — {book_path.parent} · 预算台（budgetdesk）"
    )


def test_ctrl_s_answers_that_all_is_saved(window: MainWindow) -> None:
    form = open_form(window, projects(window)[0])
    assert form.go_to(FieldRef(RecordKind.PROJECT, form.record_id, "overview"))
    QTest.keyClicks(form.text, "abc")
    trigger(window, "save")
    assert desk_of(window).notice.text.text() == "已自动保存"
    assert window.session is not None
    assert read.project(window.session.book, form.record_id).overview == "abc"
    assert window.commands["save"].shortcut().toString() == "Ctrl+S"


def test_save_as_goes_on_in_the_other_file(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    assert window.session is not None
    before, count = window.session.book.path, len(projects(window))
    other = tmp_path / "另一份.budget"
    answers.paths = [other]
    trigger(window, "save_as")
    assert window.session is not None
    assert window.session.book.path == other
    go_to_unit(window, 4)
    trigger(window, "delete")
    assert len(projects(window)) < count
    assert window.books.open(before)
    assert len(projects(window)) == count, "the first file is as it was left"


def test_no_menu_has_a_letter_twice(window: MainWindow) -> None:
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        letters = [
            part.text().rpartition("(&")[2][0] for part in menu.actions() if "(&" in part.text()
        ]
        assert len(letters) == len(set(letters)), action.text()
