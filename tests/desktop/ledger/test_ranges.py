"""Ranges of cells and whole lines: copying, clearing, filling, inserting, deleting."""

import pytest
from PySide6.QtCore import Qt

from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.exchange.clipboard.text_reader import parse_cells
from tests.desktop.ledger.conftest import LedgerDesk

F = LedgerField
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_range_is_copied_as_excel_reads_it(desk: LedgerDesk) -> None:
    desk.at(0, F.PROJECT)
    desk.reach(1, F.AMOUNT)
    desk.ctrl(Key.Key_C)
    first, second = desk.lines[:2]
    assert parse_cells(desk.clipboard()) == (
        (first.project, "150000"),
        (second.project, "60000"),
    )
    desk.at(0, F.FUNCTION_CODE)
    desk.ctrl(Key.Key_C)
    assert desk.clipboard() == "2100717 计划生育服务"


def test_a_block_is_pasted_over_lines_as_one_step(desk: LedgerDesk) -> None:
    before = desk.lines
    desk.clip('甲项目\t1,000\r\n"乙\t项目"\t2万元\r\n')
    desk.at(2, F.PROJECT)
    desk.ctrl(Key.Key_V)
    after = desk.lines
    assert [(line.project, line.amount) for line in after[2:4]] == [
        ("甲项目", 100_000),
        ("乙 项目", 2_000_000),
    ]
    assert after[:2] + after[4:] == before[:2] + before[4:]
    desk.session.undo()
    assert desk.lines == before


def test_a_block_with_a_wrong_cell_changes_nothing_and_says_where(desk: LedgerDesk) -> None:
    before = desk.lines
    desk.clip("100\r\n二百\r\n")
    desk.at(0, F.AMOUNT)
    desk.ctrl(Key.Key_V)
    assert desk.refusal.startswith("第 2 行金额：「二百」不是金额")
    assert desk.lines == before


def test_one_cell_is_pasted_into_every_chosen_cell(desk: LedgerDesk) -> None:
    desk.clip("单位资金")
    desk.at(1, F.SOURCE)
    desk.reach(3, F.SOURCE)
    desk.ctrl(Key.Key_V)
    assert {line.source.value for line in desk.lines[1:4]} == {"unit_funds"}
    assert desk.lines[4].source.value == "general"


def test_one_cell_pasted_on_the_new_row_begins_a_line(desk: LedgerDesk) -> None:
    count = len(desk.lines)
    desk.clip("1.5万元")
    desk.at(count, F.AMOUNT)
    desk.ctrl(Key.Key_V)
    assert [line.amount for line in desk.lines[count:]] == [1_500_000]
    assert desk.place == (count, F.AMOUNT)


def test_cells_are_filled_down_from_the_first_one(desk: LedgerDesk) -> None:
    desk.at(0, F.FUNCTION_CODE)
    desk.keys("2100408")
    desk.press(Key.Key_Return)
    desk.at(0, F.FUNCTION_CODE)
    desk.reach(4, F.FUNCTION_CODE)
    desk.ctrl(Key.Key_D)
    assert {line.function_code for line in desk.lines[:5]} == {"2100408"}
    assert desk.book.undo_name == "向下填充 功能科目"
    desk.at(5, F.FUNCTION_CODE)
    desk.ctrl(Key.Key_D)
    assert desk.lines[5].function_code == "2100408", "alone: from the cell above"


def test_del_clears_cells_and_never_those_that_must_say_something(desk: LedgerDesk) -> None:
    row = next(n for n, line in enumerate(desk.lines) if line.department_economic)
    desk.at(row, F.AMOUNT)
    desk.reach(row + 1, F.GOVERNMENT_ECONOMIC)
    desk.press(Key.Key_Delete)
    cleared = desk.lines[row : row + 2]
    assert {(c.amount, c.department_economic, c.government_economic) for c in cleared} == {
        (0, None, None)
    }
    desk.at(row, F.UNIT)
    desk.press(Key.Key_Delete)
    assert desk.refusal == "单位不能清空，可以直接录入新的内容，或删除整行。"


def test_del_on_whole_lines_deletes_them_as_one_step(desk: LedgerDesk) -> None:
    before = desk.lines
    desk.at(2, F.UNIT)
    desk.reach(4, F.UNIT)
    desk.press(Key.Key_Space, SHIFT)
    desk.press(Key.Key_Delete)
    assert desk.lines == before[:2] + before[5:]
    assert desk.place[0] == 2
    assert desk.said == ["已删除 3 行，Ctrl+Z 可以撤销。"]
    desk.session.undo()
    assert desk.lines == before
    assert [desk.line(row).id for row in range(6)] == [line.id for line in before[:6]]


def test_lines_are_inserted_and_doubled_below_the_current_one(desk: LedgerDesk) -> None:
    before = desk.lines
    desk.at(1, F.AMOUNT)
    desk.ctrl(Key.Key_Return)
    made = desk.line(2)
    assert desk.place == (2, F.FUNCTION_CODE)
    assert (made.unit, made.function_code, made.amount) == (before[1].unit, "", 0)
    assert made.id > before[-1].id
    desk.at(0, F.UNIT)
    desk.reach(1, F.UNIT)
    desk.press(Key.Key_D, CTRL | SHIFT)
    doubled = [desk.line(2), desk.line(3)]
    assert [line.amount for line in doubled] == [before[0].amount, before[1].amount]
    assert [line.project_id for line in doubled] == [before[0].project_id, before[1].project_id]
    assert desk.line(4) == made
    assert len(desk.lines) == len(before) + 3
    desk.ctrl(Key.Key_Minus)
    assert len(desk.lines) == len(before) + 1


def test_cutting_takes_the_cells_along(desk: LedgerDesk) -> None:
    name = desk.lines[0].project
    desk.at(0, F.PROJECT)
    desk.ctrl(Key.Key_X)
    assert desk.clipboard() == name
    assert desk.lines[0].project is None


@pytest.mark.parametrize(
    ("key", "held", "place"),
    [
        (Key.Key_Down, CTRL, (217, F.PROJECT)),
        (Key.Key_Up, CTRL, (0, F.PROJECT)),
        (Key.Key_Right, CTRL, (5, F.ORIGIN)),
        (Key.Key_Home, Qt.KeyboardModifier.NoModifier, (5, F.UNIT)),
        (Key.Key_Home, CTRL, (0, F.UNIT)),
        (Key.Key_Left, Qt.KeyboardModifier.NoModifier, (5, F.NATURE)),
    ],
)
def test_the_cursor_moves_as_in_wps(
    desk: LedgerDesk, key: Qt.Key, held: Qt.KeyboardModifier, place: tuple[int, LedgerField]
) -> None:
    desk.at(5, F.PROJECT)
    desk.press(key, held)
    assert desk.place == place


def test_the_selection_is_counted_and_summed(desk: LedgerDesk) -> None:
    assert desk.pane.total.text() == "217 行　合计 58,087,201.53 元"
    desk.at(0, F.AMOUNT)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    assert desk.pane.selection.text() == "选中 3 行　合计 284,600 元"
    desk.ctrl(Key.Key_A)
    assert desk.pane.selection.text() == "选中 217 行　合计 58,087,201.53 元"
    desk.press(Key.Key_Escape)
    assert desk.pane.selection.text() == ""


def test_a_menu_opened_elsewhere_disables_no_key_here(desk: LedgerDesk) -> None:
    count = len(desk.lines)
    desk.at(count, F.FUNCTION_CODE)
    desk.panel.menu()
    desk.at(0, F.AMOUNT)
    desk.press(Key.Key_Delete)
    assert desk.lines[0].amount == 0
