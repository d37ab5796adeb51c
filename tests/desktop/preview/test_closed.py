"""A preview that is closed while its pages are laid out."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from budgetdesk.book.errors import BookError
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.preview.panel import PreviewPanel
from budgetdesk.domain.progress import Cancelled, Progress


class Held:
    """Carries work out when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def start(self, work: Callable[[], None]) -> None:
        """Keep the work."""
        self.waiting.append(work)

    def wait(self) -> None:
        """Nothing is done by itself."""


@pytest.mark.parametrize("error", [Cancelled(), BookError("账套正在使用。"), ValueError("fault")])
def test_what_fails_behind_a_closed_preview_touches_nothing_of_it(
    qtbot: QtBot, error: Exception
) -> None:
    def fail(_progress: Progress) -> bytes:
        raise error

    runner = Held()
    panel = PreviewPanel("表", fail, Jobs(runner=runner), "forms")
    panel.close_down()
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete.value)
    with qtbot.capture_exceptions() as faults:
        for work in runner.waiting:
            work()
        QCoreApplication.processEvents()
    told = [fault for _, fault, _ in faults]
    assert told == ([error] if isinstance(error, ValueError) else [])
