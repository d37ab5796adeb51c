"""The two kinds of lines that the grid edits: how they are read, written and laid out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.book.replaced_lines import replace_ledger_lines, replace_revenue_lines
from budgetdesk.book.step import Step
from budgetdesk.domain.ledger_columns import LedgerField, RevenueField
from budgetdesk.domain.ledger_lines import Line, Terms
from budgetdesk.domain.ledger_revenue import RevenueTerms
from budgetdesk.domain.ledger_terms import LedgerTerms


@dataclass(frozen=True, slots=True)
class LineKind:
    """What the lines of one grid are. `path` begins the paths of their fields."""

    table: str  # of the book
    path: str
    name: str  # 预算明细
    first: StrEnum  # the column in which an inserted line is begun
    groupings: tuple[StrEnum, ...]
    widths: Mapping[Any, int]  # in widths of a character
    filter_hint: str
    terms: Callable[[Book], Terms]
    read: Callable[[Book, Iterable[int] | None], tuple[Line, ...]]
    add: Callable[[Step, Any], int]
    update: Callable[[Step, Any], None]
    delete: Callable[[Step, int], None]
    replace: Callable[[Step, Sequence[Any], Sequence[Any]], None]


def _ledger_terms(book: Book) -> LedgerTerms:
    names: dict[int, list[str]] = defaultdict(list)
    for unit_id, name in book.rows("SELECT unit_id, name FROM project ORDER BY position, id"):
        names[unit_id].append(name)
    projects = {unit_id: tuple(each) for unit_id, each in names.items()}
    year, own = book.info.fiscal_year, read.catalogue_entries(book)
    return LedgerTerms(year, read.units(book), projects, own=own)


def _revenue_terms(book: Book) -> RevenueTerms:
    return RevenueTerms(book.info.fiscal_year, read.units(book), own=read.catalogue_entries(book))


SPENDING = LineKind(
    table="ledger_line",
    path="ledger",
    name="预算明细",
    first=LedgerField.FUNCTION_CODE,
    groupings=(LedgerField.UNIT, LedgerField.FUNCTION_CODE, LedgerField.NATURE),
    widths={
        LedgerField.UNIT: 11,
        LedgerField.FUNCTION_CODE: 13,
        LedgerField.NATURE: 4,
        LedgerField.PROJECT: 17,
        LedgerField.AMOUNT: 8,  # room for a hundred million with separators
        LedgerField.DEPARTMENT_ECONOMIC: 10,
        LedgerField.GOVERNMENT_ECONOMIC: 10,
        LedgerField.SOURCE: 8,
        LedgerField.ORIGIN: 5,
    },
    filter_hint="筛选：单位、科目、项目、金额或拼音首字母",
    terms=_ledger_terms,
    read=read.ledger,
    add=edit.add_ledger_line,
    update=edit.update_ledger_line,
    delete=edit.delete_ledger_line,
    replace=replace_ledger_lines,
)
REVENUE = LineKind(
    table="revenue_line",
    path="revenue",
    name="收入科目",
    first=RevenueField.REVENUE_CODE,
    groupings=(RevenueField.UNIT, RevenueField.SOURCE, RevenueField.REVENUE_CODE),
    widths={
        RevenueField.UNIT: 15,
        RevenueField.SOURCE: 10,
        RevenueField.REVENUE_CODE: 24,
        RevenueField.AMOUNT: 10,
    },
    filter_hint="筛选：单位、科目、金额或拼音首字母",
    terms=_revenue_terms,
    read=read.revenue_lines,
    add=edit.add_revenue_line,
    update=edit.update_revenue_line,
    delete=edit.delete_revenue_line,
    replace=replace_revenue_lines,
)


def changes_terms(change: Change) -> bool:
    """Whether the units, the names of the projects or the office's own 科目 are others now."""
    return change.touches("department", "unit", "catalogue_entry") or any(
        not row.columns or row.columns & {"name", "unit_id"} for row in change.of("project")
    )
