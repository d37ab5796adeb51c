"""The tie-outs (勾稽关系) between the official tables, declared once.

A tie holds two sums of figures against each other. The rules of 审核 run it over the computed
tables, tests over published and invented ones.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import wraps

from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.language.measures import yuan
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.domain.money import wan_text
from budgetdesk.domain.records import LedgerLine, RevenueLine
from budgetdesk.tables.compute import DepartmentTables
from budgetdesk.tables.table import Figure, RowKind, Table, TableRow

TIE_OUT = "部门预算公开表间勾稽关系"
READS = ("ledger", "revenue", "unit", "department")
_HALF_STEP = 5_000  # 分: a published figure is rounded to 0.01 万元
_LEAST = 10_000  # 分


class NotOnForm(LookupError):  # noqa: N818 - not an error: a form set prints other lines
    """A table has no such line; what would be held against it cannot be."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a figure stands."""

    table: Table
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure, or a sum of several, in 分; `shown` counts those that are not blank.

    `cell` is where it stands, or the first of the sum; None for one reckoned off the ledger.
    """

    label: str
    fen: int
    shown: int
    cell: Cell | None = None

    def __add__(self, other: "Amount") -> "Amount":
        """Both together, under the first one's label."""
        cell = self.cell or other.cell
        return Amount(self.label, self.fen + other.fen, self.shown + other.shown, cell)

    def named(self, label: str) -> "Amount":
        """The same amount under another label."""
        return replace(self, label=label)


def summed(label: str, amounts: Iterable[Amount]) -> Amount:
    """The sum of some figures, which may be none."""
    total = Amount(label, 0, 0)
    for amount in amounts:
        total += amount
    return total


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
    def cell(self) -> Cell:
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
        where = f"{short_number(table)} {label or row_label(table.rows[row])}"
        return Amount(where, fen, int(fen != 0), Cell(table, row, column))

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
        return Amount(label, 0, 0, Cell(table, 0, column))

    def items(self, number: int, column: str) -> dict[str, Amount]:
        """The figures of the lines that are about something, by what that is."""
        table = self[number]
        rows = enumerate(table.rows)
        return {row.code: self.at(table, place, column) for place, row in rows if row.code}

    def classes(self, number: int, column: str) -> dict[str, Amount]:
        """The figures of the class lines of 表1 and 表4 that are not blank, by code."""
        return {code: it for code, it in self.items(number, column).items() if it.fen}

    def codes(self, number: int, column: str) -> dict[str, Amount]:
        """The figures of a column by the code of their line, without the 合计."""
        table = self[number]
        place_of = table.column(column)
        found = {}
        for place, row in enumerate(table.rows):
            cell = row.cells[place_of]
            if isinstance(cell, Figure) and cell.row is not None and cell.row.code:
                # A table with two sides names the lines of each beside their figures.
                texts = [text for text in row.cells[:place_of] if isinstance(text, str)][-2:]
                label = " ".join((*filter(None, texts), column_label(table, column)))
                found[cell.row.code] = self.at(table, place, column, label)
        return found

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


def row_label(row: TableRow) -> str:
    """The texts of a row: 2080505 机关事业单位基本养老保险缴费支出."""
    return " ".join(dict.fromkeys(cell for cell in row.cells if isinstance(cell, str) and cell))


def column_label(table: Table, column: str) -> str:
    """The name of a column."""
    return table.columns[table.column(column)].name


def _has(table: Table, column: str) -> bool:
    return any(known.key == column for known in table.columns)


TieTest = Callable[[Tied], Iterator[Difference]]


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie-out of the list."""

    code: str
    title: str
    test: TieTest

    def differences(self, tied: Tied) -> tuple[Difference, ...]:
        """Where it doesn't hold; nothing where the form lacks what it speaks of."""
        try:
            return tuple(self.test(tied))
        except NotOnForm:
            return ()


TIES: dict[str, Tie] = {}


def tie(
    code: str,
    title: str,
    *,
    checks: str,
    why: str,
    failing: str,
    passing: str,
    severity: Severity = Severity.ERROR,
) -> Callable[[TieTest], TieTest]:
    """Register a tie-out, and the rule of 审核 that runs it over the computed tables."""

    def register(test: TieTest) -> TieTest:
        declared = TIES[code] = Tie(code, title, test)

        @wraps(test)
        def run(case: DepartmentCase) -> Iterator[Found]:
            for difference in declared.differences(Tied(case.tables, case.lines, case.revenue)):
                yield found_of(case, difference)

        rule(
            code, title, severity, reads=READS, checks=checks, why=why, source=TIE_OUT,
            failing=failing, passing=passing, scopes=(Scope.DEPARTMENT,),
        )(run)  # fmt: skip
        return test

    return register


def found_of(case: DepartmentCase, difference: Difference) -> Found:
    """What 审核 tells of a difference."""
    cell = difference.cell
    ref = case.figure_ref(cell.table, cell.row, cell.column)
    severity = Severity.NOTICE if difference.tail else None
    return Found(ref, difference.sentence, difference.values, severity=severity)
