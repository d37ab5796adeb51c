"""Editing one cell of a grid at a time: what is the same in form, ledger and pasted table."""

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QAbstractScrollArea

from budgetdesk.book.errors import BookError
from budgetdesk.desktop.cells.held_focus import HeldFocus
from budgetdesk.desktop.cells.notice import CellNotice
from budgetdesk.desktop.theme import colours
from budgetdesk.domain.text import shorten
from budgetdesk.domain.typed import TypedError


class CellEditing(QObject):
    """Opens the current cell, writes what was typed when the cell is left, or says why not."""

    def __init__(self, editor: HeldFocus, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self.editor = editor
        self.typed_over = False  # begun by a key: arrows leave the cell instead of moving in it
        self.writing = False
        self.returned = False  # Enter led to another column, back to where Tab began
        self._before = ""
        self.notice = CellNotice(view.viewport())
        editor.left.connect(self.commit)

    @property
    def open(self) -> bool:
        """Whether a cell is being edited."""
        return self.editor.editing

    @property
    def changed(self) -> bool:
        """Whether the open cell holds another text than before."""
        return self.open and self.editor.text() != self._before

    def edit(self) -> None:
        """Open the current cell; in the open one, let arrows leave it, or move in its text."""
        if self.open:
            self.typed_over = not self.typed_over
        else:
            self.begin(typed_over=False)

    def commit(self) -> bool:
        """Write the open cell and close it; False when its text is refused and it stays open."""
        if not self.open:
            return True
        self.editor.finish_composing()
        if not self.changed:
            self.close()
            return True
        before, text = self._before, self.editor.text()
        unaware = self.returned and self.typed_over and before
        self.writing = True
        try:
            self._write(text)
        except (TypedError, BookError) as error:
            self.refuse(str(error))
            return False
        finally:
            self.writing = False
        self.close()
        self._written()
        if unaware:
            self._tell(f"“{shorten(before)}”已改为“{shorten(text)}”，Ctrl+Z 可以撤销。")
        return True

    def refuse(self, sentence: str) -> None:
        """Say beside the cell why its text is refused."""
        self.notice.show_for(sentence, self.cell_rect(), colours().error)

    # What a grid says for itself. Qt's metaclass allows no ABC here.

    def begin(self, *, typed_over: bool) -> bool:
        """Open the current cell, blank when a key types over it; False where nothing is typed."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the cell; what was typed and not written is given up."""
        raise NotImplementedError

    def cell_rect(self) -> QRect:
        """Where the cell lies in the viewport."""
        raise NotImplementedError

    def list_takes(self, key: int) -> bool:
        """Whether a list of choices is shown and acts on this key."""
        raise NotImplementedError

    def _write(self, text: str) -> None:
        """Write what was typed; TypedError or BookError says why it is refused."""
        raise NotImplementedError

    def _written(self) -> None:
        """The text is written and the cell closed."""

    def _tell(self, sentence: str) -> None:
        """Say something quietly, where the grid has a place for that."""
