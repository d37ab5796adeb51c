"""Importing forms as people have them: looked at on two sides, then one step."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.desktop.jobs import Job, JobState
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from budgetdesk.desktop.two_sides.models import CAME, HELD, MARK, PLACE
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.conftest import Answers
from tests.exchange.foreign.conftest import PLAIN
from tests.exchange.foreign.large_files import WRITERS

Look = Callable[[TwoSidesDialog], bool]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in [*PLAIN[:6], ["资金分配口径", "按床位分配", "", ""], *PLAIN[6:]]:
        book.active.append([cell.replace("（万元）", "") for cell in row])
    book.save(tmp_path / "食堂.xlsx")
    return tmp_path / "食堂.xlsx"


def looked_at(answers: Answers, look: Look) -> None:
    def answer(dialog: QDialog) -> bool:
        assert isinstance(dialog, TwoSidesDialog)
        return look(dialog)

    answers.dialogs.append(answer)


def names(window: MainWindow) -> list[str]:
    assert window.session is not None
    return [it.name for it in read.projects(window.session.book)]


def test_a_dropped_form_is_looked_at_and_comes_in_as_one_step(
    window: MainWindow, answers: Answers, workbook: Path, qtbot: QtBot
) -> None:
    before = names(window)

    def look(dialog: TwoSidesDialog) -> bool:
        model = dialog.model
        told = [
            [model.index(row, column).data() for column in (MARK, PLACE, CAME, HELD)]
            for row in range(model.rowCount())
        ]
        assert ["确定", "Sheet!B2", "老年食堂补助", "标签相符"] in told
        assert ["请核对", "Sheet!C4", "12.5", "没有写明金额单位，按元读入"] in told
        assert dialog.remainders.model().rowCount() == 2
        assert dialog.accept_button.text() == "导入 1 个项目"
        return True

    looked_at(answers, look)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workbook))])
    window.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    qtbot.waitUntil(lambda: names(window) != before)
    assert sorted(names(window)) == sorted([*before, "老年食堂补助"])
    assert window.session is not None
    window.session.undo()
    assert names(window) == before


def test_what_is_looked_at_and_given_up_changes_nothing(
    window: MainWindow, answers: Answers, workbook: Path, qtbot: QtBot
) -> None:
    before = names(window)
    looked_at(answers, lambda dialog: False)
    assert window.books.output is not None
    window.books.output.import_these((workbook,))
    qtbot.waitUntil(lambda: not answers.dialogs)
    assert names(window) == before


def test_a_file_that_cannot_be_read_is_told_beside_what_the_others_bring(
    window: MainWindow, answers: Answers, workbook: Path, qtbot: QtBot
) -> None:
    before = names(window)
    bad = workbook.with_name("坏.docx")
    bad.write_bytes(b"PK broken")

    def look(dialog: TwoSidesDialog) -> bool:
        assert "坏.docx" in dialog.notes.text()
        return True

    looked_at(answers, look)
    assert window.books.output is not None
    window.books.output.import_these((bad, workbook))
    qtbot.waitUntil(lambda: names(window) != before)
    assert "老年食堂补助" in names(window)


def test_budget_tables_are_looked_at_as_lines_with_what_does_not_add_up(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = [
        ["2024年一般公共预算支出预算表"],
        ["编制部门：某县财政局", "", "", "", "单位：元"],
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        *[[f"20406{number:02}", f"科目{number}", "10", "7", "4"] for number in range(1, 7)],
    ]
    table = openpyxl.Workbook()
    for row in rows:
        table.active.append(row)
    table.save(tmp_path / "预算表.xlsx")

    def look(dialog: TwoSidesDialog) -> bool:
        told = dialog.notes.text()
        assert "请核对" in told
        assert "另有" in told
        return False

    looked_at(answers, look)
    assert window.books.output is not None
    window.books.output.import_these((tmp_path / "预算表.xlsx",))
    qtbot.waitUntil(lambda: not answers.dialogs)


@pytest.mark.parametrize("name", ["表.xlsx", "表.docx", "表.pdf"])
def test_reading_a_file_is_cancelled_and_changes_nothing(
    name: str, threaded: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    before = names(threaded)
    WRITERS[name](tmp_path / name, 20)
    strip, ended = threaded.status.job, list[JobState]()

    def watch(job: Job) -> None:
        if not job.quiet:
            job.progressed.connect(strip.cancel.click)
            job.ended.connect(lambda: ended.append(job.state))

    threaded.jobs.started.connect(watch)
    assert threaded.books.output is not None
    threaded.books.output.import_these((tmp_path / name,))
    qtbot.waitUntil(lambda: JobState.CANCELLED in ended, timeout=20_000)
    assert names(threaded) == before
    assert not strip.isVisible()
