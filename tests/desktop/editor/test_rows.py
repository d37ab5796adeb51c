"""Indicators and key tasks: adding, removing, moving, copying to the year."""

import pytest
from PySide6.QtGui import QGuiApplication

from budgetdesk.desktop.editor.grid import GridPlace
from tests.desktop.editor.form_desk import ALT, CTRL, SHIFT, Desk, Key


def _names(desk: Desk, level2: str = "数量指标") -> list[str]:
    return [row.name for row in desk.project.indicators.annual if row.level2 == level2]


def test_ctrl_enter_adds_an_indicator_below_and_goes_there(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    desk.press(Key.Key_Return, CTRL)
    assert desk.path == "indicators.annual.name"
    assert desk.shown == ""
    desk.type("between")
    desk.press(Key.Key_Return)
    assert _names(desk) == ["享受补助村医人数", "between", "发放批次"]


@pytest.mark.parametrize("column", ["name", "target"])
def test_a_new_row_is_begun_at_its_first_cell(desk: Desk, column: str) -> None:
    desk.go(desk.indicator(0, column))
    desk.press(Key.Key_Return, CTRL)
    assert desk.path == "indicators.annual.name"
    assert desk.shown == ""
    desk.go(desk.slot(f"indicators.annual.{column}", "产出指标", "成本指标"))
    desk.press(Key.Key_Return, CTRL)
    assert desk.path == "indicators.annual.name"


def test_ctrl_enter_writes_the_open_cell_first(desk: Desk) -> None:
    desk.go(desk.indicator(1))
    desk.type("typed")
    desk.press(Key.Key_Return, CTRL)
    desk.type("next")
    desk.press(Key.Key_Return)
    assert _names(desk) == ["享受补助村医人数", "typed", "next"]


def test_an_added_row_is_taken_back_by_undo(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    desk.press(Key.Key_Return, CTRL)
    desk.press(Key.Key_Z, CTRL)
    assert _names(desk) == ["享受补助村医人数", "发放批次"]
    assert desk.form.current is not None


def test_on_a_blank_slot_ctrl_enter_points_to_the_blank_row(desk: Desk) -> None:
    before = desk.steps()
    desk.go(desk.slot("indicators.annual.name", "产出指标", "成本指标"))
    desk.press(Key.Key_Return, CTRL)
    assert desk.steps() == before
    assert "空行" in desk.messages[-1]


def test_an_added_row_left_blank_is_taken_back_without_a_trace(desk: Desk) -> None:
    before = desk.steps()
    desk.go(desk.indicator(0))
    desk.press(Key.Key_Return, CTRL)
    desk.press(Key.Key_Return, CTRL)
    assert "空行" in desk.messages[-1]
    desk.press(Key.Key_Up)
    assert desk.shown == "享受补助村医人数"
    assert _names(desk) == ["享受补助村医人数", "发放批次"]
    assert desk.steps() == before


def test_an_added_row_with_only_a_target_stays(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    desk.press(Key.Key_Return, CTRL)
    desk.press(Key.Key_Right)
    desk.type("5")
    desk.press(Key.Key_Return)
    desk.go("name")
    assert _names(desk) == ["享受补助村医人数", "", "发放批次"]


def test_removing_takes_every_chosen_row(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    desk.press(Key.Key_Minus, CTRL)
    assert _names(desk) == ["发放批次"]
    desk.press(Key.Key_Z, CTRL)
    desk.go(desk.indicator(0))
    desk.press(Key.Key_Down, SHIFT)
    before = desk.steps()
    desk.press(Key.Key_Delete, CTRL)
    assert _names(desk) == []
    assert desk.steps() == before + 1


def test_moving_stays_in_the_slot_and_the_cell_goes_along(desk: Desk) -> None:
    desk.go(desk.indicator(1))
    desk.press(Key.Key_Up, ALT)
    assert _names(desk) == ["发放批次", "享受补助村医人数"]
    assert desk.shown == "发放批次"
    before = desk.steps()
    desk.press(Key.Key_Up, ALT)
    assert desk.steps() == before
    desk.press(Key.Key_Down, ALT)
    desk.press(Key.Key_Down, ALT)
    assert _names(desk) == ["享受补助村医人数", "发放批次"]
    assert desk.shown == "发放批次"


def test_the_implementation_half_is_copied_to_the_year(desk: Desk) -> None:
    desk.go(desk.indicator(0, "name", "implementation"))
    desk.type("copied")
    desk.press(Key.Key_Return)
    before = desk.steps()
    desk.form.commands.to_annual.trigger()
    assert _names(desk)[0] == "copied"
    assert desk.project.goals.annual == desk.project.goals.implementation
    assert desk.steps() == before + 1


def test_all_indicators_are_copied_as_six_columns(desk: Desk) -> None:
    desk.go("name")
    before = desk.steps()
    desk.press(Key.Key_C, CTRL | SHIFT)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "产出指标\t数量指标\t享受补助村医人数\t≥\t127\t人"
    assert lines[1] == "产出指标\t数量指标\t发放批次\t\t12\t批"
    assert lines[3] == "产出指标\t时效指标\t按月发放\t\t及时\t"
    assert len(lines) == 6
    assert desk.messages[-1].startswith("已复制年度指标 6 条")
    desk.go(desk.indicator(0, "name", "implementation"))
    desk.type("copied")
    desk.press(Key.Key_C, CTRL | SHIFT)
    assert "\tcopied\t" in QGuiApplication.clipboard().text()
    assert desk.messages[-1].startswith("已复制实施期指标")
    assert desk.steps() == before + 1, "only what was typed"


def test_commands_are_enabled_where_they_can_be_done(desk: Desk) -> None:
    commands = desk.form.commands

    def enabled() -> set[str]:
        return {action.iconText() for action in commands.actions if action.isEnabled()}

    desk.go("name")
    assert "插入指标" not in enabled()
    assert "粘贴" in enabled()
    desk.go(desk.indicator(0))
    assert {"插入指标", "删除指标", "上移", "下移", "实施期复制到年度"} <= enabled()
    desk.go(desk.slot("indicators.annual.name", "产出指标", "成本指标"))
    assert "删除指标" not in enabled()
    assert "插入指标" in enabled()
    assert set(commands.actions) <= set(desk.form.actions())


def test_key_tasks_are_rows_too(overall_desk: Desk) -> None:
    desk = overall_desk
    rows = desk.session.record(desk.form.kind, desk.form.record_id).key_tasks  # type: ignore[union-attr]
    desk.go(desk.ref("key_tasks.task", rows[0].id))
    assert desk.shown == "县域医共体"
    desk.press(Key.Key_Return, CTRL)
    assert desk.path == "key_tasks.core_function"
    desk.press(Key.Key_Tab)
    desk.type("between")
    desk.press(Key.Key_Tab)
    rows = desk.session.record(desk.form.kind, desk.form.record_id).key_tasks  # type: ignore[union-attr]
    assert [row.task for row in rows] == ["县域医共体", "between", "疾病防控"]
    desk.go(desk.ref("key_tasks.task", rows[2].id))
    desk.press(Key.Key_Up, ALT)
    rows = desk.session.record(desk.form.kind, desk.form.record_id).key_tasks  # type: ignore[union-attr]
    assert [row.task for row in rows] == ["县域医共体", "疾病防控", "between"]


def test_counts_and_amounts_of_the_overall_form_are_typed(overall_desk: Desk) -> None:
    desk = overall_desk
    desk.go("internal_departments")
    desk.type("12")
    desk.press(Key.Key_Return)
    desk.go("by_source.general")
    desk.type("123.45")
    desk.press(Key.Key_Return)
    record = desk.session.record(desk.form.kind, desk.form.record_id)
    assert record.internal_departments == 12  # type: ignore[union-attr]
    assert record.by_source.general == 123_450_000  # type: ignore[union-attr]
    desk.go("internal_departments")
    desk.press(Key.Key_F2)
    assert desk.form.text.text() == "12"


def _go_to_label(desk: Desk, text: str) -> None:
    labels = [cell for cell in desk.form.sheet.cells if cell.text.replace("\n", "") == text]
    label = max(labels, key=lambda cell: cell.column)  # the half of the year is on the right
    desk.form.move_to(GridPlace(label.row, label.column))


def test_ctrl_enter_on_the_label_of_a_slot_adds_at_the_slots_end(desk: Desk) -> None:
    _go_to_label(desk, "数量指标")
    desk.press(Key.Key_Return, CTRL)
    desk.type("last")
    desk.press(Key.Key_Return)
    assert _names(desk) == ["享受补助村医人数", "发放批次", "last"]


def test_ctrl_enter_on_the_label_of_an_empty_slot_goes_to_its_blank_row(desk: Desk) -> None:
    before = desk.steps()
    _go_to_label(desk, "成本指标")
    desk.press(Key.Key_Return, CTRL)
    assert desk.steps() == before
    assert desk.path == "indicators.annual.name"
    assert desk.shown == ""
