"""Telling what only people know, in place, on its form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from budgetdesk.desktop.disclosure.tool_row import DisclosureFace
from budgetdesk.desktop.tables.panel import TablesPanel
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from tests.desktop.disclosure.conftest import OWNER, Hand, entry, paragraph

CTRL = Qt.KeyboardModifier.ControlModifier


def test_an_amount_typed_is_told_in_wan_and_can_be_undone(hand: Hand) -> None:
    before = hand.notes.number("last_total")
    hand.type(entry("last_total"), "5700")
    assert hand.notes.number("last_total") == 5700_000000
    assert hand.steps()[0] == "修改 上年收支总计"
    assert hand.shown(entry("last_total")) == "5700.00"
    hand.press(Qt.Key.Key_Z, CTRL)
    assert hand.notes.number("last_total") == before


def test_the_difference_to_explain_stands_beside(hand: Hand) -> None:
    hand.type(entry("last_total"), "5800")
    assert hand.shown(entry("now.total")) == "5808.72"
    assert hand.shown(entry("change.total")) == "8.72"
    hand.type(entry("last_total"), "5808.72")
    assert hand.shown(entry("change.total")) == "0.00"
    hand.take_back("reason_total")
    assert hand.hint("reason_total") == "与上年持平，不用填"


def test_what_belongs_together_is_summed_once_all_of_it_is_told(hand: Hand) -> None:
    assert hand.shown(entry("sums.vehicles")) == "32辆"
    assert hand.shown(entry("sums.purchases")) == "165.61"
    hand.type(entry("vehicle_other"), "6")
    assert hand.shown(entry("sums.vehicles")) == "33辆"
    hand.take_back("vehicle_other")
    assert hand.shown(entry("sums.vehicles")) == ""


def test_what_is_computed_is_not_typed(hand: Hand) -> None:
    hand.go(entry("now.total"))
    QTest.keyClicks(hand.editor.text, "1")
    assert not hand.editor.editing.open


def test_clearing_an_entry_takes_it_back(hand: Hand) -> None:
    hand.go(entry("vehicle_quota"))
    hand.press(Qt.Key.Key_Delete)
    assert hand.notes.number("vehicle_quota") is None
    assert hand.steps()[0] == "清除 公务用车编制"
    assert hand.hint("vehicle_quota") == "待填"


def test_an_unreadable_amount_is_refused_and_stays(hand: Hand) -> None:
    hand.go(entry("last_general"))
    before = hand.notes.number("last_general")
    QTest.keyClicks(hand.editor.text, "many")
    hand.press(Qt.Key.Key_Return)
    assert hand.editor.editing.open
    assert hand.editor.editing.notice.isVisible()
    assert not hand.panel.show_face(DisclosureFace.TEXT)
    assert hand.panel.tools.faces[DisclosureFace.ENTRIES].isChecked()
    assert hand.notes.number("last_general") == before


def test_a_column_from_excel_is_pasted_as_one_step(hand: Hand) -> None:
    hand.go(entry("last_abroad"))
    QGuiApplication.clipboard().setText("1.5\r\n2\r\n0\r\n7.25\r\n")
    hand.press(Qt.Key.Key_V, CTRL)
    keys = ("last_abroad", "last_reception", "last_vehicle_purchase", "last_vehicle_operation")
    assert [hand.notes.number(key) for key in keys] == [1_500000, 2_000000, 0, 7_250000]
    assert hand.steps()[0] == "粘贴 3 格"  # one of them stood there


def test_the_history_of_an_entry_outlives_its_taking_back(hand: Hand) -> None:
    hand.type(entry("purchase_goods"), "12")
    hand.take_back("purchase_goods")
    hand.type(entry("purchase_goods"), "13")
    hand.go(entry("purchase_goods"))
    history = hand.desk.side.history
    told = [history.item(row).text().splitlines()[1] for row in range(3)]
    assert told[:2] == ["（空） → 13.00", "12.00 → （空）"]
    assert told[2].endswith("→ 12.00")
    assert hand.desk.side.field.text() == "采购货物"
    assert "政府采购预算" in hand.desk.side.instruction.toPlainText()


def test_what_is_missing_is_counted_and_gone_to_one_after_the_other(hand: Hand) -> None:
    assert hand.panel.tools.gaps.text() == "已填齐"
    assert not hand.panel.tools.gaps.isEnabled()
    hand.take_back("structure", "last_total", "equipment_special")
    gaps = hand.panel.tools.gaps
    assert gaps.text() == "待填 3 项"
    found = []
    for _ in range(4):
        gaps.click()
        cell = hand.editor.current
        assert cell is not None
        assert cell.field is not None
        found.append(cell.field.path.partition(".")[2])
    assert found == ["structure", "last_total", "equipment_special", "structure"]
    assert hand.hint("structure") == "待填：内设机构、编制和领导职数"


def test_a_change_of_the_ledger_is_followed(hand: Hand) -> None:
    line = hand.book.rows("SELECT id, amount FROM ledger_line ORDER BY id LIMIT 1")[0]
    with hand.book.step("改明细") as step:
        step.update("ledger_line", line[0], {"amount": line[1] + 1_000000})
    QApplication.processEvents()
    assert hand.shown(entry("now.total")) == "5809.72"


def test_going_to_what_is_not_here_says_so(hand: Hand) -> None:
    ledger = FieldRef(RecordKind.DEPARTMENT, OWNER, "ledger.amount", row_id=1)
    assert not hand.panel.go_to(ledger)
    assert not hand.panel.go_to(FieldRef(RecordKind.DEPARTMENT, 99, "entries.duties"))
    assert not hand.panel.go_to(FieldRef(RecordKind.PROJECT, 1, "name"))
    assert not hand.panel.go_to(paragraph("没有这一段"))


def test_the_usual_words_can_be_chosen(hand: Hand) -> None:
    hand.go(entry("scope"))
    hand.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    choices = hand.editor.editing.choices
    assert choices.isVisible()
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Return)
    assert hand.notes.text("scope") in ("部门", "单位")


@pytest.mark.parametrize(("path", "table"), [("now.total", "表一"), ("now.abroad", "表十 ")])
def test_a_double_click_on_this_years_amount_shows_its_table(
    hand: Hand, path: str, table: str
) -> None:
    hand.go(entry(path))
    cell = hand.editor.current
    assert cell is not None
    viewport = hand.editor.viewport()
    point = hand.editor.cell_rect(cell).center()
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    page = hand.desk.tabs.tabs.currentWidget()
    assert isinstance(page, TablesPanel)
    assert page.table.currentText().startswith(table)
