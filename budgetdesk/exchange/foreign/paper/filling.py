"""Which cell a text belongs to: that it lies in, but for one that its own cell had no room for.

A text that is too long goes on beyond its cell, clipped on paper and yet in the file: below the
border, within the next cell, or beyond the right edge. Characters are drawn text by text, so the
lines of one follow each other in the file whatever cell they fall on.
"""

from collections.abc import Sequence

from budgetdesk.exchange.foreign.paper.lattice import RuledCell
from budgetdesk.exchange.foreign.paper.runs import RuledText, Run, TextLine, has_room, lines_of

_CLOSE = 0.25  # of a character's height: how much the pitch of one text's lines may differ
_TALLEST_PITCH = 2.2


def fill(cells: Sequence[RuledCell], runs: Sequence[Run]) -> tuple[list[RuledText], list[Run]]:
    """The texts of the cells, and the runs that lie in none."""
    homes: list[RuledCell | None] = [_home(run, cells) for run in runs]
    for first, last in _blocks(runs, homes):
        own = _home_of_block(runs[first:last], [it for it in homes[first:last] if it])
        homes[first:last] = [own] * (last - first)
    texts = {cell: RuledText(cell) for cell in cells}
    inside: dict[RuledCell, list[Run]] = {}
    outside = []
    for run, home in zip(runs, homes, strict=True):
        if home is None:
            outside.append(run)
        else:
            inside.setdefault(home, []).append(run)
    for cell, held in inside.items():
        texts[cell].lines = lines_of(held)
    return [texts[cell] for cell in cells], outside


def _home(run: Run, cells: Sequence[RuledCell]) -> RuledCell | None:
    """The cell that a run lies in; one that is wider than its cell starts or is centred there."""
    x, y = run.middle
    row = [it for it in cells if it.y0 <= y <= it.y1]
    middle = next((it for it in row if it.x0 <= x <= it.x1), None)
    if middle is not None and middle.x0 - 1 <= run.x0 and run.x1 <= middle.x1 + 1:
        return middle
    first = next((it for it in row if it.x0 - 1 <= run.x0 < it.x1), None)
    if first is not None and run.x0 - first.x0 < run.size:
        return first
    if middle is not None and abs((middle.x0 + middle.x1) / 2 - x) < run.size / 2:
        return middle
    last = next((it for it in row if it.x0 < run.x1 <= it.x1 + 1), None)
    if last is not None and last.x1 - run.x1 < run.size:
        return last
    return first or middle


def _blocks(runs: Sequence[Run], homes: Sequence[RuledCell | None]) -> list[tuple[int, int]]:
    """Where lines of one text follow each other over the border of a cell."""
    found: list[tuple[int, int]] = []
    first = 0
    for number in range(1, len(runs) + 1):
        if number < len(runs) and _follows(runs, homes, first, number):
            continue
        if len({*homes[first:number]}) > 1:
            found.append((first, number))
        first = number
    return found


def _follows(
    runs: Sequence[Run], homes: Sequence[RuledCell | None], first: int, number: int
) -> bool:
    """Whether a run is the next line of the text that the run before it belongs to."""
    before, run, home, own = runs[number - 1], runs[number], homes[number - 1], homes[number]
    if home is None or own is None or abs(run.size - before.size) > 0.1 * run.size:
        return False
    pitch = before.y - run.y
    if not 0.8 * run.size < pitch < _TALLEST_PITCH * run.size:
        return False
    if abs(home.x0 - own.x0) > 1 or abs(home.x1 - own.x1) > 1:
        return False
    if number - first > 1:
        known = runs[first].y - runs[first + 1].y
        if abs(pitch - known) > _CLOSE * run.size:
            return False
    if home is not own and _stand_alike(runs[first], homes[first], run, own):
        return False
    pad = min(max(min(before.x0, run.x0) - home.x0, 0.0), 6.0)
    room = home.width - 2 * pad
    return home is own or not has_room(TextLine([before]), TextLine([run]), room)


def _stand_alike(before: Run, home: RuledCell | None, run: Run, own: RuledCell) -> bool:
    """Whether two runs stand in their cells alike, each a text of its own: centred, or as high."""
    if home is None:
        return False
    near = 0.2 * run.size
    heights = (home.y1 - before.y) - (own.y1 - run.y)
    middles = ((home.y0 + home.y1) / 2 - before.y) - ((own.y0 + own.y1) / 2 - run.y)
    return abs(heights) < near or abs(middles) < near


def _home_of_block(runs: Sequence[Run], homes: Sequence[RuledCell]) -> RuledCell:
    """The cell of a text over several: that it is centred in, else begins in, else ends in."""
    size = runs[0].size
    middle = (runs[0].y + runs[-1].y) / 2 + 0.3 * size
    for home in homes:
        if abs((home.y0 + home.y1) / 2 - middle) < 0.35 * size:
            return home
    if homes[0].y1 - runs[0].y < 1.8 * size:
        return homes[0]
    if runs[-1].y - homes[-1].y0 < 1.2 * size:
        return homes[-1]
    return max(homes, key=homes.count)
