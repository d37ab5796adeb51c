"""收报登记 in the window: decisions about the chosen units, a step each."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.book.ledger import add_ledger_line
from budgetdesk.book.read import units as units_of
from budgetdesk.desktop.dialogs.comparison import ComparisonDialog
from budgetdesk.desktop.dialogs.register import RegisterDialog
from budgetdesk.desktop.dialogs.revisions import RevisionsDialog
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source
from budgetdesk.exchange.register.states import RegisterDeed, UnitState, entries_of
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import trigger
from tests.exchange.sealed.conftest import Offices, edit, made, offices, received, submitted

__all__ = ["made", "offices"]


def opened(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    window.books.open(path)
    qtbot.waitUntil(lambda: bool(window.session and window.session.book.path == path))


def test_units_are_returned_and_accepted(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    received(offices.bureau, offices.package, submitted(offices.second, offices.folder / "出"))
    opened(window, offices.bureau, qtbot)

    def work(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        deeds = dialog.deeds
        assert dialog.headline.text().startswith("共 2 行：已报 2")
        assert not deeds[RegisterDeed.RETURN].isEnabled()
        dialog.note.setText("计划太简略")
        deeds[RegisterDeed.RETURN].click()
        assert [row.entry.state for row in dialog.chosen] == [UnitState.RETURNED]
        assert not deeds[RegisterDeed.ACCEPT].isEnabled()
        dialog.table.selectRow(1)
        deeds[RegisterDeed.ACCEPT].click()
        dialog.remind.click()
        return False

    answers.dialogs = [work]
    trigger(window, "register")
    assert "已退回、尚未重报：甲医院" in QGuiApplication.clipboard().text()
    assert window.session is not None
    book = window.session.book
    assert book.undo_name == "验收 乙医院 目标"
    units = book.rows("SELECT uuid FROM unit ORDER BY id")
    states = [entries_of(book, uuid)[0].state for (uuid,) in units]
    assert states == [UnitState.RETURNED, UnitState.ACCEPTED]


def test_a_unit_is_compared_with_another_submission(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    edit(offices.first, "村医", "plan", "村医的计划改得更长一些")
    again = submitted(offices.first, offices.folder / "出")
    received(offices.bureau, offices.package, again)
    opened(window, offices.bureau, qtbot)
    paper = offices.folder / "比较.xlsx"
    told: list[str] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, ComparisonDialog)
        told.extend((dialog.totals.text(), dialog.in_full.text()))
        return True

    def work(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        dialog.compare.click()
        return False

    answers.dialogs = [work, look]
    answers.paths = [offices.package, paper]
    trigger(window, "register")
    assert told[0].startswith("改动 1 项；项目 2 → 2 个")
    assert told[1] == "项目实施计划：村医的计划【→改得更长一些】"
    assert paper.exists()


def test_an_amount_is_cut_beside_the_unit_s_own(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    received(offices.bureau, offices.package)
    with Book.open(offices.bureau) as book, book.step("加") as step:
        [unit] = units_of(book)
        face = (Nature.BASIC, Source.GENERAL, Origin.CURRENT)
        add_ledger_line(step, LedgerLine(unit, "2100101", *face, 500_00, None, "30101", "50101"))
    opened(window, offices.bureau, qtbot)
    paper = offices.folder / "差额表.xlsx"

    def cut(dialog: QDialog) -> bool:
        assert isinstance(dialog, RevisionsDialog)
        assert not dialog.note.isEnabled()
        dialog.amount.setText("-600")
        dialog.note.click()
        assert "只报送了 500 元" in dialog.amiss.text()
        dialog.amount.setText("-200")
        dialog.reason.setText("标准偏高")
        dialog.note.click()
        assert not dialog.amiss.isVisibleTo(dialog)
        assert dialog.totals.text().endswith("核减 200 元，核增 0 元，审核数 300 元")
        return True

    def work(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        dialog.revise.click()
        return False

    answers.dialogs, answers.paths = [work, cut], [paper]
    trigger(window, "register")
    assert paper.exists()
    assert window.session is not None
    assert window.session.book.undo_name == "核减 甲医院 基本支出 200 元"


def test_the_sums_are_put_together_and_told_as_stale(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    received(offices.bureau, offices.package)
    opened(window, offices.bureau, qtbot)

    def work(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        assert "汇总" not in dialog.headline.text()
        dialog.consolidate.click()
        assert dialog.headline.text().endswith("汇总，审核数 2.00 万元")
        return False

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        assert dialog.headline.text().endswith("其后又有变动，请重新汇总")
        return False

    answers.dialogs = [work, look]
    trigger(window, "register")
    assert window.session is not None
    with window.session.book.step("加") as step:
        [unit] = units_of(window.session.book)
        face = (Nature.BASIC, Source.GENERAL, Origin.CURRENT)
        add_ledger_line(step, LedgerLine(unit, "2100101", *face, 500_00, None, "30101", "50101"))
    trigger(window, "register")
