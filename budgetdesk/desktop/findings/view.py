"""The table of findings: what is current and what is at the top stay, whatever the report does."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from budgetdesk.desktop.findings.delegate import FindingDelegate
from budgetdesk.desktop.findings.entries import EntryKey, FindingHeading, FindingLine, Line
from budgetdesk.desktop.findings.model import (
    CODE,
    MESSAGE,
    OFFICE,
    PROJECT,
    SPOT,
    TITLE,
    TREATMENT,
    FindingModel,
)

# In widths of a character; the message has what is left.
_WIDTHS = {CODE: 6, TITLE: 12, OFFICE: 10, PROJECT: 15, SPOT: 13, TREATMENT: 5}
# Below how many characters of room a column gives way to the message; the details tell it still.
_GIVES_WAY = {OFFICE: 78, TITLE: 66, SPOT: 52}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Flag = QItemSelectionModel.SelectionFlag


class FindingTable(QTableView):
    """Lines of headings and findings. Enter or a click goes to the place, ← and → fold a group."""

    opened = Signal(object)  # FindingLine
    fix_wanted = Signal(object)  # FindingLine whose 修正 was clicked
    fold_wanted = Signal(str, bool)  # the heading's key; whether to fold
    current_moved = Signal()
    selection_moved = Signal()

    def __init__(self, model: FindingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings = model
        self._told_otherwise: frozenset[int] = frozenset()
        self.setModel(model)
        self.setItemDelegate(FindingDelegate(self))
        self.setAccessibleName("审核结果")
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

    # What the panel calls

    def show_lines(self, lines: list[Line]) -> None:
        """Show these lines; cursor and scrolling stay with the findings that are still there."""
        current, row = self.current_line(), self.currentIndex().row()
        top = self.findings.line(self.indexAt(self.viewport().rect().topLeft()))
        self.setUpdatesEnabled(False)
        try:
            self.findings.show(lines)
            self._span_headings()
            self._keep_current(current, row)
            self._keep_top(top)
        finally:
            self.setUpdatesEnabled(True)

    def current_line(self) -> Line | None:
        """The line the cursor is on."""
        return self.findings.line(self.currentIndex())

    def current_entry(self) -> FindingLine | None:
        """The finding the cursor is on; None on a heading."""
        line = self.current_line()
        return line if isinstance(line, FindingLine) else None

    def selected_lines(self) -> list[Line]:
        """The chosen lines, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.findings.lines[row] for row in rows]

    def go_to(self, key: EntryKey | str) -> bool:
        """Put the cursor on a line and bring it into view; False when it is not shown."""
        row = self.findings.row_of(key)
        if row < 0:
            return False
        self._set_current(row)
        self.scrollTo(self.currentIndex())
        return True

    def hide_columns(self, told_otherwise: frozenset[int]) -> None:
        """Leave out columns that the headings or filters tell already."""
        self._told_otherwise = told_otherwise
        self._fit_columns()

    def step(self, offset: int) -> FindingLine | None:
        """Go to the next (1) or previous (-1) finding, round the end; None when there is none."""
        lines = self.findings.lines
        row = self.currentIndex().row()
        if row < 0 and offset < 0:
            row = 0
        for count in range(1, len(lines) + 1):
            line = lines[(row + offset * count) % len(lines)]
            if isinstance(line, FindingLine):
                self.go_to(line.key)
                return line
        return None

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The message needs room most."""
        super().resizeEvent(event)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place; ← and → fold and unfold; Ctrl+C is the panel's."""
        line = self.current_line()
        if event.key() in _ENTER and line is not None:
            self._act(line)
        elif event.key() == Qt.Key.Key_Left:
            self._left(line)
        elif event.key() == Qt.Key.Key_Right and isinstance(line, FindingHeading):
            self.fold_wanted.emit(line.key, False)
        elif event.key() == Qt.Key.Key_Space and isinstance(line, FindingHeading):
            self.fold_wanted.emit(line.key, not line.folded)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A plain click goes to the place, mends, or folds; with Ctrl or Shift it only chooses."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = self.findings.line(index)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() != Qt.MouseButton.LeftButton or not plain or line is None:
            return
        if len(self.selectionModel().selectedRows()) > 1:  # dragged over several
            return
        if isinstance(line, FindingLine) and index.column() == TREATMENT and line.open_fix:
            self.fix_wanted.emit(line)
        else:
            self._act(line)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be clicked."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = self.findings.line(index)
        fixable = isinstance(line, FindingLine) and index.column() == TREATMENT and line.open_fix
        shape = Qt.CursorShape.PointingHandCursor if fixable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """There is always a current line while there is one."""
        super().focusInEvent(event)
        pressed = event.reason() == Qt.FocusReason.MouseFocusReason  # the press says which line
        if not pressed and not self.currentIndex().isValid() and self.findings.lines:
            self._set_current(min(1, len(self.findings.lines) - 1))

    def _fit_columns(self) -> None:
        room = self.viewport().width() / max(self.fontMetrics().horizontalAdvance("永"), 1)
        room += sum(_WIDTHS[column] for column in self._told_otherwise)
        for column, least in _GIVES_WAY.items():
            self.setColumnHidden(column, column in self._told_otherwise or room < least)

    def _act(self, line: Line) -> None:
        if isinstance(line, FindingHeading):
            self.fold_wanted.emit(line.key, not line.folded)
        else:
            self.opened.emit(line)

    def _left(self, line: Line | None) -> None:
        """Fold the group, or go from a finding to its heading."""
        if isinstance(line, FindingHeading):
            self.fold_wanted.emit(line.key, True)
            return
        above = self.findings.lines[: max(self.currentIndex().row(), 0)]
        heading = next((line for line in reversed(above) if isinstance(line, FindingHeading)), None)
        if heading is not None:
            self.go_to(heading.key)

    def _keep_current(self, before: Line | None, row: int) -> None:
        if before is None or self.current_line() is before:
            return
        found = self.findings.row_of_line(before)
        if found < 0:
            self._set_current(self._near(row))
        elif found != self.currentIndex().row():
            self._set_current(found)

    def _near(self, row: int) -> int:
        """The row that took the place of one that is gone, rather a finding than a heading."""
        lines = self.findings.lines
        row = min(row, len(lines) - 1)
        following = (
            at for at in range(max(row, 0), len(lines)) if isinstance(lines[at], FindingLine)
        )
        return next(following, row)

    def _keep_top(self, before: Line | None) -> None:
        if before is not None:
            row = self.findings.row_of_line(before)
            if row >= 0:
                self.verticalScrollBar().setValue(row)

    def _set_current(self, row: int) -> None:
        if row < 0:
            return
        index = self.findings.index(row, 0)
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)

    def _span_headings(self) -> None:
        self.clearSpans()
        columns = self.findings.columnCount(QModelIndex())
        for row, line in enumerate(self.findings.lines):
            if isinstance(line, FindingHeading):
                self.setSpan(row, 0, 1, columns)

    def _lay_out(self) -> None:
        height = self.fontMetrics().height() + 9
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setMinimumSectionSize(self.fontMetrics().horizontalAdvance("永") * 3)
        columns.setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        character = self.fontMetrics().horizontalAdvance("永")
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, character * width)
