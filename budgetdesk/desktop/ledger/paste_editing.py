"""Typing into a pasted table, and what its keys do: those of every grid while a cell is open."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from budgetdesk.desktop.cells.keyboard import Act, Arrow
from budgetdesk.desktop.cells.keys import GridKeys
from budgetdesk.desktop.ledger.paste_model import RESULT, PasteModel
from budgetdesk.desktop.ledger.preview_clips import PreviewClips
from budgetdesk.desktop.ledger.table_editing import TableEditing
from budgetdesk.domain.ledger_choices import choices_for
from budgetdesk.domain.ledger_lines import AMOUNT

_MOVES = (Act.NEXT, Act.PREVIOUS, Act.ENTER, Act.GIVE_UP)
_AT_REST = (Act.EDIT, Act.ROW_DOWN, Act.COPY, Act.PASTE)


class PasteEditing(TableEditing):
    """Opens a cell of the pasted table; the model mends every cell wrong in the same way."""

    def __init__(self, view: QTableView, model: PasteModel) -> None:
        super().__init__(view)
        self._model = model

    def begin(self, *, typed_over: bool) -> bool:
        """Open the current cell; False in the column of results."""
        index = self._view.currentIndex()
        if not index.isValid() or index.column() == RESULT:
            return False
        right = self._model.meaning(index.column()).field == AMOUNT
        held = index.data(Qt.ItemDataRole.EditRole)
        self._start(held, typed_over=typed_over, right=right)
        return True

    def _write(self, text: str) -> None:
        self._model.setData(self._view.currentIndex(), text)

    def _on_text(self, text: str) -> None:
        """List what the book knows for the typed text."""
        wanted = self._model.meaning(self._view.currentIndex().column()).field
        if wanted is None or not text:
            self.list.hide()
            return
        found = choices_for(self._model.terms, self._model.like, wanted, text)
        self.list.offer(found, self.cell_rect(), marked=-1)


class PasteKeys(GridKeys):
    """Carries out the keys of a pasted table; at rest most belong to the dialog around it."""

    editing: PasteEditing

    def __init__(
        self,
        editing: PasteEditing,
        view: QTableView,
        clips: PreviewClips,
        open_meanings: Callable[[int], None],
    ) -> None:
        self._view = view
        acts = {
            Act.ROW_DOWN: lambda: open_meanings(self.column()),
            Act.COPY: clips.copy,
            Act.PASTE: clips.paste,
        }
        super().__init__(editing, acts)

    def claims_key(self, event: QKeyEvent) -> bool:
        """See `GridKeys`."""
        return self.editing.open and super().claims_key(event)

    def offers(self, act: Act) -> bool:
        """See `GridKeys`."""
        return act in (_MOVES if self.editing.open else _AT_REST)

    # How it moves

    def column(self) -> int:
        """See `GridKeys`."""
        return self._view.currentIndex().column()

    def tab(self, offset: int) -> None:
        """See `GridKeys`."""
        self._leave(0, offset)

    def enter(self, step: Arrow, column: int | None) -> None:
        """See `GridKeys`."""
        here = self.column()
        self._leave(step.value[0], 0 if column is None else column - here)

    def arrow(self, step: Arrow, *, extend: bool, edge: bool) -> bool:  # noqa: ARG002 - one cell
        """See `GridKeys`; at rest the table moves itself."""
        if not self.editing.open or step in (Arrow.LEFT, Arrow.RIGHT):
            return False
        self._leave(step.value[0], 0)
        return True

    def let_go(self) -> None:
        """See `GridKeys`; only one cell is ever chosen."""

    def _leave(self, down: int, across: int) -> None:
        self.editing.commit()
        here, model = self._view.currentIndex(), self._view.model()
        row = max(0, min(here.row() + down, model.rowCount() - 1))
        column = max(0, min(here.column() + across, model.columnCount() - 1))
        self._view.setCurrentIndex(model.index(row, column))
