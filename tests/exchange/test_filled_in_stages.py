"""填报完成 of the forms of a stage: kept, taken back by edits, told by 审核, in files and lists."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.book.declared_records import RecordsBelow, add_record, records
from budgetdesk.book.filled_in import filled_in_marks, is_marked, mark_filled_in
from budgetdesk.book.read import project
from budgetdesk.book.stages import marked_fullness, stage_forms
from budgetdesk.book.submitted import mark_submitted
from budgetdesk.book.writing import write_field
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import Severity
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.form_marks import FormMark, Fullness, mark_of
from budgetdesk.domain.typed import Value
from budgetdesk.exchange.content import projects_json
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.listing import listing_lines
from budgetdesk.forms.loader import load_form_set
from tests.dictionary.cycle_book import INDICATORS, cycle_book

KIND = "self_evaluation"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with cycle_book(tmp_path / "一.budget") as made:
        with made.step("自评") as step:
            add_record(step, KIND, 1)
        write(made, "goal_actual", "全年为八千余名参保人员缴纳县级配套资金，资金全部到位。")
        yield made


def write(book: Book, path: str, value: Value, row: int = 0) -> None:
    with book.step("填写") as step:
        write_field(step, FieldRef(KIND, 1, path, row), value)


def mark(book: Book) -> None:
    with book.step("填报完成") as step:
        mark_filled_in(step, records(book, KIND), done=True)


def fullness(book: Book) -> Fullness:
    (form,) = stage_forms(book, "project", book.dictionary.kinds[KIND])
    return form.fullness


def test_an_edit_of_the_form_or_of_its_target_takes_the_mark_back(book: Book) -> None:
    assert fullness(book) is Fullness.DRAFT
    mark(book)
    assert fullness(book) is Fullness.DONE
    (record,) = records(book, KIND)
    rows = record.declared["indicators"]
    assert isinstance(rows, tuple)
    write(book, "indicators.actual", "8700人", rows[0].id)
    assert fullness(book) is Fullness.DRAFT
    book.undo()
    assert fullness(book) is Fullness.DONE
    with book.step("改目标") as step:
        target = project(book, 1).indicators.annual[0]
        write_field(step, FieldRef("project", 1, "indicators.annual.target", target.id), "≥9000人")
    assert fullness(book) is Fullness.DRAFT


def test_what_is_missing_is_an_error_from_the_mark_on(book: Book) -> None:
    checker = Checker(book, load_form_set(book.info.form_set))
    heard: list[Change] = []
    book.subscribe(heard.append)

    def severities() -> list[Severity]:
        found = checker.update(heard.pop()) if heard else checker.run()
        return [
            it.severity for it in found.findings if it.code == "Q01" and it.place.ref.record == KIND
        ][:1]

    assert severities() == [Severity.NOTICE]
    mark(book)
    assert severities() == [Severity.ERROR]
    write(book, "problems", "没有。")
    assert severities() == [Severity.NOTICE]


def test_it_travels_in_the_exchange_file(book: Book, tmp_path: Path) -> None:
    mark(book)
    content = json.loads(projects_json(book))
    assert content["projects"][0][KIND][0]["filled_in"] is True
    public = json.loads(projects_json(book, public=True))
    assert "filled_in" not in public["projects"][0][KIND][0]
    file = tmp_path / "projects.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    with cycle_book(tmp_path / "二.budget", INDICATORS, project=False) as other:
        report = import_files(other, [file])
        assert [note for each in report.files for note in each.notes] == []
        assert fullness(other) is Fullness.DONE


def test_lists_and_tree_have_one_mark_for_what_was_sent(book: Book) -> None:
    with book.step("上报") as step:
        mark_submitted(step, (project(book, 1), *RecordsBelow(book).below((project(book, 1),))))
    assert fullness(book) is Fullness.SUBMITTED
    assert mark_of(marked_fullness(book)[1]) is FormMark.SUBMITTED
    for stage in (None, book.dictionary.kinds[KIND]):
        assert any("↑" in line for line in listing_lines(book, stage))
    write(book, "problems", "没有。")
    assert fullness(book) is Fullness.DRAFT


def test_a_field_that_the_set_adds_to_the_target_takes_the_mark_back(tmp_path: Path) -> None:
    with cycle_book(tmp_path / "新.budget", INDICATORS[:2], set_id="national-2021") as book:
        with book.step("填报完成") as step:
            mark_filled_in(step, (project(book, 1),), done=True)
        assert is_marked(filled_in_marks(book), project(book, 1))
        row = project(book, 1).indicators.annual[0].id
        with book.step("权重") as step:
            write_field(step, FieldRef("project", 1, "indicators.annual.weight", row), "20")
        assert not is_marked(filled_in_marks(book), project(book, 1))
