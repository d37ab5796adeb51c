"""Scenes of 退回: a remark at its cell, and all of them as a list."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from budgetdesk.book.book import Book
from budgetdesk.book.read import project, projects, units
from budgetdesk.book.return_remarks import RemarkSide, put_remark, remarks_of
from budgetdesk.domain.records import Unit
from budgetdesk.domain.return_remarks import RemarkWish, ReturnRemark, sent_out
from tests.screens.asked import NAME, asked

if TYPE_CHECKING:
    from tests.screens.draw import Stage

_FOLDER = Path("D:/预算绩效/2024/下发")
_SAID = (
    ("项目实施计划", "", "计划太笼统，请写明各季度做什么、由谁负责。", RemarkWish.SUPPLEMENT),
    ("年度资金总额", "", "与预算明细相差 120 元，请核对后改正。", RemarkWish.CORRECT),
    ("年度目标", "", "与去年一字不差，补助人数是否还是原来的？", RemarkWish.EXPLAIN),
)


def _remarks(book: Book, project_id: int) -> Iterator[ReturnRemark]:
    from budgetdesk.exchange.downward.naming import place_named
    from budgetdesk.exchange.downward.remarking import remark_at

    name = project(book, project_id).name
    unit = project(book, project_id).unit
    for number, (label, row, words, wish) in enumerate(_SAID):
        place = place_named(book, unit, name, label, row)
        code = "Q12" if number == 1 else ""
        yield remark_at(book, place, words, wish, code)


def _unit_of(book: Book, project_id: int) -> Unit:
    owner = project(book, project_id).unit
    [unit] = [it for it in units(book) if it.id == owner.id]
    return unit


def _returned(stage: "Stage") -> None:
    from tests.screens.scenes import open_form, open_sample

    open_sample(stage)
    editor = open_form(stage, NAME)
    assert stage.window.session is not None
    book = stage.window.session.book
    unit = _unit_of(book, editor.record_id)
    made = sent_out(_remarks(book, editor.record_id), 1, "目标")
    with book.step("收到退回") as step:
        for remark in made:
            put_remark(step, RemarkSide.GOT, unit.uuid, remark)


def remark(stage: "Stage") -> None:
    """The first remark, the cursor on its cell."""
    _returned(stage)
    stage.window.commands["next_remark"].trigger()
    QApplication.processEvents()


def remark_answered(stage: "Stage") -> None:
    """A remark that was explained."""
    from budgetdesk.desktop.window.between_offices.remarks import walk_of

    remark(stage)
    assert stage.window.desk is not None
    bar = walk_of(stage.window.desk).bar
    bar.answer.setText("各季度的安排在附件里，县局已经批过")
    bar.explain.click()
    QApplication.processEvents()


def remark_list(stage: "Stage") -> None:
    """All of them, one answered."""
    remark_answered(stage)
    asked(stage, stage.window.commands["remarks"].trigger)


def remark_dialog(stage: "Stage") -> None:
    """What the bureau says at a cell."""
    from budgetdesk.desktop.dialogs.downward import RemarkDialog

    remark(stage)
    assert stage.window.session is not None
    made = remarks_of(stage.window.session.book, RemarkSide.GOT)[0]
    dialog = RemarkDialog(stage.window, made.place)
    dialog.words.setPlainText(made.words)
    stage.lay_over(dialog)


def return_dialog(stage: "Stage") -> None:
    """Returning what two units sent."""
    from budgetdesk.desktop.dialogs.downward import ReturnDialog
    from tests.screens.scenes import open_sample

    open_sample(stage)
    names = ("永和县疾病预防控制中心", "永和县医疗集团")
    stage.lay_over(ReturnDialog(stage.window, names, "项目实施计划太简略", 3, _FOLDER))


def issue_dialog(stage: "Stage") -> None:
    """Issuing to all units of the sample."""
    from budgetdesk.desktop.dialogs.downward import IssueDialog
    from tests.screens.scenes import open_sample

    open_sample(stage)
    assert stage.window.session is not None
    known = units(stage.window.session.book)
    stage.lay_over(IssueDialog(stage.window, known, "2024-01-31", _FOLDER))


def register(stage: "Stage") -> None:
    """The register of a bureau's book, whose units are at different points."""
    from budgetdesk.exchange.register.states import RegisterDeed, RegisterEntry, put_entry

    _returned(stage)
    assert stage.window.session is not None
    book = stage.window.session.book
    with book.step("登记") as step:
        for number, unit in enumerate(units(book)[:4]):
            entry = RegisterEntry("目标").with_package(1, "39A7-C0DE-1B2F")
            if number % 2:
                entry = entry.decided(RegisterDeed.RETURN, "项目实施计划太简略", unit.name)
            put_entry(book, step, unit.uuid, entry)
        for one in sent_out(remarks_of(book, RemarkSide.GOT), 1, "目标"):
            put_remark(step, RemarkSide.GIVEN, units(book)[1].uuid, one)
    asked(stage, stage.window.commands["register"].trigger)


