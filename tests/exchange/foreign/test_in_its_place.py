"""Where a value stands says what it is: amounts in their unit, goals of their years, no heading."""

import pytest

from budgetdesk.domain.money import parse_yuan
from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.forms import read_forms
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.foreign.reading import ProjectReading
from budgetdesk.exchange.foreign.records import RecordContents
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign.kinds_of_files import Rows
from tests.exchange.foreign.office_habits import LEVELS, head
from tests.exchange.foreign.test_clerks import KINDS, grid_of

SET = load_form_set("yonghe-2024")
LATER = FormKinds(SET)
HEADS = ["一级指标", "二级指标", "三级指标", "指标值"]
ALL_YEARS = "用三年时间修好86处工程，让全县三万人喝上放心水。"
THIS_YEAR = "今年修好30处工程，验收合格率达到百分之百。"
ROWS = {"total": "年度资金总额", "fiscal": "其中：当年财政拨款", "other": "其他资金"}
COLUMNS = {"initial": "年初预算数", "full": "全年预算数", "executed": "全年执行数"}
FEN = {f"{it}_{row}": 100 * number for number, (it, row) in enumerate(
    ((it, row) for it in COLUMNS for row in ROWS), 123_456)}  # fmt: skip


def _project(*rows: list[str]) -> ProjectReading:
    (form,) = read_forms([grid_of([*head(), *rows, HEADS, [*LEVELS[0]]])], KINDS).projects
    return form


def _later(*rows: list[str]) -> ProjectReading:
    top: Rows = [["项目支出绩效自评表", ">", ">", ">"], ["项目名称", "农村饮水", ">", ">"]]
    (form,) = read_forms([grid_of([*top, *rows, HEADS, [*LEVELS[0]]])], LATER).records
    return form


def _grid(*, turned: bool, unit: str, where: str, bracket: str) -> Rows:
    """The amounts with their unit said at one place; `turned` with the columns as rows."""
    digits = {"元": 2, "万元": 6}[unit]
    down, across = (COLUMNS, ROWS) if turned else (ROWS, COLUMNS)
    side = f"项目资金（{unit}）" if where == "side" else "项目资金"
    heads = [
        f"{it}{bracket}{f'（{unit}）' if where == 'heading' else ''}" for it in across.values()
    ]
    rows: Rows = [[f"单位：{unit}", ">", ">", ">", ">"]] if where == "above" else []
    rows.append([side, "", *heads])
    for key, name in down.items():
        paths = [f"{key}_{it}" if turned else f"{it}_{key}" for it in across]
        rows.append(["^", name, *(f"{FEN[it] / 10**digits:.{digits}f}" for it in paths)])
    return rows


@pytest.mark.parametrize("turned", [True, False])
@pytest.mark.parametrize("unit", ["元", "万元"])
@pytest.mark.parametrize("where", ["side", "above", "heading"])
@pytest.mark.parametrize("bracket", ["", "（A）"])
def test_amounts_of_rows_and_columns_are_in_the_unit_that_is_said(
    unit: str, where: str, bracket: str, *, turned: bool
) -> None:
    if turned and bracket:
        return  # such letters stand behind the names of columns
    form = _later(*_grid(turned=turned, unit=unit, where=where, bracket=bracket))
    found = {path: parse_yuan(it.text) for path, it in form.fields.items() if path in FEN}
    assert found == FEN
    assert not any(form.fields[path].why for path in FEN)


@pytest.mark.parametrize("label", ["资金总额：345.67", "资金总额（万元）：345.67"])
@pytest.mark.parametrize("said", [True, False])
def test_an_amount_behind_its_label_is_in_the_unit_that_is_said(label: str, *, said: bool) -> None:
    note = [["单位：万元", ">", ">", ">"]] if said else []
    form = _project(*note, [label, ">", ">", ">"])
    amount = form.fields["funding.annual.total"]
    told = said or "万元" in label
    assert parse_yuan(amount.text) == (345_670_000 if told else 34567)
    assert (amount.certainty is Certainty.GUESSED) is not told


@pytest.mark.parametrize("unit", ["元", "千元", "万元"])
def test_a_unit_in_a_cell_of_its_own_is_that_of_the_amount_before_it(unit: str) -> None:
    form = _project(["年度资金总额", "120", unit, ""], ["其他资金", "20", unit, ""])
    fen = {"元": 100, "千元": 100_000, "万元": 1_000_000}[unit]
    assert parse_yuan(form.fields["funding.annual.total"].text) == 120 * fen
    assert parse_yuan(form.fields["funding.annual.other"].text) == 20 * fen
    assert not form.unread


def test_a_unit_over_several_headings_is_that_of_all() -> None:
    rows = [
        ["项目支出绩效目标清单", *[">"] * 6],
        ["项目名称", "资金（万元）", ">", "一级指标", "二级指标", "三级指标", "指标值"],
        ["^", "合计", "财政拨款", "^", "^", "^", "^"],
        ["农村饮水", "345.67", "300", *LEVELS[0]],
    ]
    (form,) = read_forms([grid_of(rows)], KINDS).projects
    assert parse_yuan(form.fields["funding.annual.total"].text) == 345_670_000
    assert parse_yuan(form.fields["funding.annual.local"].text) == 300_000_000


def test_an_amount_that_is_sure_stands_before_a_guess() -> None:
    form = _project(
        ["资金", "2023年", "2024年", "2025年"],
        ["预算数", "100", "200", "345.67"],
        ["年度资金总额（万元）", "345.67", ">", ">"],
    )
    assert parse_yuan(form.fields["funding.annual.total"].text) == 345_670_000
    assert {"100", "200"} <= {it.cell.said for it in form.unread}


