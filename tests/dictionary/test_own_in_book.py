"""What a form set declares is typed, undone, remembered, copied and kept like any field."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record, delete_record, record, records
from budgetdesk.book.errors import DeclaredOtherwise, LockedField, LongText, RefusedChange
from budgetdesk.dictionary.base import extended
from budgetdesk.dictionary.toml_table import read_table
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.records import DeclaredRecord, DeclaredRow, Project
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.layout import lay_out
from tests.book.content import require_sound
from tests.dictionary.own_set import DICTIONARY, own_book, own_set


@pytest.fixture
def form_set(tmp_path: Path) -> FormSet:
    return own_set(tmp_path)


@pytest.fixture
def book(tmp_path: Path, form_set: FormSet) -> Iterator[Book]:
    with own_book(tmp_path / "自加.budget", form_set) as opened:
        yield opened


def of_project(path: str, row_id: int = 0, slot: tuple[str, str] = ("", "")) -> FieldRef:
    return FieldRef("project", 1, path, row_id, *slot)


def steps_of(project: Project) -> tuple[DeclaredRow, ...]:
    return cast("tuple[DeclaredRow, ...]", value_of(project, "steps"))


def write(book: Book, ref: FieldRef, value: str | int | None) -> int:
    with book.step(f"修改 {ref.path}") as step:
        return edit.write_field(step, ref, value)


@pytest.mark.parametrize(
    ("path", "value"), [("poverty", "脱贫户 12 户"), ("mentor", "甲"), ("share", "35")]
)
def test_a_field_is_typed_undone_and_remembered(book: Book, path: str, value: str) -> None:
    ref = of_project(path)
    write(book, ref, value)
    assert value_of(read.project(book, 1), path) == value
    assert [(it.old, it.new) for it in read.field_history(book, ref)] == [("", value)]
    book.undo()
    assert value_of(read.project(book, 1), path) == ""
    book.redo()
    assert value_of(read.project(book, 1), path) == value
    require_sound(book)


def test_a_number_stands_on_the_row_of_an_indicator(book: Book) -> None:
    first, second, *_ = read.project(book, 1).indicators.annual
    ref = of_project("indicators.annual.weight", first.id)
    write(book, ref, 15)
    rows = read.project(book, 1).indicators.annual
    assert [value_of(row, "weight") for row in rows] == [15, None]
    assert [it.new for it in read.field_history(book, ref)] == [15]
    book.undo()
    assert read.project(book, 1).indicators.annual == (first, second)
    with pytest.raises(TypeError):
        write(book, ref, "15")


def test_a_list_of_three_columns_has_rows_of_its_own(book: Book) -> None:
    row_id = write(book, of_project("steps.what"), "招标")
    write(book, of_project("steps.cost", row_id), 1_500_000)
    write(book, of_project("steps.until", row_id), "2026-06-30")
    (row,) = steps_of(read.project(book, 1))
    assert row == DeclaredRow(
        {"what": "招标", "until": "2026-06-30", "cost": 1_500_000}, id=row_id, uuid=row.uuid
    )
    with book.step("加一行") as step:
        edit.add_row(step, of_project("steps.what"), 0)
    steps = steps_of(read.project(book, 1))
    assert [it.declared["what"] for it in steps] == ["", "招标"]
    book.undo()
    for path, blank in (("what", ""), ("cost", None), ("until", "")):
        write(book, of_project(f"steps.{path}", row_id), blank)
    assert value_of(read.project(book, 1), "steps") is None, "a blank row goes"
    require_sound(book)


def test_a_record_of_an_own_kind_stands_below_its_project(book: Book) -> None:
    with book.step("新建 调整") as step:
        made = add_record(step, "adjustment", 1)
        edit.write_field(step, FieldRef("adjustment", made, "number"), 2)
        edit.write_field(step, FieldRef("adjustment", made, "reason"), "任务变了")
        edit.write_field(step, FieldRef("adjustment", made, "changes.before"), "100人")
    (one,) = records(book, "adjustment")
    assert (one.number, one.office, one.title_on("调整表")) == (
        "2", "县医疗集团", "乡村医生补助 调整表 2",
    )  # fmt: skip
    assert value_of(one, "project.name") == "乡村医生补助"
    assert value_of(one, "reason") == "任务变了"
    assert [it.new for it in read.field_history(book, FieldRef("adjustment", made, "reason"))] == [
        "任务变了"
    ]
    with pytest.raises(LockedField, match="请在那张表中修改"):
        write(book, FieldRef("adjustment", made, "project.name"), "别名")
    with book.step("删") as step:
        delete_record(step, "adjustment", made)
    assert records(book, "adjustment") == ()
    book.undo()
    assert record(book, "adjustment", made) == one
    with book.step("删项目") as step:
        edit.delete_project(step, 1)
    assert records(book, "adjustment") == ()
    book.undo()
    assert records(book, "adjustment") == (one,)
    require_sound(book)


def test_one_for_each_is_one_only(tmp_path: Path) -> None:
    own = own_set(tmp_path, DICTIONARY.replace("many = true", "many = false"))
    with own_book(tmp_path / "一.budget", own) as book, book.step("新建") as step:
        add_record(step, "adjustment", 1)
        with pytest.raises(RefusedChange):
            add_record(step, "adjustment", 1)


def test_a_text_may_be_so_long_and_no_longer(book: Book) -> None:
    write(book, of_project("poverty"), "字" * 500)
    with pytest.raises(LongText, match="最多 500 字，现在是 501 字"):
        write(book, of_project("poverty"), "字" * 501)


def test_a_copy_of_a_project_says_the_same(book: Book) -> None:
    write(book, of_project("poverty"), "说明")
    write(book, of_project("steps.what"), "招标")
    first = read.project(book, 1).indicators.annual[0]
    write(book, of_project("indicators.annual.weight", first.id), 15)
    with book.step("复制") as step:
        copy = read.project(book, edit.duplicate_project(step, 1))
    assert value_of(copy, "poverty") == "说明"
    assert [row.declared["what"] for row in steps_of(copy)] == ["招标"]
    assert copy.indicators.annual[0].declared == {"weight": 15}


def test_replacing_a_project_puts_what_its_set_declares_too(book: Book) -> None:
    write(book, of_project("poverty"), "说明")
    write(book, of_project("steps.what"), "招标")
    before = read.project(book, 1)
    with book.step("清空") as step:
        for path in ("poverty", "mentor"):
            edit.write_field(step, of_project(path), "别的")
        edit.write_field(step, of_project("steps.what", steps_of(before)[0].id), "")
    with book.step("导入") as step:
        edit.replace_project(step, 1, before)
    after = read.project(book, 1)
    assert (value_of(after, "poverty"), value_of(after, "mentor")) == ("说明", "")
    assert [row.declared["what"] for row in steps_of(after)] == ["招标"]


def test_the_book_opens_again_with_its_dictionary(book: Book, form_set: FormSet) -> None:
    write(book, of_project("poverty"), "说明")
    book.close()
    with Book.open(book.path) as again:
        assert (again.read_only, again.notes) == (False, ())
        assert again.dictionary.extension == form_set.dictionary.extension
        assert value_of(read.project(again, 1), "poverty") == "说明"


def test_a_newer_set_adds_columns_and_drops_none(book: Book, tmp_path: Path) -> None:
    write(book, of_project("poverty"), "说明")
    file = tmp_path / "newer.toml"
    file.write_text(DICTIONARY.replace("poverty = ", "remark = "), encoding="utf-8")
    newer = extended(read_table(file))
    assert book.adopt(newer)
    assert not book.adopt(newer)
    assert book.undo_name == "换用套表"
    write(book, of_project("remark"), "备注")
    assert value_of(read.project(book, 1), "remark") == "备注"
    assert book.rows("SELECT own_poverty, own_remark FROM project") == [("说明", "备注")]
    book.close()
    with Book.open(book.path) as again:
        assert (again.read_only, again.notes) == (False, ())
        require_sound(again)
        assert (again.path.parent / "备份").is_dir()


def test_a_field_of_another_kind_is_refused(book: Book, tmp_path: Path) -> None:
    other = DICTIONARY.replace(
        'name = "配套比例", kind = "percent"', 'name = "配套", kind = "count"'
    )
    before = book.rows("SELECT name, sql FROM sqlite_master ORDER BY name")
    with pytest.raises(DeclaredOtherwise, match="「配套」"):
        book.adopt(own_set(tmp_path, other).dictionary)
    assert book.rows("SELECT name, sql FROM sqlite_master ORDER BY name") == before
    write(book, of_project("share"), "35")


def test_a_dictionary_made_by_hand_is_no_way_into_the_book(book: Book) -> None:
    """It travels in other people's books: its names are checked before any SQL is made."""
    book.close()
    with closing(sqlite3.connect(book.path)) as connection, connection:
        connection.execute(
            "UPDATE dictionary SET extension = replace(extension, 'poverty', 'a; DROP TABLE x')"
        )
    with pytest.raises(Exception, match="dictionary"):
        Book.open(book.path)


