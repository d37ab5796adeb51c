"""The line editor over a table's current cell, with the list of what may be chosen there."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QTableView

from budgetdesk.desktop.cells.editing import CellEditing
from budgetdesk.desktop.ledger.cell_line import CellLine
from budgetdesk.desktop.ledger.suggestions import Suggestions


class TableEditing(CellEditing):
    """What typing into the ledger and into a pasted table have in common."""

    editor: CellLine

    def __init__(self, view: QTableView) -> None:
        super().__init__(CellLine(view.viewport()), view)
        self._view = view
        self.list = Suggestions(view.viewport())
        self.editor.textEdited.connect(self._on_text)
        self.list.taken.connect(self._take)
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            bar.valueChanged.connect(self._follow)

    def place(self) -> None:
        """Lay the editor over the current cell."""
        rect = self.cell_rect()
        if rect.isValid():
            self.editor.setGeometry(rect)
            self._follow()

    def _follow(self) -> None:
        """The list of choices stays beside the cell."""
        if self.list.isVisible():
            self.list.move_to(self.cell_rect())

    def cell_rect(self) -> QRect:
        """Where the current cell lies in the viewport."""
        return self._view.visualRect(self._view.currentIndex())

    def close(self) -> None:
        """Close the cell; what was typed and not written is given up."""
        self.editor.rest()
        self.hide_slips()
        self.place()

    def hide_slips(self) -> None:
        """Take list and sentence away."""
        self.list.hide()
        self.notice.hide()

    def list_takes(self, key: int) -> bool:
        """Whether the list of choices is shown and acts on this key."""
        return self.open and self.list.take_key(key)

    def _start(self, held: str, *, typed_over: bool, right: bool) -> None:
        self._view.scrollTo(self._view.currentIndex())
        self.place()
        self._before = held
        self.typed_over = typed_over
        self.editor.start("" if typed_over else held, typed_over=typed_over, right=right)

    def _on_text(self, text: str) -> None:
        """Something was typed: offer what suits it."""
        raise NotImplementedError

    def _take(self, text: str) -> None:
        self.editor.setText(text)
        self.commit()
