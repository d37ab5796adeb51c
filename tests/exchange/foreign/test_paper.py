"""Texts of PDF that their cells had no room for come in once and whole, marked."""

import io
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from budgetdesk.exchange.foreign.paper.document import read_pdf
from budgetdesk.exchange.foreign.paper.filling import CROWDED, fill
from budgetdesk.exchange.foreign.paper.lattice import RuledCell
from budgetdesk.exchange.foreign.paper.page import Glyph
from budgetdesk.exchange.foreign.paper.runs import runs_of

_SIZE = 10.0


def typed(text: str, x: float, y: float) -> list[Glyph]:
    """Characters side by side, as wide as they are high."""
    return [
        Glyph(it, x + number * _SIZE, x + (number + 1) * _SIZE, y, _SIZE)
        for number, it in enumerate(text)
    ]


def read(cells: list[RuledCell], glyphs: list[Glyph]) -> list[tuple[str, str]]:
    texts, outside = fill(cells, runs_of(glyphs, cells))
    assert not outside
    return [(it.text, it.note) for it in texts]


UPPER, LOWER = RuledCell(0, 88, 104, 100), RuledCell(0, 68, 104, 88)


def test_a_line_below_the_border_belongs_to_the_text_above() -> None:
    glyphs = [*typed("其他政府办公厅及相关", 2, 90), *typed("机构事务支出", 2, 77.5)]
    assert read([UPPER, LOWER], [*glyphs, *typed("下一格", 2, 74)]) == [
        ("其他政府办公厅及相关机构事务支出", CROWDED),
        ("下一格", CROWDED),
    ]


def test_full_lines_in_rows_of_their_own_stay_apart() -> None:
    cells = [RuledCell(0, 100 - 14 * (row + 1), 104, 100 - 14 * row) for row in range(4)]
    words = ["经济效益指标经济效益", "社会效益指标社会效益", "生态效益指标生态效益", "可持续影响"]
    glyphs = [glyph for row, word in enumerate(words) for glyph in typed(word, 2, 90 - 14 * row)]
    assert read(cells, glyphs) == [(word, "") for word in words]


def test_texts_drawn_over_each_other_are_told_apart_by_their_order() -> None:
    wide = [RuledCell(0, 80, 104, 90), RuledCell(0, 70, 104, 80), RuledCell(0, 60, 104, 70)]
    one = [*typed("甲甲甲甲甲甲甲甲甲甲", 2, 82), *typed("甲甲甲甲甲甲甲甲甲甲", 2, 70.5)]
    two = [*typed("乙乙乙乙乙乙乙乙乙乙", 2, 72), *typed("乙乙乙", 2, 60.5)]
    found = read(wide, [*one, *two])
    assert [text for text, _ in found] == ["甲" * 20, "乙" * 13, ""]


def test_a_text_that_runs_beyond_the_right_edge_stays_in_its_cell() -> None:
    cells = [RuledCell(0, 0, 40, 20), RuledCell(40, 0, 120, 20)]
    glyphs = [*typed("长长长长长长", 2, 6), *typed("值", 90, 6)]
    assert [text for text, _ in read(cells, glyphs)] == ["长长长长长长", "值"]


@pytest.mark.parametrize(
    "second",
    [["", "乙后"], ["立项依据", "值班"], ["立项依据", ""]],
    ids=["cut", "new row", "blank"],
)
def test_a_row_over_a_page_break_is_joined_once(second: list[str], tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    data = io.BytesIO()
    canvas = Canvas(data, (300, 200))
    full = "甲" * 18
    for lines in ([["项目名称", "补助"], ["项目概况", full]], [second]):
        canvas.setFont("STSong-Light", 10)
        for row, (label, text) in enumerate(lines):
            top = 180 - 30 * row
            for x0, x1, said in ((20, 84, label), (84, 274, text)):
                canvas.rect(x0, top - 30, x1 - x0, 30)
                canvas.drawString(x0 + 4, top - 18, said)
        canvas.drawString(90, -40, "页面以外的半格")
        canvas.showPage()
    canvas.save()
    path = tmp_path / "两页.pdf"
    path.write_bytes(data.getvalue())
    (grid,) = read_pdf(path)
    told = [cell.said for cell in grid.cells if cell.said]
    joined = [f"{full}乙后"] if not second[0] else [full, *filter(None, second)]
    assert told == ["项目名称", "补助", "项目概况", *joined]


def test_a_text_that_fills_its_row_is_not_begun_by_the_next_rows_two_lines() -> None:
    """Their lines follow each other at one pitch; both texts stand in the middle of their rows."""
    cells = [RuledCell(0, 61, 76, 75), RuledCell(0, 31, 76, 61)]
    words = ["项目设立必要性", "保证项目实施的", "制度、措施"]
    glyphs = [it for text, y in zip(words, (64, 49, 35), strict=True) for it in typed(text, 2, y)]
    assert [text for text, _ in read(cells, glyphs)] == [words[0], words[1] + words[2]]
