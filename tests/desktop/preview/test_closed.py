"""A preview that is closed while its pages are laid out."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from budgetdesk.book.errors import BookError
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.preview.panel import PreviewPanel
from budgetdesk.domain.progress import Cancelled, Progress
from tests.desktop.later import Later


@pytest.mark.parametrize("error", [Cancelled(), BookError("账套正在使用。"), ValueError("fault")])
def test_what_fails_behind_a_closed_preview_touches_nothing_of_it(
    qtbot: QtBot, error: Exception
) -> None:
    def fail(_progress: Progress) -> bytes:
        raise error

    runner = Later()
    panel = PreviewPanel("表", fail, Jobs(runner=runner), "forms")
    panel.close_down()
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete.value)
    with qtbot.capture_exceptions() as faults:
        runner.wait()
        QCoreApplication.processEvents()
    told = [fault for _, fault, _ in faults]
    assert told == ([error] if isinstance(error, ValueError) else [])
