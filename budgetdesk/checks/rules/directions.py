"""Targets that cannot be meant: the wrong way round, far too little, without a unit."""

import re
from collections.abc import Iterator, Mapping

from budgetdesk.checks.case import CONTENT, ProjectCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.checks.language.direction import ceiling_on_good, floor_under_harm
from budgetdesk.checks.periods import project_years
from budgetdesk.checks.rule import rule
from budgetdesk.domain.records import Horizon
from budgetdesk.domain.target import Operator

_COMPLETION = re.compile(
    r"(?:完成|到位|发放|拨付|支付|兑付|兑现|执行|竣工|完工|开工|交付|落实|办结)(?:任务|工作)?率$"
)
_RATE = re.compile(r"[率度]$|比例$|占比$")


@rule(
    "Q53",
    "指标值的方向或大小不合理",
    Severity.EXPLAIN,
    reads=(*CONTENT, "period"),
    checks="有害的、本表说要减少的不写“≥”，本表说要提高的不写“≤”；完成率、到位率、发放率不低于规定比例；"
    "比率的上限写明“%”。",
    why="方向写反的指标，做得越差越算完成；只要求完成一小半的，等于没有目标。",
    source="财预〔2015〕88号：合理可行",
    failing="返贫发生率 → ≥3%；项目完成率 → ≥30%",
    passing="返贫发生率 → ≤1%；项目完成率 → ≥95%",
    limits={"least_percent": 80},
)
def points_the_right_way(case: ProjectCase, limits: Mapping[str, int]) -> Iterator[Found]:
    """Harm has no floor, good no ceiling, a completion is nearly whole, a ceiling a unit."""
    told = "\n".join((*(text for _, text in case.texts), *(row.name for row in case.told)))
    for row in case.told:
        if row.is_cost:
            continue
        if floor_under_harm(row.name, row.target, told):
            yield Found(row.target_ref, f"{row.shown}方向相反，越少越好的指标应写“≤”。")
        elif ceiling_on_good(row.name, row.target, told) or _capped_satisfaction(row):
            yield Found(row.target_ref, f"{row.shown}方向相反，越多越好的指标应写“≥”。")
        elif _hardly_begun(case, row, limits["least_percent"]):
            yield Found(row.target_ref, f"{row.shown}太低，计划内的事应当基本完成。")
        elif _bare_ceiling(row):
            yield Found(row.target_ref, f"{row.shown}没有“%”，看不出上限是多少。")


def _capped_satisfaction(row: IndicatorCase) -> bool:
    return row.level1 == "满意度" and row.target.percent and row.target.operator in _CEILING


def _hardly_begun(case: ProjectCase, row: IndicatorCase, least: int) -> bool:
    """A completion far below all; in a year of several, a part may be meant."""
    target = row.target
    if not target.percent or target.number is None or target.operator in _CEILING:
        return False
    several = row.horizon is Horizon.ANNUAL and project_years(case.project.period) > 1
    return bool(_COMPLETION.search(row.name)) and 0 < target.number < least and not several


_CEILING = (Operator.AT_MOST, Operator.LESS)


def _bare_ceiling(row: IndicatorCase) -> bool:
    target = row.target
    bare = target.number is not None and not target.unit and target.number > 1
    return bare and target.operator in _CEILING and bool(_RATE.search(row.name))
