"""What each row of a table from Excel or WPS says as lines of the ledger, or of revenue by code.

Nothing is guessed about money: what is no amount, unit or code is a problem with its sentence.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.code_search import name_with_code
from budgetdesk.domain.ledger_lines import AMOUNT, UNIT, Line, Terms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.ledger_words import LedgerField
from budgetdesk.domain.money import MoneyError, parse_wan, parse_yuan
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import LedgerLine, Nature
from budgetdesk.domain.text import fold, one_line
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.pasted_columns import Layout, Matrix, Meaning, cell_of

Code = tuple[CatalogueKind, str]
# What lines became by a text in a column; rows say the same again and again. The key has the id
# of the line before, which lives as long as the memory that it is held by.
Memory = dict[tuple[int, object, str], Line]
_TOLD_EVERY = 200  # rows
_SUMS = ("合计", "小计", "总计", "共计")


@dataclass(frozen=True, slots=True)
class PastedRow:
    """What a row was understood as: its lines, or why there are none.

    `problems` gives a sentence for each column that can't be read; `skipped` says why a row is
    no line at all (a heading, a sum, blank). `names` are what the table calls codes that no
    catalogue has.
    """

    number: int
    lines: tuple[Line, ...] = ()
    problems: Mapping[int, str] = field(default_factory=dict)
    skipped: str = ""
    names: Mapping[Code, str] = field(default_factory=dict)


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
    """
    reader = _RowReader(layout, terms, like, {} if memory is None else memory)
    rows = []
    for number, row in enumerate(matrix):
        if number % _TOLD_EVERY == 0:
            progress(number, len(matrix))
        rows.append(reader.read(number, row))
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


# Reading a row


class _RowReader:
    """Reads row after row; what merged cells leave blank is as in the row above."""

    def __init__(self, layout: Layout, terms: Terms, like: Line, memory: Memory) -> None:
        self._memory = memory
        self._layout = layout
        self._terms = terms
        self._like = like
        self._above: dict[StrEnum, str] = {}
        self._columns = _places(layout, lambda it: not it.of_some and not it.names)
        self._names = _places(layout, lambda it: it.names)
        # In this order: what follows from a unit or code gives way.
        self._ordered = [
            (column, self._columns[column])
            for column in terms.columns
            if column in self._columns and column != AMOUNT
        ]
        self._amounts = [
            (column, meaning)
            for column, meaning in enumerate(layout.meanings)
            if meaning.field == AMOUNT
        ]
        self._sums: dict[str, bool] = {}  # of each text, whether it calls its row a sum

    def read(self, number: int, row: Sequence[str]) -> PastedRow:
        skipped = self._skipped(number, row)
        if skipped:
            return PastedRow(number, skipped=skipped)
        problems: dict[int, str] = {}
        line = self._texts(row, problems)
        lines = self._with_amounts(line, row, problems)
        if problems:
            return PastedRow(number, problems=problems)
        names = dict(self._names_given(line, row)) if lines else {}
        return PastedRow(number, lines, skipped="" if lines else "没有金额", names=names)

    def _skipped(self, number: int, row: Sequence[str]) -> str:
        if number < self._layout.first_row:
            return "表头"
        if not any(cell.strip() for cell in row):
            return "空行"
        if any(map(self._is_sum, row)):
            return "合计行"
        if self._amounts and not any(cell_of(row, column).strip() for column, _ in self._amounts):
            return "没有金额"
        return ""

    def _is_sum(self, cell: str) -> bool:
        found = self._sums.get(cell)
        if found is None:
            found = self._sums[cell] = _is_sum(cell)
        return found

    def _texts(self, row: Sequence[str], problems: dict[int, str]) -> Line:
        line = self._start(row)
        for wanted, column in self._ordered:
            text = one_line(cell_of(row, column))
            if wanted in (UNIT, LedgerField.FUNCTION_CODE):
                text = self._above[wanted] = text or self._above.get(wanted, "")
            try:
                line = self._put(line, wanted, text)
            except TypedError as error:
                problems[column] = str(error)
        return line

    def _start(self, row: Sequence[str]) -> Line:
        """What the row begins as: its nature follows from the project where no column gives it."""
        project = self._columns.get(LedgerField.PROJECT)
        by_project = project is not None and LedgerField.NATURE not in self._columns
        named = by_project and bool(cell_of(row, project or 0).strip())
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
        changed: Line = self._terms.with_text(line, wanted, text)
        return changed

    def _names_given(self, line: Line, row: Sequence[str]) -> Iterator[tuple[Code, str]]:
        """What the row calls the codes that no catalogue has."""
        lacking = dict(self._terms.unknown(line))
        for column, kind in self._terms.catalogues.items() if lacking else ():
            if kind not in lacking:
                continue
            beside = self._names.get(column)
            name = one_line(cell_of(row, beside)) if beside is not None else ""
            given = name_with_code(cell_of(row, self._columns.get(column, -1)))
            if name or given:
                yield (kind, lacking[kind]), name or (given[1] if given else "")

    def _with_amounts(
        self, line: Line, row: Sequence[str], problems: dict[int, str]
    ) -> tuple[Line, ...]:
        """A line for the amount; with a column for each source, one for each amount there is."""
        lines: list[Line] = []
        for column, meaning in self._amounts:
            try:
                amount = self._amount(cell_of(row, column))
            except MoneyError as error:
                problems[column] = str(error)
                continue
            if amount:
                lines.append(_of(replace(line, amount=amount), meaning))
        return tuple(lines) if self._amounts or problems else (line,)

    def _amount(self, text: str) -> int | None:
        if text.strip() in ("-", "—", "－"):  # how Excel shows a zero
            return None
        return parse_wan(text) if self._layout.in_wan else parse_yuan(text)


def _places(layout: Layout, wanted: Callable[[Meaning], bool]) -> dict[StrEnum, int]:
    """In which column each part of a line stands, among the columns that are wanted."""
    return {
        meaning.field: column
        for column, meaning in enumerate(layout.meanings)
        if meaning.field is not None and wanted(meaning)
    }


def _of(line: Line, meaning: Meaning) -> Line:
    """The line as money of the source or origin that its column of amounts stands for."""
    if meaning.source is not None:
        line = replace(line, source=meaning.source)
    if meaning.origin is not None and isinstance(line, LedgerLine):
        line = replace(line, origin=meaning.origin)
    return line


def _is_basic(line: Line) -> bool:
    return isinstance(line, LedgerLine) and line.nature is Nature.BASIC


def _is_sum(cell: str) -> bool:
    folded = fold(cell).rstrip(":")
    return folded in _SUMS or (len(folded) <= 30 and folded.endswith(("合计", "小计")))
