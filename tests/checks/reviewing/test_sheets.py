"""The review sheets of a book: filled in by what 审核 knows, the reviewer's own words kept."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.declared_records import records
from budgetdesk.checks.finding import Explanation, Finding, FindingPlace, Severity
from budgetdesk.checks.reviewing.answering import NOTHING_FOUND, answers_to
from budgetdesk.checks.reviewing.sheets import FilledSheet, SheetsLacking, fill_sheets
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.loader import load_form_set
from tests.checks.building import DEPARTMENT, project

SHEET = "target_review"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A book of one sound project."""
    form_set = load_form_set("yonghe-2024")
    info = BookInfo("yonghe-2024", 2024, "小")
    with Book.create(tmp_path / "小.budget", info, form_set.dictionary) as made:
        with made.step("新建") as step:
            department = replace(DEPARTMENT, id=edit.add_department(step, DEPARTMENT))
            unit = replace(project().unit, department=department)
            unit = replace(unit, id=edit.add_unit(step, unit))
            edit.add_project(step, project(unit=unit))
        yield made


def fill(book: Book) -> FilledSheet:
    return fill_sheets(book, load_form_set("yonghe-2024"), {RecordKind.PROJECT: None})[0]


def said(book: Book) -> dict[str, str]:
    (sheet,) = records(book, SHEET)
    return {path: value for path, value in sheet.declared.items() if isinstance(value, str)}


def finding(code: str, severity: Severity, path: str, given: Explanation | None = None) -> Finding:
    place = FindingPlace(FieldRef(RecordKind.PROJECT, 1, path), "部门", "单位", "项目")
    return Finding(code, severity, "题", place, f"{code} 的话。", explanation=given)


def test_grades_follow_the_gravest_and_silence_answers_only_what_rules_look_at_wholly() -> None:
    answers = {it.key: it for it in answers_to([])}
    assert answers["complete"].grade == "优"
    assert answers["complete"].reason == NOTHING_FOUND
    assert {it.grade for it in answers.values()} == {"优", ""}
    given = Explanation("文件已在路上。", "某", "2024-01-02")
    found = [
        finding("Q22", Severity.ERROR, "indicators.annual.target"),
        finding("Q25", Severity.EXPLAIN, "indicators.annual.target"),
        finding("Q25", Severity.EXPLAIN, "indicators.annual.target"),
        finding("Q07", Severity.EXPLAIN, "plan"),
        finding("Q03", Severity.EXPLAIN, "basis", given),
        finding("Q04", Severity.EXPLAIN, "overview", replace(given, ignored=True)),
    ]
    answers = {it.key: it for it in answers_to(found)}
    assert answers["matched"].grade == "中"
    assert answers["matched"].reason == "审核发现：Q22 的话（Q22）；Q25 的话，等 2 处（Q25）。"
    assert answers["conditions"].grade == "良"
    assert (answers["relevant"].grade, "单位说明：文件已在路上" in answers["relevant"].reason) == (
        "",
        True,
    )
    assert answers["clear"].reason == ""


def test_the_program_never_proposes_the_worst() -> None:
    found = [finding(f"Q{it:02}", Severity.ERROR, "name") for it in range(1, 55)]
    assert {it.grade for it in answers_to(found)} == {"", "中"}


def test_a_sheet_is_one_step_and_what_the_reviewer_wrote_stays(book: Book) -> None:
    steps = len(book.undo_steps(99))
    first = fill(book)
    assert first.new
    assert len(book.undo_steps(99)) == steps + 1
    assert said(book)["complete"]
    assert not said(book).get("attainable")
    with book.step("审") as step:
        ref = FieldRef(SHEET, first.id, "complete")
        edit.write_field(step, ref, "差")
        edit.write_field(step, replace(ref, path="attainable"), "优")
    again = fill(book)
    assert (again.id, again.new, again.left) == (first.id, False, first.left - 1)
    assert (said(book)["complete"], said(book)["attainable"]) == ("差", "优")


def test_what_was_only_proposed_follows_the_form(book: Book) -> None:
    made = fill(book)
    with book.step("清空") as step:
        edit.write_field(step, FieldRef(RecordKind.PROJECT, 1, "plan"), "")
    assert fill(book).id == made.id
    assert said(book)["complete"] == "中"
    assert "Q01" in said(book)["complete_reason"]
    book.undo()
    book.undo()
    fill(book)
    assert said(book)["complete_reason"] != "中"
    assert "Q01" not in said(book)["complete_reason"]


def test_points_and_the_whole_grade_follow_from_the_grades(book: Book) -> None:
    made = fill(book)
    grades = dict.fromkeys(("complete", "clear", "relevant", "scientific", "reasonable"), "良")
    grades |= {"matched": "优", "attainable": "优", "conditions": "中"}
    with book.step("审") as step:
        for path, grade in grades.items():
            edit.write_field(step, FieldRef(SHEET, made.id, path), grade)
    kind = book.dictionary.kinds[SHEET]
    (sheet,) = records(book, SHEET)
    told = Reckoned(sheet, kind.fields, kind.formulas)
    # 65 points at 80 %, 25 at 100 %, 10 at 60 %
    assert told.shown(kind.fields["total_score"]) == "83.0"
    assert told.shown(kind.fields["rating"]) == "良"
    assert told.shown(kind.fields["consequence"]) == "协商完善后，进入下一步预算安排"


def test_a_book_without_such_a_sheet_is_told(tmp_path: Path) -> None:
    form_set = load_form_set("yonghe-2024")
    info = BookInfo("yonghe-2024", 2024, "旧")
    with Book.create(tmp_path / "旧.budget", info) as old:
        with old.step("新建") as step:
            department = replace(DEPARTMENT, id=edit.add_department(step, DEPARTMENT))
            unit = replace(project().unit, department=department)
            unit = replace(unit, id=edit.add_unit(step, unit))
            edit.add_project(step, project(unit=unit))
        with pytest.raises(SheetsLacking, match="还没有绩效目标审核表的栏目"):
            fill_sheets(old, form_set, {RecordKind.PROJECT: None})
        assert old.undo_steps(1)[0].name == "新建"
