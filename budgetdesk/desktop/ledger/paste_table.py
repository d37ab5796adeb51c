"""The pasted rows, and typing into their cells as into the grid's own."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from budgetdesk.desktop.ledger.paste_editing import PasteEditing, PasteKeys
from budgetdesk.desktop.ledger.paste_model import RESULT, PasteModel
from budgetdesk.desktop.ledger.preview_clips import PreviewClips
from budgetdesk.desktop.menu import Menu
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.exchange.line_tables.columns import meanings_of

Index = QModelIndex | QPersistentModelIndex


class PreviewTable(QTableView):
    """The pasted rows. A click on a column's heading says what the column is.

    The focus always lies in its `cell`: an input method finds a living field for its first letter.
    """

    def __init__(self, model: PasteModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.editing = PasteEditing(self, model)
        self.cell = self.editing.editor
        self.cell.keys = PasteKeys(
            self.editing, self, PreviewClips(self, model), self.open_meanings
        )
        self.setFocusProxy(self.cell)
        self._behave()
        self._lay_out()
        self.selectionModel().currentChanged.connect(self.editing.place)
        self.setCurrentIndex(model.index(*self._first_place()))

    def showEvent(self, event: QShowEvent) -> None:
        """Only now is it known what fits."""
        super().showEvent(event)
        self.scrollTo(self.currentIndex())

    def commit(self) -> None:
        """Take over what was typed."""
        self.editing.commit()

    # Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys go to the cell."""
        super().focusInEvent(event)
        self.cell.setFocus(event.reason())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click elsewhere takes over what was typed."""
        self.commit()
        self.cell.keys.end_run()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click edits a cell."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.editing.begin(typed_over=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cell follows."""
        super().resizeEvent(event)
        self.editing.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The cell follows."""
        super().scrollContentsBy(dx, dy)
        self.editing.hide_slips()
        self.editing.place()

    # What a column means

    def open_meanings(self, column: int) -> None:
        """Offer what a column may be."""
        if column == RESULT:
            return
        menu = self.meanings_menu(column)
        left = self.columnViewportPosition(column)
        menu.popup(self.viewport().mapToGlobal(QPoint(left, 0)))

    def meanings_menu(self, column: int) -> QMenu:
        """The menu of what a column may be, its present meaning ticked."""
        menu = Menu.passing(self)
        for meaning in meanings_of(self._model.terms):
            action = menu.addAction(meaning.label)
            action.setCheckable(True)
            action.setChecked(meaning == self._model.meaning(column))
            action.triggered.connect(
                lambda _=False, meaning=meaning: self._model.give_meaning(column, meaning)
            )
        return menu

    # Inside

    def _first_place(self) -> tuple[int, int]:
        """Where to begin: at the first text that can't be read, else at the first line."""
        for row in self._model.rows:
            if row.problems:
                return row.number, min(row.problems) + 1
        return min(self._model.layout.first_row, self._model.rowCount() - 1), 1

    def _behave(self) -> None:
        self.setAccessibleName("粘贴的内容")
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)

    def _lay_out(self) -> None:
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 9)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.sectionPressed.disconnect()
        columns.sectionClicked.connect(self.open_meanings)
        columns.setToolTip("单击列标题，指明这一列是什么")
        columns.setSectionsClickable(True)
        character = self.fontMetrics().horizontalAdvance("永")
        for column in range(self._model.columnCount()):
            wide = column == RESULT or self._model.meaning(column).field == LedgerField.PROJECT
            self.setColumnWidth(column, character * (16 if wide else 10))
