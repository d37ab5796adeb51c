"""Typing into cells: what is offered, what is written, what is refused."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from budgetdesk.book import edit, read
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.records import Department, Nature, Unit, UnitKind
from tests.desktop.ledger.conftest import LedgerDesk, MakeDesk

F = LedgerField
Key = Qt.Key
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def test_an_amount_is_typed_over_and_written_as_one_step(desk: LedgerDesk) -> None:
    before = desk.line(0)
    desk.at(0, F.AMOUNT)
    desk.keys("13.2")
    desk.enter("万元")
    assert desk.line(0) == before, "not before the cell is left"
    desk.press(Key.Key_Return)
    assert desk.lines[0].amount == 13_200_000
    assert desk.line(0) == desk.lines[0]
    assert desk.place == (1, F.AMOUNT)
    assert desk.book.undo_name == "修改 金额"
    desk.session.undo()
    assert desk.line(0) == before


def test_a_code_is_found_by_initials_and_taken_with_enter(desk: LedgerDesk) -> None:
    desk.at(0, F.FUNCTION_CODE)
    desk.keys("jbgg")
    assert desk.choices == ["2100408 基本公共卫生服务"]
    desk.press(Key.Key_Return)
    assert desk.lines[0].function_code == "2100408"
    assert desk.choices == []


def test_a_choice_is_taken_with_arrows_and_with_the_mouse(desk: LedgerDesk) -> None:
    desk.at(0, F.SOURCE)
    desk.press(Key.Key_F2)
    assert len(desk.choices) == 5
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Tab)
    assert desk.lines[0].source.value == "fund"
    assert desk.place == (0, F.ORIGIN)
    desk.press(Key.Key_Down, ALT)
    shown = desk.table.editing.list
    place = shown.visualRect(shown.model().index(1, 0)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.lines[0].origin.value == "carryover"
    assert not desk.table.editing.open


def test_a_code_that_no_catalogue_has_may_be_typed_and_is_marked(desk: LedgerDesk) -> None:
    desk.at(0, F.FUNCTION_CODE)
    desk.keys("2130577")
    desk.press(Key.Key_Return)
    assert desk.lines[0].function_code == "2130577"
    model = desk.pane.ledger
    tip = model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "目录中没有功能科目 2130577，请核对编码，或为它命名。"


def test_what_is_refused_stays_open_with_its_sentence_until_escape(desk: LedgerDesk) -> None:
    before = desk.lines
    desk.at(0, F.AMOUNT)
    desk.enter("八万")
    desk.press(Key.Key_Return)
    assert desk.refusal.startswith("「八万」不是金额")
    assert not desk.panel.commit()
    assert not desk.session.commit_editors()
    assert desk.place == (0, F.AMOUNT)
    desk.press(Key.Key_Escape)
    assert desk.refusal == ""
    assert desk.panel.commit()
    assert desk.lines == before


def test_a_click_elsewhere_writes_or_stays(desk: LedgerDesk) -> None:
    desk.at(0, F.AMOUNT)
    desk.keys("x")
    there = desk.table.visualRect(desk.pane.ledger.index(4, 0)).center()
    QTest.mouseClick(desk.table.viewport(), Qt.MouseButton.LeftButton, pos=there)
    assert desk.place == (0, F.AMOUNT)
    desk.press(Key.Key_Escape)
    desk.keys("5")
    QTest.mouseClick(desk.table.viewport(), Qt.MouseButton.LeftButton, pos=there)
    assert desk.place == (4, F.UNIT)
    assert desk.lines[0].amount == 500


def test_an_input_method_types_from_its_first_letter(desk: LedgerDesk) -> None:
    desk.at(0, F.PROJECT)
    assert desk.table.cell.hasFocus()
    desk.compose("c")
    assert desk.table.editing.open, "the first letter opens the cell in the editor that had it"
    desk.enter("村医补助")
    desk.press(Key.Key_Return)
    assert desk.lines[0].project == "村医补助"


def test_letters_taken_back_leave_the_cell_as_it_was(desk: LedgerDesk) -> None:
    before = desk.lines
    desk.at(0, F.PROJECT)
    desk.compose("c")
    desk.compose("")
    assert not desk.table.editing.open
    assert desk.lines == before


def test_the_government_code_is_proposed_by_the_kind_of_unit(desk: LedgerDesk) -> None:
    row = next(
        number
        for number, line in enumerate(desk.lines)
        if line.nature is Nature.PROJECT and line.department_economic is None
    )
    kind = desk.line(row).unit.kind
    desk.at(row, F.DEPARTMENT_ECONOMIC)
    desk.keys("30226")
    desk.press(Key.Key_Return)
    expected = "50205" if kind is UnitKind.ADMINISTRATIVE else "50502"
    assert desk.lines[row].government_economic == expected
    desk.session.undo()
    assert desk.lines[row].government_economic is None, "one step"


def test_a_project_of_the_unit_is_offered_and_linked(desk: LedgerDesk) -> None:
    desk.at(0, F.PROJECT)
    unit = desk.line(0).unit
    own = [p for p in read.projects(desk.book) if p.unit.id == unit.id]
    desk.press(Key.Key_Down, ALT)
    assert desk.choices == [p.name for p in own][: len(desk.choices)]
    desk.press(Key.Key_Escape)
    desk.enter(own[2].name)
    desk.press(Key.Key_Return)
    assert desk.lines[0].project_id == own[2].id


def test_the_new_row_begins_a_line_like_the_last_one(desk: LedgerDesk) -> None:
    last, count = desk.lines[-1], len(desk.lines)
    desk.ctrl(Key.Key_End)
    assert desk.place[0] == count
    desk.at(count, F.FUNCTION_CODE)
    desk.keys("2100408")
    desk.press(Key.Key_Tab)
    made = desk.lines[-1]
    assert (len(desk.lines), made.function_code, made.amount) == (count + 1, "2100408", 0)
    assert (made.unit, made.nature) == (last.unit, last.nature)
    assert desk.place == (count, F.NATURE)
    assert desk.pane.ledger.rowCount() == count + 2
    desk.session.undo()
    assert len(desk.lines) == count


def test_tabs_and_then_enter_go_on_below_the_first_cell(desk: LedgerDesk) -> None:
    desk.at(2, F.FUNCTION_CODE)
    for _ in range(3):
        desk.press(Key.Key_Tab)
    assert desk.place == (2, F.AMOUNT)
    desk.press(Key.Key_Return)
    assert desk.place == (3, F.FUNCTION_CODE)
    desk.at(3, F.ORIGIN)
    desk.press(Key.Key_Tab)
    assert desk.place == (4, F.UNIT)
    desk.press(Key.Key_Backtab, SHIFT)
    assert desk.place == (3, F.ORIGIN)


def test_pasting_into_a_cell_does_not_end_a_run_of_tabs(desk: LedgerDesk) -> None:
    desk.at(2, F.FUNCTION_CODE)
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Tab)
    desk.clip("老年村医退养补助")
    desk.ctrl(Key.Key_V)
    assert desk.line(2).project == "老年村医退养补助"
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Return)
    assert desk.place == (3, F.FUNCTION_CODE)


def test_the_wheel_scrolls_and_never_changes_a_value(desk: LedgerDesk) -> None:
    before = desk.lines
    desk.at(0, F.SOURCE)
    desk.press(Key.Key_F2)
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -240),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(desk.table.cell, event)
    assert desk.table.cell.text() == "一般公共预算"
    desk.press(Key.Key_Escape)
    assert desk.lines == before


def test_undo_belongs_to_the_window_while_nothing_is_typed(desk: LedgerDesk) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    def overridden() -> bool:
        ctrl = Qt.KeyboardModifier.ControlModifier
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Z, ctrl)
        event.ignore()
        QApplication.sendEvent(desk.table.cell, event)
        return event.isAccepted()

    desk.at(0, F.AMOUNT)
    assert not overridden()
    desk.keys("5")
    assert overridden()


def test_a_screen_reader_is_told_the_cell(desk: LedgerDesk) -> None:
    desk.at(0, F.AMOUNT)
    assert desk.table.cell.accessibleName() == "第 1 行 金额（元） 150,000"


def test_a_read_only_book_says_so_and_stays(make_desk: MakeDesk, book_path: Path) -> None:
    desk = make_desk(book_path, read_only=True)
    before = desk.lines
    assert desk.pane.ledger.rowCount() == len(before), "no row for new lines"
    desk.at(0, F.AMOUNT)
    desk.keys("5")
    desk.press(Key.Key_Delete)
    assert desk.said == ["账套是只读的，不能修改。"] * 2
    desk.table.commands.refresh()
    assert not desk.table.commands.delete_lines.isEnabled()
    assert desk.lines == before


def test_a_book_without_units_says_what_to_do(make_desk: MakeDesk, tmp_path: Path) -> None:
    from budgetdesk.book.book import Book, BookInfo

    path = tmp_path / "新.budget"
    Book.create(path, BookInfo("yonghe-2024", 2024, "新")).close()
    desk = make_desk(path)
    desk.keys("5")
    assert desk.said == ["请先新建单位，再录入预算明细。"]
    with desk.book.step("单位") as step:
        department = edit.add_department(step, Department("202", "局"))
        edit.add_unit(step, Unit("局", Department("202", "局", id=department)))
    desk.at(0, F.AMOUNT)
    desk.keys("5")
    desk.press(Key.Key_Return)
    assert [line.amount for line in desk.lines] == [500]


@pytest.mark.parametrize("key", [Key.Key_Up, Key.Key_Down])
def test_arrows_write_the_cell_they_leave(desk: LedgerDesk, key: Qt.Key) -> None:
    desk.at(1, F.AMOUNT)
    desk.keys("77")
    desk.press(key)
    assert desk.lines[1].amount == 7_700
    assert desk.place[0] == (0 if key == Key.Key_Up else 2)


def test_what_changed_elsewhere_meanwhile_is_kept(desk: LedgerDesk) -> None:
    from dataclasses import replace

    line = desk.line(0)
    desk.at(0, F.AMOUNT)
    desk.keys("5")
    with desk.book.step("别处") as step:
        edit.update_ledger_line(step, replace(line, function_code="2100101"))
    desk.press(Key.Key_Return)
    assert (desk.lines[0].function_code, desk.lines[0].amount) == ("2100101", 500)


def test_a_line_deleted_meanwhile_is_not_written(desk: LedgerDesk) -> None:
    desk.at(0, F.AMOUNT)
    desk.keys("5")
    before = desk.lines
    with desk.book.step("别处") as step:
        edit.delete_ledger_line(step, desk.line(0).id)
    desk.press(Key.Key_Return)
    assert desk.refusal == "这一行已经被删除，请按 Esc 放弃修改。"
    desk.press(Key.Key_Escape)
    assert desk.lines == before[1:]
    assert desk.table.currentIndex().isValid()


def test_a_line_begun_further_right_repeats_what_stands_left_of_it(desk: LedgerDesk) -> None:
    last, count = desk.lines[-1], len(desk.lines)
    desk.at(count, F.AMOUNT)
    desk.keys("12")
    desk.press(Key.Key_Return)
    made = desk.lines[-1]
    assert (made.unit, made.function_code, made.project, made.amount) == (
        last.unit, last.function_code, last.project, 1_200
    )  # fmt: skip
    assert made.project_id == last.project_id
    assert made.department_economic is None
    desk.at(count + 1, F.PROJECT)
    desk.enter("新的项目")
    desk.press(Key.Key_Tab)
    made = desk.lines[-1]
    assert (made.function_code, made.project, made.amount) == (last.function_code, "新的项目", 0)


def test_thirty_lines_are_typed_without_the_mouse(desk: LedgerDesk) -> None:
    count = len(desk.lines)
    desk.at(count, F.FUNCTION_CODE)
    desk.keys("2100101")
    desk.press(Key.Key_Tab)
    desk.enter("基本支出")
    desk.press(Key.Key_Return)
    desk.at(count, F.AMOUNT)
    desk.keys("1")
    desk.press(Key.Key_Tab)
    desk.keys("30101")
    desk.press(Key.Key_Return)
    for number in range(1, 30):
        desk.keys(str(number + 1))
        desk.press(Key.Key_Tab)
        desk.keys("30102")
        desk.press(Key.Key_Return)
    made = desk.lines[count:]
    assert [line.amount for line in made] == [number * 100 for number in range(1, 31)]
    assert {(line.function_code, line.nature, line.project) for line in made} == {
        ("2100101", Nature.BASIC, None)
    }
    assert {line.department_economic for line in made[1:]} == {"30102"}
    assert desk.place == (count + 30, F.AMOUNT)


def test_the_new_row_is_begun_by_the_cell_above(desk: LedgerDesk) -> None:
    last, count = desk.lines[-1], len(desk.lines)
    desk.at(count, F.FUNCTION_CODE)
    desk.ctrl(Key.Key_D)
    made = desk.lines[-1]
    assert (len(desk.lines), made.function_code) == (count + 1, last.function_code)
    assert desk.place == (count, F.FUNCTION_CODE)
