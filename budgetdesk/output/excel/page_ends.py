"""Where the pages of a worksheet end, and what stands again after a page's end."""

from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise

from budgetdesk.forms.sheet import Cell, Role, Row, Sheet

_MOST_HEADINGS = 2  # rows that are taken along to the next page
_MOST_LEFT_EMPTY = 0.25  # of a page, so that what belongs together is not divided


def page_starts(
    heights: Sequence[float],
    titles: range,
    headings: Container[int],
    groups: Sequence[tuple[int, int]],
    room: float,
) -> tuple[int, ...]:
    """The worksheet rows that begin the second and further pages.

    Pages are filled as Excel and LibreOffice fill them by themselves, but don't end with a heading,
    nor, where that takes no further page, within a group of rows that is no higher than a quarter.

    Args:
        heights: of the worksheet rows, in points.
        titles: the rows that stand again at the top of the pages after them.
        headings: the rows that belong to what follows them.
        groups: the first rows of what is merged over several, and the rows after them.
        room: the printable height of a page, in points.
    """
    edges = [*accumulate(heights, initial=0.0)]
    most = room * _MOST_LEFT_EMPTY
    short = [(top, bottom) for top, bottom in groups if edges[bottom] - edges[top] <= most]
    within = {row for top, bottom in short for row in range(top + 1, bottom)}
    plain = tuple(_starts(edges, titles, headings, (), room))
    kept = tuple(_starts(edges, titles, headings, within, room)) if within else plain
    return kept if len(kept) <= len(plain) else plain


def _starts(
    edges: Sequence[float],
    titles: range,
    headings: Container[int],
    within: Collection[int],
    room: float,
) -> Iterator[int]:
    first, again = titles.stop if titles.start == 0 else 0, 0.0
    end = room
    for row in range(first, len(edges) - 1):
        if edges[row + 1] > end and row > first:
            first = _before_headings(
                _before_group(row, first, edges, within, room), first, headings
            )
            yield first
            again = edges[titles.stop] - edges[titles.start] if first >= titles.stop else 0.0
            end = edges[first] + room - again


def _before_group(
    row: int, first: int, edges: Sequence[float], within: Collection[int], room: float
) -> int:
    """`row`, or the last one not far before it that begins no group's second part."""
    start = row
    while start in within:
        start -= 1
    enough = start > first and edges[row] - edges[start] <= room * _MOST_LEFT_EMPTY
    return start if enough else row


def _before_headings(row: int, first: int, headings: Container[int]) -> int:
    start = row
    while start - 1 in headings and start - 1 > first and row - start < _MOST_HEADINGS:
        start -= 1
    return start


def heading_rows(sheet: Sheet) -> set[int]:
    """The rows of a sheet in which nothing but labels begins or goes on."""
    filled = {
        row
        for cell in sheet.cells
        if cell.role is not Role.LABEL
        for row in range(cell.row, cell.row + cell.rows)
    }
    return set(range(len(sheet.rows))) - filled


def repeated_rows(sheet: Sheet) -> list[range]:
    """What may stand again at the top of pages: rows one below the other that head the same.

    The first of them are those that the sheet begins with, or none.
    """
    found = [] if sheet.rows[0].repeat else [range(0)]
    for _, run in groupby(enumerate(sheet.rows), lambda it: _end_of(*it)):
        rows = [number for number, row in run if row.repeat]
        if rows:
            found.append(range(rows[0], rows[-1] + 1))
    return found


def _end_of(number: int, row: Row) -> tuple[bool, int | None]:
    return row.repeat, None if row.heads is None else number + row.heads


def readers_gain(sheet: Sheet, titles: range, starts: Sequence[int]) -> tuple[int, int, int]:
    """How much rows that are printed on every page after them tell the readers of these pages.

    Column headings are needed where what they head goes on, and out of place on later pages; the
    form's name alone harms nowhere.

    Args:
        sheet: what is printed.
        titles: rows of it that stand again.
        starts: the rows of the sheet that begin the second and further pages.
    """
    if not titles:
        return 0, 0, 0
    later = [start for start in starts if start >= titles.stop]
    right = [it for it in later if sheet.rows[titles[-1]].stands_again(titles[-1], it)]
    heads = any(cell.style.border for cell in sheet.cells if cell.row in titles)
    if not heads:
        return 0, 0, len(right)
    return 2 * len(right) - len(later), len(right), 0


def divided(cell: Cell, starts: Sequence[int]) -> Iterator[Cell]:
    """A label, or a name of rows, as one cell for each page it stands on, any other as it is.

    Only the first of several stands for the field.

    Args:
        cell: a cell of a sheet.
        starts: the rows of the sheet that begin a page.
    """
    if not (cell.role is Role.LABEL or cell.names) or cell.rows == 1:
        yield cell
        return
    end = cell.row + cell.rows
    edges = [cell.row, *(row for row in starts if cell.row < row < end), end]
    for top, bottom in pairwise(edges):
        part = replace(cell, row=top, rows=bottom - top)
        yield part if top == cell.row else replace(part, role=Role.LABEL, field=None)
