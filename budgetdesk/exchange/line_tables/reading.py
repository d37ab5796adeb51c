"""What each row of a table says as lines of the ledger, or of revenue by code.

Nothing is guessed about money: what is no amount, unit or code is a problem with its sentence.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.code_search import name_with_code
from budgetdesk.domain.ledger_columns import LedgerField, RevenueField
from budgetdesk.domain.ledger_lines import AMOUNT, UNIT, Line, Terms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.ledger_words import (
    cell_nature,
    cell_origin,
    cell_source,
    flagged_origin,
    nature_of,
)
from budgetdesk.domain.money import MoneyError, yuan_text
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import LedgerLine, Nature, Origin
from budgetdesk.domain.text import fold, one_line
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.line_tables.codes import joined_codes
from budgetdesk.exchange.line_tables.columns import Layout, Matrix, Meaning, cell_of
from budgetdesk.exchange.line_tables.facts import (
    FactReader,
    amount_of,
    is_sum_word,
    quiet_amount,
)
from budgetdesk.exchange.line_tables.heading_words import FOOT
from budgetdesk.exchange.line_tables.headings import is_column_numbers
from budgetdesk.exchange.line_tables.sections import sections_below, with_own_measures
from budgetdesk.exchange.line_tables.summed_rows import Sum, SumKind, TableShape
from budgetdesk.exchange.line_tables.sums import judge

Code = tuple[CatalogueKind, str]
# What lines became by a text in a column; rows say the same again and again. The key has the id
# of the line before, which lives as long as the memory that it is held by.
Memory = dict[tuple[int, object, str], Line]
CODES = (LedgerField.FUNCTION_CODE, RevenueField.REVENUE_CODE)
_TOLD_EVERY = 200  # rows
_WITHIN = re.compile(r"^\s*其中\s*[:：]?\s*")


@dataclass(frozen=True, slots=True)
class PastedRow:
    """What a row was understood as: its lines, or why there are none.

    `problems` gives a sentence for each column that can't be read; `skipped` says why a row is
    no line at all (a heading, a sum, blank); `total` is the sum that a skipped row states. `names`
    are what the table calls codes that no catalogue has.
    """

    number: int
    lines: tuple[Line, ...] = ()
    problems: Mapping[int, str] = field(default_factory=dict)
    skipped: str = ""
    names: Mapping[Code, str] = field(default_factory=dict)
    total: Sum | None = None

    @property
    def mismatch(self) -> str:
        """How far a sum is from what it should add up; "" where it is right."""
        if self.total is None or self.total.found is None:
            return ""
        stated, found = (
            yuan_text(it, thousands=True) for it in (self.total.stated, self.total.found)
        )
        return (
            f"第 {self.number + 1} 行{self.total.kind} {stated} 元，各行之和 {found} 元，两者不等"
        )


def read_rows(
    matrix: Matrix,
    layout: Layout,
    terms: Terms,
    like: Line,
    memory: Memory | None = None,
    progress: Progress = ignore_progress,
) -> tuple[PastedRow, ...]:
    """What every row says. What no column gives is taken from the line `like`.

    A blank unit or function code repeats the one above: such cells were merged. The `memory` of
    an earlier reading by the same layout, terms and line makes the next one faster.

    Raises:
        Cancelled: `progress` stopped it.
    """
    sections = sections_below(matrix, layout)
    matrix = joined_codes(with_own_measures(matrix, layout, sections), layout, terms)
    reader = _RowReader(matrix, layout, terms, like, {} if memory is None else memory)
    headings = {row for it in sections for row in range(it.first, it.last + 1)}
    skipped = _skipped(matrix, layout) | dict.fromkeys(headings, "表头")
    sums = _Sums(matrix, layout, terms, skipped)
    rows = []
    for number, row in enumerate(matrix):
        if number % _TOLD_EVERY == 0:
            progress(number, len(matrix))
        rows.append(
            PastedRow(number, skipped=skipped[number])
            if number in skipped
            else reader.read(number, reader.under(row, matrix, sums.heads.get(number)), sums)
        )
    return tuple(rows)


def lines_of(rows: Sequence[PastedRow]) -> Iterator[Line]:
    """The lines of all rows."""
    return (line for row in rows for line in row.lines)


def names_given(rows: Sequence[PastedRow]) -> Mapping[Code, str]:
    """What the table calls the codes that no catalogue has, where it first names them."""
    given: dict[Code, str] = {}
    for row in rows:
        for code, name in row.names.items():
            given.setdefault(code, name)
    return given


def unknown_projects(rows: Sequence[PastedRow], terms: Terms) -> Mapping[str, int]:
    """The projects that their unit has no form for, with the number of lines."""
    counts: dict[str, int] = {}
    if isinstance(terms, LedgerTerms):
        for line in lines_of(rows):
            if not isinstance(line, LedgerLine) or not line.project:
                continue
            if line.project not in terms.projects.get(line.unit.id, ()):
                counts[line.project] = counts.get(line.project, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def whole_mismatches(matrix: Matrix, layout: Layout, rows: Sequence[PastedRow]) -> tuple[int, ...]:
    """The rows whose 合计 is another than the columns of amounts taken from them add up to."""
    whole = layout.whole
    if whole is None:
        return ()
    return tuple(
        row.number
        for row in rows
        if row.lines
        and (stated := quiet_amount(cell_of(matrix[row.number], whole), layout, whole)) is not None
        and stated != sum(line.amount for line in row.lines)
    )


def _skipped(matrix: Matrix, layout: Layout) -> dict[int, str]:
    """The rows that are no content by themselves, and why."""
    found = dict.fromkeys(range(min(layout.first_row, len(matrix))), "表头")
    codes = [n for n, it in enumerate(layout.meanings) if it.field in CODES and not it.names]
    for number in range(layout.first_row, len(matrix)):
        row = matrix[number]
        if not any(cell.strip() for cell in row):
            found[number] = "空行"
        elif is_column_numbers(row):
            found[number] = "栏次"
        elif _is_foot(row, codes):
            found[number] = "附注"
    return found


def _is_foot(row: Sequence[str], codes: Sequence[int]) -> bool:
    """Whether a row only says who made the table and when, or what must be known of it."""
    first = next(cell for cell in row if cell.strip())
    coded = any(re.search("[0-9]{3}", cell_of(row, column)) for column in codes)
    return not coded and FOOT.fullmatch(fold(first)) is not None


class _Sums:
    """The rows that are sums, and what is repeated from above where cells were merged."""

    def __init__(
        self, matrix: Matrix, layout: Layout, terms: Terms, skipped: Mapping[int, str]
    ) -> None:
        reader = FactReader(layout, terms)
        facts = [
            reader.facts_of(number, row)
            for number, row in enumerate(matrix)
            if number not in skipped
        ]
        ledger = judge(facts, _shape(layout, terms))
        self.found = {facts[place].number: each for place, each in ledger.sums.items()}
        self.heads = {
            facts[place].number: facts[head].number for place, head in ledger.heads.items()
        }
        self.words = {row.number for row in facts if row.word}
        self.within = {facts[place].number for place in ledger.inner}
        self.codeless = {
            row.number
            for place, row in enumerate(facts)
            if row.unit and not row.code and ledger.units[place - 1 : place] != [row.unit]
            if self._heads(row.number, row.amounts)
        }

    def _heads(self, number: int, amounts: Sequence[int]) -> bool:
        """Whether a unit without a code is no line: what follows takes no code from above it."""
        found = self.found.get(number)
        return not amounts or (found is not None and found.kind is SumKind.UNIT)


def _shape(layout: Layout, terms: Terms) -> TableShape:
    places = _places(layout, lambda it: not it.names)
    unit, code = places.get(UNIT), places.get(next(iter(terms.catalogues)))
    ordered = unit is not None and code is not None and unit < code
    return TableShape(unit is not None, code is not None, ordered)


# Reading a row


class _RowReader:
    """Reads row after row; what merged cells leave blank is as in the row above."""

    def __init__(
        self, matrix: Matrix, layout: Layout, terms: Terms, like: Line, memory: Memory
    ) -> None:
        self._memory = memory
        self._layout = layout
        self._terms = terms
        self._like = like
        self._above: dict[str, str] = {}
        self._lines: dict[str, str] = {}
        self._columns = _places(layout, lambda it: it.field != AMOUNT and not it.names)
        self._names = _places(layout, lambda it: it.names)
        # In this order: what follows from a unit or code gives way.
        self._ordered = [
            (column, self._columns[column])
            for column in terms.columns
            if column in self._columns and column != AMOUNT
        ]
        self._amounts = [(column, layout.meanings[column]) for column in layout.amounts]
        self._by_nature = any(meaning.nature for _, meaning in self._amounts)
        self._has_projects = any(map(self._names_project, matrix[layout.first_row :]))
        self._code: str = next(iter(terms.catalogues))

    def under(self, row: Sequence[str], matrix: Matrix, head: int | None) -> Sequence[str]:
        """The row with the project of the sum that it stands below, where it leaves it blank."""
        column = self._columns.get(LedgerField.PROJECT)
        if head is None or column is None or cell_of(row, column).strip():
            return row
        return [*row[:column], cell_of(matrix[head], column), *row[column + 1 :]]

    def read(self, number: int, row: Sequence[str], sums: _Sums) -> PastedRow:
        if number not in sums.words or self._is_full(row):
            self._repeat(row, forget=number in sums.codeless)
            row = self._with_merged_project(row, is_sum=number in sums.found)
        found = sums.found.get(number)
        if found is not None:
            return PastedRow(number, skipped=found.kind.value, total=found)
        if number in sums.words:
            return PastedRow(number, skipped="合计行")
        if number in sums.within:
            return PastedRow(number, skipped="其中项")
        if self._amounts and not any(cell_of(row, column).strip() for column, _ in self._amounts):
            return PastedRow(number, skipped="没有金额")
        problems: dict[int, str] = {}
        line = self._texts(row, problems)
        lines = self._with_amounts(line, row, problems)
        if problems:
            return PastedRow(number, problems=problems)
        names = dict(self._names_given(line, row)) if lines else {}
        return PastedRow(number, lines, skipped="" if lines else "没有金额", names=names)

    def _repeat(self, row: Sequence[str], *, forget: bool) -> None:
        """Keep the row's unit and code for the rows below that leave them blank."""
        if forget:
            self._above.pop(self._code, None)
        for wanted in (UNIT, self._code):
            column = self._columns.get(wanted)
            text = self._text(cell_of(row, column)) if column is not None else ""
            if text:
                self._above[wanted] = text

    def _is_full(self, row: Sequence[str]) -> bool:
        """Whether a row names its unit and its code, whatever calls it a sum: 甲, 小计."""
        texts = [cell_of(row, self._columns.get(it, -1)) for it in (UNIT, self._code)]
        return all(text.strip() and not is_sum_word(text) for text in texts)

    def _with_merged_project(self, row: Sequence[str], *, is_sum: bool) -> Sequence[str]:
        """The row with the project above, where unit, code and project are one cell over both."""
        column = self._columns.get(LedgerField.PROJECT)
        if column is None:
            return row
        above = (UNIT, self._code, LedgerField.PROJECT)
        own = [cell_of(row, self._columns[it]).strip() for it in above if it in self._columns]
        if any(own):
            self._above[LedgerField.PROJECT] = cell_of(row, column)
        elif not is_sum and self._says_more(row):
            return [*row[:column], self._above.get(LedgerField.PROJECT, ""), *row[column + 1 :]]
        return row

    def _says_more(self, row: Sequence[str]) -> bool:
        """Whether a row says of which source, origin or economic code its money is."""
        apart = (UNIT, self._code, LedgerField.PROJECT, LedgerField.NATURE)
        return any(
            cell_of(row, column).strip()
            for wanted, column in self._columns.items()
            if wanted not in apart
        )

    def _texts(self, row: Sequence[str], problems: dict[int, str]) -> Line:
        line = self._start(row)
        for wanted, column in self._ordered:
            text = self._text(cell_of(row, column))
            if wanted in (UNIT, self._code):
                text = text or self._above.get(wanted, "")
            if wanted == LedgerField.PROJECT and _says_basic(text) and self._takes_basic(line):
                continue
            if wanted == LedgerField.ORIGIN and "结转" in self._layout.heading(column):
                text = flagged_origin(text)
            if not text and wanted == LedgerField.NATURE and self._names_project(row):
                continue
            try:
                line = self._put(line, wanted, text)
            except TypedError as error:
                problems[column] = str(error)
        return line

    def _text(self, cell: str) -> str:
        """A cell on one line, without the 其中 before it; remembered, as cells repeat."""
        known = self._lines.get(cell)
        if known is None:
            known = self._lines[cell] = _WITHIN.sub("", one_line(cell))
        return known

    def _names_project(self, row: Sequence[str]) -> bool:
        column = self._columns.get(LedgerField.PROJECT)
        name = cell_of(row, column).strip() if column is not None else ""
        return bool(name) and not _says_basic(name)

    def _takes_basic(self, line: Line) -> bool:
        """Whether a project called 人员经费 is none: where no column says that it is 项目支出."""
        return LedgerField.NATURE not in self._columns or _is_basic(line)

    def _start(self, row: Sequence[str]) -> Line:
        """What the row begins as: its nature follows from the project where no column gives it."""
        given = LedgerField.NATURE in self._columns
        by_project = self._has_projects and not given
        named = by_project and (self._by_nature or self._names_project(row))
        key = (0, by_project, "named" if named else "")
        known = self._memory.get(key)
        if known is None:
            known = self._memory[key] = self._started(named=named, by_project=by_project)
        return known

    def _started(self, *, named: bool, by_project: bool) -> Line:
        line = replace(self._like, id=0, amount=0)
        if not isinstance(line, LedgerLine):
            return line
        nature = Nature.PROJECT if named else Nature.BASIC
        return replace(
            line, project=None, project_id=None, nature=nature if by_project else line.nature
        )

    def _put(self, line: Line, wanted: StrEnum, text: str) -> Line:
        """The line with a text in a column, as it is remembered or worked out."""
        key = (id(line), wanted, text)
        known = self._memory.get(key)
        if known is None:
            known = self._memory[key] = self._with(line, wanted, text)
        return known

    def _with(self, line: Line, wanted: StrEnum, text: str) -> Line:
        if wanted == LedgerField.PROJECT and text and _is_basic(line):
            raise TypedError("基本支出不应有项目名称，请改为项目支出或清空项目名称。")
        optional = (LedgerField.SOURCE, LedgerField.ORIGIN, LedgerField.GOVERNMENT_ECONOMIC)
        if not text and wanted in optional:
            return line  # as the line begins; the government code that corresponds stays
        told, origin = _plain(wanted, text, self._terms.year)
        if origin is not None and isinstance(line, LedgerLine):
            line = replace(line, origin=origin)
        changed: Line = self._terms.with_text(line, wanted, told)
        return changed

    def _names_given(self, line: Line, row: Sequence[str]) -> Iterator[tuple[Code, str]]:
        """What the row calls the codes that no catalogue has."""
        lacking = dict(self._terms.unknown(line))
        for column, kind in self._terms.catalogues.items() if lacking else ():
            if kind not in lacking:
                continue
            beside = self._names.get(column)
            name = one_line(cell_of(row, beside)) if beside is not None else ""
            lengths = self._terms.code_kind(column).lengths
            given = name_with_code(cell_of(row, self._columns.get(column, -1)), lengths)
            if name or given:
                yield (kind, lacking[kind]), name or (given[1] if given else "")

    def _with_amounts(
        self, line: Line, row: Sequence[str], problems: dict[int, str]
    ) -> tuple[Line, ...]:
        """A line for the amount; with a column for each source, one for each amount there is."""
        lines: list[Line] = []
        for column, meaning in self._amounts:
            try:
                amount = amount_of(row, self._layout, column)
            except MoneyError as error:
                problems[column] = str(error)
                continue
            if amount:
                lines.append(_of(replace(line, amount=amount), meaning))
        return tuple(lines) if self._amounts or problems else (line,)


