"""The heading of a table: where it stands, and what its cells name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from budgetdesk.domain.ledger_lines import Terms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.money import Measure, MoneyError, parse_yuan
from budgetdesk.domain.text import fold
from budgetdesk.exchange.line_tables import heading_words as words
from budgetdesk.exchange.line_tables.amounts import AmountHeading, read_amount_heading
from budgetdesk.exchange.line_tables.columns import UNUSED, Matrix, Meaning, cell_of
from budgetdesk.exchange.measures import is_note, split_heading

_TOP = 15  # rows in which a heading may stand, below titles and notes
_DEEPEST = 4  # rows that a heading of merged cells may have
_DECORATION = re.compile(
    r"^[*#※★]+|[*※★:]+$|^[0-9]{1,2}[.、]|^其中:?$|\((?:必填|选填|可选|非必填)项?\)"
)


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """What one column is headed, from the highest cell to the lowest, without its measure."""

    path: tuple[str, ...]
    measure: Measure | None = None

    @property
    def text(self) -> str:
        """The heading in one: 金额·一般公共预算."""
        return "·".join(self.path)


@dataclass(frozen=True, slots=True)
class MergedHeading:
    """A heading of one row, or of merged cells over several, `first` to `last`."""

    heads: tuple[ColumnHead, ...]
    meanings: tuple[Meaning, ...]
    amounts: Mapping[int, AmountHeading]
    first: int
    last: int

    @property
    def found(self) -> int:
        """How many columns it names."""
        return sum(meaning is not UNUSED for meaning in self.meanings) + len(self.amounts)

    @property
    def rank(self) -> tuple[int, int]:
        """What makes one heading likelier than another: columns named, and in few rows."""
        return self.found, self.first - self.last


def heading_of(matrix: Matrix, terms: Terms) -> MergedHeading | None:
    """The heading that names most columns, the highest and flattest of those.

    At least two of its cells are headings and none is a number: 一般公共预算 and 项目 are content
    as well.
    """
    best: MergedHeading | None = None
    for first in range(min(_TOP, len(matrix))):
        for last in range(first, min(first + _DEEPEST, len(matrix))):
            if _holds_numbers(matrix[last]) or (last > first and _is_content(matrix[last], terms)):
                break
            found = _read(matrix, first, last, terms)
            if _is_heading(found) and (best is None or found.rank > best.rank):
                best = found
    return _with_measures_below(matrix, best, terms) if best else None


def _is_heading(heading: MergedHeading) -> bool:
    """Two columns named; where all are amounts or words of lists it may as well be content."""
    parts = sum(each is not UNUSED for each in heading.meanings)
    plain = any(not each.qualified for each in heading.amounts.values())
    return heading.found >= 2 and (parts > 0 or plain)


def _with_measures_below(matrix: Matrix, heading: MergedHeading, terms: Terms) -> MergedHeading:
    """The heading with the row of units of measure that may stand under it."""
    below = heading.last + 1
    cells = (
        [folded for cell in matrix[below] if (folded := fold(cell))] if below < len(matrix) else []
    )
    measures = [split_heading(cell) for cell in cells]
    is_units = bool(cells) and all(found and not rest for rest, found in measures)
    return _read(matrix, heading.first, below, terms) if is_units else heading


_LONGEST_NUMBER = 12  # characters of 12=3+4+5
_SMALL = re.compile("[0-9]{1,2}")
_BESIDE_NUMBERS = re.compile(
    r"[栏列行]次|栏目|[甲乙丙丁戊己庚辛*—-]|[0-9]+=[0-9+\-]+|[*]*|[a-zA-Z]"
)


_YEAR_ALONE = re.compile("20[0-9]{2}")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CIRCLED = {chr(0x2460 + number): str(number + 1) for number in range(20)}


def _number_alone(cell: str) -> str:
    """A column's number without what is around it: (3), ③."""
    return _CIRCLED.get(cell) or re.sub(r"=[0-9+-]+$", "", cell.strip("()"))


