"""Moving over a form with keys and mouse; choosing ranges."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from budgetdesk.forms.sheet import Role
from tests.desktop.editor.form_desk import CTRL, SHIFT, Desk, Key


def test_editing_begins_at_the_first_input(desk: Desk) -> None:
    assert desk.path == "name"


def test_tab_goes_through_the_inputs_in_reading_order_and_back(desk: Desk) -> None:
    order = [cell.field for cell in desk.form.sheet.cells if cell.role is Role.INPUT]
    seen = [desk.form.current.field if desk.form.current else None]
    for _ in range(len(order) - 1):
        desk.press(Key.Key_Tab)
        seen.append(desk.form.current.field if desk.form.current else None)
    assert seen == order
    desk.press(Key.Key_Tab)
    assert seen[-1] == (desk.form.current.field if desk.form.current else None)
    for expected in reversed(order[:-1]):
        desk.press(Key.Key_Tab, SHIFT)
        assert desk.form.current is not None
        assert desk.form.current.field == expected


def test_arrows_stop_at_locked_and_computed_cells_but_not_at_labels(desk: Desk) -> None:
    seen = [desk.path]
    for _ in range(4):
        desk.press(Key.Key_Down)
        seen.append(desk.path)
    assert seen == [
        "name",
        "unit.department.name",
        "attribute",
        "funding.implementation.total",
        "funding.implementation.central",
    ]
    desk.press(Key.Key_Right)
    assert desk.path == "funding.annual.central"
    desk.press(Key.Key_Left)
    assert desk.path == "funding.implementation.central"
    desk.press(Key.Key_Left)
    assert desk.path == "funding.implementation.central"


def test_crossing_a_merged_cell_and_coming_back_ends_where_it_began(desk: Desk) -> None:
    desk.go("funding.annual.other")
    desk.press(Key.Key_Down)
    assert desk.path == "overview"
    desk.press(Key.Key_Up)
    assert desk.path == "funding.annual.other"


def test_the_edges_hold(desk: Desk) -> None:
    desk.press(Key.Key_Up)
    assert desk.path == "name"
    desk.press(Key.Key_Home, CTRL)
    assert desk.path == "name"
    desk.press(Key.Key_End, CTRL)
    assert desk.path == "filed_at"
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Down)
    assert desk.path == "filed_at"


def test_home_end_and_ctrl_arrows_run_to_the_edges(desk: Desk) -> None:
    desk.go("funding.implementation.local")
    desk.press(Key.Key_End)
    assert desk.path == "funding.annual.local"
    desk.press(Key.Key_Home)
    assert desk.path == "funding.implementation.local"
    desk.press(Key.Key_Right, CTRL)
    assert desk.path == "funding.annual.local"


def test_enter_goes_down_and_after_tabs_to_where_they_began(desk: Desk) -> None:
    desk.go(desk.indicator(0, "name", "implementation"))
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Tab)
    assert desk.path == "indicators.annual.name"
    desk.press(Key.Key_Return)
    assert desk.path == "indicators.implementation.name"
    assert desk.shown == "发放批次"
    desk.press(Key.Key_Return, SHIFT)
    assert desk.shown == "享受补助村医人数"


def test_what_is_typed_over_where_enter_went_back_to_is_told(desk: Desk) -> None:
    """A column of values went over the names beside it, unseen."""
    desk.go(desk.indicator(0, "name", "implementation"))
    desk.press(Key.Key_Tab)
    desk.type("5")
    desk.press(Key.Key_Return)
    assert (desk.path, desk.shown) == ("indicators.implementation.name", "发放批次")
    desk.type("6")
    desk.press(Key.Key_Return)
    assert desk.messages == ["“发放批次”已改为“6”，Ctrl+Z 可以撤销。"]
    desk.press(Key.Key_Up)
    desk.type("7")
    desk.press(Key.Key_Return)
    assert len(desk.messages) == 1, "straight down, and by arrows, the clerk knows where he is"


def test_a_click_ends_a_run_of_tab(desk: Desk) -> None:
    desk.go(desk.indicator(0, "name", "implementation"))
    desk.press(Key.Key_Tab)
    desk.click(desk.indicator(0, "target", "implementation"))
    desk.press(Key.Key_Return)
    assert desk.path == "indicators.implementation.target"


def test_page_keys_move_by_what_is_seen_and_keep_the_cell_in_view(desk: Desk) -> None:
    desk.form.resize(1000, 400)
    desk.go("name")
    rows = [desk.form.place.row]
    for _ in range(4):
        desk.press(Key.Key_PageDown)
        rows.append(desk.form.place.row)
        cell = desk.form.current
        assert cell is not None
        assert desk.form.viewport().rect().intersects(desk.form.cell_rect(cell))
    assert rows == sorted(rows)
    assert rows[-1] > rows[0] + 15
    for _ in range(6):
        desk.press(Key.Key_PageUp)
    assert desk.form.place.row <= rows[0] + 2


def test_in_a_typed_over_cell_arrows_leave_in_an_edited_one_they_move_the_caret(desk: Desk) -> None:
    desk.go("funding.annual.own")
    desk.type("5")
    desk.press(Key.Key_Down)
    assert desk.path == "funding.annual.other"
    assert desk.project.funding.annual.own == 500
    desk.go("overview")
    desk.press(Key.Key_F2)
    desk.press(Key.Key_Left)
    assert desk.path == "overview"
    assert desk.form.text.textCursor().position() == len(desk.shown) - 1


def test_a_click_makes_current_and_a_double_click_edits_there(desk: Desk) -> None:
    ref = desk.ref("necessity")
    desk.click(ref)
    assert desk.path == "necessity"
    assert not desk.form.editing.open
    cell = desk.form.current
    assert cell is not None
    start = desk.form.cell_rect(cell).topLeft() + QPoint(8, 10)
    QTest.mouseDClick(
        desk.form.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start
    )
    assert desk.form.editing.open
    assert desk.form.text.textCursor().position() == 0
    desk.click(desk.ref("name"))
    assert not desk.form.editing.open
    assert desk.path == "name"


def test_shift_and_arrows_choose_a_range_that_cuts_no_merged_cell(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    desk.press(Key.Key_Right, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    texts = [cell.text for cell in desk.form.selected_cells()]
    assert texts == ["享受补助村医人数", "≥127人", "发放批次", "12批"]
    assert desk.shown == "享受补助村医人数"
    desk.press(Key.Key_Left, SHIFT)
    assert [cell.text for cell in desk.form.selected_cells()] == ["享受补助村医人数", "发放批次"]
    desk.press(Key.Key_Escape)
    assert not desk.form.selects_range


def test_dragging_chooses_a_range(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    view = desk.form.viewport()
    QTest.mousePress(
        view,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        desk.point(desk.indicator(0)),
    )
    QTest.mouseMove(view, desk.point(desk.indicator(2, "target")))
    end = desk.point(desk.indicator(2, "target"))
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    QApplication.sendEvent(
        view,
        QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(end),
            view.mapToGlobal(QPointF(end)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )
    assert len([cell for cell in desk.form.selected_cells() if cell.field]) == 6


def test_shift_click_extends(desk: Desk) -> None:
    desk.go("funding.annual.central")
    desk.click(desk.ref("funding.annual.other"), SHIFT)
    assert len(desk.form.selected_cells()) == 5
    assert desk.path == "funding.annual.central"


def test_select_all_takes_everything_below_the_titles(desk: Desk) -> None:
    desk.press(Key.Key_A, CTRL)
    chosen = set(desk.form.selected_cells())
    assert chosen == {cell for cell in desk.form.sheet.cells if cell.role is not Role.TITLE}


def test_going_to_a_field_scrolls_to_it(desk: Desk) -> None:
    desk.form.resize(900, 300)
    ref = desk.indicator(5)
    assert desk.form.go_to(ref)
    assert desk.form.viewport().rect().contains(desk.point(ref))
    assert not desk.form.go_to(desk.ref("no.such.field"))
    assert desk.form.go_to(desk.slot("indicators.annual.name", "产出指标", "成本指标", 7))
    assert desk.shown == ""


@pytest.mark.parametrize("path", ["funding.annual.local", "period"])
def test_the_wheel_changes_no_value_and_scrolls_also_over_an_open_editor(
    desk: Desk, path: str
) -> None:
    desk.form.resize(1000, 400)
    desk.go(path)
    desk.press(Key.Key_F2)
    held = desk.form.text.text()
    bar = desk.form.verticalScrollBar()
    before = bar.value()
    _turn_wheel(desk, -240)
    assert bar.value() > before
    assert desk.form.text.text() == held
    assert desk.form.editing.open


def test_ctrl_and_wheel_zoom_and_tell(desk: Desk) -> None:
    told: list[float] = []
    desk.form.zoom_changed.connect(told.append)
    _turn_wheel(desk, 120, CTRL)
    _turn_wheel(desk, -120, CTRL)
    desk.press(Key.Key_Equal, CTRL)
    desk.press(Key.Key_0, CTRL)
    assert told == [1.1, 1.0, 1.1, 1.0]
    desk.form.set_zoom(99)
    assert desk.form.zoom == 3.0


def test_zooming_in_mid_edit_keeps_the_text_on_its_cell(desk: Desk) -> None:
    desk.go("overview")
    desk.press(Key.Key_F2)
    desk.type("abc")
    desk.form.set_zoom(1.5)
    cell = desk.form.editing.cell
    assert cell is not None
    assert desk.form.text.text().endswith("abc")
    assert desk.form.cell_rect(cell).contains(desk.form.text.geometry())
    assert desk.form.text.document().defaultFont().pointSizeF() == cell.style.size * 1.5


def test_the_paper_is_at_most_960_wide_centred_and_scrolls_sideways_when_narrow(desk: Desk) -> None:
    desk.form.resize(1600, 800)
    paper = desk.form.geometry_.paper
    assert paper.width() == 960
    assert abs(paper.left() - (desk.form.viewport().width() - paper.right() - 1)) <= 1
    desk.form.resize(500, 800)
    assert desk.form.geometry_.paper.width() >= 600
    assert desk.form.horizontalScrollBar().maximum() > 0


def _turn_wheel(
    desk: Desk, angle: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    target = desk.form.text.viewport() if desk.form.editing.open else desk.form.viewport()
    centre = QPointF(target.rect().center())
    event = QWheelEvent(
        centre,
        target.mapToGlobal(centre),
        QPoint(0, 0),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)
