"""Findings counted: by rule, unit and year, and which of them come back."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.book.return_remarks import RemarkSide, put_remark
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import Severity
from budgetdesk.cli import main
from budgetdesk.domain.return_remarks import RemarkWish
from budgetdesk.exchange.downward.remarking import remark_of
from budgetdesk.exchange.form_review.statistics import (
    CountedBy,
    CountedFinding,
    counted_findings,
    counts_of,
    pattern_of,
)
from budgetdesk.forms.inside import load_forms_of


def finding(year: int, unit: str, code: str, place: str, sentence: str = "句") -> CountedFinding:
    return CountedFinding(year, unit, place, code, code, Severity.EXPLAIN, sentence, (code, place))


FOUND = (
    finding(2024, "甲", "Q18", "一"),
    finding(2025, "甲", "Q18", "一"),
    finding(2025, "甲", "Q18", "二", "另一句"),
    finding(2025, "乙", "Q30", "三"),
)


def test_every_finding_is_counted_once_whatever_they_are_put_together_by() -> None:
    for by in (CountedBy.RULE, CountedBy.UNIT, CountedBy.YEAR):
        assert sum(it.count for it in counts_of(FOUND, by)) == len(FOUND)
        assert sum(it.again for it in counts_of(FOUND, by)) == 1
    by_unit = {it.units: (it.count, it.codes) for it in counts_of(FOUND, CountedBy.UNIT)}
    assert by_unit == {("甲",): (3, ("Q18",)), ("乙",): (1, ("Q30",))}
    first = counts_of(FOUND, CountedBy.RULE)[0]
    assert (first.codes, first.years, first.forms) == (("Q18",), (2024, 2025), 3)


def test_sentences_that_come_back_are_told_without_names_and_figures() -> None:
    (back,) = counts_of(FOUND, CountedBy.SENTENCE)
    assert (back.sentence, back.count) == ("句", 2)
    said = "“奖励到位”的指标值“及时”没有日期，8 条中有 5 条，1,200.50 元。"
    assert pattern_of(said) == "“…”的指标值“…”没有日期，○ 条中有 ○ 条，○ 元。"


def test_what_was_sent_back_and_stands_there_still_comes_back(
    sample_book: Path, tmp_path: Path
) -> None:
    path = tmp_path / "局.budget"
    shutil.copy(sample_book, path)
    with Book.open(path) as book:
        form_set = load_forms_of(book)
        assert not any(it.remarked for it in counted_findings(book, form_set))
        report = Checker(book, form_set, handing_in=True).run()
        told = next(it for it in report.findings if it.code == "Q18" and it.place.project)
        unit = next(it for it in units(book) if it.name == told.place.unit)
        remark = remark_of(book, told, RemarkWish.CORRECT)
        with book.step("退回") as step:
            put_remark(step, RemarkSide.GIVEN, unit.uuid, replace(remark, returned=1))
        remarked = [it for it in counted_findings(book, form_set) if it.remarked]
    assert {it.code for it in remarked} == {"Q18"}
    assert {it.form for it in remarked} == {told.place.project}
    assert counts_of([replace(remarked[0])], CountedBy.YEAR)[0].again == 1


@pytest.mark.parametrize("by", ["rule", "sentence"])
def test_on_the_command_line(
    sample_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], by: str
) -> None:
    assert main(["statistics", str(sample_book), "--by", by, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"][0]["count"] >= told["counts"][-1]["count"]
    target = tmp_path / "统计.xlsx"
    assert main(["statistics", str(sample_book), "--by", by, "--to", str(target)]) == 0
    (sheet,) = openpyxl.load_workbook(target).worksheets
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["编号", "审核项", "级别"] in [row[:3] for row in cells]
    assert told["counts"][0]["count"] in [row[5] for row in cells]
