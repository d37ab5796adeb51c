"""Tables as county offices, 一体化 exports and spreadsheets write them: a matrix of each kind."""

import pytest

from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.records import Department, LedgerLine, Source, Unit
from budgetdesk.exchange.line_tables.assumptions import Question, open_questions
from budgetdesk.exchange.line_tables.notes import table_notes
from budgetdesk.exchange.line_tables.reading import PastedRow, lines_of, read_rows
from budgetdesk.exchange.line_tables.recognising import recognise

BUREAU = Department("202", "县卫健局", id=1)
UNITS = (Unit("县卫健局", BUREAU, "202001", id=1), Unit("县医院", BUREAU, "202002", id=2))
TERMS = LedgerTerms(2024, UNITS)
Line = tuple[str, float, str, str, str]  # code, yuan, nature, source, origin
H = "单位|科目编码|项目名称|"
R = "县医院|2100408|甲项目|"
T = f"{H}金额（元）\n"


def table(text: str) -> list[list[str]]:
    rows = [line.split("|") for line in text.split("\n")]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def rows_of(text: str) -> tuple[PastedRow, ...]:
    matrix = table(text)
    return read_rows(matrix, recognise(matrix, TERMS), TERMS, TERMS.fresh())


def lines(text: str) -> list[Line]:
    rows = rows_of(text)
    assert not [row.problems for row in rows if row.problems]
    return [
        (it.function_code, it.amount / 100, it.nature, it.source, it.origin)
        for it in lines_of(rows)
        if isinstance(it, LedgerLine)
    ]


def amounts(text: str) -> list[tuple[str, float]]:
    return [line[:2] for line in lines(text)]


@pytest.mark.parametrize(
    "heading",
    [
        *("预算安排资金（万 元）", "金额/万元", "金额-万元", "金额_万元", "万元", "金额【万元】"),
        *("金额（万元，含上年结转）", "金额（人民币：万元）", "金额(RMB万元)", "金额（￥万元）"),
        *("申请金额(万元)", "金额（单位：万元，保留两位小数）", "费用（万元）", "经费/万元"),
    ],
)
def test_a_heading_says_what_its_amounts_are_in(heading: str) -> None:
    assert amounts(f"{H}{heading}\n{R}1.5") == [("2100408", 15_000)]


@pytest.mark.parametrize(
    ("note", "yuan"),
    [
        ("2024年部门预算明细表 单位：万元 编制：财务科", 1_500_000),
        ("填报单位：县医院          单位：万元", 1_500_000),
        ("关于下达2024年补助资金100万元的通知", 150),
        ("2024年补助资金（500万元）分配表", 150),
    ],
)
def test_a_note_among_words_counts_and_a_sum_in_a_title_does_not(note: str, yuan: int) -> None:
    assert amounts(f"{note}|||\n{H}金额\n{R}150") == [("2100408", yuan)]


@pytest.mark.parametrize("cell", ["人民币1500元", "¥1,500.00", "1，500．00", "1500.00 元"])
def test_amounts_as_they_are_typed(cell: str) -> None:
    assert amounts(f"{T}{R}{cell}") == [("2100408", 1500)]


@pytest.mark.parametrize(
    "code",
    [
        *("2,100,408", "2 100 408", "2\xa0100\xa0408", "210,04,08", "210、04、08", "210 4 8"),
        *("<2100408>基本公共卫生服务", "《2100408》", "〔2100408〕基本公共卫生服务", "{2100408}"),
        "卫生健康支出-公共卫生-基本公共卫生服务",
        "卫生健康支出/公共卫生/基本公共卫生服务",
    ],
)
def test_codes_in_more_spellings(code: str) -> None:
    assert amounts(f"{T}县医院|{code}|甲|150\n县医院|2100409|乙|10") == [
        ("2100408", 150),
        ("2100409", 10),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "单位|科目编码|||金额（元）\n|类|款|项|\n县医院|210|04.0|08.0|150",
        "单位|类级|款级|项级|金额（元）\n县医院|210 卫生健康支出|04 公共卫生|08 基本公卫|150",
        "单位|类款|项|项目名称|金额（元）\n县医院|21004|08|甲|150",
        "单位|科目编码（类款）|科目编码（项）|金额（元）\n县医院|21004|08|150",
    ],
)
def test_split_codes_with_names_and_unequal_parts(text: str) -> None:
    assert amounts(text) == [("2100408", 150)]


