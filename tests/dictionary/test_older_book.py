"""A book made before its set had the forms of the cycle opens as before, and takes them over."""

from pathlib import Path

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.declared_records import add_record, record
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.file_kinds import EXCEL, EXCHANGE
from budgetdesk.domain.records import Department, Unit
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.find_replace import find_texts
from budgetdesk.forms.inside import as_book_has_it
from budgetdesk.forms.loader import load_form_set
from tests.book.content import require_sound
from tests.dictionary.cycle_book import INDICATORS, SET, project_of


@pytest.fixture
def older(tmp_path: Path) -> Path:
    path = tmp_path / "去年的.budget"
    with Book.create(path, BookInfo(SET, 2024, "去年的")) as book, book.step("新建") as step:
        owner = Department("202", "医保局", edit.add_department(step, Department("202", "医保局")))
        unit = Unit("服务中心", owner, id=edit.add_unit(step, Unit("服务中心", owner)))
        edit.add_project(step, project_of(unit, INDICATORS))
    return path


def test_it_is_read_found_in_and_exported_as_before(older: Path, tmp_path: Path) -> None:
    with Book.open(older) as book:
        assert (book.read_only, book.notes, book.dictionary.own_kinds) == (False, (), ())
        form_set = as_book_has_it(load_form_set(SET), book)
        assert form_set.dictionary.own_kinds == ()
        assert find_texts(book, "参保人数")
        export_book(book, tmp_path / "出", ExportOrder((EXCEL, EXCHANGE)))
        assert (tmp_path / "出" / "projects.json").is_file()


def test_it_takes_the_forms_over_and_keeps_what_it_has(older: Path) -> None:
    with Book.open(older) as book:
        before = read.project(book, 1)
        assert book.adopt(load_form_set(SET).dictionary)
        assert read.project(book, 1) == before
        with book.step("新建") as step:
            made = add_record(step, "self_evaluation", 1)
        rows = value_of(record(book, "self_evaluation", made), "indicators")
        assert isinstance(rows, tuple)
        assert len(rows) == len(INDICATORS)
        book.undo()
        require_sound(book)
    with Book.open(older) as again:
        assert (again.read_only, again.notes) == (False, ())
