"""A set of another province that extends none of those that ship: in, checked, out and back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.cli import main
from budgetdesk.forms import loader

_SET = """
name = "某省2026年项目支出绩效目标套表"
fiscal_year = 2026
forms = ["project"]
brackets = "full"
thousands = true
unused_slots = false
tree = "new"
required_slots = [["产出指标", "数量指标"]]

[region]
code = "990000"
name = "某省"
level = ""

[choices]
attribute = ["一级项目", "二级项目"]
"""
_DICTIONARY = """
[project.by_horizon.lists.indicators.fields]
method = { name = "计算方法", kind = "paragraph" }
note = { name = "备注", kind = "line" }
"""
_FORM = """
kind = "project"
version = "1"
name = "项目支出绩效目标表"
title = "{region}{name}"
order = ["head", "indicators"]
columns = [60, 60, 120, 80, 90, 72]

[[rows.head]]
cells = [{ text = "{title}", style = "title", columns = 6 }]

[[rows.head]]
cells = [
    { text = "项目名称" },
    { field = "name", columns = 3 },
    { text = "项目级次" },
    { field = "attribute", boxes = "below" },
]

[[rows.head]]
cells = [
    { text = "实施单位" },
    { field = "unit.name", columns = 3 },
    { text = "预算金额（元）" },
    { field = "funding.annual.total" },
]

[[rows.head]]
cells = [{ text = "总体绩效目标" }, { field = "goals.annual", columns = 5 }]

[[rows.indicators]]
band = "indicators"
cells = [
    { level = 1 },
    { level = 2 },
    { field = "indicators.annual.name" },
    { field = "indicators.annual.target" },
    { field = "indicators.annual.method" },
    { field = "indicators.annual.note" },
]
"""
_PROJECT = {
    "name": "村道养护",
    "department": {"code": "201", "name": "交通运输局"},
    "unit": {"name": "公路站"},
    "attribute": "二级项目",
    "funding": {"annual": {"total": "1200000"}},
    "goals": {"annual": "养护村道120公里，通行率达到98%"},
    "indicators": {
        "annual": [
            {
                "level1": "产出指标",
                "level2": "数量指标",
                "name": "养护里程",
                "target": "≥120公里",
                "method": "按实际里程",
                "note": "按月",
            },
        ],
    },
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of an office's own sets, which holds nothing but this one."""
    own = tmp_path / "forms" / "lone-2026"
    own.mkdir(parents=True)
    for name, text in {"set": _SET, "dictionary": _DICTIONARY, "project": _FORM}.items():
        (own / f"{name}.toml").write_text(text, "utf-8")
    monkeypatch.setenv("BUDGETDESK_FORMS", str(own.parent))
    caches = (loader.load_form_set, loader.form_set_ids)
    for cached in caches:
        cached.cache_clear()
    yield own
    for cached in caches:
        cached.cache_clear()


def test_it_is_listed_beside_those_that_ship(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = folder.parent / "broken-2026"
    broken.mkdir()
    (broken / "set.toml").write_text('name = "', "utf-8")
    assert main(["new", "--list"]) == 1
    told = capsys.readouterr()
    assert "lone-2026\t某省2026年项目支出绩效目标套表" in told.out
    assert "yonghe-2024\t" in told.out
    assert "broken-2026/set.toml" in told.err


def test_a_file_need_not_say_what_no_form_asks_for(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, first, second = (tmp_path / name for name in ("一.json", "一.budget", "二.budget"))
    content = {
        "format": "budgetdesk-projects/1",
        "form_set": folder.name,
        "fiscal_year": 2026,
        "region": {"code": "990000", "name": "某省", "level": ""},
        "projects": [_PROJECT],
    }
    file.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    for book, source in ((first, file), (second, tmp_path / "出" / "projects.json")):
        assert main(["new", str(book), "--form-set", folder.name]) == 0
        assert main(["import", str(book), str(source)]) == 0
        out = tmp_path / ("出" if book == first else "再出")
        assert main(["export", str(book), "--to", str(out), "--json", "--xlsx", "--pdf"]) == 0
    both = [(tmp_path / it / "projects.json").read_text("utf-8") for it in ("出", "再出")]
    assert both[0] == both[1]
    (project,) = json.loads(both[0])["projects"]
    assert project["indicators"]["annual"][0]["method"] == "按实际里程"
    assert main(["check", str(first)]) == 1  # 满意度 is missing
    assert main(["tables", str(first)]) == 2
    assert "extend" in capsys.readouterr().err
