"""Which units of a book lines of a file are of: a line names its unit, rarely its department."""

from collections.abc import Iterable, Mapping

from budgetdesk.book.step import Step
from budgetdesk.domain.records import Unit
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.ledger_file import NamedLine
from budgetdesk.exchange.placing import Places
from budgetdesk.exchange.report import FileReport
from budgetdesk.exchange.revenue_file import NamedRevenue

WhoseLine = tuple[str, str]
"""What a line says of whose it is: department, "" where it doesn't say, and unit."""


def whose_line(line: NamedLine | NamedRevenue) -> WhoseLine:
    """What a line says of whose it is."""
    return line.department, line.unit


def units_of_lines(
    step: Step, places: Places, lines: Iterable[NamedLine | NamedRevenue], report: FileReport
) -> Mapping[WhoseLine, tuple[Unit, ...]]:
    """The book's units of the names in a file, made where the book lacks them.

    Raises:
        ImportFault: a unit is not there, and its department can't be known.
    """
    first: dict[WhoseLine, int] = {}
    for line in lines:
        first.setdefault(whose_line(line), line.number)
    return {whose: _units(step, places, whose, at, report) for whose, at in first.items()}


def _units(
    step: Step, places: Places, whose: WhoseLine, number: int, report: FileReport
) -> tuple[Unit, ...]:
    owner, name = whose
    found = places.units_named(name, owner)
    if len({it.department.id for it in found}) > 1:
        report.notes.append(_several(name, found))
    if found:
        return found
    department = places.department_named(owner) if owner else None
    department = department or places.department_of_all(step, name, report)
    if department is None:
        reason = f"账套中没有单位「{shorten(name)}」，无法判断它属于哪个部门，请先新建这个单位。"
        record = f"第 {number} 行"
        raise ImportFault(report.path, reason, record=record, field="unit", label="单位")
    return (places.unit(step, Unit(name, department), report),)


def _several(name: str, found: tuple[Unit, ...]) -> str:
    """Where two departments have a unit of that name, money stands with the first."""
    first, *others = (it.department.name for it in found)
    listed = "、".join(f"「{it}」" for it in others)
    return (
        f"单位「{shorten(name)}」在{listed}也有，明细记在「{first}」的，请核对；"
        "要分开请在文件中加一列「部门」。"
    )
