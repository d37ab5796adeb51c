"""Cells that show a part of a field: nothing is lost, and what is typed changes that part alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.target_parts import SIGNS, TargetParts, parts_of
from budgetdesk.domain.typed import TypedError
from budgetdesk.forms.parts import (
    BOXES,
    SIGN,
    UNIT,
    VALUE,
    boxes_text,
    choice_part,
    part_text,
    sign_part,
    whole_texts,
    with_part,
)

_WORDED = sign_part(worded=True)
_REF = FieldRef("project", 1, "indicators.annual.target", 5)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("≥95%", ("≥", "95", "%")),
        ("≤1人/年", ("≤", "1", "人/年")),
        ("=72890元", ("=", "72890", "元")),
        ("250万元", ("", "250", "万元")),
        ("11", ("", "11", "")),
        ("5,072元", ("", "5,072", "元")),
        ("5-22元", ("", "5-22", "元")),
        ("及时", ("", "及时", "")),
        ("≥及时", ("≥", "及时", "")),
        ("2024年12月31日前", ("", "2024年12月31日前", "")),
        ("2023.07-2024.01", ("", "2023.07-2024.01", "")),
        ("不低于90%", ("", "不低于90%", "")),
        ("≥", ("≥", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_target_is_told_apart(text: str, parts: tuple[str, str, str]) -> None:
    assert parts_of(text) == parts


@given(st.text(max_size=12))
def test_no_character_of_any_target_is_lost(text: str) -> None:
    assert "".join(parts_of(text).text.split()) == "".join(text.split())


@given(
    st.sampled_from(["", *SIGNS]),
    st.decimals(0, 10**6, places=2).map(str),
    st.sampled_from(["", "%", "人", "万元", "元/人/年", "平方米", "个"]),
)
def test_parts_typed_come_back_as_they_were_typed(sign: str, value: str, unit: str) -> None:
    text = ""
    for part, typed in ((SIGN, sign), (VALUE, value), (UNIT, unit)):
        text = with_part(part, text, typed)
    assert parts_of(text) == TargetParts(sign, value, unit)


def test_typing_one_part_leaves_the_others() -> None:
    assert with_part(VALUE, "≥95%", "98") == "≥98%"
    assert with_part(SIGN, "≥95%", "＝") == "=95%"
    assert with_part(UNIT, "≥95%", "") == "≥95"
    assert with_part(VALUE, "≥95%", "") == "≥%"


@pytest.mark.parametrize("held", ["", "95", "=230人", "及时", "定性"])
def test_a_target_typed_whole_into_the_column_of_its_value_is_the_target(held: str) -> None:
    assert with_part(VALUE, held, "≥98%") == "≥98%"


def test_a_sign_or_unit_typed_with_the_value_takes_the_place_of_the_other() -> None:
    assert with_part(VALUE, "≥95%", "98分") == "≥98分"
    assert with_part(VALUE, "≥95%", "≤98") == "≤98%"


def test_words_are_qualitative_where_the_form_says_so() -> None:
    assert (part_text(SIGN, "及时"), part_text(_WORDED, "及时")) == ("", "定性")
    assert part_text(_WORDED, "95%") == ""
    assert with_part(_WORDED, "及时", "定性") == "及时"
    chosen = with_part(_WORDED, "", "定性")
    assert (part_text(_WORDED, chosen), part_text(VALUE, chosen)) == ("定性", "")
    assert with_part(VALUE, chosen, "优良") == "优良"
    with pytest.raises(TypedError, match="95"):
        with_part(_WORDED, "95%", "定性")
    with pytest.raises(TypedError, match="计算符号"):
        with_part(SIGN, "95%", "大约")


def test_a_column_is_a_choice() -> None:
    part = choice_part("有可能")
    assert (part_text(part, "有可能"), part_text(part, "确定能")) == ("√", "")
    assert with_part(part, "确定能", "√") == "有可能"
    assert with_part(part, "确定能", "") == "确定能"
    assert with_part(part, "有可能", "") == ""
    with pytest.raises(TypedError, match="勾选"):
        with_part(part, "", "大概")


def test_boxes_show_all_choices_and_read_them_back() -> None:
    shown = boxes_text(BOXES, ("经常性项目", "一次性项目"), "一次性项目")
    assert shown == "□经常性项目 √一次性项目"
    assert with_part(BOXES, "", shown) == "一次性项目"
    assert with_part(BOXES, "一次性项目", "□经常性项目 □一次性项目") == ""
    assert with_part(BOXES, "", "其他") == "其他"
    assert boxes_text(BOXES, ("甲",), "乙") == "□甲 √乙"


def test_parts_of_one_field_are_written_together() -> None:
    cells = [(SIGN, "≤"), (VALUE, "3"), (UNIT, "天")]
    texts = [(replace(_REF, part=part), text) for part, text in cells]
    assert whole_texts(texts, lambda _: "≥95%") == [(_REF, "≤3天")]


def test_a_pasted_row_of_ticks_is_one_choice() -> None:
    columns = [choice_part(it) for it in ("确定能", "有可能")]
    ticked = [
        (replace(_REF, part=part), text) for part, text in zip(columns, ("", "√"), strict=True)
    ]
    assert whole_texts(ticked, lambda _: "确定能") == [(_REF, "有可能")]
    both = [(replace(_REF, part=part), "√") for part in columns]
    with pytest.raises(TypedError, match="只能勾一个"):
        whole_texts(both, lambda _: "")


_TARGETS = ("≥95%", "12批", "≤4285.72元/人", "100", "及时", "2024年6月底前", "≥及时", "")


@pytest.mark.parametrize("before", _TARGETS)
@pytest.mark.parametrize("after", _TARGETS)
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_three_parts_given_at_once_are_the_target_whatever_stood_there(
    before: str, after: str, order: tuple[int, ...]
) -> None:
    parts = (_WORDED, VALUE, UNIT)
    told = [(replace(_REF, part=parts[it]), part_text(parts[it], after)) for it in order]
    assert whole_texts(told, lambda _: before) == [(_REF, after)]
