"""Every check over 1,000 projects."""

from collections.abc import Iterator
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.checks.engine import Checker
from budgetdesk.forms.loader import load_form_set
from tests.bench.figures import Figure, in_turns
from tests.bench.material import large_book

_PROJECTS = 1_000
_BAR = 5.0
_ROUNDS = 3


def figures(folder: Path) -> Iterator[Figure]:
    """Measure a whole run, from the book to the report."""
    path = folder / "check.budget"
    large_book(path, _PROJECTS)
    with Book.open(path) as book:
        checker = Checker(book, load_form_set(book.info.form_set))
        ours, reading = in_turns([checker.run, lambda: projects(book)], _ROUNDS)
    yield Figure(
        what=f"Every check over {_PROJECTS:,} projects",
        bar=f"< {_BAR:.0f} s",
        time=ours,
        met=ours < _BAR,
        reference_name="only reading the projects",
        reference=reading,
    )
