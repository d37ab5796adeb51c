"""自评 on the screen: rows of the target, amounts proposed, points distributed."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record, record
from budgetdesk.desktop.editor.weighting import NAME
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.records import DeclaredRow
from tests.desktop.editor.form_desk import Desk, Key, open_form
from tests.dictionary.cycle_book import cycle_book

KIND = "self_evaluation"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with cycle_book(tmp_path / "自评.budget") as made:
        with made.step("新建") as step:
            add_record(step, KIND, 1)
        yield made


@pytest.fixture
def desk(qtbot: QtBot, book: Book) -> Desk:
    return open_form(qtbot, book, 1, KIND)


def rows(book: Book) -> tuple[DeclaredRow, ...]:
    return cast("tuple[DeclaredRow, ...]", value_of(record(book, KIND, 1), "indicators"))


def at(desk: Desk, path: str, row: int = 0) -> FieldRef:
    found = (it.field for it in desk.form.state.grid.cells if it.field is not None)
    return next(ref for ref in found if (ref.path, ref.row_id) == (path, row))


def put(desk: Desk, ref: FieldRef, text: str) -> None:
    desk.go(ref)
    desk.type(text)
    desk.press(Key.Key_Return)


def test_a_proposed_amount_is_typed_over_and_comes_back(desk: Desk, book: Book) -> None:
    ref = at(desk, "initial_total")
    put(desk, ref, "60")
    assert value_of(record(book, KIND, 1), "initial_total") == 60_000_000
    desk.go(ref)
    desk.press(Key.Key_Delete)
    assert value_of(record(book, KIND, 1), "initial_total") is None
    cell = desk.form.state.current
    assert cell is not None
    assert (cell.text, cell.proposed) == ("65.66", True)


def test_to_look_into_a_proposed_amount_writes_nothing(desk: Desk, book: Book) -> None:
    desk.go(at(desk, "initial_total"))
    desk.press(Key.Key_F2)
    desk.press(Key.Key_Return)
    assert value_of(record(book, KIND, 1), "initial_total") is None
    assert book.undo_name == "新建"


def test_the_target_is_locked_and_the_actual_value_scores(desk: Desk, book: Book) -> None:
    first = rows(book)[0]
    put(desk, at(desk, "indicators.name", first.id), "别名")
    assert rows(book)[0].declared["name"] == "参保人数"
    put(desk, at(desk, "indicators.weight", first.id), "15")
    put(desk, at(desk, "indicators.actual", first.id), "8676人")
    ref = at(desk, "indicators.score", first.id)
    shown = next(it for it in desk.form.state.grid.cells if it.field == ref)
    assert shown.text == "14.86"
    assert not desk.form.commands.insert_row.isEnabled()


def test_points_are_distributed_in_one_step(desk: Desk, book: Book) -> None:
    action = next(it for it in desk.form.commands.actions if it.text() == NAME)
    action.trigger()
    assert [row.declared["weight"] for row in rows(book)] == ["40", "40", "10"]
    assert book.undo_name == NAME
