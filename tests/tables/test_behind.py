"""The ledger lines behind a figure add up to it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.domain.records import RevenueLine, Source
from budgetdesk.tables.compute import compute_tables, ledger_behind
from budgetdesk.tables.table import Figure
from tests.tables.ledgers import FUNCTION_CODES, ROUGH_CODES, Entry, entries, put


def _amounts(book: Book) -> dict[int, int]:
    return dict(book.rows("SELECT id, amount FROM ledger_line"))


def _require_all_behind(book: Book) -> int:
    amounts, checked = _amounts(book), 0
    for department in compute_tables(book):
        for table in department.tables:
            for row in table.rows:
                for column, cell in zip(table.columns, row.cells, strict=True):
                    ids = ledger_behind(book, table, row, column.key)
                    expected = cell.amount if isinstance(cell, Figure) else 0
                    assert sum(amounts[one] for one in ids) == expected
                    assert len(set(ids)) == len(ids)
                    checked += bool(ids)
    return checked


def test_every_published_figure_has_its_lines(published_book: Book) -> None:
    assert _require_all_behind(published_book) > 500


@given(st.lists(entries((*FUNCTION_CODES, *ROUGH_CODES)), max_size=12))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_figure_of_any_ledger_has_its_lines(book: Book, lines: list[Entry]) -> None:
    put(book, lines)
    _require_all_behind(book)


def test_a_project_shows_its_own_lines(published_book: Book) -> None:
    (department,) = compute_tables(published_book)
    table = department["t12"]
    (row,) = (row for row in table.rows if row.cells[0] == "老年村医退养补助")
    (line,) = ledger_behind(published_book, table, row, "total")
    found = published_book.rows("SELECT project, amount FROM ledger_line WHERE id = ?", (line,))
    assert found == [("老年村医退养补助", 5040000)]
    assert row.project_id is not None
    assert ledger_behind(published_book, table, row, "unit_funds") == ()
    assert ledger_behind(published_book, table, row, "name") == ()


def test_revenue_that_is_listed_has_no_ledger_lines(book: Book) -> None:
    (entry,) = (Entry(0, "2120899", "project", "甲", None, None, "fund", "current", 500),)
    ids = put(book, [entry])
    with book.step("收入") as step:
        edit.add_revenue_line(step, RevenueLine(units(book)[0], Source.FUND, "1030148", 300))
    (department,) = compute_tables(book)
    table = department["t07"]
    behind = {row.cells[1]: ledger_behind(book, table, row, "total") for row in table.rows}
    assert behind == {
        "合计": ids,
        "非税收入": (),
        "政府性基金收入": (),
        "国有土地使用权出让收入": (),
        "未列收入科目": ids,
    }
