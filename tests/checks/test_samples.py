"""The published forms: their real defects are found, what holds is passed over."""

import re
from collections import Counter
from pathlib import Path

import pytest

from budgetdesk.book import read
from budgetdesk.checks.finding import Severity
from budgetdesk.checks.rule import RULES
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import FormRecord, RecordKind
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from tests.checks.conftest import SETS, Checked

PAGE = Path(__file__).resolve().parents[2] / "docs" / "checks-on-samples.md"
Samples = dict[str, Checked]
YONGHE, LULIANG, JINCHENG, OLD = (
    "yonghe-2024", "luliang-2025", "jincheng-chengqu-2025", "yonghe-2023",
)  # fmt: skip
BUREAU = "永和县卫生健康和体育局"

# Sample, part of the project's name, code, end of the path, part of the sentence or of a value.
DEFECTS = (
    (YONGHE, "2024年基本公共卫生服务市级配套资金", "X39", "overview", "28.17 万元"),
    (YONGHE, "财政基本公共卫生服务补助资金（中央）", "X39", "overview", "6.13 万元"),
    (YONGHE, "关于提前下达2024年中央和省级财政基本", "X39", "overview", "2.00 万元"),
    (YONGHE, "关于提前下达2024年中央和省级财政医疗", "X39", "overview", "20.00 万元"),
    (YONGHE, "2024年中医院人员补助", "Q16", "annual.target", "2898%"),
    (YONGHE, "2024年中医院人员补助", "Q16", "annual.target", "34776元"),
    (YONGHE, "2024年中医院人员补助", "Q08", "annual.name", "2898"),
    (YONGHE, "2024年中医院人员补助", "Q28", "annual.target", "≥10%"),
    (YONGHE, "2024年医疗集团人员补助", "Q26", "annual.target", "34776人/年"),
    (YONGHE, "基本公共卫生服务补助资金(省级)", "Q30", "annual.target", "方向相反"),
    (YONGHE, "基本公共卫生服务补助资金(中央)", "Q30", "annual.target", "方向相反"),
    (YONGHE, "老年村医退养补助)", "Q25", "annual.target", "100,800 元"),
    (YONGHE, "城镇领证独生子女父母奖励", "Q25", "annual.target", "349,200 元"),
    (YONGHE, "城镇领证独生子女父母奖励", "Q26", "annual.target", "50月/人"),
    (YONGHE, "(卫生健康人才培养)", "Q38", "overview", "195,200 元"),
    (YONGHE, "有奖监护经费", "Q39", "plan", "900元"),
    (YONGHE, "运行经费", "Q35", "annual.name", "「药品零差率」"),
    (YONGHE, "药品零差率", "Q26", "annual.target", "≥100每人"),
    (YONGHE, "健康素养", "Q09", "annual.name", "成本指标"),
    (YONGHE, "村级计生员补助", "Q08", "annual.target", "2024.1年 月"),
    (YONGHE, "村级计生员补助", "Q08", "annual.target", "2024.12年月"),
    (YONGHE, "生命健康保障工程", "Q26", "annual.target", "元、年、人"),
    (YONGHE, "特岗计划", "Q21", "annual.target", "年内"),
    (YONGHE, "公务用车运行维护费", "Q29", "annual.name", "对车辆态度"),
    (YONGHE, "基本公共卫生服务补助资金(省级)", "Q16", "annual.target", "≥0%"),
    (YONGHE, "退二孩指标", "Q32", "annual.name", "社会稳定水平"),
    (YONGHE, "建设中医药强省", "Q32", "annual.name", "培训对象满意度"),
    (YONGHE, "运行经费", "Q32", "annual.name", "职工满意度"),
    (YONGHE, "医疗服务与保障能力提", "Q19", "annual.target", "≤2年"),
    (YONGHE, "残疾人保障金", "Q19", "annual.target", "2年"),
    (YONGHE, "补助资金", "Q03", "", "同一文号"),
    (YONGHE, BUREAU, "X45", "staff_on_quota", "18 人"),
    (YONGHE, BUREAU, "Q14", "indicators.target", "符合条件的保障人数"),
    (YONGHE, "2024年省级地方公共卫生服务补助资金", "Q43", "department.name", "903-社保股"),
    (LULIANG, "惠商", "Q25", "annual.target", "8,233,770 元"),
    (LULIANG, "惠商", "Q26", "annual.target", "名称说的是户"),
    (LULIANG, "惠商", "Q41", "overview", "实施 3 年"),
    (LULIANG, "惠商", "Q18", "annual.name", "政策知晓率"),
    (LULIANG, "氢能", "Q29", "annual.name", "本单位满意度"),
    (LULIANG, "中小微企业", "Q25", "annual.target", "38,600,000 元"),
    (LULIANG, "中小微企业", "Q39", "overview", "1000名"),
    (LULIANG, "中小微企业", "Q42", "annual.name", "奖励项目资格相符合率"),
    (LULIANG, "科技研发经费", "X42", "annual.total", "70,000,000 元"),
    (LULIANG, "科技研发经费", "Q16", "annual.target", "方向相反"),
    (LULIANG, "残疾人人身意外", "Q04", "necessity", "相同"),
    (LULIANG, "残疾人人身意外", "Q05", "goals.annual", "实施期目标"),
    (LULIANG, "农业保险全覆盖", "Q16", "annual.target", "承保理赔率"),
    (LULIANG, "重大动物疫病防控", "Q42", "annual.target", "畜禽死亡率"),
    (JINCHENG, "计划生育服务补助", "Q38", "overview", "6,022,600 元"),
    (JINCHENG, "优抚对象", "Q38", "overview", "14,694,304.5 元"),
    (JINCHENG, "社区建设工作经费", "Q45", "annual.name", "不成对"),
    (JINCHENG, "环卫合同经费", "Q22", "annual.target", "10.16 元"),
    (JINCHENG, "环卫合同经费", "Q39", "overview", "6 个金额"),
    (OLD, "华创硅材料", "Q08", "annual.name", "数量指标的个数"),
    (OLD, "华创硅材料", "Q08", "annual.name", "完成质量指标的落实率"),
    (OLD, "华创硅材料", "Q08", "annual.name", "带来的经济效益指标"),
    (OLD, "华创硅材料", "Q36", "goals.annual", "武汉科技大学"),
    (OLD, "永宁中心处理厂", "Q39", "overview", "171.86亩"),
    (OLD, "土地综合整治", "Q36", "safeguards", "坡头乡"),
    (OLD, "城乡居民基本医疗保险", "Q25", "annual.target", "4,844,200 元"),
    (OLD, "城乡居民基本医疗保险", "Q45", "overview", "没人每年"),
    (OLD, "城市供热", "Q38", "overview", "28,241,748 元"),
    (OLD, "城市供热", "Q45", "annual.name", "全限范围"),
    (OLD, "城市维护费", "Q37", "goals.annual", "2022年"),
)

