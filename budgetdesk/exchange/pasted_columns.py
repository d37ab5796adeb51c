"""Which column of a pasted table is what: by its heading, else by what stands in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.ledger_lines import AMOUNT, UNIT, Terms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.ledger_words import (
    LABELS,
    ORIGINS,
    REVENUE_LABELS,
    REVENUE_SOURCES,
    SOURCES,
    LedgerField,
    RevenueField,
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
_DEEPEST = 2  # rows that a heading of merged cells may have
_UNIT = re.compile(r"(预算|实施|项目|填报|所属)?单位(名称|全称)?|unit")
_SOURCE = re.compile(r"资金(来源|性质)|source")
_AMOUNT = re.compile(
    r"(预算|年初预算)?(金额|数|安排数|总额|合计)|本年(预算|收入)(数)?|amount(_yuan)?"
)
_LEDGER: Mapping[StrEnum, re.Pattern[str]] = {
    LedgerField.UNIT: _UNIT,
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
    LedgerField.SOURCE: _SOURCE,
    LedgerField.ORIGIN: re.compile(r"资金年度|(当年|本年)/?(上年)?结转|结转(标志|与否)|origin"),
    LedgerField.AMOUNT: _AMOUNT,
}
_LEDGER_NAMES: Mapping[StrEnum, re.Pattern[str]] = {
    LedgerField.FUNCTION_CODE: re.compile(r"(支出)?功能(分类)?(科目)?名称|科目名称"),
    LedgerField.DEPARTMENT_ECONOMIC: re.compile(r"部门(预算)?(支出)?经济(分类)?(科目)?名称"),
    LedgerField.GOVERNMENT_ECONOMIC: re.compile(r"政府(预算)?(支出)?经济(分类)?(科目)?名称"),
}
_REVENUE: Mapping[StrEnum, re.Pattern[str]] = {
    RevenueField.UNIT: _UNIT,
    RevenueField.SOURCE: _SOURCE,
    RevenueField.REVENUE_CODE: re.compile(
        r"(收入)?(分类)?科目(编码|代码)?|(收入)(编码|代码)|revenue_code"
    ),
    RevenueField.AMOUNT: _AMOUNT,
}
_REVENUE_NAMES: Mapping[StrEnum, re.Pattern[str]] = {
    RevenueField.REVENUE_CODE: re.compile(r"(收入)?(分类)?科目名称|收入名称|name"),
}
_UNIT_OF_MEASURE = re.compile(r"\(?(单位[:：]?)?(人民币)?(万元|元)\)?$")
# The first digits of the codes of a catalogue.
_BEGINS = {
    CatalogueKind.FUNCTION: "2",
    CatalogueKind.DEPARTMENT_ECONOMIC: "3",
    CatalogueKind.GOVERNMENT_ECONOMIC: "5",
    CatalogueKind.REVENUE: "1",
}


_LABELS: Mapping[StrEnum, str] = dict((*REVENUE_LABELS.items(), *LABELS.items()))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds: a part of the line, or amounts of one source or origin.

    With `names` it holds the names of the codes in another column. No `field`: it is not taken
    over.
    """

    field: StrEnum | None = None
    source: Source | None = None
    origin: Origin | None = None
    names: bool = False

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
        if self.field is None:
            return "不录入"
        return _LABELS[self.field].partition("（")[0] + ("的名称" if self.names else "")


UNUSED = Meaning()


_CARRIED = Meaning(LedgerField.AMOUNT, origin=Origin.CARRYOVER)


@dataclass(frozen=True, slots=True)
class _Headings:
    """What the columns of one kind of lines are headed: parts, names of codes, money by source.

    `carried`: such lines may be money carried over.
    """

    parts: Mapping[StrEnum, re.Pattern[str]]
    names: Mapping[StrEnum, re.Pattern[str]]
    sources: Mapping[Source, str]
    carried: bool


_SPENDING = _Headings(_LEDGER, _LEDGER_NAMES, SOURCES, carried=True)
_INCOME = _Headings(_REVENUE, _REVENUE_NAMES, REVENUE_SOURCES, carried=False)


def _headings_of(terms: Terms) -> _Headings:
    return _SPENDING if isinstance(terms, LedgerTerms) else _INCOME


