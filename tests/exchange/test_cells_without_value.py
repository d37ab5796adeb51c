"""A cell of a workbook that has no value for a reason shows why, and is never a blank."""

from pathlib import Path

import openpyxl
import pytest

from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.foreign.forms import SourceReading, read_forms
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.foreign.sources import read_grids
from budgetdesk.exchange.payments.reading import read_payments
from budgetdesk.exchange.sheet_notes import NO_RESULT
from budgetdesk.exchange.spreadsheet import read_sheets
from budgetdesk.forms.loader import load_form_set

ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?")
UNRECKONED = "=B2+B3"


def _workbook(path: Path, rows: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for row, line in enumerate(rows, 1):
        for column, value in enumerate(line, 1):
            book.active.cell(row, column, value)
    book.save(path)


@pytest.mark.parametrize("text", [*ERRORS, UNRECKONED])
@pytest.mark.parametrize(("row", "column"), [(0, 0), (0, 2), (2, 0), (2, 2), (1, 1)])
def test_a_list_has_what_such_a_cell_shows(
    text: str, row: int, column: int, tmp_path: Path
) -> None:
    """Also where nothing else stands in its row or column."""
    path = tmp_path / "表.xlsx"
    rows: list[list[object]] = [["", "", ""] for _ in range(3)]
    rows[1][1], rows[row][column] = "中", text
    _workbook(path, [["项目", "金额", "备注"], *rows, ["合计", 5, ""]])
    ((_, cells),) = read_sheets(path)
    shown = NO_RESULT if text == UNRECKONED else text
    assert cells[row + 1][column] == shown
    assert cells[0] == ["项目", "金额", "备注"]
    assert [list(line)[:2] for line in cells][-1] == ["合计", 5.0]


def _form(path: Path, text: str, at: str) -> SourceReading:
    said: dict[str, object] = {"amount": 12, "goal": "修好工程", "name": "维修", "target": "≥86处"}
    said[at] = text
    _workbook(path, [
        ["项目支出绩效目标申报表"], ["项目名称", "饮水"], ["主管部门", "水务局"],
        ["年度资金总额（万元）", said["amount"]], ["年度目标", said["goal"]],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", said["name"], said["target"]],
        ["产出指标", "数量指标", "管网", "35公里"],
    ])  # fmt: skip
    return read_forms(read_grids(path), FormKinds(load_form_set("luliang-2025")))


@pytest.mark.parametrize("text", ERRORS)
@pytest.mark.parametrize("at", ["amount", "goal", "name", "target"])
def test_an_error_in_a_form_is_told_with_its_cell(text: str, at: str, tmp_path: Path) -> None:
    source = _form(tmp_path / "表.xlsx", text, at)
    (form,) = source.projects
    doubtful = {it.text for it in form.fields.values() if it.why}
    doubtful |= {text for row in form.rows if row.why for text in row.texts.values()}
    unread = {it.cell.said for it in (*source.unread, *form.unread)}
    assert text in doubtful | unread
    assert len(form.rows) == 2


def test_a_payment_without_an_amount_is_no_payment_of_nothing(tmp_path: Path) -> None:
    path = tmp_path / "支付.xlsx"
    heads: list[object] = ["支付日期", "项目名称", "支付金额"]
    _workbook(path, [heads, ["2026-03-01", "饮水", 100], ["2026-03-02", "饮水", "#REF!"]])
    with pytest.raises(ImportFault, match="#REF!"):
        read_payments(path, 2026)