# Quantity × standard = money, or the cost items add up to it: Q25 and Q38 say nothing.
HOLDS = (
    (YONGHE, "2023年职工取暖费、年终奖金及基础绩效奖"),
    (YONGHE, "劳务派遣人员工资及保险"),
    (YONGHE, "有奖监护经费"),
    (YONGHE, "财政基本公共卫生服务补助资金(中央)"),
    (YONGHE, "运行经费"),
    (LULIANG, "吕梁市既有住宅加装电梯"),
    (LULIANG, "科技研发经费"),
    (JINCHENG, "城乡低保金"),
    (JINCHENG, "就业相关补助"),
    (JINCHENG, "网格化服务管理经费"),
    (JINCHENG, "环卫合同经费"),
)

# How many findings each rule makes on the 91 forms, the four projects without a form and the
# overall form: a change of a rule shows here first. docs/checks-on-samples.md tells of them.
COUNTS = {
    "Q01": 8, "Q02": 23, "Q03": 37, "Q04": 116, "Q05": 26, "Q06": 66, "Q07": 45, "Q08": 8,
    "Q09": 1, "Q10": 1, "Q13": 2, "Q14": 28, "Q15": 13, "Q16": 13, "Q17": 18, "Q18": 61, "Q19": 3,
    "Q20": 23, "Q21": 12, "Q22": 1, "Q23": 27, "Q24": 31, "Q25": 5, "Q26": 9, "Q27": 4, "Q28": 7,
    "Q29": 29, "Q30": 137, "Q32": 6, "Q33": 19, "Q34": 14, "Q35": 5, "Q36": 3, "Q37": 1, "Q38": 4,
    "Q39": 4, "Q41": 1, "Q42": 68, "Q43": 1, "Q45": 143, "Q48": 15, "Q50": 1, "Q51": 1, "Q54": 1,
    "X39": 4, "X42": 1, "X45": 1,
}  # fmt: skip


