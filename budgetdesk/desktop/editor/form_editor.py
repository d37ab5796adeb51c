"""The form editor: a record's official form, edited in place as it will print."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from budgetdesk.book.change import Change
from budgetdesk.desktop.editor import accessibility
from budgetdesk.desktop.editor.commands import FormCommands
from budgetdesk.desktop.editor.copying_out import offer_copying_out
from budgetdesk.desktop.editor.form_state import FormState
from budgetdesk.desktop.editor.form_view import FormView
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.editor.keys import FormKeys
from budgetdesk.desktop.editor.marks import Mark
from budgetdesk.desktop.editor.source import RecordSource, SheetSource
from budgetdesk.desktop.editor.spoken import spoken_name
from budgetdesk.desktop.editor.suggesting import offer_suggestions
from budgetdesk.desktop.editor.weighting import offer_weights
from budgetdesk.desktop.menu import Menu
from budgetdesk.desktop.session import Session
from budgetdesk.domain.fields import FieldRef
from budgetdesk.forms.sheet import Cell, Role


class FormEditor(FormView):
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
        super().__init__(FormState(session, source), parent)
        self.commands = FormCommands(self.state, self.commit, self)
        self.text.keys = FormKeys(self.state, self.editing, self.commands, self)
        self._stale = False
        accessibility.install()
        self._offer_other_forms()
        offer_weights(self.commands, self.state)
        offer_suggestions(self.commands, self.state, self.editing)
        offer_copying_out(self.commands, self.state)
        self._connect()
        self._current_moved()

    def _offer_other_forms(self) -> None:
        source = self.state.source
        if isinstance(source, RecordSource) and len(source.form_names) > 1:
            self.commands.offer("换到这个项目的另一张表", "Ctrl+Shift+T", self.turn, lambda: True)

    def _connect(self) -> None:
        self.text.menu_wanted.connect(self._open_menu)
        self.addActions(self.commands.actions)
        self.editing.written.connect(self.reload)
        self.editing.started.connect(self.edit_started)
        self.editing.ended.connect(self.edit_ended)
        self.state.message.connect(self.message)
        self.state.laid_out.connect(self._laid_out_anew)
        self.state.gone.connect(self.gone)
        self.session.changed.connect(self._hear)
        self.destroyed.connect(self.session.register_editor(self.commit))

    # What the window calls

    @property
    def session(self) -> Session:
        """The open book."""
        return self.state.session

    @property
    def kind(self) -> str:
        """What record is edited."""
        return self.state.kind

    @property
    def record_id(self) -> int:
        """Which one."""
        return self.state.record_id

    def commit(self) -> bool:
        """Write the open cell; False when its text is refused (a sentence beside it says why)."""
        return self.editing.commit()

    def go_to(self, ref: FieldRef) -> bool:
        """Select the cell of a field and scroll to it; False when the form does not show it."""
        cell = self._found(ref) if self.commit() else None
        if cell is None:
            return False
        self.move_to(GridPlace(cell.row, cell.column))
        return True

    def turn(self) -> None:
        """Show the next of several forms of the record, round the end."""
        source = self.state.source
        if isinstance(source, RecordSource) and self.commit():
            names = source.form_names
            self._show_number((source.form_number + 1) % len(names))
            self.message.emit(f"现在是“{names[source.form_number]}”。")

    def _show_number(self, number: int) -> None:
        source = self.state.source
        if isinstance(source, RecordSource):
            source.form_number = number
            self.state.reload()

    def _found(self, ref: FieldRef) -> Cell | None:
        """The cell of a field, on another form of the record where this one lacks it."""
        cell, source = self.cell_of(ref), self.state.source
        if cell is not None or not isinstance(source, RecordSource):
            return cell
        before = source.form_number
        for number in range(len(source.form_names)):
            self._show_number(number)
            if (cell := self.cell_of(ref)) is not None:
                return cell
        self._show_number(before)
        return None

    def reload(self) -> None:
        """Show the record as the book holds it now; the current field and the scroll stay."""
        self._stale = False
        self.state.reload()

    def begin(self, *, typed_over: bool, point: QPoint | None = None) -> bool:
        """Edit the current cell, the caret near a point; a sentence says why it can't be."""
        return self.editing.begin(typed_over=typed_over, point=point)

    def cell_of(self, ref: FieldRef) -> Cell | None:
        """The cell that shows a field now."""
        return self.state.cell_of(ref)

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the caret in the open cell, or leave it for the one pressed."""
        point = event.position().toPoint()
        cell = self.cell_at(point)
        if cell is not None and cell == self.editing.cell:
            self.editing.put_caret(point)
        elif cell is not None and cell.role is not Role.TITLE and self.commit():
            self.text.keys.end_run()
            self._press(cell, point, event)
        elif self.commit():
            self.move_to(self.place)

    def _press(self, cell: Cell, point: QPoint, event: QMouseEvent) -> None:
        at = self.place_near(point)
        if event.button() == Qt.MouseButton.RightButton:
            if not self.selection.holds(cell):
                self.state.point_at(at)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.extend_to(at)
        elif cell == self.current and self.on_list_arrow(cell, point):
            self.editing.show_choices()
        else:
            self.state.point_at(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the cell that was clicked, where it is one to be ticked."""
        cell = self.cell_at(event.position().toPoint())
        clicked = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        alone = cell == self.current and not self.selects_range
        if cell is not None and clicked and alone and self.state.ticks(cell):
            self.commands.tick()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose a range while the left button is held."""
        point = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton and not self.editing.open:
            near = self.place_near(point)
            if self.grid.at(*near) != self.grid.at(*self.corner):
                self.extend_to(near)
            return
        cell = self.cell_at(point)
        over_arrow = cell is not None and cell == self.current and self.on_list_arrow(cell, point)
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
        if cell is not None and self.state.off_ledger(cell):
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

    def _current_moved(self) -> None:
        self.editing.put_choices_away()
        self.editing.follow()
        self._describe()
        self.commands.refresh()
        self.commands.drop_unused_row()
        accessibility.tell_focus(self)
        super()._current_moved()

    def _describe(self) -> None:
        """Readers meet the editor in the cell's place: it is called and told of as the cell is."""
        cell = self.current
        if cell is not None:
            self.text.setAccessibleName(f"{spoken_name(self, cell)} {cell.text}".strip())
            self.text.setAccessibleDescription(self.tip(cell) or cell.hint)

    def set_marks(self, marks: Mapping[FieldRef, Mark]) -> None:
        """What was found at the current cell is told of at once."""
        super().set_marks(marks)
        self._describe()

    def _laid_out_anew(self) -> None:
        self.lay_out()
        self._describe()
        self.setAccessibleName(self.sheet.name)
        accessibility.tell_reset(self)
        self.editing.keep()
        self.editing.follow()

    def _hear(self, change: Change) -> None:
        if not self.state.source.shown_by(change):
            return
        if self.editing.writing:
            return  # shown when the cell is closed
        if self.isVisible():
            self.reload()
        elif self.state.source.ended_by(change):
            self.gone.emit()
        else:
            self._stale = True

    def _open_menu(self, point: QPoint) -> None:
        menu = Menu.passing(self)
        for action in self.commands.menu():
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        menu.popup(point)
