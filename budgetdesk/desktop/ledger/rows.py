"""Which rows the ledger grid shows, and in which order: no Qt, so that it can be tested alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any, ClassVar

from budgetdesk.desktop.ledger.filter import line_filter, sums_of
from budgetdesk.domain.ledger_lines import AMOUNT, UNIT, Line, Terms
from budgetdesk.domain.ledger_naming import CodeCounts


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """Above the lines of a group: what they share, how many there are, their total in 分."""

    key: str
    title: str
    count: int
    total: int
    folded: bool

    @property
    def id(self) -> str:
        """As lines have one."""
        return self.key


@dataclass(frozen=True, slots=True)
class NewRow:
    """The row at the end where a new line is begun by typing."""

    id: ClassVar[int] = 0


Row = Line | GroupHeading | NewRow
RowKey = int | str


# What tells a row from every other, whatever it says: a line's id, a heading's key.
key_of: Callable[[Row], RowKey] = attrgetter("id")


class Arrangement:
    """The lines in the order, groups and choice that the clerk wants to see.

    Sorting happens once, when it is asked for: a line that is edited stays where it is. For the
    same reason a line touched since the filter was typed stays to be seen.
    """

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.lines: dict[int, Line] = {}
        self.codes = CodeCounts(terms)
        self.grouping: StrEnum | None = None
        self.query = ""
        self.only: frozenset[int] | None = None
        self.new_row = True
        self._order: list[int] = []
        self._passed: list[Line] = []  # what the filter let through the last time
        self._folded: set[str] = set()
        self._touched: set[int] = set()
        self._before: dict[int, int | None] = {}  # of a line that is gone: the line above it

    def load(self, lines: Iterable[Line]) -> None:
        """Take the whole ledger anew, in its own order."""
        self.lines = {line.id: line for line in lines}
        self.codes = CodeCounts(self.terms, self.lines.values())
        self._order = list(self.lines)
        self._before.clear()

    def take(self, changed: Iterable[Line], gone: Iterable[int], after: int | None) -> None:
        """Take lines that came or changed, and let go of others.

        New lines stand below the line `after`, else where they once stood, else at the end.
        """
        self._remove(set(gone))
        fresh = []
        for line in changed:
            if line.id not in self.lines:
                fresh.append(line.id)
            self.codes.change(self.lines.get(line.id), line)
            self.lines[line.id] = line
            self._touched.add(line.id)
        self._place(fresh, after)

    def sort(self, column: StrEnum | None, *, descending: bool = False) -> None:
        """Put the lines in the order of a column; None: in the order they were entered."""
        if column is None:
            self._order.sort()
        else:
            key = self._sort_key(column)
            self._order.sort()
            self._order.sort(key=lambda line_id: key(self.lines[line_id]), reverse=descending)

    def filter(self, query: str) -> None:
        """Show only lines that hold the text."""
        self.query = query
        self._touched.clear()

    def choose(self, ids: Iterable[int] | None) -> None:
        """Show only these lines; None: all again."""
        self.only = None if ids is None else frozenset(ids)
        self._touched.clear()

    def fold(self, key: str, *, folded: bool) -> None:
        """Hide or show the lines below a heading."""
        if folded:
            self._folded.add(key)
        else:
            self._folded.discard(key)

    def sums(self) -> tuple[int, int]:
        """How many lines are shown, folded away or not, and their total in 分."""
        return sums_of(self.lines.values() if self.plain() else self._passed)

    def _shown_lines(self) -> list[Line]:
        """The lines that the filter lets through, in order."""
        lines, only = self.lines, self.only
        passes = line_filter(self.terms, self.query)
        if passes is None and only is None:
            self._passed = [lines[line_id] for line_id in self._order]
            return self._passed
        touched = self._touched
        self._passed = [
            line
            for line in map(lines.__getitem__, self._order)
            if line.id in touched
            or ((only is None or line.id in only) and (passes is None or passes(line)))
        ]
        return self._passed

    def rows(self) -> list[Row]:
        """What the grid shows from top to bottom."""
        shown: list[Row] = []
        if self.grouping is None:
            shown += self._shown_lines()
        else:
            for heading, lines in self._groups(self.grouping):
                shown.append(heading)
                if not heading.folded:
                    shown += lines
        if self.new_row:
            shown.append(NewRow())
        return shown

    def plain(self) -> bool:
        """Whether every line is shown, without headings: a changed line then changes no other."""
        return self.grouping is None and self.only is None and not self.query.strip()

    def _groups(self, grouping: StrEnum) -> list[tuple[GroupHeading, list[Line]]]:
        members: defaultdict[Any, list[Line]] = defaultdict(list)
        member_of = _group_key(grouping)
        for line in self._shown_lines():
            members[member_of(line)].append(line)
        sort_key = self._sort_key(grouping)
        ordered = sorted(members.items(), key=lambda group: sort_key(group[1][0]))
        return [(self._heading(grouping, key, lines), lines) for key, lines in ordered]

    def _heading(self, grouping: StrEnum, member: Any, lines: list[Line]) -> GroupHeading:
        key = f"{grouping}:{member}"
        title = self.terms.shown(lines[0], grouping) or f"（未填{self.terms.label(grouping)}）"
        count, total = sums_of(lines)
        return GroupHeading(key, title, count, total, key in self._folded)

    def _sort_key(self, column: StrEnum) -> Callable[[Line], Any]:
        if column == UNIT:
            places = {unit.id: place for place, unit in enumerate(self.terms.units)}
            return lambda line: places.get(line.unit.id, len(places))
        if column == AMOUNT:
            return lambda line: line.amount
        words = {word: place for place, word in enumerate(self.terms.words(column))}
        if words:
            return lambda line: words[getattr(line, column.value)]
        attribute = column.value
        return lambda line: getattr(line, attribute) or ""

    def _remove(self, gone: set[int]) -> None:
        above: int | None = None
        kept: list[int] = []
        if not gone & self.lines.keys():
            return
        for line_id in self._order:
            if line_id in gone:
                self._before[line_id] = above
                self.codes.change(self.lines.pop(line_id), None)
            else:
                kept.append(line_id)
            above = line_id
        self._order = kept

    def _place(self, fresh: list[int], after: int | None) -> None:
        if not fresh:
            return
        if after in self.lines:
            place = self._order.index(after) + 1
            self._order[place:place] = fresh
            return
        back = {line_id: self._before[line_id] for line_id in fresh if line_id in self._before}
        if back:
            self._order = _put_back(self._order, back)
        self._order += [line_id for line_id in fresh if line_id not in back]


def _group_key(grouping: StrEnum) -> Callable[[Line], object]:
    return attrgetter("unit.id" if grouping == UNIT else grouping.value)


def _put_back(order: list[int], back: Mapping[int, int | None]) -> list[int]:
    """The order with lines below those that once stood above them; at the end where these went."""
    below: dict[int | None, list[int]] = {}
    for line_id, above in back.items():
        below.setdefault(above, []).append(line_id)
    result: list[int] = []
    for place in (None, *order):
        waiting = [place]
        while waiting:
            each = waiting.pop()
            if each is not None:
                result.append(each)
            waiting += reversed(below.pop(each, []))
    result += [line_id for lines in below.values() for line_id in lines]
    return result
