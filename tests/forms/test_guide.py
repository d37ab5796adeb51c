"""docs/forms.md is true: each of its examples is a set, or rows of a form, that can be read."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from budgetdesk.domain.records import (
    Department,
    Funding,
    Indicator,
    PerHorizon,
    Project,
    Unit,
)
from budgetdesk.forms.layout import lay_out, lay_out_all
from budgetdesk.forms.loader import read_form_set
from budgetdesk.forms.sheet import Sheet
from tests.forms.test_grid import _assert_covered as assert_covered

_GUIDE = (Path(__file__).parents[2] / "docs" / "forms.md").read_text("utf-8")
_BLOCK = re.compile(
    r"^```toml (?P<place>\S+)(?P<more> \+)?\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
_BLOCKS = tuple(_BLOCK.finditer(_GUIDE))
_HEAD = """
kind = "project"
version = "1"
name = "样张"
title = "样张"
columns = [20, 60, 70, 130, 70, 132]
"""
_UNIT = Unit("卫生院", Department("202", "卫生健康局", id=1), id=1)


def _written(folder: Path, *, until: int | None = None) -> list[str]:
    """The files of the guide's first so many blocks; the sets that are complete by then."""
    made: dict[str, None] = {}
    texts: dict[str, str] = defaultdict(str)
    for block in _BLOCKS[:until]:
        place = block["place"]
        if place == "rows":
            continue
        texts[place] = (texts[place] if block["more"] else "") + block["text"]
        file = folder / place
        file.parent.mkdir(exist_ok=True)
        file.write_text(texts[place], "utf-8")
        made[file.parent.name] = None
    return list(made)


@pytest.mark.parametrize("until", range(1, len(_BLOCKS) + 1))
def test_after_every_step_of_the_guide_there_is_a_set_that_works(
    tmp_path: Path, until: int
) -> None:
    sets = _written(tmp_path, until=until)
    waiting = {"list-2026"} if "list-2026" in sets and not _has(tmp_path, "list-2026/table") else ()
    for set_id in set(sets) - {*waiting}:
        form_set = read_form_set(tmp_path, set_id)
        for form in form_set.forms_of("project"):
            assert_covered(lay_out(form, _project(), form_set.fiscal_year, every_slot=True))


def _has(folder: Path, name: str) -> bool:
    return (folder / f"{name}.toml").is_file()


def test_the_guide_has_blocks_of_rows_and_each_can_be_drawn(tmp_path: Path) -> None:
    _written(tmp_path)
    rows = [block["text"] for block in _BLOCKS if block["place"] == "rows"]
    assert len(rows) == 2
    for number, text in enumerate(rows):
        own = tmp_path / f"rows-{number}"
        own.mkdir()
        parts = list(dict.fromkeys(re.findall(r"\[\[rows\.(\w+)\]\]", text)))
        (own / "set.toml").write_text('extend = "demo-2026"\nforms = ["project"]\n', "utf-8")
        form = f"{_HEAD}order = {parts}\n".replace("'", '"')
        (own / "project.toml").write_text(form + text, "utf-8")
        form_set = read_form_set(tmp_path, own.name)
        assert_covered(lay_out(form_set.form("project"), _project(), 2026, every_slot=True))


def _project(name: str = "补助", number: int = 1) -> Project:
    rows: tuple[Indicator, ...] = (
        Indicator("产出指标", "数量指标", "人数", "≥95人", number, declared={"weight": 30}),
        Indicator("产出指标", "质量指标", "合格率", "优良", number + 1, declared={"weight": 20}),
    )
    funding = PerHorizon(None, Funding(total=1_500_000_00))
    said = {"new": "延续项目", "people": 30, "measures": ()}
    goals = PerHorizon(None, "做好")
    indicators: PerHorizon[tuple[Indicator, ...]] = PerHorizon(None, rows)
    return Project(
        name, _UNIT, funding=funding, goals=goals, indicators=indicators,
        id=number, declared=said,
    )  # fmt: skip


def _texts(sheet: Sheet) -> list[str]:
    return [cell.text for cell in sheet.cells if cell.text]


def test_what_the_guide_promises_is_printed(tmp_path: Path) -> None:
    _written(tmp_path)
    form_set = read_form_set(tmp_path, "demo-2026")
    texts = _texts(lay_out(form_set.form("project"), _project(), 2026))
    for text in ("产出指标（50分）", "□新增项目 √延续项目", "30人", "150.00", "50,000"):
        assert text in texts


def test_a_list_form_has_all_projects_in_one_table(tmp_path: Path) -> None:
    _written(tmp_path)
    form_set = read_form_set(tmp_path, "list-2026")
    _, table = form_set.forms_of("project")
    projects = [_project("补助", 1), _project("培训", 11)]
    (sheet,) = lay_out_all(table, projects, 2026)
    assert_covered(sheet)
    texts = _texts(sheet)
    assert (texts.count("项目名称"), texts.count("补助"), texts.count("培训")) == (1, 1, 1)
    assert [cell.rows for cell in sheet.cells if cell.text == "培训"] == [2]
    assert {"1", "2"} <= set(texts)
    assert {cell.field.record_id for cell in sheet.cells if cell.field} == {1, 11}
