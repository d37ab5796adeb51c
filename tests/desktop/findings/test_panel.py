"""The panel over the real sample: counts, jumping, mending, explaining, ignoring, filtering."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.checks.finding import Severity
from budgetdesk.checks.report import Fault, Report
from budgetdesk.desktop.findings.entries import FindingLine
from budgetdesk.desktop.findings.explaining import ExplainDialog
from budgetdesk.desktop.findings.model import TREATMENT
from budgetdesk.forms.listing import LineHeading
from tests.desktop.conftest import Answers
from tests.desktop.findings.conftest import Bench, make_bench


def target(bench: Bench, entry: FindingLine) -> str:
    ref = entry.key.ref
    project = read.project(bench.session.book, ref.record_id)
    every = (*(project.indicators.annual or ()), *(project.indicators.implementation or ()))
    return next(row.target for row in every if row.id == ref.row_id)


def type_text(text: str) -> Callable[[QDialog], bool]:
    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExplainDialog)
        dialog.text.setPlainText(text)
        assert dialog.accept_button.isEnabled() == bool(text)
        return bool(text)

    return fill


def finds_typed(text: str) -> Callable[[QDialog], bool]:
    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExplainDialog)
        assert dialog.typed == text
        return False

    return look


def chip_count(bench: Bench, severity: Severity) -> int:
    return int(bench.panel.bar.chips[severity].text().split()[1])


def test_before_the_first_check_the_panel_says_so(unchecked: Bench) -> None:
    panel = unchecked.panel
    assert panel.pages.currentWidget() is panel.empty
    assert "还没有审核" in panel.empty.text.text()
    assert panel.bar.chips[Severity.ERROR].text() == "错误"
    panel.empty.check.click()
    assert panel.pages.currentWidget() is panel.splitter


def test_counts_are_those_of_the_report(bench: Bench) -> None:
    counts = bench.live.report.counts()
    assert counts[Severity.ERROR] > 0
    assert {severity: chip_count(bench, severity) for severity in Severity} == counts
    headings = [line for line in bench.panel.table.findings.lines if isinstance(line, LineHeading)]
    assert [heading.count for heading in headings] == [count for count in counts.values() if count]


def test_enter_and_a_click_open_the_very_cell(bench: Bench) -> None:
    table = bench.panel.table
    first, second = [line for line in table.findings.lines if isinstance(line, FindingLine)][:2]
    table.go_to(first.key)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert bench.opened == [first.finding.place.ref]
    rect = table.visualRect(table.findings.index(table.findings.row_of(second.key), 3))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert bench.opened[-1] == second.finding.place.ref
    assert table.current_entry() is second


def test_a_click_with_ctrl_only_chooses(bench: Bench) -> None:
    table = bench.panel.table
    entries = [line for line in table.findings.lines if isinstance(line, FindingLine)][:2]
    for entry in entries:
        rect = table.visualRect(table.findings.index(table.findings.row_of(entry.key), 3))
        QTest.mouseClick(
            table.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier,
            rect.center(),
        )
    assert bench.opened == []
    assert bench.panel.chosen() == entries


def test_stepping_goes_through_every_finding_and_round(bench: Bench) -> None:
    lines = bench.panel.table.findings.lines
    refs = [line.finding.place.ref for line in lines if isinstance(line, FindingLine)]
    assert bench.panel.step(1)
    assert bench.panel.step(1)
    assert bench.opened == refs[:2]
    assert bench.panel.step(-1)
    assert bench.panel.step(-1)
    assert bench.opened[2:] == [refs[0], refs[-1]]


def test_a_fix_is_one_step_that_undo_takes_back(bench: Bench) -> None:
    entry = bench.entries("Q17")[0]
    before, texts = target(bench, entry), bench.texts("indicator")
    bench.choose(entry)
    bench.trigger("fix")
    assert target(bench, entry) == before.removeprefix("≥")
    assert bench.session.book.undo_name == f"修正 Q17 {entry.finding.title}"
    assert bench.done[-1].startswith("已修正")
    assert entry.key not in [e.key for e in bench.panel.entries]
    bench.session.undo()
    bench.live.settle()
    assert bench.texts("indicator") == texts
    assert entry.key in [e.key for e in bench.panel.entries]


def test_a_click_on_its_fix_mends_the_line(bench: Bench) -> None:
    bench.panel.bar.search.setText("Q17")
    bench.panel.bar.changed.emit()
    entry = bench.entries("Q17")[0]
    table = bench.panel.table
    rect = table.visualRect(table.findings.index(table.findings.row_of(entry.key), TREATMENT))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    bench.live.settle()
    assert target(bench, entry) == "100%"
    assert bench.opened == []


def test_after_a_fix_the_cursor_is_on_the_next_finding(bench: Bench) -> None:
    first, second = bench.entries("Q17")[:2]
    bench.choose(first)
    bench.trigger("fix")
    now = bench.panel.table.current_entry()
    assert now is not None
    assert now.key != first.key
    assert bench.panel.chosen() == [now]
    assert second.key in [entry.key for entry in bench.panel.entries]


def test_all_of_a_kind_are_mended_as_one_step(bench: Bench) -> None:
    entries = bench.entries("Q17")
    texts = bench.texts("indicator")
    assert len(entries) > 5
    bench.choose(entries[0])
    assert bench.panel.actions_["fix_kind"].text() == f"同类全部修正（{len(entries)}）"
    bench.trigger("fix_kind")
    assert bench.entries("Q17") == []
    bench.session.undo()
    assert bench.texts("indicator") == texts


def test_all_of_a_kind_are_those_that_the_filters_leave(bench: Bench) -> None:
    units = [entry.office for entry in bench.entries("Q17")]
    office = max(set(units), key=units.count)
    bar = bench.panel.bar
    bar.office.setCurrentText(office[1])
    bench.choose(next(entry for entry in bench.entries("Q17") if entry.office == office))
    bench.trigger("fix_kind")
    assert len(bench.entries("Q17")) == len(units) - units.count(office)


def test_one_click_mends_what_is_safe(bench: Bench) -> None:
    safe = bench.panel.safe_count
    texts = bench.texts("indicator")
    assert bench.panel.bar.fix_all.text() == f"一键修正 {safe} 处"
    bench.panel.bar.fix_all.click()
    bench.live.settle()
    assert bench.done[-1].startswith("一键修正了")
    assert bench.panel.safe_count < safe
    bench.session.undo()
    bench.live.settle()
    assert bench.texts("indicator") == texts
    assert bench.panel.safe_count == safe


def test_an_explanation_is_kept_shown_edited_and_taken_away(
    bench: Bench, answers: Answers, book_path: Path, qtbot: QtBot
) -> None:
    entry = bench.entries("Q20")[0]
    bench.choose(entry)
    answers.dialogs = [type_text("由上年结转资金解决 <先付>")]
    bench.trigger("explain")
    assert bench.done[-1] == f"已说明「{entry.finding.title}」"
    now = bench.panel.table.current_entry()
    assert now is not None
    assert now.key == entry.key
    assert now.explained
    assert "由上年结转资金解决 &lt;先付&gt;" in bench.panel.details.text.text()
    assert now.finding.explanation is not None
    assert now.finding.explanation.at[:10] in bench.panel.details.text.text()
    bench.close()

    again = make_bench(book_path, qtbot)
    again.live.check(asked=False)
    kept = next(e for e in again.panel.entries if e.key == entry.key)
    assert kept.finding.explanation == now.finding.explanation
    again.choose(kept)
    assert again.panel.actions_["explain"].text() == "修改说明…"
    answers.dialogs = [finds_typed("由上年结转资金解决 <先付>")]
    again.trigger("explain")
    again.trigger("withdraw")
    assert not next(e for e in again.panel.entries if e.key == entry.key).explained
    again.session.undo()
    again.live.settle()
    assert next(e for e in again.panel.entries if e.key == entry.key).explained
    again.close()


def test_several_findings_are_explained_at_once(bench: Bench, answers: Answers) -> None:
    entries = bench.entries("Q02")[:5]
    bench.choose(*entries)
    answers.dialogs = [type_text("按保密要求不填")]
    bench.trigger("explain")
    assert sum(entry.explained for entry in bench.entries("Q02")) == 5
    bench.session.undo()
    bench.live.settle()
    assert not any(entry.explained for entry in bench.entries("Q02"))


def test_a_heading_stands_for_its_group(bench: Bench) -> None:
    bench.panel.bar.grouping.setCurrentIndex(1)
    assert bench.panel.table.go_to("Q02")
    assert bench.panel.chosen() == bench.entries("Q02")


def test_what_is_ignored_leaves_the_list_and_the_counts(bench: Bench, answers: Answers) -> None:
    entry = bench.entries("Q29")[0]
    before = chip_count(bench, entry.finding.severity)
    bench.choose(entry)
    answers.dialogs = [type_text("没有服务对象")]
    bench.trigger("ignore")
    assert bench.panel.table.findings.row_of(entry.key) < 0
    assert chip_count(bench, entry.finding.severity) == before - 1
    assert bench.panel.bar.ignored.text() == "显示已忽略（1）"
    bench.panel.bar.ignored.setChecked(True)
    assert bench.panel.table.findings.row_of(entry.key) >= 0
    assert chip_count(bench, entry.finding.severity) == before - 1


def test_a_blank_reason_is_not_accepted(bench: Bench, answers: Answers) -> None:
    bench.choose(bench.entries("Q29")[0])
    answers.dialogs = [type_text("")]
    bench.trigger("ignore")
    assert bench.done == []


def test_chips_office_and_text_narrow_the_list(bench: Bench) -> None:
    bar, table = bench.panel.bar, bench.panel.table
    for severity in (Severity.EXPLAIN, Severity.NOTICE):
        bar.chips[severity].click()
    entries = [line for line in table.findings.lines if isinstance(line, FindingLine)]
    assert {entry.finding.severity for entry in entries} == {Severity.ERROR}
    bar.office.setCurrentIndex(bar.office.count() - 1)
    entries = [line for line in table.findings.lines if isinstance(line, FindingLine)]
    assert {entry.office[1] for entry in entries} <= {bar.office.currentText()}
    QTest.keyClicks(bar.search, "xyzxyz")
    QTest.keyClick(bar.search, Qt.Key.Key_Return)
    assert table.findings.lines == []
    assert bench.panel.empty.text.text() == "没有符合筛选条件的结果。"
    bench.panel.empty.clear.click()
    assert len(table.findings.lines) > len(entries)


def test_folding_keeps_the_cursor_and_the_count(bench: Bench) -> None:
    table = bench.panel.table
    table.go_to("error")
    rows = table.findings.rowCount()
    QTest.keyClick(table, Qt.Key.Key_Left)
    line = table.current_line()
    assert isinstance(line, LineHeading)
    assert line.folded
    assert table.findings.rowCount() == rows - line.count
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.findings.rowCount() == rows


def test_cursor_and_scrolling_stay_with_their_findings(bench: Bench) -> None:
    table = bench.panel.table
    table.verticalScrollBar().setValue(60)
    entry = table.findings.lines[62]
    assert isinstance(entry, FindingLine)
    table.go_to(entry.key)
    top = table.findings.line(table.indexAt(QPoint(2, 2)))
    assert top is not None
    first = next(line for line in table.findings.lines if isinstance(line, FindingLine))
    ref = first.finding.place.ref
    bench.write(ref, "按省厅安排，分三批为全县村卫生室配备设备并培训人员，年底前全部完成。")
    assert first.key not in [line.key for line in table.findings.lines]
    now = table.findings.line(table.indexAt(QPoint(2, 2)))
    assert now is not None
    assert now.key == top.key
    current = table.current_line()
    assert current is not None
    assert current.key == entry.key


def test_copied_rows_can_be_pasted_into_a_table(bench: Bench) -> None:
    entries = bench.entries("Q17")[:2]
    bench.choose(*entries)
    bench.trigger("copy")
    rows = QApplication.clipboard().text().split("\n")
    assert len(rows) == 2
    assert rows[0].split("\t")[:3] == ["需说明", "Q17", entries[0].finding.title]
    assert len({row.count("\t") for row in rows}) == 1


def test_a_read_only_book_is_shown_but_not_changed(read_only: Bench) -> None:
    entry = read_only.entries("Q17")[0]
    read_only.choose(entry)
    for name in ("fix", "fix_kind", "explain", "ignore", "withdraw"):
        action = read_only.panel.actions_[name]
        assert not action.isEnabled(), name
        assert "只读" in action.toolTip(), name
    assert not read_only.panel.bar.fix_all.isEnabled()
    assert "只读" in read_only.panel.bar.fix_all.toolTip()
    assert read_only.panel.actions_["copy"].isEnabled()


def test_a_rule_s_fault_is_told_quietly_with_its_code(bench: Bench) -> None:
    faults = (Fault("Q22", "村医补助", "ZeroDivisionError: x"),)
    bench.live.report = Report(bench.live.report.findings, faults)
    bench.live.report_changed.emit()
    assert bench.panel.fault.isVisible()
    assert bench.panel.fault.text() == "程序有误，Q22 没有审核完，其余照常。"
    assert "ZeroDivisionError" in bench.panel.fault.toolTip()
