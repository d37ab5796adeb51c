"""The paper's width, and how printed words break."""

import pytest
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.editor.geometry import (
    FULL_WIDTH,
    LANDSCAPE_WIDTH,
    LEAST_LANDSCAPE,
    LEAST_WIDTH,
    Geometry,
    frame_for,
)
from budgetdesk.desktop.editor.text_cache import TextCache
from budgetdesk.desktop.theme import theme
from budgetdesk.forms.sheet import Align, Cell, Role, Row, Sheet, Style

HEAD = Style("head")


def lines_of(role: Role, text: str, width: int, style: Style = HEAD) -> list[str]:
    theme()
    cell = Cell(0, 0, text, style, role)
    sheet = Sheet("", "", "", (1.0,), (Row(),), (cell,))
    geometry = Geometry(sheet, frame_for(width, 1.0), TextCache())
    layout = geometry.block(cell, text).layout
    assert layout is not None
    shown = layout.text()
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    return [shown[it.textStart() : it.textStart() + it.textLength()] for it in lines]


def test_printed_words_break_into_lines_of_about_one_length(qtbot: QtBot) -> None:
    head = "按部门预算支出经济分类科目填列的一般公共预算基本支出" * 3
    first, second = lines_of(Role.LABEL, head, 700)
    assert abs(len(first) - len(second)) <= 1
    assert first + second == head


def test_what_is_typed_does_not_move_when_editing_begins(qtbot: QtBot) -> None:
    text = "按部门预算支出经济分类科目填列的一般公共预算基本支出" * 3
    for role, style in ((Role.INPUT, HEAD), (Role.LABEL, Style("left", align=Align.LEFT))):
        first, second = lines_of(role, text, 700, style)
        assert len(first) > len(second) + 1


@pytest.mark.parametrize("zoom", [1.0, 1.5])
def test_paper_that_lies_across_is_wider_where_there_is_room(zoom: float) -> None:
    room = 3_000
    assert frame_for(room, zoom).paper_width == FULL_WIDTH * zoom
    assert frame_for(room, zoom, landscape=True).paper_width == LANDSCAPE_WIDTH * zoom
    assert frame_for(600, 1.0).paper_width == LEAST_WIDTH
    assert frame_for(600, 1.0, landscape=True).paper_width == LEAST_LANDSCAPE
