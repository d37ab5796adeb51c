"""One window a book: a second start with it brings the window forward that has it open.

The window that holds a book's lock answers on a socket named after the user and the file.
"""

import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from budgetdesk.book.lock import LockHolder, holder_of
from budgetdesk.book.process import user_name

if TYPE_CHECKING:  # loaded by the second window, and by the first when nobody waits for it
    from PySide6.QtNetwork import QLocalSocket

_HERE = b"here\n"
_PATIENCE = 300  # milliseconds for one try
_TRIES = 12  # a window that is still opening the book does not listen yet
# By which a desktop lets a program that was just started come forward: Wayland's, then X11's.
_TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
_REFUSED = 500  # milliseconds after which a window that asked to come forward should have
_LONGEST = 512  # bytes of a token


def is_brought_forward(path: Path) -> bool:
    """Whether another window of this user on this machine has the book, and now stands in front."""
    holder = holder_of(path)
    if holder is None or not holder.on_this_machine or holder.process == os.getpid():
        return False
    from PySide6.QtNetwork import QLocalSocket

    _let_come(holder)
    socket = QLocalSocket()
    for _ in range(_TRIES):
        socket.connectToServer(_address(path))
        if socket.waitForConnected(_PATIENCE):
            socket.write(_token() + b"\n")
            return socket.waitForReadyRead(_PATIENCE * _TRIES)
        socket.abort()
        QThread.msleep(_PATIENCE // 2)
    return False


class Doorbell(QObject):
    """Answers other starts for the book that this window holds."""

    def __init__(self, window: QWidget, path: Path, parent: QObject) -> None:
        """It answers as long as its parent lives; what a killed window left is removed.

        Where it cannot, a second start opens the book read-only and says who has it.
        """
        from PySide6.QtNetwork import QLocalServer

        super().__init__(parent)
        self._window = window
        address = _address(path)
        QLocalServer.removeServer(address)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(lambda: self._admit(server.nextPendingConnection()))
        server.listen(address)

    def _admit(self, caller: "QLocalSocket") -> None:
        caller.readyRead.connect(lambda: self._answer(caller))
        caller.disconnected.connect(caller.deleteLater)

    def _answer(self, caller: "QLocalSocket") -> None:
        token = bytes(caller.read(_LONGEST).data()).strip()
        if token:
            os.environ[_TOKENS[0]] = os.fsdecode(token)  # Qt's plug-in looks for it there
        come_forward(self._window)
        caller.write(_HERE)
        caller.flush()


def come_forward(window: QWidget) -> None:
    """Show a window before all others, with the dialog that waits in it."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    front = QApplication.activeModalWidget() or window
    front.raise_()
    front.activateWindow()
    QTimer.singleShot(_REFUSED, front, lambda: _ask_for_notice(front))


def _ask_for_notice(window: QWidget) -> None:
    """Where the desktop did not let it come, as Wayland's without a token, it marks the window."""
    if QApplication.activeWindow() is None:
        QApplication.alert(window)


def _address(path: Path) -> str:
    """Where the window with a book answers: in the user's own folder, on Windows a pipe's name."""
    real = os.path.normcase(os.path.realpath(path))
    mark = hashlib.sha256(os.fsencode(f"{user_name()}\n{real}")).hexdigest()[:16]
    if sys.platform == "win32":
        return f"budgetdesk-{mark}"
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
    return str(Path(folder) / f"budgetdesk-{mark}")


def _token() -> bytes:
    return next((os.fsencode(os.environ[name]) for name in _TOKENS if os.environ.get(name)), b"")


def _let_come(holder: LockHolder) -> None:
    """Windows lets only the program come forward that the one just started names."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(holder.process)
