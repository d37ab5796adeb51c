import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from budgetdesk.domain.moment import Moment
from budgetdesk.domain.target import Operator, Target, TargetKind, parse_target

GE, LE, GT, LT, EQ = (
    Operator.AT_LEAST,
    Operator.AT_MOST,
    Operator.MORE,
    Operator.LESS,
    Operator.EQUAL,
)


@pytest.mark.parametrize(
    ("text", "operator", "number", "unit"),
    [
        ("≥90%", GE, "90", "%"),
        (">=90%", GE, "90", "%"),
        ("=>90%", GE, "90", "%"),
        ("》=90%", GE, "90", "%"),
        ("≧９０％", GE, "90", "%"),
        ("＞＝90%", GE, "90", "%"),
        ("不低于90％", GE, "90", "%"),
        ("不少于 500 册", GE, "500", "册"),
        ("至少2次", GE, "2", "次"),
        ("大于等于10名", GE, "10", "名"),
        ("60%以上", GE, "60", "%"),
        ("60%及以上", GE, "60", "%"),
        ("60%（含）以上", GE, "60", "%"),
        ("≤1亿元", LE, "1", "亿元"),
        ("<=30", LE, "30", ""),
        ("≦3次", LE, "3", "次"),
        ("不超过100元", LE, "100", "元"),
        ("不高于10%", LE, "10", "%"),
        ("30日内", LE, "30", "日"),
        ("30个工作日以内", LE, "30", "个工作日"),
        ("控制在10万元以内", LE, "10", "万元"),
        ("≤550元/人/天", LE, "550", "元/人/天"),
        ("＞99%", GT, "99", "%"),
        (">600辆", GT, "600", "辆"),
        ("<30日", LT, "30", "日"),
        ("=100%", EQ, "100", "%"),
        ("100%", None, "100", "%"),
        ("1,000人", None, "1000", "人"),
        ("１２００", None, "1200", ""),
        ("-5%", None, "-5", "%"),
        ("2400元/人/年", None, "2400", "元/人/年"),
        ("34776人/年", None, "34776", "人/年"),
        ("1188/人/月", None, "1188", "/人/月"),
        ("≥50000元\\站", GE, "50000", "元\\站"),
        ("815元、年、人", None, "815", "元、年、人"),
        ("50月/人", None, "50", "月/人"),
        ("761万平方米", None, "761", "万平方米"),
        ("25℃", None, "25", "℃"),
        ("100㎡", None, "100", "㎡"),
        ("2年", None, "2", "年"),
        ("13月", None, "13", "月"),
        ("≥2023.5", GE, "2023.5", ""),
    ],
)
def test_operator_number_and_unit(
    text: str, operator: Operator | None, number: str, unit: str
) -> None:
    target = parse_target(text)
    assert target == Target(text, TargetKind.NUMBER, operator, Decimal(number), unit)
    assert target.quantified


@pytest.mark.parametrize(
    ("text", "lead", "operator", "number", "unit"),
    [
        ("提高10%", "提高", None, "10", "%"),
        ("提高不低于10%", "提高", GE, "10", "%"),
        ("降低2%以上", "降低", GE, "2", "%"),
        ("约每人每年30627元", "约每人每年", None, "30627", "元"),
        ("人均每年12500元", "人均每年", None, "12500", "元"),
        ("人均工资4734元", "人均工资", None, "4734", "元"),
        ("每月100元", "每月", None, "100", "元"),
        ("约688元/人/服役年限", "约", None, "688", "元/人/服役年限"),
    ],
)
def test_words_before_the_number_belong_to_it(
    text: str, lead: str, operator: Operator | None, number: str, unit: str
) -> None:
    target = parse_target(text)
    assert target == Target(text, TargetKind.NUMBER, operator, Decimal(number), unit, lead=lead)


