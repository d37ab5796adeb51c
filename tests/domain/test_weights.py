"""分值 distributed over rows: exact in sum, equal inside a class, the rest to the first."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.weights import HALF, WHOLE, distributed, shared

POINTS = {"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}


@pytest.mark.parametrize(
    ("points", "rows", "step", "wanted"),
    [
        (50, 4, HALF, "12.5 12.5 12.5 12.5"),
        (50, 3, HALF, "17 16.5 16.5"),
        (50, 3, WHOLE, "18 16 16"),
        (30, 1, WHOLE, "30"),
        (10, 7, WHOLE, "4 1 1 1 1 1 1"),
        (1, 4, WHOLE, "0.25 0.25 0.25 0.25"),
    ],
)
def test_a_class_is_shared_out(points: int, rows: int, step: Decimal, wanted: str) -> None:
    assert shared(Decimal(points), rows, step) == tuple(map(Decimal, wanted.split()))


def test_a_class_without_rows_leaves_its_points_to_the_benefits() -> None:
    assert distributed(["产出指标", "效益指标"], POINTS) == (Decimal(50), Decimal(40))
    assert distributed(["产出指标", "满意度指标"], POINTS) == (Decimal(80), Decimal(10))
    assert distributed([], POINTS) == ()


@given(
    st.lists(st.sampled_from([*POINTS, "产出", "成本指标"]), max_size=40),
    st.sampled_from([HALF, WHOLE]),
)
def test_the_sum_is_exact(classes: list[str], step: Decimal) -> None:
    weights = distributed(classes, POINTS, step)
    assert len(weights) == len(classes)
    counted = any(name != "成本指标" for name in classes)
    assert sum(weights) == (90 if counted else 0)
    assert all(weight >= 0 for weight in weights)
