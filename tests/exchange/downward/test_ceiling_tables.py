"""控制数 in the tables of offices: in what amounts are, by any words, on several sheets."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from budgetdesk.domain.records import Department, Source, Unit
from budgetdesk.exchange.downward.ceiling_file import read_ceilings
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.payments.reading import read_payments

Rows = Sequence[Sequence[str | float]]
BUREAU = Department("202", "县卫健局", id=1)
UNITS = (
    Unit("县卫健局", BUREAU, "202001", id=1, uuid="局"),
    Unit("县医院", BUREAU, "202002", id=2, uuid="院"),
)
GENERAL, FUND, OWN = Source.GENERAL, Source.FUND, Source.UNIT_FUNDS
HEAD = ["单位编码", "单位", "一般公共预算", "政府性基金预算"]
OFFICE: list[str | float] = ["202001", "县卫健局", 10, 5]
HOSPITAL: list[str | float] = ["202002", "县医院", 20, ""]
WAN = {"局": {GENERAL: 10_000_000, FUND: 5_000_000}, "院": {GENERAL: 20_000_000}}


def workbook(folder: Path, *sheets: Rows, hidden: int | None = None) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if number == hidden else "visible"
    book.save(folder / "表.xlsx")
    return folder / "表.xlsx"


TABLES: dict[str, tuple[Rows, Mapping[str, Mapping[Source, int]]]] = {
    "a note": ([["控制数"], ["", "", "", "单位：万元"], HEAD, OFFICE, HOSPITAL], WAN),
    "the title": ([["控制数（单位：万元）"], HEAD, OFFICE, HOSPITAL], WAN),
    "the headings": (
        [["单位编码", "单位", "一般公共预算（单位：万元）", "政府性基金/万元"], OFFICE, HOSPITAL],
        WAN,
    ),
    "two rows of headings": (
        [["单位编码", "单位", "控制数（万元）", ""], ["", "", *HEAD[2:]], OFFICE, HOSPITAL],
        WAN,
    ),
    "other measures": (
        [["单位", "一般公共预算（千元）", "政府性基金预算（亿元）"], ["县卫健局", 10, 5]],
        {"局": {GENERAL: 1_000_000, FUND: 50_000_000_000}},
    ),
    "other words, a remark, a sum": (
        [
            ["预算单位名称", "合计", "财政拨款", "单位资金"], ["202001-县卫健局", 15, 10, 5],
            ["全县合计", 15, 10, 5], ["注：空白为不限"],
        ],
        {"局": {GENERAL: 1_000, OWN: 500}},
    ),
    "more digits than a cell shows": ([HEAD[1:3], ["县医院", 0.1 + 0.2]], {"院": {GENERAL: 30}}),
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_ceilings_are_in_what_the_table_says(table: str, tmp_path: Path) -> None:
    rows, wanted = TABLES[table]
    assert read_ceilings(workbook(tmp_path, rows), UNITS) == wanted


def test_ceilings_of_all_shown_sheets_are_read(tmp_path: Path) -> None:
    sheets: tuple[Rows, ...] = (
        [["说明"]],
        [HEAD, OFFICE],
        [HEAD, HOSPITAL],
        [HEAD, [*OFFICE[:2], 1, 1]],
    )
    found = read_ceilings(workbook(tmp_path, *sheets, hidden=3), UNITS)
    assert found == {"局": {GENERAL: 1_000, FUND: 500}, "院": {GENERAL: 2_000}}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([HEAD, ["202001", "县卫健局", "=1+1", 5]], "有公式而没有存下结果"),
        ([["单位", "一般公共预算", "财政拨款"], ["县医院", 1, 2]], "「一般公共预算」有两列"),
        ([["单位", "一般公共预算", "上级专项资金"], ["县医院", 1, 2]], "没有认出是哪种资金来源"),
    ],
)
def test_what_would_be_lost_in_silence_is_refused(rows: Rows, told: str, tmp_path: Path) -> None:
    with pytest.raises(ImportFault, match=told):
        read_ceilings(workbook(tmp_path, rows), UNITS)


def test_payments_of_a_hidden_sheet_do_not_count_and_digits_are_those_shown(
    tmp_path: Path,
) -> None:
    rows: Rows = [["项目名称", "支付金额（元）"], ["食堂", 1234.56 + 0.2 + 0.1]]
    found = read_payments(workbook(tmp_path, rows, rows, hidden=0), 2025)
    assert [it.amount for it in found.payments] == [123_486]
