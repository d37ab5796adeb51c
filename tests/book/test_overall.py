"""The overall form's funding: the ledger's where there is one, and what was filled in before."""

from dataclasses import asdict, replace
from typing import Any

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.errors import LockedField
from budgetdesk.book.overall import booked_funding, forget_agreeing, forget_filled_in
from budgetdesk.dictionary.base import fields_of
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.overall_funding import OverallByDirection, OverallBySource, OverallFunding
from budgetdesk.domain.records import (
    Department,
    Nature,
    Origin,
    OverallForm,
    RecordKind,
    Source,
    Unit,
)
from tests.book.records import a_line, add_unit, an_overall

WAN = 1_000_000
AMOUNTS = [path for path in fields_of(RecordKind.OVERALL) if path.startswith("by_")]


@pytest.fixture
def unit(book: Book) -> Unit:
    return add_unit(book)


@pytest.fixture
def overall_id(book: Book, unit: Unit) -> int:
    with book.step("加") as step:
        return edit.put_overall(step, an_overall(unit.department))


def put_line(book: Book, unit: Unit, amount: int, **changes: Any) -> int:
    with book.step("记一行") as step:
        line = replace(a_line(unit, amount=amount), **changes)
        return edit.add_ledger_line(step, line)


def the_form(book: Book) -> OverallForm:
    (form,) = read.overalls(book)
    return form


def test_without_a_ledger_the_amounts_are_those_filled_in(book: Book, overall_id: int) -> None:
    form = the_form(book)
    assert not form.funding_computed
    assert form.by_source == an_overall(form.department).by_source
    assert form.by_direction == an_overall(form.department).by_direction


def test_with_a_ledger_they_are_this_years_lines_of_the_department(
    book: Book, unit: Unit, overall_id: int
) -> None:
    put_line(book, unit, 60 * WAN, nature=Nature.BASIC, source=Source.GENERAL)
    put_line(book, unit, 30 * WAN, nature=Nature.PROJECT, source=Source.FUND)
    put_line(book, unit, 9 * WAN, nature=Nature.PROJECT, source=Source.UNIT_FUNDS)
    put_line(book, unit, -1 * WAN, nature=Nature.PROJECT, source=Source.UNIT_FUNDS)
    put_line(book, unit, 7 * WAN, nature=Nature.PROJECT, origin=Origin.CARRYOVER)
    with book.step("别的部门") as step:
        other = edit.add_department(step, Department("203", "教育局"))
        far = edit.add_unit(step, Unit("教育局", Department("203", "教育局", other)))
    put_line(book, Unit("教育局", Department("203", "教育局", other), id=far), 5 * WAN)
    form = the_form(book)
    assert form.funding_computed
    assert form.by_source == OverallBySource(98 * WAN, 60 * WAN, 30 * WAN, 0, 0, 0, 8 * WAN)
    assert form.by_direction == OverallByDirection(98 * WAN, 60 * WAN, 38 * WAN)
    filled_in = an_overall(form.department)
    assert form.filled_in == OverallFunding(filled_in.by_source, filled_in.by_direction)


def test_they_are_what_the_view_of_the_book_says(book: Book, unit: Unit, overall_id: int) -> None:
    put_line(book, unit, 60 * WAN + 1, nature=Nature.BASIC)
    ((_, *amounts),) = book.rows(
        "SELECT department_id, total, general, basic, project FROM table_overall", ()
    )
    form = the_form(book)
    shown = [form.by_source.total, form.by_source.general]
    assert amounts == [*shown, form.by_direction.basic, form.by_direction.project]
    assert booked_funding(book.rows) == {
        unit.department.id: OverallFunding(form.by_source, form.by_direction)
    }


def test_a_department_with_nothing_but_carryover_has_no_money_this_year(
    book: Book, unit: Unit, overall_id: int
) -> None:
    put_line(book, unit, 7 * WAN, nature=Nature.PROJECT, origin=Origin.CARRYOVER)
    assert set(asdict(the_form(book).by_source).values()) == {0}


@pytest.mark.parametrize("field_path", AMOUNTS)
def test_computed_amounts_are_not_typed(
    book: Book, unit: Unit, overall_id: int, field_path: str
) -> None:
    put_line(book, unit, WAN)
    before = the_form(book)
    with pytest.raises(LockedField, match="由预算明细算出"), book.step("改") as step:
        edit.write_field(step, FieldRef(RecordKind.OVERALL, overall_id, field_path), 5)
    assert the_form(book) == before


def test_other_fields_of_the_form_are_typed_as_ever(
    book: Book, unit: Unit, overall_id: int
) -> None:
    put_line(book, unit, WAN)
    with book.step("改") as step:
        edit.write_field(step, FieldRef(RecordKind.OVERALL, overall_id, "duties"), "新职责")
    form = the_form(book)
    assert form.duties == "新职责"
    assert form.filled_in is not None
    assert form.filled_in.by_source.total == 546041


def test_what_was_filled_in_is_back_when_the_ledger_is_gone(
    book: Book, unit: Unit, overall_id: int
) -> None:
    before = the_form(book)
    line_id = put_line(book, unit, WAN)
    with book.step("删") as step:
        edit.delete_ledger_line(step, line_id)
    assert the_form(book) == before


def test_a_form_read_is_put_back_as_it_was(book: Book, unit: Unit, overall_id: int) -> None:
    put_line(book, unit, WAN)
    before = the_form(book)
    with book.step("放回") as step:
        edit.put_overall(step, before)
    after = the_form(book)
    assert (after.filled_in, after.by_source) == (before.filled_in, before.by_source)


def test_what_was_filled_in_is_forgotten_as_one_step(
    book: Book, unit: Unit, overall_id: int
) -> None:
    put_line(book, unit, WAN)
    before = the_form(book)
    with book.step("按预算明细") as step:
        forget_filled_in(step, overall_id)
    assert the_form(book).filled_in == OverallFunding()
    book.undo()
    assert the_form(book) == before


@pytest.mark.parametrize(
    ("off", "kept"), [(0, False), (5_000, False), (-5_000, False), (5_001, True)]
)
def test_what_agrees_is_forgotten_what_differs_is_kept(
    book: Book, unit: Unit, overall_id: int, off: int, *, kept: bool
) -> None:
    put_line(book, unit, 60 * WAN, nature=Nature.BASIC)
    amounts = OverallBySource(60 * WAN + off, 60 * WAN, 0, None, 0, 0, 0)
    with book.step("填") as step:
        form = replace(
            an_overall(unit.department),
            by_source=amounts,
            by_direction=OverallByDirection(60 * WAN, 60 * WAN, 0),
        )
        edit.put_overall(step, form)
        assert forget_agreeing(step) == ((overall_id,) if kept else ())
    filled_in = the_form(book).filled_in
    assert filled_in is not None
    assert filled_in.by_source == (amounts if kept else OverallBySource())


def test_without_a_ledger_nothing_is_forgotten(book: Book, overall_id: int) -> None:
    before = the_form(book)
    with book.step("无") as step:
        assert forget_agreeing(step) == ()
    assert the_form(book) == before
