"""What a cell of a sheet is called by a screen reader."""

import sys

from budgetdesk.desktop.editor.form_state import FormState
from budgetdesk.desktop.editor.form_view import FormView
from budgetdesk.desktop.editor.lists import standing_of
from budgetdesk.desktop.editor.sheet_view import SheetView
from budgetdesk.domain.fields import FieldRef
from budgetdesk.forms.sheet import Cell, Role

_BLANK = "空白"


def spoken_name(view: SheetView, cell: Cell) -> str:
    """A cell's field, for an indicator with its levels; its heads in a table; its printed text."""
    if cell.field is not None and isinstance(view, FormView):
        return _field_name(view.state, cell.field)
    if heads_cell(cell):
        return cell.text
    return " ".join(_heads(view, cell)) or ("" if cell.text else _BLANK)


def spoken(view: SheetView, cell: Cell, system: str = sys.platform) -> str:
    """The name as the system's screen readers hear it: Linux' own hear no value beside it."""
    name = spoken_name(view, cell)
    if not system.startswith("linux") or heads_cell(cell):
        return name
    return f"{name} {cell.text}".strip()


def heads_cell(cell: Cell) -> bool:
    """Whether a cell is print that heads its row or column."""
    return cell.role in (Role.LABEL, Role.TITLE) and bool(cell.text)


def _field_name(state: FormState, ref: FieldRef) -> str:
    label = state.label_of(ref)
    standing = standing_of(state.record, ref)
    if standing is None:
        return label
    levels = " ".join(part for part in (standing.slot.level1, standing.slot.level2) if part)
    return f"{levels} {label} 第{standing.index + 1}条".strip()


def _heads(view: SheetView, cell: Cell) -> list[str]:
    """The print at the left of a cell, then that of the repeated rows above it."""
    beside = [it for it in view.sheet.cells if it.row == cell.row and it.column < cell.column]
    above = [it for it in view.sheet.cells if it.row < cell.row and _over(view, it, cell)]
    print_ = [it.text for it in (*beside, *above) if heads_cell(it) and it.style.border]
    return [text for text in print_ if not text.isdigit()]


def _over(view: SheetView, head: Cell, cell: Cell) -> bool:
    spans = head.column <= cell.column < head.column + head.columns
    return spans and view.sheet.rows[head.row].repeat