def is_column_numbers(row: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 栏次, 1, 2, 3=1+2 or 甲, 乙, 1, 2."""
    cells: list[str] = []
    for cell in row:
        if len(cell) > _LONGEST_NUMBER:
            return False
        number = _number_alone(fold(cell)) if cell else ""
        if not number:
            continue
        if not _SMALL.fullmatch(number) and not _BESIDE_NUMBERS.fullmatch(number):
            return False
        cells.append(number)
    if len(cells) > 1 and cells == list(_LETTERS[: len(cells)]):
        return True
    numbers = [int(cell) for cell in cells if _SMALL.fullmatch(cell)]
    if not numbers or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return False
    enough = len(numbers) > 1 or (numbers == [1] and len(cells) > 1)
    return enough and numbers[0] <= 9


def _holds_numbers(row: Sequence[str]) -> bool:
    """Whether a row has a number, a year apart: 2024 heads the column of its amounts."""
    folded = map(fold, row)
    return any(
        cell[:1].isdigit() and not _YEAR_ALONE.fullmatch(cell) and _is_amount(cell)
        for cell in folded
    )


def _is_content(row: Sequence[str], terms: Terms) -> bool:
    """Whether a row names a unit of the book or a code: it can be no part of a heading."""
    for cell in row:
        text = fold(cell)
        if re.match(r"[0-9]{3,}(?!年)", text) and not words.YEAR.match(text):
            return True
        if text and any(fold(unit.name) == text for unit in terms.units):
            return True
    return False


def _is_amount(text: str) -> bool:
    try:
        return parse_yuan(text) is not None
    except MoneyError:
        return False


def _read(matrix: Matrix, first: int, last: int, terms: Terms) -> MergedHeading:
    heads = tuple(_head(path) for path in _paths(matrix[first : last + 1]))
    amounts = {
        column: replace(found, measure=head.measure)
        for column, head in enumerate(heads)
        if (found := read_amount_heading(head.path, terms)) is not None
    }
    meanings = _meanings(heads, amounts, terms)
    return MergedHeading(
        heads,
        meanings,
        {column: each for column, each in amounts.items() if meanings[column] is UNUSED},
        first,
        last,
    )


def _paths(rows: Matrix) -> list[tuple[str, ...]]:
    """Of each column the cells of its heading from top to bottom.

    Copied from Excel, a cell merged over several columns stands in the first of them only: it
    reaches right as long as something stands below and nothing above.
    """
    width = max(map(len, rows), default=0)
    paths: list[tuple[str, ...]] = [()] * width
    for number, row in enumerate(rows):
        reaching = ""
        above: tuple[str, ...] = ()
        for column in range(width):
            cell = _tidy(cell_of(row, column))
            lower = any(cell_of(below, column).strip() for below in rows[number + 1 :])
            if column and paths[column][:number] != above:
                reaching = ""  # what stands above is another heading
            above = paths[column][:number]
            reaching = cell or (reaching if lower else "")
            shown = reaching if lower or cell else ""
            if shown and shown not in paths[column]:
                paths[column] = (*paths[column], shown)
            if cell and not lower:
                reaching = ""  # merged downwards, so not to the right
    return paths


def _tidy(cell: str) -> str:
    folded = fold(cell)
    return "" if is_note(folded) else _DECORATION.sub("", folded)


def _head(path: Sequence[str]) -> ColumnHead:
    """A path with its measure split off; the lowest that tells one counts."""
    measure: Measure | None = None
    names: list[str] = []
    for cell in path:
        name, told = split_heading(cell)
        measure = told or measure
        if name:
            names.append(name)
    return ColumnHead(tuple(names), measure)


def _meanings(
    heads: Sequence[ColumnHead], amounts: Mapping[int, AmountHeading], terms: Terms
) -> tuple[Meaning, ...]:
    """What the cells of a heading name, amounts apart."""
    spending = isinstance(terms, LedgerTerms)
    found: list[Meaning] = [UNUSED] * len(heads)
    _put_levels(found, heads, terms)
    parts = words.SPENDING if spending else words.INCOME
    names = words.SPENDING_NAMES if spending else words.INCOME_NAMES
    for wanted, patterns in parts.items():
        if Meaning(wanted, level=1) in found:
            continue
        own = fold(terms.labels[wanted])
        column = _best(heads, patterns, own, found, amounts)
        if column is not None:
            found[column] = Meaning(wanted)
    for wanted, patterns in names.items():
        column = _best(heads, patterns, "", found, {})
        if column is not None:
            coded = any(each.field == wanted and not each.names for each in found)
            found[column] = Meaning(wanted, names=coded)
    return tuple(found)


def _best(
    heads: Sequence[ColumnHead],
    patterns: words.Patterns,
    own: str,
    found: Sequence[Meaning],
    amounts: Mapping[int, AmountHeading],
) -> int | None:
    """The column that is headed best by one of the patterns, among those that are free."""
    ranked = [
        (rank, column)
        for column, head in enumerate(heads)
        if found[column] is UNUSED and column not in amounts
        if (rank := _rank(head, patterns, own)) is not None
    ]
    return min(ranked)[1] if ranked else None


def _rank(head: ColumnHead, patterns: words.Patterns, own: str) -> int | None:
    """The place of the first pattern that a heading suits, lowest cell first, then the whole."""
    if not head.path:
        return None
    lowest = head.path[-1]
    texts = (lowest, "".join(head.path), "".join(head.path[-2:]))
    for rank, pattern in enumerate(patterns):
        if any(pattern.fullmatch(text) or (own and text == own) for text in texts):
            return rank
    bare = words.BESIDES.sub("", lowest)
    known = bare != lowest and any(pattern.fullmatch(bare) for pattern in patterns)
    return len(patterns) if known else None


def _put_levels(found: list[Meaning], heads: Sequence[ColumnHead], terms: Terms) -> None:
    """Mark the columns 类, 款, 项 of codes that stand split, with the code that they belong to."""
    column = 0
    while column < len(heads):
        run = _run_of_levels(heads, column)
        if len(run) >= 2:
            wanted = _owner_of_levels(heads[column], len(run), found, terms)
            for place in run if wanted else ():
                found[place] = Meaning(wanted, level=run.index(place) + 1)
        column += max(len(run), 1)


def _run_of_levels(heads: Sequence[ColumnHead], start: int) -> list[int]:
    run: list[int] = []
    for column in range(start, len(heads)):
        level = _level(heads[column])
        if level != len(run) + 1:
            break
        run.append(column)
    return run


def _level(head: ColumnHead) -> int:
    if not head.path:
        return 0
    lowest = words.LEVEL.fullmatch(head.path[-1])
    if not lowest or (lowest[1] and not re.search("科目|功能|经济|编码", lowest[1])):
        return 0
    return words.LEVELS[lowest[2]]


def _owner_of_levels(
    head: ColumnHead, count: int, found: Sequence[Meaning], terms: Terms
) -> StrEnum | None:
    """Which code stands split below a heading: as it says, else by the number of levels."""
    above = "".join(head.path)
    free = [it for it in terms.catalogues if not any(each.field == it for each in found)]
    if not isinstance(terms, LedgerTerms):
        return free[0] if free else None
    function, department, government = terms.catalogues
    if "经济" in above:
        wanted: StrEnum = government if "政府" in above else department
    elif "功能" in above or count == 3:
        wanted = function
    else:
        wanted = function if function in free else department
    return wanted if wanted in free else None
