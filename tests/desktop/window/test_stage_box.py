"""The box above the tree chooses the stage whose marks and counts the tree shows."""

from PySide6.QtWidgets import QDialog

from budgetdesk.book.declared_records import records
from budgetdesk.desktop.dialogs.number import NumberDialog
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.tree.wording import count_text, spoken
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.selecting import in_front, offers_of
from budgetdesk.domain.form_marks import FormMark
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.exporting import selected_sheets
from budgetdesk.exchange.selection import Selection
from tests.desktop.conftest import Answers, MakeWindow
from tests.desktop.window.steps import desk_of, go_to_unit, open_form, projects, trigger


def choose(window: MainWindow, kind: str) -> None:
    box = desk_of(window).panel.stage
    assert box.isVisible()
    box.setCurrentIndex(box.findData(kind))


def marks(window: MainWindow) -> list[FormMark]:
    return [node.mark for node in projects(window)]


def counts(window: MainWindow) -> list[str]:
    department = desk_of(window).model.root.shown[0]
    return [count_text(node) for node in (department, *department.shown)]


def numbered(text: str | None) -> object:
    def run(dialog: QDialog) -> bool:
        assert isinstance(dialog, NumberDialog)
        if text is not None:
            dialog.value.setText(text)
        return dialog.accept_button.isEnabled()

    return run


def test_marks_and_counts_are_those_of_the_stage(staged: MainWindow) -> None:
    assert counts(staged) == ["4", "2", "2"]
    choose(staged, "adjustment")
    assert marks(staged)[0] is not FormMark.NONE
    assert marks(staged)[1:] == [FormMark.NONE] * 3
    assert counts(staged) == ["1/4", "1/2", "0/2"]
    assert "没有调整的表" in spoken(projects(staged)[1])
    choose(staged, RecordKind.PROJECT)
    assert FormMark.NONE not in marks(staged)
    assert counts(staged) == ["4", "2", "2"]


def test_a_project_opens_with_its_form_of_the_stage(staged: MainWindow) -> None:
    choose(staged, "adjustment")
    form = open_form(staged, projects(staged)[0])
    assert form.kind == "adjustment"
    assert open_form(staged, projects(staged)[1]).kind is RecordKind.PROJECT, "it has none"
    open_form(staged, projects(staged)[0])
    choose(staged, RecordKind.PROJECT)
    front = desk_of(staged).tabs.current_form()
    assert front is not None
    assert front.kind is RecordKind.PROJECT, "the form in front follows the box"


def test_the_stage_is_kept_for_the_next_time(staged: MainWindow, make_window: MakeWindow) -> None:
    choose(staged, "round")
    staged.close()
    again = make_window()
    again.books.reopen()
    assert desk_of(again).stage.kind == "round"
    assert desk_of(again).panel.stage.currentText() == "阶段：监控"


def test_the_forms_of_a_stage_are_made_for_a_unit_at_once(
    staged: MainWindow, answers: Answers
) -> None:
    action = staged.commands["new_of_stage"]
    go_to_unit(staged, 1)
    assert action.isVisible()
    assert not action.isEnabled(), "the projects' own forms are there already"
    choose(staged, "round")
    go_to_unit(staged, 1)
    answers.dialogs = [numbered("2026年7月"), numbered(None)]  # type: ignore[list-item]
    trigger(staged, "new_of_stage")
    book = desk_of(staged).session.book
    assert len(records(book, "round")) == 2
    assert desk_of(staged).notice.text.text() == "已新建 监控 7月 2 张。"
    assert counts(staged) == ["2/4", "0/2", "2/2"]
    department = desk_of(staged).model.root.shown[0]
    desk_of(staged).view.make_current(Level.DEPARTMENT, department.id)
    trigger(staged, "new_of_stage")  # proposed is the month that some lack
    assert len(records(book, "round")) == 4
    assert desk_of(staged).notice.text.text() == "已新建 监控 7月 2 张，2 个项目已有。"
    trigger(staged, "undo")
    trigger(staged, "undo")
    assert records(book, "round") == ()
    assert counts(staged)[0] == "0/4"


def test_where_all_have_it_none_is_made(staged: MainWindow) -> None:
    choose(staged, "review")
    node = projects(staged)[2]
    desk_of(staged).view.make_current(Level.PROJECT, node.id)
    trigger(staged, "new_of_stage")
    trigger(staged, "new_of_stage")
    assert len(records(desk_of(staged).session.book, "review")) == 1
    assert desk_of(staged).notice.text.text() == "所选的 1 个项目都已有 自评 的表。"


def test_printing_follows_the_form_in_front_or_the_stage(staged: MainWindow) -> None:
    desk = desk_of(staged)
    form = open_form(staged, projects(staged)[0])
    form.setFocus()
    named = in_front(desk)
    assert named is not None
    assert named.selection == Selection((1,))
    page = desk.tabs.forms_in_front()
    assert page is not None
    page.show_form(("adjustment", 1)).setFocus()
    named = in_front(desk)
    assert named is not None
    (sheet,) = selected_sheets(desk.session.book, named.selection)
    assert "调整" in sheet.name
    choose(staged, "adjustment")
    go_to_unit(staged, 0)
    desk.view.setFocus()
    named = in_front(desk)
    assert named is not None
    assert named.selection == Selection((1,), stage="adjustment")
    assert len(list(selected_sheets(desk.session.book, named.selection))) == 1
    go_to_unit(staged, 1)
    assert in_front(desk) is None, "none of them has one"
    texts = [offer.text for offer in offers_of(desk)]
    assert any(text.startswith("本表　乡村医生补助 调整") for text in texts)


def test_the_whole_book_goes_out_with_all_its_forms(staged: MainWindow) -> None:
    sheets = list(selected_sheets(desk_of(staged).session.book, Selection(None, None)))
    assert len(sheets) == 1 + 4 + 1


def test_a_copy_has_the_own_form_alone_and_that_is_told(staged: MainWindow) -> None:
    open_form(staged, projects(staged)[0])
    trigger(staged, "duplicate")
    assert len(records(desk_of(staged).session.book, "adjustment")) == 1
    assert desk_of(staged).notice.text.text() == "只复制了目标表，调整 1 张没有带过来。"


def test_deleting_says_which_forms_of_stages_go_with_it(staged: MainWindow) -> None:
    desk_of(staged).view.make_current(Level.PROJECT, projects(staged)[0].id)
    trigger(staged, "delete")
    assert desk_of(staged).notice.text.text().endswith("及其调整 1 张")
