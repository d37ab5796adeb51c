"""A day at the bureau's desk in the window, from 下发 to the city; five units answer with books.

Dialogs are shown and worked by keys and buttons, so that focus and default buttons are tried too.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.book.edit import add_department, add_project, add_unit
from budgetdesk.book.read import units
from budgetdesk.book.return_remarks import answer_remark, open_remarks
from budgetdesk.desktop.dialogs.counties import CountiesDialog
from budgetdesk.desktop.dialogs.downward import IssueDialog, RemarkDialog, ReturnDialog
from budgetdesk.desktop.dialogs.passing_on import PassingOnDialog
from budgetdesk.desktop.dialogs.receipt import ReceiptDialog
from budgetdesk.desktop.dialogs.register import RegisterDialog
from budgetdesk.desktop.dialogs.revisions import RevisionsDialog
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.records import Department, Unit
from budgetdesk.domain.return_remarks import RemarkTreatment
from budgetdesk.exchange.register.rows import DEPARTMENT
from budgetdesk.exchange.register.states import RegisterDeed
from tests.desktop.conftest import Answers, MakeWindow
from tests.desktop.window.steps import desk_of, open_form, projects, ref_of, trigger
from tests.exchange.sealed.conftest import edit, new_book, project_of, received, run, submitted

_OFFICES = (
    ("202", "永和县卫生健康和体育局", ("甲医院", "乙医院", "丙医院")),
    ("205", "永和县教育局", ("一中", "二中")),
)
_NAMES = tuple(name for _, _, own in _OFFICES for name in own)
_CEILINGS = "单位,一般公共预算（万元）\n" + "".join(f"{name},5\n" for name in _NAMES)


@dataclass
class Day:
    """The bureau's window, and the folder in which files go to and fro."""

    window: MainWindow
    folder: Path
    answers: Answers
    books: dict[str, Path] = field(default_factory=dict)

    @property
    def book(self) -> Book:
        assert self.window.session is not None
        return self.window.session.book

    @property
    def told(self) -> str:
        """The notice in the window."""
        return desk_of(self.window).notice.text.text()

    def ask(self, command: str, *dialogs: Callable[[QDialog], bool], paths: Any = ()) -> None:
        """Choose a command and work through its dialogs."""
        self.answers.dialogs, self.answers.paths = [*dialogs], [*paths]
        trigger(self.window, command)
        assert not self.answers.dialogs
        assert not self.answers.told, self.answers.told

    def register(self) -> dict[str, dict[str, Any]]:
        code, out, err = run("desk", self.book.path, "--json")
        assert code == 0, err
        return {it["unit"]: it for it in json.loads(out)["units"]}

    def states(self) -> list[str]:
        return [it["state"] for it in self.register().values()]


@pytest.fixture
def day(make_window: MakeWindow, tmp_path: Path, answers: Answers) -> Day:
    """The window on a bureau's book that knows its units and nothing else."""
    path = new_book(tmp_path / "局.budget")
    with Book.open(path) as book, book.step("建") as step:
        for code, name, own in _OFFICES:
            home = Department(code, name, add_department(step, Department(code, name)))
            for unit in own:
                add_unit(step, Unit(unit, home))
    window = make_window()
    assert window.books.open(path)
    return Day(window, tmp_path, answers)


def shown(dialog: QDialog) -> None:
    """Put a dialog on the screen, as it comes to the clerk."""
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()


def fits(dialog: QDialog, table: ListTable) -> None:
    """As large as the dialog wishes to be, which a screen of 1366 has room for, nothing scrolls."""
    dialog.resize(dialog.sizeHint())
    QApplication.processEvents()
    assert dialog.width() <= 1350
    assert table.horizontalScrollBar().maximum() == 0


def press(button: QPushButton) -> bool:
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return True


def typed(line: QLineEdit, text: str, *, enter: bool = False) -> None:
    """Type over what a line says, as an input method does; Enter afterwards."""
    line.setFocus()
    line.selectAll()
    line.insert(text)
    if enter:
        QTest.keyClick(line, Qt.Key.Key_Return)


