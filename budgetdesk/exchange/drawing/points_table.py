"""A table of points: indicators whose names are printed, to each of which something is filled in.

投入 │ 预算配置 │ 在职人员控制率 │ 5 │ 评分标准 │ 得分: a grid whose rows go by the names.
"""

import re
from typing import NamedTuple

from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.indicator_region import NAME, RoleOf
from budgetdesk.exchange.drawing.regions import Body, GridCell, GridPart
from budgetdesk.exchange.drawing.template import Box
from budgetdesk.exchange.drawing.words import is_prompt

_SUM = re.compile(r"(?:总分|合计|总计|总得分|得分合计)")
_EXPLAINS = re.compile(r"标准|解释|说明|定义|公式|要点")  # in words like those of prompts
_FEWEST = 2  # rows


class PointsTable(NamedTuple):
    """The grid, and the row below it."""

    part: GridPart
    after: int


def read_points_table(body: Body, row: int, role_of: RoleOf) -> PointsTable | None:
    """The table whose headings stand in a row; None where the names are to be filled in."""
    heads = [box for box in body.starting(row) if body.is_label(box)]
    name = next((box for box in heads if role_of(box.text) == NAME), None)
    if name is None:
        return None
    rows = _rows(body, name)
    named = [label for _, label in rows if not _SUM.fullmatch(fold(label))]
    if len(named) < _FEWEST or len({*named}) < len(named):
        return None
    open_heads = [head for head in heads if head is not name and _is_filled_in(body, head, rows)]
    cells = tuple(
        GridCell(box, label, head.text)
        for at, label in rows
        for head in open_heads
        if (box := body.template.at(at, head.column)) is not None and _is_free(box.text)
    )
    return PointsTable(GridPart("", cells), rows[-1][0] + 1) if cells else None


def _rows(body: Body, name: Box) -> list[tuple[int, str]]:
    """The rows below the headings with the name that each prints, the total among them."""
    rows: list[tuple[int, str]] = []
    for row in range(name.bottom, body.height):
        box = body.template.at(row, name.column)
        first = body.starting(row)[0] if body.starting(row) else None
        if first is not None and _SUM.fullmatch(fold(first.text)):
            return [*rows, (row, first.text)]
        if box is None or box.row != row or not box.text:
            break
        if is_prompt(box.text):
            return []  # 指标1：, to be written over
        if (box.column, box.columns) != (name.column, name.columns):
            break
        rows.append((row, box.text))
    return rows


def _is_filled_in(body: Body, head: Box, rows: list[tuple[int, str]]) -> bool:
    """Whether the cells below a heading are to be filled in: blank, or with a prompt."""
    at_names = [at for at, label in rows if not _SUM.fullmatch(fold(label))]
    boxes = [body.template.at(at, head.column) for at in at_names]
    free = all(box is not None and box.rows == 1 and _is_free(box.text) for box in boxes)
    return free and not _EXPLAINS.search(fold(head.text))


def _is_free(text: str) -> bool:
    return not text or is_prompt(text)
