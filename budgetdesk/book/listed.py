"""The published list of 民生领域重大事项 that a book holds against its forms."""

from collections.abc import Iterable

from budgetdesk.book.book import Book
from budgetdesk.book.step import Step
from budgetdesk.domain.records import ListedProject


def listed_projects(book: Book) -> tuple[ListedProject, ...]:
    """The published list in its order; empty where none was imported."""
    rows = book.rows(
        "SELECT unit_code, unit, project, amount, id FROM listed_project ORDER BY position, id"
    )
    return tuple(ListedProject(*row) for row in rows)


def put_listed_projects(step: Step, listed: Iterable[ListedProject]) -> int:
    """Put a published list in place of the one the book had; how many rows that one had."""
    known = step.rows("SELECT id FROM listed_project ORDER BY id")
    for (row_id,) in known:
        step.delete("listed_project", row_id)
    for position, row in enumerate(listed):
        step.insert(
            "listed_project",
            {
                "position": position,
                "unit_code": row.unit_code,
                "unit": row.unit,
                "project": row.project,
                "amount": row.amount,
            },
        )
    return len(known)
