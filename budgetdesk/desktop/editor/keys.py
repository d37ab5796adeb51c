"""What the keys do in a form."""

from collections.abc import Callable

from budgetdesk.desktop.cells.keyboard import Act, Arrow
from budgetdesk.desktop.cells.keys import GridKeys
from budgetdesk.desktop.editor.commands import FormCommands
from budgetdesk.desktop.editor.editing import FormEditing
from budgetdesk.desktop.editor.form_state import FormState
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.editor.sheet_view import SheetView
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import Kind

_ZOOM_STEP = 0.1


class FormKeys(GridKeys):
    """Carries out the keys of one form."""

    editing: FormEditing

    def __init__(
        self, state: FormState, editing: FormEditing, commands: FormCommands, view: SheetView
    ) -> None:
        self._state = state
        self._commands = commands
        self._view = view
        acts = {
            Act.BREAK_LINE: self._break_line,
            Act.CLEAR: commands.clear.trigger,
            Act.COPY: commands.copy.trigger,
            Act.CUT: commands.cut.trigger,
            Act.PASTE: commands.paste.trigger,
            Act.UNDO: self._undo,
            Act.REDO: self._redo,
            Act.SELECT_ALL: state.select_all,
            Act.FILL_DOWN: commands.fill_down.trigger,
            Act.INSERT_ROW: commands.insert_row.trigger,
            Act.REMOVE_ROW: commands.remove_row.trigger,
            Act.ROW_UP: commands.row_up.trigger,
            Act.ROW_DOWN: self._alt_down,
            Act.FOLD: commands.tick,
            Act.FIRST: lambda: editing.leave(state.grid.first_input()),
            Act.LAST: lambda: editing.leave(state.grid.last_input()),
            Act.ROW_START: lambda: editing.leave(state.grid.row_end(state.place, Arrow.LEFT)),
            Act.ROW_END: lambda: editing.leave(state.grid.row_end(state.place, Arrow.RIGHT)),
            Act.PAGE_UP: lambda: self._page(-1),
            Act.PAGE_DOWN: lambda: self._page(1),
            Act.ZOOM_IN: lambda: view.set_zoom(view.zoom + _ZOOM_STEP),
            Act.ZOOM_OUT: lambda: view.set_zoom(view.zoom - _ZOOM_STEP),
            Act.ZOOM_FULL: lambda: view.set_zoom(1.0),
        }
        super().__init__(editing, acts)

    def offers(self, act: Act) -> bool:
        """See `GridKeys`; the space bar ticks, and is a letter in any other cell."""
        cell = self._state.current
        if act is Act.FOLD:
            return cell is not None and self._state.ticks(cell)
        return super().offers(act)

    # How it moves

    def column(self) -> int:
        """See `GridKeys`."""
        return self._state.place.column

    def tab(self, offset: int) -> None:
        """See `GridKeys`; on another row the run of Tab begins anew, and Enter goes on there."""
        row = self._state.place.row
        self.editing.leave(self._state.grid.next_input(self._state.place, offset))
        if self._state.place.row != row:
            self.begin_run()

    def enter(self, step: Arrow, column: int | None) -> None:
        """See `GridKeys`."""
        start = self._state.place
        if column is not None:
            start = GridPlace(start.row, column)
        self.editing.leave(self._state.grid.neighbour(start, step, inputs_only=True))

    def arrow(self, step: Arrow, *, extend: bool, edge: bool) -> bool:
        """See `GridKeys`."""
        state = self._state
        if self.editing.open:
            if not self.editing.typed_over or extend or edge:
                return False  # the caret moves
            self.end_run()
            return self.editing.leave(state.grid.neighbour(state.place, step)) or True
        self.end_run()
        start = state.corner if extend else state.place
        target = (state.grid.row_end if edge else state.grid.neighbour)(start, step)
        if extend:
            state.extend_to(target)
        else:
            state.move_to(target)
        return True

    def let_go(self) -> None:
        """See `GridKeys`."""
        if self._state.selects_range:
            self._state.move_to(self._state.place)

    # Acts

    def _break_line(self) -> None:
        cell = self._state.current
        if cell is None or cell.field is None:
            return
        if field_of(cell.field).kind is not Kind.PARAGRAPH:
            self._state.message.emit("这一格只填一行。")
        elif self.editing.open or self.editing.begin(typed_over=False):
            self.editing.editor.break_line()

    def _alt_down(self) -> None:
        cell = self._state.current
        if cell is not None and cell.choices and self._state.can_type(cell):
            self.editing.show_choices()
        else:
            self._commands.row_down.trigger()

    def _page(self, direction: int) -> None:
        state = self._state
        if state.current is not None and self.editing.commit():
            row = self._view.page(direction)
            state.move_to(state.grid.field_near(GridPlace(row, state.place.column)))

    def _undo(self) -> None:
        editing = self.editing
        if editing.open and editing.editor.document().isUndoAvailable():
            editing.editor.undo()
        elif editing.changed:
            editing.close()
        else:
            editing.close()
            session = self._state.session
            self._step("撤销", session.book.undo_name, session.undo)

    def _redo(self) -> None:
        if self.editing.open:
            self.editing.editor.redo()
        else:
            session = self._state.session
            self._step("重做", session.book.redo_name, session.redo)

    def _step(self, word: str, name: str | None, step: Callable[[], object]) -> None:
        if name is None:  # else the session tells, whoever asked
            self._state.message.emit(f"没有可以{word}的操作")
        else:
            step()
