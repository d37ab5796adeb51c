"""What numbers are counted in is never lost: in headings, formats, notes; else it is told."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from budgetdesk.domain.money import parse_yuan
from budgetdesk.exchange.foreign.row_units import NO_UNIT
from tests.exchange.foreign import kinds_of_files as files
from tests.exchange.foreign.conftest import Read
from tests.exchange.foreign.office_habits import LEVELS, MONEY, plain
from tests.exchange.foreign.saved_again import saved_again
from tests.exchange.foreign.test_office_habits import read_files, values, wanted
from tests.exchange.foreign.xml_sheets import xml_workbook

_FIRST = len(plain()) - len(LEVELS) + 1  # the row of the first indicator, as a sheet counts
_TARGET = 6
PLAIN = dict(values(wanted("plain")))


def formatted(path: Path, cells: dict[tuple[int, int], tuple[object, str]]) -> None:
    """The plain form with some cells' values and formats."""
    files.workbook(path, {"表": plain()})
    book = openpyxl.load_workbook(path)
    for (row, column), (value, code) in cells.items():
        cell = book["表"].cell(row, column)
        cell.value, cell.number_format = value, code
    book.save(path)


SHOWN = [
    (0.95, "0%", "95%"),
    (1.2, "0%", "120%"),
    (50, '0"人"', "50人"),
    (50, '"≥"0"人"', "≥50人"),
    (date(2025, 6, 1), 'yyyy"年"m"月"', "2025年6月"),
    (date(2026, 6, 30), 'm"月"d"日"', "6月30日"),
    (12345678, '0\\.0,"万元"', "1234.5678万元"),
]


@pytest.mark.parametrize(("value", "code", "shown"), SHOWN)
def test_a_target_is_what_its_cell_shows(
    value: object, code: str, shown: str, tmp_path: Path
) -> None:
    formatted(tmp_path / "表.xlsx", {(_FIRST, _TARGET): (value, code)})
    (found,) = read_files(tmp_path / "表.xlsx")
    assert found == PLAIN | {"indicators.annual.0.target": shown}


@pytest.mark.proof
@pytest.mark.parametrize(("value", "code", "shown"), SHOWN)
def test_another_program_stores_the_same(
    value: object, code: str, shown: str, tmp_path: Path
) -> None:
    formatted(tmp_path / "表.xlsx", {(_FIRST, _TARGET): (value, code)})
    (found,) = read_files(saved_again(tmp_path / "表.xlsx", "ods", tmp_path))
    assert found == PLAIN | {"indicators.annual.0.target": shown}


@pytest.mark.parametrize("code", ["#,##0.00", '0!.0,"万元"', '0.00,"千元"', '0.00"元"', "0.00_ "])
def test_a_format_makes_no_amount_another_one(code: str, tmp_path: Path) -> None:
    formatted(tmp_path / "表.xlsx", {(4, 3): (float(MONEY["total"]), code)})
    (found,) = read_files(tmp_path / "表.xlsx")
    assert parse_yuan(found["funding.annual.total"]) == int(MONEY["total"]) * 100


@pytest.mark.parametrize(
    ("code", "shown"), [("0%", "95%"), ("Percent", "95%"), ('0.00"度"', "0.95度")]
)
def test_formats_of_a_workbook_in_xml_count_too(code: str, shown: str, tmp_path: Path) -> None:
    rows = plain()
    rows[_FIRST - 1][_TARGET - 1] = "0.95"
    path = tmp_path / "表.xls"
    xml_workbook(path, rows)
    style = f"<Styles><Style ss:ID='s1'><NumberFormat ss:Format='{code}'/></Style></Styles>"
    text = path.read_text("utf-8").replace("<Worksheet ", f"{style}<Worksheet ", 1)
    data = '<Data ss:Type="Number">0.95'
    text = text.replace(f">{data}", f' ss:StyleID="s1">{data}')
    path.write_text(text, "utf-8")
    (found,) = read_files(path)
    assert found["indicators.annual.0.target"] == shown


@pytest.mark.parametrize(
    ("heading", "value", "shown"),
    [
        *(
            ("指标值（%）", "95", "95%"),
            ("指标值（％）", "≥95", "≥95%"),
            ("目标值（万元）", "12", "12万元"),
        ),
        *(("指标值(单位：公里)", "35.6", "35.6公里"), ("年度指标值（人次）", "5-22", "5-22人次")),
        *(
            ("指标值（%）", "95%", "95%"),
            ("指标值（个）", "及时", "及时"),
            ("指标值（人）", "3户", "3户"),
        ),
        *(("指标值（包含数字及文字描述）", "95", "95"), ("指标值（个）", "2025年", "2025年")),
    ],
)
def test_the_unit_of_a_heading_goes_with_its_numbers(
    heading: str, value: str, shown: str, tmp_path: Path
) -> None:
    rows = plain()
    rows[_FIRST - 2][_TARGET - 1], rows[_FIRST - 1][_TARGET - 1] = heading, value
    files.workbook(tmp_path / "表.xlsx", {"表": rows})
    (found,) = read_files(tmp_path / "表.xlsx")
    assert found["indicators.annual.0.target"] == shown


TASKS = [
    ["部门整体支出绩效自评表", "", "", "", ""],
    ["部门名称", "某县民政局", "", "", ""],
    ["年度主要任务", "任务名称", "任务完成情况", "任务预算数", "任务执行数"],
    ["", "维修供水工程", "完成86处", "1,200.50", "１０００"],
]


@pytest.mark.parametrize("where", ["headings", "beside", "above", "nowhere"])
def test_amounts_of_tasks_are_in_what_the_form_says(where: str, read: Read) -> None:
    rows = [list(row) for row in TASKS]
    if where == "headings":
        rows[2][3:] = [f"{it}（万元）" for it in rows[2][3:]]
    elif where == "beside":
        rows[2][0] += "（万元）"
    elif where == "above":
        rows.insert(1, ["", "", "", "", "单位：万元"])
    (form,) = read(rows, "yonghe-2024").records
    (task,) = form.listed
    times = 1 if where == "nowhere" else 10_000
    assert parse_yuan(task.texts["budget"]) == 120_050 * times
    assert parse_yuan(task.texts["executed"]) == 100_000 * times
    assert task.why == (NO_UNIT if where == "nowhere" else "")
