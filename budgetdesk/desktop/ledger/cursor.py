"""Where the clerk is in a grid of lines: the current cell and what is chosen, without the table."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Signal,
)

from budgetdesk.desktop.cells.keyboard import Arrow
from budgetdesk.desktop.ledger.model import LinesModel
from budgetdesk.desktop.ledger.rows import GroupHeading, Row, RowKey, key_of
from budgetdesk.domain.ledger_lines import Line

_Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows and columns that any selected cell is in, by number, ascending."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    width: int  # columns that there are

    @property
    def whole_lines(self) -> bool:
        """Whether the rows are chosen from edge to edge."""
        return len(self.columns) == self.width


class Cursor(QObject):
    """The current cell and the selection over a model of lines.

    Both outlive a new beginning of the model: they are found again by what the rows are.
    """

    moved = Signal(QModelIndex, QModelIndex)  # to, from
    changed = Signal()  # the cursor or the selection is another one
    wanted = Signal(QModelIndex)  # this cell wants to be seen

    def __init__(self, model: LinesModel, selection: QItemSelectionModel) -> None:
        super().__init__(selection)
        self._model = model
        self._selection = selection
        self._anchor = QPersistentModelIndex()
        self._kept: tuple[RowKey, int, set[RowKey], tuple[int, ...]] | None = None
        selection.currentChanged.connect(self._on_current)
        selection.selectionChanged.connect(lambda *_: self.changed.emit())
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._find_place)

    # Where it is

    @property
    def index(self) -> QModelIndex:
        """The current cell."""
        return self._selection.currentIndex()

    @property
    def row(self) -> Row | None:
        """The row it is in."""
        return self._model.row(self.index)

    @property
    def line(self) -> Line | None:
        """The line it is in."""
        return self._model.line(self.index)

    @property
    def column(self) -> StrEnum:
        """The column it is in."""
        return self._model.columns[max(self.index.column(), 0)]

    def chosen(self) -> Chosen:
        """What is selected."""
        rows: set[int] = set()
        columns: set[int] = set()
        for part in self._selection.selection().toList():
            rows.update(range(part.top(), part.bottom() + 1))
            columns.update(range(part.left(), part.right() + 1))
        return Chosen(tuple(sorted(rows)), tuple(sorted(columns)), len(self._model.columns))

    # Moving

    def go_to(self, row: int, column: int, *, extend: bool = False) -> None:
        """Be on a cell, or with `extend` let the selection reach to it."""
        index = self._index(row, column)
        if not index.isValid():
            return
        if extend and self._anchor.isValid():
            anchor = self._index(self._anchor.row(), self._anchor.column())
            reach = QItemSelection(anchor, index)
            self._selection.setCurrentIndex(index, _Flag.NoUpdate)
            self._selection.select(reach, _Flag.ClearAndSelect)
        else:
            self._anchor = QPersistentModelIndex(index)
            self._selection.setCurrentIndex(index, _Flag.ClearAndSelect)
        self.wanted.emit(index)

    def go_to_line(self, line_id: int, column: int | None = None) -> bool:
        """Be on a line; False when it is not shown."""
        row = self._model.place(line_id)
        if row >= 0:
            self.go_to(row, self.index.column() if column is None else column)
        return row >= 0

    def step(self, step: Arrow, *, extend: bool, to_edge: bool) -> None:
        """Move by one cell, or to the edge."""
        down, across = step.value
        far = max(self._model.rowCount(), len(self._model.columns)) if to_edge else 1
        row, column = self._here()
        self.go_to(row + down * far, column + across * far, extend=extend)

    def tab(self, offset: int) -> None:
        """Go to the next or previous cell, round the row's end."""
        row, column = self._here()
        place = row * len(self._model.columns) + column + offset
        row, column = divmod(place, len(self._model.columns))
        if 0 <= row < self._model.rowCount():
            self.go_to(row, column)

    def down(self, rows: int, *, extend: bool = False) -> None:
        """Move by some rows, negative ones up."""
        row, column = self._here()
        self.go_to(row + rows, column, extend=extend)

    def choose_rows(self, first: int, last: int) -> None:
        """Select whole rows, the cursor in the first of them."""
        self.go_to(first, self._here()[1])
        right = len(self._model.columns) - 1
        whole = QItemSelection(self._index(first, 0), self._index(last, right))
        self._selection.select(whole, _Flag.ClearAndSelect)

    def choose_lines(self) -> None:
        """Let the selection reach over whole rows."""
        self._selection.select(self._selection.selection(), _Flag.Select | _Flag.Rows)

    def select_all(self) -> None:
        """Choose every cell."""
        last = self._index(self._model.rowCount() - 1, len(self._model.columns) - 1)
        self._selection.select(QItemSelection(self._index(0, 0), last), _Flag.ClearAndSelect)

    def anchor_here(self) -> None:
        """Let the selection begin at the current cell when it is extended next."""
        self._anchor = QPersistentModelIndex(self.index)

    def fold(self, heading: GroupHeading) -> None:
        """Hide the lines below a heading, or show them again."""
        self._model.arrangement.fold(heading.key, folded=not heading.folded)
        self._model.rearrange()

    # Inside

    def _here(self) -> tuple[int, int]:
        return max(self.index.row(), 0), max(self.index.column(), 0)

    def _index(self, row: int, column: int) -> QModelIndex:
        last = self._model.rowCount() - 1
        row, column = max(0, min(row, last)), max(0, min(column, len(self._model.columns) - 1))
        return self._model.index(row, column)

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        self.moved.emit(now, before)
        self.changed.emit()

    def _keep_place(self) -> None:
        """Remember cursor and selection by what the rows are, over a new beginning."""
        row, chosen = self.row, self.chosen()
        keys = {key_of(self._model.shown[number]) for number in chosen.rows}
        here = key_of(row) if row is not None else 0
        self._kept = (here, self.index.column(), keys, chosen.columns)

    def _find_place(self) -> None:
        if self._kept is None:
            return
        (here, column, keys, columns), self._kept = self._kept, None
        self.go_to(max(self._model.place(here), 0), max(column, 0))
        places = sorted(place for place in map(self._model.place, keys) if place >= 0)
        if len(keys) > 1 and columns:
            found = QItemSelection()
            for row in places:
                found.select(self._index(row, columns[0]), self._index(row, columns[-1]))
            self._selection.select(found, _Flag.ClearAndSelect)
