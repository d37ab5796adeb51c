"""填报完成 of an overall form: grey till then, an error afterwards, taken back by edits."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.book.edit import write_field
from budgetdesk.book.filled_in import filled_in_marks, is_marked, mark_filled_in
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import Finding, Severity
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.checking import check_book
from budgetdesk.exchange.content import overall_json
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.sample import create_sample
from budgetdesk.forms.loader import load_form_set


@pytest.fixture
def book(tmp_path: Path, put_sample: Callable[[Path], Path]) -> Iterator[Book]:
    put_sample(tmp_path / "示例.budget")
    with Book.open(tmp_path / "示例.budget") as opened:
        with opened.step("清空") as step:
            step.update("overall", 1, {"strategic_goal": " "})
        yield opened


def write(book: Book, path: str, value: str | int) -> None:
    with book.step("修改") as step:
        write_field(step, FieldRef(RecordKind.OVERALL, 1, path), value)


def q01(findings: tuple[Finding, ...]) -> list[tuple[str, Severity]]:
    return [
        (it.place.ref.path, it.severity)
        for it in findings
        if it.code == "Q01" and it.place.ref.record is RecordKind.OVERALL
    ]


GREY, GRAVE = [("strategic_goal", Severity.NOTICE)], [("strategic_goal", Severity.ERROR)]


def test_grey_until_marked_and_after_every_edit(book: Book) -> None:
    checker = Checker(book, load_form_set(book.info.form_set))
    heard: list[Change] = []
    book.subscribe(heard.append)
    assert q01(checker.run().findings) == GREY
    with book.step("填报完成") as step:
        mark_filled_in(step, read.overalls(book), done=True)
    assert q01(checker.update(heard.pop()).findings) == GRAVE
    for path, value in (("annual_goal", "另一目标"), ("approved_staffing", 99)):
        write(book, path, value)
        assert q01(checker.update(heard.pop()).findings) == GREY, path
        book.undo()
        assert q01(checker.update(heard.pop()).findings) == GRAVE, path
    with book.step("增加 重点任务") as step:
        step.insert("key_task", {"overall_id": 1, "position": 99, "task": "任务"})
    assert q01(checker.update(heard.pop()).findings) == GREY
    assert Checker(book, load_form_set(book.info.form_set)).run() == checker.report
    assert q01(check_book(book).findings) == GRAVE


def test_the_ledger_takes_no_mark_back(book: Book) -> None:
    with book.step("填报完成") as step:
        mark_filled_in(step, read.overalls(book), done=True)
    with book.step("改 预算明细") as step:
        step.update("ledger_line", 1, {"amount": 1})
    (form,) = read.overalls(book)
    assert form.funding_computed
    assert is_marked(filled_in_marks(book), form)


def test_the_mark_goes_with_the_exchange_file(book: Book, tmp_path: Path) -> None:
    assert "filled_in" not in (overall_json(book) or "")
    with book.step("填报完成") as step:
        mark_filled_in(step, read.overalls(book), done=True)
    text = overall_json(book) or ""
    assert json.loads(text)["filled_in"] is True
    assert "filled_in" not in (overall_json(book, public=True) or "")
    create_sample(tmp_path / "另一.budget")
    (tmp_path / "整体.json").write_text(text, "utf-8")
    with Book.open(tmp_path / "另一.budget") as other:
        import_files(other, [tmp_path / "整体.json"])
        (form,) = read.overalls(other)
        assert is_marked(filled_in_marks(other), form)
        assert json.loads(overall_json(other) or "")["filled_in"] is True
