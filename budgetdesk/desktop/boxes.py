"""Lists to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox


def fill_box(box: QComboBox, items: Sequence[tuple[str, object]], chosen: object = None) -> None:
    """Give a list other items, each a text with its data, without telling anybody.

    What was chosen stays chosen, or what has the data `chosen`; where it is gone, the first is.
    """
    wanted = box.currentData() if chosen is None else chosen
    with QSignalBlocker(box):
        box.clear()
        for text, data in items:
            box.addItem(text, data)
        box.setCurrentIndex(max(box.findData(wanted), 0) if items else -1)
