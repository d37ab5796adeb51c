"""The tab of the budget ledger: what is shown, the table, and what it adds up to."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.desktop.ledger.filter import sums_of
from budgetdesk.desktop.ledger.filter_field import FilterField
from budgetdesk.desktop.ledger.model import COLUMNS, LedgerModel
from budgetdesk.desktop.ledger.rows import GROUPINGS
from budgetdesk.desktop.ledger.table import LedgerTable
from budgetdesk.desktop.ledger.work import LedgerWork
from budgetdesk.desktop.session import Session
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.ledger_words import LABELS
from budgetdesk.domain.money import yuan_text

_PAUSE = 120  # milliseconds after the last letter before a filter is applied


class LedgerPanel(QWidget):
    """The budget ledger of one book."""

    message = Signal(str)  # one quiet sentence
    title = "预算明细"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledger")
        self.ledger = LedgerModel(LedgerTerms(session.book.info.fiscal_year), self)
        self.work = LedgerWork(session, self.ledger, self)
        self.table = LedgerTable(self.ledger, self.work, self)
        self.filter = FilterField(self)
        self.grouping = QComboBox(self)
        self.choice = QPushButton(self)
        self.total = QLabel(self)
        self.selection = QLabel(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._unregister = session.register_editor(self.commit)
        self._lay_out()
        self._connect()
        self._tell_total()
        self.table.go_to(0, 0)
        self.setFocusProxy(self.table)

    def commit(self) -> bool:
        """Write the open cell; False when its text is refused."""
        return self.table.editing.commit()

    def menu(self) -> list[QAction | None]:
        """The commands for a menu, None where a line parts them."""
        return self.table.commands.menu()

    def close_down(self) -> None:
        """Hear no more of the book."""
        self._unregister()
        self.work.leave()

    def show_only(self, ids: Iterable[int], title: str) -> None:
        """Show only these lines, for example those behind a figure; the button shows all again."""
        if not self.commit():
            return
        self.ledger.arrangement.choose(ids)
        self.choice.setText(f"只显示 {title}　✕")
        self.choice.setVisible(True)
        self._arrange()
        self.table.go_to(0, 0)

    def show_all(self) -> None:
        """Show every line again."""
        self.ledger.arrangement.choose(None)
        self.choice.setVisible(False)
        self._arrange()

    def go_to_line(self, line_id: int) -> bool:
        """Put the cursor on a line, whatever the filter; False when the book has it no more."""
        if line_id not in self.ledger.arrangement.lines:
            return False
        if self.ledger.place(line_id) < 0:
            self.filter.clear()
            self.grouping.setCurrentIndex(0)
            self.show_all()
            self._apply_filter()
        return self.table.go_to_line(line_id)

    # Inside

    def _apply_filter(self) -> None:
        self._pause.stop()
        if self.filter.text() != self.ledger.arrangement.query and self.commit():
            self.ledger.arrangement.filter(self.filter.text())
            self._arrange()

    def _arrange(self) -> None:
        self.ledger.rearrange()
        if not self.table.currentIndex().isValid():
            self.table.go_to(0, 0)
        self._tell_total()

    def _group(self) -> None:
        self.commit()
        place = self.grouping.currentIndex()
        self.ledger.arrangement.grouping = GROUPINGS[place - 1] if place > 0 else None
        self._arrange()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.commit()
        wanted = COLUMNS[column] if 0 <= column < len(COLUMNS) else None
        down = order == Qt.SortOrder.DescendingOrder
        self.ledger.arrangement.sort(wanted, descending=down)
        self._arrange()

    def _leave_filter(self) -> None:
        self._apply_filter()
        self.table.setFocus()

    def _tell_total(self) -> None:
        arrangement = self.ledger.arrangement
        count, total = arrangement.sums()
        of_all = "" if arrangement.plain() or count == len(arrangement.lines) else "筛选出 "
        self.total.setText(f"{of_all}{count} 行　合计 {_yuan(total)}")
        self._tell_selection()

    def _tell_selection(self) -> None:
        lines = self.table.commands.lines()
        if len(lines) < 2:
            self.selection.setText("")
            return
        count, total = sums_of(lines)
        self.selection.setText(f"选中 {count} 行　合计 {_yuan(total)}")

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self.menu():
            menu.addSeparator() if action is None else menu.addAction(action)
        menu.popup(place)

    def _connect(self) -> None:
        table = self.table
        table.moved.connect(self._tell_selection)
        table.message.connect(self.message)
        table.find_wanted.connect(self.filter.setFocus)
        table.find_wanted.connect(self.filter.selectAll)
        table.cell.menu_wanted.connect(self._open_menu)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(
            lambda place: self._open_menu(table.viewport().mapToGlobal(place))
        )
        table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.work.refreshed.connect(self._tell_total)
        self.filter.textChanged.connect(self._pause.start)
        self.filter.done.connect(self._leave_filter)
        self._pause.timeout.connect(self._apply_filter)
        self.grouping.currentIndexChanged.connect(self._group)
        self.choice.clicked.connect(self.show_all)

    def _lay_out(self) -> None:
        self.grouping.setAccessibleName("分组")
        self.grouping.addItems(["不分组", *(f"按{LABELS[column]}分组" for column in GROUPINGS)])
        self.choice.setObjectName("link")
        self.choice.setVisible(False)
        self.total.setAccessibleName("合计")
        self.selection.setAccessibleName("选中合计")
        self.selection.setObjectName("field-name")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._row("tool-row", self.filter, self.grouping, self.choice, None))
        layout.addWidget(self.table, 1)
        layout.addWidget(self._row("tool-row", self.total, None, self.selection))

    def _row(self, name: str, *parts: QWidget | None) -> QWidget:
        row = QWidget(self)
        row.setObjectName(name)
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(10, 5, 10, 5)
        layout.setSpacing(8)
        for part in parts:
            if part is None:
                layout.addStretch(1)
            else:
                layout.addWidget(part)
        return row


def _yuan(fen: int) -> str:
    return f"{yuan_text(fen, thousands=True)} 元"
