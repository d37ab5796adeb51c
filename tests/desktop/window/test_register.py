"""收报登记 in the window: decisions about the chosen units, a step each."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.book.ledger import add_ledger_line
from budgetdesk.book.read import units
from budgetdesk.book.return_remarks import answer_remark, open_remarks
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import Severity
from budgetdesk.desktop.dialogs.comparison import ComparisonDialog
from budgetdesk.desktop.dialogs.downward import (
    IssueDialog,
    IssuedUnitsDialog,
    RemarkDialog,
    ReturnDialog,
)
from budgetdesk.desktop.dialogs.receipt import ReceiptDialog
from budgetdesk.desktop.dialogs.register import RegisterDialog, RegisterWish
from budgetdesk.desktop.dialogs.remarks import RemarksDialog
from budgetdesk.desktop.dialogs.revisions import RevisionsDialog
from budgetdesk.desktop.window.dropping import Dropped, dropped
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.selecting import overview_in_front
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source
from budgetdesk.domain.return_remarks import RemarkTreatment, RemarkWish
from budgetdesk.exchange.checking import check_book
from budgetdesk.exchange.downward.incoming import take_incoming
from budgetdesk.exchange.register.rows import DEPARTMENT, RegisterRow
from budgetdesk.exchange.register.states import RegisterDeed, UnitState, entries_of
from budgetdesk.forms.inside import load_forms_of
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, open_form, projects, ref_of, trigger
from tests.exchange.sealed.conftest import Offices, edit, made, offices, received, run, submitted

__all__ = ["made", "offices"]


def opened(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    window.books.open(path)
    qtbot.waitUntil(lambda: bool(window.session and window.session.book.path == path))


def book_of(window: MainWindow) -> Book:
    assert window.session is not None
    return window.session.book


def test_units_are_returned_and_accepted(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    received(offices.bureau, offices.package, submitted(offices.second, offices.folder / "出"))
    opened(window, offices.bureau, qtbot)

    def accept_one(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        assert dialog.headline.text().startswith("共 2 行：已报 2")
        assert dialog.table.isColumnHidden(DEPARTMENT)  # which is one for all
        assert not dialog.deeds[RegisterDeed.UNLOCK].isEnabled()
        dialog.acknowledge.click()
        dialog.table.selectRow(1)
        dialog.deeds[RegisterDeed.ACCEPT].click()
        assert not dialog.deeds[RegisterDeed.RETURN].isEnabled()
        dialog.table.selectRow(0)
        dialog.note.setText("计划太简略")
        dialog.deeds[RegisterDeed.RETURN].click()
        return True

    def give_back(dialog: QDialog) -> bool:
        assert isinstance(dialog, ReturnDialog)
        assert (dialog.units.text(), dialog.note.text()) == ("甲医院", "计划太简略")
        dialog.note.setText(" ")
        assert not dialog.accept_button.isEnabled()
        dialog.note.setText("计划太简略")
        dialog.findings.setChecked(False)
        dialog.folder.show_path(offices.folder / "退")
        return dialog.accept_button.isEnabled()

    answers.dialogs = [accept_one, give_back]
    trigger(window, "register")
    assert QGuiApplication.clipboard().text().startswith("回执：甲医院 目标第 1 版，校验码 ")
    qtbot.waitUntil(lambda: "第 1 次退回" in desk_of(window).notice.text.text())
    assert (offices.folder / "退" / "退回_2024_甲医院_v1.xlsx").is_file()
    book = book_of(window)
    assert book.undo_name == "退回 甲医院 目标"
    uuids = book.rows("SELECT uuid FROM unit ORDER BY id")
    states = [entries_of(book, uuid)[0].state for (uuid,) in uuids]
    assert states == [UnitState.RETURNED, UnitState.ACCEPTED]

    def remind(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        dialog.remind.click()
        return False

    answers.dialogs = [remind]
    trigger(window, "register")
    assert "已退回、尚未重报：甲医院" in QGuiApplication.clipboard().text()


def test_of_several_a_decision_is_made_about_those_it_can_be_made_for(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    received(offices.bureau, offices.package, submitted(offices.second, offices.folder / "出"))
    opened(window, offices.bureau, qtbot)
    seen: list[str] = []

    def decide_in_turn(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        accept, back = (dialog.deeds[it] for it in (RegisterDeed.ACCEPT, RegisterDeed.RETURN))
        dialog.table.selectRow(1)
        accept.click()
        dialog.table.selectAll()
        seen.extend((accept.text(), back.text(), dialog.deeds[RegisterDeed.APPROVE].text()))
        accept.click()
        dialog.table.selectAll()
        seen.append(dialog.deeds[RegisterDeed.APPROVE].text())
        assert not accept.isEnabled()
        dialog.table.selectRow(1)
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
        return dialog.wished is RegisterWish.SEE

    answers.dialogs = [decide_in_turn]
    trigger(window, "register")
    assert seen == ["验收 1 个", "退回 1 个…", "批复 1 个…", "批复…"]
    uuids = book_of(window).rows("SELECT uuid FROM unit ORDER BY id")
    states = [entries_of(book_of(window), uuid)[0].state for (uuid,) in uuids]
    assert states == [UnitState.ACCEPTED] * 2
    node = desk_of(window).view.current()
    assert node is not None
    assert node.name == "乙医院", "whose line was opened"
    assert overview_in_front(desk_of(window)) is not None, "with its projects"


def test_what_came_counts_as_filled_in(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    """As 审核 of all that is handed in, not as the gentler one beside the tree."""
    received(offices.bureau, offices.package)
    opened(window, offices.bureau, qtbot)
    with Book.open(offices.bureau, read_only=True) as book:
        strict = check_book(book).counts()[Severity.ERROR]
        gentle = Checker(book, load_forms_of(book)).run().counts()[Severity.ERROR]
    assert strict > gentle

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        lines = [it for it in dialog.table.model_of_lines.lines if isinstance(it, RegisterRow)]
        assert sum(it.errors or 0 for it in lines) == strict
        return False

    answers.dialogs = [look]
    trigger(window, "register")
    assert answers.dialogs == []


def return_one(window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot) -> None:
    """Return what the first unit sent, with the one remark that was noted."""

    def choose(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        assert not dialog.remarks.isEnabled()
        dialog.deeds[RegisterDeed.RETURN].click()
        return True

    def give_back(dialog: QDialog) -> bool:
        assert isinstance(dialog, ReturnDialog)
        assert dialog.noted.text() == "1 条"
        dialog.note.setText("见意见")
        dialog.findings.setChecked(False)
        dialog.folder.show_path(offices.folder / "退")
        return True

    answers.dialogs = [choose, give_back]
    trigger(window, "register")
    qtbot.waitUntil((offices.folder / "退" / "退回_2024_甲医院_v1.xlsx").is_file)


def test_a_remark_noted_at_a_cell_goes_out_and_its_answer_is_seen(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    received(offices.bureau, offices.package)
    opened(window, offices.bureau, qtbot)
    assert not window.commands["note_remark"].isEnabled(), "no form is in front"
    node = next(it for it in projects(window) if it.name == "村医")
    editor = open_form(window, node)
    editor.go_to(ref_of(editor, "plan"))

    def write(dialog: QDialog) -> bool:
        assert isinstance(dialog, RemarkDialog)
        assert dialog.place.text() == "村医　项目实施计划"
        assert not dialog.accept_button.isEnabled()
        dialog.words.setPlainText("写明各月的安排")
        dialog.wishes[RemarkWish.SUPPLEMENT].setChecked(True)
        return dialog.accept_button.isEnabled()

    answers.dialogs = [write]
    trigger(window, "note_remark")
    assert "已记下给甲医院的退回意见" in desk_of(window).notice.text.text()

    return_one(window, offices, answers, qtbot)
    received(offices.first, offices.folder / "退" / "退回_2024_甲医院_v1.xlsx")
    with Book.open(offices.first) as book:
        [remark] = open_remarks(book)
        answer_remark(book, remark, RemarkTreatment.EXPLAINED, "计划在附件中")
    take_incoming(book_of(window), [submitted(offices.first, offices.folder / "出")])

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        assert dialog.chosen[0].answered == "1/1"
        dialog.remarks.click()
        return False

    def listed(dialog: QDialog) -> bool:
        assert isinstance(dialog, RemarksDialog)
        assert dialog.headline.text() == "甲医院：共 1 条，已答复 1 条"
        assert dialog.table.model_of_lines.lines[0].remark.answered == "说明：计划在附件中"
        return False

    answers.dialogs = [look, listed]
    trigger(window, "register")
    assert not answers.dialogs


def test_units_ceilings_and_a_day_are_issued(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    received(offices.bureau, offices.package, submitted(offices.second, offices.folder / "出"))
    opened(window, offices.bureau, qtbot)
    table = offices.folder / "控制数.csv"
    table.write_text("单位,一般公共预算（万元）\n甲医院,10\n", encoding="utf-8")

    def choose(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        dialog.issue.click()
        return True

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, IssueDialog)
        assert dialog.accept_button.text() == "下发 2 个单位"
        dialog.units.item(1).setCheckState(Qt.CheckState.Unchecked)
        dialog.due.setText("以后")
        assert not dialog.accept_button.isEnabled()
        dialog.due.setText("2024.1.31")
        dialog.choose.click()
        dialog.folder.show_path(offices.folder / "下")
        return dialog.accept_button.isEnabled()

    answers.dialogs, answers.paths = [choose, fill], [table]
    trigger(window, "register")
    qtbot.waitUntil(lambda: "控制数 1 项" in desk_of(window).notice.text.text())
    assert "报送期限 2024-01-31" in desk_of(window).notice.text.text()
    [file] = (offices.folder / "下").iterdir()
    assert file.name.startswith("下发_2024_202_永和县卫生健康和体育局_v1")


def test_what_was_issued_is_dropped_and_becomes_a_book(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    received(offices.bureau, offices.package, submitted(offices.second, offices.folder / "出"))
    _, out, _ = run("issue", offices.bureau, "--to", offices.folder / "下")
    [file] = [Path(line) for line in out.splitlines() if line.endswith(".xlsx")]
    book = offices.folder / "新.budget"

    def choose(dialog: QDialog) -> bool:
        assert isinstance(dialog, IssuedUnitsDialog)
        dialog.units.item(0).setCheckState(Qt.CheckState.Unchecked)
        return dialog.chosen == ("乙医院",)

    answers.dialogs, answers.paths = [choose], [book]
    window.books.close()
    what = dropped([QUrl.fromLocalFile(str(file))])
    assert what == Dropped(packages=(file,))
    window._take_dropped(what)
    qtbot.waitUntil(lambda: bool(window.session and window.session.book.path == book))
    assert [unit.name for unit in units(book_of(window))] == ["乙医院"]


def test_a_dropped_package_is_received_and_not_imported(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    both = [QUrl.fromLocalFile(str(it)) for it in (offices.package, __file__)]
    assert "请分开拖入" in dropped(both).refusal
    window.books.close()
    window._take_dropped(dropped(both[:1]))
    assert "请先打开账套" in str(answers.told[-1])
    opened(window, offices.bureau, qtbot)
    answers.dialogs = [lambda dialog: isinstance(dialog, ReceiptDialog)]
    window._take_dropped(dropped(both[:1]))
    qtbot.waitUntil(lambda: bool(units(book_of(window))))


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
    assert told[1] == "村医 项目实施计划：村医的计划【→改得更长一些】"
    assert paper.exists()


def test_an_amount_is_cut_beside_the_unit_s_own(
    window: MainWindow, offices: Offices, answers: Answers, qtbot: QtBot
) -> None:
    received(offices.bureau, offices.package)
    with Book.open(offices.bureau) as book, book.step("加") as step:
        [unit] = units(book)
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
        [unit] = units(window.session.book)
        face = (Nature.BASIC, Source.GENERAL, Origin.CURRENT)
        add_ledger_line(step, LedgerLine(unit, "2100101", *face, 500_00, None, "30101", "50101"))
    trigger(window, "register")
