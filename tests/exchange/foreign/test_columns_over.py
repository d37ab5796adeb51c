"""What stands over an amount in its column says what it is in and of when: never another one."""

import pytest

from budgetdesk.domain.money import parse_yuan
from budgetdesk.exchange.foreign.columns_over import SEVERAL
from budgetdesk.exchange.foreign.content import ProjectContents
from budgetdesk.exchange.spreadsheet import text_rows
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign.conftest import PLAIN, Read

Rows = list[list[str]]
AMOUNTS = {
    "本年": ("12.5", "2.5"),
    "上年": ("10", "2"),
    "增减": ("2.5", "0.5"),
    "以后": ("99", "9"),
}
HEADINGS = {
    "本年": ("本年预算数", "2025年预算", "年度预算金额", "预算安排"),
    "上年": ("上年预算数", "2024年预算", "去年安排", "上一年度"),
    "增减": ("增减", "比上年增减额", "较上年变动", "差额"),
    "以后": ("下年预算", "2026年预算", "以后年度", "2026年"),
}


def form(columns: list[tuple[str, str]], side: str = "资金来源（万元）", title: str = "") -> Rows:
    """The plain form with a column of money for each (what it is of, how it is headed)."""
    heads = [side, *(head for _, head in columns)]
    lines = [
        [label, *(AMOUNTS[of][number] for of, _ in columns)]
        for number, label in enumerate(("合计", "中央财政资金"))
    ]
    head = [[title or PLAIN[0][0]], *PLAIN[1:3]]
    return [*head, heads, *lines, *PLAIN[6:]]


ORDERS = [
    ("上年", "本年"),
    ("本年", "上年"),
    ("上年", "本年", "增减"),
    ("本年", "以后"),
    ("上年", "本年", "以后"),
]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("words", range(4))
def test_amounts_of_another_year_are_told_and_not_read(
    order: tuple[str, ...], words: int, read: Read
) -> None:
    columns = [(of, HEADINGS[of][words]) for of in order]
    (project,) = read(form(columns, title="2025年度项目支出绩效目标申报表")).projects
    for payer, number in (("total", 0), ("central", 1)):
        field = project.fields[f"funding.annual.{payer}"]
        assert parse_yuan(field.text) == parse_yuan(f"{AMOUNTS['本年'][number]}万元")
        assert not field.why
    told = {it.cell.said for it in project.unread}
    assert {it for of in order if of != "本年" for it in AMOUNTS[of]} <= told


def test_of_several_columns_that_nobody_tells_apart_the_first_is_asked_about(read: Read) -> None:
    (project,) = read(form([("本年", "甲"), ("上年", "乙")])).projects
    field = project.fields["funding.annual.total"]
    assert (field.text, field.why) == ("12.5万元", SEVERAL)
    assert {it.cell.said for it in project.unread} >= set(AMOUNTS["上年"])


@pytest.mark.parametrize("beside", ["", "（元）", "（亿元）"])
@pytest.mark.parametrize("first", ["金额（千元）", "预算数(千元)", "千元", "金额\n（单位：千元）"])
def test_each_column_is_in_its_own_unit(first: str, beside: str, read: Read) -> None:
    (project,) = read(form([("本年", first), ("上年", f"折合{beside}")], "资金来源")).projects
    assert parse_yuan(project.fields["funding.annual.total"].text) == 12_500 * 100
    assert parse_yuan(project.fields["funding.annual.central"].text) == 2_500 * 100


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        *(
            ("□一次性项目 ☑经常性项目", "经常性项目"),
            ("√一次性项目（1年结束）", "一次性项目（1年结束）"),
        ),
        *(
            ("一次性项目（√） 经常性项目（ ）", "一次性项目"),
            ("(√)一次性项目 ( )经常性项目", "一次性项目"),
        ),
        *(("一次性项目（1年结束）", "一次性项目（1年结束）"), ("□一次性项目 □经常性项目", "")),
        *(("☑一次性项目 ☑经常性项目", None), ("一次性项目 √", None), ("√", None)),
    ],
)
def test_a_choice_is_what_is_ticked_or_is_told(said: str, taken: str | None, read: Read) -> None:
    (project,) = read([*PLAIN[:3], ["项目属性", said, "", ""], *PLAIN[3:]]).projects
    form_set = load_form_set("luliang-2025")
    content = ProjectContents(form_set, [], []).content(project)
    assert content["attribute"] == (taken or "")
    assert [it.cell.said for it in project.unread] == ([said] if taken is None else [])


LINES = {
    ("1.植树\n2.造林", "1.≥5棵\n2.6亩"): [("植树", "≥5棵"), ("造林", "6亩")],
    ("1、植树\n2、造林", "≥5棵\n6亩"): [("植树", "≥5棵"), ("造林", "6亩")],
    ("1.植树\n2.造林", "1.5万元\n2.5万元"): [("植树", "1.5万元"), ("造林", "2.5万元")],
    ("1.植树\n2.造林\n3.种草", "≥5棵\n6亩"): [("1.植树\n2.造林\n3.种草", "≥5棵\n6亩")],
    ("植树\n造林", "≥5棵\n6亩"): [("植树\n造林", "≥5棵\n6亩")],
}


@pytest.mark.parametrize("cells", LINES)
def test_a_cell_of_several_lines_is_parted_or_asked_about(
    cells: tuple[str, str], read: Read
) -> None:
    rows = [*PLAIN[:9], ["产出指标", "数量指标", *cells]]
    (project,) = read(rows).projects
    assert [(it.name, it.target) for it in project.rows] == LINES[cells]
    assert all(it.why for it in project.rows)


def test_a_name_on_two_lines_with_one_value_is_one(read: Read) -> None:
    (project,) = read([*PLAIN[:9], ["产出指标", "数量指标", "农村老年\n食堂数量", "≥5个"]]).projects
    assert [(it.name, it.why) for it in project.rows] == [("农村老年\n食堂数量", "")]


SCORED = [
    ["项目支出绩效自评表", *[""] * 7],
    ["项目名称", "老年食堂补助", *[""] * 6],
    ["主管部门", "某县民政局", "", "实施单位", "某县养老中心", "", "", ""],
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "核定数", "全年执行数", "分值", "执行率"],
    ["", "年度资金总额", "12.5", "12.5", "11", "10", "10", "80%"],
    ["", "其中：当年财政拨款", "12.5", "12.5", "7", "10", "—", "80%"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
    ["产出指标", "数量指标", "食堂数量", "≥12个", "11个", "90", "86", "选址推迟"],
]


@pytest.mark.parametrize("label", ["总分", "合计", "总计"])
def test_points_and_score_in_a_row_of_sums_are_each_their_own(label: str, read: Read) -> None:
    (form,) = read([*SCORED, [label, "", "", "", "", "100", "94", ""]], "yonghe-2024").records
    said = {path: it.text for path, it in form.fields.items()}
    assert (said["total_points"], said["total_score"]) == ("100", "94")


def test_a_number_below_a_heading_that_nobody_knows_is_told(read: Read) -> None:
    (form,) = read(SCORED, "yonghe-2024").records
    assert {it.cell.said for it in form.unread} == {"核定数", "11", "7"}
    assert form.fields["executed_total"].text == "10万元"


def test_a_tab_within_quotes_parts_no_cells() -> None:
    assert text_rows('"负责人：甲\t经办人：乙",1\n2,3') == [
        ["负责人：甲\t经办人：乙", "1"],
        ["2", "3"],
    ]
    assert text_rows('a\tb"x"\t"c\td"') == [["a", 'b"x"', "c\td"]]
