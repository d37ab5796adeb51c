"""Reading a block of indicators: its headings, its halves, the levels of each row."""

import re
from collections.abc import Callable
from itertools import pairwise

from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.regions import Body, HeadedColumn, IndicatorPart, LevelRow
from budgetdesk.exchange.drawing.sorting import Sort
from budgetdesk.exchange.drawing.template import Box
from budgetdesk.exchange.drawing.words import core_of, points_in
from budgetdesk.exchange.placement.words import names_level1, names_level2

RoleOf = Callable[[str], str]
"""The last part of the path of the field that a heading of indicators names; "" for none."""
_SUM = re.compile(r"(?:总分|合计|总计|小计|总得分|得分合计)")
_LEVEL_WORDS = re.compile(r"指标|产出|效益|效果|满意|成本|数量|质量|时效|影响|投入|过程|管理|履职")
LEVEL1, LEVEL2, NAME = "level1", "level2", "name"


def is_indicator_head(body: Body, row: int, role_of: RoleOf) -> bool:
    """Whether a row holds the headings of indicators: what names one, and a level or value."""
    roles = [role_of(box.text) for box in body.starting(row) if body.is_label(box)]
    plain = [core_of(box.text) for box in body.starting(row) if box.text]
    if "三级指标" in plain:
        return len([role for role in roles if role]) > 1
    return NAME in roles and (LEVEL1 in roles or LEVEL2 in roles)


def read_indicators(body: Body, row: int, role_of: RoleOf) -> tuple[IndicatorPart | None, int]:
    """The block whose headings stand in a row, and the row below it."""
    heads = _heads(body, row, role_of)
    bottom = max(box.bottom for box in heads)
    columns = _leaves(body, row, bottom, heads[0].column)
    rows = list(_rows(body, bottom, columns, role_of))
    if not rows:
        return None, row + 1
    level1, level2, halves = _halved(columns, role_of)
    part = IndicatorPart(
        name=_name(body, row, rows[-1].row + 1, columns),
        level1=level1,
        level2=level2,
        halves=tuple(tuple(_shown(body, rows, half)) for half in halves),
        rows=tuple(rows),
        free=not any(it.level1 or it.level2 for it in rows),
        points=_tells_points(body, rows, level1),
        head=row,
    )
    return part, rows[-1].row + 1


def _heads(body: Body, row: int, role_of: RoleOf) -> list[Box]:
    """The headings, without the label beside the whole block."""
    boxes = [box for box in body.starting(row) if body.is_label(box)]
    first = next((n for n, box in enumerate(boxes) if role_of(box.text)), 0)
    known = [box for box in boxes[first:] if role_of(box.text)]
    height = min(box.rows for box in known)
    return [box for box in boxes[first:] if box.rows <= max(height, 2)]


def _leaves(body: Body, row: int, bottom: int, left: int) -> list[HeadedColumn]:
    """The lowest headings, each with the one above it where they stand in two rows."""
    columns: list[HeadedColumn] = []
    at = left
    while at < len(body.template.widths):
        box = body.template.at(bottom - 1, at)
        if box is None:
            break
        above = body.template.at(box.row - 1, box.column) if box.row > row else None
        words = above.text if above is not None else ""
        if columns and not box.text:  # the rest of a heading whose cells are not merged
            columns[-1] = columns[-1]._replace(columns=box.end - columns[-1].column)
        else:
            columns.append(HeadedColumn(box.text, words, box.column, box.columns))
        at = box.end
    return columns


def _rows(body: Body, bottom: int, columns: list[HeadedColumn], role_of: RoleOf) -> list[LevelRow]:
    """The rows below the headings that belong to the block."""
    by_role = {role_of(it.head): it for it in reversed(columns)}
    level1, level2, name = (by_role.get(role) for role in (LEVEL1, LEVEL2, NAME))
    if name is None:
        return []
    rows: list[LevelRow] = []
    now1 = now2 = ""
    for row in range(bottom, body.height):
        if _is_behind(body, row, columns[0], name):
            break
        text1, text2 = _level_text(body, row, level1), _level_text(body, row, level2)
        if text1:
            now1, now2 = text1, ""
        now2 = text2 or now2
        rows.append(LevelRow(row, level_name(now1), level_name(now2)))
    return rows


