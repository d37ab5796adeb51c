import csv
from enum import StrEnum
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.ledger_columns import LABELS, LedgerField, RevenueField
from budgetdesk.domain.ledger_naming import unnamed_codes
from budgetdesk.domain.ledger_revenue import RevenueTerms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.money import Measure
from budgetdesk.domain.records import (
    Department,
    LedgerLine,
    Nature,
    Origin,
    RevenueLine,
    Source,
    Unit,
    UnitKind,
)
from budgetdesk.exchange.line_tables.columns import UNUSED, Layout, Meaning, meanings_of
from budgetdesk.exchange.line_tables.reading import (
    lines_of,
    names_given,
    read_rows,
    unknown_projects,
)
from budgetdesk.exchange.line_tables.recognising import header_row, recognise

F, R = LedgerField, RevenueField
BUREAU = Department("202", "县卫健局", id=1)
OFFICE = Unit("县卫健局", BUREAU, "202001", UnitKind.ADMINISTRATIVE, id=1)
HOSPITAL = Unit("县医院", BUREAU, "202002", UnitKind.INSTITUTION, id=2)
TERMS = LedgerTerms(2024, (OFFICE, HOSPITAL), {2: ("老年村医退养补助", "设备更新")})
LIKE = TERMS.fresh()

Table = list[list[str]]


def table(text: str) -> Table:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def lines(matrix: Table, layout: Layout | None = None) -> list[LedgerLine]:
    rows = read_rows(matrix, layout or recognise(matrix, TERMS), TERMS, LIKE)
    return [line for line in lines_of(rows) if isinstance(line, LedgerLine)]


def fields(matrix: Table) -> list[StrEnum | None]:
    return [meaning.field for meaning in recognise(matrix, TERMS).meanings]


def test_columns_are_known_by_their_headings_in_any_order() -> None:
    matrix = table("""
        金额（元） | 资金来源 | 预算单位 | 项目名称 | 功能分类科目编码 | 部门经济分类科目 | 备注
        1,200 | 政府性基金 | 县医院 | 设备更新 | 2100201 综合医院 | 31003 | 急
    """)
    assert fields(matrix) == [
        F.AMOUNT, F.SOURCE, F.UNIT, F.PROJECT, F.FUNCTION_CODE, F.DEPARTMENT_ECONOMIC, None
    ]  # fmt: skip
    assert lines(matrix) == [
        LedgerLine(HOSPITAL, "2100201", Nature.PROJECT, Source.FUND, Origin.CURRENT, 120_000,
                   project="设备更新", department_economic="31003", government_economic="50601")
    ]  # fmt: skip


def test_columns_without_headings_are_known_by_what_stands_in_them() -> None:
    matrix = table("""
        1 | 县医院 | 2100201 | 老年村医退养补助 | 30305 | 50901 | 一般公共预算 | 当年 | 132000
        2 | 县医院 | 2100201 |                  | 30101 | 50501 | 一般公共预算 | 当年 | 80000.5
        3 | 县卫健局 | 2100101 |                | 30201 | 50201 | 单位资金 | 上年结转 | 7000
    """)
    assert fields(matrix)[1:] == [
        F.UNIT, F.FUNCTION_CODE, F.PROJECT, F.DEPARTMENT_ECONOMIC, F.GOVERNMENT_ECONOMIC,
        F.SOURCE, F.ORIGIN, F.AMOUNT,
    ]  # fmt: skip
    assert fields(matrix)[0] is None
    made = lines(matrix)
    assert [line.amount for line in made] == [13_200_000, 8_000_050, 700_000]
    assert [line.nature for line in made] == [Nature.PROJECT, Nature.BASIC, Nature.BASIC]


