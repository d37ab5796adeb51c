"""Tables from other programs, pasted into the ledger: what comes of them, and what is said."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from budgetdesk.desktop.ledger.paste_dialog import PasteDialog
from budgetdesk.domain.ledger_columns import LedgerField
from tests.desktop.conftest import Answers
from tests.desktop.ledger.conftest import LedgerDesk
from tests.exchange.line_tables.test_cases import BUREAU, CASES, RIGHT, value_of

F = LedgerField
Key = Qt.Key
PASTED = [name for name in RIGHT if name.endswith(".tsv")]


def paste(desk: LedgerDesk, answers: Answers, text: str, html: str = "") -> PasteDialog:
    """Paste into the new row and take over what is proposed."""
    seen: list[PasteDialog] = []

    def accept(dialog: QDialog) -> bool:
        assert isinstance(dialog, PasteDialog)
        seen.append(dialog)
        assert dialog.accept_button.isEnabled()
        return True

    answers.dialogs.append(accept)
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    desk.at(len(desk.lines), F.UNIT)
    desk.ctrl(Key.Key_V)
    QGuiApplication.clipboard().clear()
    return seen[0]


@pytest.mark.parametrize("name", PASTED)
def test_a_case_is_pasted_with_its_value(desk: LedgerDesk, answers: Answers, name: str) -> None:
    before = len(desk.lines)
    paste(desk, answers, (CASES / name).read_text("utf-8"))
    assert value_of(desk.lines[before:]) == RIGHT[name]


def test_what_is_open_is_named_with_what_is_taken(desk: LedgerDesk, answers: Answers) -> None:
    dialog = paste(desk, answers, (CASES / "paste-amount-headings.tsv").read_text("utf-8"))
    assert dialog.assumed.text() == (
        "表中没有写明：资金来源按「一般公共预算」，资金年度按「当年」，金额单位按「元」。"
        "请核对，不对的在下面另选。"
    )
    assert not dialog.assumed.isHidden()
    assert dialog.told.text().splitlines()[0] == (
        "有 2 列金额：按「2024年预算数」录入，不录入「2023年预算数」。"
    )
    assert [column for column, pair in dialog.defaults.boxes.items() if not pair.isHidden()] == [
        F.SOURCE, F.ORIGIN
    ]  # fmt: skip


def test_what_the_table_says_is_not_asked(desk: LedgerDesk, answers: Answers) -> None:
    text = "单位\t科目编码\t项目名称\t资金来源\t资金年度\t金额（万元）\n"
    dialog = paste(desk, answers, f"{text}{BUREAU}\t2100408\t甲\t基金\t当年\t1.5\n")
    assert dialog.assumed.isHidden()
    assert all(pair.isHidden() for pair in dialog.defaults.boxes.values())
    assert dialog.defaults.measure.box.currentText() == "万元"
    assert desk.lines[-1].amount == 1_500_000


def test_sums_that_do_not_add_up_are_said_with_both_figures(
    desk: LedgerDesk, answers: Answers
) -> None:
    text = (CASES / "paste-outline-rows.tsv").read_text("utf-8").replace("\t400", "\t300")
    dialog = paste(desk, answers, text)
    told = dialog.told.text()
    assert "跳过 2 行合计：第 2、3 行。" in told
    assert "第 2 行科目小计 600 元，各行之和 500 元，两者不等" in told
    assert dialog.headline.text() == "识别出 2 行，合计 500 元；跳过 2 行合计。"
    assert dialog.model.index(1, 0).data() == "跳过：科目小计"


def test_merged_units_and_projects_stand_in_each_row(desk: LedgerDesk, answers: Answers) -> None:
    html = (
        "<table><tr><td>单位</td><td>科目编码</td><td>项目名称</td><td>部门经济科目</td>"
        "<td>金额（元）</td></tr>"
        f"<tr><td rowspan=3>{BUREAU}</td><td rowspan=3>2100408</td><td rowspan=2>甲</td>"
        "<td rowspan=2>30201</td><td>100</td></tr><tr><td>200</td></tr>"
        "<tr><td>乙</td><td>30202</td><td>300</td></tr></table>"
    )
    text = (
        "单位\t科目编码\t项目名称\t部门经济科目\t金额（元）\n"
        f"{BUREAU}\t2100408\t甲\t30201\t100\n\t\t\t\t200\n\t\t乙\t30202\t300\n"
    )
    before = len(desk.lines)
    paste(desk, answers, text, html)
    made = desk.lines[before:]
    assert [(it.project, it.department_economic, it.amount) for it in made] == [
        ("甲", "30201", 10_000), ("甲", "30201", 20_000), ("乙", "30202", 30_000)
    ]  # fmt: skip
    assert {(it.unit.name, it.function_code) for it in made} == {(BUREAU, "2100408")}


def test_a_merged_amount_belongs_to_one_line(desk: LedgerDesk, answers: Answers) -> None:
    html = (
        "<table><tr><td>单位</td><td>科目编码</td><td>项目名称</td><td>金额（元）</td></tr>"
        f"<tr><td>{BUREAU}</td><td>2100408</td><td>甲</td><td rowspan=2>100</td></tr>"
        f"<tr><td>{BUREAU}</td><td>2100408</td><td>乙</td></tr></table>"
    )
    text = "单位\t科目编码\t项目名称\t金额（元）\n"
    text += f"{BUREAU}\t2100408\t甲\t100\n{BUREAU}\t2100408\t乙\t\n"
    before = len(desk.lines)
    paste(desk, answers, text, html)
    assert [(it.project, it.amount) for it in desk.lines[before:]] == [("甲", 10_000)]


def test_the_cases_are_all_pasted() -> None:
    assert {path.name for path in Path(CASES).glob("*.tsv")} == set(PASTED)
