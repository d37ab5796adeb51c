"""The list below a cell of what may stand in it. The focus stays in the cell."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QWidget

from budgetdesk.desktop.theme import colours
from budgetdesk.desktop.whole_rows import lay_beside, put_away
from budgetdesk.domain.ledger_choices import Choice

_MOST_ROWS = 10
_LEAST_WIDTH = 24  # characters


class Suggestions(QListView):
    """Shows choices and hands on the one that is taken."""

    taken = Signal(str)  # the text to type

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = parent
        self._choices: Sequence[Choice] = ()
        self._texts = QStringListModel(self)
        self.setModel(self._texts)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName("可选内容")
        self.entered.connect(self.setCurrentIndex)
        self.clicked.connect(lambda index: self._take(index.row()))
        self.hide()

    def offer(self, choices: Sequence[Choice], cell: QRect, *, marked: int) -> None:
        """Show choices below a cell, one of them marked (-1: none); hide where there are none."""
        self._choices = choices
        if not choices:
            self.hide()
            return
        palette = colours()
        self.setStyleSheet(
            f"QListView {{ background: {palette.paper.name()}; color: {palette.ink.name()};"
            f" border: 1px solid {palette.accent.name()}; padding: 2px; outline: 0; }}"
            "QListView::item { padding: 4px 8px; }"
            f"QListView::item:hover, QListView::item:selected {{ color: {palette.ink.name()};"
            f" background: {palette.selection.name()}; }}"
        )
        self._texts.setStringList([choice.shown for choice in choices])
        self.move_to(cell)
        self.show()
        self._mark(marked)
        self.raise_()

    def take_key(self, key: int) -> bool:
        """Act on a key while the list is shown; False for a key that is none of its own."""
        if not self.isVisible():
            return False
        here = self.currentIndex().row()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            offset = -1 if key == Qt.Key.Key_Up else 1
            self._mark((max(here, 0 if offset < 0 else -1) + offset) % len(self._choices))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and here >= 0:
            self._take(here)
        return False  # the table goes on to the next cell

    def _mark(self, row: int) -> None:
        index = self._texts.index(row)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _take(self, row: int) -> None:
        self.hide()
        self.taken.emit(self._choices[row].typed)

    def move_to(self, cell: QRect) -> None:
        """Follow the cell."""
        metrics = self.fontMetrics()
        longest = max(metrics.horizontalAdvance(choice.shown) for choice in self._choices)
        least = metrics.horizontalAdvance("永") * _LEAST_WIDTH
        width = max(cell.width(), min(longest + 44, 2 * least))
        lay_beside(self, self._view, cell, width, min(len(self._choices), _MOST_ROWS))

    def hide(self) -> None:
        """Take the list away."""
        put_away(self, self._view)
