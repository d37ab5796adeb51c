"""Which way a reason speaks: what is told of a rise should not be the reason of a fall."""

import re

from budgetdesk.disclosure.wording import Direction

_NOT = r"(?<![不未无])(?<!没有)(?<!不再)"
_RISES = re.compile(
    rf"{_NOT}(?:增加|新增|增长|增大|上升|上涨|上调|提高|提标|扩大|追加|调入|调增|招录|招聘|新进|扩编|增编|增设"
    r"|补发|补缴|提前下达)"
)
_FALLS = re.compile(
    rf"{_NOT}(?:减少|压减|压缩|压降|缩减|削减|核减|调减|精简|下降|降低|减低|节约|节支|厉行|过紧日子|取消|停止"
    r"|退休|调出|调离|离职|减员|撤销|划出|到期|完工|收回)"
)
# What is told of last year explains the change the other way round: 上年没有安排 of a rise.
_OF_LAST_YEAR = re.compile(r"[^，,、；;。]*(?:上年|去年|上一年|以前年度|20\d\d年)[^，,、；;。]*")


def contradicts(reason: str, direction: Direction) -> bool:
    """Whether a reason speaks of the other direction and not of this one.

    A reason of both (退休2人，但工资提高) or of none is left to those who know.
    """
    plain = _OF_LAST_YEAR.sub("", reason)
    rises, falls = bool(_RISES.search(plain)), bool(_FALLS.search(plain))
    if direction is Direction.UP:
        return falls and not rises
    return direction is Direction.DOWN and rises and not falls
