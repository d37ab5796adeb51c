"""How records stand on their forms: slots, halves, blanks, roles, amounts, hints."""

from dataclasses import replace

import pytest

from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.overall_funding import OverallBySource
from budgetdesk.domain.records import (
    Department,
    Funding,
    Indicator,
    KeyTask,
    OverallForm,
    PerHorizon,
    Project,
    RecordKind,
    Unit,
)
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Cell, Role, Sheet

_DEPARTMENT = Department("202", "永和县卫生健康和体育局", id=1)
_BLANK = Project("老年村医退养补助", Unit("永和县医疗集团", _DEPARTMENT, id=2), id=7)
_QUANTITY = ("产出指标", "数量指标")
_QUALITY = ("产出指标", "质量指标")


def _sheet(project: Project, set_id: str = "yonghe-2024", *, every_slot: bool = False) -> Sheet:
    form_set = load_form_set(set_id)
    form = form_set.form(RecordKind.PROJECT)
    return lay_out(form, project, form_set.fiscal_year, every_slot=every_slot)


def _overall(form: OverallForm, *, every_slot: bool = False) -> Sheet:
    definition = load_form_set("yonghe-2024").form(RecordKind.OVERALL)
    return lay_out(definition, form, 2024, every_slot=every_slot)


def _with(
    implementation: tuple[Indicator, ...] = (), annual: tuple[Indicator, ...] = ()
) -> Project:
    return replace(_BLANK, indicators=PerHorizon(implementation, annual))


def _at(sheet: Sheet, path: str, row_id: int = 0) -> Cell:
    return next(
        cell
        for cell in sheet.cells
        if cell.field and (cell.field.path, cell.field.row_id) == (path, row_id)
    )


def _labels(sheet: Sheet, text: str) -> list[Cell]:
    return [cell for cell in sheet.cells if cell.role is Role.LABEL and cell.text == text]


def _blanks(sheet: Sheet, path: str, level2: str) -> list[Cell]:
    return [
        cell
        for cell in sheet.cells
        if cell.field and cell.field.path == path and cell.field.level2 == level2
    ]


def test_a_second_level_cell_is_merged_down_over_its_indicators() -> None:
    rows = tuple(Indicator(*_QUANTITY, f"指标{n}", "1个", n) for n in (1, 2, 3))
    sheet = _sheet(_with(rows, rows[:1]))
    left, right = _labels(sheet, "数量指标")
    assert (left.rows, right.rows) == (3, 3)
    assert _labels(sheet, "产出指标")[0].rows == 6


def test_both_halves_start_a_slot_on_the_same_row() -> None:
    rows = tuple(Indicator(*_QUANTITY, f"指标{n}", "1个", n) for n in (1, 2))
    quality = Indicator(*_QUALITY, "合格率", "≥98%", 3)
    sheet = _sheet(_with((*rows, quality), (replace(quality, id=4),)))
    left, right = _labels(sheet, "质量指标")
    assert left.row == right.row == _at(sheet, "indicators.annual.name", 4).row


def test_the_shorter_half_ends_in_blanks_that_append_to_the_slot() -> None:
    rows = tuple(Indicator(*_QUANTITY, f"指标{n}", "1个", n) for n in (1, 2, 3))
    sheet = _sheet(_with(rows, (replace(rows[0], id=9),)))
    blanks = _blanks(sheet, "indicators.annual.name", "数量指标")
    assert [cell.field for cell in blanks] == [
        FieldRef(RecordKind.PROJECT, 7, "indicators.annual.name", 0, *_QUANTITY, index)
        for index in (1, 2)
    ]
    assert {(cell.role, cell.text) for cell in blanks} == {(Role.INPUT, "")}


def test_an_unused_slot_has_one_blank_of_index_0() -> None:
    (blank,) = _blanks(_sheet(_BLANK), "indicators.implementation.target", "成本指标")
    assert blank.field == FieldRef(
        RecordKind.PROJECT, 7, "indicators.implementation.target", 0, "产出指标", "成本指标", 0
    )


def test_a_stored_indicator_is_known_by_its_row_id_alone() -> None:
    sheet = _sheet(_with((Indicator(*_QUANTITY, "人数", "20人", 31),)))
    assert _at(sheet, "indicators.implementation.name", 31).field == FieldRef(
        RecordKind.PROJECT, 7, "indicators.implementation.name", 31
    )


def test_unused_slots_are_left_out_on_paper_and_there_on_the_screen() -> None:
    project = _with((Indicator(*_QUANTITY, "人数", "20人", 1),))
    assert _labels(_sheet(project, "yonghe-2024"), "生态效益指标")
    assert not _labels(_sheet(project, "taiyuan-2023"), "生态效益指标")
    assert not _labels(_sheet(project, "taiyuan-2023"), "效益指标")
    assert _labels(_sheet(project, "taiyuan-2023", every_slot=True), "生态效益指标")


