"""A clerk's day in the real window over a real book."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.book.backup import dated_copies
from budgetdesk.book.book import Book
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.settings import Settings
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.form_marks import Tally
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.sheet import Role
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import (
    desk_of,
    names_in_book,
    open_form,
    projects,
    ref_of,
    trigger,
    type_into,
)


def overview(window: MainWindow, project_id: int) -> str:
    assert window.session is not None
    return read.project(window.session.book, project_id).overview


def test_the_sample_shows_its_units_and_projects(window: MainWindow) -> None:
    department = desk_of(window).model.root.shown[0]
    assert len(department.shown) == 6
    assert len(projects(window)) == 66
    assert "年度合计" not in window.status.saved.text()


def test_a_form_opens_from_the_tree_and_is_edited_and_undone(window: MainWindow) -> None:
    editor = open_form(window, projects(window)[3])
    before = overview(window, editor.record_id)
    type_into(editor, "overview", "abc")
    QTest.keyClick(editor.text, Qt.Key.Key_Tab)
    assert overview(window, editor.record_id) == "abc"
    assert window.status.saved.text().startswith("已保存")
    assert "修改 项目概况" in window.commands["undo"].text()
    trigger(window, "undo")
    assert overview(window, editor.record_id) == before
    assert "修改 项目概况" in window.commands["redo"].text()
    trigger(window, "redo")
    assert overview(window, editor.record_id) == "abc"


def test_what_is_being_typed_is_written_before_a_preview(window: MainWindow, qtbot: QtBot) -> None:
    editor = open_form(window, projects(window)[0])
    type_into(editor, "overview", "xyz")
    trigger(window, "preview")
    assert overview(window, editor.record_id) == "xyz"
    preview = desk_of(window).tabs.current_preview()
    assert preview is not None
    assert preview.content is not None
    assert preview.content.startswith(b"%PDF")


def test_closing_in_mid_edit_loses_nothing(
    window: MainWindow, make_window: Callable[[], MainWindow], book_path: Path
) -> None:
    editor = open_form(window, projects(window)[5])
    project_id = editor.record_id
    type_into(editor, "overview", "unfinished")
    assert window.close()
    again = make_window()
    again.books.reopen()
    assert overview(again, project_id) == "unfinished"
    assert desk_of(again).tabs.open_keys() == [(RecordKind.PROJECT, project_id)]


def test_the_window_stays_when_an_amount_cannot_be_read(
    window: MainWindow, answers: Answers
) -> None:
    editor = open_form(window, projects(window)[5])
    type_into(editor, "funding.annual.other", "abc")
    assert not window.close()
    assert window.isVisible()
    assert answers.told[-1].title == "有一格没有保存"
    assert editor.editing.open
    answers.choices = ["放弃这一格并关闭"]
    assert window.close()
    assert window.session is None


def test_a_dated_copy_is_kept_of_what_was_edited_only(
    window: MainWindow, book_path: Path, make_window: Callable[[], MainWindow]
) -> None:
    editor = open_form(window, projects(window)[5])
    project_id = editor.record_id
    type_into(editor, "overview", "unfinished")
    assert window.close()
    (copy,) = dated_copies(book_path)
    with Book.open(copy, read_only=True) as book:
        assert read.project(book, project_id).overview == "unfinished"
    again = make_window()
    again.books.open(book_path)
    assert again.close()
    assert dated_copies(book_path) == [copy]


def test_a_copy_that_fails_is_told_and_the_book_closes(
    window: MainWindow, book_path: Path, answers: Answers
) -> None:
    (book_path.parent / "备份").write_text("a file where the folder would be")
    type_into(open_form(window, projects(window)[5]), "overview", "written")
    assert window.close()
    assert answers.told[-1].title == "没有留下备份"
    assert window.session is None


def test_closing_releases_the_lock(window: MainWindow, book_path: Path) -> None:
    window.close()
    with Book.open(book_path) as book:
        assert not book.read_only


def test_the_side_pane_tells_of_the_field(window: MainWindow) -> None:
    editor = open_form(window, projects(window)[0])
    type_into(editor, "overview", "abc")
    QTest.keyClick(editor.text, Qt.Key.Key_Tab)
    editor.go_to(ref_of(editor, "overview"))
    side = desk_of(window).side
    assert side.field.text() == "项目概况"
    assert "abc" in side.history.item(0).text()
    assert side.history.count() >= 2


def test_instructions_have_room_in_a_small_window(window: MainWindow) -> None:
    window.resize(1100, 620)
    editor = open_form(window, projects(window)[0])
    editor.go_to(ref_of(editor, "overview"))
    side = desk_of(window).side
    assert side.height() < 500
    QApplication.processEvents()
    assert side.instruction.verticalScrollBar().maximum() == 0
    assert side.history.viewport().height() > side.fontMetrics().height()


def test_the_rules_are_loaded_once_the_book_is_painted(
    book_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = MainWindow(Settings(tmp_path / "settings.json"), Jobs())
    qtbot.addWidget(window, before_close_func=lambda w: w.books.abandon())
    window.show()
    assert window.books.open(book_path)
    assert window._review is None
    assert desk_of(window).below.isVisible()
    qtbot.waitUntil(lambda: window._review is not None, timeout=20_000)
    assert window.review is not None
    assert desk_of(window).below is window.review.panel
    assert window.review.panel.isVisible()


def test_a_label_that_cannot_be_typed_into_says_nothing(window: MainWindow) -> None:
    editor = open_form(window, projects(window)[0])
    label = next(cell for cell in editor.sheet.cells if cell.role is Role.LABEL)
    editor.move_to(GridPlace(label.row, label.column))
    assert not editor.begin(typed_over=False)
    assert not desk_of(window).notice.isVisible()


def test_an_indicator_jumps_to_its_row(window: MainWindow) -> None:
    desk = desk_of(window)
    node = next(p for p in projects(window) if p.expandable)
    desk.view.make_current(node.level, node.id)
    QTest.keyClick(desk.view, Qt.Key.Key_Right)
    index = desk.model.index_of(node)
    indicator = desk.model.node(desk.model.index(1, 0, index))
    assert indicator is not None
    assert indicator.level is Level.INDICATOR
    desk.view.setCurrentIndex(desk.model.index_of(indicator))
    desk.view.clicked.emit(desk.model.index_of(indicator))
    editor = desk.tabs.current_form()
    assert editor is not None
    assert editor.record_id == node.id
    assert editor.current is not None
    assert editor.current.text == indicator.name


def test_a_form_looked_at_in_passing_gives_its_tab_to_the_next(window: MainWindow) -> None:
    desk = desk_of(window)
    first, second, third = projects(window)[:3]
    desk.view.chosen.emit(first)
    desk.view.chosen.emit(second)
    assert [key[1] for key in desk.tabs.open_keys()] == [second.id]
    editor = desk.tabs.current_form()
    assert editor is not None
    type_into(editor, "overview", "a")
    QTest.keyClick(editor.text, Qt.Key.Key_Tab)
    desk.view.chosen.emit(third)
    assert [key[1] for key in desk.tabs.open_keys()] == [second.id, third.id]


def test_a_deleted_project_comes_back_from_the_bar(window: MainWindow) -> None:
    desk = desk_of(window)
    before = names_in_book(window)
    node = projects(window)[10]
    open_form(window, node)
    desk.view.make_current(Level.PROJECT, node.id)
    trigger(window, "delete")
    assert node.name not in names_in_book(window)
    assert node.id not in [key[1] for key in desk.tabs.open_keys()]
    assert desk.notice.isVisible()
    assert desk.notice.text.text() == f"已删除项目「{node.name}」"
    desk.notice.button.click()
    assert names_in_book(window) == before
    assert len(projects(window)) == 66
    assert not desk.notice.isVisible()


def test_the_bar_goes_when_something_else_was_done_since(window: MainWindow) -> None:
    desk = desk_of(window)
    trigger(window, "new_project")
    trigger(window, "delete")
    assert desk.notice.isVisible()
    trigger(window, "new_project")
    assert not desk.notice.isVisible()


def test_the_total_is_that_of_the_unit(window: MainWindow) -> None:
    open_form(window, projects(window)[0])
    assert window.session is not None
    unit_id = read.project(window.session.book, projects(window)[0].id).unit.id
    rows = read.project_rows(window.session.book)
    total = sum(row.annual_total or 0 for row in rows if row.unit_id == unit_id)
    figures = window.status.total.text().split("年度合计 ")[1]
    assert figures.replace(",", "").removesuffix(" 元") == f"{total / 100:.2f}".removesuffix(".00")


def test_settings_and_tabs_come_back(
    window: MainWindow, make_window: Callable[[], MainWindow]
) -> None:
    ids = [node.id for node in projects(window)[:3]]
    for node in projects(window)[:3]:
        open_form(window, node)
    trigger(window, "zoom_in")
    trigger(window, "show_side")
    window.close()
    again = make_window()
    again.books.reopen()
    desk = desk_of(again)
    assert [key[1] for key in desk.tabs.open_keys()] == ids
    assert desk.tabs.zoom_percent == 110
    assert not desk.side.isVisible()
    assert not again.commands["show_side"].isChecked()


def test_every_tab_has_its_title(window: MainWindow) -> None:
    tabs = desk_of(window).tabs
    for node in projects(window)[:4]:
        open_form(window, node)
        tabs.show_counts(dict.fromkeys(tabs.open_keys(), Tally(2)), {})
    for place, node in enumerate(projects(window)[:4]):
        assert node.parent is not None
        assert tabs.tabs.tabToolTip(place) == f"{node.name}\n{node.parent.name}"
        assert tabs.tabs.tabText(place).startswith(node.name[:8])


def add_indicator(window: MainWindow) -> tuple[FormEditor, FieldRef]:
    """Add an indicator below another one by its key: the form, and where the other one stands."""
    editor = open_form(window, projects(window)[0])
    assert window.session is not None
    above = read.project(window.session.book, editor.record_id).indicators.annual[0]
    ref = replace(ref_of(editor, "indicators.annual.name"), row_id=above.id)
    assert editor.go_to(ref)
    editor.setFocus()
    QTest.keyClick(editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert editor.current is not None
    assert editor.current.text == ""
    return editor, ref


def test_a_blank_indicator_is_left_by_the_cursor(window: MainWindow) -> None:
    editor, above = add_indicator(window)
    assert desk_of(window).side.field.isVisible()
    QTest.keyClick(editor.text, Qt.Key.Key_Up)
    assert editor.current is not None
    assert editor.current.field == above
    assert desk_of(window).side.field.isVisible()
    assert desk_of(window).side.history.count() > 0


def test_an_added_indicator_is_undone_under_the_cursor(window: MainWindow) -> None:
    editor, above = add_indicator(window)
    steps = len(window.session.book.undo_steps(10)) if window.session else 0
    QTest.keyClicks(editor.text, "new")
    QTest.keyClick(editor.text, Qt.Key.Key_Tab)
    QTest.keyClick(editor.text, Qt.Key.Key_Left)
    trigger(window, "undo")
    trigger(window, "undo")
    assert window.session is not None
    assert len(window.session.book.undo_steps(10)) == steps - 1
    assert editor.cell_of(above) is not None
    trigger(window, "redo")
    assert len(window.session.book.undo_steps(10)) == steps


def test_a_book_abandoned_in_mid_change_is_read_no_more(
    window: MainWindow, make_window: Callable[[], MainWindow], book_path: Path
) -> None:
    node = projects(window)[0]
    editor = open_form(window, node)
    assert window.session is not None
    session = window.session
    heard: list[object] = []
    session.changed.connect(lambda _: window.books.abandon())
    session.changed.connect(heard.append)
    session.write(ref_of(editor, "overview"), "kept")
    assert window.desk is None
    assert heard == []
    again = make_window()
    assert again.books.open(book_path)
    assert overview(again, node.id) == "kept"
