"""Work that a box waits for: how far it is, and Esc to give it up."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import framed
from budgetdesk.desktop.jobs import Ended, Job, Jobs, JobState
from budgetdesk.domain.progress import Progress

T = TypeVar("T")
_SHOWN_AFTER = 300  # milliseconds: most files are read by then
_CHARACTERS = 24


class GivenUp(Exception):  # noqa: N818 - no error
    """The user thought better of it."""


class WaitingDialog(QDialog):
    """Over the window that asked: the title of a job, how far it is, and the way to stop it."""

    manual_page = "trouble"

    def __init__(self, parent: QWidget, job: Job) -> None:
        super().__init__(parent)
        self._job = job
        self.setWindowTitle("请稍候")
        self.told = QLabel(job.title, self)
        self.told.setWordWrap(True)
        self.told.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * _CHARACTERS)
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName(job.title)
        self.bar.setTextVisible(False)
        self.stop = QPushButton("取消", self)
        self.stop.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stop)
        layout = framed(self)
        layout.addWidget(self.told)
        layout.addWidget(self.bar)
        layout.addLayout(row)
        job.progressed.connect(self._show_progress)
        job.ended.connect(self.accept)
        self._show_progress()

    def reject(self) -> None:
        """Esc and the button: what is read is let go of, nothing was written."""
        self._job.cancel()
        super().reject()

    def _show_progress(self) -> None:
        self.bar.setRange(0, self._job.total)
        self.bar.setValue(self._job.done)


def waited(parent: QWidget, jobs: Jobs, title: str, work: Callable[[Progress], T]) -> T:
    """The result of work that only reads, done off the main thread while nothing else is done here.

    Raises:
        GivenUp: Esc was pressed before it was there.
        Exception: whatever the work raises.
    """
    came: list[Ended[T]] = []
    job = jobs.start(
        title,
        work,
        lambda result: came.append(Ended(result)),
        failed=lambda error: came.append(Ended(None, error)),
        quiet=True,
    )
    if job.state is JobState.RUNNING:
        _wait(parent, job)
    if not came:
        raise GivenUp
    if came[0].error is not None:
        raise came[0].error
    return came[0].result  # type: ignore[return-value]  # a result may be None


def _wait(parent: QWidget, job: Job) -> None:
    """Keep keys and clicks back for a moment, then show the box over them."""
    loop = QEventLoop()
    job.ended.connect(loop.quit)
    QTimer.singleShot(_SHOWN_AFTER, loop, loop.quit)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if job.state is JobState.RUNNING:
        box = WaitingDialog(QApplication.activeModalWidget() or parent, job)
        ask.run(box)