@pytest.mark.parametrize(
    ("word", "source", "origin"),
    [
        ("一般公共预算（本级）", "general", "current"),
        ("一般公共预算-非税收入", "general", "current"),
        ("政府性基金（土地出让金）", "fund", "current"),
        ("专户核拨", "special_account", "current"),
        ("地方政府专项债券", "fund", "current"),
        ("上年结转-一般公共预算", "general", "carryover"),
        ("一般公共预算（上年结转）", "general", "carryover"),
        ("一般公共预算结转", "general", "carryover"),
        ("政府性基金上年结转", "fund", "carryover"),
        ("结转资金-单位资金", "unit_funds", "carryover"),
        ("当年预算-单位资金", "unit_funds", "current"),
        ("上年结转一般公共预算资金", "general", "carryover"),
        ("财政拨款结转", "general", "carryover"),
    ],
)
def test_a_source_may_be_qualified_and_hold_its_origin(word: str, source: str, origin: str) -> None:
    text = f"{H}资金来源|金额（元）\n{R}{word}|150\n{R}一般公共预算|50"
    assert lines(text) == [
        ("2100408", 150, "project", source, origin),
        ("2100408", 50, "project", "general", "current"),
    ]


@pytest.mark.parametrize("word", ["非税收入", "县级财力", "一般公共预算、单位资金", "专项收入"])
def test_a_word_that_names_no_source_or_two_is_told(word: str) -> None:
    [*_, row] = rows_of(f"{H}资金来源|金额（元）\n{R}{word}|150")
    assert "应为 一般公共预算" in row.problems[3]


@pytest.mark.parametrize(
    ("word", "nature"),
    [
        *(("运转类项目-公用经费", "basic"), ("标准化公用经费", "basic"), ("经常性项目", "project")),
        *(("人员类-工资福利支出", "basic"), ("运转类_公用经费", "basic"), ("新增项目", "project")),
    ],
)
def test_natures_that_say_more_than_their_name(word: str, nature: str) -> None:
    [line] = lines(f"单位|科目编码|支出性质|金额（元）\n县医院|2100101|{word}|150")
    assert line[2] == nature


@pytest.mark.parametrize(
    ("heading", "cell", "origin"),
    [
        *(
            ("结转标识", "0", "current"),
            ("结转标识", "1", "carryover"),
            ("是否结转", "Y", "carryover"),
        ),
        *(("指标年度", "2023", "carryover"), ("资金类别", "上年结转", "carryover")),
        *(
            ("资金年度", "2023年结转资金", "carryover"),
            ("资金年度", "上年结转（专项）", "carryover"),
        ),
    ],
)
def test_origins_by_mark_year_and_word(heading: str, cell: str, origin: str) -> None:
    [line] = lines(f"{H}{heading}|金额（元）\n{R}{cell}|150")
    assert line[4] == origin


def test_a_mark_says_nothing_in_a_column_that_is_not_about_what_is_carried_over() -> None:
    [*_, row] = rows_of(f"{H}资金年度|金额（元）\n{R}1|150")
    assert row.problems


@pytest.mark.parametrize(
    "headings",
    [
        *("单位|类款项|项目名称|金额", "单位(必填)|科目编码(必填)|项目名称|金额(必填)"),
        *(
            "所属预算单位|政府支出功能分类|项目名称|当年预算数",
            "承办单位|支出科目|项目名称|经费预算",
        ),
        *("agency|function|project|amount", "单位名称|科目编码|项目名称|2024"),
        *("单位名称|科目编码|项目名称|二上金额", "单位名称|科目编码|项目名称|审定金额"),
        *("单位名称|科目编码|项目名称|费用", "单位|分类|项目名称|数目"),
    ],
)
def test_headings_of_offices(headings: str) -> None:
    assert amounts(f"{headings}\n{R}150") == [("2100408", 150)]


