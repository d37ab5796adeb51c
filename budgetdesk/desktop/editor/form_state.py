"""What is edited in a form: the record on its sheet, the cell that is open, and how it is written.

Commands, keys and screen readers work on this; none of them knows the widget.
"""

from dataclasses import replace

from PySide6.QtCore import Signal

from budgetdesk.book.errors import RowMissing
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.editor.lists import in_list, list_path, stored
from budgetdesk.desktop.editor.sheet_state import SheetState
from budgetdesk.desktop.editor.source import SheetSource
from budgetdesk.desktop.session import Session
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.target_parts import with_plain_sign
from budgetdesk.domain.typed import show_value
from budgetdesk.forms.parts import Texts, is_tick, whole_texts
from budgetdesk.forms.sheet import Cell, Role


class FormState(SheetState):
    """One record of the open book on its form, and where in it the clerk is."""

    message = Signal(str)  # one quiet sentence for the status line
    laid_out = Signal()  # the sheet is another one; the current field is where it now stands
    gone = Signal()  # the record is no longer in the book

    def __init__(self, session: Session, source: SheetSource) -> None:
        record = source.read()
        super().__init__(source.sheet_of(record))
        self.record = record
        self.session = session
        self.source = source
        self.edited: Cell | None = None  # the cell that is open
        self._lead: FieldRef | None = None  # the field to go to when the sheet is laid out next
        self._made: dict[FieldRef, int] = {}  # blank rows that the last edit has made real

    @property
    def kind(self) -> str:
        """What record is edited."""
        return self.source.kind

    @property
    def record_id(self) -> int:
        """Which one."""
        return self.source.record_id

    # Cells

    def label_of(self, ref: FieldRef) -> str:
        """What the book's forms call a field."""
        return self.session.form_set.label_of(ref)

    def cell_of(self, ref: FieldRef) -> Cell | None:
        """The cell that shows a field now, also when its blank row has just become a real one."""
        made = self._made.get(row_of(ref))
        found = self.grid.showing(stored(ref, made)) if made else None
        return found or self.grid.showing(ref)

    def lead_to(self, ref: FieldRef) -> None:
        """Go to a field as soon as the sheet shows it and no cell is open."""
        self._lead = ref
        self.take_lead()

    def take_lead(self) -> None:
        """Go to the field that was asked for, if the sheet shows it by now."""
        cell = self.cell_of(self._lead) if self._lead is not None else None
        if cell is not None and self.edited is None:
            self._lead = None
            self.move_to(GridPlace(cell.row, cell.column))

    def can_type(self, cell: Cell) -> bool:
        """Whether a cell can be typed into: an input of a book open for writing."""
        return cell.role is Role.INPUT and not self.session.book.read_only

    def ticks(self, cell: Cell) -> bool:
        """Whether a cell is ticked by a click or a key rather than typed into."""
        ref = cell.field
        return ref is not None and self.can_type(cell) and is_tick(ref, field_of(ref))

    def why_not(self, cell: Cell) -> str:
        """Why a cell is not typed into; "" for a printed label."""
        if self.session.book.read_only and cell.role is Role.INPUT:
            holder = self.session.book.locked_by
            who = f"，{holder.user} 正在 {holder.machine} 上使用" if holder is not None else ""
            return f"账套以只读方式打开{who}，不能修改。"
        if cell.reason:
            return cell.reason
        return "这一格由其他数据算出，不能填写。" if cell.field is not None else ""

    def refuses(self) -> bool:
        """Whether nothing is typed into the current cell; a sentence says why."""
        cell = self.current
        if cell is None or (cell.field is not None and self.can_type(cell)):
            return cell is None
        if why := self.why_not(cell):
            self.message.emit(why)
        return True

    def off_ledger(self, cell: Cell) -> bool:
        """Whether the ledger says a cell's amount."""
        ref = cell.field
        return ref is not None and cell.role is Role.COMPUTED and self.source.off_ledger(ref)

    # Between the sheet and the book

    def write(self, cell: Cell, text: str) -> None:
        """Write what was typed into a cell as one step; TypedError when it cannot be read."""
        if cell.field is not None:
            self.write_text(cell.field, text)

    def write_text(self, field: FieldRef, text: str, name: str = "") -> None:
        """The same for a field; a row that this makes is the cursor's own from then on.

        `name` is that of the step, where it is not one of typing.
        """
        meant = with_plain_sign(text) if field_of(field).kind is Kind.TARGET else text
        [(ref, whole)] = self.whole([(field, meant)])
        row_id = self.session.write(ref, whole, self.source.put, name)
        if meant != text:
            self.message.emit(f"“{text.strip()}”已写作“{meant}”。")
        if in_list(ref) and not ref.row_id:
            self._made = {row_of(ref): row_id}

    def whole(self, texts: Texts) -> list[tuple[FieldRef, str]]:
        """Texts for cells as texts for whole fields; TypedError where one suits no part."""
        return whole_texts(texts, self._held)

    def _held(self, ref: FieldRef) -> str:
        return show_value(field_of(ref).kind, self.source.held(self.record, ref))

    def reload(self) -> None:
        """Be on the record as the book holds it now; the current field stays."""
        try:
            record = self.source.read()
        except RowMissing:
            self.gone.emit()
            return
        self.record = record
        sheet = self.source.sheet_of(record)
        if sheet == self.sheet:
            self.take_lead()
            return
        before = self.current
        self.lay_out(sheet)
        self._keep_current(before)
        self.laid_out.emit()
        self.take_lead()
        self.moved.emit()

    def _keep_current(self, before: Cell | None) -> None:
        cell = self.cell_of(before.field) if before is not None and before.field else None
        if cell is None or self.grid.at(*self.place) == cell:
            place = self.place
        else:
            place = GridPlace(cell.row, cell.column)
        self.place = self.corner = place


def row_of(ref: FieldRef) -> FieldRef:
    """The row that a field is in, whichever of its fields and parts it is."""
    return replace(ref, path=list_path(ref), part="")
