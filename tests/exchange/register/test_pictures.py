"""What is drawn above the register says what its list and 核减核增 say."""

from collections import Counter
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.ledger import delete_ledger_line
from budgetdesk.book.read import ledger, units
from budgetdesk.checks.finding import Severity
from budgetdesk.exchange.checking import check_book
from budgetdesk.exchange.register.pictures import errors_by_rule, money_by_source, progress_of
from budgetdesk.exchange.register.revising import SOURCE_NAMES, revised_amounts
from budgetdesk.exchange.register.rows import register_rows
from budgetdesk.exchange.register.states import RegisterDeed, RegisterEntry, UnitState, put_entry


@pytest.mark.parametrize("cleared", ["nothing", "all", "the first unit"])
def test_money_is_that_of_the_amounts_that_are_revised(
    sample_book: Path, tmp_path: Path, cleared: str
) -> None:
    path = tmp_path / "局.budget"
    path.write_bytes(sample_book.read_bytes())
    with Book.open(path) as book:
        wanted = {"nothing": [], "all": units(book), "the first unit": units(book)[:1]}[cleared]
        with book.step("清") as step:
            for line in (it for unit in wanted for it in ledger(book, unit_id=unit.id)):
                delete_ledger_line(step, line.id)
        told: Counter[str] = Counter()
        for it in revised_amounts(book):
            told[SOURCE_NAMES.get(it.source, it.source)] += it.told
        assert dict(money_by_source(book, most=9)) == {it: fen for it, fen in told.items() if fen}
        assert sum(fen for _, fen in money_by_source(book, most=1)) == told.total()


def test_states_and_errors_are_counted(sample_book: Path, tmp_path: Path) -> None:
    path = tmp_path / "局.budget"
    path.write_bytes(sample_book.read_bytes())
    with Book.open(path) as book:
        first = register_rows(book)[0].unit
        entry = RegisterEntry("目标").with_package(1, "39A7-C0DE-1B2F")
        with book.step("登记") as step:
            entry = entry.decided(RegisterDeed.ACCEPT, "", first.name)
            put_entry(book, step, first.uuid, entry)
        found = check_book(book).findings
        rows = register_rows(book, found=found)
        assert progress_of(rows) == [(UnitState.ACCEPTED, 1), (UnitState.UNSENT, len(rows) - 1)]
        errors = [it for it in found if it.severity is Severity.ERROR]
        named = sum(it.place.unit in {row.unit.name for row in rows} for it in errors)
        assert sum(row.errors or 0 for row in rows) == named
        counted = errors_by_rule(found)
        assert sum(count for _, count in counted) == len(errors)
        assert counted[0][1] == max(Counter(it.code for it in errors).values())
