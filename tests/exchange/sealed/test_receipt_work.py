"""What it takes to receive one package doesn't grow with the units that the book has already."""

from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.edit import add_department, add_unit
from budgetdesk.book.ledger import add_ledger_line
from budgetdesk.book.read import departments, ledger, projects, units
from budgetdesk.book.store import Store
from budgetdesk.domain.records import Department, LedgerLine, Nature, Origin, Source, Unit
from budgetdesk.exchange.placing import Places, blank_project
from budgetdesk.exchange.report import FileReport
from budgetdesk.exchange.sealed.deciding import undecided
from budgetdesk.exchange.sealed.receipt import ReceiptOutcome
from budgetdesk.exchange.sealed.receiving import receive_files
from budgetdesk.forms.inside import load_forms_of
from tests.exchange.sealed.conftest import Offices, edit, received, submitted

_OTHERS = 60
_EACH = 4
_STEPS = 20  # of SQLite's machine, counted at a time


def _fill(path: Path) -> None:
    """Units of many departments, each with projects."""
    with Book.open(path) as book, book.step("建") as step:
        form_set = load_forms_of(book)
        places = Places(book, form_set)
        for number in range(_OTHERS):
            owner = Department(str(300 + number), f"部门{number}")
            own = Department(owner.code, owner.name, add_department(step, owner))
            unit = Unit(f"单位{number}", own)
            unit = Unit(unit.name, own, id=add_unit(step, unit))
            for at in range(_EACH):
                places.add(step, blank_project(form_set, unit, f"项目{at}"))


def _work(path: Path, package: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Statements, and steps of SQLite's machine, that one receipt takes."""
    statements = steps = 0

    def counted() -> int:
        nonlocal steps
        steps += 1
        return 0

    plain = Store.rows

    def rows(self: Store, sql: str, values: tuple[str | int | None, ...] = ()) -> object:
        nonlocal statements
        statements += 1
        self.connection.set_progress_handler(counted, _STEPS)
        return plain(self, sql, values)

    with monkeypatch.context() as patched, Book.open(path) as book:
        book.rows("SELECT 1")
        patched.setattr(Store, "rows", rows)
        [receipt] = receive_files(book, [package], undecided)
    assert receipt.outcome is ReceiptOutcome.TAKEN
    return statements, steps


def test_a_receipt_takes_no_longer_in_a_full_book(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = offices.new_bureau("满")
    _fill(full)
    few, little = _work(offices.bureau, offices.package, monkeypatch)
    many, much = _work(full, offices.package, monkeypatch)
    assert many <= few
    # Of all that is there only the names of departments and units are read, to find this one.
    assert much - little < 10 * _OTHERS


def test_a_renamed_project_keeps_its_lines_and_is_not_made_twice(offices: Offices) -> None:
    with Book.open(offices.first) as book, book.step("加") as step:
        [unit] = units(book)
        one = projects(book)[0]
        face = (Nature.PROJECT, Source.GENERAL, Origin.CURRENT)
        line = LedgerLine(
            unit, "2100408", *face, 100_00, one.name, "30201", "50201", project_id=one.id
        )
        add_ledger_line(step, line)
    first = submitted(offices.first, offices.folder / "出")
    edit(offices.first, one.name, "name", "改了名的")
    again = submitted(offices.first, offices.folder / "出")
    assert received(offices.bureau, first, again)[0] == 0
    with Book.open(offices.bureau, read_only=True) as book:
        names = {it.name: it.id for it in projects(book)}
        [kept] = ledger(book)
    assert set(names) == {"改了名的", "防疫"}
    assert (kept.project, kept.project_id) == ("改了名的", names["改了名的"])


def test_names_are_found_as_they_stand_after_what_was_put(offices: Offices) -> None:
    with Book.open(offices.first) as book, book.step("试") as step:
        form_set = load_forms_of(book)
        places = Places(book, form_set)
        [unit] = units(book)
        made = places.add_blank(step, unit, "新的（一）")
        assert places.project_id((unit,), "新的(一)") == made
        places.named(unit, "又改了名", made)
        assert places.project_id((unit,), "又改了名") == made
        known = places.department(step, departments(book)[0], FileReport(offices.first))
        assert known == departments(book)[0]
