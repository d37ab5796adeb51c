"""The form editor: a record's official form, edited in place as it will print."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from budgetdesk.book.change import Change
from budgetdesk.book.errors import RowMissing
from budgetdesk.desktop.editor import accessibility
from budgetdesk.desktop.editor.cell_editor import CellEditor
from budgetdesk.desktop.editor.commands import FormCommands
from budgetdesk.desktop.editor.editing import CellEditing
from budgetdesk.desktop.editor.grid import Place, Step
from budgetdesk.desktop.editor.keyboard import act_of, arrow_of, belongs_to_text, extends, to_edge
from budgetdesk.desktop.editor.keys import KeyActs
from budgetdesk.desktop.editor.lists import in_list, list_path, stored, text_to_edit
from budgetdesk.desktop.editor.painting import View, list_arrow
from budgetdesk.desktop.editor.sheet_view import SheetView
from budgetdesk.desktop.editor.source import SheetSource
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.theme import theme
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.sheet import Cell, Role


class FormEditor(SheetView):
    """Edits one record of the open book on its form.

    A cell's text is written, as one step, when the cell is left. What other parts of the window
    change in the record is shown at once; the current cell stays that of the same field.
    """

    message = Signal(str)  # one quiet sentence for the status line
    edit_started = Signal()
    edit_ended = Signal()
    gone = Signal()  # the record is no longer in the book
    sum_wanted = Signal(object)  # FieldRef: an amount that the ledger says was double-clicked

    def __init__(
        self, session: Session, source: SheetSource, parent: QWidget | None = None
    ) -> None:
        record = source.read()
        super().__init__(source.sheet_of(record), parent)
        self.session = session
        self.source = source
        self.record = record
        self.text = CellEditor(self, self.viewport())
        self.editing = CellEditing(self, self.text, self._write)
        self.commands = FormCommands(self)
        self._acts = KeyActs(self)
        self._stale = False
        self._lead: FieldRef | None = None  # the field to go to when the sheet is laid out next
        self._made: dict[FieldRef, int] = {}  # blank rows that the last edit has made real
        self.setFocusProxy(self.text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.sheet.name)
        accessibility.install()
        self._connect()
        self._current_moved()

    def _connect(self) -> None:
        self.text.left.connect(self.commit)
        self.text.menu_wanted.connect(self._open_menu)
        self.addActions(self.commands.actions)
        self.editing.written.connect(self.reload)
        self.editing.started.connect(self.edit_started)
        self.editing.ended.connect(self.edit_ended)
        self.editing.choices.chosen.connect(self._take_choice)
        theme().changed.connect(self.editing.follow)
        self.session.changed.connect(self._hear)
        self.destroyed.connect(self.session.register_editor(self.commit))

    # What the window calls

    @property
    def kind(self) -> RecordKind:
        """What record is edited."""
        return self.source.kind

    @property
    def record_id(self) -> int:
        """Which one."""
        return self.source.record_id

    def commit(self) -> bool:
        """Write the open cell; False when its text is refused (a sentence beside it says why)."""
        return self.editing.commit()

    def go_to(self, ref: FieldRef) -> bool:
        """Select the cell of a field and scroll to it; False when the form does not show it."""
        cell = self.cell_of(ref) if self.commit() else None
        if cell is None:
            return False
        self.move_to(Place(cell.row, cell.column))
        return True

    def reload(self) -> None:
        """Show the record as the book holds it now; the current field and the scroll stay."""
        try:
            record = self.source.read()
        except RowMissing:
            self.editing.close()
            self.gone.emit()
            return
        self._stale = False
        self.record = record
        sheet = self.source.sheet_of(record)
        if sheet == self.sheet:
            self._take_lead()
            return
        editing = self.editing.cell
        current = self.current
        self.show_sheet(sheet)
        self.setAccessibleName(sheet.name)
        accessibility.tell_reset(self)
        self._keep_current(current)
        if editing is not None:
            self._keep_editing(editing)
        self._take_lead()
        self._current_moved()
        self.current_changed.emit(self.current)

    # The current cell

    def can_type(self, cell: Cell) -> bool:
        """Whether a cell can be typed into: an input of a book open for writing."""
        return cell.role is Role.INPUT and not self.session.book.read_only

    def begin(self, *, typed_over: bool, point: QPoint | None = None) -> bool:
        """Edit the current cell, the caret near a point; a sentence says why it can't be."""
        cell = self.current
        if cell is None:
            return False
        if cell.field is None or not self.can_type(cell):
            if why := self._why_not(cell):
                self.message.emit(why)
            return False
        self.corner = self.place
        if not self.viewport().rect().intersects(self.cell_rect(cell)):
            self.show_place(self.place)
        held = text_to_edit(cell, self.source.held(self.record, cell.field))
        self.editing.start(cell, held, typed_over=typed_over, point=point)
        return True

    def leave(self, place: Place) -> bool:
        """Write the open cell and go to a place; False when the text is refused."""
        lead = self.grid.at(*place)
        target = lead.field if lead is not None else None
        if not self.commit():
            return False
        found = self.cell_of(target) if target is not None else None
        self.move_to(Place(found.row, found.column) if found and found != lead else place)
        return True

    def cell_of(self, ref: FieldRef) -> Cell | None:
        """The cell that shows a field now, also when its blank row has just become a real one."""
        made = self._made.get(replace(ref, path=list_path(ref)))
        found = self.grid.showing(stored(ref, made)) if made else None
        return found or self.grid.showing(ref)

    def lead_to(self, ref: FieldRef) -> None:
        """Go to a field as soon as the sheet shows it."""
        self._lead = ref
        self._take_lead()

    # Keys, for the cell editor

    def claims_key(self, event: QKeyEvent) -> bool:
        """See `CellKeys`."""
        return act_of(event) is not None or arrow_of(event) is not None

    def take_key(self, event: QKeyEvent) -> bool:
        """See `CellKeys`."""
        choices = self.editing.choices
        if choices.isVisible() and choices.take_key(event.key()):
            return True
        act, arrow = act_of(event), arrow_of(event)
        if act is not None:
            return not (self.editing.open and belongs_to_text(act)) and self._acts.do(act)
        if arrow is None:
            return False
        return self._arrow(arrow, extend=extends(event), edge=to_edge(event))

    def begin_typing(self) -> bool:
        """See `CellKeys`."""
        return self.begin(typed_over=True)

    def give_up(self) -> None:
        """See `CellKeys`."""
        self.editing.close()

    def _arrow(self, step: Step, *, extend: bool, edge: bool) -> bool:
        if self.editing.open:
            if not self.editing.typed_over or extend or edge:
                return False  # the caret moves
            return self.leave(self.grid.neighbour(self.place, step)) or True
        start = self.corner if extend else self.place
        move = self.grid.row_end if edge else self.grid.neighbour
        target = move(start, step)
        if extend:
            self.extend_to(target)
        else:
            self.move_to(target)
        return True

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the caret in the open cell, or leave it for the one pressed."""
        point = event.position().toPoint()
        cell = self.cell_at(point)
        if cell is not None and cell == self.editing.cell:
            self.editing.put_caret(point)
        elif cell is not None and cell.role is not Role.TITLE and self.commit():
            self._press(cell, point, event)
        elif self.commit():
            self.move_to(self.place)

    def _press(self, cell: Cell, point: QPoint, event: QMouseEvent) -> None:
        at = self.place_near(point)
        if event.button() == Qt.MouseButton.RightButton:
            if not self.selection.holds(cell):
                self.move_to(at)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.extend_to(at)
        elif cell == self.current and self._on_arrow(cell, point):
            self.editing.show_choices()
        else:
            self.move_to(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose a range while the left button is held."""
        point = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton and not self.editing.open:
            near = self.place_near(point)
            if self.grid.at(*near) != self.grid.at(*self.corner):
                self.extend_to(near)
            return
        cell = self.cell_at(point)
        over_arrow = cell is not None and cell == self.current and self._on_arrow(cell, point)
        over_text = cell is not None and cell == self.editing.cell
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor
            if over_arrow
            else Qt.CursorShape.IBeamCursor
            if over_text
            else Qt.CursorShape.ArrowCursor
        )

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the cell, the caret where it was clicked; open what an amount of the ledger sums."""
        point = event.position().toPoint()
        cell = self.cell_at(point)
        if event.button() != Qt.MouseButton.LeftButton or cell != self.current:
            return
        if cell is not None and self._off_ledger(cell):
            self.sum_wanted.emit(cell.field)
            return
        if not self.editing.open:
            self.begin(typed_over=False, point=point)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the form's commands."""
        self._open_menu(event.globalPos())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with changes made while the form was hidden."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _view(self) -> View:
        plain = super()._view()
        return View(plain.current, plain.selection, self.editing.cell, plain.focused, plain.marks)

    def _current_moved(self) -> None:
        self.editing.choices.hide()
        self.editing.follow()
        cell = self.current
        if cell is not None:
            name = accessibility.spoken_name(self.record, cell)
            self.text.setAccessibleName(f"{name} {cell.text}".strip())
            self.text.setAccessibleDescription(self.tip(cell) or cell.hint)
        self.commands.refresh()
        self.commands.drop_unused_row()
        accessibility.tell_focus(self)

    def _layout_changed(self) -> None:
        self.editing.follow()

    def tip(self, cell: Cell | None) -> str:
        """What the pointer is told: a finding, or why the cell is not typed."""
        told = super().tip(cell)
        return told or (self._why_not(cell) if cell is not None and self._refuses(cell) else "")

    # Between the sheet and the book

    def _write(self, cell: Cell, text: str) -> None:
        if cell.field is None:
            return
        row_id = self.session.write(cell.field, text, self.source.put)
        if in_list(cell.field) and not cell.field.row_id:
            self._made = {replace(cell.field, path=list_path(cell.field)): row_id}

    def _hear(self, change: Change) -> None:
        if not self.source.shown_by(change):
            return
        if self.editing.writing:
            return  # shown when the cell is closed
        if self.isVisible():
            self.reload()
        elif self.source.ended_by(change):
            self.gone.emit()
        else:
            self._stale = True

    def _keep_current(self, before: Cell | None) -> None:
        cell = self.cell_of(before.field) if before is not None and before.field else None
        if cell is None:
            last = Place(max(self.grid.rows - 1, 0), max(self.grid.columns - 1, 0))
            place = Place(min(self.place.row, last.row), min(self.place.column, last.column))
        elif before is not None and self.grid.at(*self.place) == cell:
            place = self.place
        else:
            place = Place(cell.row, cell.column)
        self.place = self.corner = place
        self.editing.follow()

    def _keep_editing(self, before: Cell) -> None:
        """The text being typed outlives a change of the sheet, if its field does."""
        cell = self.cell_of(before.field) if before.field is not None else None
        if cell is not None:
            self.editing.move_to(cell)
            return
        if self.editing.changed:
            self.message.emit(f"正在填写的一行已被移走，未保存的文字：{self.text.text}")
        self.editing.close()

    def _take_lead(self) -> None:
        cell = self.cell_of(self._lead) if self._lead is not None else None
        if cell is not None and not self.editing.open:
            self._lead = None
            self.move_to(Place(cell.row, cell.column))

    def _take_choice(self, text: str) -> None:
        if self.editing.open or self.begin(typed_over=False):
            self.editing.replace_text(text)
            self.commit()

    def _on_arrow(self, cell: Cell, point: QPoint) -> bool:
        shown = bool(cell.choices) and self.can_type(cell)
        return shown and list_arrow(self.cell_rect(cell), self.zoom).contains(point)

    def _off_ledger(self, cell: Cell) -> bool:
        ref = cell.field
        return ref is not None and cell.role is Role.COMPUTED and self.source.off_ledger(ref)

    def _refuses(self, cell: Cell) -> bool:
        return cell.field is not None and not self.can_type(cell)

    def _why_not(self, cell: Cell) -> str:
        if self.session.book.read_only and cell.role is Role.INPUT:
            holder = self.session.book.locked_by
            who = f"，{holder.user} 正在 {holder.machine} 上使用" if holder is not None else ""
            return f"账套以只读方式打开{who}，不能修改。"
        if cell.reason:
            return cell.reason
        return "这一格由其他数据算出，不能填写。" if cell.field is not None else ""

    def _open_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self.commands.menu():
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        menu.popup(point)
