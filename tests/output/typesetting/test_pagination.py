"""Rows and pages: everything fits, everything stands on exactly one page."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.forms.sheet import Align, Cell, Role, Row, Sheet, Style, VAlign
from budgetdesk.output.typesetting.breaking import shown
from budgetdesk.output.typesetting.fitting import fit
from budgetdesk.output.typesetting.measuring import BODY, SMALLEST, measure
from budgetdesk.output.typesetting.page import A4_LANDSCAPE, A4_PORTRAIT, FittedSheet, Page
from budgetdesk.output.typesetting.pagination import paginate
from tests.output.published import all_published_sheets, published_overall

TITLE = Style("title", size=18, bold=True, border=False)
LABEL = Style("label")
PARAGRAPH = Style("paragraph", align=Align.LEFT, valign=VAlign.TOP)
VALUE = Style("value")
NO_START = "，。；：？！、）》〉”’…—％‰·,.;:?!)]}%"
NO_END = "（《〈“‘([{¥￥"
SENTENCE = "按照《中华人民共和国预算法》和省财政厅的要求，资金5,072,219.00元于12月底前拨付到位。"


def sheet_of(columns: tuple[float, ...], rows: tuple[Row, ...], *cells: Cell) -> Sheet:
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Sheet("某项目", "某单位", "f", columns, rows, ordered)


def label(row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(row, column, text, LABEL, Role.LABEL, rows, columns)


def value(row: int, column: int, text: str, rows: int = 1, style: Style = PARAGRAPH) -> Cell:
    return Cell(row, column, text, style, Role.INPUT, rows)


def paragraphs(*texts: str) -> Sheet:
    """A title that stands on every page, and a row for each text."""
    rows = (Row(30, repeat=True), *(Row() for _ in texts))
    title = Cell(0, 0, "某县项目支出绩效目标表", TITLE, Role.TITLE, columns=2)
    body = [
        cell
        for row, text in enumerate(texts, 1)
        for cell in (label(row, 0, f"第{row}项说明"), value(row, 1, text))
    ]
    return sheet_of((1, 5), rows, title, *body)


def indicators(count: int) -> Sheet:
    """A form with an indicator block of so many rows below its heads."""
    rows = (Row(30, repeat=True), Row(repeat=True), *(Row() for _ in range(count)))
    cells = [
        Cell(0, 0, "某县项目支出绩效目标表", TITLE, Role.TITLE, columns=4),
        label(1, 0, "绩效指标", rows=count + 1),
        *(label(1, column, text) for column, text in enumerate(("二级指标", "名称", "值"), 1)),
        *(
            label(row, 1, "数量指标", rows=min(7, count + 2 - row))
            for row in range(2, count + 2, 7)
        ),
        *(value(row, 2, f"第{row}个指标：{SENTENCE[: row % 40]}") for row in range(2, count + 2)),
        *(value(row, 3, f"≥{row}%", style=VALUE) for row in range(2, count + 2)),
    ]
    return sheet_of((20, 60, 240, 60), rows, *cells)


def printed(pages: tuple[Page, ...], cell: Cell) -> str:
    """What the pages show of a cell, in order."""
    parts = (it for page in pages for it in page.cells if it.cell is cell)
    return "".join(line for part in parts for line in part.text.lines)


def flows(cell: Cell) -> bool:
    return cell.role not in {Role.LABEL, Role.TITLE}


def check_layout(fitted: FittedSheet) -> tuple[Page, ...]:
    """What holds for every form: whole, inside the paper, nothing over anything else."""
    pages = paginate(fitted)
    check_places(pages)
    for cell in fitted.sheet.cells:
        if flows(cell):
            assert printed(pages, cell) == cell.text
        else:
            assert cell.text in printed(pages, cell)
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert {page.count for page in pages} == {len(pages)}
    return pages


def check_places(pages: tuple[Page, ...]) -> None:
    for page in pages:
        margin = page.format.margin
        for it in page.cells:
            assert it.top >= margin - 0.02
            assert it.top + it.height <= page.format.height - margin + 0.02
            assert it.left + it.width <= page.format.width - margin + 0.02
            assert it.text.height <= it.height + 0.02
        check_no_overlap(page)


def check_no_overlap(page: Page) -> None:
    cells = sorted(page.cells, key=lambda it: it.top)
    for order, one in enumerate(cells):
        for other in cells[order + 1 :]:
            if other.top >= one.top + one.height - 0.02:
                break
            left_of = other.left >= one.left + one.width - 0.02
            assert left_of or one.left >= other.left + other.width - 0.02


def check_lines(pages: tuple[Page, ...]) -> None:
    """禁则 on every line that was broken by width, where its column has room for three signs."""
    for page in pages:
        for it in page.cells:
            if it.width < 4 * it.text.size or not it.text.lines:
                continue
            whole = [shown(line) for line in it.text.lines if shown(line)]
            assert not any(line[0] in NO_START for line in whole[1:]), whole
            assert not any(line[-1] in NO_END for line in whole[:-1]), whole


def test_published_forms(shared: Path) -> None:
    sheets = [*all_published_sheets(shared), published_overall(shared)]
    assert len(sheets) == 92
    counts: Counter[int] = Counter()
    for sheet in sheets:
        fitted = fit(sheet)
        assert min(text.size for text in fitted.texts) >= SMALLEST
        pages = check_layout(fitted)
        check_lines(pages)
        counts[len(pages)] += 1
    assert counts[1] >= 70
    assert set(counts) == {1, 2}


def test_a_short_form_is_printed_in_full_size() -> None:
    assert fit(paragraphs("一句话。")).body == BODY


def test_text_shrinks_before_a_second_page_is_taken() -> None:
    long = paragraphs(*[SENTENCE * 7] * 6)
    fitted = fit(long)
    assert SMALLEST < fitted.body < BODY
    assert len(paginate(fitted)) == 1
    assert len(paginate(measure(long, A4_PORTRAIT, fitted.body + 0.5))) == 2


def test_a_form_that_needs_two_pages_is_no_smaller_than_two_pages_ask() -> None:
    fitted = fit(paragraphs(*[SENTENCE * 14] * 6))
    assert len(check_layout(fitted)) == 2
    assert fitted.body > SMALLEST


def test_a_number_shrinks_rather_than_being_divided() -> None:
    sheet = sheet_of(
        (50, 400), (Row(), Row()), value(0, 0, "15912569.3元"), value(1, 0, "一二三四五")
    )
    wide, plain = fit(sheet).texts
    assert (wide.lines, plain.size) == (("15912569.3", "元"), BODY)
    assert SMALLEST <= wide.size < BODY


def test_lying_paper() -> None:
    sheet = paragraphs("一句话。")
    lying = Sheet(sheet.name, "", "f", sheet.columns, sheet.rows, sheet.cells, landscape=True)
    assert fit(lying).page == A4_LANDSCAPE
    assert sum(fit(lying).widths) == pytest.approx(A4_LANDSCAPE.inner_width)


def test_five_thousand_characters_go_on_over_pages_with_their_label() -> None:
    text = (SENTENCE * 120)[:5000]
    sheet = paragraphs("概况", text, "依据")
    pages = check_layout(fit(sheet))
    check_lines(pages)
    assert len(pages) == 2
    assert len(check_layout(measure(sheet, A4_PORTRAIT))) == 3
    for page in pages:
        shows = ["".join(it.text.lines) for it in page.cells]
        assert "某县项目支出绩效目标表" in shows
    labels = ["".join(it.text.lines) for page in pages for it in page.cells if it.cell.row == 2]
    assert labels.count("第2项说明") == 1
    assert labels.count("第2项说明（续）") == len(pages) - 1
    parts = [it for page in pages for it in page.cells if it.cell.text == text]
    assert all(len(part.text.lines) >= 2 for part in parts)


def test_two_hundred_indicators() -> None:
    sheet = indicators(200)
    pages = check_layout(fit(sheet))
    check_lines(pages)
    assert len(pages) >= 5
    assert fit(sheet).body == BODY
    for page in pages[1:]:
        shows = ["".join(it.text.lines) for it in page.cells]
        assert "二级指标" in shows  # the head stands again
        assert "绩效指标︵续︶" in shows


def test_heads_stand_again_only_while_their_block_goes_on() -> None:
    head = Row(repeat=True, heads=9)
    rows = (Row(30, repeat=True), Row(), head, *(Row(60) for _ in range(9)), Row(400))
    sheet = sheet_of(
        (20, 300),
        rows,
        Cell(0, 0, "某表", TITLE, Role.TITLE, columns=2),
        value(1, 0, "部门"),
        value(1, 1, "某局"),
        label(2, 0, "重点任务", rows=10),
        label(2, 1, "核心职能"),
        *(value(row, 1, f"任务{row}") for row in range(3, 12)),
        value(12, 0, "一"),
        value(12, 1, "二"),
    )
    pages = check_layout(measure(sheet, A4_PORTRAIT))
    assert [it.cell.text for it in pages[1].cells] == ["某表", "一", "二"]


def test_a_head_is_not_left_alone_at_a_page_end() -> None:
    rows = (*(Row(96) for _ in range(7)), Row(30), Row(90))
    sheet = sheet_of(
        (1, 1),
        rows,
        *(label(row, 0, f"标签{row}") for row in range(7)),
        *(value(row, 1, "内容") for row in range(7)),
        label(7, 0, "实施期目标"),
        label(7, 1, "年度目标"),
        value(8, 0, "甲"),
        value(8, 1, "乙"),
    )
    pages = check_layout(measure(sheet, A4_PORTRAIT))
    assert [cell.cell.text for cell in pages[1].cells] == ["实施期目标", "年度目标", "甲", "乙"]


def test_a_row_of_a_few_lines_is_not_divided() -> None:
    sheet = paragraphs(*[SENTENCE * 4] * 14)
    for body in (BODY, 9.0, SMALLEST):
        for page in check_layout(measure(sheet, A4_PORTRAIT, body)):
            assert not any(it.cut for it in page.cells)


def test_a_text_in_a_cell_over_several_rows_goes_on() -> None:
    rows = tuple(Row(150) for _ in range(8))
    sheet = sheet_of(
        (60, 200, 200),
        rows,
        label(0, 0, "总体目标", rows=8),
        value(0, 1, SENTENCE * 90, rows=8),
        *(value(row, 2, SENTENCE * (row + 1)) for row in range(8)),
    )
    pages = check_layout(measure(sheet, A4_PORTRAIT))
    assert len(pages) >= 3


def test_a_label_without_room_on_one_page_stands_on_the_next() -> None:
    rows = (*(Row(100) for _ in range(7)), Row(20), Row(20), Row(20))
    sheet = sheet_of(
        (12, 300),
        rows,
        *(label(row, 0, "一", columns=1) for row in range(7)),
        *(value(row, 1, "内容") for row in range(7)),
        label(7, 0, "绩效指标", rows=3),
        *(value(row, 1, f"第{row}行") for row in range(7, 10)),
    )
    pages = check_layout(measure(sheet, A4_PORTRAIT))
    assert len(pages) == 2


def test_rows_grow_alike_for_a_cell_over_several_rows() -> None:
    sheet = sheet_of(
        (60, 60),
        (Row(20), Row(20), Row(20)),
        value(0, 0, SENTENCE * 2, rows=3),
        *(value(row, 1, "短") for row in range(3)),
    )
    heights = measure(sheet, A4_PORTRAIT).heights
    assert max(heights) - min(heights) < 0.01
    assert min(heights) > 20


def test_a_row_without_text_that_is_higher_than_a_page_is_divided() -> None:
    sheet = sheet_of((1,), (Row(20), Row(3000), Row(20)), *(value(row, 0, "") for row in range(3)))
    assert len(check_layout(measure(sheet, A4_PORTRAIT))) == 6


def test_a_head_that_fills_the_page_does_not_stand_again() -> None:
    rows = (Row(600, repeat=True), *(Row(100) for _ in range(9)))
    sheet = sheet_of(
        (1,), rows, label(0, 0, "头"), *(value(row, 0, "内容") for row in range(1, 10))
    )
    pages = check_layout(measure(sheet, A4_PORTRAIT))
    assert [it.cell.text for page in pages for it in page.cells].count("头") == 1


TEXTS = st.text(st.sampled_from("预算绩效目标，。《》（）0123456789%ab \n"), max_size=400)


@st.composite
def grids(draw: st.DrawFn) -> Sheet:
    """Sheets of columns that are each divided into cells of any height."""
    count = draw(st.integers(1, 14))
    columns = draw(st.integers(1, 4))
    heads = draw(st.integers(0, min(2, count - 1)))
    cells = []
    for column in range(columns):
        row = 0
        while row < count:
            high = 1 if row < heads else draw(st.integers(1, count - row))
            text = draw(TEXTS) * draw(st.sampled_from([1, 1, 1, 12]))
            made = label if row < heads or draw(st.booleans()) else None
            cell = label(row, column, text[:30], high) if made else value(row, column, text, high)
            cells.append(cell)
            row += high
    rows = tuple(
        Row(draw(st.floats(10, 160)), repeat=row < heads or draw(st.integers(0, 9)) == 0)
        for row in range(count)
    )
    widths = tuple(draw(st.floats(0.3, 4)) for _ in range(columns))
    return sheet_of(widths, rows, *cells)


@settings(max_examples=60, deadline=None)
@given(sheet=grids())
def test_any_grid_keeps_every_character(sheet: Sheet) -> None:
    for body in (BODY, SMALLEST):
        pages = paginate(measure(sheet, A4_PORTRAIT, body))
        check_places(pages)
        leading = [row for row, it in enumerate(sheet.rows) if it.repeat]
        for cell in sheet.cells:
            again = any(row in leading for row in range(cell.row, cell.row + cell.rows))
            if flows(cell) and not again:
                assert printed(pages, cell) == cell.text
            elif flows(cell):
                assert cell.text in printed(pages, cell)
            else:
                assert cell.text in printed(pages, cell)
