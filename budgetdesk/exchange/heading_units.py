"""The unit that the heading of a column says its values are counted in: 指标值（%）."""

import re

from budgetdesk.domain.target import TargetKind, parse_target
from budgetdesk.domain.text import fold

_COUNTED = (
    "[十百千万亿]{0,2}(?:元|人次|人|个|户|项|次|辆|家|名|所|台|套|亩|件|间|处|座|条|场|期|批|村|册|"
    "公里|千米|平方米|立方米|吨|天|日|月|年|㎡)"
)
_UNIT = re.compile(rf"\((?:(?:计量|度量)?单位:(?P<told>[^():]{{1,8}})|(?P<unit>%|‰|{_COUNTED}))\)$")
_NUMBERS = (TargetKind.NUMBER, TargetKind.RANGE)


def unit_of_heading(text: str) -> str:
    """The unit that a heading says its column is counted in, "" for none: 完成值（%）."""
    found = _UNIT.search(fold(text))
    return (found["told"] or found["unit"]) if found else ""


def without_unit(heading: str) -> str:
    """A heading, folded, without its unit."""
    return _UNIT.sub("", fold(heading))


def is_unit(text: str) -> bool:
    """Whether a text is a usual unit and nothing else: 公里."""
    return re.fullmatch(f"%|‰|{_COUNTED}", fold(text)) is not None


def with_unit(value: str, unit: str) -> str:
    """A value with the unit of its column, where it ends with its number."""
    bare = parse_target(value).kind in _NUMBERS and fold(value)[-1:].isdecimal()
    return f"{value.rstrip()}{unit}" if bare else value
