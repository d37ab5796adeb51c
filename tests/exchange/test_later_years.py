"""Every form set in a year later than its own: filled, tabled, disclosed, checked, out and back."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.catalogue import editions
from budgetdesk.book.read import ledger
from budgetdesk.domain.file_kinds import EXCEL, EXCHANGE
from budgetdesk.domain.records import Department, LedgerLine, Nature, Origin, Source, Unit
from budgetdesk.exchange.checking import check_book
from budgetdesk.exchange.disclosing import DisclosureWish, disclosure_documents
from budgetdesk.exchange.exporting import ExportOrder, export_book, sheets_of, table_sheets
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.publishing_codes import editions_line
from budgetdesk.exchange.selection import Selection
from budgetdesk.forms.loader import form_set_ids

NewBook = Callable[[str, int], Book]
_YEAR = re.compile(r"20[0-9]{2}(?=\s*年|\s*-)")


def fill(book: Book) -> None:
    with book.step("明细") as step:
        owner = edit.add_department(step, Department("101", "局"))
        department = Department("101", "局", id=owner)
        unit = Unit("局", department, id=edit.add_unit(step, Unit("局", department)))
        for code, nature, project in (
            ("2010101", Nature.BASIC, None),
            ("2010104", Nature.PROJECT, "会议"),
        ):
            edit.add_ledger_line(
                step,
                LedgerLine(unit, code, nature, Source.GENERAL, Origin.CURRENT, 12_300, project),
            )


def years_on(sheets: object) -> set[int]:
    return {int(year) for year in _YEAR.findall(repr(sheets))}


@pytest.mark.parametrize("year", [2026, 2027])
@pytest.mark.parametrize("form_set", sorted(form_set_ids()))
def test_a_set_serves_a_later_year(
    new_book: NewBook, tmp_path: Path, form_set: str, year: int
) -> None:
    book = new_book(form_set, year)
    fill(book)
    assert editions(book) == dict.fromkeys(editions(book), 2025)
    assert editions_line(book) == f"科目：2025年，尚无{year}年，可导入"

    tables = list(table_sheets(book))
    assert tables
    assert years_on(tables) <= {year - 1, year}, "nothing says another year"
    assert years_on(list(sheets_of(book))) <= {year}
    check_book(book)

    ((_, document),) = disclosure_documents(book, DisclosureWish())
    assert str(year) in document.title
    assert years_on(document.title) == {year}

    paths = export_book(
        book, tmp_path / "出", ExportOrder((EXCEL, EXCHANGE), Selection(None, None, tables=True))
    )
    written = [path for path in paths if path.suffix in (".json", ".csv")]
    for path in written:
        if path.suffix == ".json":
            content = json.loads(path.read_text("utf-8"))
            assert content.get("fiscal_year", year) == year, path.name
    other = new_book(form_set, year)
    report = import_files(other, [path for path in written if path.name != "tables.json"])
    assert not any("年度的，本账套" in sentence for sentence in report.sentences())
    assert [(it.function_code, it.amount) for it in ledger(other)] == [
        (it.function_code, it.amount) for it in ledger(book)
    ]
