"""Q01 is grey while a form is being filled, and an error once it is said to be done."""

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
from budgetdesk.domain.records import Project, RecordKind
from budgetdesk.exchange.checking import check_book
from budgetdesk.forms.loader import load_form_set


@pytest.fixture
def book(tmp_path: Path, put_sample: Callable[[Path], Path]) -> Iterator[Book]:
    put_sample(tmp_path / "示例.budget")
    with Book.open(tmp_path / "示例.budget") as opened:
        yield opened


def lacking(book: Book) -> Project:
    """A project of the sample whose 项目实施计划 is empty."""
    return next(it for it in read.projects(book) if it.is_filled_in and not it.plan.strip())


def mark(book: Book, project_id: int, *, done: bool = True) -> None:
    with book.step("填报完成") as step:
        mark_filled_in(step, read.projects(book, (project_id,)), done=done)


def write(book: Book, project_id: int, path: str, text: str) -> None:
    with book.step("修改") as step:
        write_field(step, FieldRef(RecordKind.PROJECT, project_id, path), text)


def q01(findings: tuple[Finding, ...], project_id: int) -> list[Severity]:
    return [
        it.severity for it in findings if it.code == "Q01" and it.place.ref.record_id == project_id
    ]


def test_grey_until_marked_and_after_every_edit(book: Book) -> None:
    project = lacking(book)
    checker = Checker(book, load_form_set(book.info.form_set))
    heard: list[Change] = []
    book.subscribe(heard.append)
    assert q01(checker.run().findings, project.id) == [Severity.NOTICE]
    mark(book, project.id)
    assert q01(checker.update(heard.pop()).findings, project.id) == [Severity.ERROR]
    for path, text in (("overview", "另一概况"), ("attribute", "经常性"), ("handler", "乙")):
        write(book, project.id, path, text)
        assert q01(checker.update(heard.pop()).findings, project.id) == [Severity.NOTICE], path
        book.undo()
        assert q01(checker.update(heard.pop()).findings, project.id) == [Severity.ERROR], path
    fresh = Checker(book, load_form_set(book.info.form_set)).run()
    assert fresh == checker.report
    mark(book, project.id, done=False)
    assert q01(checker.update(heard.pop()).findings, project.id) == [Severity.NOTICE]
    book.undo()
    book.undo()
    assert filled_in_marks(book) == {}


def test_only_the_form_that_is_marked(book: Book) -> None:
    project = lacking(book)
    mark(book, project.id)
    report = Checker(book, load_form_set(book.info.form_set)).run()
    graver = {it.place.ref.record_id for it in report.findings
              if it.code == "Q01" and it.severity is Severity.ERROR}  # fmt: skip
    assert graver == {project.id}
    marks = filled_in_marks(book)
    marked = [it.id for it in read.projects(book) if is_marked(marks, it)]
    assert marked == [project.id]


def test_handing_in_counts_every_form_as_filled(book: Book) -> None:
    found = [it for it in check_book(book).findings if it.code == "Q01"]
    assert found
    assert {it.severity for it in found} == {Severity.ERROR}
