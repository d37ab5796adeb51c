"""Where the pages of a worksheet end, and what stands again at their top, in every shipped set."""

import io
from collections.abc import Iterator
from itertools import pairwise

import openpyxl
import pytest

from budgetdesk.forms.loader import form_set_ids
from budgetdesk.forms.sheet import Cell, Role, Row, Sheet
from budgetdesk.output.excel import workbook_bytes
from budgetdesk.output.excel.grid import WorksheetGrid, grid_of
from budgetdesk.output.typesetting.fitting import fit
from budgetdesk.output.typesetting.pagination import paginate
from tests.output.long_forms import long_forms
from tests.output.small_sheets import LABEL, PARAGRAPH, field, sheet_of

_SETS = form_set_ids()
_PAGE = {False: 257 * 72 / 25.4, True: 170 * 72 / 25.4}  # points, by landscape


def _heads(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """The last row of each column heading below the form's name, and the last one it heads."""
    for number, row in enumerate(sheet.rows):
        if row.repeat and row.heads is not None and not sheet.rows[number + 1].repeat:
            yield number, number + row.heads


def _starts(grid: WorksheetGrid) -> list[int]:
    return [grid.first.index(start) for start in grid.starts if start in grid.first]


@pytest.mark.parametrize("set_id", _SETS)
def test_the_pages_after_a_list_s_first_repeat_its_headings(set_id: str) -> None:
    seen = 0
    for sheet in long_forms(set_id):
        grid = grid_of(sheet)
        going_on = {
            head: sum(head < start <= last for start in _starts(grid))
            for head, last in _heads(sheet)
        }
        if not any(going_on.values()):
            assert grid.titles.start == 0
            continue
        seen += 1
        most = max(going_on.values())
        assert going_on[grid.titles[-1]] == most, (sheet.form_id, grid.titles, grid.starts)
        texts = [it.text for it in grid.sheet.cells if it.row in grid.titles]
        assert any("级指标" in text for text in texts)
    assert seen >= 5 or set_id.startswith("sichuan")


@pytest.mark.parametrize("set_id", _SETS)
def test_the_pages_of_a_pdf_repeat_the_headings_of_what_goes_on(set_id: str) -> None:
    seen = 0
    for sheet in long_forms(set_id):
        for before, page in pairwise(paginate(fit(sheet))):
            end = max(it.cell.row for it in before.cells)
            first = max(end + 1, 0)
            shown = {it.cell.row for it in page.cells}
            for head, last in _heads(sheet):
                if head < end and first <= last:
                    assert head in shown, (sheet.form_id, head)
                    seen += 1
                elif last < end:
                    assert head not in shown, (sheet.form_id, head)
    assert seen


@pytest.mark.parametrize("set_id", _SETS)
def test_every_page_has_room_for_its_rows_and_what_stands_again(set_id: str) -> None:
    for sheet in long_forms(set_id):
        grid = grid_of(sheet)
        again = grid.first[grid.titles.stop]
        head = sum(grid.heights[grid.first[grid.titles.start] : again])
        edges = [0, *grid.starts, len(grid.heights)]
        for top, end in pairwise(edges):
            used = sum(grid.heights[top:end]) + (head if top >= again else 0)
            assert used <= _PAGE[sheet.landscape] + 0.01, (sheet.form_id, top)


def _group(row: int, rows: int) -> Iterator[Cell]:
    yield Cell(row, 0, f"第{row}组", LABEL, Role.LABEL, rows=rows)
    for number in range(row, row + rows):
        yield Cell(number, 1, "值", PARAGRAPH, Role.INPUT, columns=3, field=field("plan"))


@pytest.mark.parametrize("size", [2, 3, 5, 7])
def test_a_short_group_is_kept_whole_where_that_takes_no_further_page(size: int) -> None:
    groups = [_group(row, size) for row in range(1, 50, size)]
    grid = grid_of(sheet_of(*(cell for group in groups for cell in group)))
    assert grid.starts
    assert all((start - 1) % size == 0 for start in _starts(grid))


def test_a_group_that_cannot_be_kept_whole_is_named_on_both_pages() -> None:
    grid = grid_of(sheet_of(*_group(1, 60)))
    named = [cell for cell in grid.sheet.cells if cell.text == "第1组"]
    assert [cell.row for cell in named[1:]] == _starts(grid)


def test_a_label_beside_headings_that_stand_again_is_no_part_of_them() -> None:
    label = Cell(1, 0, "绩效指标", LABEL, Role.LABEL, rows=61)
    heads = [Cell(1, 1, "三级指标", LABEL, Role.LABEL, columns=3)]
    rows = [
        Cell(row, 1, "值", PARAGRAPH, Role.INPUT, columns=3, field=field("plan"))
        for row in range(2, 62)
    ]
    plain = sheet_of(label, *heads, *rows)
    head = Row(repeat=True, heads=60)
    sheet = Sheet(
        plain.name,
        plain.group,
        plain.form_id,
        plain.columns,
        (Row(36), head, *plain.rows[2:]),
        plain.cells,
    )
    grid = grid_of(sheet)
    assert grid.titles == range(1, 2)
    assert [cell.text for cell in grid.sheet.cells if cell.row == 1] == ["", "三级指标"]
    worksheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes([sheet], "表"))).active
    assert worksheet.print_title_rows == "$2:$2"
    assert worksheet["A3"].value == "绩效指标"
    assert worksheet["A2"].border.bottom.style is None
    assert worksheet["A3"].border.top.style is None
    assert worksheet["B2"].border.bottom.style == "thin"
