"""Last year's book: its figures and wording come into this year's disclosure."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.disclosure import disclosure_notes, keep_paragraph, put_disclosure_entry
from budgetdesk.book.edit import add_department, add_ledger_line, add_unit
from budgetdesk.book.read import departments
from budgetdesk.domain.disclosure import DisclosureNotes, OwnParagraph
from budgetdesk.domain.records import (
    Department,
    LedgerLine,
    Nature,
    Origin,
    Source,
    Unit,
    UnitKind,
)
from budgetdesk.exchange.exporting import ExportFault
from budgetdesk.exchange.last_year import take_over_last_year


@pytest.fixture
def last(tmp_path: Path, put_sample: Callable[[Path], Path]) -> Iterator[Book]:
    """The sample, which is 2024's."""
    put_sample(tmp_path / "上年.budget")
    with Book.open(tmp_path / "上年.budget") as book:
        yield book


@pytest.fixture
def this(tmp_path: Path) -> Iterator[Book]:
    info = BookInfo("yonghe-2024", 2025, "永和县 2025")
    with Book.create(tmp_path / "本年.budget", info) as book:
        with book.step("新建部门") as step:
            add_department(step, Department("202", "永和县卫生健康和体育局"))
            add_department(step, Department("301", "永和县财政局"))
        yield book


def notes_of(book: Book) -> DisclosureNotes:
    return disclosure_notes(book, departments(book)[0].id)


def test_last_years_tables_become_the_amounts_to_compare_with(this: Book, last: Book) -> None:
    assert take_over_last_year(this, last) == ("永和县卫生健康和体育局",)
    notes = notes_of(this)
    amounts = {key: value for key, value in notes.entries.items() if key.startswith("last_")}
    assert {key: round(int(value) / 10_000) for key, value in amounts.items()} == {
        "last_total": 580872,
        "last_general": 546041,
        "last_operating": 2040,
        "last_abroad": 0,
        "last_reception": 0,
        "last_vehicle_purchase": 0,
        "last_vehicle_operation": 1020,
    }


def test_wording_comes_where_this_year_has_none(this: Book, last: Book) -> None:
    with this.step("填写") as step:
        put_disclosure_entry(step, 1, "structure", "五个股室。")
    take_over_last_year(this, last)
    notes = notes_of(this)
    assert notes.text("duties") == notes_of(last).text("duties")
    assert notes.text("structure") == "五个股室。"
    assert "reason_total" not in notes.entries
    assert "assets_on" not in notes.entries
    assert "vehicle_quota" not in notes.entries


def test_paragraphs_without_a_ledger_come_where_they_name_no_figure(this: Book, last: Book) -> None:
    with last.step("改写") as step:
        keep_paragraph(step, 1, OwnParagraph("其他", "没有说明。", "甲"))
        keep_paragraph(step, 1, OwnParagraph("政府采购", "采购165.61万元。", "乙"))
    take_over_last_year(this, last)
    assert notes_of(this).paragraphs == {"其他": OwnParagraph("其他", "没有说明。", "")}


REWRITTEN = {
    "支出构成": "2024年支出预算5,808.72万元，其中：一、基本支出3,253.17万元，占56.00%；"
    "二、项目支出2,555.55万元，占44.00%。",
    "预算单位": "编入部门预算的单位共6个。",
    "收入变动": "收入预算总计5,808.72万元，比上年增加49.28万元，主要原因是专项增加。",
    "政府采购": "采购预算99.99万元。",
    "购买服务目录": "按晋财综〔2023〕43号和《2023年目录》执行。",
}


def test_rewritten_paragraphs_come_with_this_years_figures(this: Book, last: Book) -> None:
    """Those that tell a change, or a figure that isn't the document's, stay behind."""
    with last.step("改写") as step:
        for key, text in REWRITTEN.items():
            keep_paragraph(step, 1, OwnParagraph(key, text, "甲"))
    owner = departments(this)[0]
    with this.step("明细") as step:
        unit = Unit("机关", owner, kind=UnitKind.ADMINISTRATIVE)
        unit = replace(unit, id=add_unit(step, unit))
        line = LedgerLine(
            unit, "2100101", Nature.BASIC, Source.GENERAL, Origin.CURRENT, 300_000_000,
            department_economic="30101", government_economic="50101",
        )  # fmt: skip
        add_ledger_line(step, line)
        own = replace(line, nature=Nature.PROJECT, project="甲", amount=100_000_000)
        add_ledger_line(step, own)
    take_over_last_year(this, last)
    taken = {key: it.text for key, it in notes_of(this).paragraphs.items()}
    assert taken == {
        "支出构成": "2025年支出预算400.00万元，其中：一、基本支出300.00万元，占75.00%；"
        "二、项目支出100.00万元，占25.00%。",
        "预算单位": "编入部门预算的单位共1个。",
        "购买服务目录": "按晋财综〔2023〕43号和《2023年目录》执行。",
    }


@pytest.mark.parametrize(
    ("code", "name"), [("203", "永和县卫生健康和体育局"), ("202", "永和县卫生健康局")]
)
def test_a_department_with_another_code_or_name_is_the_same(
    tmp_path: Path, last: Book, code: str, name: str
) -> None:
    info = BookInfo("yonghe-2024", 2025, "改名")
    with Book.create(tmp_path / "改名.budget", info) as book:
        with book.step("新建部门") as step:
            add_department(step, Department(code, name))
        assert take_over_last_year(book, last) == (name,)


def test_it_is_one_step_and_last_years_book_stays(this: Book, last: Book) -> None:
    before = last.undo_name
    take_over_last_year(this, last)
    assert this.undo_name == "带入 2024 年预算公开资料"
    this.undo()
    assert notes_of(this).entries == {}
    assert last.undo_name == before


def test_another_year_or_other_departments_are_refused(
    this: Book, last: Book, tmp_path: Path
) -> None:
    with pytest.raises(ExportFault, match="上年度应为 2023 年度"):
        take_over_last_year(last, this)
    info = BookInfo("yonghe-2024", 2024, "空")
    with (
        Book.create(tmp_path / "空.budget", info) as empty,
        pytest.raises(ExportFault, match="没有可带入的上年数"),
    ):
        take_over_last_year(this, empty)
    assert notes_of(this).entries == {}
