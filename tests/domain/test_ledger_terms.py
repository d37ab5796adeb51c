from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from budgetdesk.domain.ledger_choices import choices_for
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.records import Department, LedgerLine, Nature, Origin, Source, Unit, UnitKind
from budgetdesk.domain.typed import TypedError

HEALTH = Department("202", "县卫健局", id=1)
OFFICE = Unit("县卫健局", HEALTH, "202001", UnitKind.ADMINISTRATIVE, id=1)
HOSPITAL = Unit("县医院", HEALTH, "202002", UnitKind.INSTITUTION, id=2)
SCHOOLS = Department("205", "县教育局", id=2)
SAME_NAME = Unit("县医院", SCHOOLS, "205009", None, id=3)
TERMS = LedgerTerms(2024, (OFFICE, HOSPITAL), {2: ("老年村医退养补助(县级)", "村医培训")})
F = LedgerField


def line(**changes: object) -> LedgerLine:
    return replace(TERMS.fresh(), **{"unit": HOSPITAL, **changes})  # type: ignore[arg-type]


def typed(start: LedgerLine, *cells: tuple[LedgerField, str]) -> LedgerLine:
    for column, text in cells:
        start = TERMS.with_text(start, column, text)
    return start


def test_a_line_is_typed_cell_by_cell() -> None:
    made = typed(
        TERMS.fresh(),
        (F.UNIT, "202002"),
        (F.FUNCTION_CODE, "综合医院"),
        (F.PROJECT, "老年村医退养补助（县级）"),
        (F.AMOUNT, "13.2万元"),
        (F.DEPARTMENT_ECONOMIC, "30305 生活补助"),
        (F.SOURCE, "政府性基金"),
        (F.ORIGIN, "结转"),
    )
    assert made == LedgerLine(
        HOSPITAL,
        "2100201",
        Nature.PROJECT,
        Source.FUND,
        Origin.CARRYOVER,
        13_200_000,
        project="老年村医退养补助(县级)",
        department_economic="30305",
        government_economic="50901",
    )
    assert [TERMS.shown(made, column) for column in (F.FUNCTION_CODE, F.AMOUNT, F.SOURCE)] == [
        "2100201 综合医院",
        "132,000",
        "政府性基金预算",
    ]


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        (F.UNIT, "", "单位不能为空。"),
        (F.UNIT, "乡镇", "账套中没有单位「乡镇」，请从列表中选择或先新建这个单位。"),
        (F.NATURE, "", "不能为空，应为 基本支出、项目支出 之一。"),
        (F.ORIGIN, "借款", "「借款」应为 当年、上年结转 之一。"),
        (F.GOVERNMENT_ECONOMIC, "房屋建筑物购建",
         "「房屋建筑物购建」可能是 50301、50401，请填其中一个编码。"),
    ],
)  # fmt: skip
def test_what_does_not_suit_is_refused(column: LedgerField, text: str, sentence: str) -> None:
    with pytest.raises(TypedError) as caught:
        TERMS.with_text(line(), column, text)
    assert str(caught.value) == sentence


def test_the_government_code_follows_the_department_code_by_the_kind_of_unit() -> None:
    made = typed(line(), (F.DEPARTMENT_ECONOMIC, "30101"))
    assert made.government_economic == "50501"
    made = typed(made, (F.UNIT, "县卫健局"))
    assert made.government_economic == "50101"
    made = typed(made, (F.DEPARTMENT_ECONOMIC, "30201"))
    assert made.government_economic == "50201"
    assert typed(made, (F.DEPARTMENT_ECONOMIC, "")).government_economic is None


def test_a_government_code_chosen_freely_stays() -> None:
    made = typed(line(), (F.DEPARTMENT_ECONOMIC, "30101"), (F.GOVERNMENT_ECONOMIC, "50599"))
    made = typed(made, (F.DEPARTMENT_ECONOMIC, "30102"))
    assert made.government_economic == "50599"


def test_the_corresponding_code_is_meant_by_a_name_of_several() -> None:
    made = typed(line(unit=OFFICE), (F.DEPARTMENT_ECONOMIC, "30901"))
    assert made.government_economic == "50401"
    assert typed(made, (F.GOVERNMENT_ECONOMIC, "房屋建筑物购建")).government_economic == "50401"


def test_a_unit_of_unknown_kind_gets_a_code_only_where_kinds_agree() -> None:
    unknown = line(unit=replace(HOSPITAL, kind=None))
    assert typed(unknown, (F.DEPARTMENT_ECONOMIC, "30101")).government_economic is None
    assert typed(unknown, (F.DEPARTMENT_ECONOMIC, "30302")).government_economic == "50905"


