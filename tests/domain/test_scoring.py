"""得分 of an indicator for what was reached: every edge that 10号's ratio leaves open."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.scoring import points_of, share_of
from budgetdesk.domain.target import parse_target


def points(reached: str, target: str, full: str) -> str | None:
    found = points_of(parse_target(reached), parse_target(target), Decimal(full))
    return None if found is None else str(found)


@pytest.mark.parametrize(
    ("reached", "target", "full", "score"),
    [
        ("450人", "≥500人", "20", "18.00"),
        ("40天", "≤30天", "15", "11.25"),
        ("5个", "=4个", "15", "12.00"),
        ("4个", "=5个", "15", "12.00"),
        ("12批", "12批", "10", "10.00"),
        ("13批", "12批", "10", "10.00"),  # more than a plain number is met
        ("0例", "0例", "10", "10.00"),
        ("1例", "=0例", "10", "0.00"),
        ("0例", "≤3例", "10", "10.00"),
        ("3例", "<3例", "10", "10.00"),  # by ratio it misses by nothing
        ("4例", "<3例", "10", "7.50"),
        ("95%", ">95%", "10", "10.00"),
        ("90%", "≥95%", "10", "9.47"),
        ("0.9", "≥95%", "10", "9.47"),  # a share for a percentage
        ("90", "≥95%", "10", "9.47"),
        ("4.5万人", "≥47000人", "10", "9.57"),
        ("45000", "≥4.5人", "10", "10.00"),
        ("7天", "5-10天", "10", "10.00"),
        ("4天", "5-10天", "10", "8.00"),
        ("20天", "5-10天", "10", "5.00"),
        ("-3%", "≥2%", "10", "0.00"),
        ("2024年6月20日", "2024年6月底前", "10", "10.00"),
        ("2024年7月1日", "2024年6月底前", "10", "0.00"),
        ("5", "≥24", "3", "0.63"),  # 0.625 exactly, which fifty digits of 5/24 miss
        ("达成预期指标", "提高", "10", "10.00"),
        ("提高", "提高", "10", "10.00"),
        ("有所提高", "显著提高", "10", None),
        ("500人", "≥95%", "10", None),  # a head-count for a rate
        ("", "≥95%", "10", None),
        ("95%", "", "10", None),
        ("完成", "≥95%", "10", None),
    ],
)
def test_what_is_reached_scores(reached: str, target: str, full: str, score: str | None) -> None:
    assert points(reached, target, full) == score


@given(
    st.sampled_from(["≥", "≤", "=", ">", "<", ""]),
    st.decimals(-1000, 1000, places=2),
    st.decimals(-1000, 1000, places=2),
    st.integers(0, 50),
)
def test_no_score_is_below_zero_or_above_its_points(
    sign: str, wanted: Decimal, reached: Decimal, full: int
) -> None:
    found = points_of(
        parse_target(f"{reached:f}"), parse_target(f"{sign}{wanted:f}"), Decimal(full)
    )
    assert found is not None
    assert 0 <= found <= full


@given(st.integers(1, 500), st.integers(0, 500))
def test_the_share_is_exact(wanted: int, reached: int) -> None:
    found = share_of(parse_target(f"{reached}个"), parse_target(f"≥{wanted}个"))
    assert found is not None
    assert abs(found * wanted - min(reached, wanted)) < Decimal("1e-40")