def test_a_slot_used_in_one_half_is_printed_in_both() -> None:
    sheet = _sheet(_with((Indicator(*_QUANTITY, "人数", "20人", 1),)), "taiyuan-2023")
    assert len(_labels(sheet, "数量指标")) == 2
    assert len(_blanks(sheet, "indicators.annual.name", "数量指标")) == 1


def test_a_form_without_indicators_shows_every_slot() -> None:
    assert len(_labels(_sheet(_BLANK, "taiyuan-2023"), "生态效益指标")) == 2


@pytest.mark.parametrize(
    ("level1", "level2"),
    [("产出", "数量"), ("产出 指标", "数量指"), ("", "数量指标"), ("产出指标", "数 量 指 标")],
)
def test_level_names_are_matched_without_suffix_and_blanks(level1: str, level2: str) -> None:
    sheet = _sheet(_with((Indicator(level1, level2, "人数", "20人", 1),)))
    slot = _labels(sheet, level2)[0]
    assert slot.row == _at(sheet, "indicators.implementation.name", 1).row
    assert slot.row == _labels(sheet, "质量指标")[0].row - 1


def test_an_unknown_second_level_stands_after_its_first_level() -> None:
    sheet = _sheet(_with((Indicator("产出指标", "安全指标", "事故", "0起", 1),)))
    level1 = _labels(sheet, "产出指标")[0]
    name = _at(sheet, "indicators.implementation.name", 1)
    assert name.row == level1.row + level1.rows - 1
    assert [cell.row for cell in _labels(sheet, "安全指标")] == [name.row, name.row]


def test_an_unknown_first_level_stands_at_the_end_once() -> None:
    rows = (
        Indicator("管理指标", "投入管理", "到位率", "100%", 1),
        Indicator("管理", "过程管理", "台账", "齐全", 2),
        Indicator("", "", "无类", "有", 3),
    )
    sheet = _sheet(_with((), rows))
    (level1,) = _labels(sheet, "管理指标")
    assert level1.rows == 2
    assert level1.row > _labels(sheet, "满意度指标")[0].row
    assert _at(sheet, "indicators.annual.name", 3).text == "无类"


def test_amounts_follow_the_number_style_of_the_set() -> None:
    funding = Funding(5072219_05, 0, None, 5072219_05, None, None)
    project = replace(_BLANK, funding=PerHorizon(funding, funding))
    with_separators, plain = _sheet(project, "luliang-2025"), _sheet(project, "taiyuan-2023")
    total = _at(with_separators, "funding.annual.total")
    assert (total.text, total.number) == ("5,072,219.05", 507221905)
    assert _at(plain, "funding.annual.local").text == "5072219.05"
    assert _at(plain, "funding.annual.central").text == "0"
    blank = _at(plain, "funding.annual.provincial")
    assert (blank.text, blank.number) == ("", None)


def test_overall_amounts_are_in_wan_with_two_decimals() -> None:
    form = OverallForm(_DEPARTMENT, by_source=OverallBySource(54604106_00, fund=0))
    sheet = _overall(form)
    total = _at(sheet, "by_source.total")
    assert (total.text, total.number) == ("5460.41", 5460410600)
    assert _at(sheet, "by_source.fund").text == "0.00"
    assert _at(sheet, "by_source.general").text == ""


def test_counts_carry_their_unit_only_when_filled() -> None:
    sheet = _overall(OverallForm(_DEPARTMENT, approved_staffing=0))
    assert _at(sheet, "approved_staffing").text == "0人"
    assert _at(sheet, "actual_staff").text == ""


@pytest.mark.parametrize(
    ("set_id", "role"), [("yonghe-2024", Role.COMPUTED), ("jincheng-chengqu-2025", Role.INPUT)]
)
def test_a_total_is_typed_only_where_it_is_the_only_amount(set_id: str, role: Role) -> None:
    cell = _at(_sheet(_BLANK, set_id), "funding.annual.total")
    assert cell.role is role
    assert bool(cell.reason) is (role is Role.COMPUTED)


def test_department_and_unit_are_locked_and_say_why() -> None:
    sheet = _sheet(_BLANK)
    department, unit = _at(sheet, "unit.department.name"), _at(sheet, "unit.name")
    assert department.text == "202-永和县卫生健康和体育局"
    assert unit.text == "永和县医疗集团"
    for cell in (department, unit):
        assert cell.role is Role.LOCKED
        assert cell.reason


def test_a_department_without_code_prints_its_name_alone() -> None:
    project = replace(_BLANK, unit=Unit("甲", Department("", "乙局")))
    assert _at(_sheet(project), "unit.department.name").text == "乙局"