def test_a_table_of_many_columns_has_its_journal(tmp_path: Path) -> None:
    many = "[project.fields]\n" + "\n".join(
        f'f{number} = {{ name = "甲{number}", kind = "line" }}' for number in range(360)
    )
    own = own_set(tmp_path, DICTIONARY.replace("[project.fields]", many, 1))
    with own_book(tmp_path / "多.budget", own) as book:
        write(book, of_project("f359"), '引号"}{')
        with book.step("删") as step:
            edit.delete_project(step, 1)
        book.undo()
        assert value_of(read.project(book, 1), "f359") == '引号"}{'
        book.undo()
        assert value_of(read.project(book, 1), "f359") == ""
        require_sound(book)


def test_forms_draw_what_is_declared(book: Book, form_set: FormSet) -> None:
    write(book, of_project("poverty"), "脱贫户 12 户")
    write(book, of_project("share"), "35")
    row_id = write(book, of_project("steps.until"), "2026-06-30")
    write(book, of_project("steps.cost", row_id), 1_500_000)
    first = read.project(book, 1).indicators.annual[0]
    write(book, of_project("indicators.annual.weight", first.id), 15)
    sheet = lay_out(form_set.form("project"), read.project(book, 1), 2026)
    shown = {cell.field.path: cell.text for cell in sheet.cells if cell.field and cell.text}
    assert (shown["poverty"], shown["share"]) == ("脱贫户 12 户", "35%")
    assert (shown["steps.until"], shown["steps.cost"]) == ("2026年6月30日", "1.50")
    assert shown["indicators.annual.weight"] == "15"
    with book.step("新建") as step:
        made = add_record(step, "adjustment", 1)
        edit.write_field(step, FieldRef("adjustment", made, "reason"), "变了")
    one = record(book, "adjustment", made)
    assert isinstance(one, DeclaredRecord)
    sheet = lay_out(form_set.form("adjustment"), one, 2026)
    shown = {cell.field.path: cell.text for cell in sheet.cells if cell.field and cell.text}
    assert shown == {"project.name": "乡村医生补助", "reason": "变了"}
