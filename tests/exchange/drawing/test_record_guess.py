"""Which record kind a template is of: title and labels, and a question where they differ."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from budgetdesk import cli
from budgetdesk.exchange.drawing.drawing import draw, drawn_as
from budgetdesk.exchange.drawing.saving import try_set
from budgetdesk.exchange.drawing.set_text import set_files

_DEPARTMENT = ["部门（单位）名称", "部门职责", "年度总体目标"]
_PROJECT = ["项目名称", "主管部门", "年度总体目标"]
_INDICATORS = ["一级指标", "二级指标", "三级指标", "年度指标值"]
_REVIEW = [*_INDICATORS, "实际完成值", "分值", "得分"]
_WATCH = [*_INDICATORS, "1-7月完成情况", "全年预计完成情况", "备注"]


def _template(path: Path, title: str, labels: list[str], heads: list[str]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    rows = [[title], *([label, ""] for label in labels), heads]
    rows += [["产出指标", "数量指标"], ["效益指标", "社会效益指标"]]
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            sheet.cell(row, column, text or None)
        for column in range(1, len(heads) + 1):
            if row > 1:
                sheet.cell(row, column).border = Border(*[Side("thin")] * 4)
        if 1 < row < 2 + len(labels):
            sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=len(heads))
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("title", "labels", "heads", "record", "question"),
    [
        ("部门整体支出绩效目标申报表", _DEPARTMENT, _INDICATORS, "overall", ""),
        ("2027年度绩效目标表", _DEPARTMENT, _INDICATORS, "overall", ""),
        ("2026年度绩效自评表", _DEPARTMENT, _REVIEW, "overall_self_evaluation", ""),
        ("部门预算绩效自评表", _DEPARTMENT, _REVIEW, "overall_self_evaluation", ""),
        ("项目支出绩效自评表", _DEPARTMENT, _REVIEW, "overall_self_evaluation", "部门的栏目"),
        ("项目支出绩效自评表", _PROJECT, _REVIEW, "self_evaluation", ""),
        ("单位绩效目标申报表", _PROJECT, _INDICATORS, "project", "「项目名称」"),
        ("部门整体绩效目标表", _PROJECT, _INDICATORS, "overall", "「项目名称」"),
        ("绩效运行监控表", _PROJECT, _WATCH, "monitoring", ""),
        ("部门整体支出绩效监控表", _DEPARTMENT, _WATCH, "monitoring", "没有这一种"),
        ("绩效监控表", _DEPARTMENT, _WATCH, "monitoring", "没有这一种"),
    ],
)
def test_title_and_labels_say_the_kind_or_it_is_asked(
    title: str, labels: list[str], heads: list[str], record: str, question: str, tmp_path: Path
) -> None:
    (form,) = draw(_template(tmp_path / "模板.xlsx", title, labels, heads))
    assert form.record == record
    asked = [reason for place, reason in form.unknown if place == "A1"]
    assert bool(asked) is bool(question)
    assert question in "".join(asked)
    assert try_set(set_files((form,))).has_form(record)


def test_a_person_says_which_kind_it_is(tmp_path: Path) -> None:
    path = _template(tmp_path / "模板.xlsx", "项目支出绩效自评表", _DEPARTMENT, _REVIEW)
    (form,) = draw(path, "self_evaluation")
    assert (form.record, form.unknown) == ("self_evaluation", [])
    other = drawn_as(form, "overall_self_evaluation", ())
    assert other.record == "overall_self_evaluation"
    assert form.record == "self_evaluation"
    assert try_set(set_files((other,))).has_form("overall_self_evaluation")


def test_the_command_line_takes_the_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _template(tmp_path / "模板.xlsx", "项目支出绩效自评表", _DEPARTMENT, _REVIEW)
    where = ["--set", "a-2027", "--to", str(tmp_path / "套表")]
    assert cli.main(["forms", "draw", str(path), *where]) == 1
    assert "请核对表种" in capsys.readouterr().out
    again = [*where, "--overwrite", "--record"]
    assert cli.main(["forms", "draw", str(path), *again, "overall_self_evaluation"]) == 0
    assert cli.main(["forms", "draw", str(path), *again, "nothing"]) != 0
    assert "没有「nothing」这种表" in capsys.readouterr().err
