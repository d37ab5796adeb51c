"""The system's clipboard, handed to the one reader."""

import time
from collections.abc import Callable

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from budgetdesk.exchange.clipboard.reading import Clipping, read_clipboard, rough_size

NO_TEXT = "剪贴板里没有可以粘贴的文字。"
_NO_ANSWER = "复制内容的程序没有响应，没有粘贴；请等它恢复后重新复制。"
_SLOW = 1.0  # seconds; who owns the clipboard answers at once, or the system gives up after some


def text_to_paste(say: Callable[[str], object]) -> QMimeData | None:
    """What lies on the clipboard, where that has a text; None where not, and `say` tells why."""
    begun = time.monotonic()
    data = QGuiApplication.clipboard().mimeData()
    if data is not None and any(flavours(data)):
        return data
    say(_NO_ANSWER if time.monotonic() - begun > _SLOW else NO_TEXT)
    return None


def clipping_of(data: QMimeData) -> Clipping:
    """What some data holds, by its text and its HTML."""
    return read_clipboard(*flavours(data))


def exceeds(data: QMimeData, cells: int) -> bool:
    """Whether some data holds clearly more than so many cells or lines, without reading it."""
    return rough_size(*flavours(data))[1] > cells


def flavours(data: QMimeData) -> tuple[str, str]:
    """The text and the HTML of some data; "" for what it lacks."""
    return data.text(), data.html() if data.hasHtml() else ""
