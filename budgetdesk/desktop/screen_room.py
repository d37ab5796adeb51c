"""How large a window may be."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

_FRAME = QSize(16, 56)  # what a window system lays around a window


def screen_room() -> QSize:
    """What the screen has for a window, without its frame."""
    return QGuiApplication.primaryScreen().availableSize() - _FRAME
