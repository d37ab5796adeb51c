"""What stands above a table or its rows, and what only says what a row holds."""

import pytest

from budgetdesk.domain.records import Nature
from budgetdesk.exchange.line_tables.assumptions import Question, open_questions
from budgetdesk.exchange.line_tables.reading import read_rows
from budgetdesk.exchange.line_tables.recognising import recognise
from tests.exchange.line_tables.test_reading import LIKE, TERMS, lines, table

_HEAD = "单位 | 功能科目 | 项目 | 金额（元）"


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("2023年部门预算支出表", True),
        ("2025年度部门预算支出表", True),
        ("2024年部门预算支出表", False),
        ("2024年部门预算支出表（2023年提前下达）", False),
        ("编制日期：2023年12月", False),
        ("部门预算支出表", False),
    ],
)
def test_another_year_in_the_title_is_asked_for(title: str, *, asked: bool) -> None:
    matrix = table(f"{title}\n{_HEAD}\n县医院 | 2100201 | 甲 | 100")
    layout = recognise(matrix, TERMS)
    questions = open_questions(matrix, layout, read_rows(matrix, layout, TERMS, LIKE), TERMS)
    assert (Question.YEAR in questions) is asked


@pytest.mark.parametrize(
    "parts",
    [
        " | | 其中：甲一 | 40\n | | 甲二 | 60",
        "其中： | | 甲一 | 40\n | | 甲二 | 60",
        " | | 其中：甲一 | 100",
        " | | 其中：甲一 | 40",  # the rest is not told
    ],
)
def test_what_a_line_holds_is_no_line(parts: str) -> None:
    matrix = table(f"{_HEAD}\n县医院 | 2100201 | 甲 | 100\n{parts}\n | 2100202 | 乙 | 50")
    assert [(line.project, line.amount) for line in lines(matrix)] == [
        ("甲", 10_000), ("乙", 5_000)
    ]  # fmt: skip


def test_what_follows_a_part_and_does_not_add_up_is_a_line() -> None:
    matrix = table(f"{_HEAD}\n县医院 | 2100201 | 甲 | 100\n | | 其中：甲一 | 40\n | | 乙 | 70")
    assert [line.project for line in lines(matrix)] == ["甲", "乙"]


def test_an_outline_by_kinds_of_spending_is_read_once() -> None:
    matrix = table("""
        序号 | 项目 | 单位 | 功能科目 | 金额（元）
        一 | 基本支出 | | | 300
        1 | 人员经费 | 县医院 | 2100201 | 200
        2 | 公用经费 | 县医院 | 2100201 | 100
        二 | 项目支出 | | | 50
        1 | 甲 | 县医院 | 2100202 | 50
        | 合计 | | | 350
    """)
    assert [(line.nature, line.project, line.amount) for line in lines(matrix)] == [
        (Nature.BASIC, None, 20_000), (Nature.BASIC, None, 10_000), (Nature.PROJECT, "甲", 5_000)
    ]  # fmt: skip


def test_a_project_of_project_money_may_be_called_like_basic_money() -> None:
    matrix = table(
        "单位 | 功能科目 | 性质 | 项目 | 金额（元）\n县医院 | 2100201 | 项目支出 | 公用经费 | 1"
    )
    assert [line.project for line in lines(matrix)] == ["公用经费"]


def test_a_name_loses_what_is_never_seen() -> None:
    matrix = table(f"{_HEAD}\n\u200b县医院 | \u202d2100201\u202c | 甲\ufeff | 1,234.50\u2009")
    assert [(line.project, line.amount) for line in lines(matrix)] == [("甲", 123_450)]


@pytest.mark.parametrize("heading", ["金额（万）", "金额(万)", "预算数[万]"])
def test_a_measure_may_be_short(heading: str) -> None:
    matrix = table(f"单位 | 功能科目 | 项目 | {heading}\n县医院 | 2100201 | 甲 | 1.5")
    assert [line.amount for line in lines(matrix)] == [1_500_000]


@pytest.mark.parametrize(
    ("between", "heading"),
    [
        ("表二 | | | 单位：万元", _HEAD.replace("（元）", "（万元）")),
        ("单位：万元", _HEAD.replace("（元）", "")),
        ("", _HEAD.replace("（元）", "（万元）")),
    ],
)
def test_a_heading_said_again_in_another_measure_counts_for_what_is_below_it(
    between: str, heading: str
) -> None:
    first = _HEAD if "（" in heading else f"单位：元\n{heading}"
    matrix = table(
        f"{first}\n县医院 | 2100201 | 甲 | 100\n合计 | | | 100\n"
        f"{between}\n{heading}\n县医院 | 2100202 | 乙 | 0.02\n合计 | | | 0.02"
    )
    assert [(line.project, line.amount) for line in lines(matrix)] == [
        ("甲", 10_000), ("乙", 20_000)
    ]  # fmt: skip


def test_a_code_with_the_words_of_its_levels_is_whole() -> None:
    matrix = table(f"{_HEAD}\n县医院 | 210类02款01项 | 甲 | 1")
    assert [line.function_code for line in lines(matrix)] == ["2100201"]