def test_a_column_for_each_source_gives_a_line_for_each_amount() -> None:
    matrix = table("""
        单位：万元
        单位 | 科目编码 | 科目名称 | 项目 | 合计 | 一般公共预算 | 政府性基金预算 | 单位资金
        县医院 | 2100201 | 综合医院 | 设备更新 | 30 | 20 | - | 10
        合计 | | | | 30 | 20 | | 10
    """)
    layout = recognise(matrix, TERMS)
    assert layout.measure is Measure.WAN
    assert layout.meanings[4] == UNUSED
    made = lines(matrix)
    assert [(line.source, line.amount) for line in made] == [
        (Source.GENERAL, 20_000_000),
        (Source.UNIT_FUNDS, 10_000_000),
    ]


def test_a_column_of_what_is_carried_over_gives_lines_of_that_origin() -> None:
    matrix = table("""
        单位 | 功能科目 | 项目名称 | 总计 | 一般公共预算 | 上年结转
        县医院 | 2100201 | 设备更新 | 50 | 20 | 30
    """)
    assert [(line.source, line.origin, line.amount) for line in lines(matrix)] == [
        (Source.GENERAL, Origin.CURRENT, 2_000),
        (Source.GENERAL, Origin.CARRYOVER, 3_000),
    ]


def test_sums_headings_and_blank_rows_are_skipped_and_said_so() -> None:
    matrix = table("""
        县卫健局预算明细 | |
        单位 | 功能科目 | 金额
        县医院 | 2100201 | 100
         | |
        县医院小计 | | 100
        合 计 | | 100
        县卫健局 | 2100101 |
    """)
    rows = read_rows(matrix, recognise(matrix, TERMS), TERMS, LIKE)
    assert [row.skipped for row in rows] == [
        "表头", "表头", "", "空行", "合计行", "合计行", "没有金额"
    ]  # fmt: skip


def test_merged_cells_repeat_the_unit_and_the_function_code_only() -> None:
    matrix = table("""
        单位 | 功能科目 | 项目名称 | 金额
        县医院 | 2100201 | 设备更新 | 1
         | | | 2
        县卫健局 | | | 3
    """)
    made = lines(matrix)
    assert [(line.unit.name, line.function_code, line.project) for line in made] == [
        ("县医院", "2100201", "设备更新"),
        ("县医院", "2100201", None),
        ("县卫健局", "2100201", None),
    ]


def test_names_stand_for_codes_where_there_is_no_column_of_codes() -> None:
    matrix = table("""
        单位 | 功能科目名称 | 部门经济科目名称 | 金额
        县医院 | 综合医院 | 基本工资 | 100
    """)
    [line] = lines(matrix)
    assert (line.function_code, line.department_economic) == ("2100201", "30101")
    assert line.government_economic == "50501"


def test_what_can_not_be_read_is_a_problem_with_its_sentence() -> None:
    matrix = table("""
        单位 | 功能科目 | 支出性质 | 项目名称 | 金额
        县中医院 | 2100201 | 项目支出 | 甲 | 1
        县医院 | 修路 | 项目支出 | 甲 | 1
        县医院 | 2100201 | 基本支出 | 甲 | 1
        县医院 | 2100201 | 别的 | 甲 | 八万
        县医院 | 2130577 | 项目支出 | 甲 | 1
    """)
    rows = read_rows(matrix, recognise(matrix, TERMS), TERMS, LIKE)
    assert [sorted(row.problems) for row in rows[1:]] == [[0], [1], [3], [2, 4], []]
    assert rows[1].problems[0].startswith("账套中没有单位「县中医院」")
    assert rows[4].problems[4].startswith("「八万」不是金额")
    assert all(bool(row.lines) is not bool(row.problems) for row in rows[1:])
    assert [(it.title, it.count) for it in unnamed_codes(lines_of(rows), TERMS)] == [
        ("功能科目 2130577", 1)
    ]
    assert unknown_projects(rows, TERMS) == {"甲": 1}