@pytest.mark.parametrize(
    ("text", "value", "base_unit"),
    [
        ("≥4.7万人", "47000", "人"),
        ("1亿元", "100000000", "元"),
        ("2千万元", "20000000", "元"),
        ("3千元", "3000", "元"),
        ("5千米", "5", "千米"),
        ("20万元/户", "200000", "元/户"),
        ("95%", "95", "%"),
    ],
)
def test_value_counts_in_the_plain_unit(text: str, value: str, base_unit: str) -> None:
    target = parse_target(text)
    assert target.value == Decimal(value)
    assert target.base_unit == base_unit


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("5元至22元", "5", "22", "元"),
        ("5-22元", "5", "22", "元"),
        ("60%～80%", "60", "80", "%"),
        ("60%—80%", "60", "80", "%"),
        ("5万-10万元", "5", "10", "万元"),
        ("10到20人", "10", "20", "人"),
    ],
)
def test_ranges(text: str, low: str, high: str, unit: str) -> None:
    expected = Target(text, TargetKind.RANGE, unit=unit, low=Decimal(low), high=Decimal(high))
    assert parse_target(text) == expected


@pytest.mark.parametrize(
    ("text", "operator", "moment"),
    [
        ("2025年12月", None, Moment(2025, 12)),
        ("2025年12月31日", None, Moment(2025, 12, 31)),
        ("≤2025年12月31日", LE, Moment(2025, 12, 31)),
        ("2025年12月31日前完成", LE, Moment(2025, 12, 31)),
        ("2025.12.31", None, Moment(2025, 12, 31)),
        ("2025-12-31", None, Moment(2025, 12, 31)),
        ("２０２５/１２/３１", None, Moment(2025, 12, 31)),
        ("2025年6月底前", LE, Moment(2025, 6)),
        ("12月底前", LE, Moment(None, 12)),
        ("年底前", LE, Moment(None, 12, 31)),
        ("2024年底", None, Moment(2024, 12, 31)),
        ("2025年", None, Moment(2025)),
        ("2025年3月起", GE, Moment(2025, 3)),
        ("5月", None, Moment(None, 5)),
        ("2月29日", None, Moment(None, 2, 29)),
    ],
)
def test_dates(text: str, operator: Operator | None, moment: Moment) -> None:
    expected = Target(text, TargetKind.DATE, operator, first=moment, last=moment)
    assert parse_target(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023.01.01--2023.12.31", Moment(2023, 1, 1), Moment(2023, 12, 31)),
        ("2022年11月-2023年3月", Moment(2022, 11), Moment(2023, 3)),
        ("2023年1月到2023年12月", Moment(2023, 1), Moment(2023, 12)),
        ("2023年1月-12月", Moment(2023, 1), Moment(2023, 12)),
        ("2024年1-12月", Moment(2024, 1), Moment(2024, 12)),
        ("2022-2023年", Moment(2022), Moment(2023)),
        ("2022年-2023年度", Moment(2022), Moment(2023)),
        ("第二季度", Moment(None, 4), Moment(None, 6)),
        ("2024年第3季度", Moment(2024, 7), Moment(2024, 9)),
        ("下半年", Moment(None, 7), Moment(None, 12)),
        ("全年", Moment(None, 1), Moment(None, 12)),
        ("2023年全年", Moment(2023, 1), Moment(2023, 12)),
    ],
)
def test_periods(text: str, first: Moment, last: Moment) -> None:
    assert parse_target(text) == Target(text, TargetKind.PERIOD, first=first, last=last)


@pytest.mark.parametrize(
    ("text", "every"),
    [("每月", "月"), ("每月10日前", "月"), ("每季度", "季"), ("每天", "天"), ("春秋两季", "年")],
)
def test_recurring_periods(text: str, every: str) -> None:
    target = parse_target(text)
    assert target.kind is TargetKind.PERIOD
    assert target.every.startswith(every)


@pytest.mark.parametrize("text", ["及时", "逐步提高", "中长期", "年内", "提高。", "大于等于上年度"])
def test_states(text: str) -> None:
    assert parse_target(text) == Target(text, TargetKind.STATE)


