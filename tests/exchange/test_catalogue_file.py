"""科目 that the office named itself: into a book, out again, into its tables, and back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.catalogue import catalogue, catalogue_entries
from budgetdesk.domain.catalogue import CatalogueKind, OwnEntry
from budgetdesk.domain.file_kinds import EXCHANGE
from budgetdesk.domain.records import (
    Department,
    LedgerLine,
    Nature,
    Origin,
    RevenueLine,
    Source,
    Unit,
)
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.tables.compute import compute_tables

Write = Callable[[str, object], Path]
FUNCTION, REVENUE = CatalogueKind.FUNCTION, CatalogueKind.REVENUE
_LINES = "kind,code,name\nfunction,2130577,其他扶贫支出\n收入科目,1030177,彩票公益金收入\n"


def test_a_list_of_codes_is_imported_known_and_taken_back(book: Book, write: Write) -> None:
    report = import_files(book, [write("科目.csv", _LINES)])
    assert list(report.sentences()) == ["科目.csv：导入自编科目 2 个。"]
    assert catalogue_entries(book) == (
        OwnEntry(FUNCTION, "2130577", "其他扶贫支出"),
        OwnEntry(REVENUE, "1030177", "彩票公益金收入"),
    )
    assert catalogue(book, FUNCTION).name_of("2130577") == "其他扶贫支出"
    assert catalogue(book, FUNCTION).name_of("2100201") == "综合医院"
    book.undo()
    assert catalogue_entries(book) == ()
    assert catalogue(book, FUNCTION).name_of("2130577") is None


def test_what_the_catalogue_says_itself_is_not_kept(book: Book, write: Write) -> None:
    text = "目录,科目编码,科目名称\n功能科目,2100201,综合医院\n功能科目,2100202,中医医院\n"
    import_files(book, [write("目录.txt", text)])
    assert catalogue_entries(book) == (OwnEntry(FUNCTION, "2100202", "中医医院"),)
    found = catalogue(book, FUNCTION)
    assert found.codes_named("中医（民族）医院") == ("2100202",), "the official name is found still"


def test_it_comes_back_as_it_went_out(
    book: Book, new_book: Callable[[str, int], Book], write: Write, tmp_path: Path
) -> None:
    import_files(book, [write("科目.csv", _LINES)])
    paths = export_book(book, tmp_path / "出", ExportOrder((EXCHANGE,)))
    [path] = (path for path in paths if path.name == "catalogue.csv")
    other = new_book("yonghe-2024", 2024)
    import_files(other, [path])
    assert catalogue_entries(other) == catalogue_entries(book)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("别的,2130577,名", "第 2 行.*目录.*应为 功能科目、部门经济科目、政府经济科目、收入科目"),
        ("function,21305,", "第 2 行.*科目名称.*不能为空"),
        ("function,,名", "第 2 行.*科目编码.*不能为空"),
        ("function,213059,名", "第 2 行.*科目编码.*应为 3、5、7 位数字"),
        ("function,2130577,甲\nfunction,2130577,乙", "第 3 行.*两个名称：「甲」和「乙」"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_changed(
    book: Book, write: Write, line: str, reason: str
) -> None:
    with pytest.raises(ImportFault, match=reason):
        import_files(book, [write("科目.csv", f"kind,code,name\n{line}\n")])
    assert catalogue_entries(book) == ()


def test_the_tables_print_the_names_that_the_book_has(book: Book) -> None:
    with book.step("明细") as step:
        owner = edit.add_department(step, Department("202", "局"))
        unit = Unit("局", Department("202", "局", id=owner))
        unit = Unit("局", unit.department, id=edit.add_unit(step, unit))
        edit.add_ledger_line(
            step,
            LedgerLine(unit, "2130577", Nature.PROJECT, Source.FUND, Origin.CURRENT, 100, "项目"),
        )
        edit.add_revenue_line(step, RevenueLine(unit, Source.FUND, "1030177", 100, "行上的名称"))

    def names(table: str) -> list[object]:
        [tables] = compute_tables(book)
        return [cell for row in tables[table].rows for cell in row.cells if isinstance(cell, str)]

    assert "2130577" in names("t03")
    assert "行上的名称" in names("t07")
    with book.step("命名") as step:
        edit.put_catalogue_entry(step, FUNCTION, "2130577", "其他扶贫支出")
        edit.put_catalogue_entry(step, REVENUE, "1030177", "彩票公益金收入")
    assert "其他扶贫支出" in names("t03")
    assert "彩票公益金收入" in names("t07")


def test_an_entry_is_named_anew_and_taken_back(book: Book) -> None:
    with book.step("命名") as step:
        edit.put_catalogue_entry(step, FUNCTION, "2130577", "甲")
        edit.put_catalogue_entry(step, FUNCTION, "2130577", " 乙\n丙 ")
    assert [each.name for each in catalogue_entries(book)] == ["乙丙"]
    with book.step("收回") as step:
        edit.put_catalogue_entry(step, FUNCTION, "2130577", " ")
    assert catalogue_entries(book) == ()
