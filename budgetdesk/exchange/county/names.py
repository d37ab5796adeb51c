"""Units and departments of a county under the names that tell them apart in a city's book."""

from dataclasses import replace

from budgetdesk.domain.records import Unit
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.exchange.sealed.county_report import named_within
from budgetdesk.exchange.sealed.envelope import SendingOffice

_DIGITS = 6


def county_of(code: str, name: str) -> SendingOffice:
    """The county that is meant.

    Raises:
        ExportFault: the code is no code of a region, or there is no name.
    """
    if len(code) != _DIGITS or not (code.isascii() and code.isdigit()):
        raise ExportFault(f"「{code}」不是行政区划代码，应为 6 位数字，如 141032。")
    if not name.strip():
        raise ExportFault("没有写县的名称，请写在行政区划代码后面，如 141032 永和县。")
    return SendingOffice(code, name.strip())


def within(county: SendingOffice, unit: Unit) -> Unit:
    """A unit as the city knows it: names begin with the county's, the department's code too.

    Two counties have a 第一中学 and a department 202 each, and an import finds units by name.
    """
    owner = unit.department
    code = f"{county.code}{owner.code}" if owner.code else ""
    department = replace(owner, code=code, name=named_within(county, owner.name))
    return replace(unit, name=named_within(county, unit.name), department=department)