def test_what_no_heading_names_is_told_where_its_content_says_it() -> None:
    matrix = table(f"单位|科目编码|项目名称|数目\n{R}150")
    layout = recognise(matrix, TERMS)
    assert layout.told == ("列标题「数目」按金额录入，请核对。",)


@pytest.mark.parametrize(
    "foot",
    [
        *("填表人：|某某|审核人：|某某", "制表：某某|||2024.1.5", "打印日期|||2024-01-05"),
        *("第1页，共1页|||", "联系人：某某|||13800000000", "注：1.不含上年结转|||5"),
    ],
)
def test_what_stands_at_the_foot_is_no_line(foot: str) -> None:
    assert amounts(f"{T}{R}150\n{foot}") == [("2100408", 150)]


@pytest.mark.parametrize(
    "numbers", ["（1）|（2）|（3）|（4）", "①|②|③|④", "A|B|C|D", "1|2|3|4=2+3"]
)
def test_rows_that_number_the_columns(numbers: str) -> None:
    assert amounts(f"{T}{numbers}\n{R}150") == [("2100408", 150)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("预算数|其中：上年结转\n{R}300|100", [(200, "current"), (100, "carryover")]),
        ("合计|其中：上年结转\n{R}300|", [(300, "current")]),
        ("2024年预算数|其中：上年结转资金\n{R}300|300", [(300, "carryover")]),
    ],
)
def test_what_is_carried_over_is_taken_off_what_holds_it(
    text: str, right: list[tuple[float, str]]
) -> None:
    found = lines(f"{H}{text}".replace("{R}", R))
    assert [(line[1], line[4]) for line in found] == right


def test_a_part_larger_than_the_whole_is_told() -> None:
    [*_, row] = rows_of(f"{H}预算数|其中：上年结转\n{R}100|300")
    assert "比这一列大" in row.problems[3]


def test_every_granted_source_of_a_wide_table_is_taken() -> None:
    heading = "一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款|事业收入"
    found = lines(f"{H}合计|{heading}\n{R}10|1|2|3|4")
    assert [(line[1], line[3]) for line in found] == [
        *((1, "general"), (2, "fund"), (3, "state_capital"), (4, "unit_funds")),
    ]


def test_the_last_stage_of_a_budget_is_taken() -> None:
    assert amounts(f"{H}一上数|一下控制数|二上预算数\n{R}200|180|150") == [("2100408", 150)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("县医院|2100408||400\n||甲|400", [("2100408", 400)]),
        ("县医院|2100408||400\n县医院|2100408|甲|400", [("2100408", 400), ("2100408", 400)]),
        (
            f"县医院|2100408|甲|400\n过次页|||400\n{T}承前页|||400\n县医院|2100409|乙|200\n合计|||600",
            [("2100408", 400), ("2100409", 200)],
        ),
    ],
)
def test_sums_of_one_project_and_of_a_page(text: str, right: list[tuple[str, float]]) -> None:
    assert amounts(f"{T}{text}") == right


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("2024年政府性基金预算支出表", Source.FUND),
        ("国有资本经营预算支出表", Source.STATE_CAPITAL),
        ("单位资金支出明细表", Source.UNIT_FUNDS),
        ("政府性基金预算和国有资本经营预算支出表", None),
        ("关于政府性基金的说明", None),
    ],
)
def test_a_title_proposes_its_source(title: str, source: Source | None) -> None:
    matrix = table(f"{title}|||\n{T}{R}150")
    layout = recognise(matrix, TERMS)
    rows = read_rows(matrix, layout, TERMS, TERMS.fresh())
    assert layout.source == source
    assert Question.SOURCE in open_questions(matrix, layout, rows, TERMS)


def test_columns_that_differ_only_in_measure_are_told_apart() -> None:
    matrix = table(f"{H}预算数（元）|预算数（万元）\n{R}15000|1.5")
    layout = recognise(matrix, TERMS)
    rows = read_rows(matrix, layout, TERMS, TERMS.fresh())
    told = " ".join(table_notes(matrix, layout, rows, TERMS))
    assert "按「预算数（元）」录入，不录入「预算数（万元）」" in told
