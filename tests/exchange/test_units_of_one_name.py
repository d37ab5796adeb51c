"""Two departments with a unit of one name: books and exchange files keep their money apart."""

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.edit import add_department, add_unit
from budgetdesk.book.ledger import add_ledger_line, add_revenue_line
from budgetdesk.book.read import ledger, revenue_lines, units
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
from budgetdesk.exchange.existing import Decisions, OnExisting
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.ledger_file import COLUMNS

Money = dict[tuple[str, str], tuple[int, int]]
_DEPARTMENTS = {"卫健局": 0, "教育局": 700, "民政局": 11}


def _book(path: Path) -> Book:
    return Book.create(path, BookInfo("yonghe-2024", 2024, "试验"))


def _with_units(path: Path) -> None:
    """In each department a unit 机关, with money but in the first, and another unit."""
    with _book(path) as book, book.step("建") as step:
        for name, fen in _DEPARTMENTS.items():
            owner = Department("", name, add_department(step, Department("", name)))
            for called in ("机关", f"{name}服务中心"):
                unit = Unit(called, owner)
                own = Unit(called, owner, id=add_unit(step, unit))
                if fen:
                    _pay(book, own, fen)


def _pay(book: Book, unit: Unit, fen: int) -> None:
    face = (Nature.BASIC, Source.GENERAL, Origin.CURRENT)
    with book.step("加") as step:
        for code in ("2100101", "2100408"):
            add_ledger_line(step, LedgerLine(unit, code, *face, fen, None, "30101", "50501"))
        add_revenue_line(step, RevenueLine(unit, Source.FUND, "1030148", fen * 3, "出让收入"))


def _money(path: Path) -> Money:
    with Book.open(path, read_only=True) as book:
        return {
            (it.department.name, it.name): (
                sum(line.amount for line in ledger(book, unit_id=it.id)),
                sum(line.amount for line in revenue_lines(book, unit_id=it.id)),
            )
            for it in units(book)
            if ledger(book, unit_id=it.id) or revenue_lines(book, unit_id=it.id)
        }


def _as_book(path: Path) -> list[Path]:
    return [path]


def _as_files(path: Path) -> list[Path]:
    folder = path.parent / "交换"
    folder.mkdir()
    with Book.open(path) as book:
        return [*export_book(book, folder, ExportOrder((EXCHANGE,)))]


@pytest.mark.parametrize("files_of", [_as_book, _as_files])
def test_money_stays_with_its_unit(tmp_path: Path, files_of: Callable[[Path], list[Path]]) -> None:
    old, new = tmp_path / "旧.budget", tmp_path / "新.budget"
    _with_units(old)
    wanted = _money(old)
    assert wanted["教育局", "机关"] == (1400, 2100)
    files = files_of(old)
    with _book(new) as book:
        with book.step("建") as step:  # as projects would bring the departments
            for name in _DEPARTMENTS:
                add_department(step, Department("", name))
        for _ in range(2):
            import_files(book, files, decisions=Decisions(OnExisting.OVERWRITE))
    assert _money(new) == wanted


def test_only_the_unit_that_has_lines_here_keeps_its_own(tmp_path: Path) -> None:
    """Of another office's book what this one lacks comes, unit by unit."""
    old, own = tmp_path / "旧.budget", tmp_path / "本.budget"
    _with_units(old)
    with _book(own) as book:
        with book.step("建") as step:
            owners = [
                Department("", name, add_department(step, Department("", name)))
                for name in _DEPARTMENTS
            ]
            unit = Unit("机关", owners[0], id=add_unit(step, Unit("机关", owners[0])))
        _pay(book, unit, 5)
        report = import_files(book, [old], decisions=Decisions(OnExisting.SKIP))
    assert _money(own) == {**_money(old), ("卫健局", "机关"): (10, 15)}
    assert not any("没有替换" in note for it in report.files for note in it.notes)


def test_a_file_that_does_not_say_which_is_told(tmp_path: Path) -> None:
    path, file = tmp_path / "本.budget", tmp_path / "ledger.csv"
    _with_units(path)
    head = ",".join(COLUMNS)
    file.write_text(f"{head}\n机关,2100101,basic,,30101,50501,general,current,9\n", "utf-8")
    with Book.open(path) as book:
        report = import_files(book, [file])
    [note] = [it for it in report.files[0].notes if "「机关」" in it]
    assert all(it in note for it in ("「教育局」", "「民政局」", "「卫健局」", "部门"))
    assert _money(path)["卫健局", "机关"][0] == 900
    assert _money(path)["教育局", "机关"] == (1400, 2100)
