"""The table of lines as it is seen, with the cell editor over its current cell."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from budgetdesk.desktop.ledger.commands import LineCommands
from budgetdesk.desktop.ledger.cursor import Cursor
from budgetdesk.desktop.ledger.delegate import PAD, LineDelegate
from budgetdesk.desktop.ledger.editing import LineEditing
from budgetdesk.desktop.ledger.keys import LineKeys
from budgetdesk.desktop.ledger.model import LinesModel
from budgetdesk.desktop.ledger.rows import GroupHeading, NewRow
from budgetdesk.desktop.ledger.work import LinesWork
from budgetdesk.desktop.theme import theme
from budgetdesk.domain.ledger_lines import Line


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
        self.cursor_ = Cursor(model, self.selectionModel())
        self.setItemDelegate(LineDelegate(self, self.cursor_, model, work))
        self.editing = LineEditing(self, self.cursor_, model, work)
        self.cell = self.editing.editor
        self.commands = LineCommands(self.editing, self.cursor_, model, work, self)
        self.cell.keys = LineKeys(
            self.editing, self.cursor_, self.commands, self._rows_seen, self.find_wanted.emit
        )
        self.setFocusProxy(self.cell)
        self._behave()
        self._lay_out()
        self._connect()

    def go_to(self, row: int, column: int, *, extend: bool = False) -> None:
        """Put the cursor on a cell, or with `extend` let the selection reach to it."""
        self.cursor_.go_to(row, column, extend=extend)

    def current_line(self) -> Line | None:
        """The line the cursor is in."""
        return self.cursor_.line

    # Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys go to the cell."""
        super().focusInEvent(event)
        self.cell.setFocus(event.reason())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to a cell, or folds a group at its mark."""
        if not self.editing.commit():
            return
        self.cell.keys.end_run()
        super().mousePressEvent(event)
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.cursor_.anchor_here()
        index = self.indexAt(event.position().toPoint())
        row = self.ledger.row(index)
        near = self.columnViewportPosition(0) + PAD + 2 * self.fontMetrics().height()
        if isinstance(row, GroupHeading) and event.position().x() < near:
            self.cursor_.fold(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click edits a cell, or folds a group."""
        row = self.ledger.row(self.indexAt(event.position().toPoint()))
        if isinstance(row, GroupHeading):
            self.cursor_.fold(row)
        elif row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.editing.begin(typed_over=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cell editor follows."""
        super().resizeEvent(event)
        self.editing.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The cell editor follows."""
        super().scrollContentsBy(dx, dy)
        self.editing.hide_slips()
        self.editing.place()
        if dx and self.ledger.arrangement.grouping is not None:
            self.viewport().update()  # headings stay at the left edge

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs other heights and widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    # Inside

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
        self.cursor_.moved.connect(self._on_current)
        self.cursor_.changed.connect(self.moved)
        self.cursor_.wanted.connect(self.scrollTo)
        self.model().layoutChanged.connect(self.editing.place)
        self.model().rowsInserted.connect(self.editing.place)
        self.model().rowsRemoved.connect(self.editing.place)
        self.model().dataChanged.connect(self.editing.place)
        self.editing.message.connect(self.message)
        self.commands.message.connect(self.message)
        self.commands.naming_wanted.connect(self.naming_wanted)
        theme().changed.connect(self.viewport().update)

    def _rows_seen(self) -> int:
        return max(self.viewport().height() // self.rowHeight(0) - 1, 1)

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        self.update(before)
        if NewRow() in (self.ledger.row(now), self.ledger.row(before)):
            self.viewport().update()  # it shows what a line begun in this column would repeat
        self.commands.release()
        self.editing.place()
