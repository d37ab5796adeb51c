"""The view of a list: what is current and what is at the top stay, whatever comes anew."""

from collections.abc import Hashable
from heapq import nlargest
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from budgetdesk.desktop.listing.delegate import GAP, ListDelegate
from budgetdesk.desktop.listing.model import Keyed, ListModel
from budgetdesk.forms.listing import ColumnKind, LineHeading

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MEASURED = 300  # lines, of which the widest text counts
_COMPARED = 5  # texts about as long, of which the font says the widest
_WIDEST = 40  # characters that a column gets room for
_Flag = QItemSelectionModel.SelectionFlag


def _half_widths(text: str) -> int:
    """About how wide a text is: in GB 18030 full-width characters are two bytes, Latin ones one."""
    return len(text.encode("gb18030", "replace"))


class ListTable(QTableView):
    """Lines and headings. Enter opens a line, ← and → fold a group, Ctrl+C copies."""

    opened = Signal(object)  # the line
    fold_wanted = Signal(object, bool)  # the heading's key; whether to fold
    current_moved = Signal()
    selection_moved = Signal()

    def __init__(
        self,
        model: ListModel,
        delegate: ListDelegate | None = None,
        parent: QWidget | None = None,
        *,
        stretches: int | None = None,
    ) -> None:
        """`stretches` is the number of the column that takes what room the others leave."""
        super().__init__(parent)
        self._stretches = stretches
        self._seen = False
        self._wanted: dict[int, int] = {}  # what texts need, by column
        self._widened: dict[int, int] = {}  # columns that got of the room, and how wide they are
        self._character = self.fontMetrics().horizontalAdvance("永")
        self.model_of_lines = model
        self.setModel(model)
        self.setItemDelegate(delegate or ListDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._lay_out()
        self.selectionModel().currentRowChanged.connect(lambda *_: self.current_moved.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_moved.emit())

    # What a panel calls

    def show_lines(self, lines: list[Any]) -> None:
        """Show these lines; cursor and scrolling stay with the lines that are still there."""
        model = self.model_of_lines
        current, row = self.current_line(), self.currentIndex().row()
        top = model.line(self.indexAt(self.viewport().rect().topLeft()))
        self.setUpdatesEnabled(False)
        try:
            model.show(lines)
            self._span_headings()
            self._keep_current(current, row)
            self._keep_top(top)
            self._measure()
        finally:
            self.setUpdatesEnabled(True)

    def current_line(self) -> Any | None:
        """The line the cursor is on."""
        return self.model_of_lines.line(self.currentIndex())

    def selected_lines(self) -> list[Any]:
        """The chosen lines and headings, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.model_of_lines.lines[row] for row in rows]

    def selectRow(self, row: int) -> None:
        """Choose a line alone. Qt would heed Ctrl and Shift, held for the key that opened all."""
        self._set_current(row)

    def go_to(self, key: Hashable) -> bool:
        """Put the cursor on a line and bring it into view; False when it is not shown."""
        row = self.model_of_lines.row_of(key)
        if row < 0:
            return False
        self._set_current(row)
        self._bring()
        return True

    def step(self, offset: int) -> Any | None:
        """Go to the next (1) or previous (-1) line, round the end; None when there is none."""
        lines = self.model_of_lines.lines
        row = self.currentIndex().row()
        if row < 0 and offset < 0:
            row = 0
        for count in range(1, len(lines) + 1):
            line = lines[(row + offset * count) % len(lines)]
            if not isinstance(line, LineHeading):
                self.go_to(line.key)
                return line
        return None

    def make_room(self, whole: LineHeading) -> None:
        """Widen columns for the sums of all lines, which are longer than any of them."""
        font = self.font()
        font.setBold(True)
        for at in range(len(whole.sums)):
            text = self.model_of_lines.text(whole, at) if at else ""
            wanted = QFontMetrics(font).horizontalAdvance(text) + 2 * GAP + 4
            if wanted > self.columnWidth(at):
                self.setColumnWidth(at, wanted)
        self._stretch()

    def copy_selection(self) -> None:
        """Put the chosen lines on the clipboard, as a table under the columns' names."""
        from budgetdesk.exchange.clipboard.writing import format_cells

        model = self.model_of_lines
        shown = [at for at in range(len(model.columns)) if not self.isColumnHidden(at)]
        lines = [it for it in self.selected_lines() if not isinstance(it, LineHeading)]
        if not lines:
            return
        table = [[model.columns[at].title for at in shown]]
        table += [[model.columns[at].text(line) for at in shown] for line in lines]
        data = QMimeData()
        data.setText(format_cells(table))
        QGuiApplication.clipboard().setMimeData(data)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column takes what room is left, where it is to."""
        super().resizeEvent(event)
        self._stretch()

    def showEvent(self, event: QShowEvent) -> None:
        """Where the cursor was put before there was a height, bring that into view."""
        super().showEvent(event)
        if not self._seen:
            self._seen = True
            self._bring()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; ← and → fold and unfold; Ctrl+C copies."""
        line = self.current_line()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.key() in ENTER and line is not None:
            self.act(line)
        elif event.key() == Qt.Key.Key_Left:
            self._left(line)
        elif event.key() == Qt.Key.Key_Right and isinstance(line, LineHeading):
            self.fold_wanted.emit(line.key, False)
        elif event.key() == Qt.Key.Key_Space and isinstance(line, LineHeading):
            self.fold_wanted.emit(line.key, not line.folded)
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Where a key leads; from a column that was hidden meanwhile Qt would go nowhere."""
        current = self.currentIndex()
        if current.isValid() and self.isColumnHidden(current.column()):
            shown = current.siblingAtColumn(self._first_shown())
            self.selectionModel().setCurrentIndex(shown, _Flag.NoUpdate)
        return super().moveCursor(action, held)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """There is always a current line while there is one."""
        super().focusInEvent(event)
        pressed = event.reason() == Qt.FocusReason.MouseFocusReason  # the press says which line
        lines = self.model_of_lines.lines
        if not pressed and not self.currentIndex().isValid() and lines:
            self._set_current(min(1, len(lines) - 1))

    def act(self, line: Any) -> None:
        """Do what Enter does: fold a heading, open a line."""
        if isinstance(line, LineHeading):
            self.fold_wanted.emit(line.key, not line.folded)
        else:
            self.opened.emit(line)

    # Inside

    def _bring(self) -> None:
        """Bring the current line into view, below its heading where both have room."""
        row, lines = self.currentIndex().row(), self.model_of_lines.lines
        if row < 0:
            return
        room = self.viewport().height() // max(1, self.rowHeight(row))
        above = range(row, max(-1, row - room), -1)
        heading = next((at for at in above if isinstance(lines[at], LineHeading)), row)
        for at in (row, heading):
            self.scrollTo(self.model_of_lines.index(at, self._first_shown()))

    def _first_shown(self) -> int:
        count = len(self.model_of_lines.columns)
        return next((it for it in range(count) if not self.isColumnHidden(it)), 0)

    def _stretch(self) -> None:
        """Texts that are cut get of the room that is left, those first that lack least of it.

        The rest goes to the one that takes it, or where that is not cut to the next that is.
        """
        at, columns = self._stretches, self.model_of_lines.columns
        if at is None or not columns:
            return
        shown = [it for it in range(len(columns)) if not self.isColumnHidden(it)]
        widths = {it: self._own_width(it) for it in shown} | {at: self._declared(at)}
        spare = self.viewport().width() - sum(widths.values())
        free = [it for it in self._wanted if it in widths and widths[it] == self._declared(it)]
        lacks = {it: self._wanted[it] - widths[it] for it in free}
        heir = at
        for column, lack in sorted(lacks.items(), key=lambda it: it[1]):
            if 0 < lack <= spare:
                spare -= lack
                widths[column] += lack
            elif lack > spare > 0 and heir == at and lacks.get(at, 0) < lack:
                heir = column  # the one that gives way has what it needs
        widths[heir] += max(0, spare)
        for column in (*lacks, at):
            self._widened[column] = widths[column]
            self.setColumnWidth(column, widths[column])

    def _declared(self, column: int) -> int:
        return round(self._character * self.model_of_lines.columns[column].width)

    def _own_width(self, column: int) -> int:
        """How wide a column is but for what it got of the room: as declared, or as dragged."""
        now = self.columnWidth(column)
        return self._declared(column) if self._widened.get(column) == now else now

    def _measure(self) -> None:
        """How wide the texts are, as far as columns can get room for them."""
        if self._stretches is None:
            return
        model, metrics = self.model_of_lines, self.fontMetrics()
        lines = [it for it in model.lines[:_MEASURED] if not isinstance(it, LineHeading)]
        for at, column in enumerate(model.columns):
            if column.kind is ColumnKind.TEXT:
                texts = {model.text(line, at)[: _WIDEST * 2] for line in lines}
                longest = nlargest(_COMPARED, texts, key=_half_widths)
                width = max(map(metrics.horizontalAdvance, longest), default=0)
                self._wanted[at] = min(width + 2 * GAP + 4, self._character * _WIDEST)
        self._stretch()

    def _left(self, line: Any | None) -> None:
        """Fold the group, or go from a line to its heading."""
        if isinstance(line, LineHeading):
            self.fold_wanted.emit(line.key, True)
            return
        above = self.model_of_lines.lines[: max(self.currentIndex().row(), 0)]
        heading = next((line for line in reversed(above) if isinstance(line, LineHeading)), None)
        if heading is not None:
            self.go_to(heading.key)

    def _keep_current(self, before: Keyed | None, row: int) -> None:
        if before is None or self.current_line() is before:
            return
        found = self.model_of_lines.row_of_line(before)
        if found < 0:
            self._set_current(self._near(row))
        elif found != self.currentIndex().row():
            self._set_current(found)

    def _near(self, row: int) -> int:
        """The row that took the place of one that is gone, rather a line than a heading."""
        lines = self.model_of_lines.lines
        row = min(row, len(lines) - 1)
        following = (
            at for at in range(max(row, 0), len(lines)) if not isinstance(lines[at], LineHeading)
        )
        return next(following, row)

    def _keep_top(self, before: Keyed | None) -> None:
        if before is not None:
            row = self.model_of_lines.row_of_line(before)
            if row >= 0:
                self.verticalScrollBar().setValue(row)

    def _set_current(self, row: int) -> None:
        if row < 0:
            return
        index = self.model_of_lines.index(row, self._first_shown())
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)

    def _span_headings(self) -> None:
        self.clearSpans()
        model = self.model_of_lines
        across = model.heading_span
        for row, line in enumerate(model.lines if across > 1 else ()):
            if isinstance(line, LineHeading):
                self.setSpan(row, 0, 1, across)

    def _lay_out(self) -> None:
        height = self.fontMetrics().height() + 9
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(self._character * 3)
        for at, column in enumerate(self.model_of_lines.columns):
            if column.width:
                self.setColumnWidth(at, round(self._character * column.width))
            else:  # what has no width of its own has what is left
                columns.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
