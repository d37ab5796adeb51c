"""Copying and pasting within the table that a paste is looked at in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.desktop import ask
from budgetdesk.desktop.ledger.kinds import SPENDING
from budgetdesk.desktop.ledger.paste_dialog import PasteDialog
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from tests.desktop.ledger.conftest import LedgerDesk

CTRL, Key = Qt.KeyboardModifier.ControlModifier, Qt.Key
_ROWS = [
    ["项目名称", "功能科目", "金额（元）"],
    ["甲", "2100408", "12.5"],
    ["乙", "2130577", "x"],
    ["丙", "2100408", "x"],
]


@pytest.fixture
def shown(desk: LedgerDesk, qtbot: QtBot) -> PasteDialog:
    terms, like = desk.pane.ledger.terms, desk.pane.work.fresh()
    dialog = PasteDialog(desk.pane, SPENDING, terms, like, _ROWS)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    return dialog


def _at(dialog: PasteDialog, row: int, column: int) -> None:
    dialog.table.setCurrentIndex(dialog.model.index(row, column + 1))


def _paste(dialog: PasteDialog, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(dialog.table.cell, Key.Key_V, CTRL)


def _texts(dialog: PasteDialog) -> list[list[str]]:
    model = dialog.model
    return [
        [model.index(row, column).data() for column in range(1, 4)]
        for row in range(model.rowCount())
    ]


def test_a_clipboard_without_a_text_is_told(
    shown: PasteDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda _parent, telling: told.append(telling.sentence))
    before = _texts(shown)
    _at(shown, 1, 2)
    _paste(shown, "")
    assert told == ["剪贴板里没有可以粘贴的文字。"]
    assert _texts(shown) == before


def test_a_cell_is_copied_and_mends_what_is_wrong_alike(shown: PasteDialog) -> None:
    _at(shown, 1, 2)
    QTest.keyClick(shown.table.cell, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "12.5"
    _at(shown, 2, 2)
    QTest.keyClick(shown.table.cell, Key.Key_V, CTRL)
    assert [row[2] for row in _texts(shown)[1:]] == ["12.5", "12.5", "12.5"]
    assert [line.amount for line in shown.lines] == [1_250] * 3


def test_a_block_goes_over_the_cells_from_the_current_one_on(shown: PasteDialog) -> None:
    _at(shown, 2, 1)
    _paste(shown, "2100717\t3\r\n2100408\t4\r\n")
    assert _texts(shown)[2:] == [["乙", "2100717", "3"], ["丙", "2100408", "4"]]
    assert [line.amount for line in shown.lines] == [1_250, 300, 400]


@pytest.mark.parametrize("accepted", [True, False])
def test_what_does_not_fit_is_shown_before_anything_changes(
    shown: PasteDialog, monkeypatch: pytest.MonkeyPatch, accepted: bool
) -> None:
    looks: list[TwoSidesDialog] = []

    def run(dialog: QDialog) -> bool:
        assert isinstance(dialog, TwoSidesDialog)
        assert _texts(shown) == _ROWS
        looks.append(dialog)
        return accepted

    monkeypatch.setattr(ask, "run", run)
    _at(shown, 3, 2)
    _paste(shown, "5\t六\r\n7\t\r\n")
    [dialog] = looks
    left = dialog.remainders.model()
    assert [[left.index(row, column).data() for column in range(3)] for row in range(2)] == [
        ["1 行 2 列", "六", "右边没有更多的列"],
        ["2 行 1 列", "7", "下面没有更多的行"],
    ]
    assert _texts(shown)[3][2] == ("5" if accepted else "x")
    assert _texts(shown)[:3] == _ROWS[:3]


def test_too_much_is_told(shown: PasteDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda _parent, telling: told.append(telling.sentence))
    _at(shown, 1, 2)
    _paste(shown, "1\r\n" * 30_000)
    assert told == ["剪贴板里的内容超过 20,000 格，没有粘贴。"]
    assert _texts(shown) == _ROWS
