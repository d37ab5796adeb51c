"""Lists: columns declared once, for the window, for paper and for Excel."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import field
from enum import Enum
from typing import Generic, TypeVar

from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.money import FEN_IN_YUAN, yuan_text
from budgetdesk.domain.text import fold
from budgetdesk.forms.sheet import Align, Cell, Role, Row, Sheet, Style, VAlign

Line = TypeVar("Line")
Told = TypeVar("Told")
Held = str | int | None
"""What a line holds in a column: a text, a count, or an amount in 分; None for a blank."""
_TOTAL = "合计"


class ColumnKind(Enum):
    """What a column holds, and so how it stands in its cells."""

    TEXT = "text"
    SHORT = "short"  # a word or a mark, centred
    COUNT = "count"
    MONEY = "money"  # in 分, shown in 元


@immutable
class ListedColumn(Generic[Line]):
    """One column: `width` in characters, also its share of the page; `reason` as of a cell."""

    title: str
    width: float
    held: Callable[[Line], Held]
    kind: ColumnKind = ColumnKind.TEXT
    summed: bool = False
    thousands: bool = True
    reason: str = ""

    def text(self, line: Line) -> str:
        """What a line shows in it."""
        return self.shown(self.held(line))

    def shown(self, held: Held) -> str:
        """What it shows for a value."""
        if self.kind is ColumnKind.MONEY and not isinstance(held, str):
            return yuan_text(held, thousands=self.thousands)
        return "" if held is None else str(held)

    def sum_of(self, lines: Iterable[Line]) -> int | None:
        """The sum of the lines; None where nothing is summed or all are blank."""
        if not self.summed:
            return None
        amounts = [it for it in map(self.held, lines) if isinstance(it, int)]
        return sum(amounts) if amounts else None

    def order(self, line: Line) -> tuple[bool, int, str]:
        """What lines are sorted by; blanks are the least."""
        held = self.held(line)
        number = held if isinstance(held, int) else 0
        return held not in (None, ""), number, "" if isinstance(held, int) else str(held or "")


@immutable
class LineGroup(Generic[Line]):
    """Lines that stand together below a heading; without a title there is none."""

    key: str
    title: str
    lines: Sequence[Line]


@immutable
class NumberedLine(Generic[Told]):
    """One of what was found, with its number from 0, which is its key."""

    key: int
    it: Told


@immutable
class ListOrder(Generic[Line]):
    """How a list is put: narrowed to a text, sorted by a column, grouped by what a line is told."""

    text: str = ""
    sorted_by: ListedColumn[Line] | None = None
    descending: bool = False
    grouped_by: Callable[[Line], str] | None = None

    def groups(
        self, lines: Sequence[Line], columns: Sequence[ListedColumn[Line]]
    ) -> list[LineGroup[Line]]:
        """The lines that are left, in their groups; these in the order of their first lines."""
        wanted, told = fold(self.text).casefold(), self.grouped_by
        left = [it for it in lines if wanted in searched(it, columns)] if wanted else lines
        found: defaultdict[str, list[Line]] = defaultdict(list)
        for line in left:
            found[told(line) if told else ""].append(line)
        if self.sorted_by is not None:
            for group in found.values():
                group.sort(key=self.sorted_by.order, reverse=self.descending)
        return [LineGroup(key, key, group) for key, group in found.items()]


def searched(line: Line, columns: Iterable[ListedColumn[Line]]) -> str:
    """What a list is narrowed by: all that a line shows."""
    return fold("|".join(column.text(line) for column in columns)).casefold()


@immutable
class LineHeading:
    """The line above a group, or above all: with sums by the columns' places."""

    key: str
    title: str
    count: int
    folded: bool = False
    sums: tuple[int | None, ...] = ()


def group_sums(
    groups: Iterable[LineGroup[Line]], columns: Sequence[ListedColumn[Line]]
) -> list[tuple[int | None, ...]]:
    """The sums of each group by the columns' places."""
    return [tuple(column.sum_of(group.lines) for column in columns) for group in groups]


def added(sums: Iterable[Sequence[int | None]]) -> tuple[int | None, ...]:
    """The sums of all groups together; None where none has any. Without groups there are none."""
    told = ([it for it in column if it is not None] for column in zip(*sums, strict=True))
    return tuple(sum(amounts) if amounts else None for amounts in told)


def headed(
    groups: Sequence[LineGroup[Line]],
    folded: Collection[Hashable] = frozenset(),
    sums: Sequence[tuple[int | None, ...]] = (),
) -> Iterator[LineHeading | Line]:
    """Each group's heading, with its sums, and, unless it is folded, its lines."""
    for group, of_group in zip(groups, sums or [()] * len(groups), strict=True):
        closed = bool(group.title) and group.key in folded
        if group.title:
            yield LineHeading(group.key, group.title, len(group.lines), closed, of_group)
        if not closed:
            yield from group.lines


def _style(kind: str, *, align: Align = Align.CENTER, numeric: bool = False) -> Style:
    return Style(f"list-{kind}", 9, align=align, valign=VAlign.MIDDLE, numeric=numeric)


_STYLES = {
    ColumnKind.TEXT: _style("text", align=Align.LEFT),
    ColumnKind.SHORT: _style("short"),
    ColumnKind.COUNT: _style("count", numeric=True),
    ColumnKind.MONEY: _style("amount", align=Align.RIGHT, numeric=True),
}


