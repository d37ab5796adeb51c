"""What the rules understand of official Chinese, word by word and at its bounds."""

from fractions import Fraction

import pytest

from budgetdesk.checks.language.budget_words import only_the_budget
from budgetdesk.checks.language.counted import counts_in
from budgetdesk.checks.language.documents import (
    cited_documents,
    document_numbers,
    without_documents,
)
from budgetdesk.checks.language.events import event_asked, events_in, quarter_twice
from budgetdesk.checks.language.likeness import grams, likeness, nearly_equal
from budgetdesk.checks.language.meaning import same_meaning
from budgetdesk.checks.language.measures import share
from budgetdesk.checks.language.reckoning import (
    components,
    itemised,
    of_an_item,
    sole_standard,
)
from budgetdesk.checks.language.spelling import balanced, tidied, typing_faults, unfinished
from budgetdesk.checks.language.wholes import unequal_parts
from budgetdesk.checks.language.words import placeholder_in, says_no_degree
from budgetdesk.checks.rules.thinness import only_phrases
from budgetdesk.domain.conversion import converted, dimension, same_measure
from budgetdesk.domain.fields import Kind
from budgetdesk.domain.quantities import amounts, quantities, yearly


@pytest.mark.parametrize(("text", "own", "only"), [
    ("年初预算，永财预字〔2024〕1号", (), True),
    ("年初预算，永预财综函〔2024〕1号", (), False),
    ("关于批复永和县教育局预算", ("永和县", "永和县教育局"), True),
    ("部门预算编制办法", (), False),
    ("教育法", (), False),
])  # fmt: skip
def test_what_is_only_the_budget(text: str, own: tuple[str, ...], only: bool) -> None:
    assert only_the_budget(text, own) is only


def test_units_of_one_dimension_are_exact() -> None:
    assert converted(Fraction(15), "亩") == converted(Fraction(1), "公顷") == 10_000
    assert converted(Fraction(2), "公里") == converted(Fraction(2_000), "米")
    assert converted(Fraction(3), "吨") == converted(Fraction(3_000), "公斤")
    assert converted(Fraction(1), "平方公里") == converted(Fraction(100), "公顷")
    for unit in ("平方米", "平米", "㎡", "m²", "米", "吨", "人", "人次", "户", "立方米"):
        assert converted(Fraction(7), unit) == 7
    assert converted(Fraction(1), "千克") == converted(Fraction(1), "公斤")
    assert converted(Fraction(1), "千米") == converted(Fraction(1), "km") == 1_000
    assert dimension("亩") == dimension("平方米") != dimension("米")
    assert dimension("辆") == ""


def test_rounding_of_two_percent_is_allowed() -> None:
    assert same_measure(Fraction(100), Fraction(98))
    assert same_measure(Fraction(98), Fraction(100))
    assert not same_measure(Fraction(100), Fraction("97.99"))


def test_a_count_knows_the_words_beside_it() -> None:
    (near,) = counts_in("甲乙5名丙丁，戊己")
    assert (near.before, near.after, near.unit, near.shown) == ("甲乙", "丙丁", "人", "5名")
    (far,) = counts_in("甲乙丙丁戊己庚辛壬癸子丑寅7辆甲乙丙丁戊己庚辛壬癸子丑寅")
    assert (far.before, far.after) == ("乙丙丁戊己庚辛壬癸子丑寅", "甲乙丙丁戊己庚辛壬癸子丑")
    assert [it.written for it in counts_in("清运1.5 万吨")] == ["万吨"]


def test_documents_are_blanked_in_place() -> None:
    text = "根据《关于《办法》的通知》（晋财社〔2023〕322 号）发放"
    assert len(without_documents(text)) == len(text)
    assert "发放" in without_documents(text)
    assert "号" not in without_documents(text)
    (number,) = document_numbers(text)
    assert (number.year, number.number) == (2023, 322)
    assert text[number.start : number.end] == "晋财社〔2023〕322 号"


