"""Forms in the habits of many offices: read by labels, never by place."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from budgetdesk.domain.money import parse_yuan
from budgetdesk.domain.records import Horizon
from budgetdesk.exchange.foreign.forms import read_forms
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.foreign.reading import ProjectReading
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign.conftest import PLAIN, Read, grid_of

Rows = list[list[str]]
Habit = Callable[[Rows], Rows]


def only(read: Read, rows: Rows, form_set: str = "luliang-2025") -> ProjectReading:
    (project,) = read(rows, form_set).projects
    return project


def said(project: ProjectReading) -> dict[str, str]:
    return {path: field.text for path, field in project.fields.items() if field.text}


def shifted(rows: Rows) -> Rows:
    return [[], [], *(["", *row] for row in rows)]


def with_a_blank_column(rows: Rows) -> Rows:
    return [[row[0], "", *row[1:]] for row in rows]


def with_broken_labels(rows: Rows) -> Rows:
    return [
        [row[0].replace("项目", "项目\n").replace("资金（", "资金\n（"), *row[1:]] for row in rows
    ]


def wide(rows: Rows) -> Rows:
    wider = str.maketrans({":": "：", "(": "（", ")": "）"})
    return [[f"　{cell.translate(wider)} " if cell else "" for cell in row] for row in rows]


def numbered(rows: Rows) -> Rows:
    return [
        [f"指标1：{cell}" if at == 2 and number > 8 else cell for at, cell in enumerate(row)]
        for number, row in enumerate(rows)
    ]


HABITS: dict[str, Habit] = {
    "as it is": lambda rows: rows,
    "shifted": shifted,
    "a blank column": with_a_blank_column,
    "breaks within labels": with_broken_labels,
    "blanks and wide signs": wide,
    "指标1：": numbered,
}


@pytest.mark.parametrize("habit", HABITS)
def test_every_habit_says_the_same(habit: str, read: Read) -> None:
    project = only(read, HABITS[habit](PLAIN))
    assert said(project) == {
        "name": "老年食堂补助",
        "unit.department.name": "202-某县民政局",
        "unit.name": "某县养老中心",
        "funding.annual.total": "12.5万元",
        "funding.annual.central": "2.5万元",
        "funding.annual.local": "10万元",
        "basis": "县政府常务会议纪要",
        "goals.annual": "办好12个老年食堂",
    }
    assert parse_yuan(project.fields["funding.annual.total"].text) == 12_500_000
    assert [(row.level1, row.level2, row.name, row.target) for row in project.rows] == [
        ("产出指标", "数量指标", "食堂数量", "≥12个"),
        ("产出指标", "质量指标", "食品安全达标率", "100%"),
        ("满意度指标", "服务对象满意度指标", "老人满意度", "≥95%"),
    ]
    assert not project.unread


def test_several_forms_on_a_sheet_are_kept_apart(read: Read) -> None:
    second = [[cell.replace("老年食堂", "送餐到家") for cell in row] for row in PLAIN]
    found = read([*PLAIN, [], *second])
    assert [project.name for project in found.projects] == ["老年食堂补助", "送餐到家补助"]
    assert [len(project.rows) for project in found.projects] == [3, 3]


def test_a_unit_that_nobody_wrote_is_marked(read: Read) -> None:
    rows = [[cell.replace("（万元）", "") for cell in row] for row in PLAIN]
    field = only(read, rows).fields["funding.annual.total"]
    assert (field.text, field.certainty) == ("12.5", Certainty.GUESSED)
    assert "单位" in field.why


@pytest.mark.parametrize("line", ["单位：万元", "金额单位：万元"])
def test_the_unit_may_stand_on_a_line_of_its_own(line: str, read: Read) -> None:
    rows = [[cell.replace("（万元）", "") for cell in row] for row in PLAIN]
    field = only(read, [rows[0], [line], *rows[1:]]).fields["funding.annual.total"]
    assert (field.text, field.why) == ("12.5万元", "")


def test_a_label_in_other_words_is_read_and_marked(read: Read) -> None:
    rows = [[cell.replace("立项依据", "立项主要依据") for cell in row] for row in PLAIN]
    field = only(read, rows).fields["basis"]
    assert (field.text, field.certainty) == ("县政府常务会议纪要", Certainty.GUESSED)
    assert "立项依据" in field.why


def test_what_no_label_names_is_listed(read: Read) -> None:
    rows = [*PLAIN[:3], ["资金分配口径", "按床位分配", "", ""], *PLAIN[3:]]
    assert {it.cell.said for it in only(read, rows).unread} == {"资金分配口径", "按床位分配"}


def test_two_halves_are_two_time_spans(read: Read) -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"]
    rows = [
        *PLAIN[:8], head,
        ["产出指标", "数量指标", "食堂数量", "≥30个", "数量指标", "食堂数量", "≥12个"],
    ]  # fmt: skip
    assert [(it.horizon, it.target) for it in only(read, rows).rows] == [
        (Horizon.IMPLEMENTATION, "≥30个"),
        (Horizon.ANNUAL, "≥12个"),
    ]


def test_a_target_in_three_columns_is_one(read: Read) -> None:
    rows = [
        *PLAIN[:8],
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
        ["产出指标", "数量指标", "食堂数量", "≥", "12", "个"],
        ["", "时效指标", "开办及时性", "定性", "及时", ""],
    ]
    assert [it.target for it in only(read, rows).rows] == ["≥12个", "及时"]


def test_a_list_of_many_projects_is_read_by_its_columns(read: Read) -> None:
    found = read(
        [
            ["项目支出绩效目标表"],
            ["单位：万元"],
            [
                "单位名称",
                "项目名称",
                "预算数",
                "年度目标",
                "一级指标",
                "二级指标",
                "三级指标",
                "指标值",
            ],
            [
                "养老中心",
                "老年食堂补助",
                "12.5",
                "办好食堂",
                "产出指标",
                "数量指标",
                "食堂",
                "≥12个",
            ],
            ["", "", "", "", "", "质量指标", "达标率", "100%"],
            ["养老中心", "送餐补助", "3", "送餐", "产出指标", "数量指标", "餐数", "≥1万份"],
        ]
    )
    assert [(it.name, len(it.rows)) for it in found.projects] == [
        ("老年食堂补助", 2),
        ("送餐补助", 1),
    ]
    assert said(found.projects[0])["funding.annual.total"] == "12.5万元"
    assert found.projects[0].rows[1].level1 == "产出指标"


@pytest.mark.parametrize("title", ["项目支出绩效自评表", "项目支出绩效运行监控表"])
def test_a_form_of_another_stage_is_not_taken_for_a_target(title: str, read: Read) -> None:
    found = read([[title], *PLAIN[1:]])
    assert not found.projects
    (form,) = found.records
    assert form.name == "老年食堂补助"
    assert form.record in ("self_evaluation", "monitoring")
    assert [row.name for row in form.rows] == ["食堂数量", "食品安全达标率", "老人满意度"]


def test_a_form_that_the_set_lacks_is_told() -> None:
    whole = load_form_set("luliang-2025")
    plain = replace(whole, forms=whole.forms_of("project"))
    found = read_forms([grid_of([["项目支出绩效自评表"], *PLAIN[1:]])], FormKinds(plain))
    assert not found.forms
    assert "没有项目支出绩效自评表" in found.unread[0].why


def test_money_in_a_column_for_each_time_span(read: Read) -> None:
    rows = [
        *PLAIN[:3],
        ["资金来源", "实施期（万元）", "年度（万元）"],
        ["合计", "30", "12.5"],
        ["中央财政资金", "5", "2.5"],
        ["年度目标", "办好12个老年食堂"],
        *PLAIN[8:],
    ]
    found = said(only(read, rows))
    assert found["funding.implementation.total"] == "30万元"
    assert found["funding.annual.total"] == "12.5万元"
    assert found["funding.annual.central"] == "2.5万元"
    assert found["goals.annual"] == "办好12个老年食堂"


@pytest.mark.parametrize("blank", ["……", "指标2：", "XX"])
def test_rows_that_wait_to_be_filled_in_are_none(blank: str, read: Read) -> None:
    rows = [*PLAIN[:10], ["", "", blank, ""], *PLAIN[10:]]
    assert [row.name for row in only(read, rows).rows] == [
        "食堂数量",
        "食品安全达标率",
        "老人满意度",
    ]


BUDGET_TABLES: dict[str, Rows] = {
    "a heading over columns": [
        ["2024年部门收入预算总表", "", "", ""],
        ["编制单位：某县民政局", "", "", "单位：万元"],
        ["项目名称", "收入预算", "", ""],
        ["科目编码", "科目名称", "合计", "财政拨款"],
        ["201", "一般公共服务支出", "12", "12"],
    ],
    "two sides": [
        ["项目名称", "预算数", "项目名称", "预算数"],
        ["一、财政拨款收入", "12", "一、一般公共服务支出", "12"],
        ["上级补助收入", "0", "其他资金", "3"],
    ],
    "a list of projects": [
        ["项目名称", "主管部门", "实施单位", "预算数"],
        ["老年食堂补助", "某县民政局", "某县养老中心", "12"],
    ],
    "texts in a list": [
        ["序号", "项目名称", "项目单位", "立项依据", "年度目标", "资金总额"],
        ["1", "老年食堂补助", "某县民政局", "会议纪要", "办好12个老年食堂", "12"],
    ],
    "a form without a name": [[*PLAIN[0]], ["项目名称", "", "", ""], *PLAIN[2:]],
}


@pytest.mark.parametrize("table", BUDGET_TABLES)
@pytest.mark.parametrize("form_set", ["luliang-2025", "sichuan-2023"])
def test_a_table_that_only_names_projects_is_told_as_unread(
    table: str, form_set: str, read: Read
) -> None:
    """Never read by half: what stands beside a project's name must be what a form asks."""
    rows = BUDGET_TABLES[table]
    found = read(rows, form_set)
    assert not found.projects
    told = [it.cell.said for it in found.unread] + [it.cell.said for it in found.tables]
    assert told == [next(filter(None, rows[0]))], "read as a budget table, or told as unread"
    both = read([*PLAIN, [], *rows], form_set)
    assert [it.name for it in both.projects] == ["老年食堂补助"]
