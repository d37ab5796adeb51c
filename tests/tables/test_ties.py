"""The tie-outs between the tables hold to the 分, whatever the ledger says.

They are the rules of 审核 (checks/tie.py); here they run over invented ledgers, where computing
must keep them, and over the published tables, where rounding leaves tails and one was broken.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.book.book import Book
from budgetdesk.book.read import ledger, revenue_lines
from budgetdesk.checks import rules  # noqa: F401 - registers the ties
from budgetdesk.checks.tie import TIES
from budgetdesk.checks.tied import Difference, Tied
from budgetdesk.domain.money import parse_wan
from budgetdesk.tables.compute import DepartmentTables, compute_tables
from budgetdesk.tables.table import Figure, Table
from tests.tables.ledgers import (
    FUNCTION_CODES,
    ROUGH_CODES,
    Entry,
    entries,
    ledger_book,
    put,
    random_entries,
)

# What holds only where nothing is taken back.
OF_POSITIVE = ("X26", "X35")
STEP = 10_000  # 分: a published figure is rounded to 0.01 万元
Found = list[tuple[str, str]]


def tied_of(book: Book, lines: Sequence[Entry]) -> Tied:
    put(book, lines)
    owner = book.rows("SELECT id FROM department")[0][0]
    (tables,) = compute_tables(book, owner)
    return Tied(tables, ledger(book), revenue_lines(book))


def differences(tied: Tied, *, but: Sequence[str] = ()) -> Iterator[tuple[str, Difference]]:
    for code, tie in TIES.items():
        if code not in but:
            yield from ((code, difference) for difference in tie.differences(tied))


def broken(tied: Tied, *, but: Sequence[str] = ()) -> Found:
    """The ties that rounding does not explain, with their sentences."""
    found = differences(tied, but=but)
    return [(code, difference.sentence) for code, difference in found if not difference.tail]


def test_the_list_is_whole() -> None:
    listed = [*range(1, 30), *range(32, 39), 52, 56]
    assert sorted(TIES) == [f"X{number:02d}" for number in listed]


# By construction


@pytest.fixture(scope="module", params=[(1, 1), (30, 2), (30, 3), (3000, 4), (5000, 5)], ids=str)
def large(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tied:
    """A random ledger, up to thousands of lines, negative corrections among them."""
    count, seed = request.param
    with ledger_book(tmp_path_factory.mktemp("large") / "账套.budget") as book:
        return tied_of(book, random_entries(count, seed))


@pytest.mark.parametrize("code", sorted(set(TIES) - set(OF_POSITIVE)))
def test_ties_of_large_ledgers(large: Tied, code: str) -> None:
    assert TIES[code].differences(large) == ()


def test_ties_of_a_large_ledger_without_corrections(tmp_path: Path) -> None:
    with ledger_book(tmp_path / "账套.budget") as book:
        tied = tied_of(book, random_entries(2000, 6, least=0))
    assert list(differences(tied)) == []


@given(st.lists(entries((*FUNCTION_CODES, *ROUGH_CODES, "")), max_size=25))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_ties_of_any_ledger(book: Book, lines: list[Entry]) -> None:
    assert list(differences(tied_of(book, lines), but=OF_POSITIVE)) == []


@pytest.mark.proof
@given(st.lists(entries((*FUNCTION_CODES, *ROUGH_CODES, "")), max_size=200))
@settings(
    max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_ties_of_any_ledger_at_length(book: Book, lines: list[Entry]) -> None:
    assert list(differences(tied_of(book, lines), but=OF_POSITIVE)) == []


@given(st.lists(entries(least=0), max_size=25))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_ties_where_nothing_is_taken_back(book: Book, lines: list[Entry]) -> None:
    assert list(differences(tied_of(book, lines))) == []


# Rounded


def each_figure(tables: DepartmentTables, change: Callable[[int], int]) -> DepartmentTables:
    """The tables with every amount changed."""
    return replace(tables, tables=tuple(_changed(table, change) for table in tables.tables))


def _changed(table: Table, change: Callable[[int], int]) -> Table:
    rows = tuple(
        replace(
            row,
            cells=tuple(
                cell._replace(amount=change(cell.amount)) if isinstance(cell, Figure) else cell
                for cell in row.cells
            ),
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def half_up(fen: int) -> int:
    return (abs(fen) + STEP // 2) // STEP * STEP * (1 if fen >= 0 else -1)


@given(st.lists(entries(least=STEP), max_size=25))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_rounding_leaves_only_tails(book: Book, lines: list[Entry]) -> None:
    exact = tied_of(book, lines)
    published = Tied(each_figure(exact.tables, half_up), rounded=True)
    assert broken(published) == []


# As published


@pytest.fixture(scope="module")
def computed(published_book: Book) -> Tied:
    (tables,) = compute_tables(published_book)
    return Tied(tables, ledger(published_book))


@pytest.fixture(scope="module")
def published(shared: Path, computed: Tied) -> Tied:
    """The published tables: their figures in the rows that the program prints."""
    path = shared / "samples" / "yonghe-2024" / "published-tables.json"
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    tables = tuple(_as_published(table, content[table.id]) for table in computed.tables.tables)
    return Tied(replace(computed.tables, tables=tables), rounded=True)


def _as_published(table: Table, content: dict[str, Any]) -> Table:
    if not content["rows"]:
        return replace(table, rows=(), note="注：本表无数据")
    assert len(content["rows"]) == len(table.rows)
    rows = []
    for row, own in zip(table.rows, content["rows"], strict=True):
        listed = dict(
            zip([it.key for it in table.columns[2:]], own.get("values", ()), strict=False)
        )
        texts = [(own | listed).get(column.key, "") for column in table.columns]
        cells = tuple(
            cell._replace(amount=parse_wan(text) or 0) if isinstance(cell, Figure) else text
            for cell, text in zip(row.cells, texts, strict=True)
        )
        rows.append(replace(row, cells=cells))
    return replace(table, rows=tuple(rows))


def test_the_computed_tables_tie(computed: Tied) -> None:
    assert list(differences(computed)) == []


def test_of_the_published_tables_only_the_forgotten_one_is_wrong(published: Tied) -> None:
    ((code, difference),) = [
        (code, difference) for code, difference in differences(published) if not difference.tail
    ]
    assert code == "X27"
    assert difference.values == (
        ("表12合计加表13合计", "2207.24 万元"),
        ("表3 项目支出合计", "2555.55 万元"),
    )


def test_the_published_tails_are_told_as_such(published: Tied) -> None:
    tails = {code for code, difference in differences(published) if difference.tail}
    assert tails == {"X10", "X14", "X29", "X37"}
    named = " ".join(difference.sentence for _, difference in differences(published))
    for row in ("20805", "21004", "2100401", "工资福利支出", "对个人和家庭的补助"):
        assert row in named, row


# A wrong figure is found


def one_more(tied: Tied, place: tuple[int, int, int], fen: int) -> Tied:
    """One figure changed: of a table, a row and a cell."""
    number, row, column = place
    table = tied.tables.tables[number]
    cells = list(table.rows[row].cells)
    cell = cells[column]
    assert isinstance(cell, Figure)
    cells[column] = cell._replace(amount=cell.amount + fen)
    rows = list(table.rows)
    rows[row] = replace(rows[row], cells=tuple(cells))
    tables = list(tied.tables.tables)
    tables[number] = replace(table, rows=tuple(rows))
    return replace(tied, tables=replace(tied.tables, tables=tuple(tables)))


def figures_of(tied: Tied) -> list[tuple[int, int, int]]:
    """The figures of every line; where one side of a table has no line there is none."""
    return [
        (number, row, column)
        for number, table in enumerate(tied.tables.tables)
        for row, line in enumerate(table.rows)
        for column, cell in enumerate(line.cells)
        if isinstance(cell, Figure) and any(_texts_before(line.cells, column))
    ]


def _texts_before(cells: Sequence[str | Figure], column: int) -> list[str]:
    """The code and name that stand before a figure, on its side of the table."""
    return [cell for cell in cells[:column] if isinstance(cell, str)][-1:]


def missed(tied: Tied, fen: int, every: int) -> list[tuple[str, int, str]]:
    """The figures that could be wrong unnoticed."""
    before = broken(tied)
    return [
        (tied.tables.tables[number].number, row, tied.tables.tables[number].columns[column].key)
        for number, row, column in figures_of(tied)[::every]
        if broken(one_more(tied, (number, row, column), fen)) == before
    ]


def test_a_wrong_computed_figure_is_found(computed: Tied) -> None:
    assert missed(computed, 2 * STEP, every=29) == []


@pytest.mark.proof
def test_every_wrong_computed_figure_is_found(computed: Tied) -> None:
    assert missed(computed, 2 * STEP, every=1) == []


@pytest.mark.proof
def test_every_wrong_published_figure_is_found(published: Tied) -> None:
    assert missed(published, 10 * STEP, every=1) == []
