"""The register and the sums of a bureau's book, as it tells them upward."""

from collections.abc import Iterator, Mapping

from budgetdesk.book.book import Book
from budgetdesk.exchange.county.arrived import arrived_counties
from budgetdesk.exchange.register.revising import revised_amounts
from budgetdesk.exchange.register.rows import register_rows
from budgetdesk.exchange.sealed.county_report import CountyReport, CountySum, CountyUnit


def report_of(book: Book, passed_on: Mapping[str, str]) -> CountyReport:
    """What the book of a bureau has now; `passed_on` are stages by the uuids of units."""
    listed = tuple(
        CountyUnit(
            row.unit.department.name,
            row.unit.name,
            row.unit.code or "",
            row.entry.stage,
            row.entry.state,
            row.entry.version,
            row.entry.code,
            row.entry.received_at,
            row.money,
            passed_on.get(row.unit.uuid) == row.entry.stage,
        )
        for row in register_rows(book)
    )
    below = tuple(it.below for it in arrived_counties(book))
    return CountyReport(listed, tuple(_sums(book)), below)


def _sums(book: Book) -> Iterator[CountySum]:
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for it in revised_amounts(book):
        key = (it.unit.department.name, it.source)
        told, allowed = found.get(key, (0, 0))
        found[key] = (told + it.told, allowed + it.allowed)
    for (department, source), amounts in found.items():
        yield CountySum(department, source, *amounts)
