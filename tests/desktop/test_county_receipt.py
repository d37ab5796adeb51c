"""A 汇总上报 in the box of 收数: a line a unit, one for the county, one file to be received."""

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.desktop.dialogs.receipt import ReceiptDialog
from budgetdesk.exchange.downward.incoming import look_at_incoming, take_incoming
from budgetdesk.exchange.sealed.deciding import Conflicts
from budgetdesk.exchange.sealed.envelope import PackageLabel
from budgetdesk.exchange.sealed.receipt import FieldConflict, ReceiptOutcome
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
        assert dialog.accept_button.text() == "收下 2 项"
        assert dialog.headline.text() == "共 1 个文件，2 项：可以收下 2 项"
        receipts = take_incoming(book, dialog.wanted, dialog.decisions)
        assert {it.outcome for it in receipts} == {ReceiptOutcome.TAKEN}


def test_what_is_decided_of_one_unit_says_nothing_of_the_others(
    qtbot: QtBot, tmp_path: Path
) -> None:
    county = County.made(tmp_path / "县", "141032", "永和县", 100_00)
    county.accept()
    package = county.passed_on(tmp_path)
    with Book.open(city(tmp_path)) as book:
        unit, _ = look_at_incoming(book, [package])
    assert unit.package is not None
    other = replace(unit.package.header, package_id="另一个")
    asked = (FieldConflict("村医", "计划", "甲", "乙", "丙"),)
    waiting = replace(unit, outcome=ReceiptOutcome.WAITS, conflicts=asked)
    dialog = ReceiptDialog([waiting, replace(waiting, package=PackageLabel(other, ""))])
    qtbot.addWidget(dialog)
    dialog.files.selectRow(0)
    dialog.both.setCurrentText("取文件的")
    dialog.both.activated.emit(dialog.both.currentIndex())
    outcomes = [line.outcome for line in dialog.lines]
    assert outcomes == [ReceiptOutcome.TAKEN, ReceiptOutcome.WAITS]
    assert dialog.decisions(package, unit.package_id).conflicts is Conflicts.TAKE
    assert dialog.decisions(package, "另一个").conflicts is None
