"""Several columns of values beside one name: each of its own time, those of another are told."""

from collections.abc import Sequence

import pytest

from budgetdesk.domain.records import Horizon
from budgetdesk.exchange.foreign.forms import read_forms
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.foreign.reading import ProjectReading
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign.kinds_of_files import Rows
from tests.exchange.foreign.office_habits import LEVELS, head
from tests.exchange.foreign.test_clerks import KINDS, grid_of

ANNUAL, ALL_YEARS = Horizon.ANNUAL, Horizon.IMPLEMENTATION
Heads = Sequence[tuple[str, Horizon | None]]  # None: of another time, or nobody knows

ONE_ROW: Sequence[Heads] = (
    (("实施周期指标值", ALL_YEARS), ("年度指标值", ANNUAL)),
    (("年度指标值", ANNUAL), ("实施期指标值", ALL_YEARS)),
    (("总指标值", ALL_YEARS), ("当年指标值", ANNUAL)),
    (("中期目标值", ALL_YEARS), ("年度目标值", ANNUAL)),
    (("上半年指标值", None), ("全年指标值", ANNUAL)),
    (("1-6月目标值", None), ("目标值", ANNUAL)),
    (("半年计划值", None), ("全年计划值", ANNUAL)),
    (("上年指标值", None), ("本年指标值", ANNUAL)),
    (("上年完成值", None), ("指标值", ANNUAL)),
    (("指标值", ANNUAL), ("指标内容", None)),
    (("指标内容", None), ("指标值", ANNUAL), ("指标说明", None)),
    (("绩效指标描述", None), ("指标值", ANNUAL), ("指标值确定依据", None)),
)
TWO_ROWS: Sequence[Heads] = (
    (("前年", None), ("上年", None), ("预计当年实现", ANNUAL)),
    (("实施期", ALL_YEARS), ("年度", ANNUAL)),
    (("上半年", None), ("全年", ANNUAL)),
    (("一季度", None), ("二季度", None), ("全年", ANNUAL)),
)


def _values(number: int, heads: Heads) -> list[str]:
    return [f"第{number}行第{at}列" for at in range(len(heads))]


def _read(rows: Rows) -> tuple[ProjectReading, set[str]]:
    source = read_forms([grid_of(rows)], KINDS)
    (form,) = source.projects
    return form, {it.cell.said for it in (*form.unread, *source.unread)}


def _require(heads: Heads, headings: Rows) -> None:
    rows = [[*it[:3], *_values(number, heads)] for number, it in enumerate(LEVELS)]
    form, told = _read([*head(), *headings, *rows])
    for at, (_, span) in enumerate(heads):
        column = [_values(number, heads)[at] for number in range(len(LEVELS))]
        if span is None:
            assert set(column) <= told
            continue
        own = [it for it in form.rows if it.horizon is span]
        assert [it.target for it in own] == column
        assert [(it.level1, it.level2, it.name) for it in own] == [it[:3] for it in LEVELS]
        assert not any(it.why for it in own)
    assert {it.horizon for it in form.rows} == {it for _, it in heads} - {None}


@pytest.mark.parametrize("heads", ONE_ROW, ids=lambda it: "-".join(name for name, _ in it))
def test_a_column_of_values_is_of_the_time_that_it_says(heads: Heads) -> None:
    _require(heads, [["一级指标", "二级指标", "三级指标", *(name for name, _ in heads)]])


@pytest.mark.parametrize("heads", TWO_ROWS, ids=lambda it: "-".join(name for name, _ in it))
@pytest.mark.parametrize("merged", [True, False])
def test_a_second_row_of_headings_says_of_which_time_each_is(heads: Heads, *, merged: bool) -> None:
    over = [">" if merged else ""] * (len(heads) - 1)
    beside = ["^" if merged else ""] * 3
    upper = ["一级指标", "二级指标", "三级指标", "指标值", *over]
    _require(heads, [upper, [*beside, *(name for name, _ in heads)]])


def test_a_lone_column_of_part_of_a_year_is_told() -> None:
    form, _ = _read([*head(), [*"一级指标 二级指标 三级指标 上半年指标值".split()], [*LEVELS[0]]])
    assert (form.rows[0].target, form.rows[0].certainty) == (LEVELS[0][3], Certainty.GUESSED)
    assert "上半年" in form.rows[0].why


def test_several_columns_of_one_time_are_told() -> None:
    heads = [*"一级指标 二级指标 三级指标 指标值 目标值".split()]
    form, told = _read([*head(), heads, [*LEVELS[0], "90处"]])
    assert (form.rows[0].target, form.rows[0].certainty) == (LEVELS[0][3], Certainty.GUESSED)
    assert told == {"90处"}


def test_a_later_form_takes_the_values_of_its_year() -> None:
    kinds = FormKinds(load_form_set("yonghe-2024"))
    rows = [
        ["项目支出绩效自评表", ">", ">", ">", ">", ">"],
        ["项目名称", "农村饮水", ">", ">", ">", ">"],
        [*"一级指标 二级指标 三级指标 实施期指标值 年度指标值 实际完成值".split()],
        [*LEVELS[0][:3], "≥200处", "≥86处", "90处"],
    ]
    source = read_forms([grid_of(rows)], kinds)
    (row,) = source.records[0].rows
    assert (row.target, row.texts["actual"]) == ("≥86处", "90处")
    assert "≥200处" in {it.cell.said for it in source.records[0].unread}
