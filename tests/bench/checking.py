"""Every check over 1,000 projects, and what an edit costs after it."""

import gc
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.book.edit import write_field
from budgetdesk.book.read import project, project_ids, projects
from budgetdesk.checks.engine import Checker
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.loader import load_form_set
from tests.bench.figures import Figure, in_turns
from tests.bench.material import large_book

_PROJECTS = 1_000
_BAR = 10.0  # times reading them
_EDIT_BAR = 6.0  # times reading the project
_ROUNDS = 3
_EDITS = 30


def figures(folder: Path) -> Iterator[Figure]:
    """Measure a whole run, from the book to the report, and the update after an edit."""
    path = folder / "check.budget"
    large_book(path, _PROJECTS)
    with Book.open(path) as book:
        checker = Checker(book, load_form_set(book.info.form_set))
        ours, reading = in_turns([checker.run, lambda: projects(book)], _ROUNDS, prepare=gc.collect)
        yield Figure(
            what=f"Every check over {_PROJECTS:,} projects",
            bar=f"≤ {_BAR:.0f} ×",
            time=ours,
            met=ours <= _BAR * reading,
            reference_name="only reading the projects",
            reference=reading,
        )
        yield _edit(book, checker)


def _edit(book: Book, checker: Checker) -> Figure:
    heard: list[Change] = []
    book.subscribe(heard.append)
    write = _edits(book)
    again, alone = in_turns(
        [lambda: checker.update(heard[-1]), lambda: project(book, project_ids(book)[0])],
        _EDITS,
        prepare=write,
    )
    return Figure(
        what=f"Checks after one edit among {_PROJECTS:,} projects",
        bar=f"≤ {_EDIT_BAR:.0f} ×",
        time=again,
        met=again <= _EDIT_BAR * alone,
        reference_name="only reading the project",
        reference=alone,
    )


def _edits(book: Book) -> Callable[[], None]:
    """Each call edits another field of a project in the middle: name, text, target, amount."""
    middle = project(book, project_ids(book)[_PROJECTS // 2])
    row = middle.indicators.annual[0]
    fields = cycle(
        [
            FieldRef(RecordKind.PROJECT, middle.id, "name"),
            FieldRef(RecordKind.PROJECT, middle.id, "overview"),
            FieldRef(RecordKind.PROJECT, middle.id, "indicators.annual.target", row.id),
            FieldRef(RecordKind.PROJECT, middle.id, "goals.annual"),
        ]
    )
    numbers = iter(range(10**6))

    def write() -> None:
        with book.step("修改") as step:
            write_field(step, next(fields), f"≥{next(numbers)}人")

    return write
