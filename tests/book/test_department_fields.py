"""The fields of a department as any other field: written, taken back, their past told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.disclosure import disclosure_notes, keep_paragraph
from budgetdesk.book.edit import add_department, write_field
from budgetdesk.book.errors import LockedField, RowMissing
from budgetdesk.book.read import field_history, has_ledger
from budgetdesk.domain.disclosure import OwnParagraph
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Department, RecordKind


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "公开.budget", BookInfo("yonghe-2024", 2024, "公开")) as book:
        with book.step("新建部门") as step:
            for code in ("202", "301"):
                add_department(step, Department(code, f"部门{code}"))
        yield book


def ref(path: str, key: str = "", owner: int = 1) -> FieldRef:
    return FieldRef(RecordKind.DEPARTMENT, owner, path, level1=key)


def write(book: Book, where: FieldRef, value: str | int | None) -> int:
    with book.step("修改") as step:
        return write_field(step, where, value)


def past(book: Book, where: FieldRef) -> list[tuple[object, object]]:
    return [(entry.old, entry.new) for entry in field_history(book, where)]


def test_an_entry_is_told_by_its_field(book: Book) -> None:
    assert write(book, ref("entries.last_total"), 5_000000) > 0
    assert write(book, ref("entries.duties"), "管事。") > 0
    notes = disclosure_notes(book, 1)
    assert notes.entries == {"last_total": 5_000000, "duties": "管事。"}


@pytest.mark.parametrize("nothing", [None, ""])
def test_blank_takes_an_entry_back(book: Book, nothing: str | None) -> None:
    write(book, ref("entries.duties"), "管事。")
    assert write(book, ref("entries.duties"), nothing) == 0
    assert disclosure_notes(book, 1).entries == {}


def test_the_past_of_an_entry_spans_its_rows(book: Book) -> None:
    where = ref("entries.last_total")
    for value in (5, None, 6, 7):
        write(book, where, value)
    assert past(book, where) == [(6, 7), (None, 6), (5, None), (None, 5)]
    assert past(book, ref("entries.last_total", owner=2)) == []
    assert past(book, ref("entries.last_general")) == []


def test_an_undone_entry_keeps_its_past(book: Book) -> None:
    where = ref("entries.office_area")
    write(book, where, "100")
    book.undo()
    assert past(book, where) == [("100", None), (None, "100")]


def test_a_paragraph_keeps_what_the_program_said_when_it_was_rewritten(book: Book) -> None:
    with book.step("改写") as step:
        keep_paragraph(step, 1, OwnParagraph("车辆", "八辆。", "程序文字"))
    write(book, ref("paragraphs.text", "车辆"), "九辆。")
    assert disclosure_notes(book, 1).paragraphs["车辆"] == OwnParagraph(
        "车辆", "九辆。", "程序文字"
    )
    assert past(book, ref("paragraphs.text", "车辆")) == [("八辆。", "九辆。"), (None, "八辆。")]


def test_a_paragraph_without_the_programs_words_counts_as_written_before(book: Book) -> None:
    write(book, ref("paragraphs.text", "车辆"), "九辆。")
    assert disclosure_notes(book, 1).paragraphs["车辆"].drafted == ""


def test_a_blank_paragraph_goes_back_to_the_program(book: Book) -> None:
    write(book, ref("paragraphs.text", "车辆"), "九辆。")
    assert write(book, ref("paragraphs.text", "车辆"), "") == 0
    assert disclosure_notes(book, 1).paragraphs == {}


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("now.total", "由预算明细算出"),
        ("change.total", "由预算明细算出"),
        ("tables.figure", "由预算明细算出"),
        ("ledger.amount", "在预算明细中修改"),
        ("sums.vehicles", "各项相加"),
    ],
)
def test_what_is_computed_or_changed_elsewhere_is_refused(book: Book, path: str, why: str) -> None:
    with pytest.raises(LockedField, match=why):
        write(book, ref(path), 5)


def test_a_department_that_is_gone_is_missed(book: Book) -> None:
    with pytest.raises(RowMissing):
        write(book, ref("entries.duties", owner=9), "管事。")


def test_a_wrong_kind_of_value_is_refused(book: Book) -> None:
    with pytest.raises(TypeError):
        write(book, ref("entries.last_total"), "5")
    assert disclosure_notes(book, 1).entries == {}


def test_a_book_without_lines_has_no_ledger(book: Book) -> None:
    assert not has_ledger(book, 1)