def test_a_document_is_cited_by_title_and_number() -> None:
    (cited,) = cited_documents("《关于下达补助资金的通知》根据晋财社〔2023〕322号")
    assert cited.key == ("晋财社", 2023, 322)
    assert cited.title == "关于下达补助资金的通知"
    assert cited.shown == "根据晋财社〔2023〕322号"
    assert cited_documents("《关于下达补助资金的通知》晋财社〔23〕5号") == ()
    assert cited_documents("《关于下达补助资金的通知》〔2023〕5号") == ()


def test_when_works_begin_and_end() -> None:
    assert events_in("项目2024年3月开工，竣工时间为2024年10月") == {
        "开工": "2024年3月",
        "竣工": "2024年10月",
    }
    assert events_in("2024年3月开工，2024年4月开工") == {}
    assert events_in("项目2024年12月底前完成。") == {"完成": "2024年12月"}
    assert event_asked("工程竣工时间") == event_asked("完工日期") == "竣工"
    assert event_asked("项目完成时间") == "完成"
    assert event_asked("补助发放完成时间") == ""
    assert quarter_twice("一季度：甲；二季度：乙；一季度：丙") == "一季度"
    assert quarter_twice("一季度：甲；二季度：乙") == ""


def test_likeness_counts_runs_of_four() -> None:
    assert grams("甲乙丙丁戊") == {"甲乙丙丁", "乙丙丁戊"}
    assert grams("甲乙") == {"甲乙"}
    assert likeness("甲乙丙丁戊", "甲乙丙丁己") == pytest.approx(1 / 3)
    assert nearly_equal("甲，乙", "甲乙。")
    assert not nearly_equal("甲乙", "")
    thirteen = "甲乙丙丁戊己庚辛壬癸子丑寅"
    assert nearly_equal(thirteen, thirteen[:12])  # nine runs of ten
    assert not nearly_equal(thirteen, thirteen[:11])
    long = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    assert not nearly_equal(long, long[:-8])


@pytest.mark.parametrize(("text", "value", "unit", "per"), [
    ("每人每月补助200元", 200, "元", ("人", "月")),
    ("补助1.5万元/人/年", 15_000, "元", ("人", "年")),
    ("月工资1800元", 1800, "元", ("人", "月")),
    ("月租金1800元", 1800, "元", ("月",)),
    ("1,234.5 万人", 12_345_000, "人", ()),
    ("3个月", 3, "月", ()),
    ("每人每年1200", 1200, "元", ("人", "年")),
    ("3百元", 300, "元", ()),
    ("3千元", 3_000, "元", ()),
    ("3百万元", 3_000_000, "元", ()),
    ("3千万元", 30_000_000, "元", ()),
    ("3亿元", 300_000_000, "元", ()),
])  # fmt: skip
def test_a_number_is_read_with_its_unit(
    text: str, value: int, unit: str, per: tuple[str, ...]
) -> None:
    (found,) = quantities(text)
    assert (found.value, found.unit, found.per) == (value, unit, per)


def test_what_is_said_of_a_number() -> None:
    grand, part, item, rough, limit = quantities(
        "共计8万元；共3万元；计2万元，约5万元；不超过6万元"
    )
    assert (grand.grand, grand.total) == (True, True)
    assert (part.grand, part.total) == (False, True)
    assert (item.item, grand.item) == (True, False)
    assert (rough.rough, limit.rough) == (True, False)
    assert (limit.limit, rough.limit) == (True, False)
    assert [it.rough for it in quantities("5万元左右，6万元")] == [True, False]
    assert [it.limit for it in quantities("5万元以内，6万元")] == [True, False]
    assert grand.fen == 8_000_000
    assert quantities("0.001元")[0].fen is None
    assert quantities("5人")[0].fen is None


def test_a_text_of_very_many_numbers_is_a_table() -> None:
    assert len(quantities("1元，" * 150)) == 150
    assert quantities("1元，" * 151) == ()


