"""Which column of a pasted table is what: by its heading, else by what stands in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from budgetdesk.domain.ledger_terms import CODE_KINDS, LedgerTerms, field_label
from budgetdesk.domain.ledger_words import (
    LABELS,
    ORIGINS,
    SOURCES,
    LedgerField,
    nature_of,
    origin_of,
    source_of,
)
from budgetdesk.domain.money import MoneyError, parse_yuan
from budgetdesk.domain.records import Origin, Source
from budgetdesk.domain.text import fold, fold_name
from budgetdesk.domain.typed import TypedError

Matrix = Sequence[Sequence[str]]

_LOOKED_AT = 200  # rows; enough to tell what a column holds
_TOP = 6  # rows in which a heading may stand, below a title
_SURE = 0.6  # of a column's cells must suit
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
    LedgerField.ORIGIN: re.compile(r"资金年度|(当年|本年)/?(上年)?结转|结转(标志|与否)|origin"),
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
    """What a column holds: a part of the line, or amounts of one source or origin.

    No `field`: it is not taken over.
    """

    field: LedgerField | None = None
    source: Source | None = None
    origin: Origin | None = None

    @property
    def of_some(self) -> bool:
        """Whether these are only the amounts of one source or origin."""
        return self.source is not None or self.origin is not None

    @property
    def label(self) -> str:
        """The meaning in words."""
        if self.source is not None:
            return f"金额：{SOURCES[self.source]}"
        if self.origin is not None:
            return f"金额：{ORIGINS[self.origin]}"
        return field_label(self.field) if self.field else "不录入"


UNUSED = Meaning()
MEANINGS = (
    UNUSED,
    *map(Meaning, LedgerField),
    *(Meaning(LedgerField.AMOUNT, source) for source in Source),
    Meaning(LedgerField.AMOUNT, origin=Origin.CARRYOVER),
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


def cell_of(row: Sequence[str], column: int) -> str:
    """A cell's text; "" where the row is shorter."""
    return row[column] if column < len(row) else ""


def _by_heading(row: Sequence[str]) -> tuple[Meaning, ...]:
    """What the cells of a heading name; a column of names only where there is none of codes."""
    names = [_UNIT_OF_MEASURE.sub("", fold(cell)) for cell in row]
    found = [_heading(name) for name in names]
    by_source = any(meaning.of_some for meaning in found)
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
    if isinstance(source, Source):
        return Meaning(LedgerField.AMOUNT, source)
    carried = "结转" in name and _reading(origin_of)(name) is Origin.CARRYOVER
    return Meaning(LedgerField.AMOUNT, origin=Origin.CARRYOVER) if carried else UNUSED


def _tells_wan(rows: Matrix) -> bool:
    """Whether a heading or the line above it says that amounts are in 万元."""
    cells = [fold(cell) for row in rows for cell in row]
    return any(cell.endswith(("(万元)", "单位:万元", "万元")) for cell in cells)


def _by_content(matrix: Matrix, terms: LedgerTerms) -> tuple[Meaning, ...]:
    """The likeliest meaning of each column by what stands in it, each meaning once."""
    columns = range(max(map(len, matrix), default=0))
    texts = {
        column: [text for row in matrix[:_LOOKED_AT] if (text := cell_of(row, column).strip())]
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
