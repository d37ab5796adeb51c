"""出错说明: put, replaced, withdrawn, undone; it ends when its indicator is another one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.explanations import explain, key_of, withdraw
from budgetdesk.checks.finding import Finding, Severity
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from tests.checks.building import DEPARTMENT, form_set, overall, project, put


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "说明.budget", BookInfo("yonghe-2024", 2024, "说明")) as book:
        with book.step("新建") as step:
            department = replace(DEPARTMENT, id=edit.add_department(step, DEPARTMENT))
            unit = replace(project().unit, department=department)
            unit = replace(unit, id=edit.add_unit(step, unit))
            made = project(put("社会效益", "家庭发展能力", "提高"), unit=unit)
            edit.add_project(step, made)
            form = overall(approved_staffing=8).overall
            edit.put_overall(step, replace(form, department=department))
        yield book


class Watched:
    """A book with its checker, kept up with every change."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.checker = Checker(book, form_set())
        self.checker.run()
        book.subscribe(self.checker.update)

    def finding(self, code: str) -> Finding:
        (found,) = [f for f in self.checker.report.findings if f.code == code]
        assert self.checker.report == Checker(self.book, form_set()).run()
        return found

    def explain(self, code: str, text: str, *, ignored: bool = False) -> None:
        finding = self.finding(code)
        with self.book.step("说明") as step:
            explain(step, key_of(finding.code, finding.place), text, ignored=ignored)


@pytest.fixture
def watched(book: Book) -> Watched:
    return Watched(book)


def test_an_explanation_says_who_when_and_what(watched: Watched) -> None:
    watched.explain("Q30", " 按上级文件执行 ")
    given = watched.finding("Q30").explanation
    assert given is not None
    assert (given.text, given.ignored) == ("按上级文件执行", False)
    assert not given.who  # nobody gave a name, and that of a login is nobody's
    assert given.at.startswith("20")


def test_an_explained_finding_still_counts_and_an_ignored_one_does_not(watched: Watched) -> None:
    watched.explain("Q30", "按上级文件执行")
    assert watched.checker.report.counts()[Severity.EXPLAIN] == 2
    watched.explain("Q30", "本表不适用", ignored=True)
    assert watched.checker.report.counts()[Severity.EXPLAIN] == 1


def test_it_is_replaced_withdrawn_and_undone(watched: Watched, book: Book) -> None:
    watched.explain("Q30", "甲")
    watched.explain("Q30", "乙")
    assert _text(watched.finding("Q30")) == "乙"
    assert len(book.rows("SELECT id FROM explanation")) == 1
    watched.explain("Q30", " ")
    assert watched.finding("Q30").explanation is None
    book.undo()
    assert _text(watched.finding("Q30")) == "乙"
    with book.step("收回") as step:
        withdraw(step, key_of("Q30", watched.finding("Q30").place))
    assert watched.finding("Q30").explanation is None


def _text(finding: Finding) -> str:
    assert finding.explanation is not None
    return finding.explanation.text


def test_that_of_an_overall_form_belongs_to_it(watched: Watched) -> None:
    watched.explain("X45", "含借调人员")
    assert _text(watched.finding("X45")) == "含借调人员"
    assert watched.finding("Q30").explanation is None


@pytest.mark.parametrize(("part", "text"), [("name", "家庭收入"), ("target", "提升")])
def test_it_ends_when_the_indicator_is_renamed_not_when_its_target_changes(
    watched: Watched, book: Book, part: str, text: str
) -> None:
    watched.explain("Q30", "甲")
    ref = watched.finding("Q30").place.ref
    path = f"indicators.annual.{part}"
    with book.step("改") as step:
        edit.write_field(step, FieldRef(RecordKind.PROJECT, 1, path, ref.row_id), text)
    told = [f.explanation for f in watched.checker.report.findings if f.code == "Q30"]
    annual = [given for given in told if given is not None]
    assert len(annual) == (part == "target")
    book.undo()
    assert _text(watched.finding("Q30")) == "甲"


def test_it_goes_with_its_project(watched: Watched, book: Book) -> None:
    watched.explain("Q30", "甲")
    with book.step("删除") as step:
        edit.delete_project(step, read.project_ids(book)[0])
    assert book.rows("SELECT id FROM explanation") == []
    book.undo()
    assert _text(watched.finding("Q30")) == "甲"
