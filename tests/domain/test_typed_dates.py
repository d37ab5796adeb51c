"""Periods as offices write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.typed_dates import parse_period, show_dated


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-01/2027-12-31", "2027年1月1日—2027年12月31日", "2027.01.01-2027.12.31",
        "2027年1月-2027年12月", "2027年1月至12月", "2027年1月—12月", "2027.1-2027.12",
        "2027年1月1日-12月31日", "2027年1月～12月", "２０２７年１月－１２月", "2027年", "2027年度",
        "2027年全年",
    ],
)  # fmt: skip
def test_a_whole_year_in_every_spelling(text: str) -> None:
    assert parse_period(text) == "2027-01-01/2027-12-31"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2027-2029年", "2027-01-01/2029-12-31"),
        ("2028年2月", "2028-02-01/2028-02-29"),
        ("2027年上半年", "2027-01-01/2027-06-30"),
        ("2027年3月15日至2027年5月", "2027-03-15/2027-05-31"),
    ],
)
def test_months_and_years_stand_for_their_first_and_last_days(text: str, kept: str) -> None:
    assert parse_period(text) == kept


@pytest.mark.parametrize(
    "text",
    ["", "长期", "1年", "1月-12月", "2027年12月-2027年1月", "2027年13月", "2027-12-31/2027-01-01"],
)
def test_what_has_no_year_or_no_order_is_none(text: str) -> None:
    assert parse_period(text) is None


_DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(_DAYS, _DAYS)
def test_what_is_shown_is_read_again(one: date, other: date) -> None:
    kept = f"{min(one, other)}/{max(one, other)}"
    assert parse_period(show_dated(kept)) == kept
