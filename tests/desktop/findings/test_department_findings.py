"""Findings in the ledger, the tables and the disclosure: jumps, marks and counts."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from budgetdesk.book import edit, read
from budgetdesk.checks.finding import Finding, FindingPlace, Severity
from budgetdesk.checks.report import Report
from budgetdesk.desktop.disclosure.panel import DisclosurePanel
from budgetdesk.desktop.findings.explaining import ExplainDialog
from budgetdesk.desktop.ledger.panel import LedgerPanel
from budgetdesk.desktop.tables.panel import TablesPanel
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.window.bearing import mark_pages
from budgetdesk.desktop.window.desk import Desk
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.review import Review
from budgetdesk.domain.fields import FieldRef, figure_ref
from budgetdesk.domain.form_marks import Tally
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.records import RecordKind, RevenueLine, Source
from budgetdesk.tables.compute import compute_tables
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of

T05 = "t05_general_public_budget_expenditure"


@pytest.fixture
def review(window: MainWindow) -> Review:
    assert window.review is not None
    window.review._first.stop()
    return window.review


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    return desk_of(window)


def department_id(desk: Desk) -> int:
    return read.departments(desk.session.book)[0].id


def ref(desk: Desk, path: str, row_id: int = 0, level1: str = "") -> FieldRef:
    return FieldRef(RecordKind.DEPARTMENT, department_id(desk), path, row_id, level1)


def found(at: FieldRef, unit: str = "", severity: Severity = Severity.ERROR) -> Finding:
    place = FindingPlace(at, "永和县卫生健康和体育局", unit, field="金额", indicator="一处")
    return Finding("X01", severity, "收支不平", place, "不等。")


def show(review: Review, *findings: Finding) -> None:
    review.live._show(Report(findings))
    QApplication.processEvents()


def test_a_ledger_line_is_gone_to_whatever_the_filter(desk: Desk, review: Review) -> None:
    lines = read.ledger(desk.session.book)
    panel = desk.open_ledger()
    panel.show_only([lines[0].id], "表一")
    line = lines[40]
    review.open_place(ref(desk, "ledger.department_economic", line.id))
    assert desk.tabs.tabs.currentWidget() is panel
    current = panel.table.current_line()
    assert current is not None
    assert current.id == line.id
    column = panel.ledger.columns[panel.table.currentIndex().column()]
    assert column is LedgerField.DEPARTMENT_ECONOMIC
    review.open_place(ref(desk, "ledger.amount", 999_999))
    assert desk.notice.text.text() == "这一行已不在账套中。"


def test_a_revenue_line_is_gone_to(desk: Desk, review: Review) -> None:
    book = desk.session.book
    with book.step("收入") as step:
        line = RevenueLine(read.units(book)[0], Source.FUND, "1030148", 100)
        line_id = edit.add_revenue_line(step, line)
    review.open_place(ref(desk, "revenue.amount", line_id))
    page = desk.tabs.tabs.currentWidget()
    assert isinstance(page, LedgerPanel)
    assert page.front is page.revenue
    current = page.table.current_line()
    assert current is not None
    assert current.id == line_id


def test_a_figure_is_gone_to(desk: Desk, review: Review) -> None:
    (tables,) = compute_tables(desk.session.book)
    table = tables[T05]
    review.open_place(figure_ref(department_id(desk), table.id, "project", 4))
    page = desk.tabs.tabs.currentWidget()
    assert isinstance(page, TablesPanel)
    assert page.current is not None
    assert page.current.id == T05
    cell = page.view.current
    assert cell is not None
    assert cell.number == (table.figure(table.rows[4], "project") or None)
    review.open_place(figure_ref(department_id(desk), T05, "project", 4_000))
    assert desk.notice.text.text() == "报表中已没有这个数。"


@pytest.mark.parametrize(("path", "level1"), [("entries.duties", ""), ("paragraphs.text", "收入")])
def test_entries_and_paragraphs_are_gone_to(
    desk: Desk, review: Review, path: str, level1: str
) -> None:
    if level1:
        panel = desk.open_disclosure(department_id(desk))
        assert panel._text is not None
        level1 = next(
            cell.field.level1
            for cell in panel._text.sheet.cells
            if cell.field is not None and cell.field.path == path
        )
    at = ref(desk, path, level1=level1)
    review.open_place(at)
    page = desk.tabs.tabs.currentWidget()
    assert isinstance(page, DisclosurePanel)
    editor = page.editor_in_front()
    assert editor is not None
    assert editor.current is not None
    assert editor.current.field == at
    assert not desk.notice.isVisible()


def test_the_tree_counts_lines_with_their_unit_and_the_rest_with_the_department(
    desk: Desk, review: Review
) -> None:
    show(review)
    department = desk.model.find(Level.DEPARTMENT, department_id(desk))
    assert department is not None
    unit = (department.children or [])[1]
    (overall,) = read.overalls(desk.session.book)
    show(
        review,
        found(ref(desk, "ledger.amount", 1), unit.name),
        found(ref(desk, "ledger.amount", 2), unit.name, Severity.EXPLAIN),
        found(ref(desk, "entries.duties")),
        found(FieldRef(RecordKind.OVERALL, overall.id, "duties")),
    )
    assert unit.tally == Tally(1, 1)
    assert department.tally == Tally(3, 1)
    assert desk.model.root.tally == Tally(3, 1)
    show(review)
    assert department.tally == Tally()


def test_open_pages_bear_marks_and_their_tabs_counts(desk: Desk, review: Review) -> None:
    line = read.ledger(desk.session.book)[3]
    figure = figure_ref(department_id(desk), T05, "total", 0)
    ledger, tables = desk.open_ledger(), desk.open_tables()
    panel = desk.open_disclosure(department_id(desk))
    findings = (
        found(ref(desk, "ledger.amount", line.id), line.unit.name),
        found(figure),
        found(replace(figure, index=1)),
        found(ref(desk, "entries.duties")),
    )
    show(review, *findings)
    assert set(ledger.spending.ledger.marks) == {(line.id, LedgerField.AMOUNT)}
    assert set(tables._marks) == {figure, replace(figure, index=1)}
    entries, text = panel.editors()
    assert [mark.sentence for mark in entries._shown_marks.values()] == ["错误 X01　不等。"]
    assert text._shown_marks == {}
    shown = {
        page: desk.tabs.tabs.tabText(desk.tabs.tabs.indexOf(page))
        for page in (ledger, tables, panel)
    }
    assert shown == {ledger: "预算明细　1", tables: "报表　2", panel: "部门预算公开　1"}
    show(review)
    assert not ledger.spending.ledger.marks
    assert not tables._marks
    assert desk.tabs.tabs.tabText(desk.tabs.tabs.indexOf(tables)) == "报表"


def test_a_page_opened_after_the_check_bears_its_marks(desk: Desk, review: Review) -> None:
    figure = figure_ref(department_id(desk), T05, "total", 0)
    show(review, found(figure))
    tables = desk.open_tables()
    mark_pages(desk, review.live)
    tables.show_table(T05)
    assert len(tables.view._shown_marks) == 1


def test_a_finding_of_the_ledger_is_jumped_to_explained_and_counted(
    window: MainWindow, desk: Desk, review: Review, answers: Answers
) -> None:
    review.live.check(asked=False)
    window.commands["check"].trigger()
    panel = review.panel
    entry = next(it for it in panel.entries if it.key.code == "X30")
    assert entry.office.unit == "永和县卫生健康和体育局"
    assert panel.table.go_to(entry.key)
    panel.actions_["open"].trigger()
    page = desk.tabs.tabs.currentWidget()
    assert isinstance(page, LedgerPanel)
    line = page.table.current_line()
    assert line is not None
    assert line.id == entry.key.ref.row_id
    department = desk.model.find(Level.DEPARTMENT, department_id(desk))
    assert department is not None
    unit = (department.children or [])[0]
    before = unit.tally
    assert before is not None

    def write(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExplainDialog)
        dialog.text.setPlainText("参照同级单位的做法")
        return True

    answers.dialogs = [write]
    panel.actions_["explain"].trigger()
    review.live.settle()
    after = next(it for it in panel.entries if it.key == entry.key)
    assert after.explained
    assert unit.tally == Tally(before.errors, before.unexplained - 1)
    desk.session.undo()
    review.live.settle()
    assert unit.tally == before
