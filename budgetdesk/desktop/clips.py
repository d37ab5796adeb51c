"""The system's clipboard, handed to the one reader."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from budgetdesk.exchange.clipboard.block import Block
from budgetdesk.exchange.clipboard.reading import Clipping, read_clipboard, rough_size


def clipping_of(data: QMimeData) -> Clipping:
    """What some data holds, by its text and its HTML."""
    return read_clipboard(*_flavours(data))


def exceeds(data: QMimeData, cells: int) -> bool:
    """Whether some data holds clearly more than so many cells or lines, without reading it."""
    return rough_size(*_flavours(data))[1] > cells


def block_on_clipboard() -> Block:
    """The block of cells that lies on the clipboard; without a cell where there is none."""
    return clipping_of(QGuiApplication.clipboard().mimeData()).block.without_idle_rows()


def _flavours(data: QMimeData) -> tuple[str, str]:
    return data.text(), data.html() if data.hasHtml() else ""
