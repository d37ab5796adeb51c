"""Scenes in which the window asks: each dialog as its own command opens it, and two more pages."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from budgetdesk.desktop import ask
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind

if TYPE_CHECKING:
    from tests.screens.draw import Stage

NAME = "老年村医退养补助"


def asked(stage: "Stage", deed: Callable[[], object]) -> None:
    """Do something; the dialog that it runs is laid over the window, and declined."""

    def show(dialog: QDialog) -> bool:
        stage.lay_over(dialog)
        return False

    answered(show, deed)


def answered(answer: Callable[[QDialog], bool], deed: Callable[[], object]) -> None:
    """Do something; the dialogs that it runs are answered so instead of shown."""
    before = ask.run

    def run(dialog: QDialog) -> bool:
        return answer(dialog)

    ask.run = run
    try:
        deed()
        QApplication.processEvents()
    finally:
        ask.run = before


def _command(name: str) -> "Callable[[Stage], None]":
    def scene(stage: "Stage") -> None:
        from tests.screens.scenes import form

        form(stage)
        desk = stage.window.desk
        assert desk is not None
        desk.view.setFocus()
        asked(stage, stage.window.commands[name].trigger)

    return scene


def form_paste(stage: "Stage") -> None:
    """A paste that does not fit, on two sides."""
    from tests.screens.scenes import form, open_form

    form(stage)
    editor = open_form(stage, NAME)
    editor.go_to(FieldRef(RecordKind.PROJECT, editor.record_id, "funding.annual.central"))
    data = QMimeData()
    data.setText("1200000\r\n360000\r\n1320000\r\n0\r\n0\r\n120000\r\n经办人 未填\r\n")
    QGuiApplication.clipboard().setMimeData(data)
    asked(stage, editor.commands.paste.trigger)


def table_import(stage: "Stage") -> None:
    """A file whose table says no source and no measure."""
    from budgetdesk.book.read import units
    from tests.screens.scenes import form

    form(stage)
    window = stage.window
    assert window.session is not None
    assert window.books.output is not None
    unit = units(window.session.book)[0].name
    path = Path.home() / stage.folder.name / "年初明细.csv"
    lines = [f"{unit},{code},{name},{amount}" for code, name, amount in _LINES]
    path.write_text("\n".join(["单位,科目编码,项目名称,金额", *lines]), "utf-8")
    output = window.books.output
    asked(stage, lambda: output.import_these((path,)))


_LINES = (("2100408", "基本公共卫生", "150"), ("2100201", "设备更新", "86.5"))


def against_list(stage: "Stage") -> None:
    """A list of 一体化, some of it changed there."""
    import openpyxl

    from budgetdesk.book.read import projects
    from budgetdesk.domain.target_parts import parts_of
    from tests.screens.scenes import form

    form(stage)
    window = stage.window
    assert window.session is not None
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(_HEADS)
    for number, one in enumerate(projects(window.session.book)[1:9]):
        goal = one.goals.annual.replace("及时", "按时") if number % 3 == 0 else one.goals.annual
        for at, it in enumerate(one.indicators.annual[number % 2 :]):
            sign, value, unit = parts_of("≥98%" if at == number else it.target)
            head = (one.unit.name, one.name, goal)
            sheet.append((*head, it.level1, it.level2, it.name, sign, value, unit))
    path = Path.home() / stage.folder.name / "一体化清单.xlsx"
    book.save(path)
    before = ask.ask_one
    ask.ask_one = lambda *_: path
    try:
        asked(stage, window.commands["against_list"].trigger)
    finally:
        ask.ask_one = before


_HEADS = (
    "单位名称", "项目名称", "年度目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值",
    "度量单位",
)  # fmt: skip


def livelihood(stage: "Stage") -> None:
    """The list of 民生领域重大事项, with three projects on it."""
    from tests.screens.scenes import open_sample

    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    for node in list(desk.model.root.projects())[:3]:
        desk.view.make_current(node.level, node.id)
        desk.commands.toggle_livelihood()
    desk.open_livelihood()


def disclosure_preview(stage: "Stage") -> None:
    """The document's pages."""
    from tests.screens.scenes import open_sample

    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    desk.open_disclosure().show_preview()


def several(stage: "Stage") -> None:
    """Four lines of the tree chosen together."""
    from tests.screens.scenes import form, project

    form(stage)
    desk = stage.window.desk
    assert desk is not None
    node = project(stage, NAME)
    desk.view.make_current(node.level, node.id)
    desk.view.setFocus()
    for _ in range(3):
        QTest.keyClick(desk.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)


def many_tabs(stage: "Stage") -> None:
    """More tabs than fit, with their list."""
    from tests.screens.scenes import open_sample

    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    for node in list(desk.model.root.projects())[:9]:
        desk.commands.open_node(node, stay=True)
    desk.open_ledger()
    stage.lay_over(desk.tabs.tab_list.list())


def first_start(stage: "Stage") -> None:
    """No book was ever opened."""


def ledger_paste(stage: "Stage") -> None:
    """A table from Excel, one of its units unknown."""
    from budgetdesk.desktop.ledger.kinds import SPENDING
    from budgetdesk.desktop.ledger.paste_dialog import PasteDialog
    from tests.screens.scenes import open_sample

    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    panel = desk.open_ledger()
    rows = [line.split("|") for line in _PASTED.strip().splitlines()]
    pane = panel.spending
    terms, like = pane.ledger.terms, pane.work.fresh()
    stage.lay_over(PasteDialog(pane, SPENDING, terms, like, rows))


_PASTED = """
单位：万元||||||
预算单位|功能科目编码|功能科目名称|项目名称|部门经济科目|一般公共预算|单位资金
永和县医疗集团|2100201|综合医院|医疗设备更新|31003 专用设备购置|120.50|35
|2100201|综合医院||30201 办公费|8.20|-
县卫健局|2100101|行政运行||30101 基本工资|166.36|
县卫健局|2100101|行政运行||30102 津贴补贴|74.02|
永和县疾病预防控制中心|2130599||帮扶资金|30305|六万|
合计|||||375.08|35
"""


def manual(stage: "Stage") -> None:
    """The manual, at its first page."""
    from budgetdesk.desktop.window.manual.window import ManualWindow
    from tests.screens.scenes import form

    form(stage)
    window = ManualWindow(stage.window)
    window.resize(980, 640)
    window.show_page("first-day")
    stage.lay_over(window)


ASKED = {
    "manual": manual,
    "ledger-paste": ledger_paste,
    "form-paste": form_paste,
    "table-import": table_import,
    "against-list": against_list,
    "livelihood": livelihood,
    "disclosure-preview": disclosure_preview,
    "several": several,
    "many-tabs": many_tabs,
    "first-start": first_start,
    "codes": _command("codes"),
    "new-unit": _command("new_unit"),
    "properties": _command("new_department"),
    "move-to-unit": _command("move_to_unit"),
    "about": _command("about"),
}
