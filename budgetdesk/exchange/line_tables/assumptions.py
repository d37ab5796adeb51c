"""What a table leaves open about money, and what is assumed for it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from budgetdesk.domain.ledger_columns import NATURES, ORIGINS, SOURCES, LedgerField
from budgetdesk.domain.ledger_lines import Line, Terms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.ledger_words import nature_of, origin_of, source_of
from budgetdesk.domain.money import Measure
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source
from budgetdesk.domain.text import fold, shorten
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.line_tables.columns import UNUSED, Layout, Matrix, cell_of
from budgetdesk.exchange.line_tables.heading_words import IDLE
from budgetdesk.exchange.line_tables.reading import PastedRow

_OWN_MEASURE = re.compile(r"(?:[十百千]?万|亿|[百千])?元整?$|[万亿]$")


class Question(StrEnum):
    """What may be open; the value is the key of `--assume`."""

    SOURCE = "source"
    ORIGIN = "origin"
    NATURE = "nature"
    UNIT = "unit"
    YEAR = "year"


QUESTIONS: Mapping[Question, str] = {
    Question.SOURCE: "资金来源",
    Question.ORIGIN: "资金年度",
    Question.NATURE: "支出性质",
    Question.UNIT: "金额单位",
    Question.YEAR: "预算年度",
}
_FIELDS = {
    Question.SOURCE: LedgerField.SOURCE,
    Question.ORIGIN: LedgerField.ORIGIN,
    Question.NATURE: LedgerField.NATURE,
}


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is to be taken for what a table leaves open; None for what is not said."""

    source: Source | None = None
    origin: Origin | None = None
    nature: Nature | None = None
    unit: Measure | None = None
    year: int | None = None

    def answers(self, question: Question) -> bool:
        """Whether something is said for an open question."""
        return getattr(self, question.value) is not None

    def line(self, like: Line) -> Line:
        """A line that begins with what is assumed."""
        if self.source is not None:
            like = replace(like, source=self.source)
        if not isinstance(like, LedgerLine):
            return like
        return replace(like, origin=self.origin or like.origin, nature=self.nature or like.nature)


class AssumptionError(ValueError):
    """`--assume` says something that is not known; the message is one sentence."""


def read_assumptions(text: str) -> Assumptions:
    """What `source=general,origin=current,nature=project,unit=元` says, also in Chinese.

    Raises:
        AssumptionError: a key or a value is not known, or a key stands twice.
    """
    found: dict[str, object] = {}
    for part in filter(None, re.split("[,，;；]", text)):
        key, equals, value = part.replace("＝", "=").partition("=")
        question = _question(key.strip())
        if not equals or question is None:
            keys = "、".join(Question)
            raise AssumptionError(f"「{shorten(part)}」不认识，应为 {keys} 之一加 = 和内容")
        if question.value in found:
            raise AssumptionError(f"「{question}」写了两次")
        try:
            found[question.value] = _READ[question](value.strip())
        except (TypedError, ValueError) as error:
            raise AssumptionError(f"「{shorten(part)}」的内容不认识") from error
    return Assumptions(**found)  # type: ignore[arg-type]


def _question(key: str) -> Question | None:
    return next((it for it, name in QUESTIONS.items() if key in (it.value, name)), None)


def _year(text: str) -> int:
    if not re.fullmatch("20[0-9]{2}", text):
        raise ValueError(text)
    return int(text)


_READ: Mapping[Question, Callable[[str], object]] = {
    Question.SOURCE: source_of,
    Question.ORIGIN: origin_of,
    Question.NATURE: nature_of,
    Question.UNIT: Measure,
    Question.YEAR: _year,
}


def open_questions(
    matrix: Matrix, layout: Layout, rows: Sequence[PastedRow], terms: Terms
) -> tuple[Question, ...]:
    """What decides money and is said neither by a column, nor by a heading, nor by every row."""
    return tuple(_open(matrix, layout, rows, terms))


def _open(
    matrix: Matrix, layout: Layout, rows: Sequence[PastedRow], terms: Terms
) -> Iterator[Question]:
    amounts = [layout.meanings[column] for column in layout.amounts]
    numbers = [row.number for row in rows if row.lines]
    lines = [line for row in rows for line in row.lines]
    for question, wanted in _FIELDS.items():
        if wanted not in terms.columns and question is not Question.SOURCE:
            continue
        by_amount = bool(amounts) and all(getattr(it, question.value) for it in amounts)
        if by_amount or _says(matrix, layout, numbers, wanted):
            continue
        if question is Question.NATURE and _follows_from_project(layout, lines):
            continue
        yield question
    if any(_lacks_measure(matrix, layout, numbers, column) for column in layout.amounts):
        yield Question.UNIT
    if layout.year is not None:
        yield Question.YEAR


def _says(matrix: Matrix, layout: Layout, numbers: Sequence[int], wanted: LedgerField) -> bool:
    """Whether a column says it in every row."""
    columns = [n for n, it in enumerate(layout.meanings) if it.field == wanted]
    return any(
        all(cell_of(matrix[number], column).strip() for number in numbers) for column in columns
    )


def _follows_from_project(layout: Layout, lines: Sequence[Line]) -> bool:
    """Whether a column names projects: rows with one are 项目支出, those without 基本支出."""
    named = any(isinstance(line, LedgerLine) and line.project for line in lines)
    return named and layout.has(LedgerField.PROJECT)


def _lacks_measure(matrix: Matrix, layout: Layout, numbers: Sequence[int], column: int) -> bool:
    if layout.noted or column in (layout.measures or {}):
        return False
    cells = (fold(cell_of(matrix[number], column)) for number in numbers)
    return not all(_OWN_MEASURE.search(cell) for cell in cells if cell)


def proposal(question: Question, layout: Layout, like: Line) -> str:
    """What is assumed for an open question, in words."""
    match question:
        case Question.SOURCE:
            return SOURCES[like.source]
        case Question.ORIGIN if isinstance(like, LedgerLine):
            return ORIGINS[like.origin]
        case Question.NATURE if isinstance(like, LedgerLine):
            return NATURES[like.nature]
        case Question.YEAR:
            return f"{layout.year} 年的金额"
    return layout.measure.value


def unused_columns(matrix: Matrix, layout: Layout) -> tuple[str, ...]:
    """The headings (or numbers) of the columns that hold something and are not taken over."""
    return tuple(
        layout.heading(column)
        for column, meaning in enumerate(layout.meanings)
        if meaning == UNUSED and not IDLE.fullmatch(layout.heading(column))
        if any(cell_of(row, column).strip() for row in matrix[layout.first_row :])
    )


def without_project(rows: Sequence[PastedRow], layout: Layout, terms: Terms) -> int:
    """How many rows are taken for 基本支出 only because they name no project."""
    given = layout.has(LedgerField.NATURE) or any(it.nature for it in layout.meanings)
    named = any(isinstance(it, LedgerLine) and it.project for row in rows for it in row.lines)
    if given or not named or not isinstance(terms, LedgerTerms):
        return 0
    return sum(
        any(isinstance(line, LedgerLine) and line.nature is Nature.BASIC for line in row.lines)
        for row in rows
    )
