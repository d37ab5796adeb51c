"""A project's indicators as rows of cells, to be pasted into the form of 一体化 in the browser."""

from collections.abc import Iterable

from budgetdesk.domain.records import Indicator
from budgetdesk.domain.target_parts import parts_of
from budgetdesk.domain.text import one_line


def indicator_lines(rows: Iterable[Indicator]) -> list[list[str]]:
    """一级, 二级, 三级, 符号, 值, 单位 of each indicator in order; blank rows are left out.

    Every row has its levels. A target in words stands whole as its value.
    """
    return [
        [it.level1, it.level2, one_line(it.name), *map(one_line, parts_of(it.target))]
        for it in rows
        if not it.is_blank
    ]
