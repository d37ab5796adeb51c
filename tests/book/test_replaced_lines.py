"""Lines that a ledger file replaces stay themselves, in whatever order they come."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.book import edit, read
from budgetdesk.book.agreement import require_agreement
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.replaced_lines import replace_ledger_lines, replace_revenue_lines
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import LedgerLine, RecordKind, RevenueLine, Source, Unit
from tests.book.content import content
from tests.book.records import a_line, add_unit

CODES = ("2100717", "2100408", "2109999", "2080599", "2210201")


def lines_of(unit: Unit, said: list[tuple[str, int]]) -> list[LedgerLine]:
    return [replace(a_line(unit, None, amount), function_code=code) for code, amount in said]


def filled(book: Book, said: list[tuple[str, int]]) -> Unit:
    unit = add_unit(book)
    with book.step("加") as step:
        for line in lines_of(unit, said):
            edit.add_ledger_line(step, line)
    return unit


def own(book: Book, unit: Unit) -> tuple[LedgerLine, ...]:
    return tuple(line for line in read.ledger(book) if line.unit.id == unit.id)


def put(book: Book, unit: Unit, said: list[tuple[str, int]]) -> tuple[LedgerLine, ...]:
    with book.step("导入") as step:
        replace_ledger_lines(step, own(book, unit), lines_of(unit, said))
    return own(book, unit)


def amounts(book: Book, line: LedgerLine) -> list[object]:
    ref = FieldRef(RecordKind.DEPARTMENT, line.unit.department.id, "ledger.amount", line.id)
    return [(entry.old, entry.new) for entry in read.field_history(book, ref)]


def test_a_line_on_top_takes_nobodys_history(book: Book) -> None:
    unit = filled(book, [("2100717", 100), ("2100408", 200)])
    before = own(book, unit)
    with book.step("改") as step:
        edit.update_ledger_line(step, replace(before[0], amount=150))
    after = put(book, unit, [("2080599", 5), ("2100717", 150), ("2100408", 250)])
    assert [(it.function_code, it.amount) for it in after] == [
        ("2080599", 5),
        ("2100717", 150),
        ("2100408", 250),
    ]
    assert [it.uuid for it in after[1:]] == [it.uuid for it in before]
    assert amounts(book, after[0]) == [(None, 5)]
    assert amounts(book, after[1]) == [(100, 150), (None, 100)]
    assert amounts(book, after[2]) == [(200, 250), (None, 200)]
    again = put(book, unit, [("2210201", 1), ("2080599", 5), ("2100408", 300), ("2100717", 150)])
    assert amounts(book, again[2]) == [(250, 300), (200, 250), (None, 200)]


def test_the_same_again_changes_nothing(book: Book) -> None:
    said = [("2100717", 100), ("2100717", 100), ("2100408", 200)]
    unit = filled(book, said)
    before = own(book, unit)
    assert [(it.id, it.uuid) for it in put(book, unit, said)] == [(it.id, it.uuid) for it in before]
    assert book.undo_name == "加"


def test_what_changes_in_its_place_keeps_its_number(book: Book) -> None:
    unit = filled(book, [("2100717", 100), ("2100408", 200), ("2080599", 300)])
    before = own(book, unit)
    after = put(book, unit, [("2100717", 101), ("2100408", 200), ("2210201", 7)])
    assert [it.id for it in after[:2]] == [it.id for it in before[:2]]
    assert after[2].uuid not in {it.uuid for it in before}


def test_revenue_lines_too(book: Book) -> None:
    unit = add_unit(book)
    said = [RevenueLine(unit, Source.FUND, code, 5) for code in ("1030148", "1030155")]
    with book.step("加") as step:
        for line in said:
            edit.add_revenue_line(step, line)
    before = read.revenue_lines(book)
    with book.step("导入") as step:
        replace_revenue_lines(step, before, [replace(said[1], amount=6), said[0]])
    after = read.revenue_lines(book)
    assert [it.uuid for it in after] == [before[1].uuid, before[0].uuid]
    told = [(it.old, it.new) for it in book.history("revenue_line", after[0].id, "amount")]
    assert told == [(5, 6), (None, 5)]


def test_compacting_keeps_what_is_left_of_it(book: Book) -> None:
    unit = filled(book, [("2100717", 100), ("2100408", 200)])
    (first, _) = put(book, unit, [("2100408", 250), ("2100717", 100)])
    require_agreement(book._store.connection)
    assert amounts(book, first)[0] == (200, 250)


said = st.lists(st.tuples(st.sampled_from(CODES), st.integers(1, 3)), max_size=7)


@settings(max_examples=60, deadline=None)
@given(old=said, new=said, then=said)
def test_any_lines_after_any_others_stand_as_they_come(
    tmp_path_factory: pytest.TempPathFactory,
    old: list[tuple[str, int]],
    new: list[tuple[str, int]],
    then: list[tuple[str, int]],
) -> None:
    path = tmp_path_factory.getbasetemp() / "lines.budget"
    if not path.exists():
        Book.create(path, BookInfo("yonghe-2024", 2024, "t")).close()
    with Book.open(path) as book:
        book._store.execute("PRAGMA synchronous = OFF")
        unit = filled(book, old)
        states = [content(book)]
        for wanted in (new, then):
            before = own(book, unit)
            after = put(book, unit, wanted)
            assert [(it.function_code, it.amount) for it in after] == wanted
            known = {it.uuid: it.function_code for it in before}
            kept = [it for it in after if it.uuid in known]
            assert all(known[it.uuid] == it.function_code for it in kept)
            for code in CODES:
                there, come = (
                    sum(it.function_code == code for it in side) for side in (before, after)
                )
                count = min(there, come)
                assert sum(it.function_code == code for it in kept) == count
            states.append(content(book))
        for state in reversed(states[:-1]):
            if content(book) != state:
                book.undo()
            assert content(book) == state
        for state in states[1:]:
            if content(book) != state:
                book.redo()
            assert content(book) == state
