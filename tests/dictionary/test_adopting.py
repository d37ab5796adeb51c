"""Taking over another dictionary is a step like any other, undone, done again, undone further."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.declared_records import add_record, records
from budgetdesk.book.errors import DeclaredOtherwise
from budgetdesk.dictionary.base import extended
from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.dictionary.toml_table import read_table
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.records import Department, Unit
from tests.book.content import require_sound
from tests.dictionary.cycle_book import INDICATORS, project_of
from tests.dictionary.own_set import DICTIONARY, own_book, own_set


def declared(file: Path, text: str) -> Dictionary:
    file.write_text(text, encoding="utf-8")
    return extended(read_table(file))


@pytest.fixture
def newer(tmp_path: Path) -> Dictionary:
    """Without a list of steps and 巩固脱贫成果说明, but with 备注 and a list of visits."""
    text = DICTIONARY.replace("poverty = ", "remark = ").replace("steps", "visits")
    return declared(tmp_path / "newer.toml", text)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    (tmp_path / "older").mkdir()
    with own_book(tmp_path / "自加.budget", own_set(tmp_path / "older")) as opened:
        yield opened


def write(book: Book, path: str, value: str | int, row_id: int = 0) -> int:
    with book.step(f"写 {path}") as step:
        return edit.write_field(step, FieldRef("project", 1, path, row_id), value)


def said(book: Book) -> list[tuple[object, ...]]:
    """All that the clerk's tables hold."""
    one = read.project(book, 1)
    names = ("poverty", "share", "steps", "remark", "visits")
    return [(one.indicators, *(value_of(one, it) for it in names), records(book, "adjustment"))]


def test_it_is_undone_and_done_again_amid_other_steps(book: Book, newer: Dictionary) -> None:
    older = book.dictionary
    write(book, "poverty", "说明")
    row_id = write(book, "steps.what", "招标")
    write(book, "steps.until", "2026-06-30", row_id)
    with book.step("调整") as step:
        add_record(step, "adjustment", 1)
    states = [said(book)]
    changes: tuple[Callable[[], object], ...] = (
        lambda: book.adopt(newer),
        lambda: write(book, "remark", "备注"),
        lambda: write(book, "visits.what", "走访"),
        lambda: book.adopt(older),
        lambda: write(book, "poverty", "又写"),
    )
    for change in changes:
        change()
        states.append(said(book))
        require_sound(book)
    _back_and_forth(book, states)
    with Book.open(book.path, read_only=True) as again:
        assert (again.notes, said(again)) == ((), states[-1])


def _back_and_forth(book: Book, states: list[list[tuple[object, ...]]]) -> None:
    for state in reversed(states[:-1]):
        book.undo()
        require_sound(book)
        assert said(book) == state
        with Book.open(book.path, read_only=True) as beside:
            assert (beside.notes, said(beside)) == ((), state)
    for state in states[1:]:
        book.redo()
        require_sound(book)
        assert said(book) == state


@pytest.mark.parametrize("reopened", [False, True])
def test_what_was_done_before_is_undone_too(
    book: Book, newer: Dictionary, *, reopened: bool
) -> None:
    steps = ("poverty", "steps.what")
    for path in steps:
        write(book, path, "说明")
    with book.step("删") as step:
        edit.delete_project(step, 1)
    book.adopt(newer)
    if reopened:
        book.close()
    held = Book.open(book.path) if reopened else book
    names = [held.undo().name for _ in range(4)]  # type: ignore[union-attr]
    assert names == ["换用套表", "删", "写 steps.what", "写 poverty"]
    assert value_of(read.project(held, 1), "poverty") == ""
    require_sound(held)
    held.close()


def test_a_column_of_another_type_changes_nothing(book: Book, tmp_path: Path) -> None:
    other = declared(tmp_path / "other.toml", DICTIONARY.replace('"percent"', '"count"'))
    before = book.rows("SELECT name, sql FROM sqlite_master ORDER BY name")
    with pytest.raises(DeclaredOtherwise):
        book.adopt(other)
    assert book.rows("SELECT name, sql FROM sqlite_master ORDER BY name") == before
    assert book.undo_name != "换用套表"
    write(book, "share", "35")
    require_sound(book)


def test_a_book_of_the_base_alone_goes_back_to_it(tmp_path: Path, newer: Dictionary) -> None:
    with Book.create(tmp_path / "老.budget", BookInfo("own-2026", 2026, "老")) as made:
        with made.step("新建") as step:
            owner = Department("202", "局", edit.add_department(step, Department("202", "局")))
            unit = Unit("站", owner, id=edit.add_unit(step, Unit("站", owner)))
            edit.add_project(step, project_of(unit, INDICATORS))
        made.adopt(
            newer, "换用套表第2版", lambda step: edit.put_setting(step, "form_set_files", "{}")
        )
        assert read.setting(made, "form_set_files") == "{}"
        write(made, "remark", "备注")
        made.undo()
        made.undo()
        assert read.setting(made, "form_set_files") is None
        assert not made.dictionary.own_kinds
        require_sound(made)
    with Book.open(made.path) as again:
        assert (again.read_only, again.notes) == (False, ())
        assert [again.redo().name, again.redo().name] == ["换用套表第2版", "写 remark"]  # type: ignore[union-attr]
        assert value_of(read.project(again, 1), "remark") == "备注"
