"""What the keys do in a grid of cells; which key asks for what stands in `keyboard.py`."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

from PySide6.QtGui import QKeyEvent

from budgetdesk.desktop.cells.editing import CellEditing
from budgetdesk.desktop.cells.keyboard import (
    Act,
    Arrow,
    act_of,
    arrow_of,
    belongs_to_text,
    ends_run,
    extends,
    to_edge,
)

Acts = Mapping[Act, Callable[[], object]]


class GridKeys(ABC):
    """The part that form, ledger and pasted table share: what their cell editor asks.

    A grid gives the acts that it knows beside these, and says how it moves.
    """

    def __init__(self, editing: CellEditing, acts: Acts) -> None:
        self.editing = editing
        self._tab_start: int | None = None  # the column in which a run of Tab began
        self._acts: dict[Act, Callable[[], object]] = {
            Act.EDIT: editing.edit,
            Act.RETYPE: lambda: editing.begin(typed_over=True),
            Act.GIVE_UP: self._give_up,
            Act.NEXT: lambda: self._tab(1),
            Act.PREVIOUS: lambda: self._tab(-1),
            Act.ENTER: lambda: self._enter(Arrow.DOWN),
            Act.ENTER_UP: lambda: self._enter(Arrow.UP),
            **acts,
        }

    # For the cell editor, see `CellKeys`

    def claims_key(self, event: QKeyEvent) -> bool:
        """Whether the grid acts on this key, so that no shortcut of the window takes it."""
        act = act_of(event)
        return arrow_of(event) is not None or (act is not None and self.offers(act))

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key; False leaves it to the text."""
        act, arrow = act_of(event), arrow_of(event)
        offered = act is not None and self.offers(act)
        if self.editing.list_takes(event.key()):  # it may take its text, and close the cell
            return True
        if arrow is not None:
            return self.arrow(arrow, extend=extends(event), edge=to_edge(event))
        if act is None or not offered or (self.editing.open and belongs_to_text(act)):
            return False
        if ends_run(act):
            self.end_run()
        self._acts[act]()
        return True

    def begin_typing(self) -> bool:
        """Start to replace the cell's text; False where nothing may be typed."""
        return self.editing.begin(typed_over=True)

    def give_up(self) -> None:
        """Close the cell: nothing was typed."""
        self.editing.close()

    # What a grid says for itself

    def offers(self, act: Act) -> bool:
        """Whether it does something for an act now."""
        return act in self._acts

    @abstractmethod
    def column(self) -> int:
        """The column the cursor is in."""

    @abstractmethod
    def tab(self, offset: int) -> None:
        """Write the open cell and go on by some cells."""

    @abstractmethod
    def enter(self, step: Arrow, column: int | None) -> None:
        """Write the open cell and go a row on; to a column after a run of Tab that began there."""

    @abstractmethod
    def arrow(self, step: Arrow, *, extend: bool, edge: bool) -> bool:
        """Move, or let the selection grow, by a cell or to the edge; False for the text's caret."""

    @abstractmethod
    def let_go(self) -> None:
        """Choose no more than the current cell."""

    def begin_run(self) -> None:
        """After more of Tab Enter goes below this cell."""
        self._tab_start = self.column()

    def end_run(self) -> None:
        """From here on Enter goes straight down."""
        self._tab_start = None
        self.editing.returned = False

    # Inside

    def _give_up(self) -> None:
        if self.editing.open:
            self.editing.close()
        else:
            self.let_go()

    def _tab(self, offset: int) -> None:
        if self._tab_start is None:
            self.begin_run()
        self.tab(offset)
        self.editing.returned = False

    def _enter(self, step: Arrow) -> None:
        start, self._tab_start, here = self._tab_start, None, self.column()
        self.enter(step, start)
        self.editing.returned = start is not None and start != here
