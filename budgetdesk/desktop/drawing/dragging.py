"""A field dragged from the list of cells onto another cell of the template."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from budgetdesk.desktop.drawing.template_lines import COLUMNS
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.desktop.tables.table_view import BLANK, TableView

_FORMAT = "application/x-budgetdesk-cell"  # the place of the cell whose field is dragged


class TemplateModel(ListModel):
    """The cells as a list whose lines can be dragged."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """A line can be dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The place of the first line's cell."""
        data = QMimeData()
        line = self.line(indexes[0]) if indexes else None
        data.setData(_FORMAT, str(line.key if line is not None else "").encode())
        return data


def draggable_lines(parent: QWidget) -> ListTable:
    """The list of cells, one of which can be dragged."""
    table = ListTable(TemplateModel(), parent=parent)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
    return table


class TemplateView(TableView):
    """The template; a field that is dropped on one of its cells wants to be there."""

    field_dropped = Signal(str, object)  # the place of the cell it comes from; Cell

    def __init__(self, parent: QWidget) -> None:
        super().__init__(BLANK, parent, opens=lambda _: False)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take fields only."""
        if event.mimeData().hasFormat(_FORMAT):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Any cell may take one."""
        if self.cell_at(event.position().toPoint()) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which field is to be where."""
        cell = self.cell_at(event.position().toPoint())
        if cell is not None:
            event.acceptProposedAction()
            place = bytes(event.mimeData().data(_FORMAT).data()).decode()
            self.field_dropped.emit(place, cell)
