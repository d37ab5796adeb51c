"""A file that holds a table of lines, ready to be taken into a book."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.read import catalogue_entries, units
from budgetdesk.domain.code_text import name_without_code
from budgetdesk.domain.ledger_columns import REVENUE_SOURCES, SOURCES, LedgerField
from budgetdesk.domain.ledger_lines import AMOUNT, UNIT, Line, Terms
from budgetdesk.domain.ledger_revenue import RevenueTerms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.records import Department, LedgerLine, RevenueLine, Unit
from budgetdesk.domain.text import fold, fold_name, one_line, shorten
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.json_file import read_text
from budgetdesk.exchange.ledger_file import NamedLine
from budgetdesk.exchange.line_tables.assumptions import (
    QUESTIONS,
    Assumptions,
    Question,
    open_questions,
    unused_columns,
)
from budgetdesk.exchange.line_tables.columns import Layout, Matrix, cell_of
from budgetdesk.exchange.line_tables.facts import is_sum_word
from budgetdesk.exchange.line_tables.notes import table_notes
from budgetdesk.exchange.line_tables.reading import (
    PastedRow,
    names_given,
    read_rows,
)
from budgetdesk.exchange.line_tables.recognising import recognise
from budgetdesk.exchange.line_tables.texts import NoTableError, table_of
from budgetdesk.exchange.revenue_file import NamedRevenue

_EXAMPLES = {
    Question.SOURCE: "general",
    Question.ORIGIN: "current",
    Question.NATURE: "project",
    Question.UNIT: "元",
}


@dataclass(frozen=True, slots=True)
class TableFile:
    """The lines of a file, of the ledger or of revenue by code, and what is to be told of it."""

    lines: tuple[NamedLine, ...] = ()
    revenue: tuple[NamedRevenue, ...] = ()
    notes: tuple[str, ...] = ()


class OpenTableFault(ImportFault):
    """A table says all that its lines need but what decides money; it can be looked at and asked.

    `matrix` is what the file holds, lines of `revenue` by code or of spending.
    """

    def __init__(self, path: Path, matrix: Matrix, reason: str, *, revenue: bool) -> None:
        super().__init__(path, reason)
        self.matrix = matrix
        self.revenue = revenue


def read_table(path: Path, book: Book, assumed: Assumptions) -> TableFile:
    """The lines of a table in a file, what it leaves open as `assumed`.

    Raises:
        ImportFault: it is no table of lines, something of it can't be read, or it leaves open what
            decides money and nothing is assumed for that.
    """
    matrix, numbers = _table_in(path)
    return _TableReader(path, matrix, numbers, book, assumed).read()


def has_sums(path: Path) -> bool:
    """Whether a table has rows that call themselves sums: 合计."""
    return any(is_sum_word(cell) for row in _table_in(path)[0] for cell in row)


def holds_lines(path: Path, book: Book) -> bool:
    """Whether a table has a column of amounts beside one of units or codes."""
    matrix, _ = _table_in(path)
    layout = recognise(matrix, LedgerTerms(book.info.fiscal_year, units(book)))
    named = layout.has(UNIT) or layout.has(LedgerField.FUNCTION_CODE)
    return named and bool(layout.amounts)


def _table_in(path: Path) -> tuple[Matrix, Sequence[int]]:
    try:
        return table_of(read_text(path))
    except NoTableError:
        raise ImportFault(path, "不是完整的 CSV 文件（引号没有成对）。") from None


@dataclass(frozen=True, slots=True)
class _TableReader:
    path: Path
    matrix: Matrix
    numbers: Sequence[int]  # of the lines in which the rows stand
    book: Book
    assumed: Assumptions

    def read(self) -> TableFile:
        terms, layout = self._recognised()
        self._require_columns(layout, terms)
        layout = self._with_measure(layout)
        like = self.assumed.line(terms.fresh())
        if layout.source is not None:
            like = replace(like, source=layout.source)
        rows = read_rows(self.matrix, layout, terms, like)
        self._refuse_problems(rows, layout)
        if not any(row.lines for row in rows):
            raise ImportFault(self.path, "没有可导入的行。")
        self._refuse_open(open_questions(self.matrix, layout, rows, terms), layout, terms)
        named = [(row, line) for row in rows for line in row.lines]
        self._require_codes(named)
        self._require_sources(named)
        notes = tuple(table_notes(self.matrix, layout, rows, terms))
        if layout.source is not None and not layout.has(LedgerField.SOURCE):
            notes = (f"按表题，资金来源为{SOURCES[layout.source]}。", *notes)
        if not layout.has(UNIT):
            notes = (f"表中没有单位这一列，都记入「{terms.units[0].name}」。", *notes)
        if isinstance(terms, LedgerTerms):
            spending = (self._line(row, line) for row, line in named)
            return TableFile(lines=tuple(filter(None, spending)), notes=notes)
        given = {code: name for (_, code), name in names_given(rows).items()}
        return TableFile(
            revenue=tuple(
                replace(revenue, name=revenue.name or given.get(revenue.revenue_code, ""))
                for row, line in named
                if (revenue := self._revenue(row, line)) is not None
            ),
            notes=notes,
        )

    # What the table is

    def _recognised(self) -> tuple[Terms, Layout]:
        """The kind of lines that the table holds, and how it is read."""
        own = catalogue_entries(self.book)
        year = self.book.info.fiscal_year
        found = units(self.book)
        spending: Terms = LedgerTerms(year, found, own=own)
        layout = recognise(self.matrix, spending)
        if self._is_revenue(layout):
            spending = RevenueTerms(year, found, own=own)
            layout = recognise(self.matrix, spending)
        return self._with_new_units(spending, layout), layout

    def _is_revenue(self, layout: Layout) -> bool:
        """Whether the table says 收入科目, or its codes are such."""
        if any("收入科目" in heading or "收入分类" in heading for heading in layout.headings):
            return True
        if "revenue_code" in layout.headings:
            return True
        columns = [
            n for n, it in enumerate(layout.meanings) if it.field == LedgerField.FUNCTION_CODE
        ]
        codes = [
            code
            for row in self.matrix[layout.first_row :]
            for column in columns[:1]
            if (code := fold(cell_of(row, column)))[:3].isdigit()
        ]
        return bool(codes) and sum(code.startswith("1") for code in codes) * 2 > len(codes)

    def _with_new_units(self, terms: Terms, layout: Layout) -> Terms:
        """The terms with the units that the table names and the book lacks."""
        column = next((n for n, it in enumerate(layout.meanings) if it.field == UNIT), None)
        known, made = terms, list(terms.units)
        names: set[str] = set()
        for row in self.matrix[layout.first_row :] if column is not None else ():
            text = one_line(cell_of(row, column or 0))
            name = name_without_code(text)
            if not name or fold_name(name) in names or _is_known(known, text):
                continue
            names.add(fold_name(name))
            made.append(Unit(name, Department("", name), id=-len(made) - 1))
        return replace(terms, units=tuple(made))

    def _with_measure(self, layout: Layout) -> Layout:
        unit = self.assumed.unit
        return layout if unit is None or layout.noted else replace(layout, measure=unit)

    # What is refused

    def _require_columns(self, layout: Layout, terms: Terms) -> None:
        code = next(iter(terms.catalogues))
        lacking = [terms.label(column) for column in (UNIT, code, AMOUNT) if not layout.has(column)]
        if UNIT in terms.columns and not layout.has(UNIT) and len(terms.units) == 1:
            lacking.remove(terms.label(UNIT))
        if lacking or not terms.units:
            which = "、".join(lacking) or terms.label(UNIT)
            start = "不是可导入的文件：" if len(lacking) == 3 else ""
            reason = f"{start}没有识别出{which}这一列，请核对列标题（如 单位、科目编码、金额）。"
            raise ImportFault(self.path, reason)

    def _refuse_problems(self, rows: Sequence[PastedRow], layout: Layout) -> None:
        for row in rows:
            for column, sentence in row.problems.items():
                raise ImportFault(
                    self.path, sentence, record=self._record(row), field=layout.heading(column)
                )

    def _refuse_open(self, questions: Sequence[Question], layout: Layout, terms: Terms) -> None:
        """Refuse what is open and not assumed, naming the columns and the option."""
        lacking = [it for it in questions if not self._answers(it, layout)]
        if not lacking:
            return
        named = "、".join(QUESTIONS[it] for it in lacking)
        revenue = not isinstance(terms, LedgerTerms)
        examples = {**_EXAMPLES, Question.SOURCE: "fund"} if revenue else _EXAMPLES
        option = ",".join(f"{it}={examples.get(it, layout.year)}" for it in lacking)
        unused = unused_columns(self.matrix, layout)
        among = f"（没有识别的列：{'、'.join(map(shorten, unused))}）" if unused else ""
        raise OpenTableFault(
            self.path,
            self.matrix,
            f"表中没有写明{named}{among}，不能直接导入：请补上这些列，或在命令行加 "
            f"--assume {option}，或在窗口中用 文件 › 导入 打开，核对后录入。",
            revenue=revenue,
        )

    def _answers(self, question: Question, layout: Layout) -> bool:
        if question is Question.YEAR:
            return self.assumed.year == layout.year
        return self.assumed.answers(question)

    def _require_codes(self, named: Sequence[tuple[PastedRow, Line]]) -> None:
        for row, line in named:
            code = line.function_code if isinstance(line, LedgerLine) else line.revenue_code
            if not code:
                raise ImportFault(
                    self.path, "没有科目编码，也不是合计行。", record=self._record(row)
                )

    def _require_sources(self, named: Sequence[tuple[PastedRow, Line]]) -> None:
        """Revenue by 科目 is that of funds and state capital; all other is told by its lines."""
        for row, line in named:
            if isinstance(line, RevenueLine) and line.source not in REVENUE_SOURCES:
                allowed = "、".join(REVENUE_SOURCES.values())
                reason = f"收入科目只记{allowed}的收入，不记{SOURCES[line.source]}的。"
                raise ImportFault(self.path, reason, record=self._record(row))

    def _record(self, row: PastedRow) -> str:
        return f"第 {self.numbers[row.number]} 行"

    # What it gives

    def _line(self, row: PastedRow, line: Line) -> NamedLine | None:
        if not isinstance(line, LedgerLine):
            return None
        return NamedLine(
            self.numbers[row.number],
            line.unit.name,
            line.function_code,
            line.nature,
            line.project,
            line.department_economic,
            line.government_economic,
            line.source,
            line.origin,
            line.amount,
        )

    def _revenue(self, row: PastedRow, line: Line) -> NamedRevenue | None:
        if not isinstance(line, RevenueLine):
            return None
        number = self.numbers[row.number]
        return NamedRevenue(
            number, line.unit.name, line.source, line.revenue_code, line.name, line.amount
        )


def _is_known(terms: Terms, text: str) -> bool:
    try:
        terms.unit_named(text)
    except TypedError:
        return False
    return True