def test_a_column_may_be_given_another_meaning() -> None:
    matrix = table("""
        单位 | 功能科目 | 拨付 | 金额
        县医院 | 2100201 | 50 | 100
    """)
    layout = recognise(matrix, TERMS).with_meaning(2, Meaning(F.AMOUNT))
    assert layout.meanings[3] == UNUSED
    assert [line.amount for line in lines(matrix, layout)] == [5_000]


def test_the_published_ledger_is_recognised_whole(shared: Path) -> None:
    path = shared / "samples/yonghe-2024/ledger.csv"
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    department = Department("202", "永和县卫生健康和体育局", id=1)
    names = dict.fromkeys(row[0] for row in rows[1:])
    units = tuple(
        Unit(name, department, None, UnitKind.INSTITUTION, id=number)
        for number, name in enumerate(names, 1)
    )
    terms = LedgerTerms(2024, units)
    like = terms.fresh()
    wanted = sum(int(float(row[-1]) * 100 + 0.5) for row in rows[1:])
    for matrix in (rows, rows[1:]):  # with and without its heading
        layout = recognise(matrix, terms)
        assert sum(meaning is not UNUSED for meaning in layout.meanings) == len(rows[0])
        read = read_rows(matrix, layout, terms, like)
        assert not any(row.problems for row in read)
        made = list(lines_of(read))
        assert len(made) == len(rows) - 1
        assert sum(line.amount for line in made) == wanted


def test_no_row_names_the_columns_of_plain_content() -> None:
    assert header_row(table("县医院 | 2100201 | 100"), TERMS) is None
    assert header_row([], TERMS) is None
    assert header_row(table("标题 | |\n 单位 | 项目名称 | 金额"), TERMS) == 1


cells = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["县医院", "2100201", "30101 基本工资", "合计", "1,200.50", "项目支出", "单位",
                     "金额（万元）", "设备更新", "一般公共预算", "-", "功能科目"]),
)  # fmt: skip


@given(st.lists(st.lists(cells, min_size=1, max_size=9), max_size=8))
@example([[";", "合计", "项目支出"], ["项目支出"]])  # two columns whose lowest cells are one
def test_any_table_is_read_without_failing(matrix: Table) -> None:
    layout = recognise(matrix, TERMS)
    rows = read_rows(matrix, layout, TERMS, LIKE)
    assert len(rows) == len(matrix)
    used = [meaning for meaning in layout.meanings if meaning is not UNUSED]
    assert len(used) == len(set(used))
    for row in rows:
        assert bool(row.lines) + bool(row.problems) + bool(row.skipped) == 1
        assert all(line.amount for line in row.lines) or not layout.has(F.AMOUNT)


amounts = st.integers(-(10**12), 10**12).filter(bool)
ledger_lines = st.builds(
    LedgerLine,
    unit=st.sampled_from((OFFICE, HOSPITAL)),
    function_code=st.sampled_from(["2100101", "2100201", "2130577", "2080505"]),
    nature=st.just(Nature.BASIC),
    source=st.sampled_from(list(Source)),
    origin=st.sampled_from(list(Origin)),
    amount=amounts,
    department_economic=st.sampled_from(["30101", "30201", "31003"]),
    government_economic=st.sampled_from(["50101", "50502", "50306"]),
) | st.builds(
    LedgerLine,
    unit=st.just(HOSPITAL),
    function_code=st.sampled_from(["2100201", "2100408"]),
    nature=st.just(Nature.PROJECT),
    source=st.sampled_from(list(Source)),
    origin=st.sampled_from(list(Origin)),
    amount=amounts,
    project=st.sampled_from(["老年村医退养补助", "设备更新", "新项目"]),
)


@given(st.lists(ledger_lines, min_size=1, max_size=12), st.permutations(list(LedgerField)))
def test_lines_copied_with_a_heading_come_back_as_they_were(
    ledger: list[LedgerLine], order: list[LedgerField]
) -> None:
    matrix = [[LABELS[column] for column in order]]
    matrix += [[TERMS.shown(line, column) for column in order] for line in ledger]
    assert lines(matrix) == ledger


