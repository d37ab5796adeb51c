"""A department of any kind prints its tables and its document without a code in a name's place."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.catalogue import catalogue
from budgetdesk.domain.catalogue import CatalogueKind, load_catalogue
from budgetdesk.domain.records import (
    Department,
    LedgerLine,
    Nature,
    Origin,
    RevenueLine,
    Source,
    Unit,
)
from budgetdesk.exchange.disclosing import disclosure_documents
from budgetdesk.exchange.publishing_codes import comparing_lines, nameless_codes, nameless_sentence
from budgetdesk.tables.bare_codes import bare_codes
from budgetdesk.tables.compute import compute_tables

FUNCTION = CatalogueKind.FUNCTION
CODES = load_catalogue(FUNCTION, 2027)
SECTIONS = sorted(code for code in CODES.entries if len(code) == 5)
REVENUE = sorted(
    code for code in load_catalogue(CatalogueKind.REVENUE, 2027).entries if len(code) > 5
)
ECONOMIC = sorted(
    code
    for code in load_catalogue(CatalogueKind.DEPARTMENT_ECONOMIC, 2027).entries
    if len(code) == 5
)
NewBook = Callable[[str, int], Book]


@pytest.fixture
def new_book(tmp_path: Path) -> NewBook:
    numbers = count()

    def make(form_set: str, year: int) -> Book:
        path = tmp_path / f"{next(numbers)}.budget"
        return Book.create(path, BookInfo(form_set, year, "试验"))

    return make


def put(book: Book, codes: list[str], revenue: list[str] = []) -> None:  # noqa: B006 - read only
    with book.step("明细") as step:
        owner = edit.add_department(step, Department("101", "局"))
        department = Department("101", "局", id=owner)
        unit = Unit("局", department)
        unit = Unit("局", department, id=edit.add_unit(step, unit))
        for number, code in enumerate(codes):
            for line in lines(unit, code, number):
                edit.add_ledger_line(step, line)
        for code in revenue:
            source = Source.STATE_CAPITAL if code.startswith("10306") else Source.FUND
            edit.add_revenue_line(step, RevenueLine(unit, source, code, 100))


def lines(unit: Unit, code: str, number: int) -> Iterator[LedgerLine]:
    economic = ECONOMIC[number % len(ECONOMIC)]
    yield LedgerLine(
        unit, code, Nature.BASIC, Source.GENERAL, Origin.CURRENT, 5_000_000,
        department_economic=economic,
    )  # fmt: skip
    for source in (Source.FUND, Source.STATE_CAPITAL, Source.UNIT_FUNDS):
        yield LedgerLine(unit, code, Nature.PROJECT, source, Origin.CURRENT, 300, f"项目{number}")
    yield LedgerLine(unit, code, Nature.PROJECT, Source.GENERAL, Origin.CARRYOVER, 700, "结转")


def printed_bare(book: Book) -> dict[str, tuple[str, ...]]:
    return {code: at for it in compute_tables(book) for code, at in bare_codes(it.tables).items()}


def below(section: str) -> list[str]:
    return [entry.code for entry in CODES.children(section)]


def test_every_code_of_the_catalogue_is_printed_with_its_name(new_book: NewBook) -> None:
    book = new_book("yonghe-2024", 2027)
    put(book, [code for section in SECTIONS for code in below(section)], REVENUE)
    assert printed_bare(book) == {}
    [tables] = compute_tables(book)
    assert len(tables.tables) == 13
    assert len(tables["t03"].rows) > 1_100
    [(_, document)] = disclosure_documents(book)
    assert len(list(document.sheets)) >= 13
    assert nameless_sentence(book) == ""


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=6, unique=True))
def test_a_department_of_any_kind_prints_no_bare_code(
    new_book: NewBook, sections: list[str]
) -> None:
    book = new_book("yonghe-2024", 2027)
    put(book, [code for section in sections for code in below(section) or [section]])
    assert printed_bare(book) == {}
    waiting = " ".join(comparing_lines(book))
    for section in sections:
        is_told = f"功能科目 {section} {CODES.name_of(section)}" in waiting
        assert is_told == (CODES.entries[section].certainty.value != "A")
    book.close()


@pytest.mark.parametrize(
    ("code", "bare"),
    [
        ("2130577", {"2130577"}),
        ("2137701", {"2137701", "21377"}),
        ("2357701", {"2357701", "23577", "235"}),
    ],
)
def test_a_code_without_a_name_is_found_at_every_level(
    new_book: NewBook, code: str, bare: set[str]
) -> None:
    book = new_book("yonghe-2024", 2024)
    put(book, [code])
    assert set(nameless_codes(book)) == bare
    assert nameless_sentence(book).startswith(f"错误：报表上有 {len(bare)} 个科目只印编码")
    with book.step("命名") as step:
        for each in bare:
            edit.put_catalogue_entry(step, FUNCTION, each, f"名称{each}")
    assert nameless_sentence(book) == ""
    assert catalogue(book, FUNCTION).name_of(code) == f"名称{code}"
