"""What a text waits for is painted apart, and found under the pointer."""

from typing import Any

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLayout
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.editor.gaps import gap_at, gap_formats
from budgetdesk.desktop.editor.text_cache import TextCache
from budgetdesk.desktop.palette import LIGHT
from budgetdesk.forms.sheet import Align, Style

_STYLE = Style("paragraph", align=Align.LEFT)
_WIDTH = 200


def laid(text: str) -> QTextLayout:
    block = TextCache().block(text, _STYLE, _WIDTH)
    assert block.layout is not None
    return block.layout


def place(layout: QTextLayout, at: int) -> QPointF:
    """The middle of the character at a position as Qt counts."""
    line = layout.lineForTextPosition(at)
    # The stubs call the pair that it gives an object.
    ends: list[Any] = [line.cursorToX(position) for position in (at, at + 1)]
    left, right = (end[0] for end in ends)
    return QPointF((left + right) / 2, line.rect().center().y())


@pytest.mark.usefixtures("qtbot")
def test_a_text_without_gaps_is_painted_as_it_is() -> None:
    assert gap_formats("收入预算5,808.72万元。", LIGHT) == []
    assert gap_formats("【注】", LIGHT) == []


def test_gaps_are_counted_as_qt_counts(qtbot: QtBot) -> None:
    (shown,) = gap_formats("𠮷镇【待填：办公用房面积】。", LIGHT)
    assert (shown.start, shown.length) == (3, 11)  # type: ignore[attr-defined]


def test_the_gap_under_a_point_is_told(qtbot: QtBot) -> None:
    text = "2024年收入预算总计【待填：上年收支总计】，面积【待填：办公用房面积】平方米。"
    layout = laid(text)
    assert layout.lineCount() > 2
    for name in ("上年收支总计", "办公用房面积"):
        start = text.index(f"【待填：{name}】")
        for at in (start, start + 4, start + len(name) + 4):
            assert gap_at(text, layout, place(layout, at)) == name
        assert gap_at(text, layout, place(layout, start - 1)) == ""


def test_beside_the_text_there_is_no_gap(qtbot: QtBot) -> None:
    text = "【待填：其他】"
    layout = laid(text)
    middle = place(layout, 2).y()
    assert gap_at(text, layout, QPointF(5, middle)) == "其他"
    assert gap_at(text, layout, QPointF(_WIDTH - 2, middle)) == ""
    assert gap_at(text, layout, QPointF(5, middle + 100)) == ""
