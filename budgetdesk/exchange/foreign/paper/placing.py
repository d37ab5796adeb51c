"""From points on pages to rows and columns; the row that a page break cuts is one again."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.grid import SourceCell
from budgetdesk.exchange.foreign.labels import goes_on, without_going_on
from budgetdesk.exchange.foreign.paper.runs import RuledText, has_room, joint
from budgetdesk.exchange.foreign.paper.tables import AGREE, LooseLine, PaperTable


def laid_out(parts: Sequence[list[PaperTable] | LooseLine]) -> Iterator[SourceCell]:
    """The cells of a document from top to bottom; tables of one width share their columns."""
    families = _families([table for part in parts if isinstance(part, list) for table in part])
    row = 0
    for part in parts:
        if isinstance(part, LooseLine):
            for column, text in enumerate(part.texts):
                yield SourceCell(row, column, text, f"第{part.page}页", loose=True)
            row += 1
            continue
        edges = _edges_of(part[0], families)
        open_row: list[_PlacedCell] = []
        heads: set[_Said] = set()
        for table in part:
            placed = _placed(table, edges, row)
            said = _said_in(placed, row)
            again = bool(said) and said in heads
            heads |= {_said_in(placed, it) for it in {cell.row for cell in placed}}
            placed = _without_split(open_row, placed, again=again)
            row = max((it.row + it.rows for it in placed), default=row)
            yield from (it.cell for it in open_row)
            open_row = placed
        yield from (it.cell for it in open_row)


@dataclass
class _PlacedCell:
    row: int
    column: int
    rows: int
    columns: int
    content: RuledText
    said: str
    page: int
    line: int  # its row on that page

    @property
    def cell(self) -> SourceCell:
        place = f"第{self.page}页第{self.line}行"
        span = self.rows, self.columns
        note = self.content.note
        return SourceCell(self.row, self.column, self.said, place, *span, note=note)


_Said = frozenset[tuple[int, str]]


def _said_in(cells: Sequence[_PlacedCell], row: int) -> _Said:
    """What stands in a row, by the columns: the same again is a heading on every page."""
    said = ((it.column, fold(without_going_on(it.said))) for it in cells if it.row == row)
    found = frozenset((column, text) for column, text in said if text)
    return found if len(found) > 1 else frozenset()


_Family = tuple[float, float, list[float]]


def _families(tables: Sequence[PaperTable]) -> list[_Family]:
    """Tables by their left and right, with the edges of all their cells."""
    found: list[_Family] = []
    for table in tables:
        values = [edge for it in table.texts for edge in (it.cell.x0, it.cell.x1)]
        known = next((it for it in found if _is_of(table, it)), None)
        if known is None:
            found.append((table.left, table.right, values))
        else:
            known[2].extend(values)
    return [(left, right, _edges(values)) for left, right, values in found]


def _is_of(table: PaperTable, family: _Family) -> bool:
    return abs(table.left - family[0]) <= AGREE and abs(table.right - family[1]) <= AGREE


def _edges_of(table: PaperTable, families: Sequence[_Family]) -> list[float]:
    return next(it[2] for it in families if _is_of(table, it))


def _edges(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > AGREE:
            found.append(value)
    return found


def _index(edges: Sequence[float], value: float) -> int:
    """The number of the nearest edge; they ascend."""
    at = bisect_left(edges, value)
    if at == len(edges) or (at and value - edges[at - 1] <= edges[at] - value):
        return at - 1
    return at


def _placed(table: PaperTable, columns: Sequence[float], first: int) -> list[_PlacedCell]:
    """The cells of a table with their rows, counted from `first` downwards."""
    rows = _edges([-edge for it in table.texts for edge in (it.cell.y0, it.cell.y1)])
    found = []
    for text in table.texts:
        top, bottom = _index(rows, -text.cell.y1), _index(rows, -text.cell.y0)
        left, right = _index(columns, text.cell.x0), _index(columns, text.cell.x1)
        height, width = max(bottom - top, 1), max(right - left, 1)
        found.append(
            _PlacedCell(first + top, left, height, width, text, text.text, table.page, top + 1)
        )
    return found


def _without_split(
    above: list[_PlacedCell], below: list[_PlacedCell], *, again: bool
) -> list[_PlacedCell]:
    """The cells of the next page, its first row joined to the last above where both are one.

    Of headings that are printed `again` only a label beside them can go on.
    """
    if not above or not below:
        return below
    first, last = below[0].row, max(it.row + it.rows for it in above)
    ends = {(it.column, it.columns): it for it in above if it.row + it.rows == last}
    begins = [it for it in below if it.row == first]
    pairs = [(ends[key], it) for it in begins if (key := (it.column, it.columns)) in ends]
    short = [(up, low) for up, low in pairs if low.rows == 1 or up.rows == 1]
    for upper, lower in pairs:
        if goes_on(lower.said) and fold(without_going_on(lower.said)) == fold(upper.said):
            lower.said = ""  # the label, said again
        elif not again and (upper, lower) not in short and _ends_label(upper, lower):
            upper.said, lower.said = upper.said + lower.said, ""
    other = any(it.said and (it.column, it.columns) not in ends for it in begins)
    if again or other or not (_is_drawn_twice(short) or _is_split(short)):
        return below
    for upper, lower in short:
        rest = RuledText(lower.content.cell, lower.content.lines[_said_before(upper, lower) :])
        if lower.said and rest.lines:
            upper.said += _joint(upper, rest) + rest.text
        lower.said = ""
    return below


def _is_drawn_twice(pairs: Sequence[tuple[_PlacedCell, _PlacedCell]]) -> bool:
    """Whether a row is drawn completely on both pages, each of which clips what it doesn't show."""
    over = [
        (up, low)
        for up, low in pairs
        if up.rows == low.rows == 1 and _said_before(up, low) and _is_seen(up) and _is_seen(low)
    ]
    return bool(over) and all(
        _said_before(up, low) for up, low in pairs if up.said and low.said and up.said != low.said
    )


