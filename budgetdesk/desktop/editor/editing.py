"""Editing one cell of a form at a time: opening, growing, writing, giving up."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication

from budgetdesk.desktop.cells.editing import CellEditing
from budgetdesk.desktop.editor.cell_editor import CellEditor
from budgetdesk.desktop.editor.choice_list import ChoiceList
from budgetdesk.desktop.editor.form_state import FormState
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.editor.lists import text_to_edit
from budgetdesk.desktop.editor.painting import FRAME
from budgetdesk.desktop.editor.sheet_view import SheetView
from budgetdesk.desktop.theme import colours
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import Kind
from budgetdesk.forms.sheet import Cell


class FormEditing(CellEditing):
    """The cell editor of one form and what belongs to it: the list of choices, the refusal."""

    editor: CellEditor
    started = Signal()
    ended = Signal()
    written = Signal()  # the text is in the book, the editor closed

    def __init__(self, view: SheetView, state: FormState, editor: CellEditor) -> None:
        super().__init__(editor, view)
        self._view = view
        self._state = state
        self._dressed_at = 0.0  # the zoom that the editor's look was made for
        self._choices: ChoiceList | None = None
        editor.height_changed.connect(self._grow)
        editor.caret_moved.connect(self._follow_caret)
        editor.textChanged.connect(self._text_changed)
        state.gone.connect(self.close)

    @property
    def cell(self) -> Cell | None:
        """The cell that is open."""
        return self._state.edited

    @property
    def choices(self) -> ChoiceList:
        """The list of what may stand in a cell; made when it is first asked for."""
        if self._choices is None:
            self._choices = ChoiceList(self._view.viewport())
            self._choices.chosen.connect(self._take_choice)
        return self._choices

    @property
    def _listing(self) -> bool:
        return self._choices is not None and self._choices.isVisible()

    def put_choices_away(self) -> None:
        """Hide the list of choices, where it was ever open."""
        if self._choices is not None:
            self._choices.hide()

    def begin(self, *, typed_over: bool, point: QPoint | None = None) -> bool:
        """Edit the current cell, the caret near a point; a sentence says why it can't be."""
        state, cell = self._state, self._state.current
        if state.refuses() or cell is None or cell.field is None:
            return False
        state.corner = state.place
        if not self._view.viewport().rect().intersects(self._view.cell_rect(cell)):
            self._view.show_place(state.place)
        held = text_to_edit(cell, state.source.held(state.record, cell.field))
        self._start(cell, held, typed_over=typed_over, point=point)
        return True

    def leave(self, place: GridPlace) -> bool:
        """Write the open cell and go to a place; False when the text is refused."""
        state = self._state
        lead = state.grid.at(*place)
        target = lead.field if lead is not None else None
        if not self.commit():
            return False
        found = state.cell_of(target) if target is not None else None
        state.move_to(GridPlace(found.row, found.column) if found and found != lead else place)
        return True

    def _start(
        self, cell: Cell, held: str, *, typed_over: bool, point: QPoint | None = None
    ) -> None:
        """Open the editor on a cell that holds a text; a key that typed over it starts blank.

        The caret stands nearest to a point of the viewport, without one at the text's end.
        """
        self.typed_over = typed_over
        self._before = held
        kind = field_of(cell.field).kind if cell.field is not None else Kind.LINE
        self.editor.start(
            "" if typed_over else held,
            one_line=kind is not Kind.PARAGRAPH,
            typed_over=typed_over,
            opaque=not (cell.choices or self._view.mark_at(cell)),  # these lie below it
        )
        self._dress(cell)
        self._state.edited = cell  # from here on the view follows the caret
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

    def close(self) -> None:
        """Close the editor and leave the cell as the sheet has it."""
        cell, self._state.edited = self.cell, None
        self.put_choices_away()
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

    def keep(self) -> None:
        """The text being typed outlives a change of the sheet, if its field does."""
        before = self.cell
        if before is None:
            return
        cell = self._state.cell_of(before.field) if before.field is not None else None
        if cell is not None:
            self._state.edited = cell
            self._dress(cell)
            self._grow()
            return
        if self.changed:
            lost = self.editor.text()
            self._state.message.emit(f"正在填写的一行已被移走，未保存的文字：{lost}")
        self.close()

    def list_takes(self, key: int) -> bool:
        """Whether the list of choices is shown and acts on this key."""
        return self._listing and self.choices.take_key(key)

    def cell_rect(self) -> QRect:
        """Where the open cell lies in the viewport, else the current one."""
        cell = self.cell or self._state.current
        return self._view.cell_rect(cell) if cell is not None else QRect()

    def show_choices(self) -> None:
        """Open the list of what may stand in the current cell."""
        cell = self._state.current
        if cell is not None and cell.choices:
            held = self.editor.text() if self.open else cell.text
            self.choices.open_for(cell.choices, held, self._view.cell_rect(cell))

    def offer(self, choices: Sequence[str], shown: Sequence[str]) -> None:
        """Open a list of what else may stand in the current cell, with more said of each."""
        cell = self._state.current
        if cell is not None and choices:
            self.choices.open_for(choices, cell.text, self._view.cell_rect(cell), shown)

    def follow(self) -> None:
        """Lie over the current cell, wherever it is now."""
        cell = self.cell or self._state.current
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
        if self._listing:
            self.choices.move_to(rect)

    def _write(self, text: str) -> None:
        if self.cell is not None:
            self._state.write(self.cell, text)

    def _written(self) -> None:
        self.written.emit()

    def _tell(self, sentence: str) -> None:
        self._state.message.emit(sentence)

    def _take_choice(self, text: str) -> None:
        if self.open or self.begin(typed_over=False):
            self.replace_text(text)
            self.commit()

    def _dress(self, cell: Cell) -> None:
        self._dressed_at = self._view.zoom
        pad = self._view.geometry_.pad_across(cell)
        self.editor.dress(cell.style, self._view.zoom, colours())
        self.editor.set_side_room(pad - FRAME, pad - FRAME + 1)

    def _let_compose(self, cell: Cell) -> None:
        """Only a cell that can be typed into takes an input method's letters."""
        wanted = self._state.can_type(cell)
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
