"""Who signs what leaves a book: the name somebody typed for it once, never that of a login."""

from budgetdesk.book.bands import Queried
from budgetdesk.book.read import setting
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step

_KEY = "person"
_UNSIGNED = "SELECT id FROM explanation WHERE who = ''"


def person_of(book: Queried) -> str:
    """The name; "" while nobody gave one."""
    return setting(book, _KEY) or ""


def likely_person(book: Queried) -> str:
    """The name, else the 经办人 that most projects of the book name."""
    rows = book.rows(
        "SELECT handler FROM project WHERE trim(handler) <> '' "
        "GROUP BY handler ORDER BY count(*) DESC, min(id) LIMIT 1"
    )
    return person_of(book) or (rows[0][0].strip() if rows else "")


def is_signed(book: Queried, name: str) -> bool:
    """Whether the name is the one kept, and no explanation is without one."""
    return name == person_of(book) and not (name and book.rows(_UNSIGNED))


def put_person(step: Step, name: str) -> None:
    """Keep the name; explanations that nobody signed yet are of that person."""
    put_setting(step, _KEY, name)
    for (row_id,) in step.rows(_UNSIGNED):
        step.update("explanation", row_id, {"who": name})
