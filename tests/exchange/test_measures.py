"""What amounts are in, however a label, a title, a note or a remark says it."""

import pytest

from budgetdesk.domain.money import Measure, MoneyError, parse_yuan
from budgetdesk.domain.text import fold
from budgetdesk.exchange.measures import in_measure, measure_in, remarked_measure, split_heading

NOTES = [
    *(
        "单位：{}",
        "单位:人民币{}",
        "（金额单位：{}）",
        "计量单位 {}",
        "单位∶{}",
        "单位﹕{}",
        "单位/{}",
    ),
    *(
        "单位：{}（保留两位小数）",
        "单位：{}人民币",
        "货币单位：人民币{}",
        "以{}为单位",
        "金额以{}计",
    ),
    *("人民币：{}", "币种：人民币 {}", "（2025年度，单位：{}）", "填报单位：县医院　　单位：{}"),
    *("目标申报表（单位：{}）", "目标申报表（{}）", "项目资金\n（{}）"),
]


@pytest.mark.parametrize("measure", [it for it in Measure if it is not Measure.FEN])
@pytest.mark.parametrize("note", NOTES)
def test_a_note_says_what_amounts_are_in(note: str, measure: Measure) -> None:
    assert measure_in(note.format(measure)) is measure


@pytest.mark.parametrize(
    "text",
    [
        *(
            "实施单位：县医院",
            "单位：元旦活动办公室",
            "关于下达补助资金500万元",
            "部分",
            "得分（分）",
        ),
        *("单位：元/万元", "主管单位", "单位：万人", "人均成本（万元/人）"),
    ],
)
def test_what_says_nothing_of_money_is_no_note(text: str) -> None:
    assert measure_in(text) is None


def test_a_remark_around_a_form_says_it_in_one_of_its_sentences() -> None:
    said = "填表说明：1.金额单位为万元，保留两位小数；2.蓝色栏目必填。"
    assert remarked_measure(said) is Measure.WAN
    assert remarked_measure(said.removeprefix("填表说明：")) is None


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "金额（以万元为单位）",
            "金额<万元>",
            "金额（万元/年）",
            "金额（单位:万）",
            "金额（万元，含结转）",
        ),
        *("金额/万元", "金额（人民币：万元）", "金额万元人民币"),
    ],
)
def test_a_heading_is_split_from_its_measure(heading: str) -> None:
    assert split_heading(fold(heading)) == ("金额", Measure.WAN)


def test_a_measure_in_letters_is_not_taken_for_half_of_it() -> None:
    assert split_heading("金额(w元)") == ("金额(w元)", None)


@pytest.mark.parametrize(
    "text",
    [
        *("345.67", "￥345.67", "¥ 345.67", "人民币345.67", "345。67", "345.67\xa0", "'345.67"),
        *("+345.67", "3,456,700元", "345.67万", "叁佰肆拾伍万陆仟柒佰元整", "\u202d345.67\u202c"),
    ],
)
def test_an_amount_says_itself_what_it_is_in(text: str) -> None:
    assert parse_yuan(in_measure(text, Measure.WAN)) == 345_670_000


def test_what_is_no_amount_is_refused() -> None:
    with pytest.raises(MoneyError):
        in_measure("约三百万", Measure.WAN)
