"""Levels and names that are counted in whatever way, names with their value in one cell."""

from dataclasses import replace

import pytest

from budgetdesk.exchange.foreign.content import ProjectContents
from budgetdesk.exchange.foreign.forms import read_forms
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.foreign.reading import ProjectReading
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign.kinds_of_files import Rows
from tests.exchange.foreign.office_habits import LEVELS, head
from tests.exchange.foreign.test_clerks import KINDS, SET, grid_of

COUNTING = ("{}.", "{}、", "（{}）", "({})", "{}．", "指标{}：")
NUMBERS = ("123456789", "一二三四五六七八九", "①②③④⑤⑥⑦⑧⑨")
POINTS = ("（50分）", "(50)", "（权重50%）", "\n（分值：50）", " 50分", "（50%）")
LATER = FormKinds(load_form_set("yonghe-2024"))
HEADS = ["一级指标", "二级指标", "三级指标", "指标值"]


def _read(rows: Rows, heads: list[str] | None = None) -> ProjectReading:
    (form,) = read_forms([grid_of([*head(), heads or HEADS, *rows])], KINDS).projects
    ProjectContents(SET, [], []).content(form)
    return form


def _said(form: ProjectReading) -> list[tuple[str, ...]]:
    return [(it.level1, it.level2, it.name, it.target) for it in form.rows]


@pytest.mark.parametrize("counting", COUNTING)
@pytest.mark.parametrize("numbers", NUMBERS)
def test_what_counts_levels_and_names_is_no_part_of_them(counting: str, numbers: str) -> None:
    style = "{}" if numbers.startswith("①") else counting
    marks = [style.format(it) for it in numbers]
    rows = [
        [f"{marks[0]}{level1}", f"{marks[1]}{level2}", f"{marks[at]}{name}", target]
        for at, (level1, level2, name, target) in enumerate(LEVELS)
    ]
    form = _read(rows)
    assert _said(form) == [*LEVELS]
    assert not any(it.why for it in form.rows)


@pytest.mark.parametrize("points", POINTS)
def test_the_points_of_a_level_are_no_part_of_its_name(points: str) -> None:
    form = _read([[level1 + points, level2 + points, *rest] for level1, level2, *rest in LEVELS])
    assert _said(form) == [*LEVELS]
    assert not any(it.why for it in form.rows)


@pytest.mark.parametrize("between", ["：", ":", "： ", ""])
@pytest.mark.parametrize("heads", [HEADS, HEADS[:3], [*HEADS[:2], "三级指标及指标值"]])
@pytest.mark.parametrize("merged", [True, False])
def test_a_name_with_its_value_in_one_cell_is_parted_and_told(
    between: str, heads: list[str], *, merged: bool
) -> None:
    """Each in its own cell, or one below the other in the cell of their level."""
    pairs = (("维修数量", "≥86处"), ("验收数量", "≥80处"))
    cells = [f"{name}{between}{target}" for name, target in pairs]
    rows = [["产出指标", "数量指标", it] for it in (["\n".join(cells)] if merged else cells)]
    form = _read(rows, heads)
    assert _said(form) == [("产出指标", "数量指标", *it) for it in pairs]
    assert all(it.certainty is Certainty.GUESSED and "一格" in it.why for it in form.rows)


@pytest.mark.parametrize("name", ["其中：", "工程质量（合格/不合格）", "项目成本≤预算数"])
def test_a_name_without_a_value_stays_whole(name: str) -> None:
    (row,) = _read([["产出指标", "数量指标", name]]).rows
    assert (row.name, row.target, row.why) == (name, "", "没有指标值")


def test_both_levels_in_one_cell_are_told_apart() -> None:
    rows = [[f"{level1}/{level2}", *rest] for level1, level2, *rest in LEVELS]
    form = _read(rows, ["一级/二级指标", "三级指标", "指标值"])
    assert _said(form) == [*LEVELS]


HEADS_OF_LATER = {"monitoring": "1-7月执行情况", "self_evaluation": "实际完成值"}
TITLES = {"monitoring": "项目支出绩效监控表", "self_evaluation": "项目支出绩效自评表"}


@pytest.mark.parametrize("kind", TITLES)
@pytest.mark.parametrize(("name", "read"), [("验收合格率", "96%"), ("每人补助", "0.96")])
def test_a_part_of_one_in_a_cell_of_numbers_is_told_in_every_column(
    kind: str, name: str, read: str
) -> None:
    rows = [
        [TITLES[kind], ">", ">", ">"],
        ["项目名称", "农村饮水", ">", ">"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", HEADS_OF_LATER[kind]],
        ["产出指标", "质量指标", name, "95%", "0.96"],
    ]
    grid = grid_of(rows)
    cells = tuple(replace(it, number=it.text == "0.96") for it in grid.cells)
    (form,) = read_forms([replace(grid, cells=cells)], LATER).records
    last = "so_far" if kind == "monitoring" else "actual"
    (row,) = form.rows
    assert (row.texts[last], row.certainty) == (read, Certainty.GUESSED)
    assert "单元格中是 0.96" in row.why


@pytest.mark.parametrize("boxes", ["□确定能 ☑有可能 □完全不可能", "确定能（ ） 有可能（√）"])
def test_a_box_that_is_ticked_in_a_row_is_its_choice(boxes: str) -> None:
    rows = [
        ["项目支出绩效监控表", ">", ">", ">", ">"],
        ["项目名称", "农村饮水", ">", ">", ">"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "完成目标可能性"],
        ["产出指标", "质量指标", "合格率", "95%", boxes],
    ]
    (form,) = read_forms([grid_of(rows)], LATER).records
    assert form.rows[0].texts["likelihood"] == "有可能"
    assert not form.rows[0].why


SIGNS = {
    "≥": "≥", ">=": "≥", "》=": "≥", "＞＝": "≥", "≧": "≥", "⩾": "≥", "大于等于": "≥",
    "≤": "≤", "<=": "≤", "《=": "≤", "＜=": "≤", "≦": "≤", "小于等于": "≤",
    "=": "=", "＝": "=", "等于": "=", "＞": ">", "大于": ">", "<": "<", "小于": "<",
    "不低于": "不低于", "定性": "", "": "",
}  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
def test_a_target_in_three_columns_keeps_its_sign_and_its_unit(sign: str) -> None:
    heads = ["一级指标", "二级指标", "三级指标", "计算符号", "指标值", "度量单位"]
    form = _read([["产出指标", "质量指标", "验收合格率", sign, "95", "%"]], heads)
    assert form.rows[0].target == f"{SIGNS[sign]}95%"


@pytest.mark.parametrize("marks", [("", ""), ("一、", "（一）"), ("1.", "①")])
@pytest.mark.parametrize("columns", [True, False])
def test_levels_over_the_whole_width_head_the_rows_below(
    marks: tuple[str, str], *, columns: bool
) -> None:
    """With columns for the levels, that are blank then, or without."""
    own = ["", ""] if columns else []
    heads = [*HEADS[:2], *HEADS[2:]] if columns else HEADS[2:]
    over = [">"] * (len(heads) - 1)
    rows: Rows = []
    before = ("", "")
    for level1, level2, name, target in LEVELS:
        rows += [[f"{marks[0]}{level1}", *over]] * (level1 != before[0])
        rows += [[f"{marks[1]}{level2}", *over]] * ((level1, level2) != before)
        rows.append([*own, name, target])
        before = (level1, level2)
    if not columns:
        heads = ["三级指标", "指标值"]
    assert _said(_read(rows, heads)) == [*LEVELS]