@immutable
class ListLook:
    """How a list stands on paper; heights in points."""

    title: Style = field(default=Style("list-title", size=16, bold=True, border=False))
    about: Style = field(default=Style("list-about", size=9, align=Align.LEFT, border=False))
    head: Style = field(default=Style("list-head", size=9, bold=True))
    group: Style = field(default=Style("list-group", size=9, bold=True, align=Align.LEFT))
    total: Style = field(
        default=Style("list-total", size=9, bold=True, align=Align.RIGHT, numeric=True)
    )
    cells: dict[ColumnKind, Style] = field(default_factory=lambda: _STYLES)
    role: Role = Role.LABEL
    title_height: float = 30.0
    about_height: float = 18.0
    line_height: float = 18.0
    head_height: float | None = None  # as of a line
    about_repeats: bool = True
    landscape: bool = False


PLAIN = ListLook()
REPORT_LOOK = ListLook(role=Role.COMPUTED, about_repeats=False, landscape=True)
"""Of a list that tells what the program found or reckoned: lying, its heading on the first page."""


@immutable
class ListPage(Generic[Line]):
    """A list as it is printed: its name, what stands above it, and its columns.

    `leads` tells of a line, by the one after it in its group, whether it heads that one.
    """

    name: str
    title: str
    columns: Sequence[ListedColumn[Line]]
    about: str = ""
    form_id: str = ""
    group: str = ""
    look: ListLook = PLAIN
    empty: str = ""  # what stands in place of lines
    totalled: bool = False  # with a row of sums at the end
    leads: Callable[[Line, Line | None], bool] = lambda line, after: False  # noqa: ARG005

    @property
    def top(self) -> int:
        """How many rows stand above the first line."""
        return 2 + bool(self.about)


def list_sheet(page: ListPage[Line], groups: Sequence[LineGroup[Line]]) -> Sheet:
    """A list as a Sheet: title, what it is about, heads, then each group's lines, and the sums."""
    drawing = _Drawing(page)
    drawing.heads()
    for group in groups:
        drawing.group(group)
    lines = [line for group in groups for line in group.lines]
    if not lines and page.empty:
        drawing.across(page.empty, page.look.cells[ColumnKind.TEXT], page.look.role)
    if lines and page.totalled:
        drawing.sums(_TOTAL, lines, leads=False)
    return drawing.sheet()


class _Drawing(Generic[Line]):
    """A sheet in the making, row by row."""

    def __init__(self, page: ListPage[Line]) -> None:
        self.page, self.look = page, page.look
        self.rows: list[Row] = []
        self.cells: list[Cell] = []

    def sheet(self) -> Sheet:
        page = self.page
        return Sheet(
            name=page.name,
            group=page.group,
            form_id=page.form_id,
            columns=tuple(column.width for column in page.columns),
            rows=tuple(self.rows),
            cells=tuple(self.cells),
            landscape=self.look.landscape,
        )

    def heads(self) -> None:
        """What stands above the lines, again on every page."""
        page, look = self.page, self.look
        self.across(page.title, look.title, Role.TITLE, Row(look.title_height, repeat=True))
        if page.about:
            about = Row(look.about_height, repeat=look.about_repeats)
            self.across(page.about, look.about, Role.LABEL, about)
        for place, column in enumerate(page.columns):
            self._put(place, column.title, look.head)
        self.rows.append(Row(look.head_height or look.line_height, repeat=True))

    def group(self, group: LineGroup[Line]) -> None:
        """A heading, with sums where columns have any, and its lines."""
        if group.title and any(column.summed for column in self.page.columns):
            self.sums(group.title, group.lines, leads=bool(group.lines))
        elif group.title:
            row = Row(self.look.line_height, leads=bool(group.lines))
            self.across(group.title, self.look.group, Role.LABEL, row)
        for number, line in enumerate(group.lines, start=1):
            for place, column in enumerate(self.page.columns):
                self._held(place, column, column.held(line), self.look.cells[column.kind])
            after = group.lines[number] if number < len(group.lines) else None
            self.rows.append(Row(self.look.line_height, leads=self.page.leads(line, after)))

    def across(self, text: str, style: Style, role: Role, row: Row | None = None) -> None:
        """A row of one cell."""
        width = len(self.page.columns)
        self.cells.append(Cell(len(self.rows), 0, text, style, role, columns=width))
        self.rows.append(row or Row(self.look.line_height))

    def sums(self, title: str, lines: Sequence[Line], *, leads: bool) -> None:
        """A row of sums; its title takes the columns before the first of them."""
        columns, row = self.page.columns, len(self.rows)
        first = next((at for at, it in enumerate(columns) if it.summed), len(columns)) or 1
        title_cell = Cell(row, 0, title, self.look.group, Role.LABEL, columns=first)
        self.cells.append(title_cell)
        for place, column in list(enumerate(columns))[first:]:
            self._held(place, column, column.sum_of(lines), self.look.total)
        self.rows.append(Row(self.look.line_height, leads=leads))

    def _held(self, place: int, column: ListedColumn[Line], held: Held, style: Style) -> None:
        number, role = None, self.look.role
        if isinstance(held, int):
            # A count, too, is a number in 分, or Excel would mark it as one stored as text.
            number = held if column.kind is ColumnKind.MONEY else held * FEN_IN_YUAN
        if column.kind is ColumnKind.MONEY:
            role = Role.COMPUTED
        text = column.shown(held)
        self._put(place, text, style, role, number if style.numeric else None, column.reason)

    def _put(
        self,
        place: int,
        text: str,
        style: Style,
        role: Role = Role.LABEL,
        number: int | None = None,
        reason: str = "",
    ) -> None:
        self.cells.append(
            Cell(len(self.rows), place, text, style, role, number=number, reason=reason)
        )
