"""Where the window stands: as it was left, else where all of it is to be seen."""

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMainWindow

from budgetdesk.desktop.settings import WINDOW_GEOMETRY, Settings

_FIRST_SIZE = QSize(1280, 760)
_TITLE = 24  # pixels of its bar, about, until they are known
_PANELS = 64  # pixels that a desktop's panels may take of the screen's height
_FRAME_KNOWN = 100  # milliseconds until the desktop has drawn its frame around the window


class Frame(QMainWindow):
    """A window that stands where it stood the last time."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self._first_size = QSize()
        self._restore_place()

    def _restore_place(self) -> None:
        kept = self.settings.get(WINDOW_GEOMETRY)
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            room = self.screen().availableGeometry().size()
            self.resize(_FIRST_SIZE.boundedTo(room - QSize(0, _TITLE)))
            self._first_size = self.size()
            # Wayland tells nobody where its panels are, but keeps a maximised window clear of them.
            over = self._first_size.height() + _TITLE + _PANELS > room.height()
            if over and QGuiApplication.platformName().startswith("wayland"):
                self.setWindowState(Qt.WindowState.WindowMaximized)

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
