"""Amounts, shares and changes in words: every case, and what the reader can reckon after."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.disclosure.wording import (
    Direction,
    YearOnYear,
    amount_text,
    as_shown,
    bare_sentence,
    change_text,
    itemised,
    listed,
    percent_text,
    share_text,
)

WAN = 1_000_000
amounts = st.integers(-(10**14), 10**14)
positive = st.integers(10_000, 10**14)


def wan_in(text: str) -> Decimal:
    found = re.search(r"(-?[\d,]+(?:\.\d+)?)万元", text)
    assert found
    return Decimal(found[1].replace(",", ""))


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (5808_720_000, "5,808.72万元"),
        (0, "0万元"),
        (4_999, "0万元"),
        (-4_999, "0万元"),
        (5_000, "0.01万元"),
        (-5_400_000, "-5.40万元"),
        (-12_345_678_900, "-12,345.68万元"),
    ],
)
def test_amounts(fen: int, text: str) -> None:
    assert amount_text(fen) == text


@given(amounts)
def test_an_amount_is_the_rounded_one(fen: int) -> None:
    exact = Decimal(fen) / WAN
    assert wan_in(amount_text(fen)) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 100, "0%"),
        (0, 0, "0%"),
        (5, 0, None),
        (100, 100, "100%"),
        (-100, -100, "100%"),
        (-1, 100, None),
        (1, -100, None),
        (1, 10**9, "不足0.01%"),
        (150, 100, "150.00%"),
        (2, 3, "66.67%"),
        (1, 8, "12.50%"),
    ],
)
def test_shares(part: int, whole: int, text: str | None) -> None:
    assert percent_text(part, whole) == text


def test_a_part_without_a_share_stands_alone() -> None:
    assert share_text(-WAN, WAN) == "-1.00万元"
    assert share_text(WAN, 2 * WAN) == "1.00万元，占50.00%"


@given(st.lists(st.integers(0, 10**13), min_size=1, max_size=30))
def test_shares_add_up_to_the_whole(parts: list[int]) -> None:
    whole = sum(parts)
    told = [percent_text(part, whole) for part in parts]
    shares = [Decimal(text[:-1]) for text in told if text and text.startswith(tuple("0123456789"))]
    if whole:
        assert abs(sum(shares, Decimal()) - 100) <= Decimal("0.01") * len(parts)


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (5808_720_000, 5759_440_000, "比上年增加49.28万元，增长0.86%"),
        (20_400_000, 23_130_000, "比上年减少2.73万元，下降11.80%"),
        (0, 0, "与上年持平"),
        (10_004_999, 10_000_000, "与上年持平"),
        (0, 5_000_000, "比上年减少5.00万元，下降100%"),
        (5_000_000, 0, "比上年增加5.00万元，上年没有安排"),
        (5_000_000, -3_000_000, "比上年增加8.00万元"),
        (-5_000_000, 3_000_000, "比上年减少8.00万元，下降266.67%"),
        (-5_000_000, -3_000_000, "比上年减少2.00万元"),
    ],
)
def test_every_case_of_a_change(now: int, before: int, text: str) -> None:
    assert change_text(YearOnYear(now, before)) == text


@given(amounts, amounts)
def test_a_change_is_what_the_two_printed_amounts_differ_by(now: int, before: int) -> None:
    change = YearOnYear(now, before)
    text = change_text(change)
    difference = wan_in(amount_text(now)) - wan_in(amount_text(before))
    if change.direction is Direction.SAME:
        assert text == "与上年持平"
        assert difference == 0
        return
    assert wan_in(text) == abs(difference)
    assert ("增加" in text) is (difference > 0)
    assert ("增长" in text, "下降" in text) == (
        difference > 0 and as_shown(before) > 0,
        difference < 0 and as_shown(before) > 0,
    )


@given(positive, positive)
def test_a_percentage_is_the_difference_of_last_year(now: int, before: int) -> None:
    text = change_text(YearOnYear(now, before))
    found = re.search(r"(\d+\.\d+)%", text)
    if found and "不足" not in text:
        shown = wan_in(amount_text(before))
        exact = wan_in(text) / shown * 100
        assert abs(Decimal(found[1]) - exact) <= Decimal("0.005")


@given(amounts)
def test_what_stays_the_same_gives_no_reason(fen: int) -> None:
    assert "原因" not in change_text(YearOnYear(fen, fen), "人员调出")


@pytest.mark.parametrize(
    "typed", ["人员调出。", "主要原因是人员调出", " 原因是人员调出。。", "人员调出；"]
)
def test_a_typed_reason_is_not_doubled(typed: str) -> None:
    assert change_text(YearOnYear(WAN, 2 * WAN), typed).endswith("50.00%，主要原因是人员调出")
    assert bare_sentence(typed) == "人员调出"


def test_lists() -> None:
    assert listed([]) == ""
    assert listed(["办公费"]) == "办公费"
    assert listed(["办公费", "水费", "办公费", "电费"]) == "办公费、水费和电费"
    assert itemised([("甲", WAN), ("乙", 0)], WAN) == "甲1.00万元，占100%；乙0万元，占0%"
    assert itemised([]) == ""
