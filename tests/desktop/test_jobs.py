"""Work in the background: real threads, and at once."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.jobs import ImmediateRunner, Job, Jobs, JobState
from budgetdesk.domain.progress import Progress


def test_the_result_arrives_on_the_main_thread(qtbot: QtBot) -> None:
    jobs = Jobs()
    seen: list[object] = []

    def work(progress: Progress) -> int:
        seen.append(threading.current_thread())
        progress(1, 1)
        return 42

    def then(result: int) -> None:
        seen.extend([result, threading.current_thread()])

    jobs.start("算", work, then)
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen[0] is not threading.main_thread()
    assert seen[1:] == [42, threading.main_thread()]
    assert jobs.running == ()


def test_an_error_arrives_whole_on_the_main_thread(qtbot: QtBot) -> None:
    jobs = Jobs()
    errors: list[tuple[Exception, object]] = []

    def work(progress: Progress) -> None:
        raise OSError("磁盘已满")

    jobs.start(
        "写",
        work,
        lambda _: errors.append((AssertionError(), None)),
        failed=lambda error: errors.append((error, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(errors))
    error, thread = errors[0]
    assert isinstance(error, OSError)
    assert str(error) == "磁盘已满"
    assert thread is threading.main_thread()


def test_an_error_that_nobody_takes_is_told_of(qtbot: QtBot) -> None:
    jobs = Jobs(runner=ImmediateRunner())
    broken: list[Exception] = []
    jobs.broke.connect(lambda _job, error: broken.append(error))

    def work(progress: Progress) -> None:
        raise ValueError("x")

    jobs.start("坏", work, lambda _: None)
    assert [type(error) for error in broken] == [ValueError]


def test_cancelling_stops_the_work_and_delivers_nothing(qtbot: QtBot) -> None:
    jobs = Jobs()
    begun = threading.Event()
    delivered: list[object] = []

    def work(progress: Progress) -> None:
        for step in range(100_000_000):
            progress(step, 100_000_000)
            begun.set()

    job = jobs.start("长", work, delivered.append)
    assert begun.wait(5)
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert job.state is JobState.CANCELLED
    assert delivered == []
    assert jobs.running == ()


def test_cancelling_work_that_is_just_done_delivers_nothing(qtbot: QtBot) -> None:
    jobs = Jobs()
    delivered: list[int] = []
    go_on = threading.Event()

    def work(progress: Progress) -> int:
        go_on.wait(5)
        return 1

    job = jobs.start("短", work, delivered.append)
    job.cancel()
    with qtbot.waitSignal(job.ended):
        go_on.set()
    assert delivered == []


def test_progress_is_told_and_ends_at_the_whole(qtbot: QtBot) -> None:
    jobs = Jobs(runner=ImmediateRunner())
    steps: list[tuple[int, int]] = []
    jobs.started.connect(lambda job: job.progressed.connect(lambda: steps.append((job.done, 3))))

    def work(progress: Progress) -> None:
        for done in range(4):
            progress(done, 3)

    jobs.start("数", work, lambda _: None)
    assert steps[-1] == (3, 3)


def test_stopping_everything_waits_and_delivers_nothing(qtbot: QtBot) -> None:
    jobs = Jobs()
    delivered: list[object] = []

    def work(progress: Progress) -> None:
        while True:
            progress(0, 1)

    for _ in range(3):
        jobs.start("停", work, delivered.append)
    jobs.stop_all()
    assert jobs.running == ()
    assert delivered == []


def test_remaining_time_is_guessed_from_the_pace(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("budgetdesk.desktop.jobs.time.monotonic", lambda: now[0])
    jobs = Jobs()
    job = Job("长", jobs, quiet=False, writes=False)
    assert job.remaining_seconds() is None
    now[0] += 10
    job._take_progress(25, 100)
    assert job.remaining_seconds() == pytest.approx(30)
