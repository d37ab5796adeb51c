"""A 汇总上报 in the box of 收数: a line a unit, one for the county, one file to be received."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.desktop.dialogs.receipt import ReceiptDialog
from budgetdesk.exchange.downward.incoming import look_at_incoming, take_incoming
from budgetdesk.exchange.sealed.receipt import ReceiptOutcome
from tests.exchange.county.two_counties import County, city


def test_the_units_of_one_file_are_lines_and_the_file_is_taken_once(
    qtbot: QtBot, tmp_path: Path
) -> None:
    county = County.made(tmp_path / "县", "141032", "永和县", 100_00)
    county.accept()
    package = county.passed_on(tmp_path)
    with Book.open(city(tmp_path)) as book:
        dialog = ReceiptDialog(look_at_incoming(book, [package]))
        qtbot.addWidget(dialog)
        assert [line.unit for line in dialog.lines] == ["永和县甲医院", "永和县"]
        assert len({line.key for line in dialog.lines}) == 2
        assert dialog.wanted == (package,)
        assert dialog.accept_button.text() == "收下 2 个"
        receipts = take_incoming(book, dialog.wanted, dialog.decisions)
        assert {it.outcome for it in receipts} == {ReceiptOutcome.TAKEN}
