"""What each class of indicators has, where the points hang on which classes there are."""

from decimal import Decimal
from pathlib import Path

import pytest

from budgetdesk.book.weighting import class_points
from budgetdesk.domain.weights import distributed
from budgetdesk.forms.loader import read_form_set

SET = """extend = "cycle"
[parameters]
output.value = 40
benefit.value = 20
cost = { name = "成本指标应有分值", value = 20 }
plain_output = { name = "无成本指标时产出指标应有分值", value = 50 }
plain_benefit = { name = "无成本指标时效益指标应有分值", value = 30 }
"""


@pytest.mark.parametrize(
    ("classes", "weights"),
    [
        ("成本指标 产出指标 效益指标 满意度指标", "20 40 20 10"),
        ("成本 产出 效益 满意度", "20 40 20 10"),
        ("产出指标 效益指标 满意度指标", "50 30 10"),
        ("产出指标 效益指标", "50 40"),
        ("成本指标 产出指标 效益指标", "20 40 30"),
        ("成本指标 成本指标 成本指标 产出指标 效益指标", "7 6.5 6.5 40 30"),
    ],
)
def test_points_of_the_new_tree(tmp_path: Path, classes: str, weights: str) -> None:
    own = tmp_path / "own-2026"
    own.mkdir()
    (own / "set.toml").write_text(SET, "utf-8")
    kind = read_form_set(tmp_path, "own-2026").dictionary.kinds["self_evaluation"]
    rows = classes.split()
    found = distributed(rows, class_points(kind, rows))
    assert found == tuple(map(Decimal, weights.split()))
    assert sum(found) == 90
