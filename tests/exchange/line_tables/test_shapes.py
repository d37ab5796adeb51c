"""Measures, split codes and several columns of amounts, in the shapes that offices give them."""

import pytest

from budgetdesk.domain.ledger_revenue import RevenueTerms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.records import Department, LedgerLine, Source, Unit
from budgetdesk.exchange.line_tables.assumptions import Question, open_questions
from budgetdesk.exchange.line_tables.columns import Layout
from budgetdesk.exchange.line_tables.notes import table_notes
from budgetdesk.exchange.line_tables.reading import PastedRow, lines_of, read_rows
from budgetdesk.exchange.line_tables.recognising import recognise

BUREAU = Department("202", "县卫健局", id=1)
OFFICE = Unit("县卫健局", BUREAU, "202001", id=1)
HOSPITAL = Unit("县医院", BUREAU, "202002", id=2)
TERMS = LedgerTerms(2024, (OFFICE, HOSPITAL))
Table = list[list[str]]
Read = tuple[Layout, tuple[PastedRow, ...]]


def table(text: str) -> Table:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def read(matrix: Table) -> Read:
    layout = recognise(matrix, TERMS)
    return layout, read_rows(matrix, layout, TERMS, TERMS.fresh())


def lines(matrix: Table) -> list[LedgerLine]:
    _, rows = read(matrix)
    assert not any(row.problems for row in rows)
    return [line for line in lines_of(rows) if isinstance(line, LedgerLine)]


def yuan(matrix: Table) -> list[tuple[str, str, str, float]]:
    return [(it.nature, it.source, it.origin, it.amount / 100) for it in lines(matrix)]


LINE = "县医院 | 2100408 | 甲 |"
HEAD = "单位 | 科目编码 | 项目名称 |"
WAN = 1_500_000


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD} 金额（万元）\n{LINE} 1.5",
        f"{HEAD} 金额万元\n{LINE} 1.5",
        f"{HEAD} 金额（单位：万元）\n{LINE} 1.5",
        f"{HEAD} 金额\n | | | 万元\n{LINE} 1.5",
        f"{HEAD} 金额\n | | | （万元）\n{LINE} 1.5",
        f"预算表 | | | 单位：万元\n{HEAD} 金额\n{LINE} 1.5",
        f"预算表 | | 单位： | 万元\n{HEAD} 金额\n{LINE} 1.5",
        f"2024年预算表（单位：人民币万元）\n{HEAD} 金额\n{LINE} 1.5",
        f"2024年预算表（万元）\n{HEAD} 金额\n{LINE} 1.5",
        f"2024年预算表 金额单位为万元\n{HEAD} 金额\n{LINE} 1.5",
        f"{HEAD} 金额\n{LINE} 1.5\n注：单位：万元",
        f"单位：元\n{HEAD} 金额（万元）\n{LINE} 1.5",
        f"追加资金500元 | | |\n{HEAD} 金额（万元）\n{LINE} 1.5",
        f"{HEAD} 金额（千元）\n{LINE} 15",
        f"单位：百元\n{HEAD} 金额\n{LINE} 150",
        f"{HEAD} 金额（亿元）\n{LINE} 0.00015",
        f"{HEAD} 金额（元）\n{LINE} 15000",
        f"{HEAD} 金额（元）\n{LINE} 1.5万元",
        f"{HEAD} 补助标准（万元） | 金额（元）\n{LINE} 3 | 15000",
        f"关于追加资金500万元的通知\n{HEAD} 金额\n{LINE} 15000",
        f"关于下达补助资金500万元\n{HEAD} 金额\n{LINE} 15000",
        f"{HEAD} 金额\n县医院 | 2100408 | 贴息100万元 | 15000",
    ],
)
def test_amounts_are_in_what_belongs_to_them(text: str) -> None:
    assert [line.amount for line in lines(table(text))] == [WAN]