def choose(dialog: RegisterDialog, *names: str) -> None:
    """Choose units in the register."""
    dialog.table.clearSelection()
    rows = [row.unit.name for row in dialog.table.model_of_lines.lines]
    for at, name in enumerate(names):
        key = Qt.KeyboardModifier.ControlModifier if at else Qt.KeyboardModifier.NoModifier
        index = dialog.table.model_of_lines.index(rows.index(name), 1)
        place = dialog.table.visualRect(index).center()
        QTest.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, key, place)
    assert {row.unit.name for row in dialog.chosen} == set(names)


def in_register(*names: str, deed: Callable[[RegisterDialog], bool]) -> Callable[[QDialog], bool]:
    """The register with units chosen, and what is done in it."""

    def work(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        shown(dialog)
        fits(dialog, dialog.table)
        assert not dialog.table.isColumnHidden(DEPARTMENT)
        if names:
            choose(dialog, *names)
        return deed(dialog)

    return work


def issue(day: Day) -> None:
    """下发: units, 控制数 and a day."""
    table = day.folder / "控制数.csv"
    table.write_text(_CEILINGS, encoding="utf-8")

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, IssueDialog)
        shown(dialog)
        assert dialog.accept_button.text() == "下发 5 个单位"
        press(dialog.choose)
        dialog.folder.show_path(day.folder / "下")
        typed(dialog.due, "2024.1.31", enter=True)
        return dialog.result() == QDialog.DialogCode.Accepted

    day.ask("register", in_register(deed=lambda it: press(it.issue)), fill, paths=[table])


def fill_in(day: Day) -> None:
    """Each unit makes its book of what was issued, writes two projects and sends."""
    files = {file.name.split("_")[3]: file for file in (day.folder / "下").iterdir()}
    for _, department, names in _OFFICES:
        for name in names:
            path = day.books[name] = day.folder / f"{name}.budget"
            code, _, err = run("new", path, "--from", files[department], "--unit", name)
            assert code == 0, err
            with Book.open(path) as book, book.step("填") as step:
                for project in ("设备", "培训"):
                    add_project(step, project_of(units(book)[0], f"{name}{project}"))
            submitted(path, day.folder / "收" / "第一次" / name)


def take(day: Day, paths: list[Path], look: Callable[[ReceiptDialog], None]) -> None:
    """收数: look at files and take what may be taken."""

    def work(dialog: QDialog) -> bool:
        assert isinstance(dialog, ReceiptDialog)
        shown(dialog)
        fits(dialog, dialog.files)
        fits(dialog, dialog.details)
        look(dialog)
        QTest.keyClick(dialog.files, Qt.Key.Key_Return)  # as the default button
        return dialog.result() == QDialog.DialogCode.Accepted

    day.ask("receive", work, paths=[tuple(paths)])


def note_remark(day: Day, project: str) -> None:
    """A remark at a cell of a project, noted for the next 退回."""
    editor = open_form(day.window, next(it for it in projects(day.window) if it.name == project))
    editor.go_to(ref_of(editor, "plan"))

    def write(dialog: QDialog) -> bool:
        assert isinstance(dialog, RemarkDialog)
        shown(dialog)
        assert dialog.focusWidget() is dialog.words
        dialog.words.insertPlainText("请写明各季度的安排")
        return press(dialog.accept_button)

    day.ask("note_remark", write)


def give_back(day: Day) -> None:
    """退回 two units with the remark that was noted for one of them."""

    def wish(dialog: RegisterDialog) -> bool:
        typed(dialog.note, "计划太简略", enter=True)
        assert dialog.isVisible()
        return press(dialog.deeds[RegisterDeed.RETURN])

    def why(dialog: QDialog) -> bool:
        assert isinstance(dialog, ReturnDialog)
        shown(dialog)
        assert (dialog.note.text(), dialog.noted.text()) == ("计划太简略", "1 条")
        dialog.findings.setChecked(False)
        dialog.folder.show_path(day.folder / "退")
        QTest.keyClick(dialog.note, Qt.Key.Key_Return)
        return dialog.result() == QDialog.DialogCode.Accepted

    day.ask("register", in_register("甲医院", "一中", deed=wish), why)


