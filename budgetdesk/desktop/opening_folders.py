"""Folders, opened by the desktop's own program for them."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import which

from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from budgetdesk.desktop.file_urls import url_of

_LOOK_EVERY = 100  # milliseconds
_LOOKS = 100  # what runs on for so many of them has opened
_left_open: list[subprocess.Popen[bytes]] = []  # programs that run on beside ours


def open_folder(folder: Path, tell_failed: Callable[[], object]) -> None:
    """Have a folder opened; `tell_failed` is called, at once or a little later, where nothing can.

    Linux has a program that looks for one that can. Qt calls it too, and takes its start for
    success; only how it ends tells that a desktop has no file manager.
    """
    opener = which("xdg-open") if sys.platform == "linux" else None
    if opener is None:
        if not QDesktopServices.openUrl(url_of(folder)):
            tell_failed()
        return
    _left_open[:] = [it for it in _left_open if it.poll() is None]
    url = url_of(folder).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    try:
        process = subprocess.Popen(  # noqa: S603 - the desktop's own program, no shell
            [opener, url],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # what it opens stays when our window goes
        )
    except OSError:
        tell_failed()
        return
    _Watch(process, tell_failed).start(_LOOK_EVERY)


class _Watch(QTimer):
    """Looks for some seconds whether a program gives up."""

    def __init__(self, process: subprocess.Popen[bytes], tell_failed: Callable[[], object]) -> None:
        super().__init__(QCoreApplication.instance())
        self._process, self._tell_failed = process, tell_failed
        self._left = _LOOKS
        self.timeout.connect(self._look)

    def _look(self) -> None:
        self._left -= 1
        ended = self._process.poll()
        if ended is None and self._left:
            return
        self.stop()
        self.deleteLater()
        if ended is None:
            _left_open.append(self._process)
        elif ended:
            self._tell_failed()
