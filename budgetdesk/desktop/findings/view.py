"""The table of findings: a click goes to the place, or mends."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from budgetdesk.desktop.findings.delegate import FindingDelegate
from budgetdesk.desktop.findings.entries import FindingLine
from budgetdesk.desktop.findings.model import OFFICE, SPOT, TITLE, TREATMENT, FindingModel
from budgetdesk.desktop.listing.view import ListTable

# Below how many characters of room a column gives way to the message; the details tell it still.
_GIVES_WAY = {OFFICE: 78, TITLE: 66, SPOT: 52}


class FindingTable(ListTable):
    """Lines of headings and findings. Enter or a click goes to the place, ← and → fold a group."""

    fix_wanted = Signal(object)  # FindingLine whose 修正 was clicked

    def __init__(self, model: FindingModel, parent: QWidget | None = None) -> None:
        super().__init__(model, FindingDelegate(), parent)
        self.itemDelegate().setParent(self)
        self.findings = model
        self._told_otherwise: frozenset[int] = frozenset()
        self.setAccessibleName("审核结果")
        self.horizontalHeader().setSectionsClickable(False)

    def current_entry(self) -> FindingLine | None:
        """The finding the cursor is on; None on a heading."""
        line = self.current_line()
        return line if isinstance(line, FindingLine) else None

    def hide_columns(self, told_otherwise: frozenset[int]) -> None:
        """Leave out columns that the headings or filters tell already."""
        self._told_otherwise = told_otherwise
        self._fit_columns()

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The message needs room most."""
        super().resizeEvent(event)
        self._fit_columns()

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
            self.act(line)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be clicked."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = self.findings.line(index)
        fixable = isinstance(line, FindingLine) and index.column() == TREATMENT and line.open_fix
        shape = Qt.CursorShape.PointingHandCursor if fixable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _fit_columns(self) -> None:
        room = self.viewport().width() / max(self.fontMetrics().horizontalAdvance("永"), 1)
        room += sum(self.findings.columns[column].width for column in self._told_otherwise)
        for column, least in _GIVES_WAY.items():
            self.setColumnHidden(column, column in self._told_otherwise or room < least)
