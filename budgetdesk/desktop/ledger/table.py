"""The table of lines: the cursor, ranges of cells, and where the cell editor lies."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from budgetdesk.desktop.editor.grid import Step
from budgetdesk.desktop.ledger.cell_line import CellLine
from budgetdesk.desktop.ledger.commands import LineCommands
from budgetdesk.desktop.ledger.delegate import PAD, LineDelegate
from budgetdesk.desktop.ledger.editing import CellEditing
from budgetdesk.desktop.ledger.keys import LineKeys
from budgetdesk.desktop.ledger.model import LinesModel
from budgetdesk.desktop.ledger.rows import Heading, NewRow, Row, RowKey, key_of
from budgetdesk.desktop.ledger.work import LinesWork
from budgetdesk.desktop.theme import theme
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


class LinesTable(QTableView):
    """Shows the model; the focus always lies in its `cell`, which hands the keys on."""

    moved = Signal()  # the cursor or the selection is another one
    message = Signal(str)  # one quiet sentence
    find_wanted = Signal()
    naming_wanted = Signal()

    def __init__(self, model: LinesModel, work: LinesWork, parent: QWidget) -> None:
        super().__init__(parent)
        self.ledger = model
        self.work = work
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self, model))
        self.commands = LineCommands(self)
        self.cell = CellLine(LineKeys(self), self.viewport())
        self.editing = CellEditing(self)
        self.setFocusProxy(self.cell)
        self._anchor = QPersistentModelIndex()
        self._kept: tuple[RowKey, int, set[RowKey], tuple[int, ...]] | None = None
        self._behave()
        self._lay_out()
        self._connect()

    # Where the cursor is

    def current_row(self) -> Row | None:
        """The row the cursor is in."""
        return self.ledger.row(self.currentIndex())

    def current_line(self) -> Line | None:
        """The line the cursor is in."""
        return self.ledger.line(self.currentIndex())

    def current_column(self) -> StrEnum:
        """The column the cursor is in."""
        return self.ledger.columns[max(self.currentIndex().column(), 0)]

    def cell_rect(self) -> QRect:
        """Where the current cell lies in the viewport."""
        return self.visualRect(self.currentIndex())

    def chosen(self) -> Chosen:
        """What is selected."""
        rows: set[int] = set()
        columns: set[int] = set()
        for part in self.selectionModel().selection().toList():
            rows.update(range(part.top(), part.bottom() + 1))
            columns.update(range(part.left(), part.right() + 1))
        return Chosen(tuple(sorted(rows)), tuple(sorted(columns)), len(self.ledger.columns))

    # Moving

    def go_to(self, row: int, column: int, *, extend: bool = False) -> None:
        """Put the cursor on a cell, or with `extend` let the selection reach to it."""
        index = self._index(row, column)
        if not index.isValid():
            return
        if extend and self._anchor.isValid():
            anchor = self._index(self._anchor.row(), self._anchor.column())
            reach = QItemSelection(anchor, index)
            self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
            self.selectionModel().select(reach, _Flag.ClearAndSelect)
        else:
            self._anchor = QPersistentModelIndex(index)
            self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
        self.scrollTo(index)

    def go_to_line(self, line_id: int, column: int | None = None) -> bool:
        """Put the cursor on a line; False when it is not shown."""
        row = self.ledger.place(line_id)
        if row >= 0:
            self.go_to(row, self.currentIndex().column() if column is None else column)
        return row >= 0

    def step(self, step: Step, *, extend: bool, to_edge: bool) -> None:
        """Move the cursor by one cell, or to the edge."""
        here = self.currentIndex()
        row, column = max(here.row(), 0), max(here.column(), 0)
        far = max(self.model().rowCount(), len(self.ledger.columns)) if to_edge else 1
        down = {Step.UP: -far, Step.DOWN: far}.get(step, 0)
        across = {Step.LEFT: -far, Step.RIGHT: far}.get(step, 0)
        self.go_to(row + down, column + across, extend=extend)

    def tab(self, offset: int) -> None:
        """Go to the next or previous cell, round the row's end."""
        here = self.currentIndex()
        place = max(here.row(), 0) * len(self.ledger.columns) + max(here.column(), 0) + offset
        row, column = divmod(place, len(self.ledger.columns))
        if 0 <= row < self.model().rowCount():
            self.go_to(row, column)

    def page(self, direction: int, *, extend: bool) -> None:
        """Move the cursor by as many rows as are seen."""
        rows = max(self.viewport().height() // self.rowHeight(0) - 1, 1)
        here = self.currentIndex()
        self.go_to(max(here.row(), 0) + direction * rows, here.column(), extend=extend)

    def choose_rows(self, first: int, last: int) -> None:
        """Select whole rows, the cursor in the first of them."""
        column = max(self.currentIndex().column(), 0)
        self.go_to(first, column)
        whole = QItemSelection(
            self._index(first, 0), self._index(last, len(self.ledger.columns) - 1)
        )
        self.selectionModel().select(whole, _Flag.ClearAndSelect)

    def choose_lines(self) -> None:
        """Let the selection reach over whole rows."""
        rows = _Flag.Select | _Flag.Rows
        self.selectionModel().select(self.selectionModel().selection(), rows)

    def fold(self, heading: Heading) -> None:
        """Hide the lines below a heading, or show them again."""
        self.ledger.arrangement.fold(heading.key, folded=not heading.folded)
        self.ledger.rearrange()

    # The cell editor's place

    def place_cell(self) -> None:
        """Lay the cell editor over the current cell."""
        rect = self.cell_rect()
        if rect.isValid():
            self.cell.setGeometry(rect)
        if not self.cell.editing:
            self._tell_cell()

    # Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys go to the cell."""
        super().focusInEvent(event)
        self.cell.setFocus(event.reason())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to a cell, or folds a group at its mark."""
        if not self.editing.commit():
            return
        super().mousePressEvent(event)
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = QPersistentModelIndex(self.currentIndex())
        index = self.indexAt(event.position().toPoint())
        row = self.ledger.row(index)
        near = self.columnViewportPosition(0) + PAD + 2 * self.fontMetrics().height()
        if isinstance(row, Heading) and event.position().x() < near:
            self.fold(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click edits a cell, or folds a group."""
        row = self.ledger.row(self.indexAt(event.position().toPoint()))
        if isinstance(row, Heading):
            self.fold(row)
        elif row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.editing.begin(typed_over=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cell editor follows."""
        super().resizeEvent(event)
        self.place_cell()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The cell editor follows."""
        super().scrollContentsBy(dx, dy)
        self.editing.hide_slips()
        self.place_cell()
        if dx and self.ledger.arrangement.grouping is not None:
            self.viewport().update()  # headings stay at the left edge

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs other heights and widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    # Inside

    def _index(self, row: int, column: int) -> QModelIndex:
        last = self.model().rowCount() - 1
        row, column = max(0, min(row, last)), max(0, min(column, len(self.ledger.columns) - 1))
        return self.model().index(row, column)

    def _behave(self) -> None:
        self.setAccessibleName(self.work.kind.name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _lay_out(self) -> None:
        numbers, columns = self.verticalHeader(), self.horizontalHeader()
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setAccessibleName("行号")
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.sectionPressed.disconnect()  # a click sorts and leaves the selection alone
        # Its own, empty: else it looks through every row for whether a column is chosen whole.
        columns.setSelectionModel(QItemSelectionModel(self.model(), columns))
        columns.setSortIndicatorShown(True)
        columns.setSortIndicatorClearable(True)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        columns.setAccessibleName("列")
        self._measure()
        character = self.fontMetrics().horizontalAdvance("永")
        widths = self.work.kind.widths
        for number, column in enumerate(self.ledger.columns):
            self.setColumnWidth(number, character * widths[column] + 2 * PAD)

    def _measure(self) -> None:
        height = self.fontMetrics().height() + 10
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        least = self.fontMetrics().horizontalAdvance("永") * 3
        self.horizontalHeader().setMinimumSectionSize(least)

    def _connect(self) -> None:
        self.selectionModel().currentChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(lambda *_: self.moved.emit())
        self.model().modelAboutToBeReset.connect(self._keep_place)
        self.model().modelReset.connect(self._find_place)
        self.model().layoutChanged.connect(self.place_cell)
        self.model().rowsInserted.connect(self.place_cell)
        self.model().rowsRemoved.connect(self.place_cell)
        self.model().dataChanged.connect(self.place_cell)
        theme().changed.connect(self.viewport().update)

    def _label(self) -> str:
        return self.ledger.terms.labels[self.current_column()]

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        self.update(before)
        if NewRow() in (self.ledger.row(now), self.ledger.row(before)):
            self.viewport().update()  # it shows what a line begun in this column would repeat
        self.commands.release()
        self.place_cell()
        self.moved.emit()

    def _keep_place(self) -> None:
        """Remember cursor and selection by what the rows are, over a new beginning."""
        row = self.current_row()
        chosen = self.chosen()
        keys = {key_of(self.ledger.shown[number]) for number in chosen.rows}
        here = key_of(row) if row is not None else 0
        self._kept = (here, self.currentIndex().column(), keys, chosen.columns)

    def _find_place(self) -> None:
        if self._kept is None:
            return
        (here, column, keys, columns), self._kept = self._kept, None
        self.go_to(max(self.ledger.place(here), 0), max(column, 0))
        places = sorted(place for place in map(self.ledger.place, keys) if place >= 0)
        if len(keys) > 1 and columns:
            found = QItemSelection()
            for row in places:
                found.select(self._index(row, columns[0]), self._index(row, columns[-1]))
            self.selectionModel().select(found, _Flag.ClearAndSelect)

    def _tell_cell(self) -> None:
        """Say to a screen reader which cell the keys go to."""
        index = self.currentIndex()
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole) or self._label()
        self.cell.setAccessibleName(f"第 {index.row() + 1} 行 {spoken}")
        if self.cell.hasFocus():
            said = QAccessibleEvent(self.cell, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(said)