def test_every_meaning_has_a_name_of_its_own() -> None:
    labels = [meaning.label for meaning in meanings_of(TERMS)]
    assert len(labels) == len(set(labels))


def test_a_heading_of_merged_cells_is_read_with_what_stands_above() -> None:
    matrix = table("""
        县卫健局2024年预算明细 | | | | | |
        单位 | 功能分类科目 | | 项目名称 | 金额（万元） | |
         | 编码 | 名称 | | 小计 | 一般公共预算 | 政府性基金
        县医院 | 2100201 | 综合医院 | 设备更新 | 3 | 2 | 1
         | 2139977 | 没有的科目 | 设备更新 | 5 | 5 |
    """)
    layout = recognise(matrix, TERMS)
    assert (layout.first_row, layout.measure_of(5)) == (3, Measure.WAN)
    assert [meaning.label for meaning in layout.meanings] == [
        "单位", "功能科目", "功能科目的名称", "项目名称", "不录入", "金额：一般公共预算",
        "金额：政府性基金预算",
    ]  # fmt: skip
    assert [(line.unit, line.function_code, line.amount) for line in lines(matrix)] == [
        (HOSPITAL, "2100201", 2_000_000),
        (HOSPITAL, "2100201", 1_000_000),
        (HOSPITAL, "2139977", 5_000_000),
    ]
    rows = read_rows(matrix, layout, TERMS, LIKE)
    assert names_given(rows) == {(CatalogueKind.FUNCTION, "2139977"): "没有的科目"}


def test_a_name_beside_an_unknown_code_is_what_it_may_be_called() -> None:
    matrix = table("""
        单位 | 功能科目 | 部门经济科目 | 金额
        县医院 | 2130577 其他扶贫支出 | 30101 工资 | 1
        县医院 | 2130577 | 39999-别的 | 1
    """)
    rows = read_rows(matrix, recognise(matrix, TERMS), TERMS, LIKE)
    assert names_given(rows) == {(CatalogueKind.FUNCTION, "2130577"): "其他扶贫支出"}
    [unnamed] = unnamed_codes(lines_of(rows), TERMS, names_given(rows))
    assert (unnamed.title, unnamed.count, unnamed.name) == ("功能科目 2130577", 2, "其他扶贫支出")


def test_revenue_by_code_is_read_by_the_same_means() -> None:
    terms = RevenueTerms(2024, (OFFICE, HOSPITAL))
    matrix = table("""
        单位：万元
        预算单位 | 科目编码 | 科目名称 | 合计 | 政府性基金预算 | 国有资本经营预算
        县医院 | 1030148 | 国有土地使用权出让收入 | 12.5 | 12.5 |
         | 1030177 | 彩票公益金收入 | 3 | 3 |
         | 1030601 | 利润收入 | 2 | | 2
        合计 | | | 17.5 | 15.5 | 2
    """)
    layout = recognise(matrix, terms)
    rows = read_rows(matrix, layout, terms, terms.fresh())
    assert list(lines_of(rows)) == [
        RevenueLine(HOSPITAL, Source.FUND, "1030148", 12_500_000),
        RevenueLine(HOSPITAL, Source.FUND, "1030177", 3_000_000),
        RevenueLine(HOSPITAL, Source.STATE_CAPITAL, "1030601", 2_000_000),
    ]
    assert names_given(rows) == {(CatalogueKind.REVENUE, "1030177"): "彩票公益金收入"}
    bare = table("县医院 | 1030148 国有土地使用权出让收入 | 政府性基金 | 125000.5")
    assert [it.field for it in recognise(bare, terms).meanings] == [
        R.UNIT, R.REVENUE_CODE, R.SOURCE, R.AMOUNT
    ]  # fmt: skip
