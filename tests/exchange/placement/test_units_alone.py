"""A unit of measure whose value is blank is told, not dropped."""

import pytest

from tests.exchange.placement.test_rules import YONGHE, _at, _paste

HEADS = "一级指标\t二级指标\t三级指标\t指标值\t计量单位\r\n"


@pytest.mark.parametrize("unit", ["人", "万元/年"])
def test_a_unit_without_its_value_is_told(unit: str) -> None:
    rows = f"产出指标\t数量指标\t甲\t5\t人\r\n产出指标\t数量指标\t乙\t\t{unit}\r\n"
    plan = _paste(YONGHE, _at("数量指标"), HEADS + rows)
    assert [(it.source.text, it.why) for it in plan.left_over] == [
        (unit, "没有指标值，单位没有粘贴")
    ]
    assert "5人" in [it.text for it in plan.edits]
