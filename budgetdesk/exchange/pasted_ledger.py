"""What each row of a table from Excel or WPS says as ledger lines.

Nothing is guessed about money: what is no amount, unit or code is a problem with its sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from budgetdesk.domain.ledger_terms import CODE_KINDS, LedgerTerms, field_label
from budgetdesk.domain.ledger_words import LedgerField
from budgetdesk.domain.money import MoneyError, parse_wan, parse_yuan
from budgetdesk.domain.records import LedgerLine, Nature
from budgetdesk.domain.text import fold, one_line
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.pasted_columns import Layout, Matrix, cell_of

_SUMS = ("合计", "小计", "总计", "共计")


@dataclass(frozen=True, slots=True)
class PastedRow:
    """What a row was understood as: its lines, or why there are none.

    `problems` gives a sentence for each column that can't be read; `skipped` says why a row is
    no line at all (a heading, a sum, blank).
    """

    number: int
    lines: tuple[LedgerLine, ...] = ()
    problems: Mapping[int, str] = field(default_factory=dict)
    skipped: str = ""


def read_rows(
    matrix: Matrix, layout: Layout, terms: LedgerTerms, like: LedgerLine
) -> tuple[PastedRow, ...]:
    """What every row says. What no column gives is taken from the line `like`.

    A blank unit or function code repeats the one above: such cells were merged.
    """
    reader = _RowReader(layout, terms, like)
    return tuple(reader.read(number, row) for number, row in enumerate(matrix))


def unknown_codes(rows: Sequence[PastedRow], terms: LedgerTerms) -> Mapping[str, int]:
    """The codes that no catalogue of the year has, with the number of lines, most used first."""
    counts: dict[str, int] = {}
    for line in (line for row in rows for line in row.lines):
        for column in CODE_KINDS:
            code = getattr(line, column.value)
            if code and not terms.catalogue(column).name_of(code):
                text = f"{field_label(column)} {code}"
                counts[text] = counts.get(text, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def unknown_projects(rows: Sequence[PastedRow], terms: LedgerTerms) -> Mapping[str, int]:
    """The projects that their unit has no form for, with the number of lines."""
    counts: dict[str, int] = {}
    for line in (line for row in rows for line in row.lines):
        if line.project and line.project not in terms.projects.get(line.unit.id, ()):
            counts[line.project] = counts.get(line.project, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


# Reading a row


class _RowReader:
    """Reads row after row; what merged cells leave blank is as in the row above."""

    def __init__(self, layout: Layout, terms: LedgerTerms, like: LedgerLine) -> None:
        self._layout = layout
        self._terms = terms
        self._like = like
        self._above: dict[LedgerField, str] = {}
        self._columns = {
            meaning.field: column
            for column, meaning in enumerate(layout.meanings)
            if meaning.field is not None and not meaning.of_some
        }
        self._amounts = [
            (column, meaning)
            for column, meaning in enumerate(layout.meanings)
            if meaning.field is LedgerField.AMOUNT
        ]

    def read(self, number: int, row: Sequence[str]) -> PastedRow:
        skipped = self._skipped(number, row)
        if skipped:
            return PastedRow(number, skipped=skipped)
        problems: dict[int, str] = {}
        line = self._texts(row, problems)
        lines = self._with_amounts(line, row, problems)
        if problems:
            return PastedRow(number, problems=problems)
        return PastedRow(number, lines, skipped="" if lines else "没有金额")

    def _skipped(self, number: int, row: Sequence[str]) -> str:
        if number < self._layout.first_row:
            return "表头"
        if not any(cell.strip() for cell in row):
            return "空行"
        if any(_is_sum(cell) for cell in row):
            return "合计行"
        if self._amounts and not any(cell_of(row, column).strip() for column, _ in self._amounts):
            return "没有金额"
        return ""

    def _texts(self, row: Sequence[str], problems: dict[int, str]) -> LedgerLine:
        line = self._start(row)
        for wanted in LedgerField:  # in this order: what follows from a unit or code gives way
            column = self._columns.get(wanted)
            if column is None or wanted is LedgerField.AMOUNT:
                continue
            text = one_line(cell_of(row, column))
            if wanted in (LedgerField.UNIT, LedgerField.FUNCTION_CODE):
                text = self._above[wanted] = text or self._above.get(wanted, "")
            try:
                line = self._put(line, wanted, text)
            except TypedError as error:
                problems[column] = str(error)
        return line

    def _start(self, row: Sequence[str]) -> LedgerLine:
        """What the row begins as: its nature follows from the project where no column gives it."""
        line = replace(self._like, id=0, amount=0, project=None, project_id=None)
        project = self._columns.get(LedgerField.PROJECT)
        if project is not None and LedgerField.NATURE not in self._columns:
            named = bool(cell_of(row, project).strip())
            return replace(line, nature=Nature.PROJECT if named else Nature.BASIC)
        return line

    def _put(self, line: LedgerLine, wanted: LedgerField, text: str) -> LedgerLine:
        if wanted is LedgerField.PROJECT and text and line.nature is Nature.BASIC:
            raise TypedError("基本支出不应有项目名称，请改为项目支出或清空项目名称。")
        if wanted is LedgerField.GOVERNMENT_ECONOMIC and not text:
            return line  # the one that corresponds stays
        optional = wanted in (LedgerField.SOURCE, LedgerField.ORIGIN)
        return line if optional and not text else self._terms.with_text(line, wanted, text)

    def _with_amounts(
        self, line: LedgerLine, row: Sequence[str], problems: dict[int, str]
    ) -> tuple[LedgerLine, ...]:
        """A line for the amount; with a column for each source, one for each amount there is."""
        lines = []
        for column, meaning in self._amounts:
            try:
                amount = self._amount(cell_of(row, column))
            except MoneyError as error:
                problems[column] = str(error)
                continue
            if amount:
                source, origin = meaning.source or line.source, meaning.origin or line.origin
                lines.append(replace(line, amount=amount, source=source, origin=origin))
        return tuple(lines) if self._amounts or problems else (line,)

    def _amount(self, text: str) -> int | None:
        if text.strip() in ("-", "—", "－"):  # how Excel shows a zero
            return None
        return parse_wan(text) if self._layout.in_wan else parse_yuan(text)


def _is_sum(cell: str) -> bool:
    folded = fold(cell).rstrip(":")
    return folded in _SUMS or (len(folded) <= 30 and folded.endswith(("合计", "小计")))
