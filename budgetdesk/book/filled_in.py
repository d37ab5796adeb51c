"""Forms that their clerk has marked as 填报完成, and whether the mark still holds.

What is kept is the form's fingerprint when it was marked, as a setting: any edit takes the mark
back without having to know of it, and undoing the edit brings it back.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.domain.records import PARAGRAPHS, Horizon, Project

_KEY = "filled_in."


def filled_in_marks(book: Book) -> Mapping[str, str]:
    """The fingerprints of the forms that were marked, by the projects' uuids."""
    rows = book.rows(
        "SELECT key, value FROM setting WHERE value IS NOT NULL AND key LIKE ? || '%'", (_KEY,)
    )
    return {str(key).removeprefix(_KEY): str(value) for key, value in rows}


def mark_filled_in(step: Step, forms: Iterable[Project], *, done: bool) -> None:
    """Mark forms as filled in, as they stand in the book, or take the mark back."""
    for project in forms:
        put_setting(step, f"{_KEY}{project.uuid}", fingerprint_of(project) if done else None)


def is_marked(marks: Mapping[str, str], project: Project) -> bool:
    """Whether a form is marked and was not edited since."""
    mark = marks.get(project.uuid)
    return mark is not None and mark == fingerprint_of(project)


def filled_in_ids(book: Book, among: Iterable[int] | None = None) -> frozenset[int]:
    """The projects, or those among some, whose forms are marked and were not edited since."""
    marks = filled_in_marks(book)
    rows = book.rows(
        "SELECT id FROM project WHERE uuid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(marks)),),
    )
    marked = {row_id for (row_id,) in rows}
    wanted = marked if among is None else marked & {*among}
    found = projects(book, wanted) if wanted else ()
    return frozenset(project.id for project in found if is_marked(marks, project))


def fingerprint_of(project: Project) -> str:
    """A short key of everything that a clerk fills into a form."""
    rows = [
        (horizon, row.level1, row.level2, row.name, row.target)
        for horizon in Horizon
        for row in project.indicators.of(horizon) or ()
    ]
    texts = [getattr(project, path) for path in ("name", "attribute", *PARAGRAPHS)]
    foot = (project.responsible, project.handler, project.phone)
    content = (texts, project.period, project.category, project.funding, project.goals, rows, foot)
    return blake2b(repr(content).encode(), digest_size=12).hexdigest()
