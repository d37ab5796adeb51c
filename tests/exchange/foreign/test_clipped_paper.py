"""Texts that a PDF clips at the edge of their cell or page come in once and whole, unmarked."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from budgetdesk.exchange.foreign.grid import SourceCell
from budgetdesk.exchange.foreign.paper.document import read_pdf

_SIZE, _PITCH = 10, 13
_EDGES = (40, 120, 200, 300)
Corner = tuple[float, float]


def canvas_at(path: Path) -> Canvas:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), (340, 300))
    canvas.setFont("STSong-Light", _SIZE)
    return canvas


def clipped(canvas: Canvas, box: tuple[float, float, float, float], lines: Sequence[str],
            start: Corner) -> None:  # fmt: skip
    """A cell with lines from a baseline on; what is beyond its edges is not seen."""
    left, bottom, right, top = box
    canvas.rect(left, bottom, right - left, top - bottom)
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(left, bottom, right - left, top - bottom)
    canvas.clipPath(path, stroke=0)
    canvas.setFont("STSong-Light", _SIZE)
    for number, line in enumerate(lines):
        canvas.drawString(start[0], start[1] - number * _PITCH, line)
    canvas.restoreState()


def told(path: Path) -> list[SourceCell]:
    (grid,) = read_pdf(path)
    return [it for it in grid.cells if it.said]


LINES = ["甲" * 7, "乙" * 7, "丙" * 7]


@pytest.mark.parametrize("above", [4, -2, -13, -26], ids=["top", "middle", "low", "bottom"])
@pytest.mark.parametrize("row", range(4))
def test_lines_that_a_low_row_clips_are_of_its_cell(above: float, row: int, tmp_path: Path) -> None:
    """However the text stands in its row, it lies over the rows beside it."""
    canvas = canvas_at(tmp_path / "低.pdf")
    for number in range(4):
        for column in range(3):
            left, right, top = _EDGES[column], _EDGES[column + 1], 250 - 15 * number
            crowded = (number, column) == (row, 1)
            lines = LINES if crowded else [f"格{number}{column}"]
            at = top - _SIZE - (above if crowded else 1)
            clipped(canvas, (left, top - 15, right, top), lines, (left + 3, at))
    canvas.save()
    found = {(it.row, it.column): (it.text, it.note) for it in told(tmp_path / "低.pdf")}
    assert found == {
        (number, column): ("".join(LINES) if (number, column) == (row, 1)
                           else f"格{number}{column}", "")
        for number in range(4)
        for column in range(3)
    }  # fmt: skip


@pytest.mark.parametrize("column", range(3))
@pytest.mark.parametrize("aligned", [0.0, 0.5, 1.0], ids=["left", "centre", "right"])
def test_a_line_that_is_wider_than_its_cell_is_of_it(
    aligned: float, column: int, tmp_path: Path
) -> None:
    """Also where it runs over the cells beside it, or off the page."""
    long, canvas = "长" * 25, canvas_at(tmp_path / "宽.pdf")
    for number in range(2):
        for at in range(3):
            left, right, top = _EDGES[at], _EDGES[at + 1], 250 - 20 * number
            text = long if (number, at) == (0, column) else f"格{number}{at}"
            start = left + 3 + aligned * (right - left - 6 - _SIZE * len(text))
            start = start if text == long else left + 3
            clipped(canvas, (left, top - 20, right, top), [text], (start, top - 14))
    canvas.save()
    rows = [[it.text for it in told(tmp_path / "宽.pdf") if it.row == row] for row in (0, 1)]
    assert rows[0] == [long if at == column else f"格0{at}" for at in range(3)]
    assert rows[1] == ["格10", "格11", "格12"]


@pytest.mark.parametrize("margin", [20, 60, 110])
def test_a_row_that_is_drawn_completely_on_both_pages_comes_once(
    margin: float, tmp_path: Path
) -> None:
    """Each page clips what the other one shows; some of that stands in its margin."""
    lines = [chr(0x4E00 + 40 * number) * 17 for number in range(14)]
    canvas = canvas_at(tmp_path / "两页.pdf")
    clipped(canvas, (40, 240, 120, 260), ["项目名称"], (43, 246))
    clipped(canvas, (120, 240, 300, 260), ["补助"], (123, 246))
    seen = int((240 - margin - 4) // _PITCH)
    for top, bottom, start in ((240, margin, 228.0), (260, 60, 248.0 + seen * _PITCH)):
        clipped(canvas, (40, bottom, 120, top), ["项目概况"], (43, start))
        clipped(canvas, (120, bottom, 300, top), lines, (123, start))
        if top == 240:
            canvas.showPage()
    clipped(canvas, (40, 40, 120, 60), ["立项依据"], (43, 46))
    clipped(canvas, (120, 40, 300, 60), ["纪要"], (123, 46))
    canvas.save()
    assert [it.text for it in told(tmp_path / "两页.pdf")] == [
        "项目名称", "补助", "项目概况", "".join(lines),
        "立项依据", "纪要",
    ]  # fmt: skip


def test_a_merged_label_that_both_pages_draw_stands_beside_the_rows_of_each(
    tmp_path: Path,
) -> None:
    canvas = canvas_at(tmp_path / "续.pdf")
    for bottom, top, middle, rows in ((220, 260, 215, (0, 1)), (200, 260, 275, (2, 3, 4))):
        clipped(canvas, (40, bottom, 120, top), ["产出指标"], (43, middle))
        for number, row in enumerate(rows):
            high = top - 20 * number
            clipped(canvas, (120, high - 20, 200, high), [f"名{row}"], (123, high - 14))
            clipped(canvas, (200, high - 20, 300, high), [f"值{row}"], (203, high - 14))
        canvas.showPage()
    canvas.save()
    found = told(tmp_path / "续.pdf")
    labels = [(it.row, it.rows) for it in found if it.text == "产出指标"]
    assert labels == [(0, 2), (2, 3)]
    assert [it.text for it in found if it.column] == [
        f"{kind}{row}" for row in range(5) for kind in "名值"
    ]
