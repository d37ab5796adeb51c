"""国库支付明细 in the window: asked, shown on two sides, one step."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import records
from budgetdesk.desktop.dialogs.payments import PaymentsDialog
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from budgetdesk.desktop.two_sides.models import MARK
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, trigger
from tests.without_records import without_records


@pytest.fixture
def book(window: MainWindow) -> Book:
    assert window.session is not None
    without_records(window.session.book, "monitoring")
    return window.session.book


def list_of(book: Book) -> str:
    """Two projects paid for, and one that the book has not."""
    names = [project.name for project in read.projects(book)]
    first, second = [name for name in names if names.count(name) == 1][:2]
    return (
        f"项目名称\t支付金额\t月份\n{first}\t100\t1\n{second}\t20.5\t7\n没有\t3\t2\n{first}\t9\t8\n"
    )


def asked(*, copied: bool, until: str = "2024年7月") -> Callable[[QDialog], bool]:
    def answer(dialog: QDialog) -> bool:
        assert isinstance(dialog, PaymentsDialog)
        assert "项目支出绩效自评表" in [
            dialog.kind.itemText(number) for number in range(dialog.kind.count())
        ]
        dialog.until.setText("2023年7月")
        assert not dialog.accept_button.isEnabled()
        dialog.until.setText("七个月")
        assert not dialog.accept_button.isEnabled()
        dialog.until.setText(until)
        dialog.source.setCurrentIndex(int(copied))
        dialog.kind.setCurrentIndex(dialog.kind.findData("monitoring"))
        return dialog.accept_button.isEnabled()

    return answer


def executed(book: Book) -> list[object]:
    return [one.declared["executed_fiscal"] for one in records(book, "monitoring")]


def test_a_list_is_looked_at_and_filled_in_as_one_step(
    window: MainWindow, book: Book, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, TwoSidesDialog)
        assert dialog.headline.text() == (
            "支付 4 笔，合计 132.5 元；记到 2 个项目 120.5 元，没有记到项目 12 元"
        )
        assert dialog.accept_button.text() == "填入 2 个项目"
        left = dialog.remainders.model()
        assert [left.index(row, 2).data() for row in range(left.rowCount())] == [
            "账套中没有这个项目", "支付在截止月份之后"
        ]  # fmt: skip
        role = Qt.ItemDataRole.CheckStateRole
        dialog.model.setData(dialog.model.index(1, MARK), Qt.CheckState.Unchecked, role)
        return True

    path = tmp_path / "支付.txt"
    path.write_text(list_of(book), "utf-8")
    answers.paths = [path]
    answers.dialogs = [asked(copied=False), look]
    trigger(window, "payments")
    qtbot.waitUntil(lambda: not answers.dialogs)
    assert executed(book) == [10_000]
    assert desk_of(window).notice.text.text() == "已填入 1 个项目的执行数。"
    trigger(window, "undo")
    assert executed(book) == []


def test_a_copied_list_is_taken_as_well(
    window: MainWindow, book: Book, answers: Answers, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText(list_of(book))
    answers.dialogs = [asked(copied=True), lambda dialog: True]
    trigger(window, "payments")
    qtbot.waitUntil(lambda: not answers.dialogs)
    assert executed(book) == [10_000, 2_050]


def test_what_is_no_list_is_told(window: MainWindow, book: Book, answers: Answers) -> None:
    QGuiApplication.clipboard().setText("别的文字")
    answers.dialogs = [asked(copied=True)]
    trigger(window, "payments")
    assert "没有找到列标题" in answers.told[0].sentence + answers.told[0].advice
    assert executed(book) == []


def test_who_thinks_better_of_it_writes_nothing(
    window: MainWindow, book: Book, answers: Answers
) -> None:
    answers.dialogs = [lambda dialog: False]
    trigger(window, "payments")
    answers.dialogs, answers.paths = [asked(copied=False)], [None]
    trigger(window, "payments")
    assert executed(book) == []
    assert book.undo_name == "清除"
