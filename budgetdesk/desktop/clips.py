"""The system's clipboard, handed to the one reader."""

from PySide6.QtCore import QMimeData

from budgetdesk.exchange.clipboard.reading import Clipping, read_clipboard, rough_size


def clipping_of(data: QMimeData) -> Clipping:
    """What some data holds, by its text and its HTML."""
    return read_clipboard(*flavours(data))


def exceeds(data: QMimeData, cells: int) -> bool:
    """Whether some data holds clearly more than so many cells or lines, without reading it."""
    return rough_size(*flavours(data))[1] > cells


def flavours(data: QMimeData) -> tuple[str, str]:
    """The text and the HTML of some data; "" for what it lacks."""
    return data.text(), data.html() if data.hasHtml() else ""
