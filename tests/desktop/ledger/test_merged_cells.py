"""Pasting over lines what was merged: a place that belongs to a merged cell says nothing."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from budgetdesk.domain.ledger_columns import LedgerField
from tests.desktop.ledger.conftest import LedgerDesk

F = LedgerField
Key = Qt.Key


def _clip(desk: LedgerDesk, text: str, table: str) -> None:
    data = QMimeData()
    data.setText(text)
    data.setHtml(f"<html><body><!--StartFragment--><table>{table}</table><!--EndFragment-->")
    QGuiApplication.clipboard().setMimeData(data)


def test_a_project_merged_over_two_lines_leaves_the_second_line_its_own(desk: LedgerDesk) -> None:
    before = desk.lines
    desk.at(0, F.PROJECT)
    _clip(
        desk,
        "新项目\t100\r\n\t200\r\n",
        "<tr><td rowspan=2>新项目</td><td>100</td></tr><tr><td>200</td></tr>",
    )
    desk.ctrl(Key.Key_V)
    after = desk.lines
    assert [line.project for line in after[:2]] == ["新项目", before[1].project]
    assert [line.amount for line in after[:2]] == [10_000, 20_000]
    assert after[2:] == before[2:]


def test_an_amount_merged_over_two_lines_leaves_the_second_line_its_own(desk: LedgerDesk) -> None:
    before = desk.lines
    desk.at(0, F.PROJECT)
    _clip(
        desk,
        "甲\t100\r\n乙\t\r\n",
        "<tr><td>甲</td><td rowspan=2>100</td></tr><tr><td>乙</td></tr>",
    )
    desk.ctrl(Key.Key_V)
    after = desk.lines
    assert [line.project for line in after[:2]] == ["甲", "乙"]
    assert [line.amount for line in after[:2]] == [10_000, before[1].amount]


def test_cells_of_a_web_page_without_text_flavour_are_pasted(desk: LedgerDesk) -> None:
    desk.at(0, F.PROJECT)
    _clip(desk, "", "<tr><td>甲</td><td>1,000</td></tr>")
    desk.ctrl(Key.Key_V)
    assert (desk.lines[0].project, desk.lines[0].amount) == ("甲", 100_000)
