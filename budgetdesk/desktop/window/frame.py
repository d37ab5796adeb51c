"""The window's frame: what its menus, deeds and dialogs know of it, whichever book is open."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QStyle

from budgetdesk.desktop import ask
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.settings import WINDOW_GEOMETRY, Settings
from budgetdesk.desktop.window.commands import Actions
from budgetdesk.desktop.window.status_line import StatusLine

if TYPE_CHECKING:  # loaded with the first book
    from budgetdesk.desktop.findings.review import Review
    from budgetdesk.desktop.session import Session
    from budgetdesk.desktop.window.desk import Desk
    from budgetdesk.desktop.window.output_commands import OutputCommands
    from budgetdesk.desktop.window.viewed import Viewed

_FIRST_SIZE = QSize(1280, 760)
_FRAME_KNOWN = 100  # milliseconds until the desktop has drawn its frame around the window


class Frame(QMainWindow):
    """A window that may have a book open."""

    def __init__(self, settings: Settings, jobs: Jobs | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.jobs = jobs or Jobs(self)
        self.session: Session | None = None
        self.desk: Desk | None = None
        self.output: OutputCommands | None = None
        self.commands = Actions(self)
        self.status = StatusLine(self)
        self._stack = QStackedWidget(self)
        self.setCentralWidget(self._stack)
        self.setStatusBar(self.status)
        self._first_size = QSize()
        self._restore_place()

    # Which book is open

    @property
    def review(self) -> "Review | None":
        """审核 of the open book."""
        raise NotImplementedError

    def open_book(
        self, path: Path, *, take_over: bool = False, viewed: "Viewed | None" = None
    ) -> bool:
        """Open a book in place of the one that is open; False when that is refused or fails."""
        raise NotImplementedError

    def close_book(self) -> bool:
        """Close the open book with everything written; False when the user wants to stay."""
        raise NotImplementedError

    def let_go(self) -> None:
        """Close the book with nothing asked and no copy kept: what follows sees to that."""
        raise NotImplementedError

    def path_to_reopen(self) -> str:
        """The book that is open, the one behind a copy that is looked at; "" without one."""
        raise NotImplementedError

    # The frame itself

    def zoom(self, change: int) -> None:
        """Zoom what is in front by so many percent; 0 is its true size."""
        if self.desk is None:
            return
        preview = self.desk.tabs.current_preview()
        if preview is not None:
            preview.view.zoom_by(change // 10) if change else preview.view.set_zoom(1.0)
            return
        percent = self.desk.tabs.zoom_percent + change if change else 100
        self.desk.tabs.set_zoom(percent)

    def show_keys(self) -> None:
        """What the keyboard does."""
        from budgetdesk.desktop.dialogs.about import KeysDialog

        ask.run(KeysDialog(self))

    def show_about(self) -> None:
        """Which program this is."""
        from budgetdesk.desktop.dialogs.about import AboutDialog

        ask.run(AboutDialog(self))

    def _restore_place(self) -> None:
        kept = self.settings.get(WINDOW_GEOMETRY)
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            room = self.screen().availableGeometry().size()
            title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
            self.resize(_FIRST_SIZE.boundedTo(room - QSize(0, title)))
            self._first_size = self.size()

    def showEvent(self, event: QShowEvent) -> None:
        """A size that nobody chose is fitted once the desktop's frame is known."""
        super().showEvent(event)
        if self.size() == self._first_size:
            QTimer.singleShot(_FRAME_KNOWN, self, self._fit)

    def _fit(self) -> None:
        """Have the desktop's frame around the window lie on the screen, status line and all."""
        room, frame = self.screen().availableGeometry(), self.frameGeometry()
        if self.size() != self._first_size or room.contains(frame):
            return
        size = frame.size().boundedTo(room.size())
        self.resize(self.size() - (frame.size() - size))
        self.move(
            min(max(frame.x(), room.x()), room.x() + room.width() - size.width()),
            min(max(frame.y(), room.y()), room.y() + room.height() - size.height()),
        )
