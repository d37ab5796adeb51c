"""The same form in the widget one would otherwise take: a QTableView with spans."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTextEdit,
    QWidget,
)

from budgetdesk.forms.sheet import Cell, Sheet

_WIDTH = 960  # pixels, as wide as the form on screen
_Index = QModelIndex | QPersistentModelIndex


class TableTwin:
    """Makes tables of one sheet, and edits one cell in them."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._table: QTableView | None = None

    def make(self) -> QTableView:
        """A table with the sheet's cells, its rows as high as their texts."""
        model = QStandardItemModel(len(self._sheet.rows), len(self._sheet.columns))
        table = QTableView()
        table.setModel(model)
        model.setParent(table)
        table.horizontalHeader().hide()
        table.verticalHeader().hide()
        share = _WIDTH / sum(self._sheet.columns)
        for column, width in enumerate(self._sheet.columns):
            table.setColumnWidth(column, round(width * share))
        for cell in self._sheet.cells:
            model.setItem(cell.row, cell.column, QStandardItem(cell.text))
            if cell.rows > 1 or cell.columns > 1:
                table.setSpan(cell.row, cell.column, cell.rows, cell.columns)
        table.resizeRowsToContents()
        return table

    def edit(self, text: str, size: QSize) -> QTextEdit:
        """The editor of a shown table's longest paragraph, holding `text`."""
        self._table = table = self.make()
        cell = self._paragraph()
        table.setItemDelegate(_Growing(table))
        table.resize(size)
        table.show()
        index = table.model().index(cell.row, cell.column)
        table.setCurrentIndex(index)
        table.edit(index)
        QApplication.processEvents()
        editor = table.findChild(QTextEdit)
        assert editor is not None
        editor.setPlainText(text)
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        return editor

    def close(self) -> None:
        """Put the edited table away."""
        if self._table is not None:
            self._table.close()
            self._table.deleteLater()

    def _paragraph(self) -> Cell:
        return max(self._sheet.cells, key=lambda cell: len(cell.text))


class _Growing(QStyledItemDelegate):
    """Edits in a text editor whose row grows with it."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index
    ) -> QWidget:
        editor = QTextEdit(parent)
        editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = index.row()
        editor.textChanged.connect(lambda: self._grow(editor, row))
        return editor

    def _grow(self, editor: QTextEdit, row: int) -> None:
        self._table.setRowHeight(row, round(editor.document().size().height()) + 4)
