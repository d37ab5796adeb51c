"""How a table from elsewhere is to be read: by its heading, else by its content."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from budgetdesk.domain.ledger_lines import AMOUNT, Terms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.ledger_words import LedgerField
from budgetdesk.domain.money import Measure
from budgetdesk.exchange.line_tables.amounts import Chosen, choose_amounts
from budgetdesk.exchange.line_tables.columns import UNUSED, Layout, Matrix, Meaning
from budgetdesk.exchange.line_tables.contents import (
    by_content,
    is_government,
    other_year,
    split_codes,
    worded,
)
from budgetdesk.exchange.line_tables.heading_words import BUDGET_YEAR
from budgetdesk.exchange.line_tables.headings import Heading, heading_of
from budgetdesk.exchange.line_tables.measures import noted_beside, noted_measure

_NOTE_CELLS = 2  # a row with more cells than that is no note


def recognise(matrix: Matrix, terms: Terms) -> Layout:
    """How a table is to be read, by its heading, else by its content."""
    heading = heading_of(matrix, terms)
    if heading is None:
        meanings = by_content(matrix, terms)
        meanings = split_codes(matrix, meanings, [True] * len(meanings), 0, terms)
        return _with_note(Layout(meanings), noted_measure(_notes_among(matrix)))
    layout = _headed(heading, choose_amounts(heading.amounts, terms.year), matrix, terms)
    around = [*matrix[: heading.first], *_edge_notes(matrix, heading)]
    return _with_note(layout, noted_measure(around))


def header_row(matrix: Matrix, terms: Terms) -> int | None:
    """The (last) row that names the columns, if there is one."""
    heading = heading_of(matrix, terms)
    return heading.last if heading else None


def _headed(heading: Heading, chosen: Chosen, matrix: Matrix, terms: Terms) -> Layout:
    first_row = heading.last + 1
    meanings = list(heading.meanings)
    for column, meaning in chosen.meanings.items():
        meanings[column] = meaning
    _put_government(meanings, heading, matrix, terms)
    _put_words(meanings, heading, matrix, terms)
    free = [not head.path for head in heading.heads]
    free = [*free, *[True] * (max(map(len, matrix)) - len(free))]
    meanings += [UNUSED] * (len(free) - len(meanings))
    split = split_codes(matrix, meanings, free, first_row, terms)
    measures = {column: head.measure for column, head in enumerate(heading.heads) if head.measure}
    return Layout(
        split,
        first_row,
        measures,
        headings=tuple(head.text for head in heading.heads),
        told=chosen.told,
        year=chosen.year or _year_of_rows(heading, matrix, terms),
        whole=chosen.whole,
    )


def _put_government(
    meanings: list[Meaning], heading: Heading, matrix: Matrix, terms: Terms
) -> None:
    """经济科目 without 部门 or 政府 before it is what its codes say."""
    department = Meaning(LedgerField.DEPARTMENT_ECONOMIC)
    government = Meaning(LedgerField.GOVERNMENT_ECONOMIC)
    if not isinstance(terms, LedgerTerms) or department not in meanings or government in meanings:
        return
    column = meanings.index(department)
    told = "部门" in heading.heads[column].text
    if not told and is_government(matrix, column, heading.last + 1):
        meanings[column] = government
        beside = replace(department, names=True)
        for place, meaning in enumerate(meanings):
            if meaning == beside:
                meanings[place] = replace(government, names=True)


def _put_words(meanings: list[Meaning], heading: Heading, matrix: Matrix, terms: Terms) -> None:
    """A column without a known heading is what all its words are: 基本支出, 当年."""
    for column, meaning in enumerate(meanings):
        if meaning is not UNUSED or column in heading.amounts:
            continue
        wanted = worded(matrix, column, heading.last + 1)
        known = (
            any(it.field == wanted or getattr(it, wanted) for it in meanings) if wanted else True
        )
        if wanted in terms.columns and not known:
            meanings[column] = Meaning(wanted)


def _year_of_rows(heading: Heading, matrix: Matrix, terms: Terms) -> int | None:
    """Another year than the book's that a column of years says of its rows."""
    columns = (
        column
        for column, head in enumerate(heading.heads)
        if BUDGET_YEAR.fullmatch(head.text) and heading.meanings[column] is UNUSED
    )
    found = (other_year(matrix, column, heading.last + 1, terms.year) for column in columns)
    return next((year for year in found if year), None)


def _notes_among(matrix: Matrix) -> list[Sequence[str]]:
    """The rows that hold hardly anything: titles and notes."""
    return [row for row in matrix if 0 < sum(bool(cell.strip()) for cell in row) <= _NOTE_CELLS]


def _edge_notes(matrix: Matrix, heading: Heading) -> list[Sequence[str]]:
    """What may be a note beside the heading's own cells, or below the table."""
    within = noted_beside(matrix[heading.first : heading.last + 1])
    return [*within, *_notes_among(matrix[heading.last + 1 :])]


def _with_note(layout: Layout, noted: Measure | None) -> Layout:
    """The layout with what a note says; what headings say goes first, and that is told."""
    if noted is None:
        return layout
    other: Mapping[int, Measure] = {
        column: measure
        for column, measure in (layout.measures or {}).items()
        if measure is not noted and layout.meanings[column].field == AMOUNT
    }
    told = tuple(
        f"表的附注写单位是{noted}，「{layout.heading(column)}」这一列写的是{measure}：按{measure}。"
        for column, measure in other.items()
    )
    return replace(layout, measure=noted, noted=True, told=(*layout.told, *told))
