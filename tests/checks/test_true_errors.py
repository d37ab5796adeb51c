"""What the rules once told wrongly, and what of the same kind they must go on telling."""

import pytest

from budgetdesk.checks import examination  # noqa: F401 - registers the rules
from budgetdesk.checks.periods import project_years
from budgetdesk.checks.rule import RULES
from budgetdesk.domain.records import Department, Unit
from tests.checks.building import ANNUAL, case, goals, of_unit, office, put


def found(code: str, *changes: object, **fields: object) -> list[str]:
    rule = RULES[code]
    told = rule.run(case(*changes, **fields), rule.limits)  # type: ignore[arg-type]
    return [it.message for it in told]


def department_findings(name: str) -> list[str]:
    department = Department("101", name, 1)
    unit = Unit(name, department, id=1)
    around = office(unit, departments=(department,))
    return [it.message for it in RULES["Q43"].run(case(unit=unit, around=around), {})]


@pytest.mark.parametrize(
    "name",
    [
        "永和县人民政府办公室",
        "永和县人大常委会办公室",
        "政协永和县委员会办公室",
        "永和县政协办公室",
        "中共永和县委办公室",
        "县委办公室",
        "县委办",
        "政府办公室",
        "政府办",
        "人大办",
        "人大办公室",
        "政协办",
        "政协机关",
        "永和县人民法院",
        "永和县人民检察院",
        "中共永和县纪律检查委员会监察委员会",
        "纪委监委",
        "县委组织部",
        "宣传部",
        "统战部",
        "政法委",
        "芝河镇人民政府",
        "坡头乡人民政府",
        "城关街道办事处",
        "共青团永和县委员会",
        "团县委",
        "妇联",
        "总工会",
        "残联",
        "科协",
        "科学技术协会",
        "开发区管委会",
        "经济技术开发区管理委员会",
        "县委机构编制委员会办公室",
        "扶贫开发办公室",
        "外事办公室",
        "金融工作办公室",
        "国防动员办公室",
        "地方志办公室",
        "人民防空办公室",
        "机关事务服务中心",
        "县委老干部局",
        "信访局",
        "档案馆",
        "县委党校",
        "永和县第一中学",
        "供销合作社联合社",
        "红十字会",
        "税务局",
        "驻京办事处",
        "网信办",
        "国资委",
    ],
)
def test_offices_of_organs_are_departments(name: str) -> None:
    assert department_findings(name) == []


@pytest.mark.parametrize(
    "name",
    [
        "社保股",
        "预算股",
        "教科文股",
        "办公室",
        "财政局办公室",
        "卫健局办公室",
        "综合办公室",
        "党政办公室",
        "财务科",
        "综合业务处",
        "县医院办公室",
        "水利局水保站办公室",
    ],
)
def test_sections_are_none(name: str) -> None:
    (message,) = department_findings(name)
    assert "内设机构" in message


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("1年", 1),
        ("一年", 1),
        ("１年", 1),
        ("1 年期", 1),
        ("12个月", 1),
        ("6个月", 1),
        ("18个月", 2),
        ("3年", 3),
        ("三年", 3),
        ("十年", 10),
        ("99年", 99),
        ("长期", 99),
        ("2024年", 1),
        ("2024年度", 1),
        ("2024年1月-12月", 1),
        ("2024-2026年", 3),
        ("2024年至2025年", 2),
        ("", 0),
        (None, 0),
    ],
)
def test_how_long_a_project_lasts(period: str | None, years: int) -> None:
    assert project_years(period) == years


FREE_YEARS = (
    "2023年11月-2024年3月完成征收。",
    "2023年11月至2024年3月完成征收。",
    "2023年11月15日—2024年3月15日供暖。",
    "从2023年10月起发放。",
    "2023年12月5日县政府第12次常务会议研究同意。",
    "经2023年11月县委常委会会议审定。",
    "2023年10月20日县财政局批复。",
    "按照2023年专题会议纪要执行。",
    "2023年9月签订合同，2024年12月完成。",
    "2023年度结转资金50万元。",
    "2023年12月印发实施方案，2024年组织实施。",
    "2023-2024年度供热。",
    "2023～2024学年发放。",
    "根据2023年3月的批示，42人。",
    "2018年成立以来，每年发放42人。",
    "2022年立项，2024年完工。",
    "比2023年增长5%，较2022年增长8%。",
    "与2023年相比有所提高。",
    "以2020年为基期测算。",
    "2023年度提前下达资金50万元。",
    "2023年预算执行率为98%。",
    "达到2023年同期水平。",
)


