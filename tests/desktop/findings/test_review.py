"""审核 in the real window: keys, marks at the cells, counts in tree, tabs and status line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.checks.finding import Finding, Severity
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.findings.entries import FindingLine
from budgetdesk.desktop.findings.live import ReportStanding
from budgetdesk.desktop.findings.rules_dialog import RulesDialog
from budgetdesk.desktop.window import review
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.review import Review
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.form_marks import FormMark
from budgetdesk.domain.records import RecordKind
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import (
    desk_of,
    open_form,
    projects,
    ref_of,
    trigger,
    type_into,
)


def review_of(window: MainWindow) -> Review:
    assert window.review is not None
    return window.review


def findings(window: MainWindow) -> tuple[Finding, ...]:
    return review_of(window).live.report.findings


def front(window: MainWindow) -> FormEditor:
    editor = desk_of(window).tabs.current_form()
    assert editor is not None
    return editor


@pytest.fixture
def checked(window: MainWindow) -> MainWindow:
    review_of(window).live.check(asked=False)
    return window


def test_a_book_is_checked_by_itself_soon_after_it_was_opened(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "_FIRST", 200)
    live = review_of(window).live
    assert live.standing is ReportStanding.NEVER
    with qtbot.waitSignal(live.report_changed, timeout=10_000):
        pass
    assert window.status.findings.text().startswith("错误 ")


def test_f5_tells_the_outcome_and_shows_the_panel(window: MainWindow) -> None:
    trigger(window, "show_findings")
    assert not review_of(window).panel.isVisible()
    editor = open_form(window, projects(window)[0])
    place = editor.place
    QTest.keyClick(window, Qt.Key.Key_F5)
    counts = review_of(window).live.report.counts()
    told = " · ".join(
        f"{word} {counts[severity]}"
        for word, severity in zip(("错误", "需说明", "提示"), Severity, strict=True)
    )
    assert desk_of(window).notice.text.text() == f"审核完成：{told}"
    assert window.status.findings.text() == told
    assert review_of(window).panel.isVisible()
    assert window.commands["show_findings"].isChecked()
    assert front(window).place == place


def test_f5_writes_the_open_cell_first(checked: MainWindow) -> None:
    editor = open_form(checked, projects(checked)[3])
    type_into(editor, "overview", "xxx")
    QTest.keyClick(checked, Qt.Key.Key_F5)
    at_the_cell = [
        finding.code
        for finding in findings(checked)
        if finding.place.ref == ref_of(editor, "overview")
    ]
    assert at_the_cell


def test_f5_is_refused_while_a_cell_cannot_be_read(checked: MainWindow) -> None:
    before = review_of(checked).live.report
    editor = open_form(checked, projects(checked)[3])
    type_into(editor, "funding.annual.other", "abc")
    QTest.keyClick(checked, Qt.Key.Key_F5)
    assert review_of(checked).live.report is before
    assert editor.editing.open


def test_f8_goes_to_the_very_cell_from_anywhere(checked: MainWindow) -> None:
    panel = review_of(checked).panel
    refs = [
        line.finding.place.ref
        for line in panel.table.findings.lines
        if isinstance(line, FindingLine)
    ]
    desk_of(checked).view.setFocus()
    for ref in refs[:3]:
        QTest.keyClick(checked.focusWidget(), Qt.Key.Key_F8)
        editor = front(checked)
        assert (editor.kind, editor.record_id) == (ref.record, ref.record_id)
        assert editor.current is not None
        assert editor.current == editor.cell_of(ref)
    QTest.keyClick(checked.focusWidget(), Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert front(checked).record_id == refs[1].record_id


def test_f8_stays_at_a_cell_that_cannot_be_read(checked: MainWindow) -> None:
    editor = open_form(checked, projects(checked)[3])
    type_into(editor, "funding.annual.other", "abc")
    QTest.keyClick(editor.text, Qt.Key.Key_F8)
    assert front(checked) is editor
    assert editor.editing.open
    assert not desk_of(checked).notice.isVisible()


def test_every_finding_of_the_sample_has_a_cell_to_go_to(checked: MainWindow) -> None:
    review, notice = review_of(checked), desk_of(checked).notice
    seen: set[tuple[str, str]] = set()
    for finding in findings(checked):
        ref = finding.place.ref
        kind = (finding.code, ref.path)
        if kind not in seen:
            seen.add(kind)
            review.open_place(ref)
            assert not notice.isVisible(), finding
    assert len(seen) > 30


def test_a_cell_with_a_finding_says_so(checked: MainWindow) -> None:
    finding = next(f for f in findings(checked) if f.code == "Q17")
    review_of(checked).open_place(finding.place.ref)
    editor = front(checked)
    assert editor.current is not None
    assert f"需说明 Q17　{finding.message}" in editor.tip(editor.current)
    assert finding.message in editor.text.accessibleDescription()


def say_the_same_of_both_halves(window: MainWindow, ref: FieldRef, value: str) -> None:
    """Give the indicator of the other half this value: else what differs is the next finding."""
    assert window.session is not None
    book = window.session.book
    [(name,)] = book.rows("SELECT name FROM indicator WHERE id = ?", (ref.row_id,))
    others = book.rows(
        "SELECT id FROM indicator WHERE project_id = ? AND name = ? AND id <> ?",
        (ref.record_id, name, ref.row_id),
    )
    with book.step("另一半") as step:
        for (row_id,) in others:
            step.update("indicator", row_id, {"target": value})


def test_a_mark_goes_when_the_cell_is_mended_and_left(checked: MainWindow, qtbot: QtBot) -> None:
    finding = next(f for f in findings(checked) if f.code == "Q17")
    ref = finding.place.ref
    say_the_same_of_both_halves(checked, ref, "95%")
    review_of(checked).open_place(ref)
    editor = front(checked)
    QTest.keyClicks(editor.text, "95%")
    cell = editor.cell_of(ref)
    assert cell is not None
    assert editor.mark_at(cell) is not None
    with qtbot.waitSignal(review_of(checked).live.report_changed):
        QTest.keyClick(editor.text, Qt.Key.Key_Tab)
    cell = editor.cell_of(ref)
    assert cell is not None
    assert editor.mark_at(cell) is None


def test_tree_and_tab_count_what_still_asks_for_something(checked: MainWindow) -> None:
    live = review_of(checked).live
    nodes = projects(checked)
    for node in nodes:
        found = live.findings_of(RecordKind.PROJECT, node.id)
        errors = sum(finding.severity is Severity.ERROR for finding in found)
        unexplained = sum(finding.severity is Severity.EXPLAIN for finding in found)
        assert node.tally is not None
        assert (node.tally.errors, node.tally.unexplained) == (errors, unexplained)
    assert {node.mark for node in nodes} >= {FormMark.ERRORS, FormMark.CLEAN}
    worst = max(nodes, key=lambda node: node.tally.errors if node.tally else 0)
    assert worst.tally is not None
    open_form(checked, worst)
    tabs = desk_of(checked).tabs.tabs
    assert tabs.tabText(tabs.currentIndex()).endswith(f"　{worst.tally.errors}")


def test_mending_is_said_in_the_bar_with_a_way_back(checked: MainWindow) -> None:
    before = findings(checked)
    trigger(checked, "fix_safely")
    notice = desk_of(checked).notice
    assert notice.text.text().startswith("一键修正了")
    review_of(checked).live.settle()
    assert len(findings(checked)) < len(before)
    notice.button.click()
    review_of(checked).live.settle()
    assert findings(checked) == before


def test_the_office_s_settings_are_checked_at_once(checked: MainWindow, answers: Answers) -> None:
    def switch_off(dialog: QDialog) -> bool:
        assert isinstance(dialog, RulesDialog)
        dialog.go_to("Q02")
        dialog.applied.click()
        return True

    answers.dialogs = [switch_off]
    trigger(checked, "check_settings")
    review_of(checked).live.settle()
    assert "Q02" not in {finding.code for finding in findings(checked)}
    assert desk_of(checked).notice.button.text() == "撤销"


def test_the_panel_folds_away_and_stays_folded(
    checked: MainWindow, make_window: Callable[[], MainWindow], book_path: Path
) -> None:
    review_of(checked).panel.bar.closer.click()
    assert not review_of(checked).panel.isVisible()
    assert not checked.commands["show_findings"].isChecked()
    checked.close()
    again = make_window()
    assert again.books.open(book_path)
    assert not review_of(again).panel.isVisible()
    again.status.tell_findings("错误 1")
    again.status.findings.click()
    assert review_of(again).panel.isVisible()


def test_closing_while_a_check_waits_loses_nothing(window: MainWindow) -> None:
    review_of(window).live.check(asked=False)
    editor = open_form(window, projects(window)[2])
    type_into(editor, "overview", "abc")
    QTest.keyClick(editor.text, Qt.Key.Key_Tab)
    assert window.books.close()
    QTest.qWait(60)
    assert window.review is None
    assert not window.status.findings.isVisible()


def test_a_read_only_book_is_checked_too(
    make_window: Callable[[], MainWindow], book_path: Path
) -> None:
    with Book.open(book_path):
        window = make_window()
        assert window.books.open(book_path)
        review_of(window).live.check()
        QApplication.processEvents()
        assert findings(window)
        assert not window.commands["fix_safely"].isEnabled()
        assert window.commands["check"].isEnabled()
        window.books.abandon()


def test_f6_reaches_the_panel(checked: MainWindow) -> None:
    open_form(checked, projects(checked)[0])
    seen = set()
    for _ in range(4):
        QTest.keyClick(checked.focusWidget(), Qt.Key.Key_F6)
        seen.add(type(checked.focusWidget()).__name__)
    assert "FindingTable" in seen


@pytest.mark.parametrize(("suffix", "begins"), [("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_the_findings_are_exported_with_their_explanations(
    checked: MainWindow, answers: Answers, tmp_path: Path, suffix: str, begins: bytes
) -> None:
    path = tmp_path / f"审核结果.{suffix}"
    answers.paths = [path]
    trigger(checked, f"findings_{suffix}")
    assert path.read_bytes().startswith(begins)
    notice = desk_of(checked).notice
    assert notice.text.text() == f"已导出「{path.name}」到 {tmp_path}"
    assert notice.button.text() == "打开文件夹"


def test_an_export_that_cannot_be_written_is_told(
    checked: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    answers.paths = [tmp_path / "没有这个文件夹" / "审核结果.xlsx"]
    trigger(checked, "findings_xlsx")
    assert answers.told[-1].title == "没有完成"


def test_nothing_is_exported_before_the_first_check(window: MainWindow) -> None:
    trigger(window, "findings_xlsx")
    assert "还没有审核完" in desk_of(window).notice.text.text()
