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
from budgetdesk.exchange.foreign.paper.placing import laid_out
from budgetdesk.exchange.foreign.paper.runs import RuledText, lines_of, loose_texts, runs_of
from budgetdesk.exchange.foreign.paper.tables import PaperTable, joined

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


def test_texts_that_fill_two_rows_line_by_line_stay_apart() -> None:
    """Three lines and two at one pitch, each text in the middle of its row."""
    cells = [RuledCell(0, 60, 48, 102), RuledCell(0, 32, 48, 60)]
    words = ["保证项目", "实施的制", "度、措施", "项目实施", "计划"]
    glyphs = [it for number, text in enumerate(words) for it in typed(text, 2, 91 - 14 * number)]
    assert read(cells, glyphs) == [("保证项目实施的制度、措施", ""), ("项目实施计划", "")]


def spaced(text: str, gap: float, blank: float) -> list[Glyph]:
    """A drawn out line as pdfium gives it: of several blanks one, and the room that all take."""
    glyphs: list[Glyph] = []
    x = 0.0
    for it in text:
        width = blank if it == " " else _SIZE
        if not (it == " " and glyphs and glyphs[-1].text == " "):
            glyphs.append(Glyph(it, x, x + width, 50, _SIZE))
        x += width + gap
    return glyphs


@pytest.mark.parametrize("gap", [0.0, 0.1, 0.7])
@pytest.mark.parametrize("blanks", [1, 2, 3, 12])
def test_blanks_within_a_line_are_as_many_as_their_room_holds(gap: float, blanks: int) -> None:
    text = f"财政部{' ' * blanks}人力资源社会保障部"
    (line,) = lines_of(runs_of(spaced(text, gap, 2.6), []))
    assert line.text == text


def test_a_label_on_a_line_outside_of_tables_stands_for_itself() -> None:
    glyphs = [*typed("电话：03577000", 0, 50), *typed("填报日期：某日", 118, 50)]
    (line,) = lines_of(runs_of(glyphs, []))
    assert [*loose_texts(line)] == ["电话：03577000", "填报日期：某日"]


def test_an_amount_for_each_month_and_head_is_one_word() -> None:
    cell = RuledCell(0, 0, 104, 100)
    glyphs = [*typed("人数为五千标准：", 2, 80), *typed("50元/人/月发放", 2, 68)]
    assert read([cell], glyphs) == [("人数为五千标准：50元/人/月发放", "")]


def test_headings_printed_again_on_the_next_page_join_no_cell_above() -> None:
    heads, rows = ["一级指标", "二级指标", "三级指标"], ["效益指标", "经济效益指标", ""]
    more = ["效益指标（续）", "社会效益指标", "走访覆盖率"]

    def table(page: int, *lines: list[str]) -> PaperTable:
        texts = []
        for number, line in enumerate(lines):
            for column, text in enumerate(line):
                cell = RuledCell(column * 80, 80 - 20 * number, column * 80 + 80, 100 - 20 * number)
                line_of = lines_of(runs_of(typed(text, column * 80 + 2, cell.y0 + 4), []))
                texts.append(RuledText(cell, line_of))
        return PaperTable(page, texts)

    cells = laid_out(joined([table(1, heads, rows), table(2, heads, more)]))
    assert [it.text for it in cells if it.text] == [*heads, *rows[:2], *heads, *more]


def test_labels_on_lines_of_their_own_stay_on_them() -> None:
    cell = RuledCell(0, 0, 204, 100)
    glyphs = [*typed("项目名称：食堂补助", 2, 80), *typed("实施单位：养老中心", 2, 68)]
    assert read([cell], glyphs) == [("项目名称：食堂补助\n实施单位：养老中心", "")]
