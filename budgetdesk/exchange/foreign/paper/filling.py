"""Which cell a text belongs to: that it lies in, but for one that its own cell had no room for.

A text that is too long goes on beyond its cell, clipped on paper and yet in the file: below the
border, within the next cell, or beyond the right edge. Characters are drawn text by text, so the
lines of one follow each other in the file whatever cell they fall on.
"""

from collections.abc import Collection, Sequence

from budgetdesk.exchange.foreign.paper.lattice import RuledCell
from budgetdesk.exchange.foreign.paper.runs import RuledText, Run, TextLine, has_room, lines_of

CROWDED = "文字超出了格子，与别的格子重叠，已按先后接上"
_CLOSE = 0.25  # of a character's height: how much the pitch of one text's lines may differ
_TALLEST_PITCH = 2.2


def fill(cells: Sequence[RuledCell], runs: Sequence[Run]) -> tuple[list[RuledText], list[Run]]:
    """The texts of the cells, and the runs that lie in none."""
    rows: dict[float, list[RuledCell]] = {}  # most runs of a line stand at one height
    homes: list[RuledCell | None] = [_home(run, _row_at(run, cells, rows)) for run in runs]
    blocks = _blocks(runs, homes)
    taken = {homes[first] for first, last in blocks if len({*homes[first:last]}) == 1}
    crowded: set[RuledCell | None] = set()
    for first, last in blocks:
        if len({*homes[first:last]}) > 1:
            crowded.update(homes[first:last])
            own = _home_of_block(runs[first:last], homes[first:last], cells, taken)
            homes[first:last] = [own] * (last - first)
            taken.add(own)
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
        texts[cell].note = CROWDED if cell in crowded else ""
    return [texts[cell] for cell in cells], outside


def _row_at(
    run: Run, cells: Sequence[RuledCell], rows: dict[float, list[RuledCell]]
) -> list[RuledCell]:
    """The cells at the height of a run."""
    _, y = run.middle
    if y not in rows:
        rows[y] = [it for it in cells if it.y0 <= y <= it.y1]
    return rows[y]


def _home(run: Run, row: Sequence[RuledCell]) -> RuledCell | None:
    """The cell that a run lies in; one that is wider than its cell starts or is centred there."""
    x, _ = run.middle
    middle = next((it for it in row if it.x0 <= x <= it.x1), None)
    if _is_shown_in(run, middle):
        return middle
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
    """The texts of a page: runs that follow each other as the lines of one."""
    found: list[tuple[int, int]] = []
    first = 0
    for number in range(1, len(runs) + 1):
        if number == len(runs) or not _follows(runs, homes, first, number):
            found.append((first, number))
            first = number
    return found


def _follows(
    runs: Sequence[Run], homes: Sequence[RuledCell | None], first: int, number: int
) -> bool:
    """Whether a run is the next line of the text that the run before it belongs to, or its rest."""
    before, run, home = runs[number - 1], runs[number], homes[first]
    if home is None or abs(run.size - before.size) > 0.1 * run.size:
        return False
    if homes[number] is not home and (
        _is_shown_in(run, homes[number]) or _is_shown_in(before, home)
    ):
        return False  # whose it is is known
    pitch = before.y - run.y
    if abs(pitch) < 0.1 * run.size:  # a border within a line that runs beyond its cell
        beside = -0.1 * run.size < run.x0 - before.x1 < 0.3 * run.size
        return beside and before.y < home.y0
    if not 0.8 * run.size < pitch < _TALLEST_PITCH * run.size or run.x0 > home.x1:
        return False
    lines = _lines_from(runs, first, number)
    known = lines[0].y - lines[1].y if len(lines) > 1 else pitch
    if abs(pitch - known) > _CLOSE * run.size:
        return False
    own = homes[number]
    return own is home or _runs_over(
        lines, home, _lines_from(runs, number, _end(runs, homes, number)), own
    )


def _is_shown_in(run: Run, cell: RuledCell | None) -> bool:
    """Whether a cell clips a text, which is the cell's, then."""
    return cell is not None and run.window is not None and cell.encloses(run.window)


def _end(runs: Sequence[Run], homes: Sequence[RuledCell | None], number: int) -> int:
    """Where the runs end that go down in one cell from a run on."""
    last = number + 1
    while (
        last < len(homes)
        and homes[last] is homes[number]
        and runs[last].y < runs[last - 1].y + 0.1 * runs[last].size
    ):
        last += 1
    return last


def _lines_from(runs: Sequence[Run], first: int, number: int) -> list[TextLine]:
    """The lines of a text as far as it was read."""
    lines: list[TextLine] = []
    for run in runs[first:number]:
        if lines and abs(lines[-1].y - run.y) < 0.1 * run.size:
            lines[-1].runs.append(run)
        else:
            lines.append(TextLine([run]))
    return lines


def _runs_over(
    lines: Sequence[TextLine],
    home: RuledCell,
    after: Sequence[TextLine],
    own: RuledCell | None,
) -> bool:
    """Whether the next line is one that its cell had no room for, and no text of its own.

    `after` are the lines from the next on in the cell that it lies in.
    """
    begun, run = lines[0], after[0].runs[0]
    pad = min(max(begun.x0 - home.x0, 0.0), 6.0)
    wrapped = not has_room(lines[-1], TextLine([run]), home.width - 2 * pad)
    centred = abs(begun.x0 + begun.x1 - run.x0 - run.x1) < 2 * run.size
    if not (abs(begun.x0 - run.x0) < run.size or centred):
        return False
    established = len(lines) > 1 and lines[1].y > home.y0
    if not wrapped or own is None:
        return wrapped
    if established:
        return not _stand_alike(lines, home, after, own)
    return not (
        _stand_alike([begun], home, after, own) or _stand_alike([begun], home, after[:1], own)
    )


def _stand_alike(
    before: Sequence[TextLine], home: RuledCell, after: Sequence[TextLine], own: RuledCell
) -> bool:
    """Whether two texts stand in their cells alike."""
    near = 0.05 * after[0].runs[0].size
    pairs = zip(_standing(before, home), _standing(after, own), strict=True)
    return any(abs(one - other) < near for one, other in pairs)


def _standing(lines: Sequence[TextLine], cell: RuledCell) -> tuple[float, float, float]:
    """How far a text is from the top, the middle and the bottom of its cell."""
    middle = (cell.y0 + cell.y1 - lines[0].y - lines[-1].y) / 2
    return cell.y1 - lines[0].y, middle, lines[-1].y - cell.y0


def _home_of_block(
    runs: Sequence[Run],
    homes: Sequence[RuledCell | None],
    cells: Sequence[RuledCell],
    taken: Collection[RuledCell | None],
) -> RuledCell | None:
    """The cell of a text over several: free, as wide, and the text begins or is centred there."""
    left, right = min(it.x0 for it in runs), max(it.x1 for it in runs)
    size, top, bottom = runs[0].size, runs[0].y + runs[0].size, runs[-1].y - runs[-1].size
    near = [
        it
        for it in cells
        if it.x0 - 1 <= left and right <= it.x1 + 1 and it.y1 > bottom and it.y0 < top
    ] or [it for it in homes if it is not None]
    middle = (runs[0].y + runs[-1].y) / 2 + 0.3 * size

    def strangeness(cell: RuledCell) -> tuple[bool, float]:
        begins = abs(cell.y1 - runs[0].y - 1.1 * size)
        centred = abs((cell.y0 + cell.y1) / 2 - middle)
        ends = abs(runs[-1].y - cell.y0 - 0.4 * size)
        return cell in taken, min(begins, centred, ends)

    return min(near, key=strangeness)
