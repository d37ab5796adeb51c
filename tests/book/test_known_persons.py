"""Whoever signs any form of a book, or works on it, is known by name and telephone."""

from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.declared_records import add_record
from budgetdesk.book.edit import add_project
from budgetdesk.book.known_persons import known_persons
from budgetdesk.book.person import put_person
from budgetdesk.book.store import Row, Values
from budgetdesk.domain.records import DeclaredRecord, DeclaredRow, Project
from tests.book.records import add_unit
from tests.dictionary.own_set import DICTIONARY, own_set

_KEEPER = """[adjustment.lists.changes.fields]
keeper = { name = "责任人", kind = "person" }
phone = { name = "责任人电话", kind = "phone" }
"""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    text = DICTIONARY.replace("[adjustment.lists.changes.fields]\n", _KEEPER)
    form_set = own_set(tmp_path, text)
    info = BookInfo(form_set.id, form_set.fiscal_year, "试验")
    return Book.create(tmp_path / "账.budget", info, form_set.dictionary)


def test_all_who_sign_and_work_are_known(book: Book) -> None:
    with book:
        unit = add_unit(book)
        with book.step("填") as step:
            above = add_project(step, Project("补助", unit, handler="王经办", phone="7520001"))
            row = DeclaredRow({"after": "改后", "keeper": "佟责任", "phone": "7520002"})
            own = {"number": 1, "reason": "原因", "signed": "覃审核", "changes": (row,)}
            add_record(step, "adjustment", above, DeclaredRecord("adjustment", unit, own))
            put_person(step, "靳编制")
        found = known_persons(book)
    assert found.names >= {"王经办", "佟责任", "覃审核", "靳编制"}
    assert found.numbers >= {"7520001", "7520002"}


def test_records_are_not_read_for_it(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    rows = book.rows
    with book:
        unit = add_unit(book)
        for name in ("王甲", "王乙", "王丙", "王丁", "王戊"):
            with book.step("填") as step:
                add_project(step, Project(f"{name}的补助", unit, handler=name))
            asked.append(0)

            def count(sql: str, values: Values = ()) -> list[Row]:
                asked[-1] += 1
                return rows(sql, values)

            with monkeypatch.context() as patched:
                patched.setattr(book, "rows", count)
                assert name in known_persons(book).names
    assert set(asked) == {asked[0]}, "as many queries, however many projects there are"