@pytest.mark.parametrize(
    "text",
    [
        "990元/人/月、1980/人/月",
        "2024.1年 月",
        "2024.12年月",
        "2023年2月30日",
        "2023年13月",
        "100-5元",
        "1,00人",
        "1/2",
        "≥",
        "/",
        "≥90%以下",
        "严格采购程序,按照有关标准执行",
        "九成" * 40,
        "1" * 4000,
        "²人",
    ],
)
def test_what_cannot_be_read_is_text(text: str) -> None:
    assert parse_target(text) == Target(text, TargetKind.TEXT)


@pytest.mark.parametrize("text", ["", " ", "\n", "\u3000"])
def test_blank(text: str) -> None:
    assert parse_target(text) == Target(text, TargetKind.BLANK)


def test_a_moment_gives_its_days_in_the_budget_year() -> None:
    assert Moment(None, 6).last_day(2025) == date(2025, 6, 30)
    assert Moment(2024, 2).last_day(2025) == date(2024, 2, 29)
    assert Moment(None, 2, 29).last_day(2025) == date(2025, 2, 28)
    assert Moment(None, 2, 29).first_day(2025) == date(2025, 2, 28)
    assert Moment(2025).first_day(2023) == date(2025, 1, 1)


def test_normal_text_is_the_usual_spelling() -> None:
    assert parse_target("不低于９０％").normal_text == "≥90%"
    assert parse_target("1,000人以上").normal_text == "≥1000人"
    assert parse_target("5元至22元").normal_text == "5元~22元"
    assert parse_target("及时").normal_text == "及时"


_PIECES = st.sampled_from(
    "≥ ≤ > < = 不低于 以上 以内 约 提高 每 人均 0 1 12 2024 90 1,000 3.5 - ~ 至 . / % 万 亿 元 人 "
    "年 月 日 底 前 季度 第 半年 全年 （ ） 、 《 》".split()
)
_TARGETS = st.one_of(st.text(), st.lists(_PIECES, max_size=12).map("".join))


@given(_TARGETS)
def test_reading_never_fails_and_keeps_the_text(text: str) -> None:
    target = parse_target(text)
    assert target.text == text
    assert (target.kind is TargetKind.NUMBER) == (target.number is not None)
    assert (target.kind is TargetKind.RANGE) == (target.low is not None)
    if target.kind in (TargetKind.DATE, TargetKind.PERIOD):
        for moment in (target.first, target.last):
            if moment is not None:
                assert moment.first_day(2023) <= moment.last_day(2023)


@given(_TARGETS)
@example("0以上以上")
def test_the_usual_spelling_means_the_same(text: str) -> None:
    target = parse_target(text)
    again = parse_target(target.normal_text)
    assert again.kind is target.kind
    if target.quantified:
        assert (again.operator, again.number, again.unit, again.low, again.high, again.lead) == (
            target.operator, target.number, target.unit, target.low, target.high, target.lead,
        )  # fmt: skip


def test_a_very_long_text_takes_no_longer_than_reading_it() -> None:
    assert parse_target("每月1-2" * 100_000).kind is TargetKind.TEXT


def _published_targets(shared: Path) -> list[str]:
    texts: list[str] = []
    for path in sorted((shared / "samples").glob("*/projects.json")):
        for project in json.loads(path.read_text("utf-8"))["projects"]:
            for indicators in project["indicators"].values():
                texts += [indicator["target"] for indicator in indicators or []]
    return texts


def test_every_published_target_is_read_sensibly(shared: Path) -> None:
    targets = [parse_target(text) for text in _published_targets(shared)]
    kinds = Counter(target.kind for target in targets)
    assert kinds == {
        TargetKind.NUMBER: 915,
        TargetKind.STATE: 508,
        TargetKind.TEXT: 22,
        TargetKind.PERIOD: 21,
        TargetKind.DATE: 11,
        TargetKind.RANGE: 1,
        TargetKind.BLANK: 4,
    }
    for target in targets:
        assert (target.operator is not None) >= target.text.startswith(tuple("≥≤><＞"))
        assert target.percent >= bool(re.fullmatch(r"[≥≤><＞]?[0-9.]+%", target.text))
        assert not (target.quantified and target.text.isalpha())