def _said_before(upper: _PlacedCell, lower: _PlacedCell) -> int:
    """How many lines of a cell's second half its first half has too, clipped on one of both."""
    above, below = upper.content.lines, lower.content.lines
    if not (upper.content.clipped or lower.content.clipped):
        return 0
    counts = range(min(len(above), len(below)), 0, -1)
    ours, theirs = [it.text for it in above], [it.text for it in below]
    return next((it for it in counts if ours[-it:] == theirs[:it]), 0)


def _is_seen(cell: _PlacedCell) -> bool:
    return any(not run.clipped for line in cell.content.lines for run in line.runs)


def _ends_label(upper: _PlacedCell, lower: _PlacedCell) -> bool:
    """Whether 指标 on the next page ends a name above: a tall cell has its text on both pages."""
    rest = fold(lower.said)
    return 0 < len(rest) < 4 and bool(upper.said) and "指标".endswith(rest[-1:])


def _is_split(pairs: Sequence[tuple[_PlacedCell, _PlacedCell]]) -> bool:
    """Whether the rows of two pages are one: a cell has ended in one, another goes on."""
    if not any(low.said for _, low in pairs):
        return False
    ended = [bool(up.said) != bool(low.said) for up, low in pairs if up.said or low.said]
    going = [(up, low) for up, low in pairs if up.said and low.said]
    if not any(ended):
        return len(going) == 1 and len(pairs) == 1 and _wraps(*going[0])
    leads = pairs[0][0].said and not pairs[0][1].said
    if not going:
        return False
    return all(_wraps(up, low) for up, low in going) or bool(leads and len(pairs) == 2)


def _wraps(upper: _PlacedCell, lower: _PlacedCell) -> bool:
    """Whether only the width of the cell parts two lines: the next word had no room."""
    before, after = upper.content.lines, lower.content.lines
    if not before or not after:
        return False
    return not has_room(before[-1], after[0], max(upper.content.room, lower.content.room))


def _joint(upper: _PlacedCell, rest: RuledText) -> str:
    before, after = upper.content.lines, rest.lines
    if not before:
        return ""
    return joint(before[-1], after[0], max(upper.content.room, rest.room))
