"""Pasting thousands of lines: off the main thread, one step, to be cancelled; too much is told."""

import time

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.desktop import ask
from budgetdesk.desktop.jobs import Job
from budgetdesk.desktop.ledger.paste_dialog import PasteDialog
from budgetdesk.domain.ledger_columns import LedgerField as F
from tests.desktop.ledger.conftest import LedgerDesk

V = Qt.Key.Key_V
_WAIT = 60_000  # milliseconds; the machine may be busy


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[PasteDialog]:
    """The dialogs that were shown; each is accepted."""
    shown: list[PasteDialog] = []

    def run(dialog: QDialog) -> bool:
        assert isinstance(dialog, PasteDialog)
        shown.append(dialog)
        return True

    monkeypatch.setattr(ask, "run", run)
    return shown


def _clip(desk: LedgerDesk, rows: int) -> None:
    unit = desk.lines[0].unit.name
    row = f"{unit}\t2100408\t甲\t1\n"
    desk.clip("单位\t科目编码\t项目名称\t金额（元）\n" + row * rows)


def test_thousands_of_lines_come_as_one_step_while_the_window_is_used(
    desk: LedgerDesk, looks: list[PasteDialog], qtbot: QtBot
) -> None:
    jobs, before = desk.pane.work.jobs, desk.lines
    titles: list[str] = []
    jobs.started.connect(lambda job: titles.append(job.title))
    desk.at(len(before), F.UNIT)
    _clip(desk, 2_500)
    desk.ctrl(V)
    assert jobs.running  # it only began
    desk.at(0, F.PROJECT)
    assert desk.place == (0, F.PROJECT)
    qtbot.waitUntil(lambda: not jobs.running and bool(looks), timeout=_WAIT)
    qtbot.waitUntil(lambda: len(desk.lines) == len(before) + 2_500, timeout=_WAIT)
    qtbot.waitUntil(lambda: desk.said[-1:] == ["已录入 2500 行。"], timeout=_WAIT)
    assert titles == ["读取剪贴板", "识别粘贴的表", "粘贴 2500 行预算明细"]
    assert {line.amount for line in desk.lines[len(before) :]} == {100}
    desk.session.undo()
    assert desk.lines == before


@pytest.mark.parametrize("title", ["读取剪贴板", "识别粘贴的表", "粘贴 2500 行预算明细"])
def test_a_large_paste_that_is_cancelled_leaves_nothing(
    desk: LedgerDesk, looks: list[PasteDialog], qtbot: QtBot, title: str
) -> None:
    jobs, before = desk.pane.work.jobs, desk.lines
    steps = desk.book.undo_steps(1)

    def cancel(job: Job) -> None:
        if job.title == title:
            job.cancel()

    jobs.started.connect(cancel)
    desk.at(len(before), F.UNIT)
    _clip(desk, 2_500)
    desk.ctrl(V)
    qtbot.waitUntil(lambda: desk.said[-1:] == [f"{title}已取消，没有粘贴。"], timeout=_WAIT)
    assert not jobs.running
    assert desk.lines == before
    assert desk.book.undo_steps(1) == steps
    assert len(looks) == (title.startswith("粘贴"))
    jobs.started.disconnect(cancel)
    desk.clip("1")  # and another paste works
    desk.at(0, F.AMOUNT)
    desk.ctrl(V)
    assert desk.lines[0].amount == 100


@pytest.mark.parametrize("rows", [50_001, 400_000])
def test_more_lines_than_any_book_has_are_told_at_once(
    desk: LedgerDesk, looks: list[PasteDialog], rows: int
) -> None:
    before = desk.lines
    desk.at(0, F.AMOUNT)
    desk.clip("1\n" * rows)
    begun = time.monotonic()
    desk.ctrl(V)
    assert time.monotonic() - begun < 5
    assert "一次最多粘贴 50,000 行" in desk.said[-1]
    assert not desk.pane.work.jobs.running
    assert not looks
    assert desk.lines == before


def test_a_grid_that_is_closed_takes_no_paste_any_more(
    desk: LedgerDesk, looks: list[PasteDialog], qtbot: QtBot
) -> None:
    jobs, before = desk.pane.work.jobs, desk.lines
    desk.at(len(before), F.UNIT)
    _clip(desk, 2_500)
    desk.ctrl(V)
    desk.pane.table.commands.pasting.stop()
    qtbot.waitUntil(lambda: not jobs.running, timeout=_WAIT)
    assert not looks
    assert desk.lines == before


@pytest.mark.parametrize(
    "html",
    ["", "<table>" + f"<tr>{'<td colspan=1000>1</td>' * 20}</tr>" * 3 + "</table>"],
    ids=["text", "merged"],
)
def test_what_is_wider_than_any_table_is_told(
    desk: LedgerDesk, looks: list[PasteDialog], qtbot: QtBot, html: str
) -> None:
    before = desk.lines
    data = QMimeData()
    data.setText("" if html else "1\t" * 100_000)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    desk.at(0, F.UNIT)
    desk.ctrl(V)
    qtbot.waitUntil(lambda: bool(desk.said), timeout=_WAIT)
    assert "列，不是明细表，没有粘贴。" in desk.said[-1]
    assert desk.lines == before
    assert not looks


def test_a_clipboard_without_a_text_is_told(desk: LedgerDesk) -> None:
    desk.at(0, F.AMOUNT)
    before = desk.lines
    desk.clip("")
    desk.press(V, Qt.KeyboardModifier.ControlModifier)
    assert desk.said[-1] == "剪贴板里没有可以粘贴的文字。"
    assert desk.lines == before
