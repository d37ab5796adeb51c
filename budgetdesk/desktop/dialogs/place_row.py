"""Where something will be written, and the button that puts it elsewhere."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from budgetdesk.desktop.dialogs.frame import Dialog


class PlaceRow(QWidget):
    """A file or folder, to be read and copied; `choose` asks for another one from it on."""

    changed = Signal()  # another one was chosen

    def __init__(self, parent: QWidget, path: Path, choose: Callable[[Path], Path | None]) -> None:
        super().__init__(parent)
        self.path = path
        self.chosen: Path | None = None  # the one that was asked for instead, if any
        self._choose = choose
        self._words = QLabel(str(path), self)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.elsewhere = QPushButton("更改…", self)
        self.elsewhere.clicked.connect(self._change)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.elsewhere, 0, Qt.AlignmentFlag.AlignTop)

    def show_path(self, path: Path) -> None:
        """Have another path."""
        self.path = path
        self._words.setText(str(path))

    def _change(self) -> None:
        chosen = self._choose(self.path)
        if chosen is not None:
            self.chosen = chosen
            self.show_path(chosen)
            self.changed.emit()
            dialog = self.window()
            if isinstance(dialog, Dialog):
                dialog.go_on()  # Enter here would ask for another one
