"""A table from Excel or WPS as ledger lines: which column is what, and what each row says.

Columns are known by their heading, or, where there is none, by what stands in them. Nothing is
guessed about money: what is no amount, unit or code is a problem with its sentence.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from budgetdesk.domain.ledger_terms import CODE_KINDS, LedgerTerms, field_label
from budgetdesk.domain.ledger_words import (
    LABELS,
    SOURCES,
    LedgerField,
    nature_of,
    origin_of,
    source_of,
)
from budgetdesk.domain.money import MoneyError, parse_wan, parse_yuan
from budgetdesk.domain.records import LedgerLine, Nature, Source
from budgetdesk.domain.text import fold, fold_name, one_line
from budgetdesk.domain.typed import TypedError

Matrix = Sequence[Sequence[str]]

_LOOKED_AT = 200  # rows; enough to tell what a column holds
_TOP = 6  # rows in which a heading may stand, below a title
_SURE = 0.6  # of a column's cells must suit
_SUMS = ("合计", "小计", "总计", "共计")
_HEADINGS: Mapping[LedgerField, re.Pattern[str]] = {
    LedgerField.UNIT: re.compile(r"(预算|实施|项目|填报|所属)?单位(名称|全称)?|unit"),
    LedgerField.FUNCTION_CODE: re.compile(
        r"(支出)?功能(分类)?(科目)?(编码|代码)?|科目(编码|代码)?|function_code"
    ),
    LedgerField.NATURE: re.compile(r"(支出|经费)(性质|类型|类别)|nature"),
    LedgerField.PROJECT: re.compile(r"(预算|支出)?项目(名称)?|project"),
    LedgerField.DEPARTMENT_ECONOMIC: re.compile(
        r"部门(预算)?(支出)?经济(分类)?(科目)?(编码|代码)?|department_economic"
    ),
    LedgerField.GOVERNMENT_ECONOMIC: re.compile(
        r"政府(预算)?(支出)?经济(分类)?(科目)?(编码|代码)?|government_economic"
    ),
    LedgerField.SOURCE: re.compile(r"资金(来源|性质)|source"),
    LedgerField.ORIGIN: re.compile(r"资金年度|(当年|本年)?/?(上年)?结转(标志|与否)?|origin"),
    LedgerField.AMOUNT: re.compile(
        r"(预算|年初预算)?(金额|数|安排数|总额|合计)|本年预算(数)?|amount(_yuan)?"
    ),
}
_NAME_HEADINGS: Mapping[LedgerField, re.Pattern[str]] = {
    LedgerField.FUNCTION_CODE: re.compile(r"(支出)?功能(分类)?(科目)?名称|科目名称"),
    LedgerField.DEPARTMENT_ECONOMIC: re.compile(r"部门(预算)?(支出)?经济(分类)?(科目)?名称"),
    LedgerField.GOVERNMENT_ECONOMIC: re.compile(r"政府(预算)?(支出)?经济(分类)?(科目)?名称"),
}
_UNIT_OF_MEASURE = re.compile(r"\(?(单位[:：]?)?(人民币)?(万元|元)\)?$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds: a part of the line, or amounts of one source; None: not taken over."""

    field: LedgerField | None = None
    source: Source | None = None

    @property
    def label(self) -> str:
        """The meaning in words."""
        if self.source is not None:
            return f"金额：{SOURCES[self.source]}"
        return field_label(self.field) if self.field else "不录入"


