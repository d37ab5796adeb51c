"""What screen readers are told: a sheet as a table, each cell with its name, text and state.

PySide6 does not offer `QAccessibleTableInterface`, so the table cannot answer for its grid itself.
Each cell answers for its place and spans through `QAccessibleTableCellInterface`, and both carry
the counts and indices as attributes, which is where Orca also looks.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAttributesInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleTableCellInterface,
    QAccessibleTableModelChangeEvent,
    QWindow,
)

from budgetdesk.desktop.accessible_pointers import nothing, pointer
from budgetdesk.desktop.editor.form_view import FormView
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.editor.sheet_view import SheetView
from budgetdesk.desktop.editor.spoken import heads_cell, spoken
from budgetdesk.desktop.held_interfaces import empty
from budgetdesk.forms.sheet import Cell

_CUSTOM = QAccessible.Attribute.Custom


@dataclass
class _Held:
    """The interfaces of one sheet; Qt holds plain pointers to them."""

    tables: "list[AccessibleSheet]" = field(default_factory=list)
    cells: "dict[GridPlace, AccessibleCell]" = field(default_factory=dict)


_held: dict[int, _Held] = {}  # by the sheet's address
_buried: list[_Held] = []


def tell_focus(form: SheetView) -> None:
    """Tell that another cell is current."""
    if QAccessible.isActive() and form.current is not None:
        event = QAccessibleEvent(form, QAccessible.Event.Focus)
        event.setChild(form.grid.cells.index(form.current))
        QAccessible.updateAccessibility(event)


def tell_reset(form: SheetView) -> None:
    """Tell that the cells are other ones."""
    if QAccessible.isActive():
        reset = QAccessibleTableModelChangeEvent.ModelChangeType.ModelReset
        QAccessible.updateAccessibility(QAccessibleTableModelChangeEvent(form, reset))


@cache
def install() -> None:
    """Have Qt ask here for the interfaces of sheets; once for the program."""
    QAccessible.installFactory(_make)


def _make(_key: str, widget: QObject) -> QAccessibleInterface | None:
    """A new interface at each call: Qt frees each on its own, and may ask twice for one form."""
    if not isinstance(widget, SheetView):
        return None
    _buried.clear()
    made = AccessibleSheet(widget)
    _held_for(widget).tables.append(made)
    return made


def _held_for(form: SheetView) -> _Held:
    address = shiboken6.getCppPointer(form)[0]
    if address not in _held:
        _held[address] = _Held()
        form.destroyed.connect(lambda: _bury(address))
    return _held[address]


def _bury(address: int) -> None:
    """Have Qt forget the cells of a form that is gone.

    Right after this Qt frees the form's own interfaces; our hold on them must outlive that.
    """
    held = _held.pop(address)
    for cell in held.cells.values():
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(cell))
    empty([*held.tables, *held.cells.values()])
    _buried.append(held)


class _Attributes(QAccessibleAttributesInterface):
    def __init__(self, owner: "AccessibleSheet | AccessibleCell") -> None:
        super().__init__()
        self._owner = owner

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [_CUSTOM]

    def attributeValue(self, key: QAccessible.Attribute) -> object:
        return self._owner.attributes() if key == _CUSTOM else None


class AccessibleSheet(QAccessibleObject):
    """A sheet: its cells in reading order, then Qt's own child, on a form with the cell editor."""

    def __init__(self, form: SheetView) -> None:
        super().__init__(form)
        self._form = form
        self._attributes = _Attributes(self)

    def attributes(self) -> dict[str, str]:
        """How many rows and columns the table has."""
        return {"rowcount": str(self._form.grid.rows), "colcount": str(self._form.grid.columns)}

    def cell(self, cell: Cell) -> "AccessibleCell":
        """The interface of a cell; the same one as long as a cell begins at that place."""
        place = GridPlace(cell.row, cell.column)
        cells = _held_for(self._form).cells
        if place not in cells:
            cells[place] = AccessibleCell(self._form, place)
        return cells[place]

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """The attributes; nothing else beyond the object itself."""
        if kind == QAccessible.InterfaceType.AttributesInterface:
            return pointer(self._attributes)
        return super().interface_cast(kind) or nothing()

    def role(self) -> QAccessible.Role:
        """A table."""
        return QAccessible.Role.Table

    def state(self) -> QAccessible.State:
        """Focusable, and read-only where the book is."""
        state: Any = QAccessible.State()
        state.focusable = True
        state.focused = self._form.hasFocus()
        state.readOnly = not _may_change(self._form)
        state.invisible = not self._form.isVisible()
        return cast(QAccessible.State, state)

    def text(self, kind: QAccessible.Text) -> str:
        """The record's name."""
        return self._form.accessibleName() if kind == QAccessible.Text.Name else ""

    def rect(self) -> QRect:
        """Where the form is on the screen."""
        return QRect(self._form.mapToGlobal(QPoint(0, 0)), self._form.size())

    def window(self) -> QWindow:
        """The window the form is in."""
        return self._form.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        """What holds the form."""
        return QAccessible.queryAccessibleInterface(
            self._form.parentWidget() or self._form.window()
        )

    def childCount(self) -> int:
        """The cells and Qt's own child."""
        return len(self._form.grid.cells) + 1

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """A cell, or, last, the widget that the cell editor lies in."""
        cells = self._form.grid.cells
        if 0 <= index < len(cells):
            return self.cell(cells[index])
        if index == len(cells):
            return QAccessible.queryAccessibleInterface(self._form.viewport())
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The number of a child; -1 for a stranger."""
        if isinstance(child, AccessibleCell):
            return self._form.grid.cells.index(child.cell) if child.cell is not None else -1
        return len(self._form.grid.cells) if child.object() is self._form.viewport() else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The cell at a point of the screen."""
        cell = self._form.cell_at(self._form.viewport().mapFromGlobal(QPoint(x, y)))
        return self.cell(cell) if cell is not None else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """The current cell; while it is edited, its editor."""
        form = self._form
        if isinstance(form, FormView) and form.editing.open:
            return QAccessible.queryAccessibleInterface(form.text)
        return self.cell(form.current) if form.current is not None else None


