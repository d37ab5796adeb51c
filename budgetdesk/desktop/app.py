"""The program with its window: setting up Qt, opening, and ending in order whatever happens."""

import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSocketNotifier, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from budgetdesk.assets import resource
from budgetdesk.desktop import dividers, line_edits
from budgetdesk.desktop.faults import FaultReporter
from budgetdesk.desktop.held_letters import HeldLetters
from budgetdesk.desktop.input_methods import has_fcitx, name_input_methods, names_fcitx
from budgetdesk.desktop.key_order import KeyOrder
from budgetdesk.desktop.platforms import name_platforms, start_qt
from budgetdesk.desktop.settings import LAST_BOOK, Settings
from budgetdesk.desktop.theme import theme
from budgetdesk.desktop.typefaces import set_interface_font
from budgetdesk.desktop.window.main_window import MainWindow

_TYPING = 300  # milliseconds after the start, behind the painted window
_DESKTOPS = ("xcb", "wayland", "wayland-egl", "windows", "cocoa")  # Qt's platforms with one


def main(path: Path | None) -> int:
    """Show the window, with the book of that path or the one open the last time.

    Returns:
        The exit code: 0, or 1 when a fault of the program ended it.
    """
    application = make_application()
    settings = Settings()
    if is_shown_elsewhere(path, settings):
        return 0
    window = MainWindow(settings)
    reporter = FaultReporter(window.books)
    sys.excepthook = reporter.report
    ending = Ending(application, window.end_at_once)
    if sys.platform.startswith("linux"):  # nowhere else is there AT-SPI
        KeyOrder(application)
    if application.platformName().startswith("wayland"):
        HeldLetters(application)
    if _lacks_fcitx():
        QTimer.singleShot(_TYPING, lambda: _bridge_fcitx(application, window))
    application.commitDataRequest.connect(lambda _manager: window.prepare_for_end())
    QTimer.singleShot(0, lambda: _open_first(window, path))
    code = application.exec()
    ending.restore()
    window.books.abandon()
    leave_clipboard(application.platformName())
    return 1 if reporter.reported and code == 0 else code


def _lacks_fcitx() -> bool:
    """Whether the desktop types through fcitx and Qt has no plug-in for it."""
    plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    there = sys.platform.startswith("linux") and names_fcitx(os.environ)
    return there and not has_fcitx(Path(plugins))


def _bridge_fcitx(application: QApplication, window: MainWindow) -> None:
    """Type through fcitx all the same, where Qt's plug-in for ibus does not reach it already."""
    from budgetdesk.desktop.fcitx import (
        FcitxBridge,
        NoInputMethodError,
        is_served_by_ibus,
        open_bus,
    )

    try:
        bus = open_bus()
    except NoInputMethodError:
        window.status.tell_no_input_method()
        return
    if is_served_by_ibus(bus):
        bus.close()
    elif not FcitxBridge(application, bus).connected:
        window.status.tell_no_input_method()


def make_application() -> QApplication:
    """The application with its names, look, type and language."""
    known = QApplication.instance()
    name_input_methods(os.environ)
    name_platforms(os.environ)
    os.environ["LC_TIME"] = "zh_CN.UTF-8"  # by which Qt writes the times in its file dialog
    application = known if isinstance(known, QApplication) else start_qt()
    application.setApplicationName("budgetdesk")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("budgetdesk")
    application.setWindowIcon(QIcon(str(resource("icons", "budgetdesk.svg"))))
    _speak_chinese(application)
    set_interface_font(application)
    theme()
    line_edits.install()
    dividers.install()
    return application


def leave_clipboard(platform: str) -> None:
    """Take back what was copied where only this process has a clipboard.

    Qt holds it there beyond Python's end, and dies of freeing what Python made. Under a desktop
    it goes to the desktop's clipboard, in time.
    """
    if platform not in _DESKTOPS:
        QGuiApplication.clipboard().clear()


def _speak_chinese(application: QApplication) -> None:
    """Qt's own words (file dialogs, context menus) in Chinese, whatever the system's language."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)


def is_shown_elsewhere(path: Path | None, settings: Settings) -> bool:
    """Whether a window that has the wanted book came forward, so that no other is needed."""
    wanted = path or _last_used(settings)
    if wanted is None:
        return False
    from budgetdesk.book.lock import lock_path

    try:
        if not lock_path(wanted).exists():
            return False
    except OSError:  # it can't be reached now: a share that is gone, somebody else's folder
        return False
    from budgetdesk.desktop.one_window import is_brought_forward

    return is_brought_forward(wanted)


def _last_used(settings: Settings) -> Path | None:
    """The book that was open the last time, else the one used last."""
    from budgetdesk.desktop.window.recent_books import recent_books

    last = settings.get(LAST_BOOK)
    return Path(last) if last else next((book.path for book in recent_books(settings)), None)


def _open_first(window: MainWindow, path: Path | None) -> None:
    """Show the window with its book at once, not first without and then with it."""
    try:
        if path is None:
            window.books.reopen()
        else:
            window.books.open(path)
    finally:
        window.show()
        gc.freeze()  # what the start made lives as long as the program
        gc.enable()


class Ending(QObject):
    """Turns SIGTERM, SIGINT and SIGHUP into closing the window, so that the lock is released."""

    def __init__(self, application: QApplication, end: Callable[[], None]) -> None:
        super().__init__(application)
        self._end = end
        self._asked = False
        self._application = application
        self._before: dict[int, object] = {}
        # Python runs its signal handlers only between its own instructions, and Qt's loop has
        # none: the handler's byte on a socket wakes the loop up.
        self._line = _Pipe() if os.name == "posix" else _Sockets()
        self._wakeup = signal.set_wakeup_fd(self._line.writer)
        self._notifier = QSocketNotifier(self._line.reader, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, self._on_signal)

    def restore(self) -> None:
        """Leave the signals as they were."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal() gave
        self._line.close()

    def _drain(self) -> None:
        """In the event loop, so never in the middle of other work, unlike the handler below."""
        with suppress(BlockingIOError):
            self._line.drain()
        if self._asked:
            try:
                self._end()
            finally:  # told to end, it ends, whatever the disk refuses then
                self._application.quit()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True


class _Pipe:
    """The line from the signal's handler to the loop, by the ends' file numbers."""

    def __init__(self) -> None:
        self.reader, self.writer = os.pipe()
        os.set_blocking(self.reader, False)
        os.set_blocking(self.writer, False)

    def drain(self) -> None:
        """Read what was sent."""
        os.read(self.reader, 64)

    def close(self) -> None:
        """Give both ends back."""
        os.close(self.reader)
        os.close(self.writer)


class _Sockets:
    """The same where only sockets wake the loop: on Windows."""

    def __init__(self) -> None:
        import socket  # a hundredth of the start, which the others need not pay

        self._ends = socket.socketpair()
        for end in self._ends:
            end.setblocking(False)
        self.reader, self.writer = (end.fileno() for end in self._ends)

    def drain(self) -> None:
        """Read what was sent."""
        self._ends[0].recv(64)

    def close(self) -> None:
        """Give both ends back."""
        for end in self._ends:
            end.close()
