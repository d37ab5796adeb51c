"""What is offered for an empty place, why, and with which value."""

from dataclasses import replace

import pytest

from budgetdesk.domain.persons.finder import Persons
from budgetdesk.domain.records import Indicator, PerHorizon, Project
from budgetdesk.suggestions.library import Library
from budgetdesk.suggestions.past import PastForm, past_form
from budgetdesk.suggestions.proposing import Proposals, Suggestion
from budgetdesk.suggestions.subject import receivers, subject_of
from budgetdesk.suggestions.values import counted_in, told_value
from tests.checks.building import project

QUANTITY, QUALITY, CONTENT = "数量", "质量", "服务对象满意度"


def made(
    name: str, *rows: tuple[str, str, str], uuid: str = "", overview: str = "", plan: str = ""
) -> Project:
    level1 = {QUANTITY: "产出指标", QUALITY: "产出指标", CONTENT: "满意度指标"}
    indicators = tuple(
        Indicator(level1[place], f"{place}指标", text, target) for place, text, target in rows
    )
    return project(
        name=name, indicators=PerHorizon(None, indicators), overview=overview, plan=plan,
        goals=PerHorizon(None, ""), uuid=uuid or name,
    )  # fmt: skip


def form_of(made: Project, year: int = 2026, code: str = "") -> PastForm:
    return past_form(made, year, code, Persons.of_projects([made]))


def offered(asked: Project, place: str, *past: PastForm, code: str = "") -> tuple[Suggestion, ...]:
    return Proposals(asked, form_of(asked, code=code), Library(past)).suggestions(place)


OTHERS = tuple(
    form_of(made(f"道路{word}工程", (QUANTITY, f"{word}里程", "3公里")), year=2025)
    for word in ("养护", "绿化", "照明", "清扫", "排水", "标线", "护栏")
)


def test_last_year_s_own_form_comes_first_with_its_value_a_year_on() -> None:
    last = form_of(
        made("2025年村医补助", (QUANTITY, "退养村医名册更新", "2025年12月底前")), year=2025
    )
    first = offered(made("2026年村医补助"), QUANTITY, *OTHERS, last)[0]
    assert first.name == "退养村医名册更新"
    assert first.why == "去年本项目"
    assert first.target == "2026年12月底前"
    assert first.target_why == "去年的指标值"


def test_a_project_stays_itself_under_another_name() -> None:
    last = form_of(made("村医生活补助", (QUANTITY, "在册人数", "42人"), uuid="一"), year=2024)
    first = offered(made("乡村医生退养保障", uuid="一"), QUANTITY, *OTHERS, last)[0]
    assert (first.name, first.why) == ("在册人数", "2024年本项目")


def test_the_same_code_goes_before_another() -> None:
    code = "2100717"
    near = form_of(made("独生子女奖励", (QUALITY, "资格核实率", "100%")), 2025, code)
    far = form_of(made("大病保险", (QUALITY, "赔付准确率", "100%")), 2025, "2101202")
    names = [it.name for it in offered(made("特别扶助"), QUALITY, far, near, code=code)]
    assert names[0] == "资格核实率"
    assert "赔付准确率" not in names


def test_names_that_stand_there_are_not_offered_again() -> None:
    past = form_of(made("村医补助", (CONTENT, "退养村医满意度", "≥95%")), 2025)
    asked = made("村医补助", (CONTENT, "退养村医满意程度", "≥95%"), uuid="村医补助")
    assert not any("退养村医满意" in it.name for it in offered(asked, CONTENT, past))


def test_a_count_of_another_project_is_no_value() -> None:
    past = form_of(made("护林员补助", (QUANTITY, "护林员人数", "30人")), 2025)
    (of_other, *_) = offered(made("护林员培训"), QUANTITY, past)
    assert (of_other.name, of_other.target, of_other.target_why) == ("护林员人数", "", "")


@pytest.mark.parametrize(
    ("overview", "name", "value"),
    [
        ("全县退养村医42人，每人每月200元。", "退养村医人数", "42人"),
        ("为1,200户脱贫户发放补贴。", "脱贫户数量", "1,200户"),
        ("购置救护车3辆。", "救护车数量", "3辆"),
        ("退养村医42人，上年退养村医40人。", "退养村医人数", ""),  # which of them?
        ("退养村医每人每月200元。", "退养村医人数", ""),
        ("培训合格率达到95%。", "培训合格率", ""),
        ("", "人数", ""),
    ],
)
def test_a_value_is_what_the_texts_say_once(overview: str, name: str, value: str) -> None:
    assert told_value(name, counted_in(made("某项目", overview=overview))) == value


@pytest.mark.parametrize(
    ("overview", "first"),
    [
        ("为277户农村部分计划生育家庭发放奖励。", "农村部分计划生育家庭"),
        ("对困难残疾人给予生活补贴。", "困难残疾人"),
        ("退役军人共120人。", "退役军人"),
    ],
)
def test_whom_the_money_is_for(overview: str, first: str) -> None:
    assert receivers(made("某项目", overview=overview))[0] == first
    suggested = offered(made("困难补助", overview=overview), CONTENT)
    assert f"{first}满意度" in [it.name for it in suggested]


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("关于提前下达2026年中央财政护林员补助资金的通知", "护林员的通知"),
        ("2026年农村公路养护项目", "农村公路养护"),
        ("补助资金", "补助资金"),
    ],
)
def test_the_subject_of_a_name(name: str, subject: str) -> None:
    assert subject_of(made(name)) == subject


def test_no_row_that_tells_of_a_person_is_kept() -> None:
    told = made("维修", (QUANTITY, "联系人张三丰13900000000", "1个"), (QUANTITY, "维修个数", "1个"))
    assert [row.name for row in form_of(told).rows] == ["维修个数"]


def test_a_name_cut_at_a_cell_s_edge_gives_way_to_the_whole_one() -> None:
    whole = (QUALITY, "符合条件申报对象覆盖率", "100%")
    form = form_of(made("奖励", (QUALITY, "符合条件申报对", "100%"), whole))
    assert [row.name for row in form.rows] == ["符合条件申报对象覆盖率"]


def test_an_empty_library_still_offers_patterns() -> None:
    asked = made("公务用车购置项目", overview="购置新能源汽车2辆。")
    found = offered(asked, QUANTITY)
    assert [(it.name, it.why) for it in found][:1] == [("购置新能源汽车数量", "常用写法")]
    assert found[0].target == "2辆" or found[0].target == ""
    assert replace(found[0], evidence="").evidence == ""
    assert "验收单" in found[0].evidence
