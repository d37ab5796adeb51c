"""What a tie-out compares: figures of the official tables, alone or added up, each with its place.

Rules of 审核 look at computed tables, tests at published and invented ones too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from budgetdesk.checks.language.measures import yuan
from budgetdesk.domain.money import wan_text
from budgetdesk.domain.records import LedgerLine, RevenueLine
from budgetdesk.tables.compute import DepartmentTables
from budgetdesk.tables.table import Figure, RowKind, Table, TableRow

_HALF_STEP = 5_000  # 分: a published figure is rounded to 0.01 万元
_LEAST = 10_000  # 分


class NotOnForm(LookupError):  # noqa: N818 - not an error: a form set prints other lines
    """A table has no such line; what would be held against it cannot be."""


@dataclass(frozen=True, slots=True)
class FigureCell:
    """Where a figure stands."""

    table: Table
    row: int
    column: str

    @property
    def label(self) -> str:
        """The table and what its row is about: 表3 2080505 机关事业单位基本养老保险缴费支出."""
        texts = _texts_before(self.table.rows[self.row], self.table.column(self.column))
        return f"{short_number(self.table)} {' '.join(texts)}"


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure, or a sum of several, in 分; `shown` counts those that are not blank.

    `cell` is where it stands, or the first of the sum; None for one reckoned off the ledger.
    Without a `name` it is called by its cell, with its column where that has to be told.
    """

    name: str
    fen: int
    shown: int
    cell: FigureCell | None = None
    column: bool = False

    @property
    def label(self) -> str:
        """What it is called."""
        if self.name or self.cell is None:
            return self.name
        told = f" {column_label(self.cell.table, self.cell.column)}" if self.column else ""
        return f"{self.cell.label}{told}"

    def __add__(self, other: "Amount") -> "Amount":
        """Both together, under the first one's label."""
        fen, shown = self.fen + other.fen, self.shown + other.shown
        return replace(self, fen=fen, shown=shown, cell=self.cell or other.cell)

    def named(self, label: str) -> "Amount":
        """The same amount under another label."""
        return replace(self, name=label)


