"""A computed table on paper: read, selected and copied; a figure opens what is behind it."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from budgetdesk.desktop.cells.keyboard import Act, Arrow, act_of, arrow_of, extends, to_edge
from budgetdesk.desktop.editor import accessibility
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.editor.sheet_state import SheetState
from budgetdesk.desktop.editor.sheet_view import SheetView
from budgetdesk.desktop.menu import Menu
from budgetdesk.desktop.tables.frozen_head import FrozenHead
from budgetdesk.exchange.clipboard.writing import HtmlCell, format_cells, format_html
from budgetdesk.forms.sheet import Cell, Role, Sheet

BLANK = Sheet("", "", "", (1.0,), (), ())
_BELOW_HEAD = 4  # pixels between the heads and a cell that is scrolled to
_ZOOMS = {Act.ZOOM_IN: 0.1, Act.ZOOM_OUT: -0.1}


class TableView(SheetView):
    """Shows the Sheet of one table; keys are those of the form editor, but nothing is typed."""

    figure_wanted = Signal(object)  # Cell: double-clicked, or Enter pressed on it

    def __init__(
        self,
        sheet: Sheet,
        parent: QWidget | None = None,
        *,
        behind: str = "查看明细(&L)",
        opens: Callable[[Cell], bool] = lambda cell: cell.number is not None,
    ) -> None:
        """`behind` is the command for what a cell opens, offered for those that it `opens`."""
        super().__init__(SheetState(sheet), parent)
        self._opens = opens
        self.head = FrozenHead(lambda: self.geometry_, self._scrolled)
        self._behind = self._action(behind, self._want_figure)
        self._others = [
            self._action("复制(&C)", self.copy_selection),
            self._action("全选(&A)", self.select_all),
        ]
        accessibility.install()
        self.current_changed.connect(lambda _cell: accessibility.tell_focus(self))

    def lay_out(self) -> None:
        """Another table: its cells are other ones."""
        super().lay_out()
        accessibility.tell_reset(self)

    def menu(self) -> list[QAction]:
        """The commands for a menu."""
        current = self.current
        self._behind.setEnabled(current is not None and self._opens(current))
        return [self._behind, *self._others]

    def copy_selection(self) -> None:
        """Put the chosen cells on the clipboard, as text and as an HTML table."""
        cells = self.selected_cells()
        rows = sorted({cell.row for cell in cells})
        columns = sorted({cell.column for cell in cells})
        at = {(cell.row, cell.column): cell for cell in cells}
        table = [[at.get((row, column)) for column in columns] for row in rows]
        texts = [[cell.text if cell is not None else "" for cell in line] for line in table]
        data = QMimeData()
        data.setText(texts[0][0] if len(cells) == 1 else format_cells(texts))
        data.setHtml(format_html([[_html(cell) for cell in line if cell] for line in table]))
        QGuiApplication.clipboard().setMimeData(data)

    def show_place(self, place: GridPlace) -> None:
        """Scroll so that a cell is seen, below the heads that stay in view."""
        super().show_place(place)
        cell = self.grid.at(*place)
        if cell is None or cell.row in self.head.rows or not self.head.frozen:
            return
        hidden = self.head.height - self.cell_rect(cell).top()
        if hidden > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - hidden - _BELOW_HEAD)

    def cell_at(self, point: QPoint) -> Cell | None:
        """The cell at a point of the viewport; on the frozen heads there is none."""
        return None if self.head.holds(point) else super().cell_at(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what has come into view, and the heads over it."""
        super().paintEvent(event)
        if self.head.frozen:
            self.head.paint(self.viewport(), self._view())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, choose, copy, zoom, or open what is behind a figure."""
        act, arrow = act_of(event), arrow_of(event)
        if arrow is not None:
            self._go(arrow, far=to_edge(event), extend=extends(event))
        elif act is None or not self._do(act):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the cell pressed current, or with Shift choose up to it."""
        point = event.position().toPoint()
        cell = self.cell_at(point)
        if cell is None or cell.role is Role.TITLE:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.extend_to(self.place_near(point))
        elif event.button() == Qt.MouseButton.LeftButton or not self.selection.holds(cell):
            self.move_to(self.place_near(point))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose a range while the left button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            near = self.place_near(event.position().toPoint())
            if near != self.corner:
                self.extend_to(near)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is behind the figure."""
        cell = self.cell_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self.figure_wanted.emit(cell)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what can be done with the chosen cells."""
        self._open_menu(event.globalPos())

    # Inside

    def _action(self, text: str, deed: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda _checked=False: deed())
        return action

    def _want_figure(self) -> None:
        if self.current is not None:
            self.figure_wanted.emit(self.current)

    def _go(self, arrow: Arrow, *, far: bool, extend: bool) -> None:
        start = self.corner if extend else self.place
        move = self.grid.row_end if far else self.grid.neighbour
        self._arrive(move(start, arrow), extend=extend)

    def _arrive(self, place: GridPlace, *, extend: bool = False) -> None:
        if extend:
            self.extend_to(place)
        else:
            self.move_to(place)

    def _do(self, act: Act) -> bool:
        """Do what a key asks for; False for keys that mean nothing here."""
        if act in (Act.ENTER, Act.EDIT):
            self._want_figure()
        elif act is Act.COPY:
            self.copy_selection()
        elif act is Act.SELECT_ALL:
            self.select_all()
        elif act in _ZOOMS or act is Act.ZOOM_FULL:
            self.set_zoom(1.0 if act is Act.ZOOM_FULL else self.zoom + _ZOOMS[act])
        else:
            return self._travel(act)
        return True

    def _travel(self, act: Act) -> bool:
        grid, place = self.grid, self.place
        page = self.viewport().height() - self.viewport().height() // 8
        targets = {
            Act.FIRST: lambda: grid.first_input(),
            Act.LAST: lambda: grid.field_near(GridPlace(grid.rows - 1, grid.columns - 1)),
            Act.ROW_START: lambda: grid.row_end(place, Arrow.LEFT),
            Act.ROW_END: lambda: grid.row_end(place, Arrow.RIGHT),
            Act.NEXT: lambda: grid.neighbour(place, Arrow.RIGHT),
            Act.PREVIOUS: lambda: grid.neighbour(place, Arrow.LEFT),
            Act.PAGE_UP: lambda: self._paged(-page),
            Act.PAGE_DOWN: lambda: self._paged(page),
        }
        if act not in targets:
            return False
        self._arrive(targets[act]())
        return True

    def _paged(self, height: int) -> GridPlace:
        current = self.current
        if current is None:
            return self.place
        point = self.cell_rect(current).center() + QPoint(0, height)
        return self.grid.field_near(GridPlace(self.place_near(point).row, self.place.column))

    def _open_menu(self, place: QPoint) -> None:
        menu = Menu.passing(self)
        menu.addActions(self.menu())
        menu.popup(place)


def _html(cell: Cell) -> HtmlCell:
    return HtmlCell(cell.text, align=cell.style.align.value, bold=cell.style.bold)
