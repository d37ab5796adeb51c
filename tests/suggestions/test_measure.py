"""How often what a hidden form says is among five suggestions a place.

A hit is a name of which at least half of the character pairs are the suggestion's.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from budgetdesk.forms.loader import load_form_set
from budgetdesk.suggestions.library import Library
from budgetdesk.suggestions.objecting import Objecting
from budgetdesk.suggestions.pairs import likeness
from budgetdesk.suggestions.past import PastForm, PastRow
from budgetdesk.suggestions.proposing import MOST, Proposals
from tests.suggestions.conftest import Pair

_OWN_YEAR, _YEAR_BEFORE = 0.35, 0.60


def hits(published: Sequence[Pair], library: Library) -> float:
    """The share of all names that are hit, each form hidden in turn."""
    asked = hit = 0
    for project, form in published:
        objecting = _objecting(form.year)
        proposals = Proposals(project, replace(form, rows=()), library, objecting)
        for place in {row.place for row in form.rows}:
            names = [it.name for it in proposals.suggestions(place)]
            assert len(names) <= MOST
            for row in form.rows:
                if row.place == place:
                    asked += 1
                    hit += any(likeness(name, row.name) >= 0.5 for name in names)
    assert asked > 800
    return hit / asked


@cache
def _objecting(year: int) -> Objecting:
    """The rules of a set of the old tree, which all published forms have."""
    return Objecting(load_form_set("yonghe-2024"), year)


def test_the_forms_of_the_year_itself(published: Sequence[Pair]) -> None:
    assert hits(published, Library(form for _, form in published)) >= _OWN_YEAR


def test_a_year_before_with_names_reworded_and_projects_that_are_new(
    published: Sequence[Pair],
) -> None:
    """A third of the names reworded, a fifth of the projects without a year before."""
    dice = random.Random(20_260_101)
    before = [_before(form, dice) for _, form in published if dice.random() >= 0.2]
    assert hits(published, Library(before)) >= _YEAR_BEFORE


def _before(form: PastForm, dice: random.Random) -> PastForm:
    rows = tuple(_reworded(row, dice) if dice.random() < 1 / 3 else row for row in form.rows)
    return replace(form, uuid=f"{form.uuid} 上年", year=form.year - 1, rows=rows)


def _reworded(row: PastRow, dice: random.Random) -> PastRow:
    half = len(row.name) // 2
    other = dice.choice(
        ("本年" + row.name[:-2], row.name[half:] + "情况", row.name[:half] + "水平")
    )
    return replace(row, name=other)
