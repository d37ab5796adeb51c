"""Forms that their clerk has marked as 填报完成, and whether the mark still holds.

What is kept is the form's fingerprint when it was marked, as a setting: any edit takes the mark
back without having to know of it, and undoing the edit brings it back.
"""

# ruff: noqa: S608 - names are this package's own; values are always bound

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.proposed import confirm
from budgetdesk.book.read import projects
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.domain.held_values import is_own, rows_in
from budgetdesk.domain.records import (
    PARAGRAPHS,
    DeclaredRecord,
    Held,
    Horizon,
    ListRow,
    OverallForm,
    Project,
    RecordKind,
)

_KEY = "filled_in."


def filled_in_marks(book: Book) -> Mapping[str, str]:
    """The fingerprints of the forms that were marked, by their uuids."""
    return marks_of(book, _KEY)


def marks_of(book: Book, head: str, uuids: Iterable[str] | None = None) -> Mapping[str, str]:
    """The fingerprints that settings of some head keep, by the forms' uuids: of these, or all."""
    told, values = "BETWEEN ?1 AND ?1 || char(1114111)", [head]  # which the index of the keys finds
    if uuids is not None:
        told = "IN (SELECT ?1 || value FROM json_each(?2))"
        values.append(json.dumps([*uuids]))
    rows = book.rows(
        f"SELECT key, value FROM setting WHERE value IS NOT NULL AND key {told}",
        values,
    )
    return {str(key).removeprefix(head): str(value) for key, value in rows}


def mark_filled_in(step: Step, forms: Iterable[Held], *, done: bool) -> None:
    """Mark forms as filled in, as they stand in the book, or take the mark back."""
    forms = tuple(forms)
    for form in forms:
        put_setting(step, f"{_KEY}{form.uuid}", fingerprint_of(form) if done else None)
    if done:  # whoever says that it is filled in has looked at what was proposed
        confirm(step, forms)


def is_marked(marks: Mapping[str, str], form: Held) -> bool:
    """Whether a form is marked and was not edited since."""
    mark = marks.get(form.uuid)
    return mark is not None and mark == fingerprint_of(form)


def filled_in_ids(book: Book, among: Iterable[int] | None = None) -> frozenset[int]:
    """The projects, or those among some, whose forms are marked and were not edited since."""
    return marked_projects(book, _KEY, among)


def marked_projects(book: Book, head: str, among: Iterable[int] | None = None) -> frozenset[int]:
    """The projects, or those among some, that bear a mark and were not edited since."""
    uuids = None if among is None else _projects_by(book, "id", among).values()
    marks = marks_of(book, head, uuids)
    wanted = _projects_by(book, "uuid", marks) if marks else {}
    found = projects(book, wanted) if wanted else ()
    return frozenset(project.id for project in found if is_marked(marks, project))


def _projects_by(book: Book, column: str, values: Iterable[str | int]) -> Mapping[int, str]:
    """The uuids by the ids of the projects that have one of some values in a column."""
    return dict(
        book.rows(
            f"SELECT id, uuid FROM project WHERE {column} IN (SELECT value FROM json_each(?))",
            (json.dumps([*values]),),
        )
    )


def fingerprint_of(form: Held) -> str:
    """A short key of everything that a clerk fills into a form."""
    content = _CONTENTS.get(form.kind, _of_declared)(form)
    return blake2b(repr(content).encode(), digest_size=12).hexdigest()


def _of_overall(form: OverallForm) -> tuple[object, ...]:
    """Its amounts are the ledger's where there is one: nobody fills those in."""
    amounts = None if form.funding_computed else (form.by_source, form.by_direction)
    tasks = [(task.core_function, task.task) for task in form.key_tasks]
    rows = [(row.level1, row.level2, row.name, row.target) for row in form.indicators]
    told = (*(getattr(form, path) for path in _TOLD), amounts, tasks, rows)
    return (*told, *_own_fields(form, (*form.key_tasks, *form.indicators)))


def _own_fields(form: Project | OverallForm, rows: Iterable[ListRow]) -> Iterator[object]:
    """What a form set asks for beyond the base dictionary; nothing where nothing is said."""
    own = [(path, said) for path, said in _declared_of(form) if said]
    of_rows = [[*row.declared.items()] for row in rows]
    if own or any(value for said in of_rows for _, value in said):
        yield own
        yield of_rows


_TOLD = (
    "internal_departments", "subordinate_units", "approved_staffing", "actual_staff",
    "staff_on_quota", "other_staff", "duties", "strategic_goal", "annual_goal",
)  # fmt: skip


def _of_declared(record: DeclaredRecord) -> tuple[object, ...]:
    """What the record itself says; those above and below have marks of their own."""
    return tuple(_declared_of(record))


def _declared_of(form: Held) -> Iterator[tuple[str, object]]:
    """Its own values that a form set declares, by path."""
    for path, value in sorted(form.declared.items()):
        if isinstance(value, tuple) and is_own(value):
            rows = rows_in(form.declared, path)
            yield path, [(row.level1, row.level2, *row.declared.items()) for row in rows]
        elif is_own(value):
            yield path, value


def _of_project(project: Project) -> tuple[object, ...]:
    rows = [
        (horizon, row.level1, row.level2, row.name, row.target)
        for horizon in Horizon
        for row in project.indicators.of(horizon) or ()
    ]
    texts = [getattr(project, path) for path in ("name", "attribute", *PARAGRAPHS)]
    foot = (project.responsible, project.handler, project.phone)
    listed = [row for horizon in Horizon for row in project.indicators.of(horizon) or ()]
    told = (texts, project.period, project.category, project.funding, project.goals, rows, foot)
    return (*told, *_own_fields(project, listed))


# How each base form is told in short; what marked ones say of themselves must never change.
_CONTENTS: Mapping[str, Callable[[Any], tuple[object, ...]]] = {
    RecordKind.PROJECT: _of_project,
    RecordKind.OVERALL: _of_overall,
}
