"""Texts that may have been cut where they were printed: marked, never mended by themselves."""

import re
from collections.abc import Iterator

from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.reading import Cut, ProjectReading, RowReading

_PAIRS = (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"), ("〔", "〕"), ("【", "】"))
_DANGLING = re.compile(r"[、，,（(《“〔：:和及与或的为对在将把由]$")
_SHORTEST = 4
_OPEN = "括号或引号没有收尾"
_BROKEN = "文字在句中断开"
_LONGER = "另一处有更长的相同名称"


def suspected_cuts(project: ProjectReading) -> Iterator[Cut]:
    """The texts of a form that look cut."""
    for path, reading in project.fields.items():
        if path.startswith("funding."):
            continue
        if why := _looks_cut(reading.text):
            yield Cut(path, reading.text, reading.cell, why)
    for row in project.rows:
        longer = _longer_name(row, project.rows)
        why = _LONGER if longer else _looks_cut(row.name)
        if why:
            yield Cut("三级指标", row.name, row.cell, why, longer)
        if told := _looks_cut(row.target):
            yield Cut("指标值", row.target, row.cell, told)


def _looks_cut(text: str) -> str:
    if any(text.count(left) > text.count(right) for left, right in _PAIRS):
        return _OPEN
    return _BROKEN if _DANGLING.search(text.strip()) else ""


def _longer_name(row: RowReading, rows: list[RowReading]) -> str:
    """A name of the same place in the other time span that begins with this one."""
    own = fold(row.name)
    if len(own) < _SHORTEST:
        return ""
    others = (
        it.name
        for it in rows
        if it.horizon is not row.horizon and fold(it.level2) == fold(row.level2)
    )
    longer = [it for it in others if fold(it).startswith(own) and len(fold(it)) > len(own)]
    same = any(it.horizon is not row.horizon and fold(it.name) == own for it in rows)
    return "" if same or not longer else longer[0]
