"""The list of steps that drops down from 撤销 and 重做."""

from PySide6.QtWidgets import QMenu

from budgetdesk.book.change import StepInfo
from budgetdesk.desktop.lettered import unlettered
from budgetdesk.desktop.session import Session
from budgetdesk.domain.text import shorten

_MOST = 20


def fill_steps(menu: QMenu, session: Session, *, undo: bool) -> None:
    """List the newest steps; choosing one takes back, or does again, all down to it."""
    menu.clear()
    steps = session.book.undo_steps(_MOST) if undo else session.book.redo_steps(_MOST)
    for count, step in enumerate(steps, start=1):
        name = unlettered(shorten(step.name, 40))
        action = menu.addAction(f"{step.at.replace('T', ' ')[11:16]}　{name}")
        action.triggered.connect(
            lambda _=False, count=count, step=step: _go(session, step, count, undo=undo)
        )
    if not steps:
        menu.addAction("没有可以撤销的操作" if undo else "没有可以重做的操作").setEnabled(False)


def _go(session: Session, step: StepInfo, count: int, *, undo: bool) -> None:
    if undo:
        session.undo_to(step.step_id)
        return
    for _ in range(count):
        if session.redo() is None:
            return