def test_a_standard_of_a_year() -> None:
    assert [yearly(it) for it in quantities("200元/人/月，3元/人/天，500元/生/学期")] == [
        2400,
        1095,
        1000,
    ]
    assert [yearly(it) for it in quantities("5元/户/季，5元/户/季度，5元/户/学年，5元/户/日")] == [
        20,
        20,
        5,
        1825,
    ]


def test_heads_times_standards() -> None:
    text = "小学生100名，每生每年500元；中学生200名，每生每年600元。"
    assert components("小学100人，500元/人；中学200人，600元/人。", 15_000_000) == 17_000_000
    assert components("小学100人，500元/人；中学200人，600元/人，共计17万元。", 15_000_000) is None
    assert components("小学约100人，500元/人；中学200人，600元/人。", 15_000_000) is None
    assert components("小学100人，500元/人。", 5_000_000) is None
    assert components("小学100人，500元/人；中学200人，600元/人。", 17_000_000) is None
    assert components("小学100人，500元/人；中学200人，600元/人。", 12_142_858) == 17_000_000
    assert components("小学100人，500元/人；中学200人，600元/人。", 12_142_857) is None
    assert components(text, 1) is None


def test_items_that_make_the_whole() -> None:
    assert itemised("甲2万元、乙3万元、丙4万元", 10_000_000) == 9_000_000
    assert itemised("甲2万元、乙3万元", 6_000_000) is None
    assert itemised("甲约2万元、乙3万元、丙4万元", 10_000_000) is None
    assert itemised("甲计2万元，乙计3万元，丙计4万元", 10_000_000) == 9_000_000
    assert itemised("甲2万元、乙3万元、丙4万元", 4_000_000) is None


def test_the_one_standard_of_a_text() -> None:
    told = sole_standard("为42名村医每人每月发放200元")
    assert told is not None
    assert (told.heads, told.fen, told.count) == (frozenset("人"), 240_000, 42)
    assert sole_standard("每人每月200元，每户500元") is None
    assert sole_standard("42人，每人每年200元，计8400元") is None
    assert sole_standard("约42人，每人每年200元") is None
    assert sole_standard("42人、35人，每人每年200元") is None
    assert sole_standard("每月200元") is None
    without = sole_standard("每户每年200元")
    assert without is not None
    assert without.count is None


@pytest.mark.parametrize(("text", "says"), [
    ("小计3万元，小计4万元，合计8万元", "小计相加是 70,000 元"),
    ("甲3万元，乙4万元，合计8万元", "前面各项相加是 70,000 元，合计写 8万元"),
    ("甲3万元，乙4万元，合计9万元", ""),
    ("甲3万元，乙4万元，合计8.75万元", "前面各项"),
    ("甲3万元，合计4万元", ""),
    ("人员10人，其中男4人，女5人", ""),
    ("人员10人，其中城区4人，乡镇7人", "所列各项相加是 11 人"),
    ("人员10人，其中城区11人", "“11人”大于"),
    ("人员10人，其中城区10人", ""),
    ("三项：1.甲；2.乙", "却列了 2 项"),
    ("两项：1.甲；2.乙", ""),
    ("十项：1.甲；2.乙", "却列了 2 项"),
    ("人员10人，其中城区4人，乡镇7人，其中男3人", ""),
    ("人员10人，其中城区约4人，乡镇7人", ""),
    ("人员约10人，其中城区4人，乡镇7人", ""),
    ("人员10人：城区11人", ""),
    ("单价3元/人，甲3万元，乙4万元，合计8万元", "前面各项"),
    ("人员11人，其中" + "、".join(f"第{n}组2人" for n in "一二三四五六七八九"), ""),
    ("人员11人，其中" + "、".join(f"第{n}组2人" for n in "一二三四五六七八"), "16 人"),
    ("第三项：1.甲；2.乙", ""),
    ("分三步：①甲；②乙；③丙；④丁", "却列了 4 项"),
])  # fmt: skip
def test_parts_and_wholes(text: str, says: str) -> None:
    assert unequal_parts(text).startswith(says) if not says else says in unequal_parts(text)
    assert bool(unequal_parts(text)) is bool(says)


