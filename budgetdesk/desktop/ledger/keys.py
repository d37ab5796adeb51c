"""What the keys do in a grid of lines; which key asks for what is the form editor's table."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from budgetdesk.desktop.editor.grid import Step
from budgetdesk.desktop.editor.keyboard import (
    Act,
    act_of,
    arrow_of,
    belongs_to_text,
    extends,
    to_edge,
)
from budgetdesk.desktop.ledger.rows import Heading

if TYPE_CHECKING:
    from budgetdesk.desktop.ledger.table import LinesTable

_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
# What leaves the cursor where it is, or is a run of Tab itself.
_WITHIN_RUN = {
    *(Act.NEXT, Act.PREVIOUS, Act.ENTER, Act.EDIT, Act.RETYPE, Act.COPY, Act.PASTE),
    *(Act.FILL_DOWN, Act.CLEAR, Act.ROW_DOWN),
}


class LineKeys:
    """Carries out the keys of one table."""

    def __init__(self, table: "LinesTable") -> None:
        self._table = table
        self._tab_start: int | None = None  # the column in which a run of Tab began
        self._acts: dict[Act, Callable[[], object]] = {
            Act.EDIT: self._edit,
            Act.RETYPE: lambda: table.editing.begin(typed_over=True),
            Act.GIVE_UP: self._give_up,
            Act.NEXT: lambda: self._tab(1),
            Act.PREVIOUS: lambda: self._tab(-1),
            Act.ENTER: lambda: self._enter(Step.DOWN),
            Act.ENTER_UP: lambda: self._enter(Step.UP),
            Act.CLEAR: table.commands.clear.trigger,
            Act.COPY: table.commands.copy.trigger,
            Act.CUT: table.commands.cut.trigger,
            Act.PASTE: table.commands.paste.trigger,
            Act.SELECT_ALL: table.selectAll,
            Act.FILL_DOWN: table.commands.fill_down.trigger,
            Act.INSERT_ROW: table.commands.insert_line.trigger,
            Act.REMOVE_ROW: table.commands.delete_lines.trigger,
            Act.ROW_DOWN: self._list_choices,
            Act.FIRST: lambda: table.go_to(0, 0),
            Act.LAST: lambda: table.step(Step.DOWN, extend=False, to_edge=True),
            Act.ROW_START: lambda: table.step(Step.LEFT, extend=False, to_edge=True),
            Act.ROW_END: lambda: table.step(Step.RIGHT, extend=False, to_edge=True),
            Act.PAGE_UP: lambda: self._page(-1),
            Act.PAGE_DOWN: lambda: self._page(1),
        }

    def claims_key(self, event: QKeyEvent) -> bool:
        """Whether the table acts on this key, so that no shortcut of the window takes it."""
        act = act_of(event)
        if act in (Act.UNDO, Act.REDO):
            return self._table.editing.changed
        return act in self._acts or arrow_of(event) is not None or self._own(event) is not None

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key; False leaves it to the text."""
        editing = self._table.editing
        act, arrow = act_of(event), arrow_of(event)
        if editing.open and editing.list.take_key(event.key()):
            return True
        if editing.open and (act in (Act.UNDO, Act.REDO) or (act and belongs_to_text(act))):
            return False
        if act in self._acts:
            self._do(act)
            return True
        if arrow is not None and (not editing.open or _leaves(arrow, typed=editing.typed_over)):
            self._step(arrow, event)
            return True
        own = None if editing.open else self._own(event)
        if own is not None:
            own()
        return own is not None

    def begin_typing(self) -> bool:
        """Start to replace the cell's text; False where nothing may be typed."""
        return self._table.editing.begin(typed_over=True)

    def give_up(self) -> None:
        """Editing came to nothing."""
        self._table.editing.close()

    def _do(self, act: Act) -> None:
        if act not in _WITHIN_RUN:
            self._tab_start = None
        self._acts[act]()

    def _own(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What the ledger does on keys that forms don't know."""
        held, key = event.modifiers(), event.key()
        table = self._table
        own: dict[tuple[object, int], Callable[[], object]] = {
            (_SHIFT, Qt.Key.Key_Space): table.choose_lines,
            (_CTRL | _SHIFT, Qt.Key.Key_D): table.commands.duplicate.trigger,
            (_CTRL | _SHIFT, Qt.Key.Key_V): table.commands.paste_lines.trigger,
            (_CTRL, Qt.Key.Key_F): table.find_wanted.emit,
            (_SHIFT, Qt.Key.Key_PageUp): lambda: table.page(-1, extend=True),
            (_SHIFT, Qt.Key.Key_PageDown): lambda: table.page(1, extend=True),
            (_SHIFT, Qt.Key.Key_Home): lambda: table.step(Step.LEFT, extend=True, to_edge=True),
            (_SHIFT, Qt.Key.Key_End): lambda: table.step(Step.RIGHT, extend=True, to_edge=True),
        }
        row = table.current_row()
        if isinstance(row, Heading) and (held, key) == (_NONE, Qt.Key.Key_Space):
            return lambda: table.fold(row)
        return own.get((held, key))

    def _edit(self) -> None:
        editing = self._table.editing
        if editing.open:
            editing.typed_over = not editing.typed_over  # arrows: out of the cell, or in its text
        else:
            editing.begin(typed_over=False)

    def _give_up(self) -> None:
        table = self._table
        if table.editing.open:
            table.editing.close()
        else:
            here = table.currentIndex()
            table.go_to(here.row(), here.column())

    def _list_choices(self) -> None:
        editing = self._table.editing
        if editing.begin(typed_over=False):
            editing.show_choices()

    def _tab(self, offset: int) -> None:
        table = self._table
        if self._tab_start is None:
            self._tab_start = table.currentIndex().column()
        if table.editing.commit():
            table.tab(offset)

    def _enter(self, step: Step) -> None:
        table = self._table
        start, self._tab_start = self._tab_start, None
        row = table.current_row()
        if isinstance(row, Heading):
            table.fold(row)
        elif table.editing.commit():
            here = table.currentIndex()
            column = here.column() if start is None else start
            table.go_to(here.row() + (1 if step is Step.DOWN else -1), column)

    def _page(self, direction: int) -> None:
        if self._table.editing.commit():
            self._table.page(direction, extend=False)

    def _step(self, arrow: Step, event: QKeyEvent) -> None:
        table = self._table
        self._tab_start = None
        row = table.current_row()
        sideways = {Step.LEFT: False, Step.RIGHT: True}
        if isinstance(row, Heading) and arrow in sideways and row.folded is sideways[arrow]:
            table.fold(row)  # ← folds what is open, → opens what is folded
        elif table.editing.commit():
            table.step(arrow, extend=extends(event), to_edge=to_edge(event))


def _leaves(arrow: Step, *, typed: bool) -> bool:
    """Whether an arrow leaves the open cell: up and down always, sideways after typing over."""
    return typed or arrow in (Step.UP, Step.DOWN)