def test_basic_expenditure_has_no_project_and_a_project_makes_it_project_expenditure() -> None:
    made = typed(line(), (F.PROJECT, "村医培训"))
    basic = typed(made, (F.NATURE, "基本"))
    assert (basic.nature, basic.project) == (Nature.BASIC, None)
    again = typed(basic, (F.PROJECT, "村医培训"))
    assert (again.nature, again.project) == (Nature.PROJECT, "村医培训")


def test_another_unit_or_project_drops_the_link_to_the_form() -> None:
    linked = line(project="村医培训", project_id=7)
    assert typed(linked, (F.PROJECT, "村医培训")).project_id == 7
    assert typed(linked, (F.PROJECT, "别的")).project_id is None
    assert typed(linked, (F.UNIT, "县卫健局")).project_id is None


@pytest.mark.parametrize(
    ("changes", "column", "remark"),
    [
        ({}, F.FUNCTION_CODE, "还没有填写功能科目。"),
        ({}, F.AMOUNT, "还没有填写金额。"),
        ({}, F.PROJECT, "项目支出应填写项目名称。"),
        ({"nature": Nature.BASIC}, F.PROJECT, ""),
        ({"project": "修路"}, F.PROJECT, "这个单位没有同名项目的申报表。"),
        ({"project": "修路", "project_id": 3}, F.PROJECT, ""),
        ({"project": "修路", "origin": Origin.CARRYOVER}, F.PROJECT, ""),
        ({"function_code": "2130577"}, F.FUNCTION_CODE,
         "目录中没有功能科目 2130577，请核对编码，或为它命名。"),
        ({"function_code": "2100201"}, F.FUNCTION_CODE, ""),
        ({"department_economic": "30101", "government_economic": "50201"}, F.GOVERNMENT_ECONOMIC,
         "事业单位的 30101 基本工资 对应 50501 工资福利支出。"),
        ({"department_economic": "30101", "government_economic": "50501"}, F.GOVERNMENT_ECONOMIC,
         ""),
        ({"unit": OFFICE, "department_economic": "30107"}, F.DEPARTMENT_ECONOMIC,
         "行政单位一般不使用 30107 绩效工资。"),
        ({"department_economic": "30101", "government_economic": "50201"}, F.FUNCTION_CODE,
         "还没有填写功能科目。"),
    ],
)  # fmt: skip
def test_what_is_open_or_odd_is_remarked(
    changes: dict[str, object], column: LedgerField, remark: str
) -> None:
    assert TERMS.remark(line(**changes), column) == remark


def test_units_of_one_name_are_told_apart_by_their_department() -> None:
    terms = LedgerTerms(2024, (OFFICE, HOSPITAL, SAME_NAME))
    assert terms.unit_name(SAME_NAME) == "县教育局／县医院"
    assert terms.unit_named("县教育局/县医院") == SAME_NAME
    assert terms.unit_named("205009") == SAME_NAME
    assert terms.unit_named("县卫健局") == OFFICE


texts = st.sampled_from(["2100201", "30101", "50501", "项目", "基本", "单位资金", "结转", "1.5",
                         "县医院", "县卫健局", "村医培训", "", "乱写", "30217"])  # fmt: skip


@example([(F.DEPARTMENT_ECONOMIC, "30101"), (F.GOVERNMENT_ECONOMIC, "")])
@given(st.lists(st.tuples(st.sampled_from(list(LedgerField)), texts), max_size=12))
def test_what_is_edited_says_the_same_when_it_is_typed_again(
    cells: list[tuple[LedgerField, str]],
) -> None:
    made = line()
    for column, text in cells:
        try:
            made = TERMS.with_text(made, column, text)
        except TypedError:
            continue
    for column in LedgerField:
        if column is F.NATURE and made.nature is Nature.PROJECT:
            continue  # covered: keeps the project
        assert TERMS.with_text(made, column, TERMS.editable(made, column)) == made
    assert (made.project is None) or made.nature is Nature.PROJECT


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        (F.UNIT, "xyy", ["县医院"]),
        (F.PROJECT, "cypx", ["村医培训"]),
        (F.PROJECT, "村医", ["村医培训", "老年村医退养补助(县级)"]),
        (F.NATURE, "x", ["项目支出"]),
        (F.SOURCE, "", ["一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金",
                        "单位资金"]),
        (F.AMOUNT, "1", []),
        (F.DEPARTMENT_ECONOMIC, "jbgz", ["30101 基本工资"]),
    ],
)  # fmt: skip
def test_choices_are_found_by_name_and_initials(
    column: LedgerField, text: str, expected: list[str]
) -> None:
    assert [choice.shown for choice in choices_for(TERMS, line(), column, text)] == expected
