"""审核结果表 as a Sheet, as Excel and as PDF."""

from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.checks.finding import Explanation
from budgetdesk.checks.report import Report, tally_of
from budgetdesk.checks.report_sheet import report_sheet
from budgetdesk.desktop.findings.wording import counts_text
from budgetdesk.output.excel import write_workbook
from budgetdesk.output.pdf import write_pdf
from tests.checks.conftest import Checked

HEADS = ["序号", "严重程度", "编号", "单位", "项目", "位置", "问题", "数值", "说明"]


@pytest.fixture
def report(checked: dict[str, Checked]) -> Report:
    """The report of a sample, its first finding explained, its second ignored."""
    found = checked["yonghe-2024"].report
    first = replace(found.findings[0], explanation=Explanation("按文件", "甲", "2024-03-07T10:00"))
    given = Explanation("不适用", "乙", "2024-03-08T10:00", ignored=True)
    second = replace(found.findings[1], explanation=given)
    return Report((first, second, *found.findings[2:]))


def rows_of(report: Report) -> list[list[str]]:
    sheet = report_sheet(report, "永和县 2024")
    rows: list[list[str]] = [[] for _ in sheet.rows]
    for cell in sheet.cells:
        rows[cell.row].append(cell.text)
    return rows


def test_what_is_settled_is_told_in_words_and_not_counted_as_open(report: Report) -> None:
    given = Explanation("按文件", "甲", "2024-03-07T10:00")
    asked = next(it for it in report.findings if it.is_unexplained)
    told = Report(tuple(replace(it, explanation=given) if it is asked else it
                        for it in report.findings))  # fmt: skip
    before, after = counts_text(report), counts_text(told)
    left = tally_of(report.findings).unexplained
    assert f"需说明 {left}" in before
    assert f"需说明 {left - 1}" in after
    assert after.endswith(f"已说明 {told.explained()}")
    about = rows_of(told)[1][0]
    assert f"其中 {told.explained()} 条需说明已写明" in about
    assert "另有 1 条标为不再提示，不计在内" in about


def test_each_finding_is_a_row_errors_first(report: Report) -> None:
    rows = rows_of(report)
    assert rows[2] == HEADS
    assert len(rows) == len(report.findings) + 3
    labels = [row[1] for row in rows[3:]]
    assert labels == sorted(labels, key=["错误", "需说明", "提示"].index)
    assert [row[0] for row in rows[3:]] == [str(n) for n in range(1, len(report.findings) + 1)]


def test_place_values_and_explanation_stand_in_words(report: Report) -> None:
    rows = rows_of(report)
    (pay,) = [row for row in rows[3:] if "349,200" in row[-3]]
    assert pay[3:6] == [
        "永和县卫生健康和体育局",
        "城镇领证独生子女父母奖励",
        "年度指标值 数量指标 城镇领证独生子女",
    ]
    assert pay[7] == "数量×标准 349,200 元；年度资金 346,800 元"
    explained = {row[8] for row in rows[3:]} - {""}
    assert explained == {"按文件（甲 2024-03-07）", "【本表忽略】不适用（乙 2024-03-08）"}


def test_a_report_without_findings_says_so() -> None:
    assert rows_of(Report())[3] == ["没有发现问题。"]


def test_it_is_written_as_excel_and_pdf(report: Report, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    sheet = report_sheet(report, "永和县 2024")
    write_workbook(tmp_path / "审核.xlsx", [sheet], "审核结果表")
    write_pdf(tmp_path / "审核.pdf", [sheet], "审核结果表")
    page = load_workbook(tmp_path / "审核.xlsx")["审核结果表"]
    assert page.page_setup.orientation == "landscape"
    assert [cell.value for cell in page[3]] == HEADS
    assert page.max_row == len(report.findings) + 3
    assert (tmp_path / "审核.pdf").stat().st_size > 10_000
