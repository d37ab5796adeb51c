"""Which column an indicator's value stands in, where several beside one name are of other times."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from budgetdesk.domain.records import Horizon
from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.columns_over import of_another_time
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.half_columns import HalfColumns
from budgetdesk.exchange.foreign.labels import horizon_in

_SEVERAL = "旁边有几列指标值，用了第一列"
_PART_OF_YEAR = re.compile(
    r"^(?:上|下)?半年|^第?[一二三四]季度|^[0-9]{1,2}(?:[-至~到][0-9]{1,2})?月|^近.年"
)
_WHOLE = re.compile(r"^(?:总|全周期|全过程)")
_OF_TIME = re.compile("[年月期季]")
_LONGEST = 12  # characters of a heading below another


def take_headed_below(grid: SourceGrid, line: Sequence[SourceCell], half: HalfColumns) -> int:
    """Take the columns that a second row parts 指标值 into: 前年, 上年, 当年; the row behind it.

    0 where there is no such row.
    """
    head, name = half.heads.get("target"), half.heads.get("name")
    if head is None or name is None:
        return 0
    under = [it for it in grid.said_in(head.bottom) if it.column >= head.column]
    after = [it.column for it in line if it.column > head.column]
    below = [it for it in under if not after or it.column < max(head.end, min(after))]
    if len(below) < 2 or not _are_headings(grid, below, name):
        return 0
    half.heads["target"], half.rivals = below[0], [*below[1:], *half.rivals]
    return max(it.bottom for it in below)


def _are_headings(grid: SourceGrid, cells: Sequence[SourceCell], name: SourceCell) -> bool:
    """Whether cells below a heading part it by time, and are no values beside a name."""
    beside = grid.at(cells[0].row, name.column)
    if beside is not None and beside.said and beside != name:
        return False
    return all(len(fold(it.text)) <= _LONGEST and _OF_TIME.search(it.text) for it in cells)


def by_time(half: HalfColumns, spans: Collection[Horizon]) -> Iterator[HalfColumns]:
    """The columns once for each time span that they have values of, never those of another time."""
    head = half.heads.get("target")
    if head is None:
        yield half
        return
    cells = [head, *half.rivals]
    own = [it for it in cells if not _of_another_time(it.text)]
    parted: dict[Horizon, list[SourceCell]] = {}
    for cell in own if half.rivals else ():
        parted.setdefault(_span_of(cell.text), []).append(cell)
    kept = {span: found for span, found in parted.items() if span in spans or len(parted) == 1}
    for span, found in kept.items():
        heads = {**half.heads, "target": found[0]}
        horizon = span if len(kept) > 1 else half.horizon
        doubt = _SEVERAL if len(found) > 1 else ""
        yield replace(half, horizon=horizon, heads=heads, doubt=doubt)
    if not kept:
        yield half if own else replace(half, doubt=f"上面写着「{head.said}」")


def _of_another_time(heading: str) -> bool:
    folded = fold(heading)
    return of_another_time(heading, "") or _PART_OF_YEAR.search(folded) is not None


def _span_of(heading: str) -> Horizon:
    whole = Horizon.IMPLEMENTATION if _WHOLE.search(fold(heading)) else Horizon.ANNUAL
    return horizon_in(heading) or whole
