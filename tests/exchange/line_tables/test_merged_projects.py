"""A project merged over the rows of its sources is that of all of them."""

import pytest

from budgetdesk.domain.records import LedgerLine
from budgetdesk.exchange.line_tables.reading import lines_of
from tests.exchange.line_tables.test_office_tables import rows_of

HEAD = "单位|科目编码|项目|资金来源|金额（元）\n"
Line = tuple[str, str, str | None, str, int]


def named(text: str) -> list[Line]:
    rows = rows_of(HEAD + text)
    assert not [row.problems for row in rows if row.problems]
    return [
        (it.unit.name, it.function_code, it.project, it.source, it.amount // 100)
        for it in lines_of(rows)
        if isinstance(it, LedgerLine)
    ]


RIGHT = [
    ("县医院", "2100408", "甲", "general", 100),
    ("县医院", "2100408", "甲", "unit_funds", 200),
    ("县卫健局", "2100409", "乙", "general", 100),
    ("县卫健局", "2100409", "乙", "unit_funds", 400),
]


@pytest.mark.parametrize("summed", [True, False])
def test_blanks_below_a_project_are_of_its_merged_cell(*, summed: bool) -> None:
    if summed:
        text = """县医院|2100408|甲|小计|300
|||一般公共预算|100
|||单位资金|200
县卫健局|2100409|乙|小计|500
|||一般公共预算|100
|||单位资金|400"""
    else:
        text = """县医院|2100408|甲|一般公共预算|100
|||单位资金|200
县卫健局|2100409|乙|一般公共预算|100
|||单位资金|400"""
    assert named(text) == RIGHT


def test_a_row_with_a_code_of_its_own_and_no_project_has_none() -> None:
    text = "县医院|2100408|甲|一般公共预算|100\n|2100409||一般公共预算|200"
    assert [line[2] for line in named(text)] == ["甲", None]
