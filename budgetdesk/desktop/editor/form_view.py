"""A form on paper with the text editor over its active cell; no keys and no commands yet."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from budgetdesk.desktop.editor.cell_editor import CellEditor
from budgetdesk.desktop.editor.editing import FormEditing
from budgetdesk.desktop.editor.form_state import FormState
from budgetdesk.desktop.editor.painting import View, list_arrow
from budgetdesk.desktop.editor.sheet_view import SheetView
from budgetdesk.desktop.theme import theme
from budgetdesk.forms.sheet import Cell


class FormView(SheetView):
    """Shows what a `FormState` edits; the focus always lies in its cell editor."""

    state: FormState

    def __init__(self, state: FormState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.text = CellEditor(self.viewport(), self.wheelEvent)
        self.editing = FormEditing(self, state, self.text)
        self.setFocusProxy(self.text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.sheet.name)
        theme().changed.connect(self.editing.follow)

    def tip(self, cell: Cell | None) -> str:
        """What the pointer is told: a finding, or why the cell is not typed."""
        told = super().tip(cell)
        if told or cell is None or cell.field is None or self.state.can_type(cell):
            return told
        return self.state.why_not(cell)

    def on_list_arrow(self, cell: Cell, point: QPoint) -> bool:
        """Whether a point of the viewport lies on the arrow that opens a cell's choices."""
        shown = bool(cell.choices) and self.state.can_type(cell)
        return shown and list_arrow(self.cell_rect(cell), self.zoom).contains(point)

    def _view(self) -> View:
        plain = super()._view()
        return View(plain.current, plain.selection, self.state.edited, plain.focused, plain.marks)

    def _layout_changed(self) -> None:
        self.editing.follow()