def answer(day: Day) -> list[Path]:
    """The two units take what came back, answer and send again; one of them from two computers."""
    for name in ("甲医院", "一中"):
        [file] = (day.folder / "退").glob(f"*{name}*")
        assert received(day.books[name], file)[0] == 0
    with Book.open(day.books["甲医院"]) as book:
        [remark] = open_remarks(book)
        answer_remark(book, remark, RemarkTreatment.EXPLAINED, "各季度的安排见附件")
    other = day.folder / "另一台.budget"
    other.write_bytes(day.books["甲医院"].read_bytes())
    edit(day.books["甲医院"], "甲医院设备", "plan", "一季度招标，二季度安装")
    edit(other, "甲医院设备", "plan", "上半年招标，下半年安装")
    edit(day.books["一中"], "一中培训", "plan", "暑期集中培训")
    sent = [day.books["甲医院"], day.books["一中"], other]
    return [submitted(it, day.folder / "收" / f"第二次 {at}") for at, it in enumerate(sent)]


def resolve(dialog: ReceiptDialog) -> None:
    """The conflict is told in full and decided for the file's value."""
    assert dialog.headline.text() == "共 1 个文件：待决定 1 个"
    assert not dialog.accept_button.isEnabled()
    assert dialog.in_full.text().splitlines()[1:] == [
        "原来：甲医院设备的计划",
        "账套中：一季度招标，二季度安装",
        "文件中：上半年招标，下半年安装",
    ]
    dialog.both.setFocus()
    QTest.keyClick(dialog.both, Qt.Key.Key_Down)
    QTest.keyClick(dialog.both, Qt.Key.Key_Down)
    assert dialog.both.currentText() == "取文件的"
    assert dialog.accept_button.text() == "收下 1 个"


def accept_and_cut(day: Day) -> None:
    """验收 of all, 核减 of one amount, 汇总."""

    def cut(dialog: QDialog) -> bool:
        assert isinstance(dialog, RevisionsDialog)
        shown(dialog)
        fits(dialog, dialog.table)
        row = next(at for at, it in enumerate(dialog.rows) if it.name == "乙医院设备")
        dialog.table.selectRow(row)
        typed(dialog.amount, "-2000")
        typed(dialog.reason, "标准偏高", enter=True)
        assert dialog.isVisible()  # Enter notes it, and saves no 差额表
        assert "核减 2,000 元" in dialog.totals.text()
        press(dialog.cancel_button)
        return False

    def work(dialog: RegisterDialog) -> bool:
        press(dialog.deeds[RegisterDeed.ACCEPT])
        choose(dialog, "乙医院")
        press(dialog.revise)
        press(dialog.consolidate)
        assert dialog.headline.text().endswith("汇总，审核数 9.80 万元")
        press(dialog.close_button)
        return False

    day.ask("register", in_register(*_NAMES, deed=work), cut)


def approve(day: Day) -> None:
    """批复 of all."""

    def wish(dialog: RegisterDialog) -> bool:
        typed(dialog.note, "永财预〔2024〕1号")
        return press(dialog.deeds[RegisterDeed.APPROVE])

    day.ask("register", in_register(*_NAMES, deed=wish), paths=[day.folder / "批"])


def pass_on(day: Day) -> None:
    """汇总上报 of the whole county."""

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, PassingOnDialog)
        shown(dialog)
        assert dialog.focusWidget() is dialog.code
        typed(dialog.code, "141032")
        typed(dialog.name, "永和县")
        assert dialog.accept_button.text() == "汇总上报，附 5 个单位的表"
        dialog.folder.show_path(day.folder / "报市")
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        return dialog.result() == QDialog.DialogCode.Accepted

    day.ask("register", in_register(deed=lambda it: press(it.pass_on)), fill)


