"""Computed tables as lines of text, for the console."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from budgetdesk.book.book import Book
from budgetdesk.dictionary.base import fields_of
from budgetdesk.domain.money import wan_text
from budgetdesk.domain.records import RecordKind
from budgetdesk.tables.as_json import figure_text
from budgetdesk.tables.compute import DepartmentTables, compute_tables
from budgetdesk.tables.livelihood import LivelihoodList, cell_texts, compute_livelihood
from budgetdesk.tables.livelihood_definition import Shows
from budgetdesk.tables.table import Figure, Table, TableRow

_GAP = "  "
_NOT_LISTED = "还没有列入民生领域重大事项的项目。"
_NO_LEDGER = "账套中还没有预算明细，没有可汇总的报表。"


def listing_lines(book: Book) -> Iterator[str]:
    """The tables of a book, as `whole_lines` tells them."""
    yield from whole_lines(compute_tables(book), compute_livelihood(book))


def whole_lines(
    departments: Sequence[DepartmentTables], listed: LivelihoodList | None
) -> Iterator[str]:
    """The tables of departments with ledger lines, without the rows that have no amount.

    Before them stands the form set's list of 民生领域重大事项, where it has one; behind those of a
    department the funding of its overall form.
    """
    if listed is not None:
        yield from _list_lines(listed)
        yield ""
    if not departments:
        yield _NO_LEDGER
    for department in departments:
        for table in department.tables:
            yield from _table_lines(table)
            yield ""
        yield from _overall_lines(department)
        yield ""


def _overall_lines(department: DepartmentTables) -> Iterator[str]:
    """年度预算情况 of the overall form, by source and by use."""
    yield "整体支出绩效目标申报表 年度预算情况"
    yield f"部门名称：{department.department.name}　单位：万元"
    labels = fields_of(RecordKind.OVERALL)
    for head, of_record in (
        ("by_source", department.by_source),
        ("by_direction", department.by_direction),
    ):
        texts = [
            [labels[f"{head}.{name}"].label, wan_text(amount)]
            for name, amount in asdict(of_record).items()
            if amount
        ]
        yield from _aligned_lines(texts, [False, True])


def _table_lines(table: Table) -> Iterator[str]:
    yield f"{table.number} {table.title}"
    yield f"部门名称：{table.department.name}　单位：{table.unit}"
    rows = [row for row in table.rows if _has_amount(row)]
    if not rows:
        yield table.note
        return
    texts = [[column.name for column in table.columns]]
    texts += [[figure_text(cell) for cell in row.cells] for row in rows]
    yield from _aligned_lines(texts, [bool(column.amount) for column in table.columns])


def _list_lines(listed: LivelihoodList) -> Iterator[str]:
    yield listed.title
    yield f"单位：{listed.definition.unit}"
    if not listed.rows:
        yield _NOT_LISTED
        return
    columns = listed.definition.columns
    texts = [[column.head for column in columns]]
    texts += [cell_texts(listed, row, number) for number, row in enumerate(listed.rows, start=1)]
    right = [column.shows in (Shows.NUMBER, Shows.AMOUNT) for column in columns]
    yield from _aligned_lines(texts, right)


def _aligned_lines(texts: Sequence[Sequence[str]], right: Sequence[bool]) -> Iterator[str]:
    widths = [max(map(_width, column)) for column in zip(*texts, strict=True)]
    for line in texts:
        yield _aligned(line, widths, right)


def _has_amount(row: TableRow) -> bool:
    return any(isinstance(cell, Figure) and cell.amount for cell in row.cells)


def _aligned(texts: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = []
    for text, width, to_right in zip(texts, widths, right, strict=True):
        blank = " " * (width - _width(text))
        parts.append(blank + text if to_right else text + blank)
    return _GAP.join(parts).rstrip()


def _width(text: str) -> int:
    """Columns of a console that a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
