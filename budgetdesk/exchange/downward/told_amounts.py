"""What a unit tells of its money: by project, and of its ledger by source."""

from budgetdesk.book.book import Book
from budgetdesk.book.read import ledger, project_ids, projects
from budgetdesk.domain.records import Source, Unit
from budgetdesk.exchange.downward.approval_content import ApprovedProject


def told_projects(book: Book, unit: Unit) -> tuple[ApprovedProject, ...]:
    """The projects of a unit, each with its form's amount of the year, else its ledger's."""
    own = project_ids(book, unit_id=unit.id)
    booked: dict[int | None, int] = {}
    for line in ledger(book, unit_id=unit.id):
        booked[line.project_id] = booked.get(line.project_id, 0) + line.amount
    found = []
    for it in projects(book, own) if own else ():
        total = it.funding.annual.total
        told = booked.get(it.id) if total is None else total
        found.append(ApprovedProject(it.uuid, it.name, told))
    return tuple(found)


def ledger_totals(book: Book, unit: Unit) -> dict[Source, int]:
    """The ledger of a unit by source, 分."""
    totals: dict[Source, int] = {}
    for line in ledger(book, unit_id=unit.id):
        totals[line.source] = totals.get(line.source, 0) + line.amount
    return totals
