"""The system's clipboard, handed to the one reader."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from budgetdesk.exchange.clipboard.block import Block
from budgetdesk.exchange.clipboard.reading import Clipping, read_clipboard


def clipping_of(data: QMimeData) -> Clipping:
    """What some data holds, by its text and its HTML."""
    return read_clipboard(data.text(), data.html() if data.hasHtml() else "")


def block_on_clipboard() -> Block:
    """The block of cells that lies on the clipboard; without a cell where there is none."""
    return clipping_of(QGuiApplication.clipboard().mimeData()).block.without_idle_rows()
