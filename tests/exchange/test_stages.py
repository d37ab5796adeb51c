"""The forms of a stage are listed, exported and searched like any other."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import record, records
from budgetdesk.cli import main
from budgetdesk.domain.records import DeclaredRecord
from budgetdesk.exchange.find_replace import changes_of, find_texts, replace_texts
from tests.desktop.window.own_window import staged_forms

Said = Callable[[], tuple[str, str]]


@pytest.fixture
def staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "套表"
    folder.mkdir()
    with staged_forms(folder, monkeypatch) as path:
        yield path


def test_words_are_replaced_in_the_forms_of_every_stage(staged: Path) -> None:
    with Book.open(staged) as book:
        with book.step("填") as step:
            step.update("own_adjustment", 1, {"own_reason": "甲乙丙变了"})
        (hit,) = find_texts(book, "甲乙丙")
        assert (hit.label, hit.form) == ("调整原因", "乡村医生补助 调整 1")
        assert find_texts(book, "甲乙丙", ("adjustment", 1)) == (hit,)
        assert find_texts(book, "甲乙丙", ("project", 1)) == ()
        assert replace_texts(book, changes_of([hit], "甲乙丙", "任务"), "甲乙丙", "任务") == 1
        told = record(book, "adjustment", 1)
        assert isinstance(told, DeclaredRecord)
        assert told.declared["reason"] == "任务变了"
        assert len(records(book, "adjustment")) == 1


@pytest.mark.parametrize("stage", ["调整", "adjustment"])
def test_list_shows_the_marks_of_a_stage(
    staged: Path, stage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", str(staged), "--stage", stage]) == 0
    lines = capsys.readouterr().out.splitlines()
    marks = [line.strip()[0] for line in lines if line.startswith("    ")]
    assert marks[0] in "○◐"
    assert marks[1:] == ["–"] * 3
    assert sum("调整 1 个" in line for line in lines) == 1
    assert main(["list", str(staged), "--json", "--stage", stage]) == 0
    content = json.loads(capsys.readouterr().out)
    projects = [one for unit in content["departments"][0]["units"] for one in unit["projects"]]
    assert [len(one["forms"]) for one in projects] == [1, 0, 0, 0]
    assert projects[0]["forms"][0]["number"] == 1


def test_export_writes_the_forms_of_a_stage_alone(
    staged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "出"
    assert main(["export", str(staged), "--to", str(out), "--xlsx", "--stage", "调整"]) == 0
    (written,) = out.iterdir()
    assert written.name == "自加字段 调整.xlsx"
    capsys.readouterr()
    assert main(["export", str(staged), "--to", str(out), "--stage", "监控"]) == 2
    assert "没有这个阶段的表" in capsys.readouterr().err


def test_an_unknown_stage_is_refused_with_those_there_are(
    staged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", str(staged), "--stage", "验收"]) == 2
    told = capsys.readouterr().err
    assert "没有「验收」这个阶段" in told
    assert "目标、" in told
    assert "监控" in told
