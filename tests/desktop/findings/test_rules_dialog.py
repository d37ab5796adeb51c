"""审核设置: switches, severities and limits of an office, kept as one step."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.checks.finding import Severity
from budgetdesk.checks.grading import OFFICE_SETTING
from budgetdesk.checks.rule import RULES
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.desktop.findings.grades import GradeSheet, read_limit
from budgetdesk.desktop.findings.rules_dialog import RulesDialog
from tests.desktop.conftest import Answers
from tests.desktop.findings.conftest import Bench


def stored(bench: Bench) -> object:
    return json.loads(read.setting(bench.session.book, OFFICE_SETTING) or "{}")


def test_every_rule_is_listed_once(bench: Bench, qtbot: QtBot) -> None:
    dialog = RulesDialog(None, bench.session)
    qtbot.addWidget(dialog)
    codes = sorted(rule.code for rule in RulesInForce(bench.session.form_set))
    assert sorted(rule.code for rule in dialog.model.rules) == codes


def test_what_the_office_changes_is_kept_checked_and_undone(bench: Bench, answers: Answers) -> None:
    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, RulesDialog)
        dialog.go_to("Q29")
        dialog.applied.setChecked(False)
        dialog.go_to("Q17")
        dialog.severity.setCurrentIndex(1)
        dialog.go_to("Q12")
        dialog.limits["least"].setText("８")
        return True

    answers.dialogs = [fill]
    assert bench.entries("Q29")
    before = bench.live.report
    assert RulesDialog.ask(bench.panel, bench.session)
    assert stored(bench) == {
        "Q12": {"least": 8},
        "Q17": {"severity": "error"},
        "Q29": {"on": False},
    }
    bench.live.settle()
    assert bench.entries("Q29") == []
    assert {entry.finding.severity for entry in bench.entries("Q17")} == {Severity.ERROR}
    assert len(bench.entries("Q12")) > sum(f.code == "Q12" for f in before.findings)
    bench.session.undo()
    bench.live.settle()
    assert bench.live.report == before


def test_what_is_put_back_to_the_form_set_is_not_stored(bench: Bench, answers: Answers) -> None:
    def change(dialog: QDialog) -> bool:
        assert isinstance(dialog, RulesDialog)
        dialog.go_to("Q12")
        dialog.limits["least"].setText("9")
        dialog.severity.setCurrentIndex(2)
        return True

    def put_back(dialog: QDialog) -> bool:
        assert isinstance(dialog, RulesDialog)
        dialog.go_to("Q12")
        assert dialog.limits["least"].text() == "9"
        dialog.usual.click()
        assert dialog.limits["least"].text() != "9"
        return True

    answers.dialogs = [change, put_back, lambda _dialog: True]
    assert RulesDialog.ask(bench.panel, bench.session)
    assert RulesDialog.ask(bench.panel, bench.session)
    assert stored(bench) == {}
    assert not RulesDialog.ask(bench.panel, bench.session)


def test_a_limit_that_is_no_number_is_refused(bench: Bench, qtbot: QtBot) -> None:
    dialog = RulesDialog(None, bench.session)
    qtbot.addWidget(dialog)
    dialog.go_to("Q12")
    dialog.limits["least"].setText("五")
    assert not dialog.accept_button.isEnabled()
    dialog.limits["least"].setText("6")
    assert dialog.accept_button.isEnabled()


def test_the_list_switches_by_keyboard_and_is_searched(bench: Bench, qtbot: QtBot) -> None:
    dialog = RulesDialog(None, bench.session)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.search.setText("满意度")
    codes = [rule.code for rule in dialog.model.rules]
    assert "Q28" in codes
    assert len(codes) < len(RULES) / 3
    dialog.go_to("Q28")
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert not dialog.sheet.is_on("Q28")
    assert not dialog.applied.isChecked()
    rule = RULES["Q28"]
    for text in (rule.checks, rule.why, rule.source):
        assert text in dialog.about.text()


def test_a_read_only_book_shows_its_settings_only(read_only: Bench, qtbot: QtBot) -> None:
    dialog = RulesDialog(None, read_only.session)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.accept_button.isVisible()
    assert "只读" in dialog.amiss.text()


@pytest.mark.parametrize(
    ("text", "number"), [("8", 8), (" ８ ", 8), ("0", 0), ("-1", None), ("1.5", None), ("", None)]
)
def test_limits_are_whole_numbers(text: str, number: int | None) -> None:
    assert read_limit(text) == number


def test_a_choice_that_is_the_form_set_s_own_is_no_change(bench: Bench) -> None:
    sheet = GradeSheet(bench.session.form_set, {})
    sheet.turn("Q12", on=False)
    sheet.turn("Q12", on=True)
    usual = sheet.usual("Q12").limits["least"]
    sheet.set_limit("Q12", "least", usual + 1)
    assert sheet.is_changed("Q12")
    sheet.set_limit("Q12", "least", usual)
    assert sheet.office() == {}
