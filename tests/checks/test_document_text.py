"""The document's text in a book: found as it is edited, mended in the paragraph itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import disclosure_notes, keep_paragraph, put_disclosure_entry
from budgetdesk.book.edit import write_field
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import Finding, Severity
from budgetdesk.checks.fixes import apply_fixes
from budgetdesk.checks.report import Report
from budgetdesk.domain.disclosure import OwnParagraph
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.loader import load_form_set

CODES = ("X46", "X47", "X48", "X49", "X50", "X51", "X54", "N01", "N02", "Q47")
WRONG = (
    "支出预算5,808.72万元分为两类：基本支出3,235.17万元，占56.00%；项目支出2,555.55万元，占44.00%。"
)


@pytest.fixture
def book(tmp_path: Path, put_sample: Callable[[Path], Path]) -> Iterator[Book]:
    put_sample(tmp_path / "示例.budget")
    with Book.open(tmp_path / "示例.budget") as opened:
        yield opened


@pytest.fixture
def checker(book: Book) -> Checker:
    made = Checker(book, load_form_set(book.info.form_set))
    assert of_text(made.run()) == []
    book.subscribe(made.update)
    return made


def of_text(report: Report) -> list[Finding]:
    return [
        it
        for it in report.findings
        if it.code in CODES and it.place.ref.record is RecordKind.DEPARTMENT
    ]


def rewrite(book: Book, key: str, text: str, drafted: str = "") -> None:
    with book.step("改写") as step:
        keep_paragraph(step, 1, OwnParagraph(key, text, drafted))


def test_a_wrong_figure_is_found_and_mended_in_its_paragraph(book: Book, checker: Checker) -> None:
    rewrite(book, "支出构成", WRONG)
    (found,) = of_text(checker.report)
    assert (found.code, found.severity) == ("X46", Severity.ERROR)
    assert found.values == (("文中", "3,235.17万元"), ("报表", "3,253.17万元"))
    assert found.place.ref == FieldRef(
        RecordKind.DEPARTMENT, 1, "paragraphs.text", level1="支出构成"
    )
    assert found.fix is not None
    apply_fixes(book, [found.fix], found.fix.title)
    assert disclosure_notes(book, 1).paragraphs["支出构成"].text == WRONG.replace("235", "253")
    assert of_text(checker.report) == []
    book.undo()
    assert [it.code for it in of_text(checker.report)] == ["X46"]


def test_the_programs_own_words_can_be_put_back(book: Book, checker: Checker) -> None:
    rewrite(book, "政府采购", "采购预算156.61万元。")
    (found,) = of_text(checker.report)
    assert found.fix is not None
    assert found.fix.title == "恢复程序文字"
    apply_fixes(book, [found.fix], found.fix.title)
    assert disclosure_notes(book, 1).paragraphs == {}
    assert of_text(checker.report) == []


def test_an_entry_typed_runs_the_rules_again(book: Book, checker: Checker) -> None:
    ref = FieldRef(RecordKind.DEPARTMENT, 1, "entries.last_total")
    with book.step("修改") as step:
        write_field(step, ref, 0)
    assert [(it.code, it.place.ref) for it in of_text(checker.report)] == [("X47", ref)]
    with book.step("清空") as step:
        write_field(step, ref, None)
    (gap,) = of_text(checker.report)
    assert (gap.code, gap.message) == ("N01", "还有 1 项待填：上年收支总计。")


def test_a_ledger_line_changed_tells_of_figures_that_people_wrote(
    book: Book, checker: Checker
) -> None:
    rewrite(book, "支出构成", WRONG.replace("235", "253"), drafted="旧")
    (line,) = book.rows("SELECT id, amount FROM ledger_line WHERE nature = 'basic' LIMIT 1")
    with book.step("修改") as step:
        step.update("ledger_line", line[0], {"amount": line[1] + 1_000_000})
    assert {it.code for it in of_text(checker.report)} >= {"X46"}


def test_nothing_is_asked_of_a_department_that_told_nothing(book: Book, checker: Checker) -> None:
    with book.step("清空") as step:
        for key in disclosure_notes(book, 1).entries:
            put_disclosure_entry(step, 1, key, None)
    assert of_text(checker.report) == []
