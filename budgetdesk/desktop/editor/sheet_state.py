"""Where on a sheet the clerk is: the current cell and the selection, without a widget."""

from PySide6.QtCore import QObject, Signal

from budgetdesk.desktop.editor.grid import Grid, GridPlace, Span, span_of
from budgetdesk.forms.sheet import Cell, Sheet


class SheetState(QObject):
    """A sheet with a current place and, when more than one cell is chosen, a selection."""

    selected = Signal()  # the selection may be another one
    moved = Signal()  # the current cell is another one
    wanted = Signal(object)  # GridPlace: what is there wants to be seen

    def __init__(self, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.grid = Grid(sheet)
        self.place = self.grid.first_input()
        self.corner = self.place  # the selection's other end

    def lay_out(self, sheet: Sheet) -> None:
        """Be on another state of the sheet, or on another sheet; what it lacks is not current."""
        self.sheet = sheet
        self.grid = Grid(sheet)
        self.place, self.corner = self.grid.nearest(self.place), self.grid.nearest(self.corner)

    @property
    def current(self) -> Cell | None:
        """The cell that keys act on."""
        return self.grid.at(*self.place)

    @property
    def selection(self) -> Span:
        """The chosen rectangle, at least the current cell; no merged cell is cut."""
        one, other = self.place, self.corner
        return self.grid.grown(
            Span(
                min(one.row, other.row),
                min(one.column, other.column),
                max(one.row, other.row),
                max(one.column, other.column),
            )
        )

    @property
    def selects_range(self) -> bool:
        """Whether more than the current cell is chosen."""
        current = self.current
        return current is not None and self.selection != span_of(current)

    def selected_cells(self) -> tuple[Cell, ...]:
        """The chosen cells in reading order."""
        return tuple(self.grid.in_span(self.selection))

    def move_to(self, place: GridPlace) -> None:
        """Make a place current, choose its cell alone and have it seen."""
        self.point_at(place)
        self.wanted.emit(place)

    def point_at(self, place: GridPlace) -> None:
        """The same where it is seen already: nothing moves under the pointer."""
        before = self.current
        self.place = self.corner = place
        self._tell(before)

    def extend_to(self, corner: GridPlace) -> None:
        """Choose the rectangle from the current cell to `corner`; the cell stays current."""
        self.corner = corner
        self.selected.emit()
        self.wanted.emit(corner)

    def select_all(self) -> None:
        """Choose everything below the titles."""
        body = self.grid.body()
        before = self.current
        self.place, self.corner = GridPlace(body.top, body.left), GridPlace(body.bottom, body.right)
        self._tell(before)

    def _tell(self, before: Cell | None) -> None:
        self.selected.emit()
        if self.current != before:
            self.moved.emit()
