"""公开检查 knows a person by the label above or beside, over several cells, and what is hidden."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from budgetdesk.exchange.sealed.inspecting import Inspection, inspect_workbook

_IDENTITY = "14103219800101002X"


def _inspected(path: Path, rows: Sequence[Sequence[str | int | None]]) -> Inspection:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return inspect_workbook(path)


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "岗位"], ["高明远", "保洁"]],
        [["单位", "负责人", "电话"], ["卫健局", "财务科", "见附件"], ["中医院", "王五", ""]],
        [["单位", "联系电话"], ["甲", "7520001"]],
        [["单位", "联系电话"], ["甲", 7520001]],
        [["单位", "账号"], ["甲", "04510123456789"]],
        [["微信", "zhangsan_66"]],
        [["家庭住址", "永和县芝河镇药家湾村12号"]],
        [["开户账号", "04510123456789"]],
        [["电话", "138", "0013", "8000"]],
        [["经手", "138", "0013", "8000"]],
        [["身份证号", *_IDENTITY]],
        [["身份证号", "141032", "19800101", "002X"]],
        [["车辆", "晋L12345"]],
    ],
)
def test_persons_are_known_by_the_cells_around(
    rows: Sequence[Sequence[str | int | None]], tmp_path: Path
) -> None:
    assert _inspected(tmp_path / "a.xlsx", rows).persons


@pytest.mark.parametrize(
    "rows",
    [
        [["数量", "单价", "人数"], [150, 2000, 3000], ["150", "2021", "2022"]],
        [["科目", "2080505", "2021", "1380000", "2000"]],
        [["负责人", "项目概况"], ["项目概况", "高质量完成"], ["实施计划", "安排资金"]],
        [["账号管理", "1234567"], ["联系电话", "12345"], ["电话费", 1200000]],
        [["财预〔2021〕101号", "2021年1月1日", "141032210000000012345", "永和县财政局"]],
        [["姓名", "岗位"], ["公益岗", "保洁"]],
    ],
)
def test_figures_and_headings_name_nobody(
    rows: Sequence[Sequence[str | int | None]], tmp_path: Path
) -> None:
    found = _inspected(tmp_path / "a.xlsx", rows)
    assert found.is_clean, found


def test_what_nobody_sees_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["甲", "乙"])
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[1].hidden = True
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a") as archive:
        archive.writestr("docProps/thumbnail.jpeg", b"\xff\xd8")
    said = inspect_workbook(tmp_path / "a.xlsx").sentence()
    assert all(it in said for it in ("隐藏的行", "隐藏的列", "缩略图"))


def test_the_name_of_the_file_is_looked_at(tmp_path: Path) -> None:
    assert _inspected(tmp_path / "负责人张小三13800138000.xlsx", [["甲"]]).persons
