"""What is told of a field by comparing, receiving and returning is in the words of its forms."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.errors import RefusedField
from budgetdesk.checks.finding import Fix, SetField
from budgetdesk.checks.fixes import apply_fixes
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.file_kinds import EXCEL, PDF
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import Department, PerHorizon, Project, RecordKind, Unit
from budgetdesk.exchange.comparison.changes import compared
from budgetdesk.exchange.comparison.sides import side_of_book
from budgetdesk.exchange.downward.remarking import place_at
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.find_replace import TextChange, TextHit, replace_texts
from budgetdesk.exchange.portal.comparing import mend_book
from budgetdesk.exchange.portal.differences import PortalDifference, PortalKind
from budgetdesk.forms.loader import form_set_ids, load_form_set
from budgetdesk.output.files import OutputError

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


_TARGET = FieldRef(RecordKind.PROJECT, 1, _GOAL)


def _fix(book: Book) -> object:
    return apply_fixes(book, [Fix("改写", (SetField(_TARGET, "1"),))], "一键修正")


def _replace(book: Book) -> object:
    hit = TextHit(_TARGET, "修路", "资金", Kind.PARAGRAPH, "1", 1)
    return replace_texts(book, [TextChange(hit, "2")], "1", "2")


def _mend(book: Book) -> None:
    told = PortalDifference(
        PortalKind.CHANGED, "甲站", "修路", "资金", "", "1", "A1", edits=((_TARGET, "1"),)
    )
    mend_book(book, (told,))


@pytest.mark.parametrize("set_id", _SETS)
@pytest.mark.parametrize("deed", [_fix, _replace, _mend])
def test_what_the_book_refuses_is_called_as_on_the_form(
    tmp_path: Path, set_id: str, deed: Callable[[Book], object]
) -> None:
    own = load_form_set(set_id).in_own_words("实施期目标")
    with _book(tmp_path, set_id, "修通") as book:
        with book.step("没有这一期") as step:
            step.update("project", 1, {"goal_implementation": None})
        with pytest.raises(RefusedField, match=f"「{own}」"):
            deed(book)


@pytest.mark.parametrize("set_id", _SETS)
def test_what_cannot_be_written_is_called_as_on_the_form(tmp_path: Path, set_id: str) -> None:
    own = load_form_set(set_id).in_own_words("实施期目标")
    for goal, kind in (("😀", PDF), ("长" * 40_000, EXCEL)):
        with _book(tmp_path, set_id, "修通") as book:
            with book.step("目标") as step:
                edit.write_field(step, FieldRef(RecordKind.PROJECT, 1, _GOAL), goal)
            with pytest.raises(OutputError, match=f"的“{own}”"):
                export_book(book, tmp_path / kind.key, ExportOrder((kind,)))
        (tmp_path / "修通.budget").unlink()


def test_one_set_at_least_has_a_word_of_its_own() -> None:
    assert {load_form_set(it).in_own_words("实施期目标") for it in _SETS} >= {
        "实施期目标",
        "中期目标",
    }
