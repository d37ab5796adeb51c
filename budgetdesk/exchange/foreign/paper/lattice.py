"""The cells that the ruled lines of a page enclose, merged ones as one."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from budgetdesk.exchange.foreign.paper.page import PaperPage, Ruling, Window

_NEAR = 2.0  # points between two lines that are meant as one


class RuledCell(NamedTuple):
    """A cell by its four edges in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is within."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def encloses(self, window: Window) -> bool:
        """Whether what a text is shown in is a part of it."""
        sides = (
            self.x0 - window.x0, self.y0 - window.y0, window.x1 - self.x1, window.y1 - self.y1,
        )  # fmt: skip
        return max(sides) <= _NEAR

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.x1 - self.x0


def cells_of(page: PaperPage) -> list[RuledCell]:
    """The cells of a page, from top to bottom and left to right."""
    across = [*page.across, *_open_ends(page)]
    xs = _positions(line.at for line in page.down)
    ys = _positions(line.at for line in across)
    if len(xs) < 2 or len(ys) < 2:
        return []
    lattice = _Lattice(xs, ys, _covered(across, ys, xs), _covered(page.down, xs, ys))
    return list(lattice.cells())


def _open_ends(page: PaperPage) -> Iterator[Ruling]:
    """Where lines down a table end together without one across: a table that a page cuts."""
    for ends in ([line.begin for line in page.down], [line.end for line in page.down]):
        for at in _positions(ends):
            here = [line for line in page.down if _near(at, line.begin) or _near(at, line.end)]
            left, right = min(it.at for it in here), max(it.at for it in here)
            drawn = any(_near(at, line.at) and line.begin < right and line.end > left
                        for line in page.across)  # fmt: skip
            if len(here) > 1 and not drawn:
                yield Ruling(at, left, right)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _NEAR


def _positions(values: Iterable[float]) -> list[float]:
    """The places of lines; those that lie close together are one."""
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][0] <= _NEAR:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


def _covered(
    lines: Iterable[Ruling], places: Sequence[float], others: Sequence[float]
) -> list[set[int]]:
    """For each place of a line which spans between the places of the other axis it covers."""
    covered: list[set[int]] = [set() for _ in places]
    for line in lines:
        at = _nearest(places, line.at)
        first = bisect_left(others, line.begin - _NEAR)
        for span in range(first, len(others) - 1):
            if others[span + 1] > line.end + _NEAR:
                break
            covered[at].add(span)
    return covered


def _nearest(places: Sequence[float], value: float) -> int:
    after = bisect_left(places, value)
    around = [it for it in (after - 1, after) if 0 <= it < len(places)]
    return min(around, key=lambda it: abs(places[it] - value))


@dataclass(frozen=True, slots=True)
class _Lattice:
    xs: Sequence[float]
    ys: Sequence[float]
    across: Sequence[set[int]]
    down: Sequence[set[int]]

    def cells(self) -> Iterator[RuledCell]:
        """Every cell, grown to the next line right of it and below it."""
        taken: set[tuple[int, int]] = set()
        for row in range(len(self.ys) - 2, -1, -1):
            for column in range(len(self.xs) - 1):
                if (column, row) in taken or row not in self.down[column]:
                    continue
                right, low = self._right_of(column, row), self._below(column, row)
                if right is None:
                    continue
                taken |= {(x, y) for x in range(column, right) for y in range(low, row + 1)}
                yield RuledCell(self.xs[column], self.ys[low], self.xs[right], self.ys[row + 1])

    def _right_of(self, column: int, row: int) -> int | None:
        for right in range(column + 1, len(self.xs)):
            if row in self.down[right]:
                return right
        return None

    def _below(self, column: int, row: int) -> int:
        low = row
        while low > 0 and column not in self.across[low] and low - 1 in self.down[column]:
            low -= 1
        return low
