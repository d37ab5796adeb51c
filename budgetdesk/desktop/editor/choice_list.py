"""The open list of what may stand in a cell; any other text may be typed all the same."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from budgetdesk.desktop.editor.typeface import paper_font
from budgetdesk.desktop.theme import colours
from budgetdesk.desktop.whole_rows import lay_beside, put_away

_MOST_ROWS = 10
_POINTS = 10.5
_CHOICE = Qt.ItemDataRole.UserRole  # what is typed, where more is shown


class ChoiceList(QListWidget):
    """A list below the cell. The focus stays in the cell; the form hands the keys on."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = parent
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName("可选内容")
        self.itemEntered.connect(self.setCurrentItem)
        self.itemClicked.connect(self._take)
        self.hide()

    def open_for(
        self, choices: Sequence[str], held: str, cell: QRect, shown: Sequence[str] = ()
    ) -> None:
        """Show the choices below a cell, the one it holds marked; `shown` says more of each."""
        palette = colours()
        self.setFont(paper_font(_POINTS))
        self.setStyleSheet(
            f"QListWidget {{ background: {palette.paper.name()}; color: {palette.ink.name()};"
            f" border: 1px solid {palette.accent.name()}; padding: 2px; outline: 0; }}"
            "QListWidget::item { padding: 4px 8px; }"
            f"QListWidget::item:selected {{ background: {palette.selection.name()};"
            f" color: {palette.ink.name()}; }}"
        )
        self.clear()
        self.addItems(list(shown or choices))
        for row, choice in enumerate(choices):
            self.item(row).setData(_CHOICE, choice)
        self.setCurrentRow(choices.index(held) if held in choices else 0)
        self.move_to(cell)
        self.show()
        self.raise_()

    def move_to(self, cell: QRect) -> None:
        """Follow the cell."""
        width = max(cell.width() + 1, self.sizeHintForColumn(0) + 24)
        lay_beside(self, self._view, cell, width, min(self.count(), _MOST_ROWS))

    def hide(self) -> None:
        """Take the list away."""
        put_away(self, self._view)

    def take_key(self, key: int) -> bool:
        """Act on a key while the list is open; False for a key that is none of its own."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            offset = -1 if key == Qt.Key.Key_Up else 1
            self.setCurrentRow((self.currentRow() + offset) % self.count())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(self.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _take(self, item: QListWidgetItem) -> None:
        self.hide()
        self.chosen.emit(item.data(_CHOICE))
