"""The columns of a table of indicators, by its headings: once, or once for each time span."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from budgetdesk.domain.records import Horizon
from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.words import core_of
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.half_columns import HalfColumns
from budgetdesk.exchange.foreign.labels import FormLabels, horizon_in, payer_path
from budgetdesk.exchange.foreign.value_columns import by_time, take_headed_below
from budgetdesk.exchange.heading_units import is_unit

_PARTS = frozenset({"sign", "target", "unit"})
_UNIT = "unit.name"
_OFFICE = re.compile(
    r".(?:局|中心|学|[一二三四五六七八九十][中小]|校|院|所|站|办|馆|队|会|委|镇|乡|街道|政府|公司|部|处|厅|社|厂|园|库)(?:本级)?$"
)
_SEEN = 30  # rows below a heading that tell what it heads
_COUNTS = frozenset({"序号", "行号", "编号"})
_WIDEST_HEAD = 3  # columns: what is wider heads a part of the table


@dataclass(frozen=True)
class ListColumns:
    """The columns of a table of indicators, and the row below its headings."""

    halves: tuple[HalfColumns, ...]
    first: int
    others: Mapping[str, SourceCell] = field(default_factory=dict)  # of the project, by path
    counts: frozenset[int] = frozenset()  # columns that only number the rows

    @property
    def left(self) -> int:
        """The leftmost column that holds a name."""
        return min(half.heads["name"].column for half in self.halves)


def is_head(line: Sequence[SourceCell], labels: FormLabels) -> bool:
    """Whether a row heads a table of indicators."""
    roles = [labels.column(cell.text) for cell in line if not cell.loose]
    known = {*roles} - {""}
    return "name" in known and len(known & {"level1", "level2", "target"}) > 0


def heads_of(grid: SourceGrid, row: int) -> tuple[SourceCell, ...]:
    """The headings of a list's columns: those of a row, or of the one above where it is blank."""
    found: dict[int, SourceCell] = {}
    for column in range(max((it.end for it in grid.line(row)), default=0)):
        cell = grid.at(row, column)
        if cell is None or not cell.said:
            cell = grid.at(row - 1, column)
        narrow = cell is not None and (cell.row == row or cell.columns <= _WIDEST_HEAD)
        if cell is not None and cell.said and narrow:
            found[cell.column] = cell
    return tuple(found[column] for column in sorted(found))


def columns_at(
    grid: SourceGrid, row: int, labels: FormLabels, line: Sequence[SourceCell] = ()
) -> ListColumns | None:
    """The columns that a row of headings names; None where it is no such row.

    `line` are the headings where they stand in two rows.
    """
    line = line or grid.said_in(row)
    if not is_head(line, labels):
        return None
    halves: list[HalfColumns] = [HalfColumns()]
    others: dict[str, SourceCell] = {}
    first = max(cell.bottom for cell in line if labels.column(cell.text))
    for cell in _with_those_below(grid, line, first, labels):
        role = labels.column(cell.text)
        meaning = labels.meaning(cell.text)
        if meaning is not None and not role:
            others.setdefault(meaning.path, cell)
        elif _is_of_project(grid, cell, line, labels):
            others.setdefault(meaning.path if meaning else _UNIT, cell)
        elif role:
            _take(halves, role, cell)
        elif payer := labels.payer(cell.text):
            others.setdefault(payer_path(payer, horizon_in(cell.text) or Horizon.ANNUAL), cell)
    first = _below_choices(grid, _take_second(grid, row, first, halves, labels), labels)
    _take_choices(grid, range(row + 1, first), halves[-1], labels)
    named = [half for half in _joined(halves) if "name" in half.heads]
    if not named:
        return None
    first = max(first, *(take_headed_below(grid, line, half) for half in named))
    _share(named)
    _name_horizons(grid, named)
    named = [one for half in named for one in by_time(half, labels.spans)]
    counts = frozenset(cell.column for cell in line if core_of(cell.text) in _COUNTS)
    return ListColumns(tuple(named), first, others, counts)


def _with_those_below(
    grid: SourceGrid, line: Sequence[SourceCell], first: int, labels: FormLabels
) -> Iterator[SourceCell]:
    """The headings, for one that only holds others together those below it: 资金 over 合计."""
    for cell in line:
        is_known = labels.column(cell.text) or labels.meaning(cell.text)
        rows = range(cell.bottom, first) if cell.columns > 1 and not is_known else ()
        below = [it for row in rows for it in grid.said_in(row)]
        yield from [it for it in below if cell.column <= it.column < cell.end] or [cell]


