"""Typing into a form: opening, growing, writing, giving up, input methods, refusals."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.book.change import Change, StepKind
from budgetdesk.desktop.editor.form_editor import FormEditor
from tests.desktop.editor.form_desk import (
    ALT,
    CTRL,
    NECESSITY,
    SHIFT,
    Desk,
    Key,
    add,
    open_form,
    sample_project,
)


def test_a_letter_replaces_the_text_and_enter_writes_it(desk: Desk) -> None:
    desk.go("name")
    desk.type("new")
    assert desk.form.text.text() == "new"
    assert desk.project.name == "老年村医退养补助"  # not yet left
    desk.press(Key.Key_Return)
    assert desk.project.name == "new"
    assert desk.book.undo_name == "修改 项目名称"


def test_f2_keeps_the_text_with_the_caret_at_its_end(desk: Desk) -> None:
    desk.go("overview")
    desk.press(Key.Key_F2)
    desk.type("END")
    desk.press(Key.Key_Tab)
    assert desk.project.overview == sample_project().overview + "END"


def test_esc_restores_and_leaves_no_step(desk: Desk) -> None:
    before = desk.steps()
    desk.go("name")
    desk.type("nothing of it")
    desk.press(Key.Key_Escape)
    assert not desk.form.editing.open
    assert desk.shown == "老年村医退养补助"
    assert desk.steps() == before


def test_what_was_not_changed_leaves_no_step(desk: Desk) -> None:
    before = desk.steps()
    for path in (
        "name",
        "funding.annual.local",
        "safeguards",
        "attribute",
        "indicators.annual.name",
    ):
        desk.go(desk.indicator(0) if path.startswith("indicators") else path)
        desk.press(Key.Key_F2)
        desk.press(Key.Key_Tab)
    assert desk.steps() == before


@pytest.mark.parametrize("zoom", [0.8, 1.0, 1.5])
@pytest.mark.parametrize(
    "path",
    ["name", "necessity", "safeguards", "funding.annual.local", "goals.annual", "attribute"],
)
def test_the_text_does_not_move_when_editing_starts(desk: Desk, path: str, zoom: float) -> None:
    desk.form.set_zoom(zoom)
    desk.go(path)
    before = _picture(desk.form)
    desk.press(Key.Key_F2)
    desk.form.text.setCursorWidth(0)
    assert _picture(desk.form) == before


def test_indicator_texts_do_not_move_either(desk: Desk) -> None:
    for column in ("name", "target"):
        desk.go(desk.indicator(0, column))
        before = _picture(desk.form)
        desk.press(Key.Key_F2)
        desk.form.text.setCursorWidth(0)
        assert _picture(desk.form) == before
        desk.press(Key.Key_Escape)


def test_the_row_grows_while_typing_and_the_first_line_stays(desk: Desk) -> None:
    desk.go("basis")
    cell = desk.form.current
    assert cell is not None
    height = desk.form.cell_rect(cell).height()
    desk.type("永和县卫生健康和体育局" * 30)
    assert desk.form.cell_rect(cell).height() > height + 60
    assert desk.form.text.verticalScrollBar().value() == 0
    assert desk.form.text.height() >= desk.form.text.text_height
    below = desk.form.cell_of(desk.ref("necessity"))
    assert below is not None
    assert desk.form.cell_rect(below).top() == desk.form.cell_rect(cell).bottom() + 1


def test_alt_enter_breaks_the_line_of_a_paragraph_only(desk: Desk) -> None:
    desk.go("basis")
    desk.type("a")
    desk.press(Key.Key_Return, ALT)
    desk.type("b")
    desk.press(Key.Key_Return)
    assert desk.project.basis == "a\nb"
    desk.go("name")
    desk.press(Key.Key_Return, ALT)
    assert not desk.form.editing.open
    assert desk.messages == ["这一格只填一行。"]


# Input methods


def test_the_first_letter_under_composition_is_kept(desk: Desk) -> None:
    desk.go("basis")
    assert desk.form.hasFocus()
    assert desk.form.text.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    desk.compose("z")
    assert desk.form.editing.open
    assert desk.form.text.composing
    desk.compose("zhong")
    desk.compose("", commit="中文")
    assert desk.form.text.text() == "中文"
    desk.press(Key.Key_Return)
    assert desk.project.basis == "中文"


def test_letters_taken_back_by_the_input_method_leave_the_cell_as_it_was(desk: Desk) -> None:
    desk.go("overview")
    desk.compose("z")
    desk.compose("")
    assert not desk.form.editing.open
    desk.press(Key.Key_Tab)
    assert desk.project.overview == sample_project().overview


def test_composition_in_the_middle_of_a_text_may_be_taken_back(desk: Desk) -> None:
    desk.go("overview")
    desk.press(Key.Key_F2)
    desk.compose("z")
    desk.compose("")
    assert desk.form.editing.open
    assert desk.form.text.text() == sample_project().overview


def test_the_candidate_window_finds_the_caret_in_the_cell(desk: Desk) -> None:
    for path in ("basis", "funding.annual.own", "name"):
        desk.go(path)
        cell = desk.form.current
        assert cell is not None
        for letters in ("", "zhongwen"):
            if letters:
                desk.compose(letters)
            caret = desk.form.text.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
            assert isinstance(caret, QRectF)
            on_paper = caret.toRect().translated(desk.form.text.pos())
            assert desk.form.cell_rect(cell).adjusted(0, 0, 1, 1).contains(on_paper)
        desk.press(Key.Key_Escape)


def test_rows_grow_under_composition(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    cell = desk.form.current
    assert cell is not None
    height = desk.form.cell_rect(cell).height()
    desk.compose("fuhetiaojiandelaoniancunyi" * 4)
    assert desk.form.cell_rect(cell).height() > height


def test_a_locked_cell_takes_no_input_method_and_says_why(desk: Desk) -> None:
    desk.go("unit.name")
    assert not desk.form.text.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    QApplication.sendEvent(desk.form.text, QInputMethodEvent("z", []))
    desk.type("x")
    assert not desk.form.editing.open
    assert desk.form.text.text() == ""
    assert desk.messages
    desk.go("name")
    assert desk.form.text.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


# Refused values


def test_an_amount_that_cannot_be_read_keeps_the_editor_open(desk: Desk) -> None:
    desk.go("funding.annual.own")
    desk.type("12x")
    desk.press(Key.Key_Return)
    assert desk.form.editing.open
    assert desk.path == "funding.annual.own"
    assert desk.form.editing.notice.isVisible()
    assert "12x" in desk.form.editing.notice.text()
    assert not desk.form.commit()
    assert not desk.session.commit_editors()
    assert not desk.form.go_to(desk.ref("name"))
    desk.click(desk.ref("overview"))
    assert desk.path == "funding.annual.own"
    desk.press(Key.Key_Backspace)
    assert not desk.form.editing.notice.isVisible()
    desk.press(Key.Key_Return)
    assert desk.project.funding.annual.own == 1200
    assert desk.project.funding.annual.total == 507221900 + 1200


def test_esc_gives_up_a_refused_value(desk: Desk) -> None:
    desk.go("funding.annual.own")
    desk.type("abc")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Escape)
    assert not desk.form.editing.open
    assert not desk.form.editing.notice.isVisible()
    assert desk.project.funding.annual.own == 0
    assert desk.form.commit()


def test_the_total_follows_a_payer_and_undo_takes_both_back(desk: Desk) -> None:
    desk.go("funding.annual.central")
    desk.type("10000000")
    desk.press(Key.Key_Return)
    total = desk.form.cell_of(desk.ref("funding.annual.total"))
    assert total is not None
    assert total.text == "15,072,219"
    told: list[Change] = []
    desk.session.stepped.connect(told.append)
    desk.press(Key.Key_Z, CTRL)
    total = desk.form.cell_of(desk.ref("funding.annual.total"))
    assert total is not None
    assert total.text == "5,072,219"
    assert [change.kind for change in told] == [StepKind.UNDO], "which the window tells and shows"


# Undo


def test_undo_in_an_open_editor_is_the_texts_own(desk: Desk) -> None:
    before = desk.steps()
    desk.go("overview")
    desk.press(Key.Key_F2)
    desk.type("abc")
    desk.press(Key.Key_Z, CTRL)
    assert desk.form.editing.open
    assert desk.form.text.text() == sample_project().overview
    desk.press(Key.Key_Y, CTRL)
    assert desk.form.text.text().endswith("abc")
    desk.press(Key.Key_Escape)
    assert desk.steps() == before


def test_undo_goes_on_to_the_book_when_the_text_has_nothing_left(desk: Desk) -> None:
    desk.go("name")
    desk.type("one")
    desk.press(Key.Key_Return)
    desk.go("name")
    desk.press(Key.Key_F2)
    desk.press(Key.Key_Z, CTRL)
    assert not desk.form.editing.open
    assert desk.project.name == "老年村医退养补助"
    desk.press(Key.Key_Y, CTRL)
    assert desk.project.name == "one"
    assert desk.shown == "one"


# Leaving in mid-edit


def test_commands_write_the_open_cell_first(desk: Desk) -> None:
    desk.go("name")
    desk.type("typed")
    assert desk.session.commit_editors()
    assert desk.project.name == "typed"
    assert not desk.form.editing.open


def test_leaving_the_form_for_another_field_writes(desk: Desk) -> None:
    desk.go("name")
    desk.type("left")
    desk.form.text.clearFocus()
    assert desk.project.name == "left"


def test_nothing_is_lost_when_the_book_is_closed_in_mid_edit(desk: Desk, book: Book) -> None:
    desk.go("necessity")
    desk.press(Key.Key_F2)
    desk.type("last words")
    assert desk.session.commit_editors()
    path = book.path
    desk.session.close()
    with Book.open(path) as again:
        from budgetdesk.book import read

        assert read.project(again, desk.form.record_id).necessity == NECESSITY + "last words"


def test_a_closed_form_is_no_longer_asked_to_write(desk: Desk, qtbot: QtBot) -> None:
    extra = FormEditor(desk.session, desk.form.state.source)
    asked: list[str] = []
    extra.destroyed.connect(lambda: asked.append("gone"))
    extra.deleteLater()
    qtbot.waitUntil(lambda: bool(asked))
    assert desk.session.commit_editors()


# Changes from elsewhere


def test_a_change_elsewhere_keeps_the_cell_the_text_and_the_scroll(desk: Desk) -> None:
    desk.go(desk.indicator(2))
    desk.form.verticalScrollBar().setValue(desk.form.verticalScrollBar().maximum())
    scrolled = desk.form.verticalScrollBar().value()
    ref = desk.indicator(2)
    desk.press(Key.Key_F2)
    desk.type("，新")
    with desk.book.step("别处") as step:
        step.delete("indicator", desk.indicator(0).row_id)
        step.update("project", desk.form.record_id, {"name": "改名"})
    cell = desk.form.editing.cell
    assert cell is not None
    assert cell.field is not None
    assert cell.field.row_id == ref.row_id
    assert desk.form.text.text() == "发放准确率，新"
    assert desk.form.verticalScrollBar().value() == min(
        scrolled, desk.form.verticalScrollBar().maximum()
    )
    desk.press(Key.Key_Return)
    assert [row.name for row in desk.project.indicators.annual][:2] == [
        "发放批次",
        "发放准确率，新",
    ]


def test_the_row_under_the_editor_may_vanish(desk: Desk) -> None:
    desk.go(desk.indicator(1))
    row_id = desk.indicator(1).row_id
    desk.press(Key.Key_F2)
    desk.type("！")
    with desk.book.step("别处") as step:
        step.delete("indicator", row_id)
    assert not desk.form.editing.open
    assert "发放批次！" in desk.messages[-1]
    assert desk.form.current is not None


def test_undoing_the_adding_of_the_record_tells_that_it_is_gone(desk: Desk, qtbot: QtBot) -> None:
    desk.go("name")
    desk.press(Key.Key_F2)
    with qtbot.waitSignal(desk.form.gone):
        desk.book.undo()
    assert not desk.form.editing.open


def test_a_hidden_form_catches_up_when_it_is_shown(desk: Desk) -> None:
    desk.form.hide()
    desk.session.write(desk.ref("name"), "hidden")
    assert desk.shown != "hidden"
    desk.form.show()
    assert desk.shown == "hidden"


def test_a_read_only_book_is_not_edited_and_says_why(desk: Desk, qtbot: QtBot) -> None:
    with Book.open(desk.book.path, read_only=True) as reader:
        other = open_form(qtbot, reader, desk.form.record_id)
        other.go("name")
        other.type("x")
        other.press(Key.Key_F2)
        other.press(Key.Key_Delete)
        assert not other.form.editing.open
        assert other.project.name == "老年村医退养补助"
        assert "只读" in other.messages[0]
        other.form.close()


# Choices


def test_a_choice_is_taken_from_the_list(desk: Desk) -> None:
    desk.go("attribute")
    desk.press(Key.Key_Down, ALT)
    choices = desk.form.editing.choices
    assert choices.isVisible()
    assert choices.count() == 2
    assert choices.currentItem().text() == "经常性项目(长期开展)"
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Return)
    assert not choices.isVisible()
    assert desk.project.attribute == "一次性项目(1年结束)"
    assert desk.path == "attribute"


def test_the_small_arrow_opens_the_list_and_esc_closes_it(desk: Desk) -> None:
    from PySide6.QtTest import QTest

    from budgetdesk.desktop.editor.painting import list_arrow

    desk.go("period")
    cell = desk.form.current
    assert cell is not None
    point = list_arrow(desk.form.cell_rect(cell), desk.form.zoom).center()
    QTest.mouseClick(
        desk.form.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point
    )
    assert desk.form.editing.choices.isVisible()
    desk.press(Key.Key_Escape)
    assert not desk.form.editing.choices.isVisible()


def test_free_text_is_still_allowed_where_there_are_choices(desk: Desk) -> None:
    desk.go("period")
    desk.type("5")
    desk.compose("", commit="年")
    desk.press(Key.Key_Return)
    assert desk.project.period == "5年"


# Blank slots


def test_typing_into_a_blank_slot_makes_its_row_and_tab_stays_in_it(desk: Desk) -> None:
    desk.go(desk.slot("indicators.annual.name", "产出指标", "成本指标"))
    desk.compose("", commit="人均补助标准")
    desk.press(Key.Key_Tab)
    desk.type("15")
    desk.press(Key.Key_Tab, SHIFT)
    row = next(row for row in desk.project.indicators.annual if row.level2 == "成本指标")
    assert (row.name, row.target) == ("人均补助标准", "15")
    assert desk.shown == "人均补助标准"
    desk.press(Key.Key_Z, CTRL)
    desk.press(Key.Key_Z, CTRL)
    assert all(row.level2 != "成本指标" for row in desk.project.indicators.annual)
    cell = desk.form.current
    assert cell is not None
    assert cell.field == desk.slot("indicators.annual.name", "产出指标", "成本指标")


def test_long_forms_stay_whole(qtbot: QtBot, book: Book) -> None:
    from dataclasses import replace

    from budgetdesk.domain.records import Indicator, PerHorizon

    rows = tuple(
        Indicator("产出指标", "数量指标", f"第{number}项任务完成数量", "≥1个")
        for number in range(200)
    )
    long = replace(sample_project(), overview="长" * 5000, indicators=PerHorizon(rows, rows))
    desk = open_form(qtbot, book, add(book, long))
    desk.go("overview")
    desk.press(Key.Key_F2)
    desk.type("x")
    desk.press(Key.Key_Return)
    assert desk.project.overview == "长" * 5000 + "x"
    desk.press(Key.Key_End, CTRL)
    desk.go(desk.indicator(199))
    assert desk.shown == "第199项任务完成数量"


def _picture(form: FormEditor) -> QImage:
    return form.viewport().grab().toImage()