def test_choices_come_with_the_brackets_of_the_set() -> None:
    half = _at(_sheet(_BLANK, "yonghe-2024"), "attribute").choices
    full = _at(_sheet(_BLANK, "luliang-2025"), "attribute").choices
    assert "一次性项目(1年结束)" in half
    assert "一次性项目（1年结束）" in full


def test_hints_stand_in_required_slots_only() -> None:
    sheet = _sheet(_BLANK)
    (required,) = _blanks(sheet, "indicators.annual.name", "数量指标")
    (optional,) = _blanks(sheet, "indicators.annual.name", "成本指标")
    assert required.hint
    assert not optional.hint
    assert _at(sheet, "basis").hint == "填写依据文件及文号"


def test_only_the_first_blank_of_a_slot_without_indicator_has_a_hint() -> None:
    rows = tuple(Indicator(*_QUANTITY, f"指标{n}", "1个", n) for n in (1, 2, 3))
    empty = _blanks(_sheet(_with(rows)), "indicators.annual.name", "数量指标")
    assert [bool(cell.hint) for cell in empty] == [True, False, False]
    begun = _blanks(_sheet(_with(rows, rows[:1])), "indicators.annual.name", "数量指标")
    assert [bool(cell.hint) for cell in begun] == [False, False]


def test_any_indicator_of_a_required_branch_satisfies_it() -> None:
    filled = _sheet(_with((), (Indicator("效益指标", "社会效益指标", "就业", "提高", 1),)))
    (blank,) = _blanks(filled, "indicators.annual.name", "生态效益指标")
    (other_half,) = _blanks(filled, "indicators.implementation.name", "生态效益指标")
    assert not blank.hint
    assert other_half.hint


def test_the_year_stands_in_the_subtitle() -> None:
    form = load_form_set("yonghe-2024").form(RecordKind.PROJECT)
    assert lay_out(form, _BLANK, 2031).cells[1].text == "(2031年度)"


@pytest.mark.parametrize("set_id", ["yonghe-2024", "jincheng-chengqu-2025"])
def test_title_rows_and_the_column_heads_of_indicators_repeat(set_id: str) -> None:
    sheet = _sheet(_BLANK, set_id)
    repeated = [number for number, row in enumerate(sheet.rows) if row.repeat]
    assert repeated == [0, 1, _labels(sheet, "一级指标")[0].row]


def test_an_annual_project_fits_on_a_form_of_two_halves() -> None:
    project = replace(
        _BLANK,
        funding=PerHorizon(None, Funding(100)),
        goals=PerHorizon(None, "目标"),
        indicators=PerHorizon(None, (Indicator(*_QUANTITY, "人数", "20人", 1),)),
    )
    sheet = _sheet(project)
    assert _at(sheet, "goals.annual").text == "目标"
    assert _at(sheet, "funding.implementation.total").text == ""
    assert _at(sheet, "indicators.annual.name", 1).text == "人数"


def test_key_tasks_take_a_row_each_and_one_to_type_in_on_the_screen() -> None:
    tasks = (KeyTask("甲", "乙", 4), KeyTask("丙", "丁", 5))
    form = OverallForm(_DEPARTMENT, key_tasks=tasks, id=3)
    path = "key_tasks.core_function"
    on_paper = [cell for cell in _overall(form).cells if cell.field and cell.field.path == path]
    assert [cell.text for cell in on_paper] == ["甲", "丙"]
    on_screen = _overall(form, every_slot=True)
    blank = _at(on_screen, path)
    assert blank.field == FieldRef(RecordKind.OVERALL, 3, path, index=2)
    assert not blank.hint
    assert _labels(on_screen, "年度重点任务")[0].rows == 4


def test_a_form_without_key_tasks_has_one_blank_row_for_them() -> None:
    cell = _at(_overall(OverallForm(_DEPARTMENT)), "key_tasks.task")
    assert (cell.text, bool(cell.hint)) == ("", True)


def test_records_not_in_a_book_still_have_a_reference_for_each_cell() -> None:
    rows = tuple(Indicator(*_QUANTITY, f"指标{n}", "1个") for n in (1, 2))
    sheet = _sheet(replace(_with(rows, rows), id=0))
    refs = [cell.field for cell in sheet.cells if cell.field]
    assert len(set(refs)) == len(refs)


def test_a_record_of_the_other_kind_is_refused() -> None:
    form = load_form_set("yonghe-2024").form(RecordKind.OVERALL)
    with pytest.raises(TypeError):
        lay_out(form, _BLANK, 2024)


def test_sheets_name_their_record_form_and_unit() -> None:
    sheet = _sheet(_BLANK)
    assert (sheet.name, sheet.group) == ("老年村医退养补助", "永和县医疗集团")
    assert sheet.form_id == "yonghe-2024/project"
    overall = _overall(OverallForm(_DEPARTMENT))
    assert (overall.name, overall.group) == ("整体支出绩效目标申报表", _DEPARTMENT.name)
