"""The pasted rows, and typing into their cells as into the grid's own."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from budgetdesk.desktop.ledger.cell_line import CellLine
from budgetdesk.desktop.ledger.paste_model import RESULT, PasteModel
from budgetdesk.desktop.ledger.suggestions import Suggestions
from budgetdesk.domain.ledger_choices import choices_for
from budgetdesk.domain.ledger_lines import AMOUNT
from budgetdesk.domain.ledger_words import LedgerField
from budgetdesk.exchange.pasted_columns import meanings_of

Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_AWAY = {
    **dict.fromkeys(_ENTER, (1, 0)),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}


class PreviewTable(QTableView):
    """The pasted rows. A click on a column's heading says what the column is.

    The focus always lies in its `cell`: an input method finds a living field for its first letter.
    """

    def __init__(self, model: PasteModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.cell = CellLine(self, self.viewport())
        self.list = Suggestions(self.viewport())
        self.setFocusProxy(self.cell)
        self._behave()
        self._lay_out()
        self.cell.left.connect(self.commit)
        self.cell.textEdited.connect(self._offer)
        self.list.taken.connect(self._take)
        self.selectionModel().currentChanged.connect(self._place_cell)
        self.setCurrentIndex(model.index(*self._first_place()))

    def showEvent(self, event: QShowEvent) -> None:
        """Only now is it known what fits."""
        super().showEvent(event)
        self.scrollTo(self.currentIndex())

    # Typing into a cell: what the cell line asks of its table

    def claims_key(self, event: QKeyEvent) -> bool:
        """Whether the table acts on this key, so that no shortcut takes it."""
        return self.cell.editing and (event.key() in _AWAY or event.key() == Qt.Key.Key_Escape)

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key; False leaves it to the text, or to the table and the dialog around."""
        key = Qt.Key(event.key())
        if not self.cell.editing:
            return self._take_resting(key, event.modifiers())
        if self.list.take_key(key):
            return True
        if key == Qt.Key.Key_Escape:
            self.give_up()
        elif key in _AWAY:
            self.commit()
            here, (down, across) = self.currentIndex(), _AWAY[key]
            self._go_to(here.row() + down, here.column() + across)
        else:
            return False
        return True

    def begin_typing(self) -> bool:
        """Start to replace the cell's text; False where nothing may be typed."""
        return self.begin(typed_over=True)

    def give_up(self) -> None:
        """Close the cell; what was typed and not taken over is given up."""
        self.list.hide()
        self.cell.rest()

    def begin(self, *, typed_over: bool) -> bool:
        """Open the current cell; False in the column of results."""
        index = self.currentIndex()
        if not index.isValid() or index.column() == RESULT:
            return False
        self.scrollTo(index)
        self._place_cell()
        text = "" if typed_over else index.data(Qt.ItemDataRole.EditRole)
        right = self._model.meaning(index.column()).field == AMOUNT
        self.cell.start(text, typed_over=typed_over, right=right)
        return True

    def commit(self) -> None:
        """Take over what was typed: the model mends every cell that is wrong in the same way."""
        if self.cell.editing:
            self.cell.finish_composing()
            text = self.cell.text()
            self.give_up()
            self.model().setData(self.currentIndex(), text)

    # Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys go to the cell."""
        super().focusInEvent(event)
        self.cell.setFocus(event.reason())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click elsewhere takes over what was typed."""
        self.commit()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click edits a cell."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.begin(typed_over=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cell follows."""
        super().resizeEvent(event)
        self._place_cell()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The cell follows."""
        super().scrollContentsBy(dx, dy)
        self.list.hide()
        self._place_cell()

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
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for meaning in meanings_of(self._model.terms):
            action = menu.addAction(meaning.label)
            action.setCheckable(True)
            action.setChecked(meaning == self._model.meaning(column))
            action.triggered.connect(
                lambda _=False, meaning=meaning: self._model.give_meaning(column, meaning)
            )
        return menu

    # Inside

    def _take_resting(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        if key == Qt.Key.Key_F2:
            return self.begin(typed_over=False)
        if key == Qt.Key.Key_Down and held & Qt.KeyboardModifier.AltModifier:
            self.open_meanings(self.currentIndex().column())
            return True
        return False

    def _offer(self, text: str) -> None:
        """List what the book knows for the typed text."""
        wanted = self._model.meaning(self.currentIndex().column()).field
        if wanted is None or not text:
            self.list.hide()
            return
        found = choices_for(self._model.terms, self._model.like, wanted, text)
        self.list.offer(found, self.visualRect(self.currentIndex()), marked=-1)

    def _take(self, text: str) -> None:
        self.cell.setText(text)
        self.commit()

    def _go_to(self, row: int, column: int) -> None:
        last, right = self._model.rowCount() - 1, self._model.columnCount() - 1
        row, column = max(0, min(row, last)), max(0, min(column, right))
        self.setCurrentIndex(self._model.index(row, column))

    def _first_place(self) -> tuple[int, int]:
        """Where to begin: at the first text that can't be read, else at the first line."""
        for row in self._model.rows:
            if row.problems:
                return row.number, min(row.problems) + 1
        return min(self._model.layout.first_row, self._model.rowCount() - 1), 1

    def _place_cell(self) -> None:
        rect: QRect = self.visualRect(self.currentIndex())
        if rect.isValid():
            self.cell.setGeometry(rect)

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
