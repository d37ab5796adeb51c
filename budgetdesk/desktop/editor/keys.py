"""What the keys do in a form."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from budgetdesk.desktop.editor.grid import Place, Step
from budgetdesk.desktop.editor.keyboard import Act
from budgetdesk.domain.fields import Kind, field_of

if TYPE_CHECKING:
    from budgetdesk.desktop.editor.form_editor import FormEditor

_ZOOM_STEP = 0.1


class KeyActs:
    """Carries out the acts of `keyboard.py` on one form."""

    def __init__(self, form: "FormEditor") -> None:
        self._form = form
        self._tab_start: int | None = None  # the column in which a run of Tab began
        commands = form.commands
        self._acts: dict[Act, Callable[[], object]] = {
            Act.EDIT: self._edit,
            Act.RETYPE: lambda: form.begin(typed_over=True),
            Act.BREAK_LINE: self._break_line,
            Act.GIVE_UP: self._give_up,
            Act.NEXT: lambda: self._tab(1),
            Act.PREVIOUS: lambda: self._tab(-1),
            Act.ENTER: lambda: self._enter(Step.DOWN),
            Act.ENTER_UP: lambda: self._enter(Step.UP),
            Act.CLEAR: commands.clear.trigger,
            Act.COPY: commands.copy.trigger,
            Act.CUT: commands.cut.trigger,
            Act.PASTE: commands.paste.trigger,
            Act.UNDO: self._undo,
            Act.REDO: self._redo,
            Act.SELECT_ALL: form.select_all,
            Act.FILL_DOWN: commands.fill_down.trigger,
            Act.INSERT_ROW: commands.insert_row.trigger,
            Act.REMOVE_ROW: commands.remove_row.trigger,
            Act.ROW_UP: commands.row_up.trigger,
            Act.ROW_DOWN: self._alt_down,
            Act.FIRST: lambda: form.leave(form.grid.first_input()),
            Act.LAST: lambda: form.leave(form.grid.last_input()),
            Act.ROW_START: lambda: form.leave(form.grid.row_end(form.place, Step.LEFT)),
            Act.ROW_END: lambda: form.leave(form.grid.row_end(form.place, Step.RIGHT)),
            Act.PAGE_UP: lambda: self._page(-1),
            Act.PAGE_DOWN: lambda: self._page(1),
            Act.ZOOM_IN: lambda: form.set_zoom(form.zoom + _ZOOM_STEP),
            Act.ZOOM_OUT: lambda: form.set_zoom(form.zoom - _ZOOM_STEP),
            Act.ZOOM_FULL: lambda: form.set_zoom(1.0),
        }

    def do(self, act: Act) -> bool:
        """Carry out an act; the key is used up."""
        if act not in (Act.NEXT, Act.PREVIOUS):
            column, self._tab_start = self._tab_start, None
            if act is Act.ENTER and column is not None:
                self._enter_below(column)
                return True
        self._acts[act]()
        return True

    def _edit(self) -> None:
        editing = self._form.editing
        if editing.open:
            editing.typed_over = not editing.typed_over  # arrows: out of the cell, or in its text
        else:
            self._form.begin(typed_over=False)

    def _break_line(self) -> None:
        form = self._form
        cell = form.current
        if cell is None or cell.field is None:
            return
        if field_of(cell.field).kind is not Kind.PARAGRAPH:
            form.message.emit("这一格只填一行。")
        elif form.editing.open or form.begin(typed_over=False):
            form.text.break_line()

    def _give_up(self) -> None:
        form = self._form
        if form.editing.open:
            form.editing.close()
        elif form.selects_range:
            form.move_to(form.place)

    def _tab(self, offset: int) -> None:
        form = self._form
        if self._tab_start is None:
            self._tab_start = form.place.column
        form.leave(form.grid.next_input(form.place, offset))

    def _enter(self, step: Step) -> None:
        form = self._form
        form.leave(form.grid.neighbour(form.place, step, inputs_only=True))

    def _enter_below(self, column: int) -> None:
        """After a run of Tab, Enter goes on below the cell in which the run began."""
        form = self._form
        start = Place(form.place.row, column)
        form.leave(form.grid.neighbour(start, Step.DOWN, inputs_only=True))

    def _alt_down(self) -> None:
        cell = self._form.current
        if cell is not None and cell.choices and self._form.can_type(cell):
            self._form.editing.show_choices()
        else:
            self._form.commands.row_down.trigger()

    def _page(self, direction: int) -> None:
        form = self._form
        cell = form.current
        if cell is None or not form.commit():
            return
        rect = form.geometry_.rect(form.current or cell)
        room = form.viewport().height()
        row = form.geometry_.row_at(rect.center().y() + direction * room)
        bar = form.verticalScrollBar()
        bar.setValue(bar.value() + direction * room)
        form.move_to(form.grid.field_near(Place(row, form.place.column)))

    def _undo(self) -> None:
        form = self._form
        if form.editing.open and form.text.document().isUndoAvailable():
            form.text.undo()
        elif form.editing.changed:
            form.editing.close()
        else:
            form.editing.close()
            self._tell("撤销", form.session.undo())

    def _redo(self) -> None:
        form = self._form
        if form.editing.open:
            form.text.redo()
        else:
            self._tell("重做", form.session.redo())

    def _tell(self, done: str, name: str | None) -> None:
        self._form.message.emit(f"已{done}：{name}" if name else f"没有可以{done}的操作")
