"""The funding of the overall forms (年度预算情况), taken over from the ledger."""

from dataclasses import asdict

from budgetdesk.book.book import Book
from budgetdesk.book.read import overalls
from budgetdesk.book.step import Step
from budgetdesk.tables.compute import DepartmentTables, compute_tables


def recalculate_overalls(book: Book, step: Step) -> int:
    """Give every overall form the sums of its department's ledger; how many forms changed.

    The amounts are this year's without 上年结转, exact in 分. A department without ledger lines
    keeps what was typed.
    """
    found = {tables.department.id: tables for tables in compute_tables(book)}
    changed = 0
    for form in overalls(book):
        tables = found.get(form.department.id)
        if tables is None or (form.by_source, form.by_direction) == (
            tables.by_source,
            tables.by_direction,
        ):
            continue
        step.update("overall", form.id, _columns(tables))
        changed += 1
    return changed


def _columns(tables: DepartmentTables) -> dict[str, int | None]:
    source = {f"source_{name}": amount for name, amount in asdict(tables.by_source).items()}
    direction = {
        f"direction_{name}": amount for name, amount in asdict(tables.by_direction).items()
    }
    return source | direction
