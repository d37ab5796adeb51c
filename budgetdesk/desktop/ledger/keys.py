"""What the keys do in a grid of lines."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent

from budgetdesk.desktop.cells.keyboard import Act, Arrow, act_of
from budgetdesk.desktop.cells.keys import GridKeys
from budgetdesk.desktop.ledger.commands import LineCommands
from budgetdesk.desktop.ledger.cursor import Cursor
from budgetdesk.desktop.ledger.editing import LineEditing
from budgetdesk.desktop.ledger.rows import GroupHeading


class LineKeys(GridKeys):
    """Carries out the keys of one table."""

    editing: LineEditing

    def __init__(
        self,
        editing: LineEditing,
        cursor: Cursor,
        commands: LineCommands,
        rows_seen: Callable[[], int],
        find: Callable[[], None],
    ) -> None:
        self._cursor = cursor
        self._rows_seen = rows_seen
        acts = {
            Act.CLEAR: commands.clear.trigger,
            Act.COPY: commands.copy.trigger,
            Act.CUT: commands.cut.trigger,
            Act.PASTE: commands.paste.trigger,
            Act.PASTE_LINES: commands.paste_lines.trigger,
            Act.SELECT_ALL: cursor.select_all,
            Act.FILL_DOWN: commands.fill_down.trigger,
            Act.INSERT_ROW: commands.insert_line.trigger,
            Act.DUPLICATE: commands.duplicate.trigger,
            Act.REMOVE_ROW: commands.delete_lines.trigger,
            Act.ROW_DOWN: self._list_choices,
            Act.CHOOSE_LINES: cursor.choose_lines,
            Act.FOLD: self._fold,
            Act.FIND: find,
            Act.FIRST: lambda: cursor.go_to(0, 0),
            Act.LAST: lambda: cursor.step(Arrow.DOWN, extend=False, to_edge=True),
            Act.ROW_START: lambda: cursor.step(Arrow.LEFT, extend=False, to_edge=True),
            Act.ROW_END: lambda: cursor.step(Arrow.RIGHT, extend=False, to_edge=True),
            Act.REACH_ROW_START: lambda: cursor.step(Arrow.LEFT, extend=True, to_edge=True),
            Act.REACH_ROW_END: lambda: cursor.step(Arrow.RIGHT, extend=True, to_edge=True),
            Act.PAGE_UP: lambda: self._page(-1),
            Act.PAGE_DOWN: lambda: self._page(1),
            Act.REACH_PAGE_UP: lambda: cursor.down(-rows_seen(), extend=True),
            Act.REACH_PAGE_DOWN: lambda: cursor.down(rows_seen(), extend=True),
        }
        super().__init__(editing, acts)

    def claims_key(self, event: QKeyEvent) -> bool:
        """See `GridKeys`; undoing is the text's while one is typed, else the window's."""
        if act_of(event) in (Act.UNDO, Act.REDO):
            return self.editing.changed
        return super().claims_key(event)

    def offers(self, act: Act) -> bool:
        """See `GridKeys`."""
        if act is Act.FOLD:
            return isinstance(self._cursor.row, GroupHeading)
        return super().offers(act)

    # How it moves

    def column(self) -> int:
        """See `GridKeys`."""
        return self._cursor.index.column()

    def tab(self, offset: int) -> None:
        """See `GridKeys`."""
        if self.editing.commit():
            self._cursor.tab(offset)

    def enter(self, step: Arrow, column: int | None) -> None:
        """See `GridKeys`; Enter folds a group."""
        if isinstance(self._cursor.row, GroupHeading):
            self._fold()
        elif self.editing.commit():
            here = self._cursor.index
            self._cursor.go_to(
                here.row() + step.value[0], here.column() if column is None else column
            )

    def arrow(self, step: Arrow, *, extend: bool, edge: bool) -> bool:
        """See `GridKeys`; ← folds a group that is open, → opens one that is folded."""
        if self.editing.open and not _leaves(step, typed=self.editing.typed_over):
            return False
        self.end_run()
        row = self._cursor.row
        if isinstance(row, GroupHeading) and step is (Arrow.RIGHT if row.folded else Arrow.LEFT):
            self._fold()
        elif self.editing.commit():
            self._cursor.step(step, extend=extend, to_edge=edge)
        return True

    def let_go(self) -> None:
        """See `GridKeys`."""
        here = self._cursor.index
        self._cursor.go_to(here.row(), here.column())

    # Acts

    def _fold(self) -> None:
        row = self._cursor.row
        if isinstance(row, GroupHeading):
            self._cursor.fold(row)

    def _list_choices(self) -> None:
        if self.editing.begin(typed_over=False):
            self.editing.show_choices()

    def _page(self, direction: int) -> None:
        if self.editing.commit():
            self._cursor.down(direction * self._rows_seen())


def _leaves(arrow: Arrow, *, typed: bool) -> bool:
    """Whether an arrow leaves the open cell: up and down always, sideways after typing over."""
    return typed or arrow in (Arrow.UP, Arrow.DOWN)
