"""A draft of a goal from the indicators of the same horizon: what they say, as one sentence."""

import re
from collections.abc import Iterator

from budgetdesk.domain.indicator_tree import bare
from budgetdesk.domain.records import Horizon, Indicator, Project
from budgetdesk.domain.target import Operator, Target, TargetKind, parse_target

_SIGNS = re.compile(r"^[≥≤≧≦⩾⩽<>=＜＞＝\s]+")
_DATE_ENDING = re.compile(r"(?:时间|时限|日期)$")
_MOST = 8  # indicators that a goal tells of; more is a list
_TOLD = {
    Operator.AT_LEAST: "{name}达到{number}以上",
    Operator.AT_MOST: "{name}控制在{number}以内",
    Operator.MORE: "{name}超过{number}",
    Operator.LESS: "{name}低于{number}",
    Operator.EQUAL: "{name}达到{number}",
}


def goal_drafted(project: Project, horizon: Horizon) -> str:
    """The draft of 总体目标 or 年度目标; "" where no indicator has a figure.

    It repeats names and figures of the indicators and adds nothing of its own, so that goal and
    indicators agree.
    """
    annual = horizon is Horizon.ANNUAL
    rows = project.indicators.annual if annual else project.indicators.implementation or ()
    told = [clause for row in rows for clause in _clause(row)][:_MOST]
    return f"{'，'.join(told)}。" if told else ""


def _clause(row: Indicator) -> Iterator[str]:
    target = parse_target(row.target)
    if not row.name:
        return
    if target.kind is TargetKind.DATE:
        yield _by_date(row.name, target)
    elif target.kind is TargetKind.NUMBER and target.number is not None:
        yield _counted(row, target)
    elif target.kind is TargetKind.RANGE:
        yield f"{row.name}为{row.target}"


def _by_date(name: str, target: Target) -> str:
    end = _SIGNS.sub("", target.text)
    what = _DATE_ENDING.sub("", name)
    when = end if end.endswith(("前", "内", "止")) else f"{end}前"
    return f"{when}{what}" if "完成" in what else f"{when}完成{what}"


def _counted(row: Indicator, target: Target) -> str:
    number = f"{target.lead}{target.number:f}{target.unit}"
    if target.lead or (bare(row.level2) == "数量" and target.operator in (None, Operator.EQUAL)):
        return f"{row.name}{number}"
    return _TOLD[target.operator or Operator.EQUAL].format(name=row.name, number=number)
