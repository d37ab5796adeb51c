"""Editing one cell at a time: opening, growing, writing, giving up."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication

from budgetdesk.book.errors import BookError
from budgetdesk.desktop.editor.cell_editor import CellEditor
from budgetdesk.desktop.editor.choice_list import ChoiceList
from budgetdesk.desktop.editor.notice import CellNotice
from budgetdesk.desktop.editor.painting import FRAME
from budgetdesk.desktop.editor.sheet_view import SheetView
from budgetdesk.desktop.theme import colours
from budgetdesk.domain.fields import Kind, field_of
from budgetdesk.domain.typed import TypedError
from budgetdesk.forms.sheet import Cell

_ONE_LINE = (Kind.LINE, Kind.CHOICE, Kind.MONEY, Kind.MONEY_WAN, Kind.COUNT, Kind.TARGET)
Write = Callable[[Cell, str], None]


class CellEditing(QObject):
    """The cell editor of one form and what belongs to it: the list of choices, the refusal."""

    started = Signal()
    ended = Signal()
    written = Signal()  # the text is in the book, the editor closed

    def __init__(self, view: SheetView, editor: CellEditor, write: Write) -> None:
        super().__init__(view)
        self._view = view
        self._write = write
        self.editor = editor
        self.cell: Cell | None = None
        self.typed_over = False  # begun by a key: arrows leave the cell instead of moving in it
        self.writing = False
        self._original = ""
        self._dressed_at = 0.0  # the zoom that the editor's look was made for
        self.notice = CellNotice(view.viewport())
        self.choices = ChoiceList(view.viewport())
        editor.height_changed.connect(self._grow)
        editor.caret_moved.connect(self._follow_caret)
        editor.textChanged.connect(self._text_changed)

    @property
    def open(self) -> bool:
        """Whether a cell is being edited."""
        return self.cell is not None

    @property
    def changed(self) -> bool:
        """Whether the open editor's text differs from what the cell held."""
        return self.cell is not None and self.editor.text != self._original

    def start(
        self, cell: Cell, held: str, *, typed_over: bool, point: QPoint | None = None
    ) -> None:
        """Open the editor on a cell that holds a text; a key that typed over it starts blank.

        The caret stands nearest to a point of the viewport, without one at the text's end.
        """
        self.typed_over = typed_over
        self._original = held
        kind = field_of(cell.field).kind if cell.field is not None else Kind.LINE
        self.editor.start(
            "" if typed_over else held,
            one_line=kind in _ONE_LINE,
            typed_over=typed_over,
            opaque=not (cell.choices or self._view.mark_at(cell)),  # these lie below it
        )
        self._dress(cell)
        self.cell = cell  # from here on the view follows the caret
        self._grow()
        if point is not None:
            self.put_caret(point)
        self._follow_caret()
        self._view.viewport().update()
        self.started.emit()

    def put_caret(self, point: QPoint) -> None:
        """Set the caret nearest to a point of the viewport."""
        self.editor.setTextCursor(self.editor.cursorForPosition(point - self.editor.pos()))
        self.typed_over = False

    def replace_text(self, text: str) -> None:
        """Put another text in the open editor, undoable there."""
        self.editor.selectAll()
        self.editor.insertPlainText(text)

    def commit(self) -> bool:
        """Write the text and close; False when it is refused, and then a sentence says why."""
        if self.cell is None:
            return True
        self.editor.finish_composing()
        if not self.changed:
            self.close()
            return True
        self.writing = True
        try:
            self._write(self.cell, self.editor.text)
        except (TypedError, BookError) as error:
            self.notice.show_for(str(error), self._view.cell_rect(self.cell), colours().error)
            return False
        finally:
            self.writing = False
        self.close()
        self.written.emit()
        return True

    def close(self) -> None:
        """Close the editor and leave the cell as the sheet has it."""
        cell, self.cell = self.cell, None
        self.choices.hide()
        self.notice.hide()
        self.editor.rest()
        if cell is None:
            return
        geometry = self._view.geometry_
        if geometry.set_need(cell, geometry.text_height(cell, cell.text)):
            self._view.rows_moved()
        self.follow()
        self._view.viewport().update()
        self.ended.emit()

    def move_to(self, cell: Cell) -> None:
        """The open cell has become another one of a sheet laid out anew; the text stays."""
        self.cell = cell
        self._dress(cell)
        self._grow()

    def show_choices(self) -> None:
        """Open the list of what may stand in the current cell."""
        cell = self._view.current
        if cell is not None and cell.choices:
            held = self.editor.text if self.open else cell.text
            self.choices.open_for(cell.choices, held, self._view.cell_rect(cell))

    def follow(self) -> None:
        """Lie over the current cell, wherever it is now."""
        cell = self.cell or self._view.current
        if cell is None or not self._view.isVisible():
            return
        if self.cell is None:
            self._let_compose(cell)
        if self.cell is None or self._dressed_at != self._view.zoom:
            self._dress(cell)
        geometry = self._view.geometry_
        height = self.editor.text_height
        rect = self._view.cell_rect(cell)
        top = rect.top() + geometry.text_top(cell, height) - geometry.rect(cell).top()
        # As wide as the cell within its frame: the caret needs room beside the outer letters.
        self.editor.setGeometry(
            rect.left() + FRAME, top, rect.width() - 2 * FRAME + 1, ceil(height)
        )
        if self.notice.isVisible():
            self.notice.move_to(rect)
        if self.choices.isVisible():
            self.choices.move_to(rect)

    def _dress(self, cell: Cell) -> None:
        self._dressed_at = self._view.zoom
        pad = self._view.geometry_.pad_across(cell)
        self.editor.dress(cell.style, self._view.zoom, colours())
        self.editor.set_side_room(pad - FRAME, pad - FRAME + 1)

    def _let_compose(self, cell: Cell) -> None:
        """Only a cell that can be typed into takes an input method's letters."""
        wanted = self._view.can_type(cell)
        if self.editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) != wanted:
            self.editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, wanted)
            QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

    def _grow(self) -> None:
        if self.cell is None:
            return
        if self._view.geometry_.set_need(self.cell, self.editor.text_height):
            self._view.rows_moved()
        else:
            self.follow()

    def _follow_caret(self) -> None:
        """Keep in view what is being typed, also in a cell higher than the window."""
        if self.cell is None or not self._view.isVisible():
            return
        self._grow()  # the scroll range first
        self._view.show_caret(self.editor.cursorRect().translated(self.editor.pos()))

    def _text_changed(self) -> None:
        if self.open and self.notice.isVisible():
            self.notice.hide()
