"""What of the ledger's fund and state-capital income has a revenue code, by department."""

from pathlib import Path

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.ledger import RevenueBalance, revenue_balances
from budgetdesk.domain.records import (
    Department,
    LedgerLine,
    Nature,
    Origin,
    RevenueLine,
    Source,
    Unit,
)


@pytest.fixture
def two(tmp_path: Path) -> Book:
    """A book with two departments, the second first in the tree."""
    book = Book.create(tmp_path / "两局.budget", BookInfo("yonghe-2024", 2024, "两局"))
    with book.step("单位") as step:
        for name in ("甲局", "乙局"):
            owner = edit.add_department(step, Department("20" + name, name))
            edit.add_unit(step, Unit(name, Department("20" + name, name, id=owner)))
    return book


def spend(book: Book, unit: Unit, source: Source, amount: int, origin: Origin) -> None:
    with book.step("明细") as step:
        edit.add_ledger_line(
            step, LedgerLine(unit, "2120899", Nature.PROJECT, source, origin, amount, "项目")
        )


def test_what_is_open_and_what_is_too_much_is_told_by_department(two: Book) -> None:
    with two as book:
        first, second = read.units(book)
        assert revenue_balances(book) == ()
        spend(book, first, Source.FUND, 500, Origin.CURRENT)
        spend(book, first, Source.FUND, 70, Origin.CARRYOVER)
        spend(book, first, Source.GENERAL, 900, Origin.CURRENT)
        with book.step("收入") as step:
            edit.add_revenue_line(step, RevenueLine(first, Source.FUND, "1030148", 300))
            edit.add_revenue_line(step, RevenueLine(second, Source.STATE_CAPITAL, "1030601", 40))
        assert revenue_balances(book) == (
            RevenueBalance("甲局", Source.FUND, 500, 200),
            RevenueBalance("乙局", Source.STATE_CAPITAL, 0, -40),
        )


def test_some_revenue_lines_are_read_by_their_ids(two: Book) -> None:
    with two as book:
        unit = read.units(book)[0]
        with book.step("收入") as step:
            ids = [
                edit.add_revenue_line(step, RevenueLine(unit, Source.FUND, code, 1))
                for code in ("1030148", "1030155", "1030601")
            ]
        assert [line.id for line in read.revenue_lines(book, ids[1:])] == ids[1:]
        assert len(read.revenue_lines(book)) == 3