@pytest.mark.parametrize("text", FREE_YEARS)
def test_dates_of_decisions_and_spans_are_no_other_year(text: str) -> None:
    assert found("Q37", plan=text) == []
    assert found("Q37", goals=goals(annual=text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "2023年12月底前发放42人。",
        "2023年发放42人。",
        "2022年180万元，2023年120万元。",
        "2023年12月完成验收。",
        "2023年召开会议12次。",
        "计划2025年6月前发放。",
    ],
)
def test_last_years_dates_are_still_found(text: str) -> None:
    (message,) = found("Q37", plan=text)
    assert "不在项目年度" in message


@pytest.mark.parametrize(
    "text",
    [
        "一、培训费：120人，共计6万元；二、设备购置费4.08万元。",
        "培训费共计6万元，设备费4.08万元。",
        "设备费4.08万元，培训费共计6万元。",
        "购置设备10台，共计4万元；开展培训3期，共计6.08万元。",
        "1.宣传费，共计6万元\n2.设备费，共计4.08万元",
        "（一）宣传费共计6万元。（二）其他4.08万元。",
        "一是宣传，共计6万元，二是培训，共计4.08万元。",
    ],
)
def test_what_one_item_comes_to_is_not_the_total(text: str) -> None:
    assert found("Q38", overview=f"保障退养村医的生活。{text}") == []


@pytest.mark.parametrize(
    "text",
    [
        "甲5万元；乙8万元。以上共计13万元。",
        "甲5万元，乙8万元，共计13万元。",
        "项目资金共计13万元，其中：甲5万元，乙8万元。",
        "所需资金共计13万元。",
        "宣传费6万元，印刷费共计5.5万元，合计13万元。",
    ],
)
def test_a_wrong_total_is_still_found(text: str) -> None:
    (message,) = found("Q38", overview=f"保障退养村医的生活。{text}")
    assert "总额 130,000 元" in message


@pytest.mark.parametrize(
    "target",
    [
        "全年发放",
        "全年开展",
        "全年不间断供水",
        "全年内完成",
        "上半年完成",
        "下半年发放",
        "第二季度完成",
        "春季发放",
        "每学期发放",
    ],
)
def test_a_part_of_the_year_with_a_verb_is_a_time(target: str) -> None:
    assert found("Q18", put("时效", "发放时间", target)) == []


@pytest.mark.parametrize(
    "target", ["及时", "按时完成", "年内完成", "逐年下降", "及时足额", "规定时间内"]
)
def test_words_without_time_are_still_found(target: str) -> None:
    (message,) = found("Q18", put("时效", "发放时间", target))
    assert "没有日期或期限" in message


@pytest.mark.parametrize(
    "name",
    [
        "7岁以下儿童健康管理率",
        "孕产妇系统管理率",
        "适龄儿童国家免疫规划疫苗接种率",
        "老年人中医药健康管理率",
        "高血压患者规范管理率",
        "居民规范化电子健康档案覆盖率",
        "65岁以上老年人健康管理",
        "新冠疫苗接种率",
        "严重精神障碍患者管理率",
        "肺结核患者管理率",
    ],
)
def test_rates_of_public_health_are_quantities(name: str) -> None:
    assert found("Q14", put("数量", name, "≥90%")) == []


@pytest.mark.parametrize("name", ["符合条件的保障人数", "发放率", "网格管理到位率", "项目管理费"])
def test_other_rates_are_none(name: str) -> None:
    (message,) = found("Q14", put("数量", name, "≥90%"))
    assert "是百分比" in message


def test_a_target_that_only_the_year_lacks_is_told_once() -> None:
    lacking = put("时效", "补助发放完成时间", "", half=ANNUAL)
    assert found("Q10", lacking) == []
    (message,) = found("Q42", lacking)
    assert "没有值，实施期有" in message
    both = put("时效", "补助发放完成时间", "")
    assert len(found("Q10", both)) == 1
    assert found("Q42", both) == []


def test_a_project_filed_twice_is_told_once() -> None:
    told = RULES["Q35"].run(of_unit(case(name="甲"), case(name="乙"), case(name="丙")), {})
    assert [it.message for it in told] == ["文字、指标、金额与「甲」全部相同，可能是重复填报。"] * 2