def at_the_city(day: Day, qtbot: QtBot) -> None:
    """The city's book takes the county's file unit by unit, and sees what the county cut."""
    [package] = (day.folder / "报市").iterdir()
    assert day.window.books.open(new_book(day.folder / "市.budget"))

    def all_of_it(dialog: ReceiptDialog) -> None:
        assert dialog.headline.text() == "共 1 个文件，6 项：可以收下 6 项"
        assert dialog.accept_button.text() == "收下 6 项"

    take(day, [package], all_of_it)
    qtbot.waitUntil(lambda: day.told.startswith("已收下 1 个文件中的 6 项"))
    assert day.states() == ["sent"] * 5

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, CountiesDialog)
        shown(dialog)
        fits(dialog, dialog.counties)
        fits(dialog, dialog.units)
        [line] = dialog.counties.model_of_lines.lines
        assert (line.name, line.below.report.told, line.below.report.allowed) == (
            "永和县",
            10_000_000,
            9_800_000,
        )
        assert {it.unit for it in dialog.units.model_of_lines.lines} == set(_NAMES)
        return press(dialog.close_button)

    day.ask("register", in_register(deed=lambda it: press(it.counties)), look)


def test_a_day_at_the_bureau(day: Day, qtbot: QtBot) -> None:
    assert day.states() == ["unsent"] * 5
    issue(day)
    qtbot.waitUntil(lambda: "已下发" in day.told)
    fill_in(day)
    first = sorted((day.folder / "收").rglob("*.xlsx"))

    def all_new(dialog: ReceiptDialog) -> None:
        assert dialog.headline.text() == "共 5 个文件：可以收下 5 个"

    take(day, first, all_new)
    qtbot.waitUntil(lambda: day.states() == ["sent"] * 5)
    assert {it["money_fen"] for it in day.register().values()} == {2_000_000}

    note_remark(day, "甲医院设备")
    give_back(day)
    qtbot.waitUntil(lambda: day.states().count("returned") == 2)
    assert day.register()["甲医院"]["note"] == "计划太简略"

    *again, other = answer(day)
    take(day, again, lambda dialog: None)
    qtbot.waitUntil(lambda: day.states().count("resent") == 2)
    [remark] = day.register()["甲医院"]["remarks"]
    assert remark["answer"]["text"] == "各季度的安排见附件"
    take(day, [other], resolve)
    qtbot.waitUntil(lambda: day.register()["甲医院"]["version"] == 2)

    accept_and_cut(day)
    assert day.states() == ["accepted"] * 5
    approve(day)
    qtbot.waitUntil(lambda: day.states() == ["approved"] * 5)
    approved(day)
    named(day)

    pass_on(day)
    qtbot.waitUntil(lambda: "附 5 个单位的表，没有未报的单位" in day.told)
    at_the_city(day, qtbot)


def approved(day: Day) -> None:
    """Each unit gets its 批复; the one that was cut is told by how much."""
    for name in _NAMES:
        [file] = (day.folder / "批").glob(f"*{name}*")
        code, [receipt] = received(day.books[name], file)
        assert (code, receipt["outcome"]) == (0, "taken")
        differs = name in ("甲医院", "乙医院")
        assert bool(receipt["warnings"]) == differs, receipt["warnings"]
        if name == "乙医院":
            assert receipt["warnings"] == [
                "「乙医院设备」批复 8,000 元，账套中是 10,000 元（核减 2,000 元：标准偏高）。"
            ]


def named(day: Day) -> None:
    """Every decision of the day is a step with its name."""
    names = [it.name for it in day.book.undo_steps()]
    for deed in ("退回", "验收", "批复"):
        assert any(name.startswith(f"{deed} 甲医院") for name in names), names
    assert {"汇总", "核减 乙医院 乙医院设备 2,000 元"} <= set(names)
