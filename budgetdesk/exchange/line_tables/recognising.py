"""How a table from elsewhere is to be read: by its heading, else by its content."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from budgetdesk.domain.ledger_columns import REVENUE_SOURCES, LedgerField
from budgetdesk.domain.ledger_lines import AMOUNT, UNIT, Terms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.money import Measure
from budgetdesk.domain.records import Source
from budgetdesk.domain.text import fold, shorten
from budgetdesk.exchange.line_tables.amounts import ChosenColumns, choose_amounts
from budgetdesk.exchange.line_tables.columns import UNUSED, Layout, Matrix, Meaning
from budgetdesk.exchange.line_tables.contents import (
    by_content,
    holds,
    is_government,
    other_year,
    split_codes,
    worded,
)
from budgetdesk.exchange.line_tables.heading_words import (
    BUDGET_YEAR,
    IDLE,
    LOWER_LEVEL,
    NOT_MONEY,
    TITLES,
)
from budgetdesk.exchange.line_tables.headings import MergedHeading, heading_of
from budgetdesk.exchange.measures import noted_beside, noted_measure

_NOTE_CELLS = 2  # a row with more cells than that is no note


def recognise(matrix: Matrix, terms: Terms) -> Layout:
    """How a table is to be read, by its heading, else by its content."""
    heading = heading_of(matrix, terms)
    if heading is None:
        meanings = by_content(matrix, terms)
        meanings = split_codes(matrix, meanings, [True] * len(meanings), 0, terms)
        return _with_note(Layout(meanings), noted_measure(_notes_among(matrix)))
    layout = _headed(heading, choose_amounts(heading.amounts, terms.year), matrix, terms)
    within = noted_beside(matrix[heading.first : heading.last + 1])
    noted = noted_measure([*matrix[: heading.first], *within])
    below = _notes_among(matrix[heading.last + 1 :])
    source = source_in_title(matrix[: heading.first])
    if isinstance(terms, LedgerTerms) or source in REVENUE_SOURCES:
        layout = layout.with_source(source)
    if layout.year is None and not any(it.year == terms.year for it in heading.amounts.values()):
        layout = replace(layout, year=_year_in_title(matrix[: heading.first], terms.year))
    return _with_note(layout, noted or noted_measure(below))


def source_in_title(rows: Sequence[Sequence[str]]) -> Source | None:
    """The one source whose table a title says it is: 政府性基金预算支出表."""
    text = "".join(fold(cell) for row in rows for cell in row)
    if not re.search("表|明细|清单|情况", text):
        return None
    found = {source for source, words in TITLES.items() if re.search(words, text)}
    return found.pop() if len(found) == 1 else None


_TITLE_YEAR = re.compile("(20[0-9]{2})年(?!底?前?[0-9]{1,2}月)")  # no date: 2023年12月


def _year_in_title(rows: Sequence[Sequence[str]], fiscal_year: int) -> int | None:
    """Another year than the book's that alone stands above a table: 2023年部门预算支出表."""
    text = "".join(fold(cell) for row in rows for cell in row)
    years = {int(year) for year in _TITLE_YEAR.findall(text)}
    return years.pop() if len(years) == 1 and fiscal_year not in years else None


def header_row(matrix: Matrix, terms: Terms) -> int | None:
    """The (last) row that names the columns, if there is one."""
    heading = heading_of(matrix, terms)
    return heading.last if heading else None


def _headed(heading: MergedHeading, chosen: ChosenColumns, matrix: Matrix, terms: Terms) -> Layout:
    first_row = heading.last + 1
    meanings = list(heading.meanings)
    for column, meaning in chosen.meanings.items():
        meanings[column] = meaning
    _put_government(meanings, heading, matrix, terms)
    _put_words(meanings, heading, matrix, terms)
    told = _put_contents(meanings, heading, matrix, terms)
    free = [
        not head.path or (meanings[column] is UNUSED and bool(LOWER_LEVEL.search(head.text)))
        for column, head in enumerate(heading.heads)
    ]
    free = [*free, *[True] * (max(map(len, matrix)) - len(free))]
    meanings += [UNUSED] * (len(free) - len(meanings))
    split = split_codes(matrix, meanings, free, first_row, terms)
    measures = {column: head.measure for column, head in enumerate(heading.heads) if head.measure}
    for whole, part in chosen.within.items():
        if whole in measures:
            measures.setdefault(part, measures[whole])
    return Layout(
        split,
        first_row,
        measures,
        headings=tuple(head.text for head in heading.heads),
        told=(*chosen.told, *told),
        year=chosen.year or _year_of_rows(heading, matrix, terms),
        whole=chosen.whole,
        within=chosen.within,
    )


def _put_government(
    meanings: list[Meaning], heading: MergedHeading, matrix: Matrix, terms: Terms
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


def _put_words(
    meanings: list[Meaning], heading: MergedHeading, matrix: Matrix, terms: Terms
) -> None:
    """A column without a known heading is what all its words are: 基本支出, 当年.

    So is one headed as a source whose words are all origins: 资金类别, 上年结转.
    """
    source, origin = Meaning(LedgerField.SOURCE), Meaning(LedgerField.ORIGIN)
    if source in meanings and origin not in meanings and origin.field in terms.columns:
        column = meanings.index(source)
        if worded(matrix, column, heading.last + 1) is LedgerField.ORIGIN:
            meanings[column] = origin
    for column, meaning in enumerate(meanings):
        if meaning is not UNUSED or column in heading.amounts:
            continue
        wanted = worded(matrix, column, heading.last + 1)
        known = (
            any(it.field == wanted or getattr(it, wanted) for it in meanings) if wanted else True
        )
        if wanted in terms.columns and not known:
            meanings[column] = Meaning(wanted)


def _put_contents(
    meanings: list[Meaning], heading: MergedHeading, matrix: Matrix, terms: Terms
) -> tuple[str, ...]:
    """What a line can't be without and no heading names is the one column that holds such.

    Returns the sentences that tell so.
    """
    told: list[str] = []
    needed = (UNIT, next(iter(terms.catalogues)), AMOUNT)
    for wanted in terms.columns:
        if wanted not in needed or any(it.field == wanted for it in meanings):
            continue
        found = [
            column
            for column, meaning in enumerate(meanings)
            if meaning is UNUSED and column not in heading.amounts
            if not _is_other(heading.heads[column].text)
            if holds(matrix, column, heading.last + 1, wanted, terms)
        ]
        if len(found) == 1:
            meanings[found[0]] = Meaning(wanted)
            name = heading.heads[found[0]].text
            named = f"列标题「{shorten(name)}」" if name else f"没有列标题的第 {found[0] + 1} 列"
            told.append(f"{named}按{terms.label(wanted).partition('（')[0]}录入，请核对。")
    return tuple(told)


def _is_other(heading: str) -> bool:
    """Whether a heading is known to be of no part of a line: 序号, 补助标准, 联系电话."""
    known = (IDLE, BUDGET_YEAR)
    return any(it.fullmatch(heading) for it in known) or bool(NOT_MONEY.search(heading))


def _year_of_rows(heading: MergedHeading, matrix: Matrix, terms: Terms) -> int | None:
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
