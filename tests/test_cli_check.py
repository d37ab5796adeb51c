"""`budgetdesk check`: findings on the console and as JSON, exit codes, safe fixes."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.checks.explanations import FindingKey, explain
from budgetdesk.cli import main
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from tests.checks.building import DEPARTMENT, UNIT, put
from tests.checks.building import project as sound_project

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command; exit code, output and errors."""

    def command(*arguments: object) -> tuple[int, str, str]:
        code = main(["check", *map(str, arguments)])
        return (code, *capsys.readouterr())

    return command


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book of one project with a hint, and a rate of ≥100% that a safe fix mends."""
    path = tmp_path / "审核 账套.budget"
    info = BookInfo("yonghe-2024", 2024, "审核")
    with Book.create(path, info) as book, book.step("新建") as step:
        department = replace(DEPARTMENT, id=edit.add_department(step, DEPARTMENT))
        unit = replace(UNIT, department=department)
        changes = (
            put("质量", "资金发放及时率", "≥100%"),
            put("可持续影响", "项目可持续性", "中长期"),
        )
        unit = replace(unit, id=edit.add_unit(step, unit))
        edit.add_project(step, sound_project(*changes, unit=unit))
    return path


def write(path: Path, field: str, text: str | int) -> None:
    with Book.open(path) as book, book.step("修改") as step:
        project_id = read.project_ids(book)[0]
        edit.write_field(step, FieldRef(RecordKind.PROJECT, project_id, field), text)


def test_without_errors_the_exit_code_is_0(run: Run, path: Path) -> None:
    code, out, err = run(path)
    assert (code, err) == (0, "")
    rate = "资金发放及时率"
    assert out.splitlines() == [
        "永和县医疗集团 老年村医退养补助",
        f"  需说明 Q17 年度指标值 质量指标 {rate}：“{rate}”的指标值“≥100%”应写 100%。",
        "  提示 Q33 年度指标值 可持续影响指标 项目可持续性：“项目可持续性”只写“中长期”。",
        "错误 0 条，需说明 1 条，提示 1 条。",
    ]


def test_with_errors_the_exit_code_is_1(run: Run, path: Path) -> None:
    write(path, "plan", "")
    code, out, _ = run(path)
    assert code == 1
    assert "错误 Q01 项目实施计划：没有填写。" in out


def test_an_error_ignored_for_its_form_is_none(run: Run, path: Path) -> None:
    write(path, "plan", "")
    with Book.open(path) as book, book.step("说明") as step:
        key = FindingKey("Q01", RecordKind.PROJECT, read.project_ids(book)[0], "plan")
        explain(step, key, "无需计划", ignored=True)
    code, out, _ = run(path, "--json")
    assert code == 0
    report = json.loads(out)
    assert report["counts"]["error"] == 0
    (given,) = [f["explanation"] for f in report["findings"] if f["code"] == "Q01"]
    assert (given["text"], given["ignored"]) == ("无需计划", True)
    assert set(given) == {"text", "who", "at", "ignored"}


def test_json_is_as_promised(run: Run, path: Path) -> None:
    code, out, _ = run(path, "--json")
    assert code == 0
    report: dict[str, Any] = json.loads(out)
    assert report["counts"] == {"error": 0, "explain": 1, "notice": 1}
    assert report["findings"][0] == {
        "code": "Q17",
        "severity": "explain",
        "title": "比率写成≥100%",
        "place": {
            "department": "永和县卫生健康和体育局",
            "unit": "永和县医疗集团",
            "project": "老年村医退养补助",
            "horizon": "年度",
            "field": "年度指标值",
            "level2": "质量指标",
            "indicator": "资金发放及时率",
        },
        "message": "“资金发放及时率”的指标值“≥100%”应写 100%。",
        "values": [],
        "fixable": True,
        "explanation": None,
    }


def test_values_of_both_sides_are_in_the_json(run: Run, path: Path) -> None:
    write(path, "funding.annual.local", 0)
    _, out, _ = run(path, "--json")
    (pay,) = [f for f in json.loads(out)["findings"] if f["code"] == "X42"]
    assert pay["values"] == [
        {"label": "年度", "value": "0 元"},
        {"label": "实施期", "value": "100,800 元"},
    ]


def test_safe_fixes_are_one_step(run: Run, path: Path) -> None:
    code, out, err = run(path, "--fix-safe", "--json")
    assert (code, err) == (0, "已修正 1 处。\n")
    assert [f["code"] for f in json.loads(out)["findings"]] == ["Q33"]
    with Book.open(path) as book:
        assert book.undo_name == "一键修正"
        (project,) = read.projects(book)
        assert [r.target for r in project.indicators.annual if "质量" in r.level2] == ["100%"]
        book.undo()
        assert book.undo_name != "一键修正"


def test_fixing_nothing_leaves_no_step(run: Run, path: Path) -> None:
    run(path, "--fix-safe")
    _, _, err = run(path, "--fix-safe")
    assert err == "已修正 0 处。\n"


def test_looking_leaves_no_trace(run: Run, path: Path) -> None:
    before = path.read_bytes()
    run(path)
    assert path.read_bytes() == before


def test_a_book_in_use_is_looked_at_but_not_fixed(run: Run, path: Path) -> None:
    with Book.open(path):
        assert run(path)[0] == 0
        code, out, err = run(path, "--fix-safe")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_a_bad_setting_is_told_beside_the_findings(run: Run, path: Path) -> None:
    with Book.open(path) as book, book.step("设置") as step:
        edit.put_setting(step, "checks", '{"Q99": {}}')
    code, out, err = run(path, "--json")
    assert code == 0
    assert json.loads(out)["counts"]["explain"] == 1
    assert err == "未能审核 Q99 （本单位的审核设置）：没有这个审核编号。\n"


def test_what_is_no_book_is_refused(run: Run, tmp_path: Path) -> None:
    code, out, err = run(tmp_path / "没有.budget")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
