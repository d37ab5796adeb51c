"""The published list of 民生领域重大事项 that a book holds against its forms."""

from collections.abc import Iterable

from budgetdesk.book.book import Book
from budgetdesk.book.change import Value
from budgetdesk.book.step import Step
from budgetdesk.domain.identity import RowFace, match_rows
from budgetdesk.domain.livelihood import ListedProject

_ALL = "SELECT unit_code, unit, project, amount, id, uuid FROM listed_project ORDER BY position, id"


def listed_projects(book: Book) -> tuple[ListedProject, ...]:
    """The published list in its order; empty where none was imported."""
    return tuple(ListedProject(*row) for row in book.rows(_ALL))


def put_listed_projects(step: Step, listed: Iterable[ListedProject]) -> int:
    """Put a published list in place of the one the book had; how many rows that one had."""
    known = [ListedProject(*row) for row in step.rows(_ALL)]
    wanted = tuple(listed)
    matches = match_rows([*map(_face, known)], [*map(_face, wanted)])
    same = {match.new: known[match.old].id for match in matches}
    for row in known:
        if row.id not in same.values():
            step.delete("listed_project", row.id)
    for position, row in enumerate(wanted):
        said = _columns(row) | {"position": position}
        if position in same:
            step.update("listed_project", same[position], said)
        else:
            step.insert("listed_project", said)
    return len(known)


def _face(row: ListedProject) -> RowFace:
    return RowFace(row.project, str(row.amount), (row.unit,), row.uuid)


def _columns(row: ListedProject) -> dict[str, Value]:
    return {
        "unit_code": row.unit_code,
        "unit": row.unit,
        "project": row.project,
        "amount": row.amount,
    }
