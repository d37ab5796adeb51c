"""审核 of records of the kinds that a form set declares, in a book: found, kept up, explained."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.book.declared_records import add_record, delete_record, records
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.explanations import explain, key_of
from budgetdesk.checks.finding import Finding
from budgetdesk.checks.report import Report
from budgetdesk.checks.report_sheet import report_sheet
from budgetdesk.domain.fields import FieldRef
from budgetdesk.exchange.checking import report_json, report_lines
from tests.checks.record_building import asking_set
from tests.dictionary.own_set import own_book

KIND = "adjustment"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """One project with an adjustment that has a row."""
    with own_book(tmp_path / "自加 账套.budget", asking_set()) as book:
        with book.step("新增 调整") as step:
            adjusted = add_record(step, KIND, 1)
            edit.write_field(step, FieldRef(KIND, adjusted, "number"), 1)
        yield book


def write(book: Book, path: str, value: str | int | None, kind: str = KIND, row: int = 0) -> int:
    with book.step("修改") as step:
        return edit.write_field(step, FieldRef(kind, 1, path, row), value)


def of_kind(report: Report, kind: str = KIND) -> list[Finding]:
    return [it for it in report.findings if it.place.ref.record == kind]


def checker_of(book: Book) -> Checker:
    return Checker(book, asking_set())


def test_what_is_wrong_in_a_declared_record_is_found_at_its_place(book: Book) -> None:
    write(book, "reason", "任务增加。。")
    (found,) = of_kind(checker_of(book).run())
    assert found.code == "Q45"
    place = found.place
    assert (place.unit, place.project) == ("县医疗集团", "乡村医生补助")
    assert (place.form, place.field) == ("绩效目标调整表 1", "调整原因")
    assert place.above == ("project", 1)


def test_the_report_says_which_form_it_is(book: Book) -> None:
    write(book, "reason", "任务增加。。")
    report = checker_of(book).run()
    assert "县医疗集团 乡村医生补助 绩效目标调整表 1" in list(report_lines(report))
    places = [it["place"] for it in json.loads(report_json(report))["findings"]]
    assert {"form": "绩效目标调整表 1", "field": "调整原因"}.items() <= places[-1].items()
    texts = [cell.text for cell in report_sheet(report, "账套").cells]
    assert "乡村医生补助 绩效目标调整表 1" in texts


def test_an_update_says_what_a_full_run_says(book: Book) -> None:
    checker = checker_of(book)
    checker.run()
    heard: list[Change] = []
    book.subscribe(heard.append)

    def settled() -> Report:
        while heard:
            checker.update(heard.pop(0))
        assert checker.report == checker_of(book).run()
        return checker.report

    write(book, "reason", "任务增加。。")
    assert [it.code for it in of_kind(settled())] == ["Q45"]
    row = write(book, "changes.before", "村医人数 40人")
    assert [it.code for it in of_kind(settled())] == ["Q45", "F01"]
    write(book, "changes.after", "村医人数 42人", row=row)
    assert [it.code for it in of_kind(settled())] == ["Q45"]
    write(book, "name", "乡村医生补助（新）", "project")
    assert of_kind(settled())[0].place.project == "乡村医生补助（新）"
    with book.step("再调整") as step:
        second = add_record(step, KIND, 1)
    assert [it.code for it in of_kind(settled())] == ["Q45", "Q01"]
    with book.step("改单位") as step:
        step.update("unit", 1, {"name": "县医疗集团总院"})
    assert {it.place.unit for it in of_kind(settled())} == {"县医疗集团总院"}
    with book.step("删除") as step:
        delete_record(step, KIND, second)
    assert [it.code for it in of_kind(settled())] == ["Q45"]
    book.undo()
    assert [it.code for it in of_kind(settled())] == ["Q45", "Q01"]
    with book.step("删除项目") as step:
        edit.delete_project(step, 1)
    assert of_kind(settled()) == []


def test_a_field_of_the_set_on_a_base_form_is_kept_up(book: Book) -> None:
    checker = checker_of(book)
    heard: list[Change] = []
    book.subscribe(heard.append)
    write(book, "overview", "为村医发放生活补助。", "project")
    write(book, "poverty", "", "project")
    assert "F01" in [it.code for it in of_kind(checker.run(), "project")]
    heard.clear()
    write(book, "poverty", "成效明显。", "project")
    report = checker.update(heard.pop())
    assert report == checker_of(book).run()
    assert "F01" not in [it.code for it in of_kind(report, "project")]


def test_an_explanation_stays_with_its_record_and_row(book: Book) -> None:
    row = write(book, "changes.before", "村医人数 40人")
    write(book, "reason", "任务增加。")
    checker = checker_of(book)
    (found,) = of_kind(checker.run())
    assert (found.code, found.place.indicator) == ("F01", "村医人数 40人")
    heard: list[Change] = []
    book.subscribe(heard.append)
    with book.step("说明") as step:
        explain(step, key_of(found.code, found.place), "待财政批复")
    (told,) = of_kind(checker.update(heard.pop()))
    assert told.explanation is not None
    write(book, "changes.before", "村医的人数 40人", row=row)
    (told,) = of_kind(checker.update(heard.pop()))
    assert told.explanation is not None, "the row is still the same"
    assert checker.report == checker_of(book).run()
    with book.step("删除") as step:
        delete_record(step, KIND, 1)
    assert checker_of(book).run().findings == checker.update(heard.pop()).findings
    book.undo()
    (told,) = of_kind(checker_of(book).run())
    assert told.explanation is not None
    assert told.explanation.text == "待财政批复"
    with book.step("收回说明") as step:
        explain(step, key_of(told.code, told.place), "")
    (told,) = of_kind(checker_of(book).run())
    assert told.explanation is None
    assert [record.id for record in records(book, KIND)] == [1]
    assert read.project_ids(book) == (1,)