def _level_text(body: Body, row: int, column: HeadedColumn | None) -> str:
    box = None if column is None else body.template.at(row, column.column)
    if box is None or box.row != row or not _names_level(body, box):
        return ""
    return box.text


def _names_level(body: Body, box: Box) -> bool:
    return body.is_label(box) or bool(box.text and is_level(box.text))


def level_name(text: str) -> str:
    """The name of a level as its cell prints it, without the points behind it."""
    plain = re.sub(r"[（(]\s*[0-9.]+\s*分?\s*[）)]$", "", "".join(text.split()))
    return plain.rstrip("：:")


def is_level(text: str) -> bool:
    """Whether a text is a level's name, of any region's tree."""
    name = level_name(text)
    return names_level1(name) or names_level2(name, []) or name.endswith("指标")


def _is_behind(body: Body, row: int, first: HeadedColumn, name: HeadedColumn) -> bool:
    """Whether a row stands behind the block: a label that is no level's, or other columns."""
    template = body.template
    cell, at_left = template.at(row, name.column), template.at(row, first.column)
    if cell is None or at_left is None or cell.row != row:
        return True
    if cell.column != name.column or cell.end > name.column + name.columns:
        return True
    if at_left.row != row or not body.is_label(at_left):
        return _starts_label_before(body, row, first)
    folded = fold(at_left.text)
    if is_level(at_left.text):
        return False
    if at_left.columns != first.columns or folded.endswith(":") or body.is_label(cell):
        return True
    return bool(_SUM.search(folded)) or not _LEVEL_WORDS.search(folded)


def _starts_label_before(body: Body, row: int, first: HeadedColumn) -> bool:
    """Whether a label begins left of the block, as it does where something else begins."""
    return any(box.column < first.column and body.is_label(box) for box in body.starting(row))


def _halved(
    columns: list[HeadedColumn], role_of: RoleOf
) -> tuple[HeadedColumn | None, tuple[HeadedColumn | None, ...], list[list[HeadedColumn]]]:
    """Level 1, level 2 of each half, and the other columns of each half."""
    level1: HeadedColumn | None = None
    level2: list[HeadedColumn | None] = []
    halves: list[list[HeadedColumn]] = []
    names = 0
    for column in columns:
        role = role_of(column.head)
        if role == LEVEL1 and level1 is None:
            level1 = column
        elif role == LEVEL2:
            level2.append(column)
            halves.append([])
        else:
            names += role == NAME
            if not halves or (role == NAME and names > len(halves)):
                halves.append([])
                level2 += [None] * (len(halves) - len(level2))
            halves[-1].append(column)
    return level1, tuple(level2), [half for half in halves if half]


def _shown(body: Body, rows: list[LevelRow], half: list[HeadedColumn]) -> list[HeadedColumn]:
    """The columns that are filled in: not those in which every row prints a constant."""
    kept = []
    for column in half:
        boxes = [body.template.at(it.row, column.column) for it in rows]
        if any(body.sort(box) is not Sort.PRINTED for box in boxes):
            kept.append(column)
    return kept


def _tells_points(body: Body, rows: list[LevelRow], level1: HeadedColumn | None) -> bool:
    if level1 is None:
        return False
    boxes = (body.template.at(it.row, level1.column) for it in rows)
    return any(box is not None and points_in(box.text) for box in boxes)


def _name(body: Body, head: int, last: int, columns: list[HeadedColumn]) -> str:
    return body.label_beside(head, last, columns[0].column) or "绩效指标"


def tree_of(rows: tuple[LevelRow, ...]) -> list[list[str]]:
    """The levels of a block as a form set writes them: level 1, then its level 2 names."""
    tree: dict[str, list[str]] = {}
    for it in rows:
        below = tree.setdefault(it.level1 or "绩效指标", [])
        name = it.level2 or it.level1 or "绩效指标"
        if name not in below:
            below.append(name)
    return [[name, *below] for name, below in tree.items()]


def gaps(rows: tuple[LevelRow, ...]) -> bool:
    """Whether rows of one slot stand apart from each other."""
    slots = [(it.level1, it.level2) for it in rows]
    return len({*slots}) < 1 + sum(one != two for one, two in pairwise(slots))
