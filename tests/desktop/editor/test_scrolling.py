"""The view goes with the caret, and stays where it is otherwise."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.desktop.editor.grid import GridPlace
from tests.desktop.editor.form_desk import ALT, CTRL, Desk, Key, add, open_form, sample_project

LONG = "对离岗的老年村医按工龄发放退养补助。" * 278  # some 5,000 characters


@pytest.fixture
def tall(qtbot: QtBot, book: Book) -> Desk:
    """A form one of whose cells is higher than the window."""
    desk = open_form(qtbot, book, add(book, replace(sample_project(), overview=LONG)))
    desk.form.resize(1000, 500)
    return desk


def _caret(desk: Desk) -> QRect:
    return desk.form.text.cursorRect().translated(desk.form.text.pos())


def _seen(desk: Desk) -> bool:
    return desk.form.viewport().rect().contains(_caret(desk))


def _scrolled(desk: Desk) -> int:
    return desk.form.verticalScrollBar().value()


def _put_at_the_bottom(desk: Desk, path: str) -> None:
    """Scroll so that a cell ends at the window's lower edge."""
    desk.go(path)
    cell = desk.form.current
    assert cell is not None
    room = desk.form.viewport().height()
    desk.form.verticalScrollBar().setValue(desk.form.geometry_.rect(cell).bottom() + 1 - room)
    assert desk.form.cell_rect(cell).bottom() == room - 1


def test_lines_typed_at_the_lower_edge_stay_in_sight(desk: Desk) -> None:
    desk.form.resize(1000, 500)
    _put_at_the_bottom(desk, "safeguards")
    before = _scrolled(desk)
    for number in range(10):
        desk.type(f"line {number}")
        assert _seen(desk)
        desk.press(Key.Key_Return, ALT)
        assert _seen(desk)
    assert _scrolled(desk) > before


def test_letters_under_composition_stay_in_sight(desk: Desk) -> None:
    desk.form.resize(1000, 500)
    _put_at_the_bottom(desk, "safeguards")
    desk.compose("cuoshi" * 120)
    assert _seen(desk)


def test_in_a_cell_higher_than_the_window_the_view_goes_with_the_caret(tall: Desk) -> None:
    tall.go("overview")
    tall.press(Key.Key_F2)
    assert _seen(tall)
    bottom = _scrolled(tall)
    tall.press(Key.Key_Home, CTRL)
    assert _seen(tall)
    assert _scrolled(tall) < bottom
    tall.press(Key.Key_End, CTRL)
    assert _seen(tall)
    tall.type("end" * 100)
    assert _seen(tall)
    assert _scrolled(tall) >= bottom
    for _ in range(40):
        tall.press(Key.Key_Up)
        assert _seen(tall)


@pytest.mark.parametrize("start", ["key", "letter", "pinyin"])
def test_to_edit_a_visible_cell_does_not_scroll(desk: Desk, start: str) -> None:
    desk.form.resize(1000, 500)
    _put_at_the_bottom(desk, "safeguards")
    before = _scrolled(desk)
    if start == "key":
        desk.press(Key.Key_F2)
    elif start == "letter":
        desk.type("x")
    else:
        desk.compose("z")
    assert desk.form.editing.open
    assert _scrolled(desk) == before


def test_a_double_click_in_a_high_cell_leaves_the_view_and_sets_the_caret(tall: Desk) -> None:
    tall.go("overview")
    tall.form.verticalScrollBar().setValue(600)
    before = _scrolled(tall)
    point = QPoint(500, 240)
    QTest.mouseClick(tall.form.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(tall.form.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert tall.form.editing.open
    assert _scrolled(tall) == before
    assert abs(_caret(tall).center().y() - point.y()) < 2 * _caret(tall).height()


def test_the_wheel_may_leave_the_caret_and_painting_does_not_go_back(tall: Desk) -> None:
    tall.go("overview")
    tall.press(Key.Key_F2)
    tall.form.verticalScrollBar().setValue(0)
    tall.form.grab()
    assert _scrolled(tall) == 0
    tall.type("x")
    assert _seen(tall)


def test_typing_on_a_label_says_nothing(desk: Desk) -> None:
    label = next(cell for cell in desk.form.sheet.cells if cell.text == "项目名称")
    desk.form.move_to(GridPlace(label.row, label.column))
    desk.type("x")
    assert not desk.form.editing.open
    assert desk.messages == []
