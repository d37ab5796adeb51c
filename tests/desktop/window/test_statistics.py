"""审核情况统计 in the window: by what is chosen, with another year's book, as Excel."""

from pathlib import Path

import openpyxl
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.desktop.reviewing.statistics import StatisticsDialog
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.exchange.form_review.statistics import CountedBy
from budgetdesk.exchange.next_year.carrying import next_year_book
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, trigger


def test_findings_are_counted_another_year_added_and_written(
    window: MainWindow, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    assert window.session is not None
    later, target, done = tmp_path / "下年.budget", tmp_path / "统计.xlsx", []
    with Book.open(window.session.book.path, read_only=True) as book:
        next_year_book(book, later, with_once=True)

    def work(dialog: QDialog) -> bool:
        assert isinstance(dialog, StatisticsDialog)
        assert dialog.headline.text().startswith("2024 年度")
        assert {it.years for it in dialog.counts} == {(2024,)}
        answers.paths = [(later,), target]
        dialog.years_button.click()
        assert "又出现" in dialog.headline.text()
        dialog.by.setCurrentText(CountedBy.YEAR.value)
        assert {it.years for it in dialog.counts} == {(2024,), (2025,)}
        dialog.excel_button.click()
        done.append(dialog.table.model_of_lines.rowCount())
        return False

    answers.dialogs = [work]
    trigger(window, "check_statistics")
    qtbot.waitUntil(lambda: bool(done), timeout=30_000)
    assert done == [2]
    assert f"已写出「{target.name}」" in desk_of(window).notice.text.text()
    assert openpyxl.load_workbook(target).worksheets[0].max_row >= 5
