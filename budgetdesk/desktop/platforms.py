"""On which of Qt's platforms the window comes up, and what is said where it can on none."""

import os
import sys
from collections.abc import MutableMapping

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

_CHOSEN = "QT_QPA_PLATFORM"
_SHOWN_BY = (("wayland", "WAYLAND_DISPLAY"), ("xcb", "DISPLAY"))
STYLE = ("-style", "Fusion")
_REFUSED = 2  # the command line's code for it


def name_platforms(environment: MutableMapping[str, str], system: str = sys.platform) -> None:
    """Let Qt fall back to the screen that there is, where the desktop names a platform of its own.

    Deepin and UOS export `dxcb`, others `wayland` also for sessions under X. PySide6 lacks the
    first and cannot reach the second, and Qt then aborts the program.
    """
    chosen = environment.get(_CHOSEN)
    if chosen and system.startswith("linux"):
        there = (name for name, variable in _SHOWN_BY if environment.get(variable))
        environment[_CHOSEN] = ";".join(dict.fromkeys([*chosen.split(";"), *there]))


def start_qt() -> QApplication:
    """Qt's application.

    Where Qt reaches no screen it would abort: instead the program ends with one sentence. The style
    is named here: `setStyle` gives PySide6's QStyle, which a start goes without.
    """
    before = qInstallMessageHandler(_hear)
    try:
        return QApplication([*sys.argv[:1], *STYLE])
    finally:
        qInstallMessageHandler(before)


def _hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if sys.stderr is not None:
        print(message, file=sys.stderr)  # noqa: T201 - where Qt says it by itself
    if kind == QtMsgType.QtFatalMsg:
        _refuse()


def _refuse() -> None:
    """End here: Qt aborts as soon as this returns, and no exception gets through it."""
    if sys.stderr is not None:
        sentence = "窗口无法打开：连接不上图形界面。可改用命令行，见 budgetdesk --help。"
        print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - there is no window to say it in
    os._exit(_REFUSED)
