"""Lines, explanations and entries of a unit: put together one by one, and taken away when gone."""

from dataclasses import replace
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import put_disclosure_entry
from budgetdesk.book.ledger import (
    add_ledger_line,
    add_revenue_line,
    delete_ledger_line,
    delete_revenue_line,
    update_ledger_line,
)
from budgetdesk.book.read import ledger, projects, revenue_lines, units
from budgetdesk.checks.explanations import FindingKey, explain
from budgetdesk.domain.records import LedgerLine, Nature, Origin, RevenueLine, Source
from tests.exchange.sealed.conftest import Offices, received, state, submitted


def _add(path: Path, *codes: str) -> None:
    with Book.open(path) as book, book.step("加") as step:
        [unit] = units(book)
        for code in codes:
            face = (Nature.BASIC, Source.GENERAL, Origin.CURRENT)
            add_ledger_line(step, LedgerLine(unit, code, *face, 100_00, None, "30101", "50501"))


def _change(path: Path, code: str, amount: int) -> None:
    with Book.open(path) as book, book.step("改") as step:
        [line] = [it for it in ledger(book) if it.function_code == code]
        update_ledger_line(step, replace(line, amount=amount))


def _remove(path: Path, code: str) -> None:
    with Book.open(path) as book, book.step("删") as step:
        [line] = [it for it in ledger(book) if it.function_code == code]
        delete_ledger_line(step, line.id)


def _amounts(path: Path) -> dict[str, int]:
    with Book.open(path, read_only=True) as book:
        return {line.function_code: line.amount for line in ledger(book)}


def test_lines_of_two_computers_are_put_together(offices: Offices) -> None:
    _add(offices.first, "2100408", "2100101", "2080505")
    first = submitted(offices.first, offices.folder / "出")
    other = offices.copy(offices.first, "另一台")
    _change(offices.first, "2100408", 300_00)
    _add(other, "2210201")
    _remove(other, "2080505")
    here, there = (submitted(it, offices.folder / "出") for it in (offices.first, other))
    assert received(offices.bureau, first, here, there)[0] == 0
    wanted = {"2100408": 300_00, "2100101": 100_00, "2210201": 100_00}
    assert _amounts(offices.bureau) == wanted


def test_a_line_that_both_changed_is_asked_about_alone(offices: Offices) -> None:
    _add(offices.first, "2100408", "2100101")
    first = submitted(offices.first, offices.folder / "出")
    other = offices.copy(offices.first, "另一台")
    for path, amount in ((offices.first, 300_00), (other, 500_00)):
        _change(path, "2100408", amount)
    _change(other, "2100101", 700_00)
    here, there = (submitted(it, offices.folder / "出") for it in (offices.first, other))
    received(offices.bureau, first, here)
    code, [told] = received(offices.bureau, there)
    assert code == 1
    [conflict] = told["conflicts"]
    assert conflict["record"].startswith("预算明细 2100408")
    assert (conflict["field"], conflict["have"], conflict["new"]) == (
        "金额（元）",
        "300",
        "500",
    )
    assert received(offices.bureau, there, "--conflicts", "keep")[0] == 0
    assert _amounts(offices.bureau) == {"2100408": 300_00, "2100101": 700_00}


def test_what_the_sender_took_back_is_gone_and_told(offices: Offices) -> None:
    with Book.open(offices.first) as book, book.step("写") as step:
        [unit] = units(book)
        key = FindingKey("Q01", "project", projects(book)[0].id, "plan")
        explain(step, key, "情况特殊")
        put_disclosure_entry(step, unit.department.id, "duties", "主要职责")
        add_revenue_line(step, RevenueLine(unit, Source.FUND, "1030148", 100))
    received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    assert state(offices.bureau) == state(offices.first)
    with Book.open(offices.first) as book, book.step("撤回") as step:
        explain(step, key, "")
        put_disclosure_entry(step, unit.department.id, "duties", None)
        delete_revenue_line(step, revenue_lines(book)[0].id)
    code, [told] = received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    assert code == 0
    assert [it for it in told["warnings"] if "Q01" in it and "情况特殊" in it]
    assert state(offices.bureau) == state(offices.first)


def test_two_departments_bring_the_codes_they_named(offices: Offices) -> None:
    from budgetdesk.book.catalogue import put_catalogue_entry
    from budgetdesk.domain.catalogue import CatalogueKind

    for path, named in ((offices.first, "2109901"), (offices.second, "2109902")):
        with Book.open(path) as book, book.step("名") as step:
            put_catalogue_entry(step, CatalogueKind.FUNCTION, named, f"自编 {named}")
    sent = [submitted(it, offices.folder / "出") for it in (offices.first, offices.second)]
    code, told = received(offices.bureau, *sent)
    assert (code, [it["conflicts"] for it in told]) == (0, [[], []])
    [held] = {tuple(it.get("catalogue", ())) for it in state(offices.bureau).values()} - {()}
    assert [it for it in held if "2109901" in it]
    assert [it for it in held if "2109902" in it]
