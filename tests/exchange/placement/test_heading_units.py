"""What is pasted below a heading with a unit keeps it; marks before headings say nothing."""

import pytest

from tests.exchange.placement.test_rules import JINCHENG, _at, _paste

HEADS = ["一级指标", "二级指标", "三级指标", "指标值"]
ROWS = [["产出指标", "数量指标", "植树", "95"], ["", "质量指标", "造林", "≥6"],
        ["", "时效指标", "完成时间", "3月底前"], ["", "成本指标", "总成本", "5元"]]  # fmt: skip


def targets(heads: list[str], form_set: str = JINCHENG) -> list[str]:
    """The targets that a paste gives, in order."""
    text = "\n".join("\t".join(row) for row in [heads, *ROWS])
    plan = _paste(form_set, _at("三级指标"), text)
    assert not plan.left_over
    return [it.text for it in plan.edits if it.ref.path.endswith("target") and it.changes]


@pytest.mark.parametrize("unit", ["%", "％", "万元", "人次", "公里"])
@pytest.mark.parametrize("behind", ["（{}）", "({})", "（单位：{}）", " （ {} ）"])
@pytest.mark.parametrize("mark", ["", "*", "※"])
def test_numbers_below_a_heading_have_its_unit(unit: str, behind: str, mark: str) -> None:
    heads = [f"{mark}{it}" for it in HEADS]
    heads[-1] += behind.format(unit)
    shown = unit.replace("％", "%")
    assert targets(heads) == [f"95{shown}", f"≥6{shown}", "3月底前", "5元"]


def test_numbers_below_a_plain_heading_have_none() -> None:
    assert targets(HEADS) == ["95", "≥6", "3月底前", "5元"]
    assert targets([*HEADS[:3], "指标值（包含数字及文字描述）"]) == ["95", "≥6", "3月底前", "5元"]
