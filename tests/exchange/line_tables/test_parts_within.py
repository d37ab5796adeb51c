"""Columns of 其中, of 本年 below a source, and of 合计 in the words of offices: counted once."""

from pathlib import Path

import pytest

from budgetdesk.cli import main
from budgetdesk.exchange.line_tables.assumptions import Question, open_questions
from budgetdesk.exchange.line_tables.notes import table_notes
from budgetdesk.exchange.line_tables.recognising import recognise
from budgetdesk.exchange.line_tables.understanding import understand
from tests.exchange.line_tables.test_office_tables import TERMS, H, R, lines, rows_of, table

Money = tuple[float, str, str, str]  # yuan, nature, source, origin
GENERAL, FUND, OWN = "general", "fund", "unit_funds"
NOW, CARRIED, BASIC, PROJECT = "current", "carryover", "basic", "project"


@pytest.mark.parametrize(
    ("headings", "figures", "right"),
    [
        (
            "合计|一般公共预算|其中：上年结转|政府性基金|其中：上年结转",
            "150|100|20|50|10",
            [
                *((80, PROJECT, GENERAL, NOW), (20, PROJECT, GENERAL, CARRIED)),
                *((40, PROJECT, FUND, NOW), (10, PROJECT, FUND, CARRIED)),
            ],
        ),
        (
            "合计|财政拨款|其中：政府性基金|单位资金",
            "150|100|20|50",
            [(80, PROJECT, GENERAL, NOW), (20, PROJECT, FUND, NOW), (50, PROJECT, OWN, NOW)],
        ),
        (
            "金额|其中：政府性基金",
            "100|20",
            [(80, PROJECT, GENERAL, NOW), (20, PROJECT, FUND, NOW)],
        ),
        (
            "一般公共预算|单位资金|其中：事业收入",
            "1|5|3",
            [(1, PROJECT, GENERAL, NOW), (5, PROJECT, OWN, NOW)],
        ),
        (
            "预算数|其中：一般公共预算|政府性基金",
            "150|100|50",
            [(100, PROJECT, GENERAL, NOW), (50, PROJECT, FUND, NOW)],
        ),
        (
            "本年|上年结转",
            "100|20",
            [(100, PROJECT, GENERAL, NOW), (20, PROJECT, GENERAL, CARRIED)],
        ),
        (
            "财政拨款||单位资金\n|||本年|结转|",
            "100|20|30",
            [
                *((100, PROJECT, GENERAL, NOW), (20, PROJECT, GENERAL, CARRIED)),
                (30, PROJECT, OWN, NOW),
            ],
        ),
    ],
)
def test_a_part_is_taken_off_what_holds_it(headings: str, figures: str, right: list[Money]) -> None:
    assert [line[1:] for line in lines(f"{H}{headings}\n{R}{figures}")] == right


def test_a_part_of_one_nature_is_left_out_or_stands_for_it() -> None:
    head = "单位|科目编码|总计|基本支出|其中：人员经费"
    alone = lines(f"{head}|项目支出|其中：上年结转\n县医院|2100201|150|100|90|50|10")
    assert [(line[1], line[2], line[4]) for line in alone] == [
        *((100, BASIC, NOW), (40, PROJECT, NOW), (10, PROJECT, CARRIED)),
    ]
    both = lines(f"{head}|公用经费|项目支出\n县医院|2100201|150|100|90|10|50")
    assert [(line[1], line[2]) for line in both] == [(90, BASIC), (10, BASIC), (50, PROJECT)]


def test_what_is_left_of_a_whole_is_asked_for_and_told() -> None:
    matrix = table(f"{H}金额（万元）|其中：政府性基金\n{R}100|20")
    found = understand(matrix, TERMS, TERMS.fresh())
    assert [line.amount for line in found.rows[1].lines] == [80_000_000, 20_000_000]
    questions = open_questions(matrix, found.layout, found.rows, TERMS)
    assert Question.SOURCE in questions
    assert Question.UNIT not in questions
    told = " ".join(table_notes(matrix, found.layout, found.rows, TERMS))
    assert "「金额」减去「其中:政府性基金」的部分另行录入" in told


def test_parts_that_are_not_the_whole_are_told() -> None:
    text = f"{H}预算数|其中：一般公共预算|政府性基金\n{R}200|100|50"
    matrix = table(text)
    told = " ".join(table_notes(matrix, recognise(matrix, TERMS), rows_of(text), TERMS))
    assert "第 2 行的「预算数」与录入各列之和不等" in told


@pytest.mark.parametrize(
    "heading",
    [*("全年合计（元）", "支出合计（元）", "资金总额（元）", "本年支出合计（元）", "Amount(元)")],
)
def test_a_sum_is_an_amount_where_its_parts_are_none(heading: str) -> None:
    assert [line[1] for line in lines(f"{H}一月|二月|{heading}\n{R}1|2|3")] == [3]


def test_a_note_that_leaves_the_measure_to_choose_is_asked_for() -> None:
    matrix = table(f"2024年预算表||单位：元/万元|\n{H}金额\n{R}12")
    layout = recognise(matrix, TERMS)
    rows = rows_of(f"2024年预算表||单位：元/万元|\n{H}金额\n{R}12")
    assert Question.UNIT in open_questions(matrix, layout, rows, TERMS)


def test_a_heading_alone_is_refused_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, lone = tmp_path / "账套.budget", tmp_path / "表.csv"
    assert main(["sample", str(book)]) == 0
    lone.write_text("单位,科目编码,金额\n", "utf-8")
    assert main(["import", str(book), str(lone)]) == 2
    assert "没有可导入的行" in capsys.readouterr().err
