"""An office's own list goes with a book's exchange files: names, codes out of use, its year."""

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.catalogue import catalogue, catalogue_entries, editions, take_code_list
from budgetdesk.domain.catalogue import CatalogueKind, load_catalogue
from budgetdesk.domain.code_changes import CodeList, compare
from budgetdesk.domain.file_kinds import EXCHANGE
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files

NewBook = Callable[[str, int], Book]
Write = Callable[[str, object], Path]
FUNCTION = CatalogueKind.FUNCTION


def take_whole_list(book: Book, names: dict[str, str], year: int) -> None:
    shipped = load_catalogue(FUNCTION, book.info.fiscal_year)
    with book.step("导入清单") as step:
        take_code_list(step, compare(CodeList(FUNCTION, names, year), shipped), shipped, year)


def exported(book: Book, folder: Path) -> list[Path]:
    paths = export_book(book, folder, ExportOrder((EXCHANGE,)))
    return [path for path in paths if path.name == "catalogue.csv"]


@pytest.mark.parametrize("form_set", ["yonghe-2024"])
def test_a_whole_list_comes_back_with_its_year_and_what_it_put_out_of_use(
    new_book: NewBook, tmp_path: Path, form_set: str
) -> None:
    book, other = new_book(form_set, 2027), new_book(form_set, 2027)
    names = {it.code: it.name for it in load_catalogue(FUNCTION, 2027).entries.values()}
    del names["2010104"]
    names |= {"2010177": "新的事项", "2010101": "行政运行（改）"}
    take_whole_list(book, names, 2027)
    import_files(other, exported(book, tmp_path / "出"))
    assert catalogue_entries(other) == catalogue_entries(book)
    assert catalogue(other, FUNCTION).name_of("2010104") is None
    assert catalogue(other, FUNCTION).name_of("2010177") == "新的事项"
    assert editions(other) == editions(book)
    assert editions(other)[FUNCTION] == 2027


def test_a_list_that_says_what_the_program_knows_still_gives_its_year(
    new_book: NewBook, tmp_path: Path
) -> None:
    book, other = new_book("yonghe-2024", 2027), new_book("yonghe-2024", 2027)
    known = load_catalogue(FUNCTION, 2027).entries.values()
    printed = {it.code: it.name for it in known if it.certainty.value == "A"}
    shipped = load_catalogue(FUNCTION, 2027)
    excerpt = compare(CodeList(FUNCTION, printed, 2027), shipped)
    with book.step("导入清单") as step:
        take_code_list(step, excerpt, shipped, 2027)
    import_files(other, exported(book, tmp_path / "出"))
    assert editions(other)[FUNCTION] == 2027
    assert catalogue_entries(other) == catalogue_entries(book)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("function,2130577,名,用,", "第 2 行.*状态.*「用」应为“停用”或空白"),
        ("function,,,,前年", "第 2 行.*清单年度.*「前年」不是年度"),
        ("function,,,,2026\nfunction,,,,2027", "第 3 行.*清单年度.*两个年度"),
        ("function,2130577,名,,\nfunction,2130577,,停用,", "第 3 行.*两个名称"),
    ],
)
def test_what_is_wrong_is_named(new_book: NewBook, write: Write, line: str, reason: str) -> None:
    book = new_book("yonghe-2024", 2027)
    with pytest.raises(ImportFault, match=reason):
        import_files(book, [write("科目.csv", f"kind,code,name,state,year\n{line}\n")])
    assert catalogue_entries(book) == ()
