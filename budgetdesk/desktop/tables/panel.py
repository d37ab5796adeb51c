"""The tab of the computed tables: one of them on paper, chosen from a list."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from budgetdesk.desktop.cells.keyboard import key_action
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.editor.marks import Mark
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.tables.following import FollowingPage
from budgetdesk.desktop.tables.guide import FigureGuide, guide_of
from budgetdesk.desktop.tables.table_view import BLANK, TableView
from budgetdesk.desktop.tables.tool_row import TablesRow
from budgetdesk.domain.fields import FieldRef, figure_ref
from budgetdesk.forms.sheet import Cell
from budgetdesk.tables.compute import (
    DepartmentTables,
    compute_tables,
    ledger_behind,
    revenue_lines_behind,
)
from budgetdesk.tables.sheets import place_on, table_name, table_sheet
from budgetdesk.tables.table import Table, TableKey

_NOTHING = "账套中还没有预算明细。\n录入或导入预算明细后，十三张报表在这里自动算出。"
_NO_LINES = "这个数是零，没有对应的明细。"


class TablesPanel(FollowingPage):
    """The computed tables of a book."""

    tab_key = "tables"
    manual_page = "tables"
    title = "报表"
    made_of = ("ledger_line", "revenue_line", "department", "unit", "project", "catalogue_entry")
    lines_wanted = Signal(object, str)  # ids of ledger lines, and what they are behind
    revenue_wanted = Signal(object, str)  # ids of revenue lines, and what they are behind
    paper_wanted = Signal()  # all tables as they will print
    guide_changed = Signal()  # `guide` says something else

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, _NOTHING, parent)
        self._departments: tuple[DepartmentTables, ...] = ()
        self._marks: Mapping[FieldRef, Mark] = {}
        self.tools = TablesRow(self)
        self.department, self.table = self.tools.department, self.tools.table
        self.view = TableView(BLANK, self)
        self.view.setAccessibleName("报表")
        self._put_below(self.tools)
        self._connect()

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

    def show_table(self, table_id: str, department_id: int | None = None) -> bool:
        """Bring a table to the front, by its id; False where there is none."""
        self.refresh()
        owner = self.department.findData(department_id) if department_id is not None else 0
        place = self.table.findData(table_id)
        if owner < 0 or place < 0:
            return False
        if department_id is not None:
            self.department.setCurrentIndex(owner)
        self.table.setCurrentIndex(place)
        return True

    def show_figure(self, department_id: int, table_id: str, column: str, row: int) -> bool:
        """Put the cursor on a figure; False where the table has no such row or column now.

        Args:
            department_id: whose table it is.
            table_id: of the table.
            column: the key of the column.
            row: the number of the row, counted from 0.
        """
        if not self.show_table(table_id, department_id):
            return False
        ref = figure_ref(department_id, table_id, column, row)
        cell = next((cell for cell in self.view.sheet.cells if cell.field == ref), None)
        if cell is None:
            return False
        self.view.move_to(GridPlace(cell.row, cell.column))
        return True

    def step_table(self, offset: int) -> None:
        """Show the next (1) or previous (-1) table."""
        number = self.table.currentIndex() + offset
        if 0 <= number < self.table.count():
            self.table.setCurrentIndex(number)

    def guide(self) -> FigureGuide | None:
        """What helps with the figure the cursor is on."""
        table = self.current
        return None if table is None else guide_of(table, self.view.current)

    def set_marks(self, marks: Mapping[FieldRef, Mark]) -> None:
        """Put corner marks on figures, by their references; those of other tables wait."""
        self._marks = marks
        self._mark()

    def menu(self) -> list[QAction | None]:
        """The commands for a menu."""
        return [*self.view.menu(), None, *self.actions()]

    # Inside

    def _compute(self) -> None:
        self._departments = compute_tables(self._session.book)

    def _forget(self) -> None:
        self._departments = ()

    def _list_choices(self) -> None:
        tables = self._departments[0].tables if self._departments else ()
        self.tools.list_tables(
            [(it.department.name, it.department.id) for it in self._departments],
            [(table_name(table), table.id) for table in tables],
        )

    def _show(self) -> None:
        table = self.current
        self._show_sheet_or_not(shown=table is not None)
        self.tools.show_place(self.table.currentIndex(), self.table.count())
        if table is None:
            return
        view = self.view
        same, place = view.sheet.form_id == table.form_id, view.place
        view.show_sheet(table_sheet(table))
        self._mark()
        view.move_to(view.grid.field_near(place) if same else view.grid.first_input())
        if not same:  # from its title on
            view.verticalScrollBar().setValue(0)
        self.guide_changed.emit()

    def _mark(self) -> None:
        key = self.key
        self.view.set_marks(
            {ref: mark for ref, mark in self._marks.items() if (ref.record_id, ref.level1) == key}
        )

    def _open_figure(self, cell: Cell) -> None:
        table = self.current
        spot = place_on(table, cell) if table is not None else None
        if table is None or spot is None or cell.field is None:
            return
        row, key = spot
        title = f"{table_name(table).partition(' ')[0]} {cell.text}"
        if ids := revenue_lines_behind(self._session.book, table, row, key):
            self.revenue_wanted.emit(ids, title)
        elif ids := ledger_behind(self._session.book, table, row, key):
            self.lines_wanted.emit(ids, title)
        else:
            self.message.emit(_NO_LINES)

    def _connect(self) -> None:
        self.department.currentIndexChanged.connect(self._show)
        self.table.currentIndexChanged.connect(self._show)
        self.tools.step_wanted.connect(self.step_table)
        self.tools.paper_wanted.connect(self.paper_wanted)
        self.view.figure_wanted.connect(self._open_figure)
        self.view.current_changed.connect(self.guide_changed)
        for text, keys, offset in (("上一张表", "Alt+PgUp", -1), ("下一张表", "Alt+PgDown", 1)):
            self.addAction(key_action(self, text, keys, partial(self.step_table, offset)))
