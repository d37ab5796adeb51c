"""What stands around a form counts for it: the unit of money, several labels in one cell."""

import pytest

from budgetdesk.domain.money import parse_yuan
from budgetdesk.exchange.foreign.reading import ProjectReading
from tests.exchange.foreign.conftest import PLAIN, Read

Rows = list[list[str]]
BARE = [[cell.replace("（万元）", "") for cell in row] for row in PLAIN]
TITLE = PLAIN[0][0]


def only(read: Read, rows: Rows) -> ProjectReading:
    (project,) = read(rows).projects
    return project


def titled(text: str) -> Rows:
    return [[text], *BARE[1:]]


def noted(text: str) -> Rows:
    return [BARE[0], [text], *BARE[1:]]


UNITS: dict[str, Rows] = {
    "in the title": titled(f"{TITLE}（单位：万元）"),
    "in the title, short": titled(f"{TITLE}（万元）"),
    "in the title behind the year": titled(f"{TITLE}（2025年度）（单位：万元）"),
    "in the title on lines of its own": titled(f"{TITLE}\n（2025年度）\n单位：万元"),
    "above the title": [["附件2"], ["单位：万元"], *BARE],
    "beside the year": noted("（2025年度，单位：万元）"),
    "behind the year": noted("（2025年度）　　　　金额单位：万元"),
    "with a remark": noted("单位：万元（保留两位小数）"),
    "below the form": [*BARE, ["注：1.金额单位为万元；2.一式三份。"]],
}


@pytest.mark.parametrize("where", UNITS)
def test_the_unit_of_money_counts_wherever_it_is_written(where: str, read: Read) -> None:
    field = only(read, UNITS[where]).fields["funding.annual.total"]
    assert (parse_yuan(field.text), field.why) == (12_500_000, "")


def test_remarks_that_contradict_each_other_leave_it_open(read: Read) -> None:
    rows = [*BARE, ["注：金额单位为万元。"], ["说明：单位为元。"]]
    field = only(read, rows).fields["funding.annual.total"]
    assert "没有写明金额单位" in field.why


@pytest.mark.parametrize("sign", ["￥12.5", "人民币12.5", "12。5", "１２．５", "12.50"])
def test_an_amount_with_a_sign_is_in_the_unit_of_its_label(sign: str, read: Read) -> None:
    rows = [[cell.replace("12.5", sign) for cell in row] for row in PLAIN]
    assert parse_yuan(only(read, rows).fields["funding.annual.total"].text) == 12_500_000


@pytest.mark.parametrize("gap", ["    ", "　", "\n", "\t"])
def test_labels_in_one_cell_have_a_value_each(gap: str, read: Read) -> None:
    said = ["填报单位：某县养老中心", "项目名称：老年食堂补助", "联系科室：财务科", "单位：万元"]
    if gap == "\n":
        del said[2]  # a line of a text may begin so
    found = only(read, [BARE[0], [gap.join(said)], ["主管部门", "202-某县民政局"], *BARE[3:]])
    assert found.name == "老年食堂补助"
    assert found.fields["unit.name"].text == "某县养老中心"
    assert parse_yuan(found.fields["funding.annual.total"].text) == 12_500_000
    told = [it.cell.text for it in found.unread]
    assert told == (["联系科室：财务科"] if gap != "\n" else [])


NAMES = ("食堂数量", "食品安全达标率", "老人满意度")


@pytest.mark.parametrize(
    ("numbers", "stays"), [((1, 2, 3), False), ((1, 1, 1), False), ((2, 4, 5), True)]
)
def test_numbers_before_names_go_where_they_count(
    numbers: tuple[int, ...], read: Read, *, stays: bool
) -> None:
    counted = dict(zip(NAMES, numbers, strict=True))
    rows = [[f"{counted[it]}.{it}" if it in counted else it for it in row] for row in PLAIN]
    said = [f"{counted[it]}.{it}" if stays else it for it in NAMES]
    assert [row.name for row in only(read, rows).rows] == said


def test_the_tasks_of_a_department_are_read_whatever_stands_beside_them(read: Read) -> None:
    rows = [
        ["部门整体支出绩效目标申报表"],
        ["部门名称", "某县水务局", "", ""],
        ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）"],
        ["", "供水工程维修", "维修86处", "1,200.50"],
        ["", "金额合计", "", "1,200.50"],
        ["年度总体目标", "完成各项任务", "", ""],
        *PLAIN[8:],
    ]
    (form,) = read(rows).records
    assert [it.texts for it in form.listed] == [{"task": "供水工程维修"}]
    assert form.fields["annual_goal"].text == "完成各项任务"
    assert {it.cell.said for it in form.unread} == {"维修86处", "1,200.50"}


@pytest.mark.parametrize("gap", [0, 1, 3])
@pytest.mark.parametrize("where", ["above", "below"])
def test_of_several_forms_each_has_its_own_unit(gap: int, where: str, read: Read) -> None:
    rows: Rows = []
    for number, unit in enumerate(("万元", "元", "千元")):
        form = [[cell.replace("老年", f"第{number}") for cell in row] for row in BARE]
        note = ["", "", "", f"单位：{unit}"] if where == "above" else [f"注：金额单位为{unit}。"]
        rows += [note, *form] if where == "above" else [*form, note]
        rows += [[""] * 4] * gap
    found = read(rows).projects
    amounts = [parse_yuan(it.fields["funding.annual.total"].text) for it in found]
    assert amounts == [12_500_000, 1_250, 1_250_000]
    assert [len(it.rows) for it in found] == [3, 3, 3]
    assert [it.fields["funding.annual.total"].why for it in found] == ["", "", ""]


MONITORED = [
    ["项目支出绩效目标执行监控表", *[""] * 8],
    ["项目名称", "老年食堂补助", *[""] * 7],
    ["主管部门", "202-某县民政局", "实施单位", "某县养老中心", *[""] * 5],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "1-7月执行情况", "全年预计完成情况",
     "完成目标可能性", "", ""],
    ["", "", "", "", "", "", "确定能", "有可能", "完全不可能"],
]  # fmt: skip


@pytest.mark.parametrize(
    ("marks", "taken", "told"),
    [
        (("√", "", ""), "确定能", ""),
        (("×", "√", "×"), "有可能", ""),
        (("□", "否", "☑"), "完全不可能", ""),
        (("√", "√", ""), "确定能", "勾选了确定能、有可能，取前面的"),
        (("×", "×", "—"), None, ""),
    ],
)
def test_what_is_ticked_is_taken_and_no_cross(
    marks: tuple[str, ...], taken: str | None, told: str, read: Read
) -> None:
    row = ["产出指标", "数量指标", "食堂数量", "≥12个", "8个", "12个", *marks]
    (form,) = read([*MONITORED, row]).records
    (found,) = form.rows
    assert (found.texts.get("likelihood"), found.why) == (taken, told)
    assert not form.unread
