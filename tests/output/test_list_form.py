"""The one table of many projects on paper: every character stands there, the head on all pages."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import openpyxl
import pypdfium2

from budgetdesk.domain.file_kinds import EXCEL
from budgetdesk.domain.progress import ignore_progress
from budgetdesk.domain.records import Department, Funding, Indicator, PerHorizon, Project, Unit
from budgetdesk.forms.layout import lay_out_all
from budgetdesk.forms.loader import load_form_set
from budgetdesk.output.excel.page_ends import divided
from budgetdesk.output.pdf import pdf_bytes
from budgetdesk.output.sheet_files import SHEET_WRITERS
from budgetdesk.output.typesetting.fitting import fit
from budgetdesk.output.typesetting.pagination import paginate

_UNIT = Unit("马踏镇政府", Department("820", "井研县马踏镇人民政府", id=1), id=1)
_GOAL = "包括必要的办公用品费、水电费、报刊费等村社区办公经费。"


def _project(number: int) -> Project:
    rows: tuple[Indicator, ...] = tuple(
        Indicator("产出指标", "数量指标", f"第{number}之{it}", f"≥{it}个", number * 100 + it)
        for it in range(1, 8)
    )
    return Project(
        f"项目{number}",
        _UNIT,
        period=None,
        funding=PerHorizon(None, Funding(total=number * 10_000)),
        goals=PerHorizon(None, f"目标{number}：{_GOAL * (number % 7)}"),
        indicators=PerHorizon(None, rows),
        id=number,
    )


def test_merged_cells_are_divided_at_page_ends_and_nothing_is_lost() -> None:
    form = load_form_set("sichuan-2023").form("project")
    (sheet,) = lay_out_all(form, [_project(number) for number in range(1, 13)], 2023)
    pages = pypdfium2.PdfDocument(pdf_bytes([sheet], "目标"))
    assert len(pages) > 2
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in pages]
    assert all("三级指标" in text and "部门预算项目绩效目标申报表" in text for text in texts)
    wanted = Counter("".join("".join(cell.text.split()) for cell in sheet.cells))
    printed = Counter("".join(texts))
    assert {it: count for it, count in wanted.items() if printed[it] < count} == {}


def test_whose_rows_they_are_stands_on_every_page_and_the_workbook_has_one_field_cell(
    tmp_path: Path,
) -> None:
    form = load_form_set("sichuan-2023").form("project")
    (sheet,) = lay_out_all(form, [_project(number) for number in range(1, 13)], 2023)
    named = [cell for cell in sheet.cells if cell.names]
    assert {cell.field.path for cell in named if cell.field} == {"name", "unit.name"}
    pages = [[*page.cells] for page in paginate(fit(sheet))]
    cut = [
        (before, cell)
        for page, after in pairwise(pages)
        for before in page
        for cell in after
        if before.cell is cell.cell and cell.cell.names
    ]
    assert cut
    for before, cell in cut:
        assert "".join(before.text.lines) in ("", cell.cell.text)
        assert "".join(cell.text.lines).removesuffix("（续）") == cell.cell.text
    path = tmp_path / "目标.xlsx"
    SHEET_WRITERS[EXCEL](path, [sheet], "目标", ignore_progress)
    cells = [str(it.value) for row in openpyxl.load_workbook(path).active.rows for it in row]
    assert cells.count("项目1") >= 1
    starts = [number for number in range(len(sheet.rows)) if number % 5 == 4]
    parts = [[*divided(cell, starts)] for cell in named]
    assert all(part[0].field and not any(it.field for it in part[1:]) for part in parts)
    assert any(len(part) > 1 for part in parts)
