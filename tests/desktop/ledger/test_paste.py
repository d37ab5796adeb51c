"""The preview of a pasted table, and taking it over."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.desktop.ledger.kinds import SPENDING
from budgetdesk.desktop.ledger.naming_dialog import NamingDialog
from budgetdesk.desktop.ledger.paste_dialog import PasteDialog
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.records import LedgerLine, Nature, Source
from budgetdesk.exchange.line_tables.columns import UNUSED, Meaning
from tests.desktop.conftest import Answers
from tests.desktop.ledger.conftest import LedgerDesk

F = LedgerField
FUNCTION = CatalogueKind.FUNCTION
Key = Qt.Key
UNIT = "永和县卫生健康和体育局"
HEADED = (
    "单位\t功能科目\t项目名称\t金额\r\n"
    f"{UNIT}\t2100408\t新项目\t1,000\r\n"
    "卫健局\t2100408\t新项目\t2000\r\n"
    "卫健局\t2100409\t新项目\t3000\r\n"
    "合计\t\t\t6000\r\n"
)


def take(seen: list[PasteDialog], act: Callable[[PasteDialog], None]) -> Callable[[QDialog], bool]:
    def answer(dialog: QDialog) -> bool:
        assert isinstance(dialog, PasteDialog)
        seen.append(dialog)
        act(dialog)
        return True

    return answer


def spending(dialog: PasteDialog) -> list[LedgerLine]:
    return [line for line in dialog.lines if isinstance(line, LedgerLine)]


def cell(dialog: PasteDialog, row: int, column: int, text: str) -> None:
    assert dialog.model.setData(dialog.model.index(row, column), text)


def test_the_first_text_that_cannot_be_read_is_in_view(desk: LedgerDesk, answers: Answers) -> None:
    good = f"{UNIT}\t2100408\t新项目\t1,000\r\n" * 60
    places: list[tuple[int, int]] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, PasteDialog)
        dialog.show()
        here = dialog.table.currentIndex()
        places.append((here.row(), here.column()))
        assert dialog.table.viewport().rect().contains(dialog.table.visualRect(here))
        return False

    answers.dialogs.append(look)
    desk.clip(f"单位\t功能科目\t项目名称\t金额\r\n{good}卫健局\t2100408\t新项目\t2000\r\n")
    desk.ctrl(Key.Key_V)
    assert places == [(61, 1)]


def test_a_table_is_shown_mended_and_taken_over_in_one_step(
    desk: LedgerDesk, answers: Answers
) -> None:
    before = desk.lines
    seen: list[PasteDialog] = []
    heads: list[str] = []

    def mend(dialog: PasteDialog) -> None:
        heads.append(dialog.headline.text())
        cell(dialog, 2, 1, UNIT)
        heads.append(dialog.headline.text())

    answers.dialogs.append(take(seen, mend))
    desk.clip(HEADED)
    desk.ctrl(Key.Key_V)
    assert heads == [
        "识别出 1 行，合计 1,000 元；2 行有问题，不录入；跳过 1 行合计。",
        "识别出 3 行，合计 6,000 元；跳过 1 行合计。",
    ], "the same wrong text is mended everywhere"
    made = desk.lines[len(before) :]
    assert [line.amount for line in made] == [100_000, 200_000, 300_000]
    assert {(line.unit.name, line.nature, line.project) for line in made} == {
        (UNIT, Nature.PROJECT, "新项目")
    }
    assert desk.said == ["已录入 3 行。"]
    assert desk.table.commands.lines() == list(made)
    desk.session.undo()
    assert desk.lines == before


def test_a_refused_preview_changes_nothing(desk: LedgerDesk, answers: Answers) -> None:
    before = desk.lines
    answers.dialogs.append(lambda dialog: False)
    desk.clip(HEADED)
    desk.press(Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert desk.lines == before


def test_own_lines_come_back_through_the_new_row(desk: LedgerDesk, answers: Answers) -> None:
    before = desk.lines
    desk.at(3, F.UNIT)
    desk.reach(60, F.ORIGIN)
    desk.ctrl(Key.Key_C)
    answers.dialogs.append(lambda dialog: True)
    desk.at(len(before), F.UNIT)
    desk.ctrl(Key.Key_V)
    copies = desk.lines[len(before) :]
    assert len(copies) == 58
    same = (
        "unit", "function_code", "nature", "project", "amount", "department_economic",
        "government_economic", "source", "origin",
    )  # fmt: skip
    for name in same:
        assert [getattr(line, name) for line in copies] == [
            getattr(line, name) for line in before[3:61]
        ]


@pytest.fixture
def dialog(desk: LedgerDesk) -> PasteDialog:
    rows = [
        ["甲", "2100408", "12.5", "3"],
        ["乙", "2130577", "1", "4"],
    ]
    return PasteDialog(desk.pane, SPENDING, desk.pane.ledger.terms, desk.pane.work.fresh(), rows)


def test_columns_are_given_a_meaning_by_their_menu(dialog: PasteDialog) -> None:
    model = dialog.model
    assert [model.meaning(column).field for column in range(5)] == [
        None, None, F.FUNCTION_CODE, F.AMOUNT, None
    ]  # fmt: skip
    menu = dialog.table.meanings_menu(4)
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["不录入"]
    next(action for action in menu.actions() if action.text() == "金额：单位资金").trigger()
    assert model.meaning(4) == Meaning(F.AMOUNT, Source.UNIT_FUNDS)
    assert [line.amount for line in dialog.lines] == [1_250, 300, 100, 400]
    assert model.headerData(4, Qt.Orientation.Horizontal) == "金额：单位资金 ▾"
    next(a for a in dialog.table.meanings_menu(3).actions() if a.text() == "不录入").trigger()
    assert model.meaning(3) == UNUSED
    assert [line.amount for line in dialog.lines] == [300, 400]


def test_what_no_column_gives_is_chosen_above(dialog: PasteDialog) -> None:
    boxes = dialog.defaults.boxes
    assert [column for column, pair in boxes.items() if not pair.isHidden()] == [
        F.UNIT, F.NATURE, F.SOURCE, F.ORIGIN
    ]  # fmt: skip
    boxes[F.SOURCE].box.setCurrentText("单位资金")
    boxes[F.NATURE].box.setCurrentText("基本支出")
    dialog.defaults.measure.box.setCurrentText("万元")
    assert {(line.source, line.nature) for line in spending(dialog)} == {
        (Source.UNIT_FUNDS, Nature.BASIC)
    }
    assert [line.amount for line in dialog.lines] == [12_500_000, 1_000_000]
    dialog.model.give_meaning(1, Meaning(F.PROJECT))
    assert boxes[F.NATURE].isHidden(), "it follows from the project"
    assert {line.nature for line in spending(dialog)} == {Nature.PROJECT}


def test_what_the_book_does_not_know_is_named(dialog: PasteDialog) -> None:
    dialog.model.give_meaning(1, Meaning(F.PROJECT))
    assert dialog.notes.text().splitlines() == [
        "目录中没有的科目（照录，请核对）：功能科目 2130577（1 行）。",
        "没有申报表的项目（照录，录入后可一并建表）：甲（1 行）、乙（1 行）。",
    ]


def test_nothing_to_take_over_can_not_be_accepted(dialog: PasteDialog) -> None:
    cell(dialog, 0, 3, "x")
    cell(dialog, 1, 3, "y")
    assert dialog.lines == ()
    assert not dialog.accept_button.isEnabled()
    assert dialog.model.index(0, 0).data().startswith("「x」不是金额")
    assert dialog.model.index(0, 3).data(Qt.ItemDataRole.ToolTipRole).startswith("「x」不是金额")


def press(dialog: PasteDialog, key: Qt.Key) -> None:
    QTest.keyClick(dialog.table.cell, key)


@pytest.fixture
def shown(dialog: PasteDialog, qtbot: QtBot) -> PasteDialog:
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()
    return dialog


def test_an_input_method_finds_a_living_field_in_the_preview(shown: PasteDialog) -> None:
    table = shown.table
    assert table.cell.hasFocus()
    table.setCurrentIndex(shown.model.index(0, 1))
    QApplication.sendEvent(table.cell, QInputMethodEvent("y", []))
    assert table.cell.editing, "the first letter opens the cell in the editor that had it"
    event = QInputMethodEvent()
    event.setCommitString(UNIT)
    QApplication.sendEvent(table.cell, event)
    press(shown, Key.Key_Return)
    assert shown.model.index(0, 1).data() == UNIT
    assert table.currentIndex() == shown.model.index(1, 1)


def test_a_cell_is_mended_with_what_the_book_knows(shown: PasteDialog) -> None:
    table = shown.table
    table.setCurrentIndex(shown.model.index(1, 2))
    QTest.keyClicks(table.cell, "jbgg")
    press(shown, Key.Key_Down)
    press(shown, Key.Key_Return)
    assert shown.model.index(1, 2).data() == "2100408"
    press(shown, Key.Key_F2)
    assert table.cell.text() == "2100408"
    press(shown, Key.Key_Escape)
    assert not table.cell.editing
    assert shown.isVisible()


def test_a_click_elsewhere_takes_over_what_was_typed(shown: PasteDialog) -> None:
    table = shown.table
    table.setCurrentIndex(shown.model.index(0, 3))
    QTest.keyClicks(table.cell, "77")
    place = table.visualRect(shown.model.index(1, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [line.amount for line in shown.lines] == [7_700, 100]
    table.setCurrentIndex(shown.model.index(0, 0))
    assert not table.editing.begin(typed_over=True), "what came of a row is not typed"


def test_codes_are_named_before_they_are_taken_over(desk: LedgerDesk, answers: Answers) -> None:
    rows = "单位\t科目编码\t科目名称\t项目\t金额\r\n"
    rows += f"{UNIT}\t2130577\t其他扶贫支出\t甲\t1\r\n{UNIT}\t2139977\t\t甲\t2\r\n"
    notes: list[str] = []

    def name(dialog: QDialog) -> bool:
        assert isinstance(dialog, NamingDialog)
        assert [box.text() for box in dialog.boxes.values()] == ["其他扶贫支出", ""]
        dialog.boxes[FUNCTION, "2139977"].setText("其他农林水支出")
        return True

    def accept(dialog: QDialog) -> bool:
        assert isinstance(dialog, PasteDialog)
        notes.append(dialog.notes.text())
        dialog.naming.click()
        notes.append(dialog.notes.text())
        return True

    answers.dialogs += [accept, name]
    desk.clip(rows)
    desk.ctrl(Key.Key_V)
    assert "按这里的名称记入账套：功能科目 2130577 其他扶贫支出（1 行）。" in notes[0]
    assert "目录中没有的科目（照录，请核对）：功能科目 2139977（1 行）。" in notes[0]
    assert "照录，请核对" not in notes[1]
    assert {each.code: each.name for each in read.catalogue_entries(desk.book)} == {
        "2130577": "其他扶贫支出", "2139977": "其他农林水支出"
    }  # fmt: skip
    last = desk.pane.ledger.rowCount() - 2
    assert desk.pane.ledger.index(last, 1).data() == "2139977 其他农林水支出"
    desk.session.undo()
    assert read.catalogue_entries(desk.book) == (), "one step"
