"""Fixes: one step that is undone by its name; safe ones change no meaning."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.errors import RowMissing
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import Finding, Fix, SetField
from budgetdesk.checks.fixes import apply_fixes, safe_fixes
from budgetdesk.checks.language.likeness import bare
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Horizon, Project, RecordKind
from budgetdesk.domain.target import parse_target
from budgetdesk.forms.loader import load_form_set
from tests.checks.conftest import SETS, Checked


@pytest.fixture
def copy_of(checked: dict[str, Checked], tmp_path: Path) -> Iterator[dict[str, Book]]:
    """A book of each sample that a test may change."""
    books: dict[str, Book] = {}
    for name in SETS:
        path = tmp_path / f"{name}.budget"
        checked[name].book.backup_to(path)
        books[name] = Book.open(path)
    yield books
    for book in books.values():
        book.close()
    shutil.rmtree(tmp_path, ignore_errors=True)


def findings_of(book: Book) -> tuple[Finding, ...]:
    return Checker(book, load_form_set(book.info.form_set)).run().findings


def test_all_safe_fixes_mend_what_they_say_and_leave_every_meaning(
    copy_of: dict[str, Book],
) -> None:
    for book in copy_of.values():
        before, projects = findings_of(book), read.projects(book)
        safe = safe_fixes(before)
        applied = apply_fixes(book, safe, "一键修正")
        after = findings_of(book)
        assert applied <= len(safe)
        while rest := safe_fixes(after):  # a field with two faults takes two rounds
            assert apply_fixes(book, rest, "一键修正") > 0
            after = findings_of(book)
        meanings = [meaning(project) for project in read.projects(book)]
        assert meanings == [meaning(project) for project in projects]
        left = {(f.code, f.place.ref) for f in after}
        mended = [f for f in before if f.fix and f.fix.safe]
        assert [f for f in mended if (f.code, f.place.ref) in left] == []


def meaning(project: Project) -> tuple[object, ...]:
    """What a project says: texts without marks and known slips, targets as understood."""
    texts = (project.name, project.overview, project.basis, project.plan, project.goals.annual)
    rows = [row for h in Horizon for row in project.indicators.of(h) or ()]
    return (
        [bare(text).replace("没人每年", "每人每年") for text in texts],
        project.funding,
        [bare(row.name).replace("全限", "全县") for row in rows],
        [_amount(row.target) for row in rows],
    )


def _amount(text: str) -> tuple[object, ...]:
    target = parse_target(text.replace("\\", "/"))
    return (target.value, target.base_unit, target.first, bare(text) if not target.unit else "")


def test_fixes_are_one_step_undone_by_name(copy_of: dict[str, Book]) -> None:
    book = copy_of["yonghe-2024"]
    before = read.projects(book)
    applied = apply_fixes(book, safe_fixes(findings_of(book)), "修正 73 处")
    assert applied == 73
    assert book.undo_name == "修正 73 处"
    assert read.projects(book) != before
    book.undo()
    assert read.projects(book) == before


def test_every_fix_can_be_applied_and_ends_its_finding(copy_of: dict[str, Book]) -> None:
    for book in copy_of.values():
        checker = Checker(book, load_form_set(book.info.form_set))
        book.subscribe(checker.update)
        for finding in checker.run().findings:
            if finding.fix is None:
                continue
            assert apply_fixes(book, [finding.fix], finding.fix.title) == 1
            left = {(f.code, f.place.ref, f.message) for f in checker.report.findings}
            assert (finding.code, finding.place.ref, finding.message) not in left
            book.undo()


def test_of_two_fixes_of_one_field_the_first_is_taken(copy_of: dict[str, Book]) -> None:
    book = copy_of["luliang-2025"]
    project = read.projects(book)[0]
    ref = FieldRef(RecordKind.PROJECT, project.id, "plan")
    fixes = [Fix(text, (SetField(ref, text),)) for text in ("甲", "乙")]
    assert apply_fixes(book, fixes, "修正") == 1
    assert read.project(book, project.id).plan == "甲"


def test_a_fix_that_cannot_be_written_changes_nothing(copy_of: dict[str, Book]) -> None:
    book = copy_of["luliang-2025"]
    project = read.projects(book)[0]
    plan = FieldRef(RecordKind.PROJECT, project.id, "plan")
    money = FieldRef(RecordKind.PROJECT, project.id, "funding.annual.local")
    fix = Fix("坏", (SetField(plan, "甲"), SetField(money, "不是金额")))
    with pytest.raises(ValueError, match="不是金额"):
        apply_fixes(book, [fix], "坏")
    assert read.project(book, project.id) == project


def test_a_fix_of_a_line_that_is_gone_is_refused_and_changes_nothing(
    copy_of: dict[str, Book],
) -> None:
    book = copy_of["luliang-2025"]
    project = read.projects(book)[0]
    plan = FieldRef(RecordKind.PROJECT, project.id, "plan")
    line = FieldRef(RecordKind.DEPARTMENT, 1, "ledger.nature", row_id=9_999)
    fix = Fix("改为项目支出", (SetField(plan, "甲"), SetField(line, "项目支出")))
    with pytest.raises(RowMissing):
        apply_fixes(book, [fix], "修正")
    assert read.project(book, project.id) == project
