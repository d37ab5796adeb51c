"""What is told of a field by comparing, receiving and returning is in the words of its forms."""

from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Department, PerHorizon, Project, RecordKind, Unit
from budgetdesk.exchange.comparison.changes import compared
from budgetdesk.exchange.comparison.sides import side_of_book
from budgetdesk.exchange.downward.remarking import place_at
from budgetdesk.forms.loader import form_set_ids, load_form_set

_GOAL = "goals.implementation"
_SETS = [
    it
    for it in form_set_ids()
    if "goals.implementation" in load_form_set(it).shown(RecordKind.PROJECT)
]


def _book(folder: Path, set_id: str, goal: str) -> Book:
    form_set = load_form_set(set_id)
    info = BookInfo(set_id, form_set.fiscal_year, "账")
    book = Book.create(folder / f"{goal}.budget", info, form_set.dictionary)
    with book.step("项目") as step:
        office = Department("101", "甲局")
        office = replace(office, id=edit.add_department(step, office))
        unit = Unit("甲站", office)
        unit = replace(unit, id=edit.add_unit(step, unit))
        edit.add_project(step, Project("修路", unit, goals=PerHorizon(goal, "")))
    return book


@pytest.mark.parametrize("set_id", _SETS)
def test_the_goal_of_several_years_is_called_as_on_the_form(tmp_path: Path, set_id: str) -> None:
    own = load_form_set(set_id).in_own_words("实施期目标")
    with _book(tmp_path, set_id, "修通") as old, _book(tmp_path, set_id, "通车") as new:
        told = compared(side_of_book(old), side_of_book(new)).differences
        assert [it.field for it in told] == [own]
        assert place_at(new, FieldRef(RecordKind.PROJECT, 1, _GOAL)).field == own


def test_one_set_at_least_has_a_word_of_its_own() -> None:
    assert {load_form_set(it).in_own_words("实施期目标") for it in _SETS} >= {
        "实施期目标",
        "中期目标",
    }
