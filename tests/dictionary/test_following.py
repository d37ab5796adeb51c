"""Rows that follow the target's rows: made, kept up, amended, never lost with what was typed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record, record, records
from budgetdesk.book.errors import LockedField
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.file_kinds import EXCHANGE
from budgetdesk.domain.records import DeclaredRecord, DeclaredRow
from budgetdesk.domain.unidentified import record_of_none
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.importing import import_files
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Cell, Role
from tests.book.content import require_sound
from tests.dictionary.cycle_book import SET, cycle_book

NAMES = ["参保人数", "资金到位率", "群众满意度"]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with cycle_book(tmp_path / "全过程.budget") as made:
        yield made


def made(book: Book, kind: str) -> int:
    with book.step("新建") as step:
        return add_record(step, kind, 1)


def rows(book: Book, kind: str, record_id: int) -> tuple[DeclaredRow, ...]:
    return cast(
        "tuple[DeclaredRow, ...]", value_of(record(book, kind, record_id), "indicators") or ()
    )


def names(book: Book, kind: str, record_id: int) -> list[object]:
    return [row.declared["name"] for row in rows(book, kind, record_id)]


def targets(book: Book, kind: str, record_id: int) -> list[object]:
    return [row.declared["target"] for row in rows(book, kind, record_id)]


def write(book: Book, kind: str, record_id: int, path: str, value: str | int, row: int = 0) -> None:
    with book.step("填写") as step:
        edit.write_field(step, FieldRef(kind, record_id, path, row), value)


def target_row(book: Book, number: int) -> int:
    return read.project(book, 1).indicators.annual[number].id


def test_a_new_record_has_the_rows_of_the_target_in_its_order(book: Book) -> None:
    one = made(book, "self_evaluation")
    assert names(book, "self_evaluation", one) == NAMES
    assert targets(book, "self_evaluation", one) == ["≥8755人", "100%", "≥95%"]
    wanted = [(row.level1, row.level2, row.uuid) for row in read.project(book, 1).indicators.annual]
    found = [(row.level1, row.level2, row.follows) for row in rows(book, "self_evaluation", one)]
    assert found == wanted
    book.undo()
    assert records(book, "self_evaluation") == ()
    book.redo()
    assert names(book, "self_evaluation", one) == NAMES
    require_sound(book)


def test_what_is_said_of_the_target_is_said_of_its_followers(book: Book) -> None:
    one, other = made(book, "self_evaluation"), made(book, "monitoring")
    write(book, "project", 1, "indicators.annual.target", "≥9000人", target_row(book, 0))
    assert targets(book, "self_evaluation", one)[0] == "≥9000人"
    assert targets(book, "monitoring", other)[0] == "≥9000人"
    book.undo()
    assert targets(book, "self_evaluation", one)[0] == "≥8755人"


def test_rows_come_go_and_move_with_the_target(book: Book) -> None:
    one = made(book, "self_evaluation")
    uuids = [row.uuid for row in rows(book, "self_evaluation", one)]
    with book.step("插入") as step:
        slot = FieldRef("project", 1, "indicators.annual.name", 0, "产出指标", "数量指标")
        row_id = edit.add_row(step, slot, 0)
        edit.write_field(step, FieldRef("project", 1, slot.path, row_id), "建档户数")
    assert names(book, "self_evaluation", one) == ["建档户数", *NAMES]
    assert [row.uuid for row in rows(book, "self_evaluation", one)][1:] == uuids
    with book.step("下移") as step:
        edit.move_indicator(step, row_id, 1)
    assert names(book, "self_evaluation", one) == ["参保人数", "建档户数", *NAMES[1:]]
    with book.step("删除") as step:
        edit.remove_indicator(step, row_id)
    assert names(book, "self_evaluation", one) == NAMES
    book.undo()
    assert names(book, "self_evaluation", one) == ["参保人数", "建档户数", *NAMES[1:]]
    require_sound(book)


def test_a_row_with_values_stays_when_its_target_goes_and_is_marked(book: Book) -> None:
    one = made(book, "self_evaluation")
    first = rows(book, "self_evaluation", one)[0]
    write(book, "self_evaluation", one, "indicators.actual", "8676人", first.id)
    with book.step("删除") as step:
        edit.remove_indicator(step, target_row(book, 0))
    last = rows(book, "self_evaluation", one)[-1]
    assert (last.id, last.gone, last.declared["actual"]) == (first.id, 1, "8676人")
    form = load_form_set(SET).form("self_evaluation")
    shown = [cell.text for cell in lay_out(form, record(book, "self_evaluation", one), 2024).cells]
    assert "参保人数（目标已删除）" in shown
    book.undo()
    again = rows(book, "self_evaluation", one)[0]
    assert (again.id, again.gone) == (first.id, 0)
    book.redo()
    write(book, "self_evaluation", one, "indicators.actual", "", first.id)
    assert names(book, "self_evaluation", one) == NAMES[1:], "a blank one goes too"
    require_sound(book)


def test_what_is_carried_is_locked_and_rows_are_not_made_by_hand(book: Book) -> None:
    one = made(book, "self_evaluation")
    first, second, *_ = rows(book, "self_evaluation", one)
    with pytest.raises(LockedField):
        write(book, "self_evaluation", one, "indicators.name", "别名", first.id)
    with pytest.raises(LockedField, match="在目标表中增减"), book.step("加") as step:
        edit.add_row(step, FieldRef("self_evaluation", one, "indicators.actual"), None)
    with pytest.raises(LockedField), book.step("移") as step:
        edit.move_indicator(step, second.id, -1, "own_self_evaluation_indicators")
    with pytest.raises(LockedField), book.step("删") as step:
        edit.remove_indicator(step, second.id, "own_self_evaluation_indicators")
    assert names(book, "self_evaluation", one) == NAMES


def cells(book: Book, kind: str, record_id: int) -> dict[tuple[str, int], Cell]:
    form = load_form_set(SET).form(kind)
    sheet = lay_out(form, record(book, kind, record_id), 2024, every_slot=True)
    return {(it.field.path, it.field.row_id): it for it in sheet.cells if it.field}


def test_on_the_form_values_are_open_and_the_target_is_locked(book: Book) -> None:
    one = made(book, "self_evaluation")
    row = rows(book, "self_evaluation", one)[0].id
    shown = cells(book, "self_evaluation", one)
    assert shown["indicators.name", row].role is Role.LOCKED
    assert shown["indicators.actual", row].role is Role.INPUT
    assert shown["indicators.actual", 0].role is Role.LOCKED, "no row stands in that slot"
    two = made(book, "adjustment")
    row = rows(book, "adjustment", two)[0].id
    shown = cells(book, "adjustment", two)
    assert shown["indicators.name", row].role is Role.LOCKED
    assert shown["indicators.name", 0].role is Role.INPUT, "an adjustment may add a row"
    assert shown["indicators.before", 0].role is Role.LOCKED


def test_a_proposed_amount_is_told_as_such_until_one_is_typed(book: Book) -> None:
    one = made(book, "self_evaluation")
    shown = cells(book, "self_evaluation", one)["initial_total", 0]
    assert (shown.text, shown.proposed, shown.role) == ("65.66", True, Role.INPUT)
    assert shown.reason.startswith("程序带出的")
    write(book, "self_evaluation", one, "initial_total", 60_000_000)
    shown = cells(book, "self_evaluation", one)["initial_total", 0]
    assert (shown.text, shown.proposed, shown.reason) == ("60.00", False, "")
    with book.step("清空") as step:
        edit.write_field(step, FieldRef("self_evaluation", one, "initial_total"), None)
    assert cells(book, "self_evaluation", one)["initial_total", 0].text == "65.66"


def adjusted(book: Book) -> int:
    """An adjustment that changes the first row, takes out the second, and adds one."""
    one = made(book, "adjustment")
    first, second, _ = rows(book, "adjustment", one)
    write(book, "adjustment", one, "number", 1)
    write(book, "adjustment", one, "indicators.target", "≥8000人", first.id)
    write(book, "adjustment", one, "indicators.state", "删除", second.id)
    with book.step("新增") as step:
        slot = FieldRef("adjustment", one, "indicators.name", 0, "产出指标", "数量指标")
        row_id = edit.write_field(step, slot, "新参保人数")
        edit.write_field(step, FieldRef("adjustment", one, "indicators.target", row_id), "≥50人")
    return one


def test_an_adjustment_counts_once_it_is_approved(book: Book) -> None:
    one = adjusted(book)
    evaluation, round_one = made(book, "self_evaluation"), made(book, "monitoring")
    assert names(book, "self_evaluation", evaluation) == NAMES
    write(book, "adjustment", one, "approved_at", "2024-08-20")
    for kind, made_one in (("self_evaluation", evaluation), ("monitoring", round_one)):
        assert names(book, kind, made_one) == ["参保人数", "新参保人数", "群众满意度"]
        assert targets(book, kind, made_one) == ["≥8000人", "≥50人", "≥95%"]
    before = [row.declared["before"] for row in rows(book, "adjustment", one)]
    assert before == ["≥8755人", "100%", "≥95%", ""], "an adjustment follows what was before it"
    book.undo()
    assert names(book, "self_evaluation", evaluation) == NAMES
    require_sound(book)


def test_a_row_taken_out_stays_where_values_were_typed(book: Book) -> None:
    one, evaluation = adjusted(book), made(book, "self_evaluation")
    second = rows(book, "self_evaluation", evaluation)[1]
    write(book, "self_evaluation", evaluation, "indicators.actual", "100%", second.id)
    write(book, "adjustment", one, "approved_at", "2024-08-20")
    found = {row.declared["name"]: row.gone for row in rows(book, "self_evaluation", evaluation)}
    assert found == {"参保人数": 0, "新参保人数": 0, "资金到位率": 1, "群众满意度": 0}


def test_a_second_adjustment_follows_the_first(book: Book) -> None:
    one = adjusted(book)
    write(book, "adjustment", one, "approved_at", "2024-08-20")
    two = made(book, "adjustment")
    write(book, "adjustment", two, "number", 2)
    found = {row.declared["name"]: row for row in rows(book, "adjustment", two)}
    assert {name: row.declared["before"] for name, row in found.items()} == {
        "参保人数": "≥8000人",
        "新参保人数": "≥50人",
        "群众满意度": "≥95%",
    }
    row = found["新参保人数"].id
    write(book, "adjustment", two, "indicators.target", "≥60人", row)
    write(book, "adjustment", two, "approved_at", "2024-10-08")
    assert targets(book, "self_evaluation", made(book, "self_evaluation"))[1] == "≥60人"


def test_a_paste_puts_values_into_the_rows_of_their_names(book: Book) -> None:
    one = made(book, "self_evaluation")
    ids = [row.id for row in rows(book, "self_evaluation", one)]
    block = zip(ids, reversed(NAMES), ("96%", "100%", "8676人"), strict=True)
    with book.step("粘贴") as step:
        edit.write_rows(
            step,
            [
                (FieldRef("self_evaluation", one, f"indicators.{path}", row), value)
                for row, name, actual in block
                for path, value in (("name", name), ("actual", actual))
            ],
        )
    found = [row.declared["actual"] for row in rows(book, "self_evaluation", one)]
    assert found == ["8676人", "100%", "96%"]


def test_json_carries_what_rows_follow_and_another_book_finds_it_again(
    book: Book, tmp_path: Path
) -> None:
    one, evaluation = adjusted(book), made(book, "self_evaluation")
    write(book, "adjustment", one, "approved_at", "2024-08-20")
    first = rows(book, "self_evaluation", evaluation)[0]
    write(book, "self_evaluation", evaluation, "indicators.actual", "8676人", first.id)
    before = records(book, "self_evaluation") + records(book, "adjustment")
    project = read.project(book, 1)
    export_book(book, tmp_path / "出", ExportOrder((EXCHANGE,)))
    target = tmp_path / "出" / "projects.json"
    with cycle_book(tmp_path / "另一.budget", project=False) as other:
        import_files(other, [target])
        assert read.projects(other)[0].indicators.annual == project.indicators.annual
        found = records(other, "self_evaluation") + records(other, "adjustment")
        assert [_said(it) for it in found] == [_said(it) for it in before]


def test_where_identities_differ_rows_are_found_by_slot_name_and_target(
    book: Book, tmp_path: Path
) -> None:
    evaluation = made(book, "self_evaluation")
    for row, actual in zip(rows(book, "self_evaluation", evaluation), "甲乙丙", strict=True):
        write(book, "self_evaluation", evaluation, "indicators.actual", actual, row.id)
    with cycle_book(tmp_path / "另一.budget") as other:
        (one,) = records(book, "self_evaluation")
        with other.step("导入") as step:
            add_record(step, "self_evaluation", 1, record_of_none(one))
        found = rows(other, "self_evaluation", 1)
        assert [row.declared["actual"] for row in found] == ["甲", "乙", "丙"]
        wanted = [row.uuid for row in read.project(other, 1).indicators.annual]
        assert [row.follows for row in found] == wanted
        with other.step("再来") as step:
            edit.remove_indicator(step, target_row(other, 1))
        assert [row.gone for row in rows(other, "self_evaluation", 1)] == [0, 0, 1]


def _said(one: DeclaredRecord) -> list[DeclaredRow]:
    held = cast("tuple[DeclaredRow, ...]", one.declared["indicators"])
    return [replace(row, id=0) for row in held]


@pytest.mark.parametrize("typed", [True, False])
def test_what_hangs_on_a_row_is_never_guessed_to_hang_on_another(
    book: Book, *, typed: bool
) -> None:
    """A row under another name is taken for the old one only while nothing hangs on that."""
    one = made(book, "self_evaluation")
    if typed:
        first = rows(book, "self_evaluation", one)[0]
        write(book, "self_evaluation", one, "indicators.actual", "8676人", first.id)
    project = read.project(book, 1)
    first_row, *others = project.indicators.annual
    renamed = replace(first_row, name="全县参保人数", target="≥9000人", uuid="")
    annual = (renamed, *others)
    with book.step("改名") as step:
        changed = replace(project, indicators=replace(project.indicators, annual=annual))
        edit.replace_project(step, 1, changed)
    now = read.project(book, 1).indicators.annual[0]
    assert (now.uuid == first_row.uuid) is not typed
    actual = {row.follows: row.declared["actual"] for row in rows(book, "self_evaluation", one)}
    assert actual[now.uuid] == "", "the new row has no value that was typed for another"
    if typed:
        assert actual[first_row.uuid] == "8676人", "and the value stays with its own"
    require_sound(book)
