"""Tables as Sheets, and what Excel and paper make of them."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.book.book import Book
from budgetdesk.domain.file_kinds import EXCEL, EXCHANGE, PDF
from budgetdesk.domain.money import wan_text
from budgetdesk.exchange.exporting import ExportFault, ExportOrder, export_book
from budgetdesk.exchange.selection import Selection
from budgetdesk.forms.sheet import Role, Sheet
from budgetdesk.output.excel import workbook_bytes
from budgetdesk.output.pdf import pdf_bytes
from budgetdesk.tables.compute import compute_tables
from budgetdesk.tables.listing import listing_lines
from budgetdesk.tables.numerals import chinese_number
from budgetdesk.tables.sheets import table_sheet
from budgetdesk.tables.table import Figure, Table
from tests.tables.ledgers import Entry, entries, put


@pytest.fixture(scope="module")
def tables(sample_book: Path) -> Sequence[Table]:
    """The tables of the bundled sample."""
    with Book.open(sample_book, read_only=True) as book:
        (department,) = compute_tables(book)
    return department.tables


@pytest.fixture(scope="module")
def sheets(tables: Sequence[Table]) -> list[Sheet]:
    return [table_sheet(table) for table in tables]


def _require_covered(sheet: Sheet, *, bare: int) -> None:
    """The cells cover the grid once, but for the row beside the unit and the note."""
    taken = [
        (row, column)
        for cell in sheet.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    grid = {(r, c) for r in range(len(sheet.rows)) for c in range(len(sheet.columns))}
    assert len(taken) == len(set(taken))
    assert set(taken) == grid
    assert [(cell.row, cell.column) for cell in sheet.cells] == sorted(
        (cell.row, cell.column) for cell in sheet.cells
    )
    assert bare == sum(1 for row in sheet.rows if row.repeat)


def test_cells_cover_the_grid(tables: Sequence[Table], sheets: list[Sheet]) -> None:
    for table, sheet in zip(tables, sheets, strict=True):
        heads = max(len(column.heads) for column in table.columns)
        _require_covered(sheet, bare=3 + heads + table.numbered)


@given(st.lists(entries(), max_size=10))
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_ledger_makes_whole_sheets(book: Book, lines: list[Entry]) -> None:
    put(book, lines)
    for department in compute_tables(book):
        for table in department.tables:
            sheet = table_sheet(table)
            heads = max(len(column.heads) for column in table.columns)
            _require_covered(sheet, bare=3 + heads + table.numbered)


def test_amounts_are_shown_in_wan_and_kept_exact(
    tables: Sequence[Table], sheets: list[Sheet]
) -> None:
    for table, sheet in zip(tables, sheets, strict=True):
        figures = [
            cell.amount for row in table.rows for cell in row.cells if isinstance(cell, Figure)
        ]
        shown = [cell for cell in sheet.cells if cell.role is Role.COMPUTED]
        assert [cell.number or 0 for cell in shown] == figures
        assert [cell.text for cell in shown] == [
            wan_text(amount) if amount else "" for amount in figures
        ]
        assert all(cell.style.numeric for cell in shown)


def test_nested_heads(sheets: list[Sheet]) -> None:
    heads = {
        cell.text: (cell.row, cell.column, cell.rows, cell.columns)
        for cell in sheets[3].cells
        if 3 <= cell.row <= 5
    }
    assert heads == {
        "收入": (3, 0, 1, 2),
        "支出": (3, 2, 1, 5),
        "项目": (4, 2, 2, 1),
        "金额": (4, 3, 1, 4),
        "小计": (5, 3, 1, 1),
        "一般公共预算": (5, 4, 1, 1),
        "政府性基金预算": (5, 5, 1, 1),
        "国有资本经营预算": (5, 6, 1, 1),
    }


def test_names_landscape_and_groups(sheets: list[Sheet]) -> None:
    assert sheets[0].name == "表一 2024年预算收支总表"
    assert sheets[12].name == "表十三 2024年项目支出预算表（上年结转）"
    assert {sheet.group for sheet in sheets} == {"永和县卫生健康和体育局"}
    wide = [number for number, sheet in enumerate(sheets, start=1) if sheet.landscape]
    assert wide == [2, 4, 9, 12, 13]
    assert len({sheet.form_id for sheet in sheets}) == 13


def test_excel_keeps_the_exact_amount_and_shows_two_decimals(sheets: list[Sheet]) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook_bytes(sheets, "报表")))
    assert len(book.worksheets) == 14, "目录 and a worksheet for each table"
    contents = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert contents[2] == ["序号", "部门", "报表"]
    assert contents[15] == [13, "永和县卫生健康和体育局", sheets[12].name]
    worksheet = book.worksheets[3]
    (cell,) = (
        row[2]
        for row in worksheet.iter_rows()
        if row[1].value == "机关事业单位基本养老保险缴费支出"
    )
    assert (cell.value, cell.number_format) == (420.422, "0.00_ ")
    assert worksheet.page_setup.orientation == "portrait"
    assert book.worksheets[2].page_setup.orientation == "landscape"
    assert book.worksheets[12].page_setup.orientation == "landscape"


def test_paper_shows_every_table_whole(sheets: list[Sheet]) -> None:
    document = pypdfium2.PdfDocument(pdf_bytes(sheets, "报表"))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    text = "".join(text.split())
    for sheet in sheets:
        for cell in sheet.cells:
            assert "".join(cell.text.split()) in text, (sheet.name, cell.text)
    titles = [entry.get_title() for entry in document.get_toc()]
    assert titles == ["永和县卫生健康和体育局", *(sheet.name for sheet in sheets)]


def test_the_listing_is_aligned_and_leaves_out_blank_rows(published_book: Book) -> None:
    lines = list(listing_lines(published_book))
    first = lines.index("预算公开表5 2024年一般公共预算支出预算表（不含上年结转）")
    assert lines[first + 2 : first + 5] == [
        "科目编码  科目名称                             合计  基本支出  项目支出",
        "          合计                              5460.41   3253.17   2207.24",
        "208       社会保障和就业支出                 474.15    474.15",
    ]
    assert "十、卫生健康支出" in "".join(lines[:12])
    assert "外交支出" not in "".join(lines)
    fund = lines.index("预算公开表7 2024年政府性基金预算收入表（不含上年结转）")
    assert lines[fund + 2] == "注：本表无数据"


def test_without_ledger_the_listing_says_so(book: Book) -> None:
    assert list(listing_lines(book)) == ["账套中还没有预算明细，没有可汇总的报表。"]


def test_tables_are_exported_as_files_of_their_own(published_book: Book, tmp_path: Path) -> None:
    wish = ExportOrder((EXCEL, EXCHANGE), Selection((1,), tables=True))
    names = [path.name for path in export_book(published_book, tmp_path, wish)]
    assert names == [
        "中央计划生育服务补助资金(农村部分家庭扶助).xlsx",
        "永和县 2024 报表.xlsx",
        "projects.json",
        "tables.json",
    ]
    assert all((tmp_path / name).stat().st_size > 1000 for name in names)


def test_without_ledger_there_are_no_tables_to_export(book: Book, tmp_path: Path) -> None:
    with pytest.raises(ExportFault, match="还没有预算明细"):
        export_book(book, tmp_path / "出", ExportOrder((PDF,), Selection(None, None, tables=True)))
    assert not (tmp_path / "出").exists()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (30, "三十"),
        (34, "三十四"),
        (99, "九十九"),
    ],
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese_number(number) == text
