"""The rows of a table of amounts, what is repeated from above, and which of them are sums."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

Amounts = tuple[int, ...]
"""分, column by column."""


class SumKind(StrEnum):
    """Why a row is a sum; the value is what is shown."""

    WORDS = "合计行"
    CODE = "科目小计"
    UNIT = "单位小计"
    GROUP = "小计"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row says itself, before anything is repeated from above.

    `codes` are by code column, the function (or revenue) code first; `project` is its name folded;
    `filled` counts its other cells that say something of a line; `word` is the cell that calls it a
    sum. `amounts` are those of the columns that are taken; empty where the row has none. `within`
    marks a row of 其中.
    """

    number: int
    unit: str = ""
    codes: tuple[str, ...] = ()
    project: str = ""
    filled: int = 0
    word: str = ""
    amounts: Amounts = ()
    within: bool = False

    @property
    def code(self) -> str:
        """The code that every line must have."""
        return self.codes[0] if self.codes else ""

    @property
    def bare(self) -> bool:
        """Whether only amounts stand in it."""
        return not (self.unit or any(self.codes) or self.project or self.filled or self.word)


@dataclass(frozen=True, slots=True)
class Sum:
    """A row that sums up others; `found` is their sum where it is another than the row says."""

    kind: SumKind
    stated: int
    found: int | None = None


@dataclass(frozen=True, slots=True)
class TableShape:
    """Which columns a table has, and whether its units stand before its codes."""

    has_unit: bool
    has_code: bool
    unit_first: bool


class SummedRows:
    """The rows of a table with what is repeated from above, and which of them are sums so far."""

    def __init__(self, rows: Sequence[Facts], shape: TableShape) -> None:
        self.rows = rows
        self.shape = shape
        self.sums: dict[int, Sum] = {}  # by place among the rows
        self.heads: dict[int, int] = {}  # of rows below a project's sum, the place of that
        self.inner = frozenset(_inner(rows))
        self.units: list[str] = []
        self.codes: list[str] = []
        self.settle()

    def settle(self) -> None:
        """Repeat units and codes from above; a unit's own sum takes none of the unit before."""
        unit = code = ""
        self.units, self.codes = [], []
        for place, row in enumerate(self.rows):
            if row.word and not row.code:
                self.units.append(unit)
                self.codes.append(code)
                continue
            headed = place in self.sums and self.sums[place].kind is SumKind.UNIT
            if row.unit and row.unit != unit and not row.code and (headed or not row.amounts):
                code = ""
            unit, code = row.unit or unit, row.code or code
            self.units.append(unit)
            self.codes.append(code)

    def is_line(self, place: int) -> bool:
        """Whether a row is none of the sums found so far, no 其中, and has an amount."""
        if place in self.sums or place in self.inner:
            return False
        return bool(self.rows[place].amounts)

    def lines(self, places: Iterable[int]) -> list[int]:
        """Those among some rows that are lines."""
        return [place for place in places if self.is_line(place)]

    def total(self, places: Iterable[int]) -> Amounts:
        """What lines add up to, column by column; () for none."""
        return added(self.rows[place].amounts for place in places)

    def following(self, place: int) -> int | None:
        """The next row with an amount that is not called a sum."""
        for after in range(place + 1, len(self.rows)):
            if self.rows[after].amounts and not self.rows[after].word:
                return after
        return None


def _inner(rows: Sequence[Facts]) -> Iterator[int]:
    """The rows of 其中 below a line; those below a sum are what it adds up."""
    above: Facts | None = None
    inner = 0  # rows that are known to be of 其中 up to here
    for place, row in enumerate(rows):
        if place < inner:
            yield place
        elif row.within and above is not None and not above.word:
            inner = place + _parts_of(above, rows[place:])
            yield place
        elif row.amounts:
            above = row


def _parts_of(whole: Facts, rows: Sequence[Facts]) -> int:
    """How many rows from one of 其中 on are parts of a line: 其中：甲, then 乙 and 丙 below it.

    Rows that name neither unit nor code are, where they add up to the line; else the first alone.
    """
    total: Amounts = ()
    for number, row in enumerate(rows):
        if not row.amounts or (number and (row.unit or any(row.codes) or row.word)):
            break
        total = added((total, row.amounts)) if total else row.amounts
        if total == whole.amounts:
            return number + 1
    return 1


def added(rows: Iterable[Amounts]) -> Amounts:
    """Amounts added column by column; () for none."""
    return each(lambda column: sum(column), [row for row in rows if row])


def each(reckon: Callable[[Sequence[int]], int], rows: Sequence[Amounts]) -> Amounts:
    """Reckon column by column; () for no rows."""
    return tuple(reckon(column) for column in zip(*rows, strict=True)) if rows else ()


def without(more: Amounts, less: Amounts) -> Amounts:
    """What is left of amounts in every column when others are taken off."""
    if not less:
        return more
    return each(lambda column: column[0] - column[1], [more, less])