@pytest.mark.parametrize("whole", ["总体目标", "项目总体目标（2025-2027年）", "项目绩效目标"])
@pytest.mark.parametrize("year", ["年度目标", "年度绩效目标（2025年）", "当年绩效目标"])
@pytest.mark.parametrize("first", [True, False])
def test_a_goal_beside_one_called_the_years_is_that_of_all_years(
    whole: str, year: str, *, first: bool
) -> None:
    rows = [[whole, ALL_YEARS, ">", ">"], [year, THIS_YEAR, ">", ">"]]
    form = _project(*(rows if first else rows[::-1]))
    assert form.fields["goals.annual"].text == THIS_YEAR
    moved = form.fields["goals.implementation"]
    assert (moved.text, moved.certainty) == (ALL_YEARS, Certainty.GUESSED)


@pytest.mark.parametrize("label", ["总体目标", "年度目标"])
def test_a_lone_goal_is_the_years(label: str) -> None:
    form = _project([label, THIS_YEAR, ">", ">"])
    assert form.fields["goals.annual"].text == THIS_YEAR
    assert "goals.implementation" not in form.fields


@pytest.mark.parametrize("counts", ["目标{}：", "{}."])
@pytest.mark.parametrize("apart", [True, False])
def test_a_text_in_several_cells_of_its_label_is_one(counts: str, *, apart: bool) -> None:
    texts = ("修好86处工程", "更换35公里管网", "全部通过验收")
    marks = [counts.format(it) for it in range(1, 4)]
    rows: Rows = []
    for number, (mark, text) in enumerate(zip(marks, texts, strict=True)):
        cells = [mark, ">", text] if apart else [mark + text, ">", ">"]
        rows.append(["^" if number else "年度目标", *cells])
    goal = _project(*rows).fields["goals.annual"]
    assert fold(goal.text) == fold("".join(map("".join, zip(marks, texts, strict=True))))
    assert goal.certainty is Certainty.GUESSED


def test_a_heading_right_of_a_goals_label_is_no_goal() -> None:
    form = _project(["年度目标", "年初设定目标", ">", "备注"], ["^", THIS_YEAR, ">", ""])
    assert "goals.annual" not in form.fields
    assert THIS_YEAR in {it.cell.said for it in form.unread}


@pytest.mark.parametrize("heading", ["金额（万元）", "年度资金总额", "年度目标", "备注"])
def test_a_heading_is_the_name_of_no_project(heading: str) -> None:
    rows: Rows = [["项目绩效目标表", ">", ">"], ["项目名称", heading, "产出指标"],
                  ["农村饮水", "345.67", "维修86处"]]  # fmt: skip
    source = read_forms([grid_of(rows)], KINDS)
    assert not source.projects
    assert source.unread


def test_every_row_that_has_no_place_is_told() -> None:
    form = _later()
    form.rows *= 5
    form.rows[:] = [it.__class__(it.horizon, "不明", f"不明{n}", it.texts, it.cell)
                    for n, it in enumerate(form.rows)]  # fmt: skip
    content = RecordContents(SET, form.record).content(form, "表.xlsx")
    assert not content.lists
    assert not form.rows
    assert len(form.unread) == 5


def test_a_sum_of_amounts_is_no_sum_of_points() -> None:
    """合计 below headings that nobody knows: its amounts are told, none is a score."""
    form = _later(
        ["项目资金（万元）", "", "2024年", "2025年"],
        ["^", "其中：财政拨款", "11.5", "12.5"],
        ["^", "合计", "13.5", "14.5"],
    )
    assert "total_score" not in form.fields
    assert {"11.5", "12.5", "13.5", "14.5"} <= {it.cell.said for it in form.unread}


def test_amounts_below_two_rows_of_headings_are_told() -> None:
    form = _later(
        ["项目资金（万元）", "年初预算数", ">", "执行率"],
        ["^", "财政拨款", "其他资金", "^"],
        ["年度资金总额", "300", "45", "94%"],
    )
    found = {it.text for it in form.fields.values()} | {it.cell.said for it in form.unread}
    assert {"300", "45", "94%"} <= found


def test_what_stands_right_of_a_result_is_not_swallowed() -> None:
    rows = [["项目支出绩效监控表", ">", ">", ">"], ["项目名称", "农村饮水", ">", ">"],
            ["年度总体目标", THIS_YEAR, "经费来源说明", "县级自筹为主"]]  # fmt: skip
    (form,) = read_forms([grid_of(rows)], LATER).records
    assert form.fields["goal"].text == THIS_YEAR
    assert "县级自筹为主" in {it.cell.said for it in form.unread}


def test_the_points_of_an_indicator_stand_right_of_its_name() -> None:
    """Those of its levels stand right of these, under the same heading."""
    heads = ["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "指标值", "完成值"]
    rows = [["项目支出绩效自评表", *[">"] * 7], ["项目名称", "农村饮水", *[">"] * 6], heads,
            ["产出指标", "50", "数量指标", "20", "维修", "10", "86处", "90处"]]  # fmt: skip
    (form,) = read_forms([grid_of(rows)], LATER).records
    assert form.rows[0].texts["weight"] == "10"
    assert {"50", "20"} <= {it.cell.said for it in form.unread}


def test_a_heading_below_a_label_is_no_value_of_it() -> None:
    rows = [["项目支出绩效目标调整表", *[">"] * 6], ["项目名称", "农村饮水", *[">"] * 5],
            ["一级指标", "二级指标", "调整前", ">", "调整后", ">", ""],
            ["^", "^", "三级指标", "指标值", "三级指标", "指标值", ""],
            ["产出指标", "数量指标", "维修", "86处", "维修", "70处", ""]]  # fmt: skip
    (form,) = read_forms([grid_of(rows)], LATER).records
    assert not {"goal_before", "goal_after"} & {*form.fields}
