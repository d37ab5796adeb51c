"""The grid of a sheet: which cell covers a place, and where each movement leads."""

from collections.abc import Iterator
from typing import NamedTuple

from budgetdesk.desktop.cells.keyboard import Arrow
from budgetdesk.domain.fields import FieldRef
from budgetdesk.forms.parts import VALUE
from budgetdesk.forms.sheet import Cell, Role, Sheet

_FIELD_ROLES = frozenset({Role.INPUT, Role.COMPUTED, Role.LOCKED})


class GridPlace(NamedTuple):
    """One place of the grid, counted from 0; several places may lie in one merged cell."""

    row: int
    column: int


class Span(NamedTuple):
    """A rectangle of the grid; the last row and column are included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, cell: Cell) -> bool:
        """Whether the cell lies in the rectangle."""
        return (
            self.top <= cell.row
            and cell.row + cell.rows - 1 <= self.bottom
            and self.left <= cell.column
            and cell.column + cell.columns - 1 <= self.right
        )


def span_of(cell: Cell) -> Span:
    """The rectangle that a cell covers."""
    return Span(cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1)


def is_field(cell: Cell) -> bool:
    """Whether the arrows stop at a cell: it shows a field, typed, computed or locked."""
    return cell.role in _FIELD_ROLES


class Grid:
    """Finds the cells of one sheet by place, by field and by neighbourhood."""

    def __init__(self, sheet: Sheet) -> None:
        self.rows = len(sheet.rows)
        self.columns = len(sheet.columns)
        self.cells = sheet.cells
        self.inputs = tuple(cell for cell in sheet.cells if cell.role is Role.INPUT)
        self._covering = {
            (row, column): cell
            for cell in sheet.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }
        self._of_field = {cell.field: cell for cell in sheet.cells if cell.field is not None}

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place."""
        return self._covering.get((row, column))

    def nearest(self, place: GridPlace) -> GridPlace:
        """The place of the grid nearest to one that may lie outside."""
        last = GridPlace(max(self.rows - 1, 0), max(self.columns - 1, 0))
        return GridPlace(min(place.row, last.row), min(place.column, last.column))

    def showing(self, ref: FieldRef) -> Cell | None:
        """The cell of a field; for a blank slot that has moved, the slot's blank cell now.

        Of a target in several columns it is that of the value, where anything can be typed.
        """
        found = self._of_field.get(ref)
        if found is not None:
            return found
        alike = [
            ((field.part != ref.part, field.part != VALUE), cell)
            for field, cell in self._of_field.items()
            if field.path == ref.path and _same_row(field, ref)
        ]
        return min(alike, key=lambda pair: pair[0], default=(None, None))[1]

    def in_span(self, span: Span) -> Iterator[Cell]:
        """The cells that lie in a rectangle, in reading order."""
        return (cell for cell in self.cells if span.holds(cell))

    def grown(self, span: Span) -> Span:
        """The smallest rectangle around `span` that cuts no merged cell."""
        while True:
            top, left, bottom, right = span
            touched = {
                self._covering.get((row, column))
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
            }
            spans = [span, *(span_of(cell) for cell in touched if cell is not None)]
            wider = Span(
                min(one.top for one in spans),
                min(one.left for one in spans),
                max(one.bottom for one in spans),
                max(one.right for one in spans),
            )
            if wider == span:
                return span
            span = wider

    def neighbour(self, place: GridPlace, step: Arrow, *, inputs_only: bool = False) -> GridPlace:
        """Where an arrow leads: the next field in that direction, or `place` at the edge.

        The row or column that is not moved along is kept, so that crossing a merged cell and
        coming back ends where it began; where only labels lie along it, the first field below
        the cell's own width is next.
        """
        down, right = step.value
        here = self.at(*place)
        across = span_of(here) if down and here is not None else None
        row, column = place.row + down, place.column + right
        while 0 <= row < self.rows and 0 <= column < self.columns:
            cell = self.at(row, column)
            if cell is not here and _stops(cell, inputs_only=inputs_only):
                return GridPlace(row, column)
            beside = across and self._first_below(row, across, inputs_only=inputs_only)
            if beside:
                return GridPlace(row, beside.column)
            row, column = row + down, column + right
        return place

    def _first_below(self, row: int, across: Span, *, inputs_only: bool) -> Cell | None:
        """The first field of a row that lies below (or above) a cell wider than it."""
        cells = (self.at(row, column) for column in range(across.left, across.right + 1))
        return next(
            (
                cell
                for cell in cells
                if cell is not None
                and not across.holds(cell)
                and _stops(cell, inputs_only=inputs_only)
            ),
            None,
        )

    def next_input(self, place: GridPlace, offset: int) -> GridPlace:
        """The input cell `offset` after (or before) a place in reading order; stays at the ends."""
        here = self.at(*place)
        order = [(cell.row, cell.column) for cell in self.inputs]
        at = (here.row, here.column) if here is not None else tuple(place)
        if offset > 0:
            later = [one for one in order if one > at]
            return GridPlace(*later[min(offset, len(later)) - 1]) if later else place
        earlier = [one for one in order if one < at]
        return GridPlace(*earlier[max(offset, -len(earlier))]) if earlier else place

    def row_end(self, place: GridPlace, step: Arrow) -> GridPlace:
        """The first (LEFT) or last (RIGHT) field of the row."""
        while True:
            further = self.neighbour(place, step)
            if further == place:
                return place
            place = further

    def field_near(self, place: GridPlace) -> GridPlace:
        """The place itself when a field lies there, else the nearest field of that row."""
        cell = self.at(*place)
        if cell is not None and is_field(cell):
            return place
        fields = [cell for cell in self.cells if is_field(cell)]
        if not fields:
            return place
        row, column = place
        best = min(fields, key=lambda one: (abs(one.row - row), abs(one.column - column)))
        return GridPlace(best.row, best.column)

    def first_input(self) -> GridPlace:
        """Where editing begins; the upper left corner of a sheet without inputs."""
        fields = self.inputs or tuple(cell for cell in self.cells if is_field(cell)) or self.cells
        return GridPlace(fields[0].row, fields[0].column) if fields else GridPlace(0, 0)

    def last_input(self) -> GridPlace:
        """The last cell that can be typed into."""
        return (
            GridPlace(self.inputs[-1].row, self.inputs[-1].column)
            if self.inputs
            else GridPlace(0, 0)
        )

    def body(self) -> Span:
        """The rectangle of everything below the titles."""
        rows = [cell.row for cell in self.cells if cell.role is not Role.TITLE]
        return Span(min(rows, default=0), 0, max(self.rows - 1, 0), max(self.columns - 1, 0))


def _stops(cell: Cell | None, *, inputs_only: bool) -> bool:
    if cell is None:
        return False
    return cell.role is Role.INPUT if inputs_only else is_field(cell)


def _same_row(one: FieldRef, other: FieldRef) -> bool:
    if one.row_id or other.row_id:
        return one.row_id == other.row_id
    return (one.level1, one.level2) == (other.level1, other.level2)
