"""Two submissions, or a submission and a book, held against each other."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from budgetdesk.book.book import Book
from budgetdesk.book.edit import add_project, delete_project, replace_project
from budgetdesk.book.ledger import add_ledger_line
from budgetdesk.book.read import projects, units
from budgetdesk.domain.records import (
    Funding,
    LedgerLine,
    Nature,
    Origin,
    PerHorizon,
    Project,
    Source,
)
from budgetdesk.domain.word_changes import word_changes
from budgetdesk.exchange.comparison.changes import SideChange, compared
from budgetdesk.exchange.comparison.sides import side_of_book
from tests.exchange.sealed.conftest import (
    Offices,
    edit,
    made,
    offices,
    project_of,
    received,
    run,
    submitted,
)

__all__ = ["made", "offices"]


def _costing(project: Project, yuan: int) -> Project:
    return replace(project, funding=PerHorizon(Funding(yuan * 100), Funding(yuan * 100)))


def _second_version(offices: Offices) -> Path:
    """村医 is renamed, dearer and told otherwise, 防疫 is gone, 车辆 came with a line."""
    with Book.open(offices.first) as book, book.step("改") as step:
        [unit] = units(book)
        village, gone = projects(book)
        renamed = _costing(
            replace(village, name="乡村医生", plan="全年培训20人次，另请专家"), 12_000
        )
        replace_project(step, village.id, renamed)
        delete_project(step, gone.id)
        add_project(step, _costing(project_of(unit, "车辆"), 50_000))
        face = (Nature.BASIC, Source.GENERAL, Origin.CURRENT)
        add_ledger_line(step, LedgerLine(unit, "2100408", *face, 300_00, None, "30101", "50501"))
    return submitted(offices.first, offices.folder / "出")


def _told(*arguments: object) -> tuple[int, dict[str, Any]]:
    code, out, err = run("differences", *arguments, "--json")
    assert out, err
    content: dict[str, Any] = json.loads(out)
    return code, content


def test_two_versions_are_told_with_the_largest_amounts_first(offices: Offices) -> None:
    edit(offices.first, "村医", "plan", "全年培训10人次")
    first, second = submitted(offices.first, offices.folder / "出"), _second_version(offices)
    code, told = _told(first, second)
    assert code == 1
    assert (told["projects"]["old"], told["projects"]["new"]) == (2, 2)
    rows = [
        (it["subject"], it["change"], it["field"], it["money_fen"]) for it in told["differences"]
    ]
    assert rows[:4] == [
        ("车辆", "added", "本年资金", 50_000_00),
        ("防疫", "gone", "本年资金", -10_000_00),
        ("乡村医生", "changed", "本年资金", 2_000_00),
        ("乡村医生", "changed", "项目名称", None),
    ]
    assert rows[-1] == ("预算明细 2100408 30101 一般公共预算", "added", "预算明细", 300_00)
    [plan] = [it for it in told["differences"] if "培训" in it["new"]]
    assert plan["words"] == "全年培训【10→20】人次【→，另请专家】"
    assert told["totals"][0] == {"name": "项目表本年资金", "old": "20000", "new": "62000"}
    assert _told(second)[1]["differences"] == told["differences"], "as the package leads back"


def test_a_package_is_held_against_a_book_and_written_down(offices: Offices) -> None:
    assert received(offices.bureau, offices.package)[0] == 0
    assert _told(offices.package, offices.bureau) == (0, _told(offices.package, offices.bureau)[1])
    second = _second_version(offices)
    paper = offices.folder / "比较.xlsx"
    code, out, err = run("differences", offices.bureau, second, "--to", paper)
    assert code == 1, err
    assert "新增 甲医院 车辆 本年资金 +50,000 元" in out
    [sheet] = load_workbook(paper).worksheets
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"车辆", "新增", "删去", "乡村医生"} <= cells
    code, _, err = run("differences", offices.bureau, second, "--to", paper)
    assert (code, "已经存在" in err) == (2, True)


def test_what_cannot_be_compared_is_refused_in_a_sentence(offices: Offices) -> None:
    code, _, err = run("differences", offices.package)
    assert (code, "没有上一版可比" in err) == (2, True)
    foreign = offices.folder / "别的.xlsx"
    foreign.write_bytes(b"PK\x03\x04")
    code, _, err = run("differences", foreign, offices.package)
    assert (code, err.count("\n")) == (2, 1)


def test_both_ways_tell_the_same_money(offices: Offices) -> None:
    with Book.open(offices.first, read_only=True) as book:
        old = side_of_book(book)
    _second_version(offices)
    with Book.open(offices.first, read_only=True) as book:
        new = side_of_book(book)
    there, back = compared(old, new), compared(new, old)
    assert not compared(old, old).differences
    assert sum(it.money or 0 for it in there.differences) == -sum(
        it.money or 0 for it in back.differences
    )
    assert there.count(SideChange.ADDED) == back.count(SideChange.GONE) == 2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("全年培训村医10人次。", "全年培训村医20人次。", "全年培训村医【10→20】人次。"),
        (
            "甲" * 30 + "乙" + "丙" * 30,
            "甲" * 30 + "丁" + "丙" * 30,
            "…甲甲甲甲甲甲【乙→丁】丙丙丙丙丙丙…",
        ),
        ("村医的计划", "村医的计划另行补充", "村医的计划【→另行补充】"),
        ("村医的计划", "另行补充村医的计划", "【→另行补充】村医的计划"),
        ("短", "也短", ""),
        ("", "新写的一段比较长的话", ""),
    ],
)
def test_texts_are_told_by_words(old: str, new: str, words: str) -> None:
    assert word_changes(old, new) == words


_TEXTS = st.text(alphabet="甲乙丙丁10 2,.%ab。，", max_size=40)


@given(_TEXTS, _TEXTS)
def test_every_change_within_a_text_is_of_that_text(old: str, new: str) -> None:
    told = word_changes(old, new)
    changes = [part.partition("】")[0].split("→") for part in told.split("【")[1:]]
    assert all(was in old and now in new for was, now in changes)
    assert bool(changes) == (bool(old and new) and old != new and max(len(old), len(new)) > 8)
