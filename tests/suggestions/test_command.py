"""`suggest` on the command line."""

import json
from pathlib import Path

import pytest

from budgetdesk.cli import main


def test_it_lists_each_place_with_reasons(
    sample_book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suggest", str(sample_book), "--project", "1", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["level2"] for row in rows} >= {"数量指标", "服务对象满意度指标"}
    assert all(row["name"] and row["why"] for row in rows)
    assert main(["suggest", str(sample_book), "--project", "1"]) == 0
    told = capsys.readouterr().out
    assert "产出指标　数量指标" in told
    assert "常用写法" in told


def test_past_books_are_asked_too(
    sample_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "新.budget"
    assert main(["new", str(new), "--form-set", "yonghe-2024", "--year", "2026"]) == 0
    assert main(["export", str(sample_book), "--to", str(tmp_path), "--json"]) == 0
    exported = tmp_path / "projects.json"
    content = json.loads(exported.read_text("utf-8"))
    for project in content["projects"]:
        project["indicators"] = {"implementation": [], "annual": []}
    exported.write_text(json.dumps(content), "utf-8")
    assert main(["import", str(new), str(exported)]) == 0
    capsys.readouterr()
    past = ["--past", str(sample_book)]
    assert main(["suggest", str(new), "--project", "1", "--json", *past]) == 0
    whys = {row["why"] for row in json.loads(capsys.readouterr().out)}
    assert "2024年本项目" in whys


def test_a_project_that_is_not_there_is_said(
    sample_book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suggest", str(sample_book), "--project", "99999"]) == 2
    assert capsys.readouterr().err.strip().endswith("。")