@pytest.mark.parametrize(("sample", "part", "code", "path", "words"), DEFECTS)
def test_a_real_defect_is_found_at_its_place(
    checked: Samples, sample: str, part: str, code: str, path: str, words: str
) -> None:
    hits = [
        finding
        for finding in checked[sample].of(part, code)
        if finding.place.ref.path.endswith(path)
        and words in finding.message + "".join(value for _, value in finding.values)
    ]
    assert hits, [f.message for f in checked[sample].of(part, code)]


@pytest.mark.parametrize(("sample", "part"), HOLDS)
@pytest.mark.parametrize("code", ["Q25", "Q38"])
def test_sums_that_hold_are_passed_over(
    checked: Samples, sample: str, part: str, code: str
) -> None:
    assert any(part in project.name for project in read.projects(checked[sample].book))
    assert [f.message for f in checked[sample].of(part, code)] == []


def test_every_published_total_is_the_sum_of_its_sources(checked: Samples) -> None:
    assert [f for sample in checked.values() for f in sample.report.findings
            if f.code == "X41"] == []  # fmt: skip


def test_no_annual_amount_exceeds_the_whole(checked: Samples) -> None:
    found = [f for sample in checked.values() for f in sample.report.findings if f.code == "X42"]
    assert [f.message for f in found] == ["一次性项目的年度资金应等于实施期资金。"]


def test_what_ties_across_tables_is_passed_over(checked: Samples) -> None:
    tied = ("X40", "X43", "X44", "X51")
    found = [f for sample in checked.values() for f in sample.report.findings if f.code in tied]
    assert found == []


def test_no_rule_failed(checked: Samples) -> None:
    assert [fault for sample in checked.values() for fault in sample.report.faults] == []


def test_errors_are_under_two_a_form(checked: Samples) -> None:
    """The forms were, after all, accepted."""
    forms = sum(len(read.project_ids(sample.book)) for sample in checked.values())
    errors = [
        finding
        for sample in checked.values()
        for finding in sample.report.findings
        if finding.severity is Severity.ERROR
    ]
    assert len(errors) < 0.5 * forms


def test_counts_of_findings_are_as_looked_through(checked: Samples) -> None:
    counted = Counter(f.code for sample in checked.values() for f in sample.report.findings)
    assert dict(sorted(counted.items())) == COUNTS


def test_the_page_about_the_samples_has_these_counts() -> None:
    rows = re.findall(
        r"^\| ([A-Z][0-9]{2}) [^|]*\| ([0-9]+) \|", PAGE.read_text("utf-8"), flags=re.MULTILINE
    )
    assert {code: int(count) for code, count in rows if count != "0"} == COUNTS
    assert sorted(code for code, _ in rows) == sorted(RULES)


@pytest.mark.parametrize("name", SETS)
def test_every_finding_points_at_a_cell_of_its_form(checked: Samples, name: str) -> None:
    book = checked[name].book
    cells = _cells(book.info.form_set, checked[name])
    refs = {finding.place.ref for finding in checked[name].report.findings}
    assert refs - cells == set()


def _cells(form_set_id: str, sample: Checked) -> set[FieldRef]:
    form_set = load_form_set(form_set_id)
    year = sample.book.info.fiscal_year
    records: list[tuple[RecordKind, FormRecord]] = []
    records += [(RecordKind.PROJECT, p) for p in read.projects(sample.book)]
    records += [(RecordKind.OVERALL, o) for o in read.overalls(sample.book)]
    sheets = (
        lay_out(form_set.form(kind), record, year, every_slot=True) for kind, record in records
    )
    return {cell.field for sheet in sheets for cell in sheet.cells if cell.field}


def test_places_are_named(checked: Samples) -> None:
    (finding,) = checked[YONGHE].of("城镇领证独生子女父母奖励", "Q25")
    place = finding.place
    assert (place.department, place.unit, place.horizon) == (BUREAU, BUREAU, "年度")
    assert (place.field, place.level2) == ("年度指标值", "数量指标")
    assert place.indicator
    assert finding.values == (("数量×标准", "349,200 元"), ("年度资金", "346,800 元"))
