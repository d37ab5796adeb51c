"""A question among 2,000 past forms, against LIKE over the same names."""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.exchange.sample import create_sample
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.suggestions.library import Library
from budgetdesk.suggestions.objecting import Objecting
from budgetdesk.suggestions.past import PastForm, past_forms
from budgetdesk.suggestions.proposing import Proposals
from tests.bench.figures import Figure, in_turns

_FORMS, _QUESTIONS, _ROUNDS, _BAR = 2_000, 20, 9, 3.0
_PLACES = ("数量", "质量", "时效", "成本", "社会效益", "服务对象满意度")


def figures(folder: Path) -> Iterator[Figure]:
    """Measure twenty questions for one place each; LIKE looks for two characters of a name."""
    path = folder / "sample.budget"
    create_sample(path)
    with Book.open(path) as book:
        projects, forms = read.projects(book), tuple(past_forms(book))
        objecting = Objecting(load_forms_of(book), book.info.fiscal_year)
    library = Library(_many(forms))
    dice = random.Random(2)
    asked = [(projects[at], forms[at], dice.choice(_PLACES))
             for at in dice.choices(range(len(forms)), k=_QUESTIONS)]  # fmt: skip
    names = sqlite3.connect(":memory:")
    names.execute("CREATE TABLE indicator (name TEXT)")
    names.executemany(
        "INSERT INTO indicator VALUES (?)",
        [(row.name,) for form in library.forms for row in form.rows],
    )

    def ours() -> None:
        for project, form, place in asked:
            Proposals(project, replace(form, rows=()), library, objecting).suggestions(place)

    def plain() -> None:
        for _, form, _ in asked:
            like = f"%{form.name[:2]}%"
            names.execute("SELECT name FROM indicator WHERE name LIKE ?", [like]).fetchall()

    own, reference = in_turns([ours, plain], _ROUNDS)
    names.close()
    yield Figure(
        what=f"{_QUESTIONS} questions for suggestions among {_FORMS:,} forms",
        bar=f"≤ {_BAR:.0f} × LIKE over their names",
        time=own,
        met=own <= _BAR * reference,
        reference_name="SQLite LIKE over the names of all indicators, in memory",
        reference=reference,
    )


def _many(forms: tuple[PastForm, ...]) -> Iterator[PastForm]:
    """The forms over and over, each time with other words in their names."""
    dice = random.Random(1)
    words = [form.name[at : at + 2] for form in forms for at in range(0, len(form.name) - 1, 2)]
    for number in range(_FORMS):
        form = forms[number % len(forms)]
        rows = tuple(replace(row, name=dice.choice(words) + row.name) for row in form.rows)
        name = f"{dice.choice(words)}{form.name}{dice.choice(words)}"
        yield replace(form, uuid=f"{number}", year=form.year - 1 - number % 5, name=name, rows=rows)
