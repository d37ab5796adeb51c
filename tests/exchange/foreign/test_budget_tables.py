"""Published budget tables are read whole, held against their own sums, and give ledger lines."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.read import departments, ledger
from budgetdesk.domain.file_kinds import EXCEL, PDF, FileKind
from budgetdesk.domain.ledger_columns import SOURCES
from budgetdesk.domain.records import Nature, Origin, Source
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.foreign.budget.lines import ledger_parts
from budgetdesk.exchange.foreign.budget.reading import read_budget
from budgetdesk.exchange.foreign.budget.sums import sum_faults
from budgetdesk.exchange.foreign.budget.table import About, BudgetTable
from budgetdesk.exchange.foreign.sources import read_grids
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.selection import Selection
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign.conftest import grid_of

DOCUMENTS = {
    "putuo-sifa-2026-dept.pdf": (96282213_44, 13),
    "putuo-wanli-2024-dept.pdf": (156211123_00, 35),
}


def tables_in(path: Path) -> list[BudgetTable]:
    return [table for grid in read_grids(path) for table in read_budget(grid)]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_code_name_and_amount_of_a_published_document_is_read(
    name: str, shared: Path
) -> None:
    total, lines = DOCUMENTS[name]
    tables = tables_in(shared / "documents" / "pdf" / name)
    assert [it.about for it in tables] == [
        About.BALANCE, About.INCOME, About.SPENDING, About.APPROPRIATION, About.GENERAL,
        About.FUND, About.STATE_CAPITAL, About.ECONOMIC, About.THREE_PUBLIC,
    ]  # fmt: skip
    assert not [fault.sentence for table in tables for fault in sum_faults(table)]
    assert not [cell.said for table in tables for cell in table.unread]
    assert all(row.name for table in tables for row in table.coded)
    parts = ledger_parts(tables)
    assert (sum(parts.amounts.values()), len(parts.amounts)) == (total, lines)
    assert not parts.untold


def test_rows_that_do_not_add_up_are_told_and_come_in_as_printed(shared: Path) -> None:
    tables = tables_in(shared / "documents" / "pdf" / "putuo-sifa-2026-unit.pdf")
    told = [fault.sentence for table in tables for fault in sum_faults(table)]
    assert any("行政运行" in it and "79189400.34" in it for it in told)  # as its reviewer found
    amounts = ledger_parts(tables).amounts
    key = ("2040601", Nature.PROJECT, Source.GENERAL, Origin.CURRENT)
    assert amounts[key] == 64840547_00


@pytest.mark.parametrize("kind", [EXCEL, pytest.param(PDF, marks=pytest.mark.proof)])
def test_our_own_tables_give_the_ledger_they_were_made_of(
    kind: FileKind, sample_book: Path, folder: Path
) -> None:
    order = ExportOrder((kind,), Selection(tables=True))
    with Book.open(sample_book, read_only=True) as sample:
        (path,) = export_book(sample, folder / "出", order)
        wanted: dict[object, int] = {}
        for line in ledger(sample):
            key = (line.function_code, line.nature, line.source, line.origin)
            wanted[key] = wanted.get(key, 0) + line.amount
    form_set = load_form_set("yonghe-2024")
    info = BookInfo("yonghe-2024", 2024, "新")
    with Book.create(folder / "新.budget", info, form_set.dictionary) as book:
        (report,) = import_files(book, [path]).files
        found: dict[object, int] = {
            (it.function_code, it.nature, it.source, it.origin): it.amount for it in ledger(book)
        }
        assert [it.name for it in departments(book)] == ["永和县卫生健康和体育局"]
        assert not [it for it in report.doubts if not it.startswith("未读：目录")]
        assert any("没有写各经济科目" in it for it in report.notes)
        assert json.dumps(report.reading["tables"], ensure_ascii=False)
        book.undo()
        assert not ledger(book), "one step"
    assert found.keys() == wanted.keys()
    close = 50_00 if kind is PDF else 0  # 万元 with two digits
    assert all(abs(found[it] - amount) <= close for it, amount in wanted.items())


# Tables typed as texts: what they determine, and what they leave open.

Rows = Sequence[Sequence[str]]
SPENDING = [
    ["2025年支出预算总表"],
    ["编制部门：某县司法局", "", "", "", "单位：元"],
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
]
GENERAL = [["2025年一般公共预算支出预算表"], *SPENDING[1:]]
INCOME = [
    ["2025年收入预算总表"],
    ["编制部门：某县司法局", "", "", "", "单位：元"],
    ["科目编码", "科目名称", "合计", "一般公共预算", "财政专户管理资金", "单位资金"],
]


def parts_of(*tables: Rows) -> Iterator[tuple[str, str, str, int]]:
    read = [it for rows in tables for it in read_budget(grid_of(rows))]
    assert len(read) == len(tables)
    for (code, nature, source, _), amount in ledger_parts(read).amounts.items():
        yield code, nature.value, SOURCES[source], amount


def test_lines_of_an_office_that_has_some_are_refused(book: Book, folder: Path) -> None:
    sheets = openpyxl.Workbook()
    for row in [*GENERAL, ["2040601", "行政运行", "110", "100", "10"]]:
        sheets.active.append(row)
    sheets.save(folder / "表.xlsx")
    import_files(book, [folder / "表.xlsx"])
    assert sum(it.amount for it in ledger(book)) == 110_00
    with pytest.raises(ImportFault, match="账套中已有"):
        import_files(book, [folder / "表.xlsx"])


def test_what_no_table_of_one_source_has_is_of_the_only_other_source() -> None:
    found = parts_of(
        [*SPENDING, ["2040601", "行政运行", "130", "100", "30"]],
        [*GENERAL, ["2040601", "行政运行", "110", "100", "10"]],
        [*INCOME, ["2040601", "行政运行", "130", "110", "20", "0"]],
    )
    assert [*found] == [
        ("2040601", "basic", "一般公共预算", 100_00),
        ("2040601", "project", "一般公共预算", 10_00),
        ("2040601", "project", "财政专户管理资金", 20_00),
    ]


def test_what_the_tables_leave_open_is_told_and_never_guessed() -> None:
    rows = (
        [*SPENDING, ["2040601", "行政运行", "130", "90", "40"]],
        [*GENERAL, ["2040601", "行政运行", "100", "80", "20"]],
        [*INCOME, ["2040601", "行政运行", "130", "100", "20", "10"]],
    )
    assert [it[3] for it in parts_of(*rows)] == [80_00, 20_00]
    read = [it for table in rows for it in read_budget(grid_of(table))]
    (told,) = ledger_parts(read).untold
    assert "2040601" in told


@pytest.mark.parametrize(("unit", "fen"), [("万元", 1234500), ("元", 123), ("千元", 123450)])
def test_amounts_are_in_the_unit_that_the_caption_says(unit: str, fen: int) -> None:
    rows = [GENERAL[0], ["编制部门：某局", f"单位：{unit}"], GENERAL[2]]
    text = "1.2345" if unit != "元" else "1.23"
    ((_, _, _, amount),) = parts_of([*rows, ["2040601", "行政运行", text, text, ""]])
    assert amount == fen


def test_a_code_in_three_columns_and_a_class_above_its_items() -> None:
    rows = [
        *GENERAL[:2],
        ["功能分类科目编码", "功能分类科目编码", "功能分类科目编码", "科目名称", "基本支出"],
        ["类", "款", "项", "", ""],
        ["204", "", "", "公共安全支出", "100"],
        ["204", "6", "", "司法", "100"],
        ["204", "06", "01", "行政运行", "60"],
        ["204", "06", "04", "基层司法业务", "40"],
    ]
    assert [(it[0], it[3]) for it in parts_of(rows)] == [("2040601", 60_00), ("2040604", 40_00)]


@pytest.mark.parametrize(
    "title", ["项目支出绩效目标申报表", "政府采购情况表", "关于预算的说明", "人员情况表"]
)
def test_what_is_no_budget_table_is_not_read_as_one(title: str) -> None:
    assert not read_budget(grid_of([[title], *GENERAL[1:], ["2040601", "行政运行", "1", "1", ""]]))


_BODY = [
    ["功能科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["2100408", "基本公共卫生服务", "3", "2", "1"],
    ["合计", "", "3", "2", "1"],
]
_CAPTION, _OF = "一般公共预算支出表", "部门：某县卫健局"
_HEADED = [[f"{it}（万元）" if at > 1 else it for at, it in enumerate(_BODY[0])], *_BODY[1:]]


@pytest.mark.parametrize(
    "rows",
    [
        [[_CAPTION], [_OF, "", "", "", "单位：万元"], *_BODY],
        [[_CAPTION], [f"{_OF}　　单位：万元"], *_BODY],
        [[f"{_CAPTION}（单位：万元）"], [_OF], *_BODY],
        [[f"{_CAPTION}（万元）"], [_OF], *_BODY],
        [[_CAPTION, "", "", "", "单位：万元"], [_OF], *_BODY],
        [["", "", "", "", "单位：万元"], [_CAPTION], [_OF], *_BODY],
        [[_CAPTION], [_OF], *_HEADED],
        [[_CAPTION], [_OF], *_BODY, ["注：金额以万元为单位。"]],
    ],
)
def test_the_unit_of_a_table_counts_wherever_it_is_written(rows: Sequence[Sequence[str]]) -> None:
    (table,) = read_budget(grid_of(rows))
    assert (table.office, table.noted) == ("某县卫健局", True)
    assert [row.amounts for row in table.coded] == [{2: 3_000_000, 3: 2_000_000, 4: 1_000_000}]
    assert [it.total for it in table.columns] == [True, False, False]


def test_a_table_that_says_no_unit_is_taken_in_yuan_and_told(folder: Path) -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    for row in ([_CAPTION], [_OF], *_BODY):
        workbook.active.append(row)
    workbook.save(folder / "表.xlsx")
    info = BookInfo("yonghe-2024", 2024, "新")
    with Book.create(folder / "新.budget", info, load_form_set("yonghe-2024").dictionary) as book:
        (report,) = import_files(book, [folder / "表.xlsx"]).files
        assert [it.amount for it in ledger(book)] == [200, 100]
    assert any("没有写明金额单位，按元读入" in it for it in report.doubts)
