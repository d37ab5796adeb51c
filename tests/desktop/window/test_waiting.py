"""What strangers' files say is read off the main thread: it goes on, and Esc gives it up."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.read import units
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs import codes
from budgetdesk.desktop.dialogs.codes import CodesDialog
from budgetdesk.desktop.dialogs.waiting import GivenUp, WaitingDialog, waited
from budgetdesk.desktop.jobs import ImmediateRunner, Jobs
from budgetdesk.desktop.window import set_drawing, statistics
from budgetdesk.desktop.window.between_offices import comparing, downward
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.progress import Progress
from budgetdesk.exchange.downward import issued_file
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.next_year import from_files
from tests.desktop.conftest import Answers


def box() -> WaitingDialog | None:
    found = QApplication.activeModalWidget()
    return found if isinstance(found, WaitingDialog) else None


def when_shown(deed: Callable[[WaitingDialog], object]) -> None:
    """Do something with the box as soon as it stands there."""
    shown = box()
    if shown is None:
        QTimer.singleShot(20, lambda: when_shown(deed))
    else:
        deed(shown)


@pytest.fixture
def shown_boxes(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Boxes that wait for work are really shown, all others answered."""

    def run(dialog: QDialog) -> bool:
        return bool(dialog.exec()) if isinstance(dialog, WaitingDialog) else answers.run(dialog)

    monkeypatch.setattr(ask, "run", run)
    return answers


def test_the_window_goes_on_and_shows_how_far_it_is(
    threaded: MainWindow, shown_boxes: Answers
) -> None:
    go_on, seen = threading.Event(), []

    def work(progress: Progress) -> str:
        progress(3, 8)
        assert go_on.wait(20)
        return threading.current_thread().name

    def look(shown: WaitingDialog) -> None:
        seen.append((shown.told.text(), shown.bar.value(), shown.bar.maximum()))
        go_on.set()

    when_shown(look)
    assert waited(threaded, threaded.books.jobs, "读取「表.xlsx」", work) != "MainThread"
    assert seen == [("读取「表.xlsx」", 3, 8)]
    assert box() is None


def test_esc_gives_it_up_at_once(threaded: MainWindow, shown_boxes: Answers) -> None:
    stopped = threading.Event()

    def work(progress: Progress) -> None:
        try:
            while True:
                progress(0, 0)
                time.sleep(0.01)
        finally:
            stopped.set()

    when_shown(lambda shown: QTest.keyClick(shown, Qt.Key.Key_Escape))
    with pytest.raises(GivenUp):
        waited(threaded, threaded.books.jobs, "读取", work)
    assert stopped.wait(10)


@pytest.mark.parametrize("threads", [True, False])
def test_what_the_work_raises_comes_out(
    threaded: MainWindow, shown_boxes: Answers, *, threads: bool
) -> None:
    jobs = threaded.books.jobs if threads else Jobs(runner=ImmediateRunner())

    def work(_: Progress) -> None:
        raise ImportFault(Path("表.xlsx"), "读不出来")

    with pytest.raises(ImportFault, match="读不出来"):
        waited(threaded, jobs, "读取", work)
    assert waited(threaded, jobs, "读取", lambda _: 7) == 7


def _draw(window: MainWindow) -> None:
    set_drawing.draw_set(window.books)


def _see_codes(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    dialog = CodesDialog(window, window.books.jobs, session.book, Path())
    dialog.choose.click()
    dialog.deleteLater()


def _compare(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    comparing.compare_with_file(window, window.books.jobs, session.book, units(session.book)[0])


def _add_years(window: MainWindow) -> None:
    statistics._other_years(window.books)


def _take(window: MainWindow) -> None:
    downward._book_from(window.books, Path("下发.xlsx"))


def _sort_out(window: MainWindow) -> None:
    downward.take_without_book(window.books, (Path("上报.xlsx"),))


_READERS = [
    (_draw, set_drawing, "draw"),
    (_see_codes, codes, "read_sheets"),
    (_compare, comparing, "unit_compared"),
    (_add_years, statistics, "_found_in"),
    (_take, issued_file, "look_at_issue"),
    (_sort_out, from_files, "look_at_last"),
]


@pytest.mark.parametrize(("deed", "module", "reader"), _READERS, ids=[it[2] for it in _READERS])
def test_no_strangers_file_is_read_on_the_main_thread(
    threaded: MainWindow,
    shown_boxes: Answers,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    deed: Callable[[MainWindow], None],
    module: object,
    reader: str,
) -> None:
    read: list[threading.Thread] = []

    def refuse(*_: object, **__: object) -> None:
        read.append(threading.current_thread())
        raise ImportFault(Path("表.xlsx"), "读不出来")

    monkeypatch.setattr(module, reader, refuse)
    path = Path("表.xlsx")
    shown_boxes.paths = [(path,) if deed is _add_years else path]
    deed(threaded)
    qtbot.waitUntil(lambda: bool(read))
    assert read[0] is not threading.main_thread()
