"""The list of 民生领域重大事项 on the command line."""

import json
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.cli import main

SET = "jincheng-chengqu-2025"


@pytest.fixture
def path(tmp_path: Path, shared: Path) -> Path:
    path = tmp_path / "晋城 城区.budget"
    Book.create(path, BookInfo(SET, 2025, "晋城市城区 2025")).close()
    assert main(["import", str(path), str(shared / "samples" / SET / "projects.json")]) == 0
    return path


def test_a_published_list_is_imported_listed_and_computed(
    path: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = shared / "samples" / SET / "summary.json"
    capsys.readouterr()
    assert main(["import", str(path), str(summary)]) == 0
    assert "民生清单 30 项，10 项有绩效目标表。" in capsys.readouterr().out
    assert main(["list", str(path)]) == 0
    assert capsys.readouterr().out.count("〔民生〕") == 10
    assert main(["tables", str(path), "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    published = json.loads(summary.read_text("utf-8"))
    assert list(content) == ["livelihood"]
    assert content["livelihood"]["title"] == published["title"]
    assert content["livelihood"]["columns"] == published["columns"]
    assert content["livelihood"]["rows"][-1] == {**published["rows"][27], "seq": 10}
    assert main(["tables", str(path)]) == 0
    assert "113001-晋城市城区市容环卫中心" in capsys.readouterr().out


def test_the_check_tells_of_the_list(
    path: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["import", str(path), str(shared / "samples" / SET / "summary.json")])
    capsys.readouterr()
    main(["check", str(path), "--json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    codes = [finding["code"] for finding in findings if finding["code"].startswith("M")]
    assert sorted(set(codes)) == ["M01", "M03"]
    main(["check", str(path)])
    assert "民生清单第 30 项「生态环境巡查服务」没有绩效目标表。" in capsys.readouterr().out
