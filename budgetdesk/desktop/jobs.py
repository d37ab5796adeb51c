"""Long work off the main thread: progress, remaining time, cancelling, and one way back.

All of the window's threads start here. Results, errors and progress arrive on the main thread.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool, Signal

from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.progress import Cancelled, Progress

if TYPE_CHECKING:
    from budgetdesk.book.book import Book

T = TypeVar("T")
_TELL_EVERY = 0.05  # seconds between two reports of progress
_GUESS_AFTER = 1.0  # seconds of work before a remaining time is guessed


class JobState(StrEnum):
    """How far a job is, and how it ended."""

    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Runner(Protocol):
    """What carries work out: a thread pool, or at once in tests."""

    def start(self, work: Callable[[], None]) -> None:
        """Begin the work; it may be over when this returns."""

    def wait(self) -> None:
        """Return when all work begun is over."""


class ThreadRunner:
    """Carries work out on threads of its own pool."""

    def __init__(self) -> None:
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(2)

    def start(self, work: Callable[[], None]) -> None:
        """Begin the work on a thread."""
        self._pool.start(work)

    def wait(self) -> None:
        """Block until no thread works any more."""
        self._pool.waitForDone()


class ImmediateRunner:
    """Carries work out at once, in the calling thread."""

    def start(self, work: Callable[[], None]) -> None:
        """Do the work now."""
        work()

    def wait(self) -> None:
        """Nothing is ever left."""


@immutable
class Ended(Generic[T]):
    """What came of a job: its result, or the exception it died of."""

    result: T | None
    error: Exception | None = None


class _Post(QObject):
    """Carries calls to the main thread.

    It lives as long as the application: a thread that is still inside `emit` must not see the
    object vanish because the main thread already acted on the message.
    """

    _arrived = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("post")
        self._arrived.connect(self._deliver)

    def to_main(self, call: Callable[[], None]) -> None:
        """Have `call` called on the main thread: at once from there, else when it is idle."""
        self._arrived.emit(call)

    def deliver_now(self) -> None:
        """Call what is waiting. Only on the main thread."""
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def _deliver(self, call: Callable[[], None]) -> None:
        call()


def _post() -> _Post:
    application = QCoreApplication.instance()
    if application is None:
        raise TypeError("jobs need an application, and there is none yet")
    found = application.findChild(_Post, "post")
    return found if isinstance(found, _Post) else _Post(application)


class Job(QObject):
    """One piece of work under way, seen from the main thread."""

    progressed = Signal()
    ended = Signal()

    def __init__(
        self, title: str, parent: "Jobs", *, quiet: bool, writes: bool, shows: bool = False
    ) -> None:
        super().__init__(parent)
        self._post = _post()
        self.title = title
        self.quiet = quiet
        self.writes = writes
        self.leaves_something = not (quiet or shows)
        self.state = JobState.RUNNING
        self.done = 0
        self.total = 0
        self._stop = threading.Event()
        self._begun = time.monotonic()
        self._last_told = 0.0

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether stopping was asked for."""
        return self._stop.is_set()

    def remaining_seconds(self) -> float | None:
        """How long yet, by the pace so far; None while that is anybody's guess."""
        elapsed = time.monotonic() - self._begun
        if elapsed < _GUESS_AFTER or not 0 < self.done <= self.total:
            return None
        return elapsed * (self.total - self.done) / self.done

    def carry_out(self, work: Callable[[Progress], T], over: "Callable[[Ended[T]], None]") -> None:
        """Do the work in the calling thread; `over` gets what came of it, on the main thread."""
        try:
            ended = Ended(work(self._report))
        except Exception as error:  # noqa: BLE001 - carried over to the main thread, whole
            ended = Ended(None, error)
        self._post.to_main(lambda: over(ended))

    def _report(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last_told >= _TELL_EVERY or done >= total:
            self._last_told = now
            self._post.to_main(lambda: self._take_progress(done, total))

    def _take_progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self.progressed.emit()


class Jobs(QObject):
    """The window's work in the background."""

    started = Signal(object)  # Job
    broke = Signal(object, object)  # Job, the exception that nobody else takes

    def __init__(self, parent: QObject | None = None, runner: Runner | None = None) -> None:
        super().__init__(parent)
        self._runner = runner or ThreadRunner()
        self._running: list[Job] = []

    def start(
        self,
        title: str,
        work: Callable[[Progress], T],
        then: Callable[[T], object],
        *,
        failed: Callable[[Exception], object] | None = None,
        quiet: bool = False,
        writes: bool = False,
        shows: bool = False,
    ) -> Job:
        """Do `work` off the main thread, then call `then` with its result on the main thread.

        Args:
            title: what is being done, for the bar ("导出 62 张表").
            work: called with a progress function that it must call now and then, or it cannot
                be cancelled.
            then: gets the result; not called after cancelling or an error.
            failed: gets an error of the work; without it the error goes to `broke`.
            quiet: no bar is shown (a page of the preview).
            writes: the work changes the book, so the window lets nothing be edited meanwhile.
            shows: the result is only looked at, so that closing the book asks nothing.
        """
        job = Job(title, self, quiet=quiet, writes=writes, shows=shows)
        self._running.append(job)
        self.started.emit(job)
        over = partial(self._finish, job, then, failed or partial(self.broke.emit, job))
        self._runner.start(lambda: job.carry_out(work, over))
        return job

    @property
    def running(self) -> tuple[Job, ...]:
        """The jobs that have not ended, quiet ones included."""
        return tuple(self._running)

    def stop_all(self) -> None:
        """Cancel everything and wait until it has stopped; no result is delivered afterwards."""
        for job in self.running:
            job.cancel()
        self._runner.wait()
        _post().deliver_now()

    def _finish(
        self,
        job: Job,
        then: Callable[[Any], object],
        failed: Callable[[Exception], object],
        ended: Ended[Any],
    ) -> None:
        job.state = _state_of(ended, stopping=job.stopping)
        self._running.remove(job)
        job.ended.emit()
        job.deleteLater()
        if job.state is JobState.DONE:
            then(ended.result)
        elif job.state is JobState.FAILED and ended.error is not None:
            failed(ended.error)


def on_companion(book: "Book", work: "Callable[[Book, Progress], T]") -> Callable[[Progress], T]:
    """`work` with a connection of its own to the book, for the thread it will run in.

    It ends with MisplacedBook where the book's file is no longer in its place.
    """
    from budgetdesk.book.errors import BookError, MisplacedBook

    with suppress(MisplacedBook):  # as the companion says too; only here what was done can be kept
        book.require_in_place()

    def carried(progress: Progress) -> T:
        companion = book.companion()
        try:
            return work(companion, progress)
        except BookError:
            companion.require_in_place()  # else that is why
            raise
        finally:
            companion.close()

    return carried


def _state_of(ended: Ended[Any], *, stopping: bool) -> JobState:
    if isinstance(ended.error, Cancelled) or (ended.error is None and stopping):
        return JobState.CANCELLED
    return JobState.DONE if ended.error is None else JobState.FAILED
