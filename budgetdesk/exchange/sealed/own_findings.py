"""The findings that are a unit's, and those of its department where the unit speaks for it."""

from budgetdesk.checks.finding import Finding
from budgetdesk.checks.report import Report
from budgetdesk.domain.records import Unit


def findings_of(unit: Unit, report: Report, *, speaks: bool) -> tuple[Finding, ...]:
    """What a report found in the forms of a unit; `speaks`: for its department as well."""
    return tuple(it for it in report.findings if _is_of(it, unit, speaks=speaks))


def _is_of(finding: Finding, unit: Unit, *, speaks: bool) -> bool:
    place = finding.place
    if place.unit:
        return place.unit == unit.name
    return speaks and place.department == unit.department.name
