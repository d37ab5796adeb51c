"""The findings that are a unit's, and those of its department where the unit speaks for it."""

from collections.abc import Iterable

from budgetdesk.book.book import Book
from budgetdesk.checks.finding import Finding
from budgetdesk.checks.report import Report, tally_of
from budgetdesk.domain.form_marks import Tally
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.sealed.contents import speaks_for_department


def findings_of(unit: Unit, report: Report, *, speaks: bool) -> tuple[Finding, ...]:
    """What a report found in the forms of a unit; `speaks`: for its department as well."""
    return tuple(it for it in report.findings if _is_of(it, unit, speaks=speaks))


def _is_of(finding: Finding, unit: Unit, *, speaks: bool) -> bool:
    place = finding.place
    if place.unit:
        return place.unit == unit.name
    return speaks and place.department == unit.department.name


def tally_of_units(book: Book, wanted: Iterable[Unit], report: Report) -> Tally:
    """What still asks for something in all that goes upward with units."""
    each = (
        tally_of(findings_of(unit, report, speaks=speaks_for_department(book, unit)))
        for unit in wanted
    )
    return sum(each, Tally())
