"""Work on an archive handed out to processes: what costs time is Python, not the server."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

from budgetdesk.archive.connecting import connected
from budgetdesk.archive.faults import ArchiveFault
from budgetdesk.domain.progress import Progress, ignore_progress

if TYPE_CHECKING:
    from psycopg import Connection

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")
Work = Callable[[Task], Outcome]
Made = Callable[["Connection[tuple[Any, ...]]", str], Work[Any, Any]]
"""Makes of a connection and its address what does one task; importable, for other processes."""

_BROKEN = "一个进程中断了；已完成的都在总库中，请重新运行，会接着做没有完成的。"

_held = ExitStack()  # what a process works with, once it began
_work: list[Work[Any, Any]] = []


def in_workers(
    url: str,
    made: Made,
    tasks: Sequence[Task],
    workers: int,
    progress: Progress = ignore_progress,
) -> list[Any]:
    """The outcomes of tasks in their order, each done by whoever is free.

    Raises:
        ArchiveFault: the server or a process broke off; what was done stands.
        Cancelled: `progress` stopped it; what was done stands.
    """
    count = min(workers, len(tasks))
    done = _alone(url, made, tasks) if count < 2 else _together(url, made, tasks, count)
    outcomes: dict[int, Any] = {}
    for number, outcome in done:
        outcomes[number] = outcome
        progress(len(outcomes), len(tasks))
    return [outcomes[number] for number in range(len(tasks))]


def _alone(url: str, made: Made, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
    with connected(url) as connection:
        work = made(connection, url)
        for number, task in enumerate(tasks):
            yield number, work(task)


def _together(url: str, made: Made, tasks: Sequence[Task], count: int) -> Iterator[tuple[int, Any]]:
    # The address goes through a pipe: a process shows it to nobody.
    pool = ProcessPoolExecutor(count, get_context("spawn"), _begin, (url, made))
    try:
        running: dict[Future[Any], int] = {}
        waiting = iter(enumerate(tasks))
        while True:
            while len(running) < 2 * count and (following := next(waiting, None)):
                running[pool.submit(_do, following[1])] = following[0]
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()
    except BrokenProcessPool as error:
        raise ArchiveFault(_BROKEN) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(url: str, made: Made) -> None:
    try:
        connection = _held.enter_context(connected(url))
        _work.append(made(connection, url))
    except ArchiveFault as fault:
        _work.append(_Refusing(str(fault)))


class _Refusing:
    """Tells with every task why a process could not begin."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def __call__(self, _: object) -> object:
        raise ArchiveFault(self._sentence)


def _do(task: object) -> object:
    return _work[0](task)
