"""The tab of the computed tables: one of them on paper, chosen from a list."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from budgetdesk.book.change import Change
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.tables.table_view import TableView
from budgetdesk.domain.catalogue import CatalogueError
from budgetdesk.exchange.exporting import TableKey
from budgetdesk.forms.loader import FormSetError
from budgetdesk.forms.sheet import Cell, Sheet
from budgetdesk.tables.compute import DepartmentTables, compute_tables, ledger_behind
from budgetdesk.tables.sheets import place_on, table_name, table_sheet
from budgetdesk.tables.table import Table

# What the tables are made of.
_TABLES = ("ledger_line", "revenue_line", "catalogue_entry", "department", "unit", "project")
_NOTHING = "账套中还没有预算明细。\n录入或导入预算明细后，十三张报表在这里自动算出。"
_HINT = "由预算明细汇总，双击数字看明细"


class TablesPanel(QWidget):
    """The computed tables of a book; read-only, they follow every change of the ledger."""

    title = "报表"
    lines_wanted = Signal(object, str)  # ids of ledger lines, and what they are behind
    paper_wanted = Signal()  # all tables as they will print

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tables")
        self._session = session
        self._departments: tuple[DepartmentTables, ...] = ()
        self._stale = True
        self.department = QComboBox(self)
        self.table = QComboBox(self)
        self.view = TableView(_blank(), self)
        self.nothing = QLabel(_NOTHING, self)
        self._stack = QStackedWidget(self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    @property
    def current(self) -> Table | None:
        """The table shown."""
        place, number = self.department.currentIndex(), self.table.currentIndex()
        if not 0 <= place < len(self._departments) or number < 0:
            return None
        return self._departments[place].tables[number]

    @property
    def key(self) -> TableKey | None:
        """Which table of which department is shown."""
        table = self.current
        return None if table is None else TableKey(table.department.id, table.id)

    @property
    def name(self) -> str:
        """What the table shown is called."""
        return self.view.sheet.name

    def show_table(self, table_id: str) -> None:
        """Bring a table to the front, by its id."""
        self.refresh()
        place = self.table.findData(table_id)
        if place >= 0:
            self.table.setCurrentIndex(place)

    def refresh(self) -> None:
        """Compute the tables again where the ledger has changed."""
        self._soon.stop()
        if not self._stale:
            return
        self._stale = False
        try:
            self._departments = compute_tables(self._session.book)
        except (CatalogueError, FormSetError) as error:
            self._departments = ()
            self.nothing.setText(str(error))
        self._list_departments()
        self._show()

    def menu(self) -> list[QAction | None]:
        """The commands for a menu."""
        return [*self.view.menu()]

    def close_down(self) -> None:
        """Hear no more of the book."""
        self._session.changed.disconnect(self._on_change)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed meanwhile."""
        super().showEvent(event)
        self.refresh()

    # Inside

    def _on_change(self, change: Change) -> None:
        if any(change.touches(table) for table in _TABLES):
            self._stale = True
            if self.isVisible():
                self._soon.start()

    def _list_departments(self) -> None:
        """Fill both lists, keeping what is chosen."""
        names = [it.department.name for it in self._departments]
        _fill(self.department, [(name, name) for name in names])
        self.department.setVisible(len(names) > 1)
        tables = self._departments[0].tables if self._departments else ()
        _fill(self.table, [(table_name(table), table.id) for table in tables])

    def _show(self) -> None:
        table = self.current
        self._stack.setCurrentWidget(self.nothing if table is None else self.view)
        if table is None:
            return
        view = self.view
        same, place = view.sheet.form_id == table.form_id, view.place
        view.show_sheet(table_sheet(table))
        view.move_to(view.grid.field_near(place) if same else view.grid.first_input())
        if not same:  # from its title on
            view.verticalScrollBar().setValue(0)

    def _open_figure(self, cell: Cell) -> None:
        table = self.current
        place = place_on(table, cell) if table is not None else None
        if table is None or place is None:
            return
        row, key = place
        ids = ledger_behind(self._session.book, table, row, key)
        if ids:
            self.lines_wanted.emit(ids, f"{table_name(table).partition(' ')[0]} {cell.text}")

    def _connect(self) -> None:
        self._session.changed.connect(self._on_change)
        self._soon.timeout.connect(self.refresh)
        self.department.currentIndexChanged.connect(self._show)
        self.table.currentIndexChanged.connect(self._show)
        self.view.figure_wanted.connect(self._open_figure)

    def _lay_out(self) -> None:
        for box, name in ((self.department, "部门"), (self.table, "报表")):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.table.setMaxVisibleItems(20)
        self.view.setAccessibleName("报表")
        self.nothing.setObjectName("faint")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.view)
        row = QWidget(self)
        row.setObjectName("tool-row")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        hint = QLabel(_HINT, self)
        hint.setObjectName("faint")
        across = QHBoxLayout(row)
        across.setContentsMargins(10, 5, 10, 5)
        across.setSpacing(8)
        across.addWidget(self.department)
        across.addWidget(self.table)
        across.addStretch(1)
        across.addWidget(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(row)
        layout.addWidget(self._stack, 1)


def _fill(box: QComboBox, items: list[tuple[str, str]]) -> None:
    """Give a list its items, keeping the chosen one where it is still there."""
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for text, data in items:
        box.addItem(text, data)
    box.setCurrentIndex(max(box.findData(chosen), 0) if items else -1)
    box.blockSignals(False)


def _blank() -> Sheet:
    return Sheet("", "", "", "", "", (1.0,), (), ())