UNUSED = Meaning()
MEANINGS = (
    UNUSED,
    *map(Meaning, LedgerField),
    *(Meaning(LedgerField.AMOUNT, source) for source in Source),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is read: its columns, its first row of content, and what amounts are in."""

    meanings: tuple[Meaning, ...]
    first_row: int = 0
    in_wan: bool = False

    def has(self, wanted: LedgerField) -> bool:
        """Whether a column gives this part of the lines."""
        return any(meaning.field is wanted for meaning in self.meanings)

    def with_meaning(self, column: int, meaning: Meaning) -> "Layout":
        """The layout with another meaning for a column; no two columns mean the same."""
        freed = [UNUSED if each == meaning else each for each in self.meanings]
        freed[column] = meaning
        return replace(self, meanings=tuple(freed))


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


def recognise(matrix: Matrix, terms: LedgerTerms) -> Layout:
    """How a table is to be read, by its heading, else by its content."""
    header = header_row(matrix)
    if header is None:
        return Layout(_by_content(matrix, terms), 0, _tells_wan(matrix[:1]))
    meanings = _by_heading(matrix[header])
    return Layout(meanings, header + 1, _tells_wan(matrix[: header + 1]))


def header_row(matrix: Matrix) -> int | None:
    """The row that names the columns, if there is one.

    At least two of its cells are headings and none is a number: 一般公共预算 and 项目 are content
    as well.
    """
    counts = [
        (sum(meaning is not UNUSED for meaning in _by_heading(row)), -number)
        for number, row in enumerate(matrix[:_TOP])
        if not any(fold(cell)[:1].isdigit() and _amount_suits(cell) for cell in row)
    ]
    count, number = max(counts, default=(0, 0))
    return -number if count >= 2 else None


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
        amounts = [place for place, each in enumerate(self._layout.meanings) if _is_amount(each)]
        if amounts and not any(_cell(row, place).strip() for place in amounts):
            return "没有金额"
        return ""

    def _texts(self, row: Sequence[str], problems: dict[int, str]) -> LedgerLine:
        line = self._start(row)
        for wanted in LedgerField:
            column = self._column(wanted)
            if column is None or wanted is LedgerField.AMOUNT:
                continue
            text = one_line(_cell(row, column))
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
        project, given = self._column(LedgerField.PROJECT), self._column(LedgerField.NATURE)
        if project is not None and given is None:
            named = bool(_cell(row, project).strip())
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
        """A line for the amount; with a column for each source, one for each that has some."""
        lines = []
        for column, meaning in enumerate(self._layout.meanings):
            if not _is_amount(meaning):
                continue
            try:
                amount = self._amount(_cell(row, column))
            except MoneyError as error:
                problems[column] = str(error)
                continue
            if amount:
                lines.append(replace(line, amount=amount, source=meaning.source or line.source))
        if not lines and not problems:
            return (line,) if not self._layout.has(LedgerField.AMOUNT) else ()
        return tuple(lines)

    def _amount(self, text: str) -> int | None:
        if text.strip() in ("-", "—", "－"):  # how Excel shows a zero
            return None
        return parse_wan(text) if self._layout.in_wan else parse_yuan(text)

    def _column(self, wanted: LedgerField) -> int | None:
        places = (
            place
            for place, meaning in enumerate(self._layout.meanings)
            if meaning.field is wanted and meaning.source is None
        )
        return next(places, None)


def _is_amount(meaning: Meaning) -> bool:
    return meaning.field is LedgerField.AMOUNT


def _is_sum(cell: str) -> bool:
    folded = fold(cell).rstrip(":")
    return folded in _SUMS or (len(folded) <= 30 and folded.endswith(("合计", "小计")))


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


# Recognising columns


def _by_heading(row: Sequence[str]) -> tuple[Meaning, ...]:
    """What the cells of a heading name; a column of names only where there is none of codes."""
    names = [_UNIT_OF_MEASURE.sub("", fold(cell)) for cell in row]
    found = [_heading(name) for name in names]
    by_source = any(meaning.source for meaning in found)
    for place, meaning in enumerate(found):
        repeated = meaning in found[:place]
        is_sum = by_source and meaning == Meaning(LedgerField.AMOUNT)
        if repeated or is_sum:
            found[place] = UNUSED
    for place, name in enumerate(names):
        for wanted, pattern in _NAME_HEADINGS.items():
            if pattern.fullmatch(name) and Meaning(wanted) not in found:
                found[place] = Meaning(wanted)
    return tuple(found)


def _heading(name: str) -> Meaning:
    for wanted, pattern in _HEADINGS.items():
        if name and (pattern.fullmatch(name) or name == fold(LABELS[wanted])):
            return Meaning(wanted)
    source = _reading(source_of)(name)
    return Meaning(LedgerField.AMOUNT, source) if isinstance(source, Source) else UNUSED


def _tells_wan(rows: Matrix) -> bool:
    """Whether a heading or the line above it says that amounts are in 万元."""
    cells = [fold(cell) for row in rows for cell in row]
    return any(cell.endswith(("(万元)", "单位:万元", "万元")) for cell in cells)


def _by_content(matrix: Matrix, terms: LedgerTerms) -> tuple[Meaning, ...]:
    """The likeliest meaning of each column by what stands in it, each meaning once."""
    columns = range(max(map(len, matrix), default=0))
    texts = {
        column: [text for row in matrix[:_LOOKED_AT] if (text := _cell(row, column).strip())]
        for column in columns
    }
    scores = sorted(
        (
            (_score(texts[column], suits), wanted, column)
            for wanted, suits in _judges(terms).items()
            for column in columns
            if texts[column]
        ),
        key=lambda score: -score[0],
    )
    meanings = dict.fromkeys(columns, UNUSED)
    for score, wanted, column in scores:
        free = meanings[column] is UNUSED and Meaning(wanted) not in meanings.values()
        if score >= _SURE and free:
            meanings[column] = Meaning(wanted)
    return tuple(meanings.values())


def _judges(terms: LedgerTerms) -> Mapping[LedgerField, Callable[[str], float]]:
    """How well a cell suits each part of a line, 0 to 1."""
    known = {fold_name(name) for names in terms.projects.values() for name in names}
    codes = {column: _code_judge(terms, column) for column in CODE_KINDS}
    return {
        LedgerField.UNIT: lambda text: float(_reading(terms.unit_named)(text) is not None),
        LedgerField.NATURE: lambda text: float(_reading(nature_of)(text) is not None),
        LedgerField.SOURCE: lambda text: float(_reading(source_of)(text) is not None),
        LedgerField.ORIGIN: lambda text: float(_reading(origin_of)(text) is not None),
        **codes,
        LedgerField.AMOUNT: _amount_suits,
        LedgerField.PROJECT: lambda text: 1.0 if fold_name(text) in known else _name_suits(text),
    }


def _code_judge(terms: LedgerTerms, column: LedgerField) -> Callable[[str], float]:
    catalogue, lengths = terms.catalogue(column), CODE_KINDS[column].lengths
    begins = {LedgerField.FUNCTION_CODE: "2", LedgerField.DEPARTMENT_ECONOMIC: "3"}.get(column, "5")

    def suits(text: str) -> float:
        digits = re.match(r"[0-9]*", fold(text))
        code = digits[0] if digits else ""
        if not code:
            return 0.9 if catalogue.codes_named(text) else 0.0
        if catalogue.name_of(code):
            return 1.0
        return 0.7 if len(code) in lengths and code.startswith(begins) else 0.0

    return suits


def _amount_suits(text: str) -> float:
    try:
        amount = parse_yuan(text)
    except MoneyError:
        return float(text in ("-", "—"))
    # Short whole numbers may as well be codes or a running number.
    plain = text.isdigit() and len(text) in (1, 2, 3, 5, 7)
    return 0.0 if amount is None else 0.65 if plain else 1.0


def _name_suits(text: str) -> float:
    letters = sum(not (char.isascii() and not char.isalpha()) for char in text)
    return 0.62 if letters >= 4 else 0.0


def _score(texts: Sequence[str], suits: Callable[[str], float]) -> float:
    return sum(map(suits, texts)) / len(texts)


def _reading(read: Callable[[str], object]) -> Callable[[str], object | None]:
    def quietly(text: str) -> object | None:
        try:
            return read(text)
        except TypedError:
            return None

    return quietly