def test_slips_are_set_right() -> None:
    assert tidied("保障运转，，。") == "保障运转。"
    assert tidied("（2024年)") == "（2024年）"
    assert tidied("永政发[2023]12号") == "永政发〔2023〕12号"
    assert tidied("甲\n乙", cell=True) == "甲乙"
    assert tidied("按照有关文件要求及时足额发\n放") == "按照有关文件要求及时足额发放"
    assert tidied("一、总体要求和目标任务内容\n二、安排") == "一、总体要求和目标任务内容\n二、安排"
    assert typing_faults("保障运转。") == ()
    assert typing_faults(" 保障运转。") == ("首尾有空格或换行",)
    assert typing_faults("（甲)") == ("括号一半全角一半半角",)
    assert typing_faults("保障。。“甲") == ("标点重复", "括号或引号不成对")
    assert balanced("1）甲（乙）")
    assert not balanced("“甲")


@pytest.mark.parametrize(("text", "says"), [
    ("为全县村医发放补助，保障其生活", ("末尾没有句号",)),
    ("为全县村医发放，保障生活", ()),
    ("为全县村医发放补助，", ("末尾是逗号，话没有说完",)),
    ("1、甲。2、乙。3、丙。", ()),
    ("1、甲。2、乙。2、丙。", ("序号“2”写了两次",)),
    ("202年为村医发放。", ("年份不是四位数",)),
])  # fmt: skip
def test_what_is_unfinished(text: str, says: tuple[str, ...]) -> None:
    assert unfinished(text) == says


def test_values_that_say_nothing() -> None:
    assert says_no_degree("不断提升", "生活水平")
    assert says_no_degree("水质", "水质情况")
    assert not says_no_degree("水", "水质情况")
    assert not says_no_degree("提升10%", "生活水平")
    assert not says_no_degree("", "生活水平")
    assert not says_no_degree("规范", "管理规范性")
    assert placeholder_in("XX单位") == "XX"
    assert placeholder_in("MAXX") == ""
    assert placeholder_in("同上") == "同上"
    assert placeholder_in("正文") == ""


def test_how_far_a_part_is_off_the_whole() -> None:
    assert (share(0, 0), share(5, 0), share(3, 4), share(5, 4)) == (0, 1, *[Fraction(1, 4)] * 2)


@pytest.mark.parametrize(("before", "text", "same"), [
    ("及时。", "及时", True),
    ("及时", "提高", False),
    ("不低于９０％", "≥90%", True),
    ("≥100%", "100%", True),
    ("提高100%", "提高≥100%", False),
    ("≥90%", "≥95%", False),
])  # fmt: skip
def test_when_two_values_mean_the_same(before: str, text: str, same: bool) -> None:
    assert same_meaning(Kind.TARGET, before, text) is same


def test_a_total_of_one_item_is_none_of_the_whole() -> None:
    text = "设备10台，共计4万元；培训3期，共计5万元"
    plain = amounts(text)
    assert [of_an_item(text, it, plain) for it in plain] == [True, True]
    alone = "设备10台，共计4万元"
    assert not of_an_item(alone, amounts(alone)[0], amounts(alone))
    whole = "设备4万元，培训5万元，以上共计9万元"
    assert not of_an_item(whole, amounts(whole)[2], amounts(whole))


def test_phrases_of_any_project_leave_few_characters() -> None:
    assert only_phrases("严格按照规定执行甲乙")
    assert not only_phrases("严格按照规定执行甲乙丙")
    assert not only_phrases("严格按照规定执行100")
    assert only_phrases("严格按照规定执行10")