class AccessibleCell(QAccessibleInterface):
    """The cell that begins at a place, whichever the sheet has there now."""

    def __init__(self, form: SheetView, place: GridPlace) -> None:
        super().__init__()
        self._form = form
        self._place = place
        self._grid = _GridPlace(self)
        self._attributes = _Attributes(self)

    @property
    def cell(self) -> Cell | None:
        """The sheet's cell."""
        cell = self._form.grid.at(*self._place)
        return cell if cell is not None and (cell.row, cell.column) == self._place else None

    @property
    def chosen(self) -> bool:
        """Whether it lies in the selection."""
        cell = self.cell
        return cell is not None and self._form.selection.holds(cell)

    def attributes(self) -> dict[str, str]:
        """Row and column, counted from 1 as for ARIA."""
        return {"rowindex": str(self._place.row + 1), "colindex": str(self._place.column + 1)}

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """The cell's place in the table, and its attributes."""
        if kind == QAccessible.InterfaceType.TableCellInterface:
            return pointer(self._grid)
        if kind == QAccessible.InterfaceType.AttributesInterface:
            return pointer(self._attributes)
        return super().interface_cast(kind) or nothing()

    def isValid(self) -> bool:
        """Whether a cell begins here still."""
        return shiboken6.isValid(self._form) and self.cell is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        """No object of its own."""
        return None

    def window(self) -> QWindow:
        """The form's window."""
        return self._form.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        """The form."""
        return QAccessible.queryAccessibleInterface(self._form)

    def childCount(self) -> int:
        """Nothing below."""
        return 0

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Nothing below."""
        return None

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Nothing below."""
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Nothing below."""
        return -1

    def role(self) -> QAccessible.Role:
        """A cell; a printed label heads its row or column."""
        cell = self.cell
        heads = cell is not None and heads_cell(cell)
        return QAccessible.Role.RowHeader if heads else QAccessible.Role.Cell

    def text(self, kind: QAccessible.Text) -> str:
        """The field's name, the cell's text, and what is to be known about it."""
        cell = self.cell
        if cell is None:
            return ""
        if kind == QAccessible.Text.Name:
            return spoken(self._form, cell)
        if kind == QAccessible.Text.Value:
            return cell.text
        if kind == QAccessible.Text.Description:
            return self._form.tip(cell) or cell.hint
        return ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Text is typed in the cell editor."""

    def state(self) -> QAccessible.State:
        """Whether it is current, chosen and can be typed into."""
        state: Any = QAccessible.State()
        cell = self.cell
        state.focusable = state.selectable = True
        if cell is None:
            state.invalid = True
            return cast(QAccessible.State, state)
        current = cell == self._form.current
        state.focused = current and self._form.hasFocus()
        state.selected = self.chosen
        state.active = current
        state.editable = _can_type(self._form, cell)
        state.readOnly = not state.editable
        state.hasPopup = bool(cell.choices)
        state.offscreen = not self._form.viewport().rect().intersects(self._form.cell_rect(cell))
        return cast(QAccessible.State, state)

    def rect(self) -> QRect:
        """Where the cell is on the screen."""
        cell = self.cell
        if cell is None:
            return QRect()
        rect = self._form.cell_rect(cell)
        return QRect(self._form.viewport().mapToGlobal(rect.topLeft()), rect.size())


def _may_change(form: SheetView) -> bool:
    return isinstance(form, FormView) and not form.state.session.book.read_only


def _can_type(form: SheetView, cell: Cell) -> bool:
    return isinstance(form, FormView) and form.state.can_type(cell)


class _GridPlace(QAccessibleTableCellInterface):
    """Row, column and spans of one cell."""

    def __init__(self, owner: AccessibleCell) -> None:
        super().__init__()
        self._owner = owner

    def rowIndex(self) -> int:
        cell = self._owner.cell
        return cell.row if cell is not None else -1

    def columnIndex(self) -> int:
        cell = self._owner.cell
        return cell.column if cell is not None else -1

    def rowExtent(self) -> int:
        cell = self._owner.cell
        return cell.rows if cell is not None else 0

    def columnExtent(self) -> int:
        cell = self._owner.cell
        return cell.columns if cell is not None else 0

    def isSelected(self) -> bool:
        return self._owner.chosen

    def table(self) -> QAccessibleInterface:
        return self._owner.parent()

    def rowHeaderCells(self) -> list[QAccessibleInterface]:
        return []

    def columnHeaderCells(self) -> list[QAccessibleInterface]:
        return []