def _is_of_project(
    grid: SourceGrid, cell: SourceCell, line: Sequence[SourceCell], labels: FormLabels
) -> bool:
    """Whether 单位 heads the office and not what a value is measured in, by what stands below it.

    Where that doesn't tell, it is the office's left of all columns of indicators.
    """
    if core_of(cell.text) != "单位":
        return False
    below = [it.said for it in _below(grid, cell) if it.said]
    if any(is_unit(it) for it in below):
        return False
    before = (it for it in line if it.column < cell.column)
    is_office = any(_OFFICE.search(it) for it in below)
    return is_office or not any(labels.column(it.text) for it in before)


def _below(grid: SourceGrid, head: SourceCell) -> Iterator[SourceCell]:
    """The first cells below a heading."""
    for row in range(head.bottom, head.bottom + _SEEN):
        if (cell := grid.at(row, head.column)) is not None and cell.row == row:
            yield cell


def _take(halves: list[HalfColumns], role: str, cell: SourceCell) -> None:
    """A heading that the half has already begins the next one."""
    if role in halves[-1].heads or (role == "level2" and "name" in halves[-1].heads):
        halves.append(HalfColumns())
    halves[-1].heads[role] = cell


def _joined(halves: Sequence[HalfColumns]) -> list[HalfColumns]:
    """The halves that have names and values of their own, with what follows each.

    指标内容 beside 三级指标 is no second name; values without names are further ones of those.
    """
    valued = any("target" in half.heads for half in halves)
    found = [halves[0]]
    for half in halves[1:]:
        before = found[-1]
        if "name" in half.heads and (not valued or "target" in {*before.heads} & {*half.heads}):
            found.append(half)
            continue
        if "target" in before.heads and (rival := half.heads.get("target")):
            before.rivals.append(rival)
        for role, cell in half.heads.items():
            if role not in before.heads or (role == "weight" and _is_of_level(before, cell)):
                before.heads[role] = cell
    return found


def _is_of_level(half: HalfColumns, further: SourceCell) -> bool:
    """Whether the points of a half are a level's, left of the names, and further ones are not."""
    name = half.heads.get("name")
    return name is not None and half.heads["weight"].column < name.column < further.column


def _take_second(
    grid: SourceGrid, row: int, first: int, halves: list[HalfColumns], labels: FormLabels
) -> int:
    """A second row of headings below a wide one: 指标值 over 符号, 值, 单位."""
    under = [it for it in grid.said_in(row + 1) if not it.loose]
    roles = [_part_of(it, labels) for it in under]
    if not under or not all(roles) or len({*roles} & _PARTS) < 2:
        return first
    for cell, role in zip(under, roles, strict=True):
        half = next((it for it in halves if _covers(it.heads.get("target"), cell)), halves[-1])
        half.heads[f"{role}"] = cell
    return max(first, max(it.bottom for it in under))


def _below_choices(grid: SourceGrid, row: int, labels: FormLabels) -> int:
    """The row below one that only names choices, where the headings above it are not merged."""
    line = [it for it in grid.said_in(row) if not it.loose]
    chosen = [it for it in line if labels.choice(it.text)]
    others = [it for it in line if it not in chosen and not labels.column(it.text)]
    return row + 1 if len(chosen) > 1 and not others else row


def _take_choices(grid: SourceGrid, rows: range, half: HalfColumns, labels: FormLabels) -> None:
    """Headings below a wide one: a column for each choice, one for another field of the row."""
    after = ""
    for cell in (it for row in rows for it in grid.said_in(row) if not it.loose):
        role = labels.column(cell.text)
        if chosen := labels.choice(cell.text, after):
            half.choices.setdefault(chosen, []).append(cell)
            half.heads.pop(chosen, None)
            after = chosen
        elif role:
            half.heads[role] = cell


def _part_of(cell: SourceCell, labels: FormLabels) -> str:
    return "target" if fold(cell.text) in ("值", "数值") else labels.column(cell.text)


def _covers(head: SourceCell | None, cell: SourceCell) -> bool:
    return head is not None and head.column <= cell.column < max(head.end, head.column + 3)


def _share(halves: list[HalfColumns]) -> None:
    """Later halves without levels of their own read those of the first."""
    for half in halves[1:]:
        for role in ("level1", "level2"):
            if role in halves[0].heads:
                half.heads.setdefault(role, halves[0].heads[role])


def _name_horizons(grid: SourceGrid, halves: list[HalfColumns]) -> None:
    for number, half in enumerate(halves):
        told = (horizon_in(cell.text) for cell in half.heads.values())
        own = next((it for it in told if it), None) or _told_above(grid, half)
        default = len(halves) == 2 and number == 0
        half.horizon = own or (Horizon.IMPLEMENTATION if default else Horizon.ANNUAL)


def _told_above(grid: SourceGrid, half: HalfColumns) -> Horizon | None:
    """The time span that a heading above the names tells: 年度绩效指标."""
    name = half.heads["name"]
    above = grid.above(name, name.column)
    if above is None or not above.said or len(fold(above.text)) > 12:
        return None
    return horizon_in(above.text)