def _places(layout: Layout, wanted: Callable[[Meaning], bool]) -> dict[str, int]:
    """In which column each part of a line stands, among the columns that are wanted."""
    return {
        meaning.field: column
        for column, meaning in enumerate(layout.meanings)
        if meaning.field is not None and meaning.level <= 1 and wanted(meaning)
    }


def _of(line: Line, meaning: Meaning) -> Line:
    """The line as money of what its column of amounts stands for; 基本支出 has no project."""
    if meaning.source is not None:
        line = replace(line, source=meaning.source)
    if not isinstance(line, LedgerLine):
        return line
    if meaning.origin is not None:
        line = replace(line, origin=meaning.origin)
    if meaning.nature is Nature.BASIC:
        return replace(line, nature=meaning.nature, project=None, project_id=None)
    return replace(line, nature=meaning.nature) if meaning.nature else line


def _plain(wanted: StrEnum, text: str, year: int) -> tuple[str, Origin | None]:
    """What a cell says in the word of its list, and the origin that a source may hold."""
    match wanted:
        case LedgerField.SOURCE:
            return cell_source(text)
        case LedgerField.NATURE:
            return cell_nature(text), None
        case LedgerField.ORIGIN:
            return cell_origin(text, year), None
    return text, None


@lru_cache(maxsize=4096)
def _says_basic(text: str) -> bool:
    """Whether what stands as a project's name is but a word for 基本支出: 人员经费."""
    try:
        return nature_of(text) is Nature.BASIC
    except TypedError:
        return False


def _is_basic(line: Line) -> bool:
    return isinstance(line, LedgerLine) and line.nature is Nature.BASIC
