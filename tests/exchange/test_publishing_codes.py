"""Names to compare are listed before publishing, and a book says whose list it uses."""

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.catalogue import confirm_names, unconfirmed
from budgetdesk.cli import main
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.records import Department, LedgerLine, Nature, Origin, Source, Unit
from budgetdesk.exchange.publishing_codes import comparing_lines, editions_line

FUNCTION = CatalogueKind.FUNCTION
NewBook = Callable[[str, int], Book]


def with_line(book: Book, code: str) -> Book:
    with book.step("明细") as step:
        owner = edit.add_department(step, Department("101", "局"))
        department = Department("101", "局", id=owner)
        unit = Unit("局", department, id=edit.add_unit(step, Unit("局", department)))
        edit.add_ledger_line(
            step, LedgerLine(unit, code, Nature.PROJECT, Source.GENERAL, Origin.CURRENT, 100, "甲")
        )
    return book


def test_names_from_memory_are_listed_until_they_are_confirmed(new_book: NewBook) -> None:
    book = with_line(new_book("yonghe-2024", 2027), "2010104")
    waiting = unconfirmed(book)
    assert [entry.code for entry in waiting[FUNCTION]] == ["20101", "2010104"]
    told = list(comparing_lines(book))
    assert told[0].startswith("科目：2025年，尚无2027年，可导入。以下 2 个科目名称还没有核对")
    assert told[1:] == ["  功能科目 20101 人大事务", "  功能科目 2010104 人大会议"]
    with book.step("确认科目名称") as step:
        confirm_names(step, FUNCTION, {entry.code: entry.name for entry in waiting[FUNCTION]})
    assert list(comparing_lines(book)) == []
    book.undo()
    assert len(list(comparing_lines(book))) == 3


@pytest.mark.parametrize(
    ("year", "line"),
    [
        (2024, "科目：2024年"),
        (2026, "科目：2025年，尚无2026年，可导入"),
        (2027, "科目：2025年，尚无2027年，可导入"),
    ],
)
def test_a_book_says_whose_list_it_uses(
    new_book: NewBook, capsys: pytest.CaptureFixture[str], year: int, line: str
) -> None:
    book = new_book("yonghe-2024", year)
    assert editions_line(book) == line
    book.close()
    assert main(["list", str(book.path)]) == 0
    assert (line in capsys.readouterr().out) == (year > 2025)
    assert main(["check", str(book.path)]) == 0
    assert (line in capsys.readouterr().err) == (year > 2025)


def test_publishing_tells_of_nameless_codes_and_ends_with_one(
    new_book: NewBook, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = with_line(new_book("yonghe-2024", 2027), "2137701")
    book.close()
    into = str(tmp_path / "出")
    for call in (
        ["disclose", str(book.path), "--to", into, "--docx"],
        ["export", str(book.path), "--to", into, "--xlsx", "--tables", "--public"],
    ):
        assert main(call) == 1
        told = capsys.readouterr().err
        assert "错误：报表上有 2 个科目只印编码、没有名称：21377（" in told
    assert main(["check", str(book.path)]) == 1
    assert "错误 X53" in capsys.readouterr().out


def test_a_form_set_serves_a_later_year(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "新.budget"
    assert main(["new", str(path), "--form-set", "yonghe-2024", "--year", "2027"]) == 0
    with Book.open(path) as book:
        with_line(book, "2010104")
    capsys.readouterr()
    assert main(["tables", str(path)]) == 0
    assert "2027年预算收支总表" in capsys.readouterr().out.replace(" ", "")
    assert main(["disclose", str(path), "--to", str(tmp_path / "出"), "--docx"]) == 0
    assert "2010104 人大会议" in capsys.readouterr().err
    assert [it.name for it in (tmp_path / "出").iterdir()] == ["局2027年度部门预算公开.docx"]