def conflict(stage: "Stage") -> None:
    """收数: a field that both changed, a file without fault, and one that is damaged."""
    from budgetdesk.desktop.dialogs.receipt import ReceiptDialog
    from budgetdesk.exchange.downward.incoming import look_at_incoming, take_incoming
    from tests.exchange.sealed.conftest import Offices, edit, make_books, submitted

    stage.folder.mkdir(parents=True, exist_ok=True)
    offices = Offices.of(stage.folder, make_books(stage.folder / "制作"))
    other = offices.copy(offices.first, "另一台")
    edit(offices.first, "村医", "plan", "每季度造册发放一次，年终与县财政局对账，结余交回国库。")
    edit(other, "村医", "plan", "每月造册发放一次，由县医疗集团统一审核，张榜公示后打卡到人。")
    sent = [submitted(it, stage.folder / "收件") for it in (offices.first, other, offices.second)]
    spoilt = stage.folder / "收件" / "卫健局 2024.xlsx"
    spoilt.write_bytes(offices.package.read_bytes()[:4000])
    assert stage.window.books.open(offices.bureau)
    assert stage.window.session is not None
    book = stage.window.session.book
    take_incoming(book, [offices.package, sent[0]])
    dialog = ReceiptDialog(look_at_incoming(book, [*sent[1:], spoilt]), stage.window)
    stage.lay_over(dialog)


def damaged_package(stage: "Stage") -> None:
    """The same, with the cursor on the damaged file."""
    from budgetdesk.desktop.dialogs.receipt import ReceiptDialog

    conflict(stage)
    dialog, _ = stage.over[-1]
    assert isinstance(dialog, ReceiptDialog)
    dialog.files.selectRow(2)


def returned_before(stage: "Stage") -> None:
    """What was returned and stands so still, though it was ticked 已改; one is told no more."""
    from budgetdesk.book.return_remarks import answered
    from budgetdesk.desktop.dialogs.returned_before import ReturnedBeforeDialog
    from budgetdesk.domain.return_remarks import RemarkTreatment
    from budgetdesk.exchange.checking import returned_of
    from budgetdesk.exchange.returned_before.lessons import known_lessons, switch_lesson

    _returned(stage)
    assert stage.window.session is not None
    book = stage.window.session.book
    [unit] = [_unit_of(book, it.id) for it in projects(book) if it.name == NAME]
    with book.step("处理") as step:
        for one in remarks_of(book, RemarkSide.GOT):
            done = replace(answered(one, RemarkTreatment.CHANGED), code="", who="王审核")
            put_remark(step, RemarkSide.GOT, unit.uuid, done)
    switch_lesson(book, known_lessons(book)[-1], on=False)
    told = returned_of(book)
    stage.lay_over(ReturnedBeforeDialog(told, lambda _lesson: True, stage.window))


RETURNS: dict[str, "Callable[[Stage], None]"] = {
    "remark": remark,
    "remark-answered": remark_answered,
    "remark-list": remark_list,
    "returned-before": returned_before,
    "remark-dialog": remark_dialog,
    "return-dialog": return_dialog,
    "issue-dialog": issue_dialog,
    "register": register,
    "conflict": conflict,
    "damaged-package": damaged_package,
}