def meanings_of(terms: Terms) -> tuple[Meaning, ...]:
    """What a column may be, for lines of that kind."""
    headings = _headings_of(terms)
    return (
        UNUSED,
        *map(Meaning, terms.columns),
        *(Meaning(column, names=True) for column in terms.catalogues),
        *(Meaning(LedgerField.AMOUNT, source) for source in headings.sources),
        *([_CARRIED] if headings.carried else []),
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is read: its columns, its first row of content, and what amounts are in."""

    meanings: tuple[Meaning, ...]
    first_row: int = 0
    in_wan: bool = False

    def has(self, wanted: StrEnum | str) -> bool:
        """Whether a column gives this part of the lines."""
        return any(it.field == wanted and not it.names for it in self.meanings)

    def with_meaning(self, column: int, meaning: Meaning) -> "Layout":
        """The layout with another meaning for a column; no two columns mean the same."""
        freed = [UNUSED if each == meaning else each for each in self.meanings]
        freed[column] = meaning
        return replace(self, meanings=tuple(freed))


def recognise(matrix: Matrix, terms: Terms) -> Layout:
    """How a table is to be read, by its heading, else by its content."""
    heading = _heading_of(matrix, terms)
    if heading is None:
        return Layout(_by_content(matrix, terms), 0, _tells_wan(matrix[:1]))
    return Layout(heading.meanings, heading.last + 1, _tells_wan(matrix[: heading.last + 1]))


def header_row(matrix: Matrix, terms: Terms) -> int | None:
    """The (last) row that names the columns, if there is one.

    At least two of its cells are headings and none is a number: 一般公共预算 and 项目 are content
    as well.
    """
    heading = _heading_of(matrix, terms)
    return heading.last if heading else None


def cell_of(row: Sequence[str], column: int) -> str:
    """A cell's text; "" where the row is shorter."""
    return row[column] if column < len(row) else ""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading of one row, or of merged cells over several, ending in row `last`."""

    meanings: tuple[Meaning, ...]
    last: int

    @property
    def found(self) -> int:
        return sum(meaning is not UNUSED for meaning in self.meanings)


def _heading_of(matrix: Matrix, terms: Terms) -> _Heading | None:
    """The heading that names most columns, the highest and flattest of those."""
    best: _Heading | None = None
    for depth in range(1, _DEEPEST + 1):
        for number in range(min(_TOP, len(matrix)) - depth + 1):
            rows = matrix[number : number + depth]
            if any(_holds_numbers(row) for row in rows):
                continue
            heading = _Heading(_by_heading(_merged(rows), terms), number + depth - 1)
            if heading.found >= 2 and (best is None or heading.found > best.found):
                best = heading
    return best


def _holds_numbers(row: Sequence[str]) -> bool:
    return any(fold(cell)[:1].isdigit() and _amount_suits(cell) for cell in row)


def _merged(rows: Matrix) -> list[tuple[str, ...]]:
    """Of each column what its heading may be: what stands lowest, that with what is above it.

    Copied from Excel, a cell merged over several columns stands in the first of them only.
    """
    width = max(map(len, rows), default=0)
    names: list[tuple[str, ...]] = [(name,) for name in _heads(rows[-1], width)]
    for row in rows[-2::-1]:
        above = ""
        for column, name in enumerate(_heads(row, width)):
            below, above = names[column][0], name or above
            names[column] = (below, above + below) if below else (name,)
            above = above if below else ""  # merged downwards, so not to the right
    return names


def _heads(row: Sequence[str], width: int) -> list[str]:
    return [_UNIT_OF_MEASURE.sub("", fold(cell_of(row, column))) for column in range(width)]


def _by_heading(names: Sequence[tuple[str, ...]], terms: Terms) -> tuple[Meaning, ...]:
    """What the cells of a heading name."""
    found = [_first(name, lambda each: _heading(each, terms)) for name in names]
    by_source = any(meaning.of_some for meaning in found)
    for place, meaning in enumerate(found):
        repeated = meaning in found[:place]
        is_sum = by_source and meaning == Meaning(LedgerField.AMOUNT)
        if repeated or is_sum:
            found[place] = UNUSED
    for place, name in enumerate(names):
        meaning = _first(name, lambda each: _names_heading(each, terms))
        if found[place] is UNUSED and meaning not in found:
            has_codes = Meaning(meaning.field) in found
            found[place] = meaning if has_codes else Meaning(meaning.field)
    return tuple(found)


def _first(names: tuple[str, ...], read: Callable[[str], Meaning]) -> Meaning:
    return next((found for name in names if (found := read(name)) is not UNUSED), UNUSED)


def _names_heading(name: str, terms: Terms) -> Meaning:
    patterns = _headings_of(terms).names.items()
    wanted = next((column for column, pattern in patterns if pattern.fullmatch(name)), None)
    return Meaning(wanted, names=True) if wanted else UNUSED


def _heading(name: str, terms: Terms) -> Meaning:
    headings = _headings_of(terms)
    for wanted, pattern in headings.parts.items():
        if name and (pattern.fullmatch(name) or name == fold(terms.labels[wanted])):
            return Meaning(wanted)
    source = _reading(source_of)(name)
    if isinstance(source, Source) and source in headings.sources:
        return Meaning(LedgerField.AMOUNT, source)
    carried = "结转" in name and _reading(origin_of)(name) is Origin.CARRYOVER
    return _CARRIED if carried and headings.carried else UNUSED


def _tells_wan(rows: Matrix) -> bool:
    """Whether a heading or the line above it says that amounts are in 万元."""
    cells = [fold(cell) for row in rows for cell in row]
    return any(cell.endswith(("(万元)", "单位:万元", "万元")) for cell in cells)


def _by_content(matrix: Matrix, terms: Terms) -> tuple[Meaning, ...]:
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


def _judges(terms: Terms) -> Mapping[StrEnum, Callable[[str], float]]:
    """How well a cell suits each part of a line, 0 to 1."""
    known = {fold_name(name) for names in _project_names(terms) for name in names}
    judges: dict[str, Callable[[str], float]] = {
        UNIT: _reads(terms.unit_named),
        LedgerField.NATURE: _reads(nature_of),
        LedgerField.SOURCE: _reads(source_of),
        LedgerField.ORIGIN: _reads(origin_of),
        AMOUNT: _amount_suits,
        LedgerField.PROJECT: lambda text: 1.0 if fold_name(text) in known else _name_suits(text),
    }
    judges |= {column: _code_judge(terms, column) for column in terms.catalogues}
    order = [*judges]
    return {column: judges[column] for column in sorted(terms.columns, key=order.index)}


def _project_names(terms: Terms) -> Sequence[Sequence[str]]:
    return tuple(terms.projects.values()) if isinstance(terms, LedgerTerms) else ()


def _reads(read: Callable[[str], object]) -> Callable[[str], float]:
    return lambda text: float(_reading(read)(text) is not None)


def _code_judge(terms: Terms, column: StrEnum) -> Callable[[str], float]:
    catalogue, lengths = terms.catalogue(column), terms.code_kind(column).lengths
    begins = _BEGINS[terms.catalogues[column]]

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
