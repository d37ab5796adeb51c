"""A tab is a project; the strip above its form changes between the forms of all stages."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from budgetdesk.book.declared_records import records
from budgetdesk.book.read import project_ids
from budgetdesk.desktop.dialogs.number import NumberDialog
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.tabs.forms_page import FormsPage
from budgetdesk.desktop.window.tabs.strip import FormStrip
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.form_marks import FormMark
from budgetdesk.domain.records import RecordKind
from tests.desktop.conftest import Answers, MakeWindow
from tests.desktop.window.steps import desk_of, open_form, projects, trigger

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def page_of(window: MainWindow) -> FormsPage:
    page = desk_of(window).tabs.forms_in_front()
    assert page is not None
    return page


def strip_of(window: MainWindow) -> FormStrip:
    strip = page_of(window).strip
    assert strip is not None
    return strip


def texts(window: MainWindow) -> list[str]:
    bar = strip_of(window).bar
    return [bar.tabText(place) for place in range(bar.count())]


def front(window: MainWindow) -> str:
    bar = strip_of(window).bar
    shown = bar.tabText(bar.currentIndex())
    form = desk_of(window).tabs.current_form()
    assert form is not None
    assert (form.kind, form.record_id) == strip_of(window).keys[bar.currentIndex()]
    return shown


def menu_of(window: MainWindow, start: str) -> None:
    """Choose what the page offers."""
    action = next(it for it in page_of(window).menu() if it and it.text().startswith(start))
    assert action.isEnabled(), start
    action.trigger()


def typed(text: str | None) -> object:
    """An answer to the question for the number: as proposed, or another."""

    def run(dialog: QDialog) -> bool:
        assert isinstance(dialog, NumberDialog)
        if text is not None:
            dialog.value.setText(text)
        return dialog.accept_button.isEnabled()

    return run


def test_the_strip_shows_all_forms_of_the_project_in_one_tab(staged: MainWindow) -> None:
    open_form(staged, projects(staged)[0])
    assert texts(staged) == ["目标", "调整 1"]
    strip_of(staged).setFocus()
    QTest.keyClick(strip_of(staged).bar, Key.Key_Right)
    assert front(staged) == "调整 1"
    assert desk_of(staged).tabs.tabs.count() == 1
    assert staged.focusWidget() is strip_of(staged).bar, "arrows stay in the strip"
    QTest.keyClick(strip_of(staged).bar, Key.Key_Return)
    form = desk_of(staged).tabs.current_form()
    assert form is not None
    assert form.hasFocus()


def test_keys_change_the_form_from_within_it(staged: MainWindow) -> None:
    form = open_form(staged, projects(staged)[0])
    form.setFocus()
    QTest.keyClick(form.text, Key.Key_PageDown, ALT)
    assert front(staged) == "调整 1"
    shown = desk_of(staged).tabs.current_form()
    assert shown is not None
    assert shown.hasFocus()
    QTest.keyClick(shown.text, Key.Key_PageDown, ALT)
    assert front(staged) == "目标", "round the end"
    QTest.keyClick(form.text, Key.Key_PageUp, ALT)
    assert front(staged) == "调整 1"


def test_another_form_is_offered_where_there_is_one(staged: MainWindow) -> None:
    def offered() -> set[bool]:
        shown = page_of(staged).menu()
        return {it.isEnabled() for it in shown if it and it.text()[:4] in ("上一张表", "下一张表")}

    open_form(staged, projects(staged)[1])
    assert offered() == {False}
    menu_of(staged, "新建自评")
    assert offered() == {True}
    trigger(staged, "undo")
    assert offered() == {False}


def test_a_set_that_declares_nothing_below_has_no_strip(window: MainWindow) -> None:
    open_form(window, projects(window)[0])
    kinds = desk_of(window).session.book.dictionary.stages(RecordKind.PROJECT)
    assert (page_of(window).strip is None) == (len(kinds) == 1)


def test_the_next_form_is_proposed_made_deleted_and_taken_back(
    staged: MainWindow, answers: Answers
) -> None:
    node = projects(staged)[0]
    open_form(staged, node)
    answers.dialogs = [typed(None)]  # type: ignore[list-item]
    menu_of(staged, "新建调整")
    assert texts(staged) == ["目标", "调整 1", "调整 2"]
    assert front(staged) == "调整 2"
    answers.choices = ["删除调整 2"]
    strip_of(staged).bar.setFocus()
    QTest.keyClick(strip_of(staged).bar, Key.Key_Delete)
    assert "删除" in answers.told[-1].sentence
    assert texts(staged) == ["目标", "调整 1"]
    assert front(staged) == "目标"
    trigger(staged, "undo")
    assert front(staged) == "调整 2"
    said = desk_of(staged).notice.text.text()
    assert node.name in said
    assert "调整 2" in said
    trigger(staged, "undo")
    assert texts(staged) == ["目标", "调整 1"]
    assert node.name in desk_of(staged).notice.text.text()


def test_the_question_says_what_goes_and_no_is_no(staged: MainWindow, answers: Answers) -> None:
    open_form(staged, projects(staged)[0])
    session = desk_of(staged).session
    with session.book.step("填") as step:
        step.update("own_adjustment", 1, {"own_reason": "任务变了"})
    page_of(staged).show_form(("adjustment", 1))
    answers.choices = ["不删除"]
    menu_of(staged, "删除调整 1")
    assert answers.told[-1].sentence == "删除「乡村医生补助 调整 1」？"
    assert answers.told[-1].advice == "其中已填的 1 项一起删去。删除后可以撤销。"
    assert front(staged) == "调整 1"


def test_months_follow_one_another_and_none_twice(staged: MainWindow, answers: Answers) -> None:
    open_form(staged, projects(staged)[0])
    answers.dialogs = [typed("2026年7月"), typed(None)]  # type: ignore[list-item]
    menu_of(staged, "新建监控")
    menu_of(staged, "新建监控")
    assert texts(staged)[-2:] == ["监控 7月", "监控 8月"]

    def twice(dialog: QDialog) -> bool:
        assert isinstance(dialog, NumberDialog)
        dialog.value.setText("2026年7月")
        assert not dialog.accept_button.isEnabled()
        assert "已有" in dialog.amiss.text()
        dialog.value.setText("七月")
        assert not dialog.accept_button.isEnabled()
        return False

    answers.dialogs = [twice]
    menu_of(staged, "新建监控")
    assert len(texts(staged)) == 4


def test_a_kind_there_is_one_of_is_offered_once(staged: MainWindow) -> None:
    open_form(staged, projects(staged)[0])
    menu_of(staged, "新建自评")
    assert front(staged) == "自评"
    added = next(it for it in page_of(staged).menu() if it and it.text().startswith("新建自评"))
    assert not added.isEnabled()


def test_marks_follow_what_is_filled_in(staged: MainWindow) -> None:
    open_form(staged, projects(staged)[0])
    menu_of(staged, "新建自评")
    strip, (made,) = strip_of(staged), records(desk_of(staged).session.book, "review")
    key = ("review", made.id)
    assert strip.mark(key) is FormMark.EMPTY
    session = desk_of(staged).session
    field = session.book.dictionary.kinds["review"].fields
    session.write(FieldRef("review", made.id, "note", declared=field["note"]), "无")
    assert strip.mark(key) is FormMark.DRAFT
    session.write(FieldRef("review", made.id, "summary", declared=field["summary"]), "完成")
    assert strip.mark(key) in (FormMark.FILLED, FormMark.CLEAN)
    spoken = strip.bar.accessibleTabName(strip.bar.currentIndex())
    assert spoken.startswith("自评，已填齐")
    assert "Alt+PgDn" in strip.bar.tabToolTip(0)


def test_undo_names_the_project_and_the_record_and_shows_it(staged: MainWindow) -> None:
    first, second = projects(staged)[:2]
    open_form(staged, first)
    session = desk_of(staged).session
    field = session.book.dictionary.kinds["adjustment"].fields["reason"]
    session.write(FieldRef("adjustment", 1, "reason", declared=field), "任务变了")
    open_form(staged, second)
    trigger(staged, "undo")
    assert front(staged) == "调整 1"
    assert page_of(staged).key == (RecordKind.PROJECT, first.id)
    assert desk_of(staged).notice.text.text() == f"已撤销：修改 调整原因　{first.name} 调整 1"
    node = desk_of(staged).view.current()
    assert node is not None
    assert node.id == first.id


def test_the_form_in_front_is_there_again_at_the_next_start(
    staged: MainWindow, make_window: MakeWindow
) -> None:
    open_form(staged, projects(staged)[0])
    page_of(staged).show_form(("adjustment", 1))
    keys = desk_of(staged).tabs.keys_to_restore()
    assert keys == ["project:1/adjustment:1"]
    staged.close()
    again = make_window()
    again.books.reopen()
    assert front(again) == "调整 1"
    assert desk_of(again).tabs.keys_to_restore() == keys


def test_what_is_refused_keeps_its_form_in_front(staged: MainWindow, answers: Answers) -> None:
    open_form(staged, projects(staged)[0])
    answers.dialogs = [typed("2026年7月")]  # type: ignore[list-item]
    menu_of(staged, "新建监控")
    form = desk_of(staged).tabs.current_form()
    assert form is not None
    cell = next(it for it in form.state.grid.inputs if it.field and it.field.path == "until")
    assert cell.field is not None
    form.go_to(cell.field)
    form.setFocus()
    QTest.keyClicks(form.text, "soon")
    QTest.keyClick(form.text, Key.Key_PageUp, ALT)
    assert front(staged) == "监控 7月"
    QTest.keyClick(form.text, Key.Key_Escape)
    QApplication.processEvents()


def test_the_overall_form_has_a_strip_of_its_own(staged: MainWindow) -> None:
    desk_of(staged).tabs.open_overall(1)
    assert texts(staged) == ["目标"]
    menu_of(staged, "新建自评")
    assert texts(staged) == ["目标", "自评"]
    assert front(staged) == "自评"
    assert page_of(staged).word == "overall:1/whole:1"


def test_a_stage_of_an_overall_form_that_nobody_filled_in_makes_it(staged: MainWindow) -> None:
    book = desk_of(staged).session.book
    with book.step("删") as step:
        step.delete("overall", 1)
    desk_of(staged).tabs.open_overall(1)
    menu_of(staged, "新建自评")
    assert texts(staged) == ["目标", "自评"]
    trigger(staged, "undo")
    assert texts(staged) == ["目标"]
    assert page_of(staged).key == (RecordKind.OVERALL, 0)


def test_a_deleted_project_takes_its_tab_and_undo_brings_it_back(staged: MainWindow) -> None:
    open_form(staged, projects(staged)[0])
    page_of(staged).show_form(("adjustment", 1))
    desk_of(staged).view.setFocus()
    trigger(staged, "delete")
    book = desk_of(staged).session.book
    assert 1 not in project_ids(book)
    assert records(book, "adjustment") == ()
    trigger(staged, "undo")
    assert len(records(book, "adjustment")) == 1
    assert page_of(staged).key == (RecordKind.PROJECT, 1)
    assert texts(staged) == ["目标", "调整 1"]
