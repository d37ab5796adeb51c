"""What was taken back, or done again, is told by name and shown where it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.change import Action, Change, RowChange, StepKind
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.places import place_of
from budgetdesk.book.stages import root_ever
from budgetdesk.desktop.page import FormKey
from budgetdesk.desktop.tree.model import OutlineModel
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.window.tabs.form_tabs import FormTabs
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind

if TYPE_CHECKING:
    from budgetdesk.desktop.editor.form_editor import FormEditor
    from budgetdesk.desktop.ledger.panel import LedgerPanel

_COLUMNS = {"unit_id": "unit", "project_id": "project"}  # of a line, as the grid names them


class Stepped:
    """Brings what a step changed to the front."""

    def __init__(
        self,
        book: Book,
        outline: OutlineModel,
        tabs: FormTabs,
        in_front: Callable[[], int | None],
        open_ledger: "Callable[[], LedgerPanel]",
    ) -> None:
        """`in_front` says which project's form is in front."""
        self._book = book
        self._outline = outline
        self._tabs = tabs
        self._in_front = in_front
        self._open_ledger = open_ledger
        self._elsewhere: Mapping[str, Callable[[Change, RowChange], None]] = {
            **dict.fromkeys(book.dictionary.kinds[RecordKind.OVERALL].tables, self._show_overall),
            **dict.fromkeys(("ledger_line", "revenue_line"), self._show_line),
        }

    def show(self, change: Change) -> str:
        """Put the cursor on what a step changed; what was done, in a sentence."""
        word = "撤销" if change.kind is StepKind.UNDO else "重做"
        name = self._show_project(change) or self._show_declared(change)
        if not name:
            self._show_elsewhere(change)
        named = f"　{name}" if name and name not in change.name else ""
        return f"已{word}：{change.name}{named}"

    def _show_project(self, change: Change) -> str:
        """A project that the step changed; its name, "" for none."""
        node = self._project_of(change)
        if node is None:
            return ""
        self._go_to_changed(self._tabs.open_form(RecordKind.PROJECT, node.id, stay=False), change)
        return node.name

    def _show_declared(self, change: Change) -> str:
        """A record of a declared kind, the one in front before others; what it is called.

        Where all of them are gone it is the record above.
        """
        changed = [
            (kind.kind, record_id)
            for kind in self._book.dictionary.own_kinds
            for record_id in sorted(change.records(kind))
        ]
        here = self._tabs.forms_in_front()
        changed.sort(key=lambda key: here is None or key not in here.keys)
        for key in changed:
            try:
                editor = self._tabs.open_form(*key, stay=False)
            except RowMissing:
                continue
            self._go_to_changed(editor, change)
            return self._tabs.title_of(editor)
        return self._show_above(changed)

    def _show_above(self, gone: Sequence[FormKey]) -> str:
        for kind, record_id in gone:
            found = root_ever(self._book, kind, record_id)
            try:
                if found is not None:
                    return self._tabs.title_of(self._tabs.open_form(*found, stay=False))
            except RowMissing:
                continue
        return ""

    def _project_of(self, change: Change) -> Node | None:
        """The project that a step changed, the one in front before others; None for none."""
        changed, here = _with_other_words(change), self._in_front()
        if here is not None and here in changed:
            return self._outline.find(Level.PROJECT, here)
        found = (self._outline.find(Level.PROJECT, each) for each in sorted(changed))
        return next((node for node in found if node is not None), None)

    def _go_to_changed(self, editor: "FormEditor", change: Change) -> None:
        """Put a form's cursor on the first of its cells that the step changed."""
        for cell in editor.state.grid.inputs:
            if cell.field is not None and self._is_changed(cell.field, change):
                editor.go_to(cell.field)
                return

    def _is_changed(self, ref: FieldRef, change: Change) -> bool:
        place = place_of(self._book.rows, ref, self._book.dictionary)
        return place is not None and any(
            row.row_id == place.row_id and (not row.columns or place.column in row.columns)
            for row in change.of(place.table)
        )

    def _show_elsewhere(self, change: Change) -> None:
        """An overall form or the ledger; the ledger also where its line is gone again."""
        row = next((it for it in change.rows if it.table in self._elsewhere), None)
        if row is not None:
            self._elsewhere[row.table](change, row)

    def _show_overall(self, change: Change, row: RowChange) -> None:
        try:
            owner = read.overall(self._book, row.record_id).department.id
        except RowMissing:
            return
        self._go_to_changed(self._tabs.open_overall(owner), change)

    def _show_line(self, _change: Change, row: RowChange) -> None:
        panel = self._open_ledger()
        go_to = panel.go_to_line if row.table == "ledger_line" else panel.go_to_revenue
        column = min(row.columns, default=None)
        if row.action is not Action.DELETE:
            go_to(row.row_id, _COLUMNS.get(column, column) if column else None)


def _with_other_words(change: Change) -> set[int]:
    """The projects that a step changed otherwise than by moving them on."""
    told = [row for row in change.rows if row.columns != {"position"}]
    return set(replace(change, rows=tuple(told)).projects)
