"""A goal drafted from indicators says their names and figures, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.checks.goal_drafting import goal_drafted
from budgetdesk.domain.records import Horizon, Indicator, PerHorizon
from tests.checks.building import project


def drafted(*rows: tuple[str, str, str]) -> str:
    made = tuple(Indicator("产出指标", level2, name, target) for level2, name, target in rows)
    return goal_drafted(project(indicators=PerHorizon(None, made)), Horizon.ANNUAL)


@pytest.mark.parametrize(
    ("level2", "name", "target", "said"),
    [
        ("数量指标", "享受补助村医人数", "127人", "享受补助村医人数127人"),
        ("数量指标", "培训人次", "≥2400人次", "培训人次达到2400人次以上"),
        ("质量指标", "发放准确率", "=100%", "发放准确率达到100%"),
        ("质量指标", "管理率", "不低于95%", "管理率达到95%以上"),
        ("质量指标", "管理率", "95%以上", "管理率达到95%以上"),
        ("成本指标", "补助标准", "≤200元/人/月", "补助标准控制在200元/人/月以内"),
        ("成本指标", "总成本", "56.98万元", "总成本达到56.98万元"),
        ("效益指标", "就诊率", "提高5%", "就诊率提高5%"),
        ("时效指标", "资金发放完成时间", "2026年12月底前", "2026年12月底前资金发放完成"),
        ("时效指标", "竣工时间", "≤11月30日", "11月30日前完成竣工"),
        ("数量指标", "检查次数", "3-5次", "检查次数为3-5次"),
    ],
)
def test_each_kind_of_target_is_said(level2: str, name: str, target: str, said: str) -> None:
    assert drafted((level2, name, target)) == f"{said}。"


def test_words_say_nothing_and_without_figures_there_is_no_draft() -> None:
    assert drafted(("时效指标", "发放及时性", "及时"), ("数量指标", "", "3人")) == ""


def test_the_whole_form_has_its_own_rows() -> None:
    rows = (Indicator("产出指标", "数量指标", "三年人数", "300人"),)
    made = project(indicators=PerHorizon(rows, ()))
    assert goal_drafted(made, Horizon.IMPLEMENTATION) == "三年人数300人。"
    assert goal_drafted(made, Horizon.ANNUAL) == ""


@given(
    st.lists(st.tuples(st.sampled_from(("≥", "≤", "=", "")), st.integers(1, 10**6)), max_size=12)
)
def test_every_number_of_the_draft_is_an_indicator_s(targets: list[tuple[str, int]]) -> None:
    rows = [("数量指标", "某类人数", f"{sign}{number}人") for sign, number in targets]
    numbers = re.findall(r"\d+", drafted(*rows))
    assert numbers == [str(number) for _, number in targets][: len(numbers)]
    assert len(numbers) == min(len(targets), 8)