def test_a_note_against_a_heading_is_told() -> None:
    layout, _ = read(table(f"单位：万元\n{HEAD} 金额（元）\n{LINE} 1"))
    assert layout.told == ("表的附注写单位是万元，「金额」这一列写的是元：按元。",)


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("类 | 款 | 项", "210 | 04 | 08"),
        ("类 | 款 | 项", "210 | 4 | 8"),
        ("类 | 款 | 项", "210 | 21004 | 2100408"),
        ("科目编码 | | ", "210 | 04 | 08"),
        ("科目编码 | | ", "210 | 4 | 8"),
        ("功能科目类 | 功能科目款 | 功能科目项", "210 | 04 | 08"),
        ("类级 | 款级 | 项级", "210 | 04 | 08"),
    ],
)
def test_a_code_split_over_columns_is_one(heads: str, cells: str) -> None:
    text = f"单位 | {heads} | 项目名称 | 金额（元）\n县医院 | {cells} | 甲 | 1\n | | | | 乙 | 2"
    assert [line.function_code for line in lines(table(text))] == ["2100408", "2100408"]


def test_two_codes_split_side_by_side() -> None:
    made = lines(
        table("""
        单位 | 功能分类 | | | 经济分类 | | 项目名称 | 金额（元）
         | 类 | 款 | 项 | 类 | 款 | |
        县医院 | 210 | 04 | 08 | 302 | 01 | 甲 | 1
         | | | 09 | | 02 | 乙 | 2
    """)
    )
    assert [(it.function_code, it.department_economic) for it in made] == [
        ("2100408", "30201"), ("2100409", "30202")
    ]  # fmt: skip


B, P, G = "basic", "project", "general"


@pytest.mark.parametrize(
    ("heads", "cells", "expected"),
    [
        (
            "合计 | 当年预算 | 上年结转结余",
            "3 | 2 | 1",
            [(P, G, "current", 2), (P, G, "carryover", 1)],
        ),
        ("本年预算数 | 上年结转", "2 | 1", [(P, G, "current", 2), (P, G, "carryover", 1)]),
        ("金额 | 其中：上年结转", "3 | 1", [(P, G, "current", 2), (P, G, "carryover", 1)]),
        ("2023年预算数 | 2024年预算数", "1 | 2", [(P, G, "current", 2)]),
        ("2023年 | 2024年 | 2025年", "1 | 2 | 3", [(P, G, "current", 2)]),
        ("上年预算数 | 本年预算数 | 增减额", "1 | 2 | 1", [(P, G, "current", 2)]),
        ("年初预算数 | 调整预算数 | 执行数", "1 | 2 | 3", [(P, G, "current", 1)]),
        ("2023年执行数 | 2024年预算数", "1 | 2", [(P, G, "current", 2)]),
        ("合计 | 基本支出 | 项目支出", "3 | 2 | 1", [(B, G, "current", 2), (P, G, "current", 1)]),
        (
            "合计 | 人员经费 | 公用经费 | 项目支出",
            "6 | 1 | 2 | 3",
            [(B, G, "current", 1), (B, G, "current", 2), (P, G, "current", 3)],
        ),
        (
            "总计 | 财政拨款小计 | 一般公共预算 | 政府性基金 | 单位资金小计 | 事业收入 | 其他收入",
            "10 | 3 | 1 | 2 | 7 | 3 | 4",
            [
                (P, G, "current", 1), (P, "fund", "current", 2),
                (P, "unit_funds", "current", 3), (P, "unit_funds", "current", 4),
            ],
        ),
        (
            "合计 | 一般公共预算 | 基本支出 | 项目支出",
            "3 | 3 | 2 | 1",
            [(P, G, "current", 3)],
        ),
    ],
)  # fmt: skip
def test_of_several_columns_of_amounts_the_parts_are_taken(
    heads: str, cells: str, expected: list[tuple[str, str, str, float]]
) -> None:
    matrix = table(f"{HEAD} {heads}\n{LINE} {cells}")
    assert yuan(matrix) == expected
    taken = len(expected) < heads.count("|") + 1
    assert bool(read(matrix)[0].told) is taken, "what is left out is told"


def test_sources_within_this_year_and_what_is_carried() -> None:
    matrix = table("""
        单位 | 科目编码 | 项目名称 | 本年收入 | | | 上年结转结余 |
         | | | 小计 | 一般公共预算 | 政府性基金 | 一般公共预算 | 政府性基金
        县医院 | 2100408 | 甲 | 6 | 4 | 2 | 5 | 7
    """)
    assert yuan(matrix) == [
        (P, G, "current", 4), (P, "fund", "current", 2),
        (P, G, "carryover", 5), (P, "fund", "carryover", 7),
    ]  # fmt: skip


