"""Where blocks go that people make: official ones, other regions, lists, and what does not fit."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import (
    Department,
    Funding,
    Horizon,
    PerHorizon,
    Project,
    RecordKind,
    Unit,
)
from budgetdesk.exchange.clipboard.reading import read_clipboard
from budgetdesk.exchange.placement.placing import place
from budgetdesk.exchange.placement.plan import Plan
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Cell, Role, Sheet

Start = Callable[[Sheet], Cell]
YONGHE, JINCHENG = "yonghe-2024", "jincheng-chengqu-2025"
# 一级, 二级, 实施期 name and target, 年度 name and target
BLOCK = (
    ("产出指标", "数量指标", "享受人数", "≥127人", "发放人数", "≥100人"),
    ("", "", "发放批次", "12批", "", ""),
    ("", "质量指标", "发放准确率", "100%", "准确率", "99%"),
    ("", "时效指标", "按月发放", "及时", "每月发放", "10日前"),
    ("", "成本指标", "", "", "", ""),
    ("效益指标", "经济效益指标", "", "", "", ""),
    ("", "社会效益指标", "队伍稳定", "提高", "稳定", "改善"),
    ("", "生态效益指标", "", "", "", ""),
    ("", "可持续影响指标", "", "", "", ""),
    ("满意度指标", "服务对象满意度指标", "村医满意度", "≥95%", "满意度", "≥90%"),
)


def _paste(form_set: str, start: Start, text: str, html: str = "") -> Plan[FieldRef]:
    loaded = load_form_set(form_set)
    two = Horizon.IMPLEMENTATION in loaded.horizons
    project = Project(
        "项目",
        Unit("县医疗集团", Department("202", "卫体局", 1), id=1),
        period="1年" if two else None,
        funding=PerHorizon(Funding() if two else None, Funding()),
        goals=PerHorizon("" if two else None, ""),
        indicators=PerHorizon(() if two else None, ()),
        id=1,
    )
    form = loaded.form(RecordKind.PROJECT)
    sheet = lay_out(form, project, 2024, every_slot=True)
    printed = lay_out(form, project, 2024)
    return place(read_clipboard(text, html), sheet, project, start(sheet), lambda: printed)


def _at(text: str, number: int = 0) -> Start:
    return lambda sheet: [cell for cell in sheet.cells if cell.text == text][number]


def _in(path: str, number: int = 0) -> Start:
    def found(sheet: Sheet) -> Cell:
        return [one for one in sheet.cells if one.field and one.field.path == path][number]

    return found


def _annual(plan: Plan[FieldRef]) -> list[tuple[str, int, str]]:
    """Level 2, number in the slot and text of everything written into the annual list."""
    return [
        (ref.level2, ref.index, text)
        for ref, text in plan.texts
        if ref.path.startswith("indicators.annual.")
    ]


def _fields(plan: Plan[FieldRef]) -> dict[str, str]:
    return {ref.path: text for ref, text in plan.texts}


def _lines(*rows: str) -> str:
    return "".join(f"{row}\r\n" for row in rows)


STARTS = {
    "一级 label": _at("产出指标"),
    "二级 label": _at("数量指标"),
    "first name": _in("indicators.implementation.name"),
    "one column off": _in("indicators.implementation.target"),
    "one row off": _in("indicators.implementation.name", 1),
    "annual half": _in("indicators.annual.name"),
    "绩效指标": _at("绩效指标"),
    "heading": _at("三级指标"),
}


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("levels", [2, 1])
@pytest.mark.parametrize("headed", [True, False])
def test_the_official_block_of_both_halves(start: str, levels: int, headed: bool) -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"]
    rows = [(one, two, name, value, two, *annual) for one, two, name, value, *annual in BLOCK]
    table = [row[2 - levels :] for row in ([head] if headed else []) + [list(row) for row in rows]]
    plan = _paste(YONGHE, STARTS[start], _lines(*("\t".join(row) for row in table)))
    wanted = {}
    level2, number = "", 0
    for _, named, name, value, other, target in BLOCK:
        level2, number = (named, 0) if named else (level2, number + 1)
        for half, texts in (("implementation", (name, value)), ("annual", (other, target))):
            for column, text in zip(("name", "target"), texts, strict=True):
                if text:
                    wanted[f"indicators.{half}.{column}", level2, number] = text
    assert {(ref.path, ref.level2, ref.index): text for ref, text in plan.texts} == wanted
    assert not plan.wants_a_look


def test_signs_values_and_units_that_stand_apart_are_one_target() -> None:
    plan = _paste(
        YONGHE,
        _in("indicators.annual.name"),
        _lines(
            "一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位",
            "产出指标\t数量指标\t培训\t≥\t95\t人次",
            "\t质量指标\t合格率\t＝\t100\t%",
            "效益指标\t社会效益指标\t稳定\t定性\t提高\t",
        ),
    )
    assert _annual(plan) == [
        ("数量指标", 0, "培训"),
        ("数量指标", 0, "≥95人次"),
        ("质量指标", 0, "合格率"),
        ("质量指标", 0, "=100%"),
        ("社会效益指标", 0, "稳定"),
        ("社会效益指标", 0, "提高"),
    ]


def test_a_value_and_its_unit_without_a_heading_are_one_target() -> None:
    plan = _paste(YONGHE, _in("indicators.annual.name"), _lines("培训\t95\t人次", "开会\t3\t次"))
    assert _annual(plan) == [
        ("数量指标", 0, "培训"),
        ("数量指标", 0, "95人次"),
        ("数量指标", 1, "开会"),
        ("数量指标", 1, "3次"),
    ]


@pytest.mark.parametrize(
    ("level1", "level2", "slot"),
    [
        ("效益", "社会效益", "社会效益指标"),
        ("满意度", "满意度指标", "服务对象满意度指标"),
        ("效益指标", "社会公众或服务对象满意度指标", "服务对象满意度指标"),
        ("成本指标", "经济成本指标", "成本指标"),
        ("效益指标", "可持续发展影响", "可持续影响指标"),
        ("效益指标", "环境效益", "生态效益指标"),
        ("产出指标", "产出数量", "数量指标"),
    ],
)
def test_levels_as_other_regions_name_them(level1: str, level2: str, slot: str) -> None:
    start = _in("indicators.annual.name")
    plan = _paste(YONGHE, start, _lines(f"{level1}\t{level2}\t甲\t1", "\t\t乙\t2"))
    assert _annual(plan) == [(slot, 0, "甲"), (slot, 0, "1"), (slot, 1, "乙"), (slot, 1, "2")]
    assert not plan.wants_a_look


def test_a_level_that_the_form_lacks_is_shown_and_not_written() -> None:
    head = "一级指标\t二级指标\t三级指标\t指标值"
    rows = _lines(head, "产出指标\t数量指标\t甲\t1", "\t其他说明\t乙\t2")
    plan = _paste(YONGHE, _at("一级指标"), rows)
    assert plan.wants_a_look
    assert [one.source.text for one in plan.left_over] == ["其他说明", "乙", "2"]


@pytest.mark.parametrize("off", [0, 1])
def test_as_many_rows_as_there_are_slots_fall_on_them_blanks_included(off: int) -> None:
    rows = [f"{name}\t{value}" for _, level2, name, value, *_ in BLOCK if level2]
    plan = _paste(YONGHE, _in("indicators.annual.name", off), _lines(*rows))
    names = [(level2, text) for level2, _, text in _annual(plan)[::2]]
    assert names == [(level2, name) for _, level2, name, *_ in BLOCK if level2 and name]


def test_fewer_rows_go_into_the_slot_and_more_are_asked_about() -> None:
    start = _in("indicators.annual.name")
    fewer = _paste(YONGHE, start, _lines("甲\t1", "乙\t2", "丙\t3"))
    assert {level2 for level2, *_ in _annual(fewer)} == {"数量指标"}
    assert not fewer.wants_a_look
    assert _paste(YONGHE, start, _lines(*(f"甲{n}\t{n}" for n in range(14)))).wants_a_look


def test_a_narrow_block_stays_in_its_half() -> None:
    for number in (0, 1):
        start = _in(f"indicators.implementation.{('name', 'target')[number]}")
        plan = _paste(YONGHE, start, _lines("甲\t1", "乙\t2"))
        assert {ref.path.split(".")[1] for ref, _ in plan.texts} == {"implementation"}


def test_both_halves_into_a_form_of_the_year_alone() -> None:
    rows = ("\t".join((one, two, name, value, two, other, target))
            for one, two, name, value, other, target in BLOCK)  # fmt: skip
    plan = _paste(JINCHENG, _at("产出指标"), _lines(*rows))
    assert _annual(plan)[0] == ("数量指标", 0, "发放人数")
    assert {one.why for one in plan.left_over} == {"本表没有实施期"}


def test_the_year_alone_into_a_form_of_both_halves() -> None:
    head = "一级指标\t二级指标\t三级指标\t年度指标值"
    plan = _paste(YONGHE, _at("绩效指标"), _lines(head, "产出指标\t数量指标\t甲\t1"))
    assert _annual(plan) == [("数量指标", 0, "甲"), ("数量指标", 0, "1")]


def test_values_never_leave_the_region_they_began_in() -> None:
    plan = _paste(YONGHE, _in("funding.annual.central"), _lines(*"1234567"))
    assert list(_fields(plan).values()) == list("12345")
    assert [one.source.text for one in plan.left_over] == ["6", "7"]
    cells = "".join(f"<tr><td>{text}</td></tr>" for text in "abcdef")
    plan = _paste(YONGHE, _in("overview"), _lines(*"abcdef"), f"<table>{cells}</table>")
    assert list(_fields(plan)) == ["overview", "basis", "necessity", "safeguards", "plan"]
    assert plan.wants_a_look


def test_labels_of_another_form_find_their_fields() -> None:
    rows = _lines("项目名称\t新", "中央财政资金\t10\t中央财政资金\t20", "年度目标\t目标")
    assert _fields(_paste(YONGHE, _at("项目名称"), rows)) == {
        "name": "新",
        "funding.implementation.central": "10",
        "funding.annual.central": "20",
        "goals.annual": "目标",
    }


def test_goals_below_their_headings_where_the_form_has_one_only() -> None:
    plan = _paste(JINCHENG, _at("年度目标"), _lines("\t实施期目标\t年度目标", "总体目标\t一\t二"))
    assert _fields(plan) == {"goals.annual": "二"}
    assert [(one.source.text, one.why) for one in plan.left_over] == [("一", "本表没有实施期目标")]


def test_a_list_from_word_is_one_paragraph_and_one_row_each_in_a_list() -> None:
    text = _lines("1.\t核实", "2.\t发放")
    html = "<html><body><p class=MsoListParagraph>1.核实</p></body></html>"
    assert _fields(_paste(YONGHE, _in("plan"), text, html)) == {"plan": "1.\t核实\n2.\t发放"}
    listed = _paste(YONGHE, _in("indicators.annual.name"), text, html)
    assert _annual(listed) == [("数量指标", 0, "核实"), ("数量指标", 1, "发放")]


def test_indicators_pasted_at_a_paragraph_are_asked_about() -> None:
    plan = _paste(YONGHE, _in("overview"), _lines("产出指标\t数量指标\t甲\t1"))
    assert plan.wants_a_look


def test_what_belongs_to_a_merged_cell_is_no_content() -> None:
    table = "<table><tr><td>甲</td><td rowspan=2>1</td></tr><tr><td>乙</td></tr></table>"
    plan = _paste(YONGHE, _in("indicators.annual.name"), _lines("甲\t1", "乙\t"), table)
    assert _annual(plan) == [("数量指标", 0, "甲"), ("数量指标", 0, "1"), ("数量指标", 1, "乙")]


@pytest.mark.parametrize(
    "text",
    [
        "一",
        "一\n二\n三\n",
        "1\t2\n3\t4\n",
        "产出指标\t数量指标\t甲\t5\t人\n",
        "数量指标\t修建道路\n",
        " \n",
    ],
)
def test_nothing_goes_into_a_sheet_that_is_text_alone(text: str) -> None:
    form = load_form_set(YONGHE).form(RecordKind.PROJECT)
    project = Project("项目", Unit("县医疗集团", Department("202", "卫体局", 1), id=1), id=1)
    filled_in = lay_out(form, project, 2024, every_slot=True)
    cells = tuple(replace(cell, field=None, role=Role.LABEL) for cell in filled_in.cells)
    sheet = replace(filled_in, cells=cells)
    plan = place(read_clipboard(text, ""), sheet, project, cells[0], lambda: sheet)
    assert (plan.edits, plan.wants_a_look) == ((), False)
    assert plan.refused == len([one for one in text.split() if one.strip()])
