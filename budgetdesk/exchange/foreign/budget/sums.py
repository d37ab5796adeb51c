"""Where the rows of a budget table don't add up: codes to the one above, columns to their sum."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetdesk.domain.money import yuan_text
from budgetdesk.exchange.foreign.budget.table import AmountColumn, BudgetRow, BudgetTable
from budgetdesk.exchange.foreign.grid import SourceCell

_STEP = 2  # digits of a level of codes below the first three


@dataclass(frozen=True, slots=True)
class SumFault:
    """A row whose amount is not the sum of its parts, in words, with its place."""

    cell: SourceCell
    sentence: str


def sum_faults(table: BudgetTable) -> Iterator[SumFault]:
    """What of a table doesn't add up, beyond the rounding of what is printed."""
    for row in table.rows:
        yield from _across(table, row)
        if row.code:
            yield from _down(table, row, _below(table, row.code))
        elif row.is_sum:
            yield from _down(table, row, _tops(table))


def _tops(table: BudgetTable) -> list[BudgetRow]:
    """The uppermost codes."""
    shortest = min((len(row.code) for row in table.coded), default=0)
    return [row for row in table.coded if len(row.code) == shortest]


def _below(table: BudgetTable, code: str) -> list[BudgetRow]:
    wanted = len(code) + _STEP
    return [it for it in table.coded if len(it.code) == wanted and it.code.startswith(code)]


def _down(table: BudgetTable, row: BudgetRow, parts: Sequence[BudgetRow]) -> Iterator[SumFault]:
    for column in table.columns if parts else ():
        at = column.column
        if not any(at in it.amounts for it in (row, *parts)):
            continue
        told = row.amounts.get(at, 0)
        found = sum(it.amounts.get(at, 0) for it in parts)
        if abs(told - found) > table.tolerance * (len(parts) + 1):
            yield _fault(table, row, column.head.rpartition("/")[2], told, found, "下级之和")


def _across(table: BudgetTable, row: BudgetRow) -> Iterator[SumFault]:
    for total in table.columns:
        parts = parts_of(table, total)
        if total.column not in row.amounts or len(parts) < _STEP:
            continue
        told = row.amounts[total.column]
        found = sum(row.amounts.get(it.column, 0) for it in parts)
        if abs(told - found) > table.tolerance * (len(parts) + 1):
            yield _fault(table, row, total.head.rpartition("/")[2], told, found, "各列之和")


def parts_of(table: BudgetTable, total: AmountColumn) -> list[AmountColumn]:
    """The columns that one of a total sums: all others below the same heading."""
    above = total.head.rpartition("/")[0]
    if not total.total:
        return []
    return [
        it
        for it in table.columns
        if not it.total and it.head.startswith(above) and it.column > total.column
    ]


def _fault(
    table: BudgetTable, row: BudgetRow, head: str, told: int, found: int, what: str
) -> SumFault:
    name = f"{row.code} {row.name}".strip()
    text = f"{table.title}「{name}」{head}为 {yuan_text(told)} 元，{what}为 {yuan_text(found)} 元"
    return SumFault(row.cell, text)