def test_parts_that_do_not_make_up_their_sum_are_told() -> None:
    matrix = table(f"{HEAD} 合计 | 一般公共预算 | 政府性基金\n{LINE} 10 | 3 | 2")
    layout, rows = read(matrix)
    assert any("第 2 行的「合计」与录入各列之和不等" in it for it in
               table_notes(matrix, layout, rows, TERMS))  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "cells", "questions"),
    [
        ("资金来源 | 资金年度 | 金额（元）", "基金 | 当年 | 1", []),
        ("资金来源 | 资金年度 | 金额", "基金 | 当年 | 1", [Question.UNIT]),
        ("资金来源 | 资金年度 | 金额", "基金 | 当年 | 1元", []),
        ("资金来源 | 金额（元）", "基金 | 1", [Question.ORIGIN]),
        ("资金来源 | 资金年度 | 金额（元）", " | 当年 | 1", [Question.SOURCE]),
        ("资金来源 | 2023年预算数（元）", "基金 | 1", [Question.ORIGIN, Question.YEAR]),
        ("类型 | 来源说明 | 金额（元）", "当年 | 单位资金 | 1", []),
        ("预算年度 | 资金来源 | 资金年度 | 金额（元）", "2023 | 基金 | 当年 | 1", [Question.YEAR]),
    ],
)
def test_what_is_open_is_asked(heads: str, cells: str, questions: list[Question]) -> None:
    matrix = table(f"{HEAD} {heads}\n{LINE} {cells}")
    layout, rows = read(matrix)
    assert list(open_questions(matrix, layout, rows, TERMS)) == questions


def test_the_nature_is_asked_where_no_row_names_a_project() -> None:
    matrix = table(f"{HEAD} 金额（元）\n县医院 | 2100408 | | 1")
    layout, rows = read(matrix)
    assert Question.NATURE in open_questions(matrix, layout, rows, TERMS)


def test_a_heading_repeated_on_each_page_is_no_content() -> None:
    matrix = table(f"{HEAD} 金额（元）\n{LINE} 1\n{HEAD} 金额（元）\n{LINE} 2")
    assert [line.amount for line in lines(matrix)] == [100, 200]


def test_a_group_is_headed_by_its_unit() -> None:
    matrix = table(
        f"{HEAD} 金额（元）\n一、县卫健局\n | 2100101 | 甲 | 1\n二、县医院\n | 2100201 | 乙 | 2"
    )
    assert [(it.unit.name, it.function_code) for it in lines(matrix)] == [
        ("县卫健局", "2100101"), ("县医院", "2100201")
    ]  # fmt: skip


def test_income_by_code_is_read_in_the_same_shapes() -> None:
    terms = RevenueTerms(2024, (OFFICE, HOSPITAL))
    matrix = table("""
        收入预算表（单位：万元）
        预算单位 | 收入科目编码 | 收入科目名称 | 资金性质 | 预算数
        202002-县医院 | 103 | 非税收入 | | 15
         | 10301 | 政府性基金收入 | | 15
         | 103 01 48 | 国有土地使用权出让收入 | 2-政府性基金预算 | 12
         | 1030155.0 | 彩票公益金收入 | 基金 | 3
    """)
    rows = read_rows(matrix, recognise(matrix, terms), terms, terms.fresh())
    assert [(it.unit, it.source, it.amount) for it in lines_of(rows)] == [
        (HOSPITAL, Source.FUND, 12_000_000), (HOSPITAL, Source.FUND, 3_000_000)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row", ["栏次 | 1 | 2 | 3", "1 | 2 | 3 | 4", "甲 | 乙 | 丙 | 1", "** | 1 | 2 | 3=1+2"]
)
def test_a_row_of_column_numbers_is_skipped_and_said(row: str) -> None:
    _, rows = read(table(f"{HEAD} 金额（元）\n{row}\n{LINE} 1"))
    assert [it.skipped for it in rows] == ["表头", "栏次", ""]