def summed(label: str, amounts: Iterable[Amount]) -> Amount:
    """The sum of some figures, which may be none."""
    parts = tuple(amounts)
    cell = next((part.cell for part in parts if part.cell), None)
    return Amount(label, sum(p.fen for p in parts), sum(p.shown for p in parts), cell)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sides that should be the same, or of which the first should be no more.

    A `tail` (尾差) comes of rounding published figures.
    """

    left: Amount
    right: Amount
    sentence: str
    tail: bool = False

    @property
    def cell(self) -> FigureCell:
        """Where it is told: at the first side that stands in a table."""
        cell = self.left.cell or self.right.cell
        if cell is None:
            raise ValueError("a tie without a table")
        return cell

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """Both sides in 万元, in 元 where that would look the same."""
        in_wan = [f"{wan_text(side.fen)} 万元" for side in (self.left, self.right)]
        exact = [yuan(side.fen) for side in (self.left, self.right)]
        shown = exact if in_wan[0] == in_wan[1] else in_wan
        return (self.left.label, shown[0]), (self.right.label, shown[1])


@dataclass(frozen=True)
class Tied:
    """The tables of a department with the ledger they came from.

    `rounded` tables hold published figures: what differs by rounding is a tail. Of published
    tables the ledger may be unknown (None); ties that need it then say nothing.
    """

    tables: DepartmentTables
    ledger: tuple[LedgerLine, ...] | None = None
    revenue: tuple[RevenueLine, ...] = ()
    rounded: bool = False
    _codes: dict[tuple[int, str], Mapping[str, Amount]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __getitem__(self, number: int) -> Table:
        """A table by its number; NotOnForm where the form set has none."""
        try:
            return self.tables[f"t{number:02d}"]
        except KeyError:
            raise NotOnForm(number) from None

    @property
    def lines(self) -> tuple[LedgerLine, ...]:
        """The ledger; NotOnForm where it is unknown."""
        if self.ledger is None:
            raise NotOnForm
        return self.ledger

    def reckoned(self, label: str, choose: Callable[[LedgerLine], bool]) -> Amount:
        """What ledger lines amount to; NotOnForm where the ledger is unknown."""
        return Amount(label, sum(line.amount for line in self.lines if choose(line)), 1)

    # Figures

    def at(self, table: Table, row: int, column: str, label: str = "") -> Amount:
        """The figure of a row and column."""
        fen = table.figure(table.rows[row], column)
        named = f"{short_number(table)} {label}" if label else ""
        return Amount(named, fen, int(fen != 0), FigureCell(table, row, column))

    def line(self, number: int, name: str, column: str, *, last: bool = False) -> Amount:
        """The figure of a fixed line, by its name; NotOnForm where the form has none."""
        table = self[number]
        rows = [place for place, row in enumerate(table.rows) if name in row.cells]
        if not rows or not _has(table, column):
            raise NotOnForm(name)
        return self.at(table, rows[-1 if last else 0], column, name)

    def total(self, number: int, column: str = "total") -> Amount:
        """The figure of the 合计 in a column; 0 of a table without rows."""
        table = self[number]
        label = f"{short_number(table)} {column_label(table, column).removesuffix('合计')}合计"
        for place, row in enumerate(table.rows):
            if row.kind is RowKind.TOTAL and not row.code:
                return self.at(table, place, column).named(label)
        return Amount(label, 0, 0, FigureCell(table, 0, column))

    def items(self, number: int, column: str) -> dict[str, Amount]:
        """The figures of the lines that are about something, by what that is."""
        table = self[number]
        rows = enumerate(table.rows)
        return {row.code: self.at(table, place, column) for place, row in rows if row.code}

    def classes(self, number: int, column: str) -> dict[str, Amount]:
        """The figures of the class lines of 表1 and 表4 that are not blank, by code."""
        return {code: it for code, it in self.items(number, column).items() if it.fen}

    def codes(self, number: int, column: str) -> Mapping[str, Amount]:
        """The figures of a column by the code of their line, without the 合计."""
        if (number, column) not in self._codes:
            self._codes[number, column] = dict(_by_code(self[number], column))
        return self._codes[number, column]

    # Held against each other

    def equal(self, left: Amount, right: Amount, sentence: str = "") -> Iterator[Difference]:
        """A difference where two amounts are not the same."""
        if left.fen != right.fen:
            told = sentence or f"{left.label}与{right.label}不等。"
            yield Difference(left, right, told, self._is_tail(left, right))

    def rows_add_up(
        self, number: int, total: str, parts: Sequence[str], label: str
    ) -> Iterator[Difference]:
        """Differences where the total of a row is not the sum of its parts."""
        table = self[number]
        if not all(_has(table, column) for column in (total, *parts)):
            raise NotOnForm(number)
        for place, row in enumerate(table.rows):
            if table.figure(row, total) != sum(table.figure(row, column) for column in parts):
                added = [self.at(table, place, column) for column in parts]
                yield from self.equal(self.at(table, place, total), summed(label, added))

    def at_most(self, left: Amount, right: Amount, sentence: str = "") -> Iterator[Difference]:
        """A difference where the first is more than the second, as both are positive."""
        if left.fen > right.fen:
            told = sentence or f"{left.label}大于{right.label}。"
            yield Difference(left, right, told, self._is_tail(left, right))

    def _is_tail(self, left: Amount, right: Amount) -> bool:
        """Whether rounding explains it: each published figure may be off by half a step."""
        allowed = max(_LEAST, _HALF_STEP * (left.shown + right.shown))
        return self.rounded and abs(left.fen - right.fen) <= allowed


def short_number(table: Table) -> str:
    """表3, of 预算公开表3."""
    return table.number.removeprefix("预算公开")


def _by_code(table: Table, column: str) -> Iterator[tuple[str, Amount]]:
    place = table.column(column)
    for number, row in enumerate(table.rows):
        cell = row.cells[place]
        if isinstance(cell, Figure) and cell.row is not None and cell.row.code:
            where = FigureCell(table, number, column)
            yield cell.row.code, Amount("", cell.amount, int(cell.amount != 0), where, column=True)


def _texts_before(row: TableRow, place: int) -> list[str]:
    """The texts of a row that stand before a figure, on its own side of the table."""
    texts: list[str] = []
    for cell in reversed(row.cells[:place]):
        if isinstance(cell, str):
            texts.insert(0, cell)
        elif texts:
            break
    return [text for text in texts if text]


def column_label(table: Table, column: str) -> str:
    """The name of a column."""
    return table.columns[table.column(column)].name


def _has(table: Table, column: str) -> bool:
    return any(known.key == column for known in table.columns)
