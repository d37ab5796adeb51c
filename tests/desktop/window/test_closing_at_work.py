"""Work that the user began does not end in silence because the book is closed."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from budgetdesk.desktop import ask
from budgetdesk.desktop.ask import Telling
from budgetdesk.desktop.jobs import Job, JobState
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.progress import Progress
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import trigger

Begin = Callable[..., Job]


@pytest.fixture
def go_on() -> threading.Event:
    return threading.Event()


@pytest.fixture
def begin(threaded: MainWindow, go_on: threading.Event) -> Iterator[Begin]:
    """Begins work that lasts until `go_on` is set, or until it is stopped."""

    def work(progress: Progress) -> str:
        while not go_on.wait(0.01):
            progress(0, 0)
        return "written"

    def start(*, quiet: bool = False, writes: bool = False, shows: bool = False) -> Job:
        return threaded.jobs.start(
            "导出 62 张表", work, lambda _: None, quiet=quiet, writes=writes, shows=shows
        )

    yield start
    go_on.set()


WAYS = ["close_book", "close", "another"]


def leave(window: MainWindow, way: str) -> None:
    if way == "close_book":
        trigger(window, "close_book")
    elif way == "close":
        window.close()
    else:
        assert window.session is not None
        window.books.open(window.session.book.path)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("writes", [False, True])
def test_closing_asks_first_and_the_harmless_answer_lets_it_go_on(
    threaded: MainWindow, begin: Begin, go_on: threading.Event, answers: Answers, qtbot: QtBot,
    way: str, writes: bool,
) -> None:  # fmt: skip
    job = begin(writes=writes)
    states: list[JobState] = []
    job.ended.connect(lambda: states.append(job.state))
    session = threaded.session
    leave(threaded, way)
    assert [it.sentence for it in answers.told] == ["导出 62 张表还没有完成。"]
    assert threaded.session is session
    go_on.set()
    qtbot.waitUntil(lambda: bool(states))
    assert states == [JobState.DONE]


@pytest.mark.parametrize("way", WAYS)
def test_who_wants_it_stopped_is_not_kept(
    threaded: MainWindow, begin: Begin, answers: Answers, way: str
) -> None:
    begin()
    session = threaded.session
    answers.choices.append("停止并关闭")
    leave(threaded, way)
    assert threaded.session is not session
    assert not threaded.jobs.running


@pytest.mark.parametrize("kind", ["quiet", "shows"])
def test_what_is_only_looked_at_asks_nothing(
    threaded: MainWindow, begin: Begin, answers: Answers, kind: str
) -> None:
    begin(**{kind: True})
    trigger(threaded, "close_book")
    assert threaded.session is None
    assert answers.told == []


def test_work_that_ends_meanwhile_needs_no_answer(
    threaded: MainWindow, begin: Begin, go_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = begin()

    def wait(_parent: object, _telling: Telling, buttons: tuple[str, ...]) -> str:
        loop = QEventLoop()
        job.ended.connect(loop.quit)
        QTimer.singleShot(0, go_on.set)
        loop.exec()
        return buttons[-1]

    monkeypatch.setattr(ask, "tell", wait)
    trigger(threaded, "close_book")
    assert threaded.session is None


def test_the_end_of_the_session_asks_nothing(
    threaded: MainWindow, begin: Begin, answers: Answers
) -> None:
    begin()
    threaded.prepare_for_end()
    threaded.close()
    assert threaded.session is None
    assert answers.told == []
