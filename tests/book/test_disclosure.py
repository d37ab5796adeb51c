"""A department's entries and own paragraphs for its disclosure, kept, taken back and undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.disclosure import (
    disclosure_notes,
    keep_paragraph,
    put_disclosure_entry,
)
from budgetdesk.book.edit import add_department, delete_department
from budgetdesk.book.errors import RowMissing
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.domain.disclosure import EntryValue, OwnParagraph
from budgetdesk.domain.records import Department


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "公开.budget", BookInfo("yonghe-2024", 2024, "公开")) as book:
        with book.step("新建部门") as step:
            for code in ("202", "301"):
                add_department(step, Department(code, f"部门{code}"))
        yield book


def put(book: Book, key: str, value: EntryValue | None) -> None:
    with book.step("填写 预算公开") as step:
        put_disclosure_entry(step, 1, key, value)


def test_entries_are_told_changed_and_taken_back(book: Book) -> None:
    put(book, "duties", "管理全县的事。")
    put(book, "last_total", 5759_440_000)
    put(book, "vehicle_quota", 0)
    notes = disclosure_notes(book, 1)
    assert notes.department.code == "202"
    assert (notes.text("duties"), notes.number("last_total")) == ("管理全县的事。", 5759_440_000)
    assert notes.number("vehicle_quota") == 0
    assert notes.number("vehicle_leader") is None
    put(book, "duties", "")
    put(book, "last_total", None)
    assert disclosure_notes(book, 1).entries == {"vehicle_quota": 0}


def test_departments_tell_their_own(book: Book) -> None:
    put(book, "structure", "三个股室。")
    assert disclosure_notes(book, 2).entries == {}


def test_telling_the_same_leaves_no_step(book: Book) -> None:
    put(book, "structure", "三个股室。")
    before = book.undo_steps(10)
    put(book, "structure", "三个股室。")
    assert book.undo_steps(10) == before


def test_undo_brings_an_entry_back(book: Book) -> None:
    put(book, "structure", "三个股室。")
    put(book, "structure", None)
    book.undo()
    assert disclosure_notes(book, 1).text("structure") == "三个股室。"
    book.undo()
    assert disclosure_notes(book, 1).entries == {}


@pytest.mark.parametrize(("key", "value"), [("duties", 5), ("last_total", "5"), ("other", 0)])
def test_a_value_of_the_wrong_kind_is_refused(book: Book, key: str, value: EntryValue) -> None:
    with pytest.raises(TypeError):
        put(book, key, value)
    assert disclosure_notes(book, 1).entries == {}


def test_an_unknown_entry_is_refused(book: Book) -> None:
    with pytest.raises(KeyError):
        put(book, "weather", "晴")


def test_the_last_words_of_a_paragraph_are_kept(book: Book) -> None:
    first = OwnParagraph("政府采购", "没有采购。", "政府采购0万元。")
    second = OwnParagraph("政府采购", "全年没有采购。", "政府采购0万元。")
    for paragraph in (first, second):
        with book.step("改写") as step:
            keep_paragraph(step, 1, paragraph)
    assert disclosure_notes(book, 1).paragraphs == {"政府采购": second}


def test_a_deleted_department_takes_its_entries_along(book: Book) -> None:
    put(book, "structure", "三个股室。")
    with book.step("删除") as step:
        delete_department(step, 1)
    assert book.rows("SELECT count(*) FROM disclosure_entry") == [(0,)]
    with pytest.raises(RowMissing):
        disclosure_notes(book, 1)
    book.undo()
    assert disclosure_notes(book, 1).text("structure") == "三个股室。"


def test_every_entry_has_a_name_of_its_own() -> None:
    names = [entry.label for entry in ENTRIES.values()]
    assert len(set(names)) == len(names)
