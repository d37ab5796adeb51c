"""Grids typed as texts, and a form in the plainest habit."""

from collections.abc import Callable, Iterable, Sequence

import pytest

from budgetdesk.exchange.foreign.forms import SourceReading, read_forms
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.forms.loader import load_form_set

Rows = Sequence[Sequence[str]]
Read = Callable[..., SourceReading]

PLAIN: list[list[str]] = [
    ["某县项目支出绩效目标申报表", "", "", ""],
    ["项目名称", "老年食堂补助", "", ""],
    ["主管部门", "202-某县民政局", "实施单位", "某县养老中心"],
    ["项目资金（万元）", "年度资金总额", "12.5", ""],
    ["", "其中：中央财政资金", "2.5", ""],
    ["", "县级财政资金", "10", ""],
    ["立项依据", "县政府常务会议纪要", "", ""],
    ["年度目标", "办好12个老年食堂", "", ""],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "食堂数量", "≥12个"],
    ["", "质量指标", "食品安全达标率", "100%"],
    ["满意度指标", "服务对象满意度指标", "老人满意度", "≥95%"],
]


def grid_of(rows: Iterable[Sequence[str]], name: str = "Sheet1") -> SourceGrid:
    """A sheet without merged cells."""
    cells = (
        SourceCell(row, column, text, f"{name}!{row + 1}.{column + 1}")
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
    )
    return SourceGrid(name, tuple(cells))


@pytest.fixture(scope="session")
def read() -> Read:
    """Reads the forms of some rows as a set's labels have them."""

    def read_rows(rows: Rows, form_set: str = "luliang-2025") -> SourceReading:
        return read_forms([grid_of(rows)], FormKinds(load_form_set(form_set)))

    return read_rows
