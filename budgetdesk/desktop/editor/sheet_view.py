"""Shows a sheet as paper on a desk, with a current cell and a selection; writes nothing."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from budgetdesk.desktop.editor.gaps import gap_at
from budgetdesk.desktop.editor.geometry import DESK, Geometry, PaperFrame, frame_for
from budgetdesk.desktop.editor.grid import Grid, GridPlace, Span
from budgetdesk.desktop.editor.marks import Mark
from budgetdesk.desktop.editor.painting import (
    SheetPainter,
    View,
    paint_desk,
    text_origin,
    visible_cells,
)
from budgetdesk.desktop.editor.sheet_state import SheetState
from budgetdesk.desktop.editor.text_cache import TextCache
from budgetdesk.desktop.theme import colours, theme
from budgetdesk.domain.fields import FieldRef
from budgetdesk.forms.sheet import Cell, Sheet

LEAST_ZOOM, MOST_ZOOM = 0.5, 3.0
_WHEEL_STEP = 0.1
_CARET_ROOM = 12  # pixels left above and below a caret that is scrolled to
_LINE = 40  # pixels that one notch of the scroll bars moves


class SheetView(QAbstractScrollArea):
    """A sheet of paper with a current place and, when more than one cell is chosen, a selection."""

    current_changed = Signal(object)  # Cell | None
    zoom_changed = Signal(float)

    def __init__(self, state: SheetState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        state.setParent(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.zoom = 1.0
        self._texts = TextCache()
        self._laid_out: Geometry | None = None
        self._marks: dict[FieldRef, Mark] = {}
        self._shown_marks: dict[GridPlace, Mark] = {}
        theme().changed.connect(self.viewport().update)
        state.selected.connect(self.viewport().update)
        state.moved.connect(self._current_moved)
        state.wanted.connect(self.show_place)

    # What is shown

    @property
    def sheet(self) -> Sheet:
        """The sheet on the paper."""
        return self.state.sheet

    @property
    def geometry_(self) -> Geometry:
        """Where everything lies; laid out when first asked for."""
        if self._laid_out is None:
            frame = self._frame()
            self._laid_out = Geometry(self.sheet, frame, self._texts)
        return self._laid_out

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another state of the sheet, or another sheet."""
        self.state.lay_out(sheet)
        self.lay_out()

    def lay_out(self) -> None:
        """Lay the paper out for the state's sheet."""
        self._laid_out = None
        self._place_marks()
        self._after_layout()

    def set_zoom(self, zoom: float) -> None:
        """Enlarge: 1.0 is 100 %; kept between 50 % and 300 %."""
        zoom = round(min(max(zoom, LEAST_ZOOM), MOST_ZOOM), 2)
        if zoom == self.zoom:
            return
        middle = self._middle_share() if self._laid_out is not None else 0.0
        self.zoom = zoom
        self._texts = TextCache(zoom)
        self._laid_out = None
        self._after_layout()
        if middle:
            top = middle * self.geometry_.height - self.viewport().height() / 2
            self.verticalScrollBar().setValue(round(top))
        self.zoom_changed.emit(zoom)

    def set_marks(self, marks: Mapping[FieldRef, Mark]) -> None:
        """Put a small corner mark on the cells of these fields, and no others."""
        self._marks = dict(marks)
        self._place_marks()
        self.viewport().update()

    def mark_at(self, cell: Cell) -> Mark | None:
        """The mark a cell bears."""
        return self._shown_marks.get(GridPlace(cell.row, cell.column))

    # The current cell and the selection, see `SheetState`

    @property
    def grid(self) -> Grid:
        """The cells by their places."""
        return self.state.grid

    @property
    def place(self) -> GridPlace:
        """The place that keys act on."""
        return self.state.place

    @property
    def corner(self) -> GridPlace:
        """The selection's other end."""
        return self.state.corner

    @property
    def current(self) -> Cell | None:
        """The cell that keys act on."""
        return self.state.current

    @property
    def selection(self) -> Span:
        """The chosen rectangle."""
        return self.state.selection

    @property
    def selects_range(self) -> bool:
        """Whether more than the current cell is chosen."""
        return self.state.selects_range

    def selected_cells(self) -> tuple[Cell, ...]:
        """The chosen cells in reading order."""
        return self.state.selected_cells()

    def move_to(self, place: GridPlace) -> None:
        """Make a place current, choose its cell alone and scroll to it."""
        self.state.move_to(place)

    def extend_to(self, corner: GridPlace) -> None:
        """Choose the rectangle from the current cell to `corner`; the cell stays current."""
        self.state.extend_to(corner)

    def select_all(self) -> None:
        """Choose everything below the titles."""
        self.state.select_all()

    # Scrolling

    def show_place(self, place: GridPlace) -> None:
        """Scroll so that the cell at a place is seen, its beginning before its end."""
        cell = self.grid.at(*place)
        if cell is not None:
            self._scroll_to(self.geometry_.rect(cell).adjusted(-DESK, -DESK, DESK, DESK))

    def show_caret(self, caret: QRect) -> None:
        """Scroll so that a caret, told in the viewport, is seen; one seen already stays put."""
        self._scroll_to(caret.translated(self._scrolled()), _CARET_ROOM)

    def page(self, direction: int) -> int:
        """Scroll by a view's height, down for 1 and up for -1; the row that is then at hand."""
        cell = self.current
        room = self.viewport().height()
        middle = self.geometry_.rect(cell).center().y() if cell is not None else 0
        row = self.geometry_.row_at(middle + direction * room)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + direction * room)
        return row

    def _scroll_to(self, rect: QRect, margin: int = 0) -> None:
        for bar, start, end, room in (
            (self.verticalScrollBar(), rect.top(), rect.bottom(), self.viewport().height()),
            (self.horizontalScrollBar(), rect.left(), rect.right(), self.viewport().width()),
        ):
            if start <= bar.value() and end >= bar.value() + room:
                continue  # it fills the view
            if end >= bar.value() + room:
                bar.setValue(end + margin + 1 - room)
            if start < bar.value():
                bar.setValue(start - margin)

    def cell_rect(self, cell: Cell) -> QRect:
        """A cell's rectangle in the viewport."""
        return self.geometry_.rect(cell).translated(-self._scrolled())

    def cell_at(self, point: QPoint) -> Cell | None:
        """The cell at a point of the viewport."""
        at = point + self._scrolled()
        cell = self.grid.at(self.geometry_.row_at(at.y()), self.geometry_.column_at(at.x()))
        return cell if cell is not None and self.geometry_.rect(cell).contains(at) else None

    def place_near(self, point: QPoint) -> GridPlace:
        """The place of the grid nearest to a point of the viewport."""
        at = point + self._scrolled()
        return GridPlace(self.geometry_.row_at(at.y()), self.geometry_.column_at(at.x()))

    def gap_at(self, point: QPoint) -> str:
        """The name of the entry that the text at a point of the viewport waits for, or ""."""
        cell = self.cell_at(point)
        if cell is None or "【" not in cell.text:
            return ""
        geometry = self.geometry_
        block = geometry.block(cell, cell.text)
        if block.layout is None:
            return ""
        corner = text_origin(geometry, cell, block.height)
        return gap_at(cell.text, block.layout, QPointF(point + self._scrolled()) - corner)

    # For the editor above

    def _current_moved(self) -> None:
        """The current cell is another one."""
        self.current_changed.emit(self.current)

    def _layout_changed(self) -> None:
        """Cells have moved on the screen."""

    def _view(self) -> View:
        return View(
            current=self.current,
            selection=self.selection if self.selects_range else None,
            focused=self.hasFocus(),
            marks=self._shown_marks,
        )

    def rows_moved(self) -> None:
        """Row heights have changed: scroll range, children and picture follow."""
        self._after_layout()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what has come into view."""
        scrolled = self._scrolled()
        area = event.rect().translated(scrolled)
        palette = colours()
        painter = QPainter(self.viewport())
        painter.translate(-scrolled)
        paint_desk(painter, area, self.geometry_.paper, palette)
        painter.setClipRect(area)
        cells = visible_cells(self.geometry_, area)
        SheetPainter(painter, self.geometry_, palette).paint(cells, self._view())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the paper to the window."""
        frame = self._frame()
        if self._laid_out is not None and frame != self._laid_out.frame:
            self._laid_out = None
        self._after_layout()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the paper out for the window."""
        super().showEvent(event)
        self._after_layout()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Draw the other part of the paper."""
        self.viewport().update()
        self._layout_changed()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / 120
            self.set_zoom(self.zoom + notches * _WHEEL_STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the tip of the cell under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(event.pos())
            rect = self.cell_rect(cell) if cell is not None else QRect()
            QToolTip.showText(event.globalPos(), self.tip(cell), self.viewport(), rect)
            return True
        return super().viewportEvent(event)

    def tip(self, cell: Cell | None) -> str:
        """What the pointer is told about a cell: the finding there, or why it isn't typed."""
        if cell is None:
            return ""
        mark = self.mark_at(cell)
        return "\n".join(part for part in (mark.sentence if mark else "", cell.reason) if part)

    def _after_layout(self) -> None:
        if not self.isVisible():
            return  # shown, it is told its size and comes here again
        for bar, whole, room in (
            (self.verticalScrollBar(), self.geometry_.height, self.viewport().height()),
            (self.horizontalScrollBar(), self.geometry_.width, self.viewport().width()),
        ):
            bar.setRange(0, max(whole - room, 0))
            bar.setPageStep(room)
            bar.setSingleStep(_LINE)
        self._layout_changed()
        self.viewport().update()

    def _place_marks(self) -> None:
        found = ((self.grid.showing(ref), mark) for ref, mark in self._marks.items())
        self._shown_marks = {
            GridPlace(cell.row, cell.column): mark for cell, mark in found if cell is not None
        }

    def _scrolled(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _frame(self) -> PaperFrame:
        room = self.viewport().width()
        return frame_for(room, self.zoom, landscape=self.sheet.landscape)

    def _middle_share(self) -> float:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        return middle / self.geometry_.height
