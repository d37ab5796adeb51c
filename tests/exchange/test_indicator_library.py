"""An office's 指标库 in and out as Excel."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from budgetdesk.cli import main
from budgetdesk.domain.file_kinds import EXCEL
from budgetdesk.domain.progress import ignore_progress
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.indicator_library import library_sheet, read_indicator_library
from budgetdesk.output.sheet_files import SHEET_WRITERS
from budgetdesk.suggestions.index import index_file, remembered
from budgetdesk.suggestions.past import PastForm, PastRow

Rows = Sequence[Sequence[object]]
PROVINCE: Rows = [
    ["某省预算绩效指标库（2026年）"],
    ["序号", "行业领域", "一级指标", "二级指标", "三级指标名称", "指标解释",
     "运算符号", "目标值", "计量单位"],
    [1, "农村公路", "产出指标", "数量指标", "公路养护里程", "当年养护的公里数", "≥", 120, "公里"],
    [2, None, None, "质量指标", "养护合格率", "验收合格的比例", "=", 100, "%"],
    [3, "残疾人", "产出指标", "数量指标", "补贴发放人数", "", "≥", None, "人"],
    [4, None, "满意度指标", "服务对象满意度指标", "残疾人满意度", "", "≥", "90%", ""],
]  # fmt: skip
OWN: Rows = [
    ["二级指标", "指标名称", "指标值"],
    ["时效指标", "资金拨付及时率", "100%"],
    ["成本指标", "人均补助标准", ""],
]


def written(
    folder: Path, rows: Sequence[Sequence[object]], *, merged: tuple[str, ...] = ()
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    path = folder / "省指标库.xlsx"
    book.save(path)
    return path


def told(forms: tuple[PastForm, ...]) -> list[tuple[str, str, str, str]]:
    return [(form.name, row.place, row.name, row.target) for form in forms for row in form.rows]


def test_a_library_with_levels_and_kinds_said_once_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, PROVINCE, merged=("B3:B4", "C3:C4", "B5:B6"))
    assert told(read_indicator_library(path)) == [
        ("农村公路", "数量", "公路养护里程", "≥120公里"),
        ("农村公路", "质量", "养护合格率", "=100%"),
        ("残疾人", "数量", "补贴发放人数", ""),
        ("残疾人", "服务对象满意度", "残疾人满意度", "≥90%"),
    ]


def test_without_kinds_each_indicator_is_found_by_its_own_words(tmp_path: Path) -> None:
    assert told(read_indicator_library(written(tmp_path, OWN))) == [
        ("资金拨付及时率", "时效", "资金拨付及时率", "100%"),
        ("人均补助标准", "成本", "人均补助标准", ""),
    ]


@pytest.mark.parametrize("rows", [[["姓名", "电话"]], [["三级指标"], ["甲"]], [[]]])
def test_what_is_no_library_is_said_with_the_cure(tmp_path: Path, rows: list[list[str]]) -> None:
    with pytest.raises(ImportFault, match="二级指标"):
        read_indicator_library(written(tmp_path, rows))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    rows = (PastRow("数量", "发放人数", "42人"), PastRow("质量", "合格率", "100%"))
    form = PastForm("一", 2025, "村医补助", "单位", rows=rows)
    path = tmp_path / "指标库.xlsx"
    SHEET_WRITERS[EXCEL](path, [library_sheet([form, form])], "指标库", ignore_progress)
    again = read_indicator_library(path)
    assert told(again) == [
        ("村医补助", "数量", "发放人数", "42人"),
        ("村医补助", "质量", "合格率", "100%"),
    ]


def test_the_command_takes_writes_and_empties(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "数据"))
    path = written(tmp_path, PROVINCE)
    assert main(["library", str(path)]) == 0
    assert "已收入指标 4 条" in capsys.readouterr().out
    assert {form.library for form in remembered(index_file())} == {"省指标库"}
    out = tmp_path / "写出.xlsx"
    assert main(["library", "--to", str(out)]) == 0
    assert len(told(read_indicator_library(out))) == 4
    assert main(["library", "--empty"]) == 0
    assert remembered(index_file()) == ()


def test_a_library_is_offered_with_its_name_and_its_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_book: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "数据"))
    rows = [["二级指标", "指标名称", "适用项目", "指标值"],
            ["成本指标", "扶助金人均标准", "计划生育服务补助", "≤960元/人/年"]]  # fmt: skip
    assert main(["library", str(written(tmp_path, rows))]) == 0
    capsys.readouterr()
    assert main(["suggest", str(sample_book), "--project", "1"]) == 0
    shown = capsys.readouterr().out
    assert "扶助金人均标准　≤960元/人/年（参考）　—　指标库“省指标库”" in shown
